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
        # Logs for its developers: the last messages sent are among them, and pictures travel within these.
        "distributed.admin.low-level-log-length": 10,
        "distributed.admin.system-monitor.log-length": 60,
        "distributed.diagnostics.computations.max-history": 1,
        # What is watched for its developers: a worker that waits would compute for that all the while.
        "distributed.worker.profile.enabled": False,
        "distributed.admin.tick.interval": "500ms",
        "distributed.scheduler.active-memory-manager.start": False,
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
    SchedulerPlugin,
    Security,
    Worker,
    WorkerPlugin,
    get_worker,
    rpc,
)
from distributed.comm.core import FatalCommClosedError  # noqa: E402
from distributed.protocol import to_serialize  # noqa: E402
from distributed.scheduler import DEFAULT_EXTENSIONS as SCHEDULER_EXTENSIONS  # noqa: E402
from distributed.versions import get_versions  # noqa: E402
from distributed.worker import DEFAULT_EXTENSIONS as WORKER_EXTENSIONS  # noqa: E402

__all__ = [
    "LOCAL_HTTP",
    "SCHEDULER_EXTENSIONS",
    "WORKER_EXTENSIONS",
    "CancelledError",
    "Client",
    "Future",
    "KilledWorker",
    "Reschedule",
    "Scheduler",
    "SchedulerPlugin",
    "Worker",
    "WorkerPlugin",
    "difference_of",
    "failures_unwrapped",
    "get_versions",
    "get_worker",
    "is_refusal",
    "keep_files_in",
    "reason",
    "security",
    "to_serialize",
    "without_spans",
]

for _theirs in map(logging.getLogger, ("distributed", "tornado")):
    # What they log goes where this program's log goes, if it goes anywhere, and not to the terminal.
    for _handler in logging.getLogger("aresrgan_gui").handlers:
        _theirs.addHandler(_handler)
        _theirs.propagate = False

PACKAGES = ("aresrgan-gui", "python", "distributed", "dask", "msgpack", "cloudpickle")
"""What must be alike on all machines: they send each other Python's objects."""

LOCAL_HTTP = "127.0.0.1:0"
"""Dask wants an HTTP server; it offers nothing and only to its own machine."""


def without_spans(extensions: Mapping[str, Any]) -> dict[str, Any]:
    """The extensions of a server but for that which keeps statistics of all that ever was, and so grows."""
    return {name: extension for name, extension in extensions.items() if name != "spans"}


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


def keep_files_in(folder: Path) -> None:
    """Have a server that is started in this process keep its files in a folder of its own in `folder`.

    One that was killed is cleared away after by the next.
    """
    dask.config.set({"temporary-directory": str(folder)})


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
    told = [text for cause in _causes(error) if (text := " ".join(str(cause).split()))]
    return told[-1] if told else type(error).__name__


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
