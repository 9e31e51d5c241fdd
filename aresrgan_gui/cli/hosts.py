"""`aresrgan hosts`: the other machines that do the work."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from aresrgan_gui.cli.arguments.hosts import (
    HostsAddRequest,
    HostsChangeRequest,
    HostsListRequest,
    HostsRemoveRequest,
    HostsRenameRequest,
    HostsRequest,
    HostsSetUpRequest,
    HostsTestRequest,
)
from aresrgan_gui.cli.asking import Asker, ask_for
from aresrgan_gui.cli.hosts_setup import set_up
from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.core.errors import (
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_SOME_FAILED,
    EXIT_USAGE,
    ErrorCode,
    Failure,
)
from aresrgan_gui.core.hosts import SECRETS, FarmHost, Host, SshHost, changed
from aresrgan_gui.core.paths import journal_file
from aresrgan_gui.messages import failure_text, report_parts
from aresrgan_gui.runners.remote.transport import HostReport
from aresrgan_gui.runners.ways import lacking_extra
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.hosts import Hosts, HostTrial
from aresrgan_gui.services.journal.journal import Journal, JournalError
from aresrgan_gui.services.models.selftest import SelfTestResult

log = logging.getLogger(__name__)


def manage(request: HostsRequest, file: Path, models: Path, application: QCoreApplication) -> int:
    """Do what `request` asks for with the hosts in `file`; the exit status.

    Raises UpscaleError(HOST_UNKNOWN).
    """
    try:
        hosts = Hosts(file, models, Credentials(Asker(application)))
        if not isinstance(request, (HostsSetUpRequest, HostsTestRequest)):
            return _keep(hosts, request)
    except (OSError, ValueError) as error:
        print(f"aresrgan: the hosts cannot be read or kept: {error}", file=sys.stderr)
        return EXIT_USAGE
    if isinstance(request, HostsSetUpRequest):
        return set_up(hosts, request.name)
    return _Tests(hosts, request).execute()


def _keep(
    hosts: Hosts,
    request: HostsListRequest
    | HostsAddRequest
    | HostsChangeRequest
    | HostsRenameRequest
    | HostsRemoveRequest,
) -> int:
    """Do what concerns the file alone."""
    if isinstance(request, HostsAddRequest):
        return _add(hosts, request)
    if isinstance(request, HostsChangeRequest):
        return _change(hosts, request)
    if isinstance(request, HostsRenameRequest):
        return _rename(hosts, request)
    if isinstance(request, HostsRemoveRequest):
        return _remove(hosts, request.name)
    return _list(hosts)


def _list(hosts: Hosts) -> int:
    for host in hosts.all:
        extra = lacking_extra(host.kind)
        note = f" (needs: pip install aresrgan-gui[{extra}])" if extra else ""
        print(f"{host.name}: {host.kind.value}, {_where(host)}, {host.slots} at a time{note}")
    return EXIT_OK


def _where(host: Host) -> str:
    if isinstance(host, SshHost):
        user = f"{host.user}@" if host.user else ""
        return f"{user}{host.address}:{host.port}"
    if isinstance(host, FarmHost):
        return host.scheduler
    return f"{host.region} {' '.join(host.instances)}"


def _add(hosts: Hosts, request: HostsAddRequest) -> int:
    host = request.host
    secrets = _told_secrets(host.name, request.secrets)
    hosts.put(host)
    print(f"{host.name}: added; see whether it works with: aresrgan hosts test {host.name}")
    _keep_secrets(hosts, host.name, secrets)
    if extra := lacking_extra(host.kind):
        print(f"aresrgan: it needs: pip install aresrgan-gui[{extra}]", file=sys.stderr)
    return EXIT_OK


def _change(hosts: Hosts, request: HostsChangeRequest) -> int:
    name = request.name
    before = hosts.named(name)
    if request.asks and not SECRETS[before.kind]:
        raise ValueError(f"{name} is of the kind {before.kind.value}: it has no password")
    after = changed(before, request.texts)
    secrets = _told_secrets(name, SECRETS[before.kind] if request.asks else ())
    hosts.put(after, instead_of=name)
    print(f"{name}: changed; see whether it works with: aresrgan hosts test {name}")
    _keep_secrets(hosts, name, secrets)
    return EXIT_OK


def _rename(hosts: Hosts, request: HostsRenameRequest) -> int:
    hosts.put(replace(hosts.named(request.name), name=request.new_name), instead_of=request.name)
    print(f"{request.name}: is called {request.new_name} now")
    return EXIT_OK


def _remove(hosts: Hosts, name: str) -> int:
    place = hosts.named(name).place
    hosts.remove(name)
    try:
        if journal_file().exists():
            with closing(Journal(journal_file())) as journal:
                journal.forget_host(place)
    except JournalError:
        log.exception("what was begun at a host that was removed is not forgotten yet")
    print(f"{name}: removed")
    return EXIT_OK


def _told_secrets(host: str, names: Iterable[str]) -> dict[str, str]:
    """What is typed for each of them, or lines of what is piped in."""
    if sys.stdin.isatty():
        return {name: ask_for(host, name) or "" for name in names}
    return {name: sys.stdin.readline().rstrip("\n") for name in names}


def _keep_secrets(hosts: Hosts, host: str, secrets: Mapping[str, str]) -> None:
    kept = [hosts.keep_secret(host, name, secret) for name, secret in secrets.items() if secret]
    if not all(kept):
        print("aresrgan: this system has no key ring, so it will be asked for each time", file=sys.stderr)


class _Tests(QObject):
    """Hosts tested one after another, printed as it goes."""

    def __init__(self, hosts: Hosts, request: HostsTestRequest) -> None:
        super().__init__()
        self._hosts = hosts
        self._trust = request.trust
        self._waiting = [hosts.named(name) for name in request.names] or list(hosts.all)
        self._trial: HostTrial | None = None
        self._is_trusted = False
        """Whether the key of the host under test was taken for good."""
        self._failed = 0
        self._interrupted = False

    def execute(self) -> int:
        """Test, print, and return 0 where every host works, otherwise 1."""
        with interrupts_handled(self._interrupt):
            self._next()
            if self._trial is not None:
                QCoreApplication.exec()
            if self._interrupted and self._trial is not None:
                self._trial.stop()
        if self._interrupted:
            return EXIT_INTERRUPTED
        return EXIT_SOME_FAILED if self._failed else EXIT_OK

    def _interrupt(self) -> None:
        self._interrupted = True
        QCoreApplication.quit()

    def _next(self, trust: str = "") -> None:
        if not self._waiting:
            QCoreApplication.quit()
            return
        self._is_trusted = bool(trust)
        self._trial = HostTrial(self._hosts.new_runner(self._waiting[0]), trust, self)
        self._trial.reported.connect(self._on_reported)
        self._trial.tried.connect(self._on_tried)
        self._trial.ended.connect(self._on_ended)
        self._trial.start()

    def _on_reported(self, report: HostReport) -> None:
        print(f"{self._waiting[0].name}: {', '.join(report_parts(report))}", flush=True)

    def _on_tried(self, result: SelfTestResult) -> None:
        if result.is_right:
            print(f"{self._waiting[0].name}: works, a tiny picture took {result.seconds:.1f} s", flush=True)

    def _on_ended(self, failure: Failure | None) -> None:
        was_trusted, self._is_trusted = self._is_trusted, False
        is_unknown = failure is not None and failure.code is ErrorCode.HOST_KEY_UNKNOWN
        if failure is not None and is_unknown and self._trust and not was_trusted:
            print(f"{self._waiting[0].name}: its key is trusted from now on: {failure.detail}", flush=True)
            self._next(failure.detail)
            return
        if failure is not None:
            self._failed += 1
            print(f"aresrgan: {self._waiting[0].name}: {failure_text(failure)}", file=sys.stderr, flush=True)
        del self._waiting[0]
        self._next()
