"""Which machine does the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from aresrgan_gui.core.hosts import HERE
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.ui.parts.fields import Choice
from aresrgan_gui.ui.parts.texts import column, heading


class WhereOptions(QWidget):
    """A choice among this computer and the hosts; not shown while there is nothing to choose."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hosts: Mapping[str, str] = {}
        self._options = UpscaleOptions()
        self._layout = column(self)
        self._layout.addWidget(heading(self.tr("Where"), self))
        self._choice = self._new_choice()
        self._show()

    def set_hosts(self, names: Mapping[str, str]) -> None:
        """Offer these hosts: what each is called, by what jobs know it by."""
        self._hosts = dict(names)
        self._choice.hide()
        self._choice.deleteLater()
        self._choice = self._new_choice()
        self.show_options(self._options)

    def show_options(self, options: UpscaleOptions) -> None:
        """Set the control to these options."""
        self._options = options
        self._choice.set_value(options.place)
        self._show()

    def applied(self, options: UpscaleOptions) -> UpscaleOptions:
        """The options with what the control says."""
        return replace(options, place=str(self._choice.value()))

    def _new_choice(self) -> Choice:
        fixed = (("", self.tr("Anywhere")), (HERE, self.tr("This computer")))
        choice = Choice(self.tr("Where"), (*fixed, *self._hosts.items()), self)
        choice.chosen.connect(self.changed)
        self._layout.addWidget(choice)
        return choice

    def _show(self) -> None:
        """Also where a host was chosen that is no longer there, so that another can be."""
        is_known = self._options.place in ("", HERE)
        self.setVisible(bool(self._hosts) or not is_known)
