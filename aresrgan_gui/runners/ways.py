"""The way to a host, by its kind. What a kind needs is imported when a host of it is used."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from typing import NoReturn

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.hosts import EXTRAS, Host, HostKind, runs_our_engine
from aresrgan_gui.runners.engines import Engine
from aresrgan_gui.runners.process import ProcessOutcome
from aresrgan_gui.runners.request import RemoteRequest
from aresrgan_gui.runners.transport import HostReport, Tell, Transport, host_error

log = logging.getLogger(__name__)

Secret = Callable[[str], "str | None"]
"""A secret of the host by its name, None where there is none; may take long, as the user may be asked."""

_MODULES = {
    HostKind.SSH: "aresrgan_gui.runners.ssh.transport",
    HostKind.TAT: "aresrgan_gui.runners.tat.transport",
    HostKind.FARM: "aresrgan_gui.runners.farm.transport",
}


def transport_to(host: Host, secret: Secret) -> Transport:
    """The way to `host`; where its kind's extra is not installed, one that says so."""
    try:
        module = importlib.import_module(_MODULES[host.kind])
    except ImportError as error:
        log.warning("hosts of the kind %s cannot be used: %s", host.kind.value, error)
        return Unready(host.name, f"it needs: pip install aresrgan-gui[{EXTRAS[host.kind]}]")
    transport: Transport = module.make_transport(host, secret)
    return transport


def lacking_extra(kind: HostKind) -> str:
    """The extra that hosts of `kind` need and that is not installed; empty where it is."""
    try:
        importlib.import_module(_MODULES[kind])
    except ImportError:
        return EXTRAS[kind]
    return ""


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

    async def kill(self, key: str) -> None:
        """Nothing runs there."""

    async def probe(self) -> HostReport:
        """Raise HOST_UNREADY."""
        self._refuse()

    async def close(self) -> None:
        """There is no connection."""

    def _refuse(self) -> NoReturn:
        raise host_error(ErrorCode.HOST_UNREADY, self._host, self._detail)
