"""`aresrgan hosts`: the other machines that do the work."""

from __future__ import annotations

import logging
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from aresrgan_gui.cli.arguments.hosts import (
    HostsAddRequest,
    HostsListRequest,
    HostsRemoveRequest,
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
from aresrgan_gui.core.hosts import FarmHost, Host, SshHost
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
        if isinstance(request, HostsListRequest):
            return _list(hosts)
        if isinstance(request, HostsAddRequest):
            return _add(hosts, request)
        if isinstance(request, HostsRemoveRequest):
            return _remove(hosts, request.name)
    except (OSError, ValueError) as error:
        print(f"aresrgan: the hosts cannot be read or kept: {error}", file=sys.stderr)
        return EXIT_USAGE
    if isinstance(request, HostsSetUpRequest):
        return set_up(hosts, request.name)
    return _Tests(hosts, request).execute()


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
    secrets = {name: _told(request.host.name, name) for name in request.secrets}
    hosts.put(request.host)
    kept = [hosts.keep_secret(request.host.name, name, secret) for name, secret in secrets.items() if secret]
    print(f"{request.host.name}: added; see whether it works with: aresrgan hosts test {request.host.name}")
    if not all(kept):
        print("aresrgan: this system has no key ring, so it will be asked for each time", file=sys.stderr)
    if extra := lacking_extra(request.host.kind):
        print(f"aresrgan: it needs: pip install aresrgan-gui[{extra}]", file=sys.stderr)
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


def _told(host: str, name: str) -> str:
    """What is typed, or a line of what is piped in."""
    return ask_for(host, name) or "" if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


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
