"""The hosts that the user has set up, with a runner for each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError, failure_of
from aresrgan_gui.core.hosts import (
    SECRETS,
    Host,
    SshHost,
    as_new,
    checked,
    in_place_of,
    load_hosts,
    save_hosts,
)
from aresrgan_gui.runners.late import LateTransport
from aresrgan_gui.runners.remote.runner import RemoteRunner
from aresrgan_gui.runners.remote.transport import HostReport, Transport
from aresrgan_gui.runners.ways import Secret, engine_of, forget_key, transport_to
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.setup import HostSetUp
from aresrgan_gui.services.models.selftest import SelfTest, SelfTestResult

log = logging.getLogger(__name__)

MakeTransport = Callable[[Host, Secret], Transport]

DEVICE = "auto"


class Hosts(QObject):
    """Keeps the hosts in a file, and their secrets in the key ring."""

    changed = Signal()
    """`all` are others now."""

    def __init__(
        self,
        path: Path,
        models: Path,
        credentials: Credentials,
        make_transport: MakeTransport = transport_to,
        parent: QObject | None = None,
    ) -> None:
        """Raises OSError and ValueError where the file `path` cannot be read."""
        super().__init__(parent)
        self._path = path
        self._models = models
        self._credentials = credentials
        self._make_transport = make_transport
        self._hosts = load_hosts(path)
        self._runners: dict[Host, RemoteRunner] = {}

    @property
    def all(self) -> tuple[Host, ...]:
        """The hosts in their order."""
        return self._hosts

    def named(self, name: str) -> Host:
        """The host of this name. Raises UpscaleError(HOST_UNKNOWN)."""
        found = next((host for host in self._hosts if host.name == name), None)
        if found is None:
            raise UpscaleError(ErrorCode.HOST_UNKNOWN, Path(name))
        return found

    def put(self, host: Host, *, instead_of: str = "") -> None:
        """Add a host, or put it in the place of the one named `instead_of`, whose jobs are its own then.

        Raises OSError, and ValueError with a reason for people.
        """
        others = [other for other in self._hosts if other.name != instead_of]
        checked(host, others)
        if len(others) == len(self._hosts):
            self._keep((*self._hosts, as_new(host, others)))
            return
        kept = in_place_of(host, self.named(instead_of))
        self._save(tuple(kept if other.name == instead_of else other for other in self._hosts))
        # Before anybody asks for them under the new name.
        if instead_of != host.name:
            self._move_secrets(instead_of, host)
        self.changed.emit()

    def remove(self, name: str) -> None:
        """Forget a host, its secrets, and its key where no other host stands at the same address.

        Raises OSError, and UpscaleError(HOST_UNKNOWN).
        """
        gone = self.named(name)
        self._keep(tuple(host for host in self._hosts if host is not gone))
        for secret in SECRETS[gone.kind]:
            self._credentials.forget(name, secret)
        if isinstance(gone, SshHost) and not any(_shares_key(gone, other) for other in self._hosts):
            forget_key(gone)

    def keep_secret(self, host: str, name: str, secret: str) -> bool:
        """Keep a secret; whether it is kept beyond this run of the program."""
        kept = self._credentials.keep(host, name, secret)
        # A connection that was refused without it must be made anew.
        for known in [known for known in self._runners if known.name == host]:
            del self._runners[known]
        self.changed.emit()
        return kept

    def runners(self) -> dict[str, RemoteRunner]:
        """A runner for each host, by its place; the same one as before for a host that is as it was."""
        self._runners = {host: self._runners.get(host) or self.new_runner(host) for host in self._hosts}
        return {host.place: runner for host, runner in self._runners.items()}

    def names(self) -> dict[str, str]:
        """What each host is called, by its place."""
        return {host.place: host.name for host in self._hosts}

    def secret_of(self, name: str) -> Secret:
        """What gives the secrets of the host of this name."""
        return partial(self._credentials.get, name)

    def new_runner(self, host: Host) -> RemoteRunner:
        """A runner with a connection of its own."""
        transport = LateTransport(partial(self._new_transport, host))
        return RemoteRunner(transport, engine_of(host), self._models, host.slots)

    def new_set_up(self, host: Host) -> HostSetUp:
        """What puts our engine and the models on a host."""
        return HostSetUp(self._new_transport(host), host.name, self._models)

    def _new_transport(self, host: Host) -> Transport:
        return self._make_transport(host, self.secret_of(host.name))

    def _keep(self, hosts: tuple[Host, ...]) -> None:
        self._save(hosts)
        self.changed.emit()

    def _save(self, hosts: tuple[Host, ...]) -> None:
        save_hosts(hosts, self._path)
        self._hosts = hosts

    def _move_secrets(self, before: str, host: Host) -> None:
        for name in SECRETS[host.kind]:
            secret = self._credentials.get(before, name)
            if secret is not None:
                self._credentials.keep(host.name, name, secret)
            self._credentials.forget(before, name)


def _shares_key(one: SshHost, other: Host) -> bool:
    """Whether both are kept under the same name among the keys that are trusted."""
    return isinstance(other, SshHost) and (one.address, one.port) == (other.address, other.port)


class HostTrial(QObject):
    """Asks a host what it is, then has it enlarge a tiny picture."""

    reported = Signal(object)
    """A HostReport."""
    tried = Signal(object)
    """A SelfTestResult: how the picture went."""
    ended = Signal(object)
    """None where the host works, otherwise the Failure of host or picture. Sent once, unless stopped."""

    def __init__(self, runner: RemoteRunner, trust: str = "", parent: QObject | None = None) -> None:
        """`runner` is one for the trial alone, which closes it; `trust` is the fingerprint of a host key.

        Where it is given, and the host has this key, the host is trusted from now on.
        """
        super().__init__(parent)
        self._runner = runner
        self._trust = trust
        runner.setParent(self)
        self._test = SelfTest(runner, self)
        self._test.tried.connect(self._on_tried)
        runner.probed.connect(self._on_probed)
        self._is_over = False

    def start(self) -> None:
        """Begin."""
        self._runner.probe(self._trust)

    def stop(self) -> None:
        """Give up and say nothing; returns when nothing of it runs here any more."""
        self._is_over = True
        self._test.stop()
        self._runner.shutdown()

    def _on_probed(self, outcome: object) -> None:
        if self._is_over:
            return
        if isinstance(outcome, HostReport):
            self.reported.emit(outcome)
            self._test.start([DEVICE])
        elif isinstance(outcome, Exception):
            if not isinstance(outcome, UpscaleError):
                log.error("a host could not be asked", exc_info=outcome)
            self._end(failure_of(outcome))

    def _on_tried(self, result: SelfTestResult) -> None:
        if self._is_over:
            return
        self.tried.emit(result)
        wrong = Failure(ErrorCode.OUTPUT_WRONG, None, f"only {result.decibels:.0f} dB like the reference")
        self._end(None if result.is_right else result.failure or wrong)

    def _end(self, failure: Failure | None) -> None:
        self._is_over = True
        self._runner.close()
        self.ended.emit(failure)
