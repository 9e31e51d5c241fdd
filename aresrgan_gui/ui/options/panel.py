"""Everything that can be chosen for new and waiting pictures, on the window's right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.models.picker import ModelPicker
from aresrgan_gui.ui.options.advanced import AdvancedOptions
from aresrgan_gui.ui.options.format import FormatOptions
from aresrgan_gui.ui.options.output import EXAMPLE, PlaceOptions
from aresrgan_gui.ui.options.size import SizeOptions
from aresrgan_gui.ui.options.where import WhereOptions
from aresrgan_gui.ui.parts.texts import heading
from aresrgan_gui.ui.theme import GAP, MARGIN

NARROWEST = 230
"""In logical pixels."""


class OptionsPanel(QScrollArea):
    """Shows an UpscaleOptions and says when the user has made another of it."""

    options_changed = Signal(object)
    """The UpscaleOptions as they are now."""
    models_wanted = Signal()

    def __init__(self, options: UpscaleOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        body = QWidget(self)
        self._models = ModelPicker(body)
        self._size = SizeOptions(body)
        self._format = FormatOptions(body)
        self._place = PlaceOptions(body)
        self._where = WhereOptions(body)
        self._advanced = AdvancedOptions(body)
        self._sections = (self._size, self._format, self._place, self._where, self._advanced)
        self._lay_out(body)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Options"))
        self._models.wanted.connect(self.models_wanted)
        self._models.chosen.connect(self.choose_model)
        self._models.revealed.connect(self.ensureWidgetVisible)
        for section in self._sections:
            section.changed.connect(self._read)
        self._advanced.opened.connect(lambda: self.ensureWidgetVisible(self._advanced))
        self.show_options(options)

    @property
    def picker(self) -> ModelPicker:
        """The models on offer."""
        return self._models

    @property
    def options(self) -> UpscaleOptions:
        """The options shown."""
        return self._options

    def show_options(self, options: UpscaleOptions) -> None:
        """Set all controls without saying so."""
        self._options = options
        self._models.select(options.model)
        for section in self._sections:
            section.blockSignals(True)
            section.show_options(options)
            section.blockSignals(False)

    def choose(self, options: UpscaleOptions) -> None:
        """Take other options as if the user had made them, with a model that is here."""
        known = self._models.names()
        self._take(replace(options, model=options.model if options.model in known else self._options.model))

    def set_models(self, models: tuple[InstalledModel, ...]) -> None:
        """Offer these models; where the chosen one is not among them, the first is chosen."""
        self._models.set_models(models)
        names = [model.spec.name for model in models]
        if names and self._options.model not in names:
            self.choose_model(names[0])
        self._models.select(self._options.model)

    def set_speeds(self, speeds: Mapping[str, str]) -> None:
        """Say of each model how fast it is here."""
        self._models.set_speeds(speeds)

    def set_cards(self, names: Mapping[int, str]) -> None:
        """Offer these graphics cards, by number."""
        self._advanced.set_cards(names)

    def set_hosts(self, names: Mapping[str, str]) -> None:
        """Offer these hosts to do the work: what each is called, by what jobs know it by."""
        self._where.set_hosts(names)

    def choose_model(self, name: str) -> None:
        """Choose a model for the queue."""
        self._take(replace(self._options, model=name))

    def show_models_progress(self, text: str) -> None:
        """Say how getting the models goes."""
        self._models.show_progress(text)

    def set_example(self, job: Job | None) -> None:
        """Show the size and name that this job's result would have."""
        self._size.set_example(job)
        self._place.set_example(*((job.source, job.size, job.number) if job else EXAMPLE))

    def tint(self, palette: QPalette) -> None:
        """Paint icons in the palette's colours."""
        self._advanced.tint(palette)

    @override
    def minimumSizeHint(self) -> QSize:
        """As wide as the controls need at any size of the font, as there is no scrolling sideways."""
        width = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(width, NARROWEST), super().minimumSizeHint().height())

    def _lay_out(self, body: QWidget) -> None:
        layout = QVBoxLayout(body)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(heading(self.tr("Model"), body))
        layout.addWidget(self._models)
        for section in self._sections:
            layout.addSpacing(GAP)
            layout.addWidget(section)
        layout.addStretch(1)

    def _read(self) -> None:
        """Make the options anew from the controls."""
        options = self._options
        for section in self._sections:
            options = section.applied(options)
        self._take(options)

    def _take(self, options: UpscaleOptions) -> None:
        if options != self._options:
            self.show_options(options)
            self.options_changed.emit(options)
