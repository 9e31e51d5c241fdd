"""`aresrgan farm`: certificates, a scheduler, the workers of a machine, and a look at all of them."""

from __future__ import annotations

import asyncio
import platform
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from aresrgan_gui.cli.arguments.farm import (
    FarmCertificatesRequest,
    FarmRequest,
    FarmSchedulerRequest,
    FarmStatusRequest,
    FarmWorkerRequest,
)
from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.core.errors import EXIT_INTERRUPTED, EXIT_OK, EXIT_SOME_FAILED, UpscaleError
from aresrgan_gui.core.hosts import FarmHost
from aresrgan_gui.messages import failure_text
from aresrgan_gui.runners.farm.certificates import Role, credentials, make_certificates
from aresrgan_gui.runners.farm.crew import Crew
from aresrgan_gui.runners.farm.scheduler import serve
from aresrgan_gui.runners.farm.worker import Orders
from aresrgan_gui.runners.local.engines import our_engine
from aresrgan_gui.services.machine.devices import DeviceQuery, VulkanDevice

_NEEDED = "the farm needs more than is installed here: pip install aresrgan-gui[farm]"


def farm(request: FarmRequest, application: QCoreApplication) -> int:
    """Do what was asked for; the exit status. Raises UpscaleError."""
    try:
        if isinstance(request, FarmCertificatesRequest):
            return _make_certificates(request.folder)
        if isinstance(request, FarmSchedulerRequest):
            return _serve(request)
        if isinstance(request, FarmStatusRequest):
            return asyncio.run(_show_status(request))
        return FarmWorkers(request, application).execute()
    except ImportError:
        return _fail(_NEEDED)


class FarmWorkers(QObject):
    """The workers of this machine, until they are interrupted or refused."""

    def __init__(self, request: FarmWorkerRequest, application: QCoreApplication) -> None:
        super().__init__(application)
        self._request = request
        self._crew: Crew | None = None
        self._status = EXIT_INTERRUPTED
        self._query = DeviceQuery(our_engine(), self)
        self._query.ended.connect(self._on_devices)

    def execute(self) -> int:
        """Work for the farm; the exit status. Raises ImportError, and UpscaleError (HOST_UNREADY)."""
        import distributed  # noqa: F401 - without it no worker could start

        credentials(self._request.certificates, Role.WORKER)
        with interrupts_handled(QCoreApplication.quit):
            self._query.start()
            QCoreApplication.exec()
        if self._crew is not None:
            self._crew.stop()
        return self._status

    def _on_devices(self, devices: list[VulkanDevice] | None) -> None:
        names = {str(device.index): device.name for device in devices or [] if not device.is_software}
        wanted = self._request.devices or tuple(names) or ("cpu",)
        engine = our_engine()
        self._crew = Crew(
            [
                Orders(
                    scheduler=self._request.scheduler,
                    certificates=str(self._request.certificates),
                    device=device,
                    title=f"{platform.node()}: {names.get(device, device)}",
                    program=engine.program,
                    arguments=engine.arguments,
                )
                for device in wanted
            ],
            self,
        )
        self._crew.said.connect(lambda line: print(line, file=sys.stderr, flush=True))
        self._crew.refused.connect(self._on_refused)
        self._crew.start()

    def _on_refused(self) -> None:
        self._status = EXIT_SOME_FAILED
        QCoreApplication.quit()


def _make_certificates(folder: Path) -> int:
    for made in make_certificates(folder):
        print(made)
    print("Copy each folder to the machines of its kind by a safe way, and give it to nobody else:")
    print("whoever holds one can have any program run on every machine of the farm.")
    return EXIT_OK


def _serve(request: FarmSchedulerRequest) -> int:
    def ready(address: str) -> None:
        print(f"The farm's scheduler is at {address}", flush=True)

    try:
        asyncio.run(serve(request.address, request.port, request.certificates, ready))
    except OSError as error:
        return _fail(f"the scheduler cannot listen on port {request.port}: {error.strerror or error}")
    return EXIT_OK


async def _show_status(request: FarmStatusRequest) -> int:
    from aresrgan_gui.runners.farm.transport import FarmTransport

    transport = FarmTransport(FarmHost(request.scheduler, request.scheduler, request.certificates))
    try:
        loads = await transport.loads()
    except UpscaleError as error:
        return _fail(str(failure_text(error.failure)))
    finally:
        await transport.close()
    for load in loads:
        print(f"{load.name}: {'at work' if load.tasks else 'free'}, {max(load.tasks - 1, 0)} waiting")
    running = sum(load.tasks > 0 for load in loads)
    waiting = sum(load.tasks for load in loads) - running
    print(f"{len(loads)} workers, {running} pictures at work, {waiting} waiting")
    return EXIT_OK


def _fail(text: str) -> int:
    print(f"aresrgan: {text}", file=sys.stderr)
    return EXIT_SOME_FAILED
