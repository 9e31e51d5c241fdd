"""The farm's scheduler: it knows who works on what, and keeps nothing beyond its own life."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from aresrgan_gui.core.paths import farm_folder
from aresrgan_gui.core.private import make_private_folder
from aresrgan_gui.runners.farm.certificates import Role

PORT = 8786


async def serve(address: str, port: int, certificates: Path, ready: Callable[[str], None]) -> None:
    """Serve on `address` ("" for all) until the scheduler is closed; `ready` is told its address.

    It lives in this very process: there is nothing to be started again for, as clients and workers come back
    by themselves. Raises OSError where the port is taken, UpscaleError(HOST_UNREADY).
    """
    from aresrgan_gui.runners.farm import dask
    from aresrgan_gui.runners.farm.records import Records
    from aresrgan_gui.runners.farm.spool import Spool

    make_private_folder(farm_folder())
    dask.keep_files_in(farm_folder())
    scheduler = dask.Scheduler(
        host=address or None,
        port=port,
        protocol="tls",
        plugins=[Spool(), Records()],
        extensions=dask.without_spans(dask.SCHEDULER_EXTENSIONS),
        security=dask.security(certificates, Role.SCHEDULER),
        dashboard=False,
        dashboard_address=dask.LOCAL_HTTP,
    )
    with dask.failures_unwrapped():
        await scheduler
    async with scheduler:
        ready(scheduler.address)
        await scheduler.finished()
