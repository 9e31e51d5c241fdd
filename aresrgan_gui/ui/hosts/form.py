"""The fields of a host, made from its record."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from aresrgan_gui.core.hosts import SECRETS, Host, HostKind, Platform, as_texts, from_texts, typed_fields
from aresrgan_gui.messages import QT_TRANSLATE_NOOP
from aresrgan_gui.ui.parts.fields import Choice
from aresrgan_gui.ui.parts.texts import column, labelled
from aresrgan_gui.ui.theme import GAP

_NAMES = {
    "name": QT_TRANSLATE_NOOP("hosts", "Name"),
    "address": QT_TRANSLATE_NOOP("hosts", "Address"),
    "port": QT_TRANSLATE_NOOP("hosts", "Port"),
    "user": QT_TRANSLATE_NOOP("hosts", "User; usually your own name"),
    "key_file": QT_TRANSLATE_NOOP("hosts", "Key file; usually the agent's keys"),
    "engine": QT_TRANSLATE_NOOP("hosts", "Engine over there; usually ours"),
    "gpus": QT_TRANSLATE_NOOP("hosts", "Graphics cards"),
    "region": QT_TRANSLATE_NOOP("hosts", "Region"),
    "instances": QT_TRANSLATE_NOOP("hosts", "Instances, with spaces between"),
    "platform": QT_TRANSLATE_NOOP("hosts", "System"),
    "working_folder": QT_TRANSLATE_NOOP("hosts", "Working folder over there"),
    "bucket": QT_TRANSLATE_NOOP("hosts", "Bucket in object storage"),
    "command_id": QT_TRANSLATE_NOOP("hosts", "Stored command instead of ours"),
    "scheduler": QT_TRANSLATE_NOOP("hosts", "Scheduler, such as tls://10.0.0.2:8786"),
    "certificates": QT_TRANSLATE_NOOP("hosts", "Folder of certificates"),
    "password": QT_TRANSLATE_NOOP("hosts", "Password, or that of the key file"),
    "secret_id": QT_TRANSLATE_NOOP("hosts", "SecretId"),
    "secret_key": QT_TRANSLATE_NOOP("hosts", "SecretKey"),
}
"""What each field of a host, and each of its secrets, is called."""

_SYSTEMS = {
    Platform.LINUX: QT_TRANSLATE_NOOP("hosts", "Linux"),
    Platform.WINDOWS: QT_TRANSLATE_NOOP("hosts", "Windows"),
}


class HostForm(QWidget):
    """One line for each field of a kind of host; `before` is the host that is being changed, if any."""

    def __init__(self, kind: HostKind, before: Host | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before = before
        self.kind = kind
        self._fields: dict[str, QLineEdit | Choice] = {}
        self._secrets: dict[str, QLineEdit] = {}
        layout = column(self, GAP // 2)
        texts = as_texts(before) if before else _usual(kind)
        for name in typed_fields(kind):
            editor = self._fields[name] = self._editor(name, texts[name])
            labelled(_text(_NAMES[name]), editor, layout, self)
        for name in SECRETS[kind]:
            secret = self._secrets[name] = self._line(name, "")
            secret.setEchoMode(QLineEdit.EchoMode.Password)
            if before is not None:
                secret.setPlaceholderText(self.tr("As it is kept"))
            labelled(_text(_NAMES[name]), secret, layout, self)
        layout.addStretch(1)

    @classmethod
    def of(cls, host: Host, parent: QWidget | None = None) -> HostForm:
        """The fields of a host that is there."""
        return cls(host.kind, host, parent)

    def host(self) -> Host:
        """The host as the fields are. Raises ValueError with a reason for people."""
        return from_texts(self.kind, {name: _said(editor) for name, editor in self._fields.items()})

    def secrets(self) -> dict[str, str]:
        """The secrets that were typed."""
        return {name: line.text() for name, line in self._secrets.items() if line.text()}

    def text(self, name: str) -> str:
        """What a field says."""
        return _said(self._fields[name])

    def set_text(self, name: str, text: str) -> None:
        """Fill in a field, or a secret."""
        editor = self._secrets.get(name) or self._fields[name]
        if isinstance(editor, Choice):
            editor.set_value(text)
        else:
            editor.setText(text)

    def _editor(self, name: str, text: str) -> QLineEdit | Choice:
        if name != "platform":
            return self._line(name, text)
        systems = [(system.value, _text(shown)) for system, shown in _SYSTEMS.items()]
        choice = Choice(_text(_NAMES[name]), systems, self)
        choice.set_value(text)
        return choice

    def _line(self, name: str, text: str) -> QLineEdit:
        line = QLineEdit(text, self)
        line.setAccessibleName(_text(_NAMES[name]))
        line.setAcceptDrops(False)
        return line


def _usual(kind: HostKind) -> dict[str, str]:
    """What the fields of a new host hold."""
    usual = {"port": "22", "gpus": "1", "platform": Platform.LINUX.value}
    return {name: usual.get(name, "") for name in typed_fields(kind)}


def _said(editor: QLineEdit | Choice) -> str:
    return str(editor.value()) if isinstance(editor, Choice) else editor.text()


def _text(source: str) -> str:
    return QCoreApplication.translate("hosts", source)
