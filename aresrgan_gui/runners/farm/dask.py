"""Dask distributed as this program uses it: the one place that sets it up.

Importing this raises ImportError where the extra `farm` is not installed.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dask

from aresrgan_gui.runners.farm.certificates import Role, credentials

dask.config.set(
    {
        # Its own set-up would write to the terminal.
        "logging": {"version": 1, "incremental": True},
        # Pictures travel within the tasks.
        "distributed.admin.large-graph-warning-threshold": "1TiB",
        # What is offered over HTTP knows no certificates.
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
        "distributed.comm.timeouts.connect": "10s",
        "distributed.scheduler.worker-ttl": "60s",
    }
)

# It reads a part of its configuration as it is imported.
from distributed import (  # noqa: E402
    CancelledError,
    Client,
    Future,
    KilledWorker,
    Reschedule,
    Scheduler,
    Security,
    Worker,
    WorkerPlugin,
    get_worker,
    rpc,
)
from distributed.comm.core import FatalCommClosedError  # noqa: E402
from distributed.versions import get_versions  # noqa: E402

__all__ = [
    "LOCAL_HTTP",
    "CancelledError",
    "Client",
    "Future",
    "KilledWorker",
    "Reschedule",
    "Scheduler",
    "Worker",
    "WorkerPlugin",
    "difference_of",
    "failures_unwrapped",
    "get_versions",
    "get_worker",
    "is_refusal",
    "log_as_we_do",
    "reason",
    "security",
]

PACKAGES = ("aresrgan-gui", "python", "distributed", "dask", "msgpack", "cloudpickle")
"""What must be alike on all machines: they send each other Python's objects."""

LOCAL_HTTP = "127.0.0.1:0"
"""Dask wants an HTTP server; it offers nothing and only to its own machine."""


def security(folder: Path, role: Role) -> Security:
    """Mutual TLS and nothing else, with the certificates in `folder`. Raises UpscaleError(HOST_UNREADY)."""
    own = credentials(folder, role)
    pairs = {
        f"tls_{part}_{what}": str(path)
        for part in ("client", "scheduler", "worker")
        for what, path in (("cert", own.certificate), ("key", own.key))
    }
    return Security(require_encryption=True, tls_ca_file=str(own.authority), **pairs)


async def difference_of(scheduler: str, own: Security) -> str:
    """How the versions of a scheduler differ from ours, as `difference`. Raises OSError."""
    async with rpc(scheduler, connection_args=own.get_connection_args("client")) as there:
        return difference(await there.versions(packages=["aresrgan-gui"]))


def log_as_we_do() -> None:
    """Send what Dask logs where this program's log goes."""
    theirs = logging.getLogger("distributed")
    theirs.propagate = False
    for handler in logging.getLogger("aresrgan_gui").handlers or [logging.NullHandler()]:
        theirs.addHandler(handler)


def own_versions() -> dict[str, str]:
    """The versions of `PACKAGES` here."""
    return _versions(get_versions(packages=["aresrgan-gui"]))


def difference(theirs: Mapping[str, Any]) -> str:
    """How another machine's answer about its versions differs from this one's, "" where it does not."""
    here, there = own_versions(), _versions(theirs)
    return ", ".join(
        f"{name} {there[name]} over there, {here[name]} here"
        for name in PACKAGES
        if there[name] != here[name]
    )


def _versions(answer: Mapping[str, Any]) -> dict[str, str]:
    """Of Python only what its objects' form depends on."""
    found = {name: str(answer["packages"].get(name)) for name in PACKAGES}
    return {**found, "python": ".".join(found["python"].split(".")[:2])}


@contextmanager
def failures_unwrapped() -> Iterator[None]:
    """Raise the OSError or TimeoutError that kept a server of Dask's from starting as it is."""
    try:
        yield
    except RuntimeError as error:
        if isinstance(error.__cause__, (OSError, TimeoutError, asyncio.TimeoutError)):
            raise error.__cause__ from None
        raise


def is_refusal(error: BaseException) -> bool:
    """Whether certificates are behind an error, of whichever side."""
    return any(isinstance(cause, (FatalCommClosedError, ssl.SSLError)) for cause in _causes(error))


def reason(error: BaseException) -> str:
    """The cause at the bottom of an error, which Dask wraps, in one line."""
    cause = list(_causes(error))[-1]
    return " ".join(str(cause).split()) or type(cause).__name__


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
