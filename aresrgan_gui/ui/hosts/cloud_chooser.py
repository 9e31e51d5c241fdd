"""A button that offers what there is in a Tencent Cloud account for the fields of a host."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.hosts import HostKind
from aresrgan_gui.messages import failure_text
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.ui.hosts.form import HostForm

if TYPE_CHECKING:
    from aresrgan_gui.runners.tat.choices import InstanceChoice
    from aresrgan_gui.services.hosts.cloud_look_up import CloudChoices, CloudLookUp


class CloudChooser(QPushButton):
    """Fills in the fields of a form, with the secrets that are typed there or kept."""

    said = Signal(str, str)
    """What to tell the user, and the role of such a text."""

    def __init__(self, hosts: Hosts, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Choose from the cloud..."), parent)
        self._hosts = hosts
        self._form: HostForm | None = None
        self._look_up: CloudLookUp | None = None
        self.setAccessibleName(self.text().rstrip("."))
        self.setAutoDefault(False)
        self.clicked.connect(self._start)

    def serve(self, form: HostForm | None) -> None:
        """Be of use to a form, where it is that of such a host, and forget the one before."""
        self._stop()
        self._form = form if form is not None and form.kind is HostKind.TAT else None
        self.setVisible(self._form is not None)

    def _start(self) -> None:
        # Imported here, as it brings asyncio and a program without hosts needs none of it.
        from aresrgan_gui.services.hosts.cloud_look_up import CloudLookUp

        form = self._form
        if form is None:
            return
        typed = form.secrets()
        kept = self._hosts.secret_of(form.before.name if form.before else "")
        self._stop()
        self.setEnabled(False)
        self.said.emit(self.tr("Asking the cloud..."), "faint")
        look_up = CloudLookUp(form.text("region"), lambda name: typed.get(name) or kept(name), self)
        look_up.ended.connect(self._on_ended)
        look_up.start()
        self._look_up = look_up

    def _stop(self) -> None:
        look_up, self._look_up = self._look_up, None
        if look_up is not None:
            look_up.stop()
            look_up.deleteLater()
        self.setEnabled(True)

    def _on_ended(self, outcome: CloudChoices | Failure) -> None:
        self._stop()
        if isinstance(outcome, Failure):
            self.said.emit(str(failure_text(outcome)), "error")
        elif self._form is not None:
            self.said.emit("", "faint")
            self._offer(outcome, self._form)

    def _offer(self, found: CloudChoices, form: HostForm) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        regions = menu.addMenu(self.tr("Region"))
        for region in found.regions:
            regions.addAction(f"{region.title} ({region.id})", partial(form.set_text, "region", region.id))
        instances = menu.addMenu(self.tr("Instances"))
        chosen = form.text("instances").split()
        for instance in found.instances:
            text = self.tr("{id}, online") if instance.is_online else self.tr("{id}, offline")
            action = instances.addAction(text.format(id=instance.id))
            action.setCheckable(True)
            action.setChecked(instance.id in chosen)
            action.toggled.connect(partial(_choose, form, instance))
        commands = menu.addMenu(self.tr("Stored command"))
        for command in found.commands:
            commands.addAction(command.name, partial(form.set_text, "command_id", command.id))
        for part in (regions, instances, commands):
            part.setEnabled(not part.isEmpty())
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


def _choose(form: HostForm, instance: InstanceChoice, is_chosen: bool) -> None:
    """Add an instance, whose system the host then has, or take it away."""
    others = [each for each in form.text("instances").split() if each != instance.id]
    form.set_text("instances", " ".join([*others, instance.id] if is_chosen else others))
    if is_chosen:
        form.set_text("platform", instance.platform.value)
