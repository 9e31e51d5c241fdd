"""Where results go and under which name."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPushButton, QWidget

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.naming import TOKENS, check_template, replaces_source, target_path
from aresrgan_gui.core.options import Existing, UpscaleOptions
from aresrgan_gui.messages import QT_TRANSLATE_NOOP
from aresrgan_gui.ui.parts.fields import Choice, restyle
from aresrgan_gui.ui.parts.text_layout import breakable
from aresrgan_gui.ui.parts.texts import column, faint, heading, labelled

EXAMPLE = (Path("photo.jpg"), (1600, 1200), 1)
"""The picture whose result's name is shown while the queue has none: name, size in pixels, and number."""


_MEANINGS = {
    "stem": QT_TRANSLATE_NOOP("PlaceOptions", "the picture's own name"),
    "scale": QT_TRANSLATE_NOOP("PlaceOptions", "how many times it is enlarged"),
    "model": QT_TRANSLATE_NOOP("PlaceOptions", "the model's name"),
    "width": QT_TRANSLATE_NOOP("PlaceOptions", "the result's width in pixels"),
    "height": QT_TRANSLATE_NOOP("PlaceOptions", "the result's height in pixels"),
    "date": QT_TRANSLATE_NOOP("PlaceOptions", "today's date"),
    "n": QT_TRANSLATE_NOOP("PlaceOptions", "the picture's number in the queue"),
}
"""What each token of a name template stands for."""


class Place(Enum):
    """Where results go."""

    BESIDE = 0
    SUBFOLDER = 1
    FOLDER = 2


SUBFOLDER = "upscaled"
"""The name that a folder beside the picture has at first."""


