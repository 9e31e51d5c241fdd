"""The other machines that do the work: added, changed, tried and removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.hosts import Host, HostKind
from aresrgan_gui.core.overriding import override
from aresrgan_gui.messages import QT_TRANSLATE_NOOP, failure_text, report_parts
from aresrgan_gui.runners.remote.transport import HostReport
from aresrgan_gui.runners.ssh.progress import SetUpProgress, Step
from aresrgan_gui.runners.ways import lacking_extra
from aresrgan_gui.services.hosts.hosts import Hosts, HostTrial
from aresrgan_gui.services.hosts.setup import HostSetUp
from aresrgan_gui.services.models.selftest import SelfTestResult
from aresrgan_gui.ui.hosts.cloud_chooser import CloudChooser
from aresrgan_gui.ui.hosts.form import HostForm
from aresrgan_gui.ui.parts.flow import Flow
from aresrgan_gui.ui.parts.text_layout import breakable
from aresrgan_gui.ui.parts.texts import column, faint
from aresrgan_gui.ui.theme import GAP, MARGIN

FIRST_SIZE = QSize(720, 520)
LIST_WIDTH = 190

_KINDS = {
    HostKind.SSH: QT_TRANSLATE_NOOP("hosts", "Machine with SSH"),
    HostKind.TAT: QT_TRANSLATE_NOOP("hosts", "Tencent Cloud"),
    HostKind.FARM: QT_TRANSLATE_NOOP("hosts", "Dask farm"),
}


class HostsDialog(QDialog):
    """A list of hosts, and the fields of the one that is chosen."""

    found_to_work = Signal(str)
    """The place of a host that has made a right picture just now."""

    def __init__(self, hosts: Hosts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hosts = hosts
        self._trial: HostTrial | None = None
        self._setting_up: HostSetUp | None = None
        self._fingerprint = ""
        self._form: HostForm | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Hosts"))
        self.setSizeGripEnabled(True)
        self.resize(FIRST_SIZE)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Hosts that are set up"))
        self._list.setFixedWidth(LIST_WIDTH)
        self._outcome = QLabel(self)
        self._outcome.setWordWrap(True)
        self._outcome.setTextFormat(Qt.TextFormat.PlainText)
        self._empty = faint(
            self.tr(
                "Other machines with graphics cards can do the work: those that you reach by SSH, instances "
                "in Tencent Cloud, and farms of several machines."
            ),
            self,
        )
        self._add = self._button(self.tr("Add..."), self._offer_kinds)
        self._remove = self._button(self.tr("Remove"), self._ask_to_remove)
        self._save = self._button(self.tr("Save"), self.save)
        self._test = self._button(self.tr("Test"), self.test)
        self._set_up = self._button(self.tr("Set up"), self.set_up)
        self._set_up.setToolTip(self.tr("Puts the engine and the models there, for this program alone"))
        self._choose = CloudChooser(hosts, self)
        self._choose.said.connect(self._say)
        self._trust = self._button(self.tr("Trust this key"), self._trust_key)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self._list.currentItemChanged.connect(self._show_current)
        self._fill()

    @property
    def outcome(self) -> str:
        """What is said of the host."""
        return self._outcome.text().replace("\N{ZERO WIDTH SPACE}", "")

    @property
    def form(self) -> HostForm | None:
        """The fields that are shown."""
        return self._form

    def add(self, kind: HostKind) -> None:
        """Show the empty fields of a new host."""
        self._list.setCurrentRow(-1)
        self._show_form(HostForm(kind, None, self))
        extra = lacking_extra(kind)
        if extra:
            text = self.tr("Hosts of this kind need: {command}")
            self._say(text.format(command=f"pip install aresrgan-gui[{extra}]"), "error")

    def save(self) -> bool:
        """Keep the host as its fields are; whether that could be."""
        form = self._form
        if form is None:
            return False
        try:
            host = form.host()
            if form.before != host:
                self._hosts.put(host, instead_of=form.before.name if form.before else "")
        except (OSError, ValueError) as error:
            self._say(self.tr("This cannot be kept: {reason}.").format(reason=error), "error")
            return False
        secrets = form.secrets()
        kept = [self._hosts.keep_secret(host.name, name, secret) for name, secret in secrets.items()]
        self._fill(host.name)
        if all(kept):
            self._say(self.tr("Saved."), "faint")
        else:
            self._say(
                self.tr("Saved. This system has no key ring: the password is forgotten at the end."), "faint"
            )
        return True

    def test(self) -> None:
        """Keep the host, then see whether it works."""
        if self.save():
            self._try()

    def set_up(self) -> None:
        """Keep the host, put our engine and the models on it, then see whether it works."""
        if not self.save():
            return
        self._stop_trial()
        self._trust.hide()
        self._set_up.setEnabled(False)
        self._say(self.tr("Setting up the host..."), "faint")
        work = self._setting_up = self._hosts.new_set_up(self._shown())
        work.progressed.connect(self._on_set_up_progressed)
        work.ended.connect(self._on_set_up_ended)
        work.start()

    def remove(self) -> None:
        """Forget the chosen host."""
        if self._form is not None and self._form.before is not None:
            try:
                self._hosts.remove(self._form.before.name)
            except (OSError, UpscaleError) as error:
                self._say(self.tr("This cannot be kept: {reason}.").format(reason=error), "error")
                return
        self._say("", "faint")
        self._fill()

    @override
    def done(self, result: int) -> None:
        self._stop_trial()
        self._choose.serve(None)
        super().done(result)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self._list, 1)
        below = Flow(gap=GAP)
        for button in (self._add, self._remove):
            below.addWidget(button)
        left.addLayout(below)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self._empty)
        right.addWidget(self._area, 1)
        right.addWidget(self._outcome)
        buttons = Flow(gap=GAP)
        for button in (self._save, self._test, self._choose, self._set_up, self._trust):
            buttons.addWidget(button)
        right.addLayout(buttons)
        both = QHBoxLayout()
        both.setSpacing(MARGIN)
        both.addLayout(left)
        both.addLayout(right, 1)
        layout = column(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.addLayout(both, 1)
        close = self._button(self.tr("Close"), self.reject)
        layout.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)

    def _button(self, text: str, work: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text.rstrip("."))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: work())
        return button

    def _fill(self, chosen: str = "") -> None:
        """Show the hosts, and the fields of the one named `chosen`, or of the first."""
        self._list.blockSignals(True)
        self._list.clear()
        for host in self._hosts.all:
            item = QListWidgetItem(host.name, self._list)
            item.setToolTip(_text(_KINDS[host.kind]))
        names = [host.name for host in self._hosts.all]
        self._list.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self._list.blockSignals(False)
        self._show_current()

    def _show_current(self) -> None:
        self._stop_trial()
        item = self._list.currentItem()
        self._show_form(HostForm.of(self._hosts.named(item.text()), self) if item else None)

    def _show_form(self, form: HostForm | None) -> None:
        self._stop_trial()
        self._form = form
        self._say("", "faint")
        self._trust.hide()
        self._choose.serve(form)
        self._area.setWidget(form or QWidget(self))
        self._area.setVisible(form is not None)
        self._empty.setVisible(form is None)
        for button in (self._save, self._test):
            button.setVisible(form is not None)
        self._set_up.setVisible(form is not None and form.kind is HostKind.SSH)
        self._remove.setEnabled(form is not None and form.before is not None)

    def _offer_kinds(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, text in _KINDS.items():
            menu.addAction(_text(text), partial(self.add, kind))
        menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))

    def _ask_to_remove(self) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Hosts"))
        name = self._form.before.name if self._form and self._form.before else ""
        box.setText(self.tr("Forget the host {name} and its passwords?").format(name=name))
        forget = box.addButton(self.tr("Forget it"), QMessageBox.ButtonRole.DestructiveRole)
        forget.clicked.connect(self.remove)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        for button in box.buttons():
            button.setAccessibleName(button.text().replace("&", ""))
        box.open()

    def _try(self, trust: str = "") -> None:
        self._stop_trial()
        self._trust.hide()
        self._test.setEnabled(False)
        self._say(self.tr("Asking the host..."), "faint")
        trial = self._trial = HostTrial(self._hosts.new_runner(self._shown()), trust, self)
        trial.reported.connect(self._on_reported)
        trial.tried.connect(self._on_tried)
        trial.ended.connect(self._on_ended)
        trial.start()

    def _shown(self) -> Host:
        """The host whose fields are shown, as it is kept."""
        assert self._form is not None
        assert self._form.before is not None
        return self._form.before

    def _stop_trial(self) -> None:
        trial, self._trial = self._trial, None
        if trial is not None:
            trial.stop()
            trial.deleteLater()
        self._test.setEnabled(True)
        work, self._setting_up = self._setting_up, None
        if work is not None:
            work.stop()
        self._set_up.setEnabled(True)

    def _on_set_up_progressed(self, progress: SetUpProgress) -> None:
        if progress.said:
            self._say(self.tr("Setting up the host: {words}").format(words=progress.said), "faint")
        elif progress.step is Step.MODELS:
            text = self.tr("Bringing the models: {percent} %")
            self._say(text.format(percent=round(100 * progress.fraction)), "faint")

    def _on_set_up_ended(self, failure: Failure | None) -> None:
        self._set_up.setEnabled(True)
        if failure is None:
            self._try()
        else:
            self._tell_failure(failure)

    def _trust_key(self) -> None:
        self._try(self._fingerprint)

    def _on_reported(self, report: HostReport) -> None:
        text = self.tr("{facts}. Trying a tiny picture...")
        self._say(text.format(facts=", ".join(report_parts(report))), "faint")

    def _on_tried(self, result: SelfTestResult) -> None:
        if result.is_right:
            facts = self.outcome.partition(". ")[0]
            text = self.tr("{facts}. It works: a tiny picture took {seconds} s.")
            self._say(text.format(facts=facts, seconds=f"{result.seconds:.1f}"), "faint")

    def _on_ended(self, failure: Failure | None) -> None:
        self._test.setEnabled(True)
        if failure is None:
            self.found_to_work.emit(self._shown().place)
        else:
            self._tell_failure(failure)

    def _tell_failure(self, failure: Failure) -> None:
        self._say(str(failure_text(failure)), "error")
        if failure.code is ErrorCode.HOST_KEY_UNKNOWN:
            self._fingerprint = failure.detail
            self._trust.show()

    def _say(self, text: str, role: str) -> None:
        self._outcome.setProperty("role", role)
        self._outcome.setText(breakable(text))
        self._outcome.style().polish(self._outcome)
        self._outcome.setVisible(bool(text))


def _text(source: str) -> str:
    return QCoreApplication.translate("hosts", source)
