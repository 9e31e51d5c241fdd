"""The user's presets: options under a name, one click away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QPushButton, QWidget

from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.presets import Presets, load_presets, save_presets


class PresetButton(QPushButton):
    """Opens a menu that applies, saves, removes, exports and imports presets."""

    chosen = Signal(object)
    """The UpscaleOptions of the preset that the user chose."""
    said = Signal(str, str)
    """What stood in the way, and what to do."""

    def __init__(
        self, path: Path, options: Callable[[], UpscaleOptions], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._options = options
        self._presets = self._stored()
        self.setText(self.tr("Presets"))
        self.setAccessibleName(self.tr("Presets"))
        self.setToolTip(self.tr("Keep the options below under a name and use them again"))
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Presets"))
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._fill()

    @property
    def presets(self) -> Presets:
        """The presets, in their order."""
        return dict(self._presets)

    def apply(self, name: str) -> None:
        """Use a preset."""
        self.chosen.emit(self._presets[name])

    def save_as(self, name: str) -> None:
        """Keep the options as they are now; an earlier preset of that name is replaced."""
        if name.strip():
            self._keep({**self._presets, name.strip(): self._options()})

    def remove(self, name: str) -> None:
        """Forget a preset."""
        self._keep({other: options for other, options in self._presets.items() if other != name})

    def export_to(self, path: Path) -> None:
        """Write all presets to a file."""
        try:
            save_presets(self._presets, path)
        except OSError as error:
            self.said.emit(self.tr("The presets could not be saved: {detail}.").format(detail=error), "")

    def import_from(self, path: Path) -> None:
        """Add the presets of a file; those of the same name are replaced."""
        try:
            self._keep({**self._presets, **load_presets(path)})
        except (OSError, ValueError):
            self.said.emit(
                self.tr("{name} holds no presets.").format(name=path.name),
                self.tr("Choose a file that ARESRGAN has exported."),
            )

    def _stored(self) -> Presets:
        try:
            return load_presets(self._path)
        except (OSError, ValueError):
            return {}

    def _keep(self, presets: Presets) -> None:
        self._presets = presets
        self.export_to(self._path)
        self._fill()

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for child in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            child.deleteLater()
        for name in self._presets:
            _add(menu, name, partial(self.apply, name))
        menu.addSeparator()
        _add(menu, self.tr("Save as a preset..."), self._ask_for_name)
        removal = menu.addMenu(self.tr("Remove"))
        removal.setEnabled(bool(self._presets))
        for name in self._presets:
            _add(removal, name, partial(self.remove, name))
        menu.addSeparator()
        _add(menu, self.tr("Export..."), self._ask_where_to).setEnabled(bool(self._presets))
        _add(menu, self.tr("Import..."), self._ask_where_from)

    def _ask_for_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Save as a preset"))
        dialog.setLabelText(self.tr("Name of the preset"))
        dialog.textValueSelected.connect(self.save_as)
        dialog.open()

    def _ask_where_to(self) -> None:
        from aresrgan_gui.ui.dialogs.settings import file_dialog

        dialog = file_dialog(self, self.tr("Export presets"), self.tr("Presets (*.json)"), self.export_to)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.open()

    def _ask_where_from(self) -> None:
        from aresrgan_gui.ui.dialogs.settings import file_dialog

        dialog = file_dialog(self, self.tr("Import presets"), self.tr("Presets (*.json)"), self.import_from)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()


def _add(menu: QMenu, text: str, work: Callable[[], object]) -> QAction:
    action = menu.addAction(text.replace("&", "&&"))
    action.triggered.connect(lambda _checked=False: work())
    return action