class PlaceOptions(QWidget):
    """The folder and the names of results, and what happens where a name is taken."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen_folder: Path | None = None
        self._example = EXAMPLE
        self._options = UpscaleOptions()
        self._last_template = self._options.template
        self._place = Choice(
            self.tr("Output folder"),
            (
                (Place.BESIDE, self.tr("Beside the picture")),
                (Place.SUBFOLDER, self.tr("In a folder beside the picture")),
                (Place.FOLDER, self.tr("In one folder")),
            ),
            self,
        )
        self._subfolder = QLineEdit(SUBFOLDER, self)
        self._subfolder.setAccessibleName(self.tr("Name of the folder beside the picture"))
        self._subfolder.setAcceptDrops(False)
        self._folder = QPushButton(self)
        self._template = QLineEdit(self)
        self._template.setProperty("invalid", False)
        self._template.setAccessibleName(self.tr("Name of the result"))
        self._template.setAcceptDrops(False)
        meanings = [f"{{{token}}}: {self.tr(_MEANINGS[token])}" for token in TOKENS]
        self._template.setToolTip("\n".join([self.tr("In the name you can use:"), *meanings]))
        self._preview = faint("", self)
        self._preview.setAccessibleName(self.tr("What the result will be called"))
        self._preview.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._existing = Choice(
            self.tr("If the name is taken"),
            (
                (Existing.RENAME, self.tr("Choose a new name")),
                (Existing.SKIP, self.tr("Skip the picture")),
                (Existing.REPLACE, self.tr("Replace the file")),
            ),
            self,
        )
        self._provenance = QCheckBox(self.tr("Note the model"), self)
        self._provenance.setAccessibleName(self.tr("Note the model"))
        self._provenance.setToolTip(self.tr("Writes program, model and scale into the file"))
        self._lay_out()
        self._place.chosen.connect(self._choose_place)
        self._subfolder.textEdited.connect(self._edit_subfolder)
        self._folder.clicked.connect(self._ask_for_folder)
        self._template.textEdited.connect(self._edit_template)
        self._template.editingFinished.connect(self._settle_template)
        self._existing.chosen.connect(self.changed)
        self._provenance.clicked.connect(self.changed)

    def show_options(self, options: UpscaleOptions) -> None:
        """Set the controls to these options."""
        self._options = options
        if options.folder is not None:
            self._chosen_folder = options.folder
        if options.subfolder and self._subfolder.text() != options.subfolder:
            self._subfolder.setText(options.subfolder)
        self._show_place()
        self._show_folder()
        if self._template_is_valid() or not self._template.hasFocus():
            if not self._template.hasFocus() or self._template.text() != options.template:
                self._last_template = options.template
            self._set_template(options.template)
        self._existing.set_value(options.existing)
        self._provenance.setChecked(options.provenance)
        self._show_preview()

    def applied(self, options: UpscaleOptions) -> UpscaleOptions:
        """The options with what the controls say; for a template that cannot be used, the last whole one."""
        existing, place = self._existing.value(), self._place.value()
        return replace(
            options,
            folder=self._chosen_folder if place is Place.FOLDER else None,
            subfolder=self._subfolder.text().strip() if place is Place.SUBFOLDER else "",
            template=self._template.text() if self._template_is_valid() else self._last_template,
            existing=existing if isinstance(existing, Existing) else options.existing,
            provenance=self._provenance.isChecked(),
        )

    def set_example(self, source: Path, size: tuple[int, int], number: int) -> None:
        """Show the name that this picture's result would have."""
        self._example = (source, size, number)
        self._show_preview()

    def _lay_out(self) -> None:
        layout = column(self)
        layout.addWidget(heading(self.tr("Save"), self))
        layout.addWidget(self._place)
        layout.addWidget(self._subfolder)
        layout.addWidget(self._folder)
        labelled(self.tr("Name"), self._template, layout, self)
        layout.addWidget(self._preview)
        labelled(self.tr("If the name is taken"), self._existing, layout, self)
        layout.addWidget(self._provenance)

    def _choose_place(self, place: Place) -> None:
        if place is Place.SUBFOLDER and not self._subfolder.text().strip():
            self._subfolder.setText(SUBFOLDER)
        if place is Place.FOLDER and self._chosen_folder is None:
            self._ask_for_folder()
        else:
            self.changed.emit()

    def _edit_subfolder(self) -> None:
        if self._subfolder.text().strip():
            self.changed.emit()

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Where the results go"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._chosen_folder is not None:
            dialog.setDirectory(str(self._chosen_folder))
        dialog.fileSelected.connect(self._take_folder)
        dialog.rejected.connect(self._show_place)
        dialog.open()

    def _take_folder(self, folder: str) -> None:
        self._chosen_folder = Path(folder)
        self._place.set_value(Place.FOLDER)
        self.changed.emit()

    def _show_place(self) -> None:
        options = self._options
        beside = Place.SUBFOLDER if options.subfolder else Place.BESIDE
        self._place.set_value(beside if options.folder is None else Place.FOLDER)

    def _show_folder(self) -> None:
        folder = self._options.folder
        self._folder.setVisible(folder is not None)
        self._subfolder.setVisible(self._place.value() is Place.SUBFOLDER)
        name = str(folder or "")
        shown = self._folder.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 190)
        self._folder.setText(shown)
        self._folder.setToolTip(name)
        self._folder.setAccessibleName(self.tr("Change the output folder: {folder}").format(folder=name))

    def _set_template(self, template: str) -> None:
        if self._template.text() != template:
            self._template.setText(template)

    def _edit_template(self) -> None:
        self._show_preview()
        self.changed.emit()

    def _settle_template(self) -> None:
        """Keep what was typed; in the place of what cannot be a name comes the one there was before."""
        if self._template_is_valid():
            self._last_template = self._template.text()
        else:
            self._set_template(self._last_template)
            self._show_preview()

    def _template_is_valid(self) -> bool:
        try:
            check_template(self._template.text())
        except UpscaleError:
            return False
        return True

    def _show_preview(self) -> None:
        is_valid, hits_source = self._template_is_valid(), False
        if is_valid:
            options = replace(self._options, template=self._template.text())
            source, size, number = self._example
            target = target_path(source, options, size, number=number)
            shown = target.relative_to(source.parent) if options.subfolder else target.name
            text = breakable(f"→ {shown}")
            hits_source = replaces_source(source, target, options.existing)
            if hits_source:
                text += "\n" + self.tr("This is the picture itself, which is never replaced.")
        else:
            tokens = ", ".join(f"{{{token}}}" for token in TOKENS)
            text = self.tr("This cannot be a name. You can use: {tokens}").format(tokens=tokens)
        self._preview.setText(text)
        restyle(self._preview, "role", "faint" if is_valid and not hits_source else "error")
        restyle(self._template, "invalid", not is_valid)
