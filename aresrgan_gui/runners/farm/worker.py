"""`python -m aresrgan_gui.runners.farm.worker ORDERS`: one device of this machine, at work for a farm.

It ends when its scheduler is gone, when the farm cannot be joined, or when its input ends, which is when
whoever started it is gone. Dask lives on a thread of its own beside Qt, whose is the engine.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QCoreApplication

from aresrgan_gui.core.errors import EXIT_OK, EXIT_SOME_FAILED, UpscaleError
from aresrgan_gui.core.paths import farm_folder
from aresrgan_gui.core.private import make_private_folder
from aresrgan_gui.runners.farm.bench import Bench
from aresrgan_gui.runners.farm.certificates import Role
from aresrgan_gui.runners.local.engines import Engine

EXIT_REFUSED = 3
"""The farm cannot be joined, now or later, until somebody does something about it."""

PATIENCE_SECONDS = 30
"""How long a scheduler that does not answer is waited for."""


@dataclass(frozen=True)
class Orders:
    """What one worker is told at its start; `title` is the device's name for people, the rest the engine."""

    scheduler: str
    certificates: str
    device: str
    title: str
    program: str
    arguments: tuple[str, ...] = ()
    is_ours: bool = True

    def to_json(self) -> str:
        """As the program's only argument."""
        return json.dumps(asdict(self))


def main() -> NoReturn:
    """Work until there is nothing to work for."""
    # Of Ctrl+C in a terminal, whoever started this is told as well, and decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders = Orders(**json.loads(sys.argv[1]))
    application = QCoreApplication(sys.argv[:1])
    bench = Bench(Engine(orders.program, tuple(orders.arguments), orders.is_ours))
    threading.Thread(target=_work_and_end, args=(orders, bench), daemon=True).start()
    threading.Thread(target=_end_with_input, daemon=True).start()
    sys.exit(application.exec())


def _work_and_end(orders: Orders, bench: Bench) -> None:
    """End the process, whatever Dask still has under way; the engine ends with its input."""
    status = EXIT_SOME_FAILED
    try:
        status = asyncio.run(_work(orders, bench))
    except Exception:
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(status)


async def _work(orders: Orders, bench: Bench) -> int:
    from aresrgan_gui.runners.farm import dask
    from aresrgan_gui.runners.farm.task import RESOURCE, Desk

    try:
        security = dask.security(Path(orders.certificates), Role.WORKER)
        if difference := await dask.difference_of(orders.scheduler, security):
            _say(f"the scheduler's versions are not this machine's: {difference}")
            return EXIT_REFUSED
        make_private_folder(farm_folder())
        dask.keep_files_in(farm_folder())
        worker = dask.Worker(
            orders.scheduler,
            security=security,
            name=f"{orders.title} ({os.getpid()})",
            # One picture at a time.
            nthreads=1,
            resources=RESOURCE,
            memory_limit=0,
            plugins=[Desk(bench, orders.device, orders.title)],
            extensions=dask.without_spans(dask.WORKER_EXTENSIONS),
            dashboard_address=dask.LOCAL_HTTP,
            death_timeout=PATIENCE_SECONDS,
        )
        with dask.failures_unwrapped():
            await worker
        async with worker:
            _say(f"{orders.title} works for {orders.scheduler}")
            await worker.finished()
    except UpscaleError as error:
        _say(str(error))
        return EXIT_REFUSED
    except (OSError, TimeoutError, asyncio.TimeoutError) as error:
        if dask.is_refusal(error):
            _say(f"the certificates are not of this farm: {dask.reason(error)}")
            return EXIT_REFUSED
        _say(f"the scheduler {orders.scheduler} does not answer: {dask.reason(error)}")
        return EXIT_SOME_FAILED
    _say("the scheduler is gone")
    return EXIT_OK


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(EXIT_OK)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
