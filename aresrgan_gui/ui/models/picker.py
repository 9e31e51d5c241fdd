"""Which model to use: a card for each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.ui.models.card import ModelCard
from aresrgan_gui.ui.parts.texts import column, faint, new_link


class ModelPicker(QWidget):
    """Cards of the installed models, or the way to get some, and the way to bring others."""

    chosen = Signal(str)
    """The name of the model that the user chose."""
    wanted = Signal()
    """The user asked for the models."""
    import_wanted = Signal()
    """The user wants to bring a model."""
    rename_wanted = Signal(str)
    remove_wanted = Signal(str)
    """The name of the user's model that is to have another name, or to go."""
    revealed = Signal(QWidget)
    """A card that should be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, ModelCard] = {}
        self._group = QButtonGroup(self)
        self._missing = faint(self.tr("No models are installed yet. They are about 45 MB."), self)
        self._get = QPushButton(self.tr("Get the models"), self)
        self._get.setAccessibleName(self.tr("Get the models"))
        self._get.setProperty("primary", True)
        self._progress = faint("", self)
        self._progress.hide()
        self._import = new_link(self.tr("Import model..."), self.tr("Import a model of your own"), self)
        self._import.setToolTip(self.tr("Or drop its .param and .bin files, a folder or a zip file anywhere"))
        layout = column(self, 6)
        for widget in (self._missing, self._get):
            layout.addWidget(widget)
        places = QWidget(self)
        self._places = column(places, 6)
        layout.addWidget(places)
        layout.addWidget(self._progress)
        layout.addWidget(self._import, 0, Qt.AlignmentFlag.AlignLeft)
        self._get.clicked.connect(self.wanted)
        self._import.clicked.connect(self.import_wanted)

    def set_models(self, models: tuple[InstalledModel, ...]) -> None:
        """Show these models; where a card has the focus, it stays on that model or goes to the new one."""
        before = self.names()
        focused = next((name for name, card in self._cards.items() if card.hasFocus()), None)
        for card in self._cards.values():
            self._group.removeButton(card)
            card.deleteLater()
        self._cards = {model.spec.name: ModelCard(model, self) for model in models}
        for name, card in self._cards.items():
            self._group.addButton(card)
            self._places.addWidget(card)
            card.clicked.connect(lambda _checked, name=name: self.chosen.emit(name))
            card.rename_wanted.connect(partial(self.rename_wanted.emit, name))
            card.remove_wanted.connect(partial(self.remove_wanted.emit, name))
            card.show()
        self._set_tab_order()
        self._missing.setVisible(not models)
        self._get.setVisible(not models)
        self._get.setEnabled(True)
        self._progress.hide()
        if focused is not None and models:
            new = [name for name in self._cards if name not in before]
            self._cards[focused if focused in self._cards else [*new, *self._cards][0]].setFocus()

    def set_speeds(self, speeds: Mapping[str, str]) -> None:
        """Say of each model how fast it is here; models that are left out are not known."""
        for name, card in self._cards.items():
            card.set_speed(speeds.get(name, ""))

    def refresh_sample(self, name: str) -> None:
        """Show the sample of a model that was made just now."""
        if name in self._cards:
            self._cards[name].refresh_sample()

    def reveal(self, name: str) -> None:
        """Scroll to a model's card once it has its place."""
        QTimer.singleShot(0, self, partial(self._reveal, name))

    def show_progress(self, text: str) -> None:
        """Say how getting models goes; an empty text offers the button again."""
        self._progress.setText(text)
        self._progress.setVisible(bool(text))
        self._get.setEnabled(not text)

    def select(self, name: str) -> None:
        """Mark a model as chosen without saying so; one that is not installed marks none."""
        self._group.setExclusive(False)
        for known, card in self._cards.items():
            card.setChecked(known == name)
        self._group.setExclusive(True)

    def names(self) -> list[str]:
        """The names of the models on offer."""
        return list(self._cards)

    def selected(self) -> str | None:
        """The name of the marked model."""
        return next((name for name, card in self._cards.items() if card.isChecked()), None)

    def _reveal(self, name: str) -> None:
        if name in self._cards:
            self.revealed.emit(self._cards[name])

    def _set_tab_order(self) -> None:
        chain: list[QWidget] = [self._get]
        for card in self._cards.values():
            chain.append(card)
            if card.menu_button is not None:
                chain.append(card.menu_button)
        for one, other in pairwise([*chain, self._import]):
            self.setTabOrder(one, other)
