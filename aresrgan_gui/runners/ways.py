"""The way to a host, by its kind. What a kind needs is imported when the first way to such a host is made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from typing import NoReturn

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.hosts import EXTRAS, Host, HostKind, SshHost, TatHost, runs_our_engine
from aresrgan_gui.core.paths import known_hosts_file
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.remote.request import RemoteRequest
from aresrgan_gui.runners.remote.transport import HostReport, Tell, Transport, host_error

Secret = Callable[[str], "str | None"]
"""A secret of the host by its name, None where there is none; may take long, as the user may be asked."""

_NEEDED = {HostKind.SSH: "asyncssh", HostKind.TAT: "qcloud_cos", HostKind.FARM: "distributed"}
"""What tells whether a kind's extra is installed."""


def transport_to(host: Host, secret: Secret) -> Transport:
    """The way to `host`; where its kind's extra is not installed, one that says so."""
    if extra := lacking_extra(host.kind):
        return Unready(host.name, f"it needs: pip install aresrgan-gui[{extra}]")
    if isinstance(host, SshHost):
        from aresrgan_gui.runners.ssh.transport import make_transport as through_ssh

        return through_ssh(host, secret)
    if isinstance(host, TatHost):
        from aresrgan_gui.runners.tat.transport import make_transport as through_tat

        return through_tat(host, secret)
    from aresrgan_gui.runners.farm.transport import make_transport as through_farm

    return through_farm(host, secret)


def lacking_extra(kind: HostKind) -> str:
    """The extra that hosts of `kind` need and that is not installed; empty where it is."""
    return EXTRAS[kind] if find_spec(_NEEDED[kind]) is None else ""


def forget_key(host: SshHost) -> None:
    """Know the key of a host no more, so that it can be trusted anew. Raises OSError."""
    with suppress(ImportError):
        from aresrgan_gui.runners.ssh.known_hosts import KnownHosts

        KnownHosts(known_hosts_file()).forget(host.address, host.port)


def engine_of(host: Host) -> Engine:
    """What is known here of the host's engine; its program's place is known over there."""
    engine = getattr(host, "engine", "")
    return Engine(engine or "aresrgan-engine", is_ours=runs_our_engine(host))


class Unready:
    """A `Transport` to a host that cannot be used, for the reason `detail`."""

    def __init__(self, host: str, detail: str) -> None:
        self._host = host
        self._detail = detail

    async def run(self, request: RemoteRequest, tell: Tell) -> ProcessOutcome:  # noqa: ARG002 - as promised
        """Raise HOST_UNREADY."""
        self._refuse()

    async def kill(self, key: str) -> None:  # noqa: ARG002 - as promised
        """Raise HOST_UNREADY: what was begun there before cannot be ended now."""
        self._refuse()

    async def probe(self) -> HostReport:
        """Raise HOST_UNREADY."""
        self._refuse()

    async def close(self) -> None:
        """There is no connection."""

    def _refuse(self) -> NoReturn:
        raise host_error(ErrorCode.HOST_UNREADY, self._host, self._detail)
