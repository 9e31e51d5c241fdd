"""How well one queue fills several places, and what a host costs that dies midway.

    python tests/benchmarks/places.py

The engine of each place is a stand-in of known speed: a picture takes `SECONDS` of a graphics card, and
`WAY_SECONDS` there and as much back. All the rest, from the queue to the published file, is the program's.
The efficiency of n slots is the time with one slot, over n times the time with n.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QCoreApplication

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.overriding import override
from aresrgan_gui.runners.base import Finished, Progress, RunnerEvent
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.places import Places
from aresrgan_gui.runners.remote.request import RemoteRequest
from aresrgan_gui.runners.remote.runner import RemoteRunner
from aresrgan_gui.runners.remote.transport import (
    Fetching,
    HostReport,
    Output,
    Queued,
    Sending,
    Tell,
    host_error,
)
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue

PICTURES = 40
SECONDS = 1.0
WAY_SECONDS = 0.2
OPTIONS = UpscaleOptions("realesr-animevideov3", 2)


class PacedHost:
    """A `Transport` to a host of `gpus` cards that each need `seconds` for a picture."""

    def __init__(self, name: str, gpus: int, seconds: float = SECONDS) -> None:
        self.is_down = False
        self._name = name
        self._gpus = gpus
        self._seconds = seconds
        self._cards: asyncio.Semaphore | None = None

    async def run(self, request: RemoteRequest, tell: Tell) -> ProcessOutcome:
        self._cards = self._cards or asyncio.Semaphore(self._gpus)
        tell(Sending(0.0))
        await self._pass(WAY_SECONDS)
        tell(Queued())
        async with self._cards:
            for step in range(4):
                tell(Output(f"{25 * step}.00%\n".encode()))
                await self._pass(self._seconds / 4)
        tell(Fetching(0.0))
        await self._pass(WAY_SECONDS)
        with Image.open(request.source) as picture:
            picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.NEAREST).save(
                request.output
            )
        return ProcessOutcome(0)

    async def kill(self, key: str) -> None:
        """Nothing is left of what was cancelled."""

    async def probe(self) -> HostReport:
        await self._pass(0.0)
        return HostReport()

    async def close(self) -> None:
        """There is no connection."""

    async def _pass(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if self.is_down:
            raise host_error(ErrorCode.HOST_DOWN, self._name, "it was killed")


class Idle(LocalRunner):
    """This machine, which takes no job."""

    @property
    @override
    def slots(self) -> int:
        return 0

    @property
    @override
    def at_once(self) -> int:
        return 0


@dataclass
class Run:
    """What one run over some hosts came to."""

    seconds: float = 0.0
    states: list[JobState] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    files: int = 0
    shares: dict[str, int] = field(default_factory=dict)


def run(hosts: dict[str, tuple[PacedHost, int]], meanwhile: Callable[[Run], None] = lambda _: None) -> Run:
    """Enlarge `PICTURES` pictures over hosts, each with its number of cards."""
    folder = Path(tempfile.mkdtemp(prefix="aresrgan-places-"))
    models = _models(folder / "models")
    places = Places(Idle(Engine("none"), models))
    places.set_hosts(
        {name: RemoteRunner(host, Engine("stand-in"), models, gpus) for name, (host, gpus) in hosts.items()}
    )
    queue, result = Queue(places), Run()
    places.freed.connect(queue.go_on)
    queue.drained.connect(QCoreApplication.quit)

    def note(event: RunnerEvent) -> None:
        if isinstance(event, Finished):
            result.finished.append(event.job_id)
        if isinstance(event, Progress):
            meanwhile(result)

    places.happened.connect(note)
    queue.add([_picture(folder / f"{number:02}.png") for number in range(PICTURES)], OPTIONS)
    began = time.monotonic()
    queue.start()
    QCoreApplication.exec()
    result.seconds = time.monotonic() - began
    result.states = [job.state for job in queue.jobs()]
    result.files = len(list(folder.glob("*_2x*.png")))
    for job in queue.jobs():
        result.shares[job.place] = result.shares.get(job.place, 0) + 1
    places.shutdown()
    shutil.rmtree(folder)
    return result


def _models(folder: Path) -> Path:
    folder.mkdir()
    for scale in (2, 3, 4):
        (folder / f"realesr-animevideov3-x{scale}.param").write_text("7767517\n", encoding="ascii")
        (folder / f"realesr-animevideov3-x{scale}.bin").write_bytes(b"")
    return folder


def _picture(path: Path) -> FoundPicture:
    Image.radial_gradient("L").resize((48, 32)).convert("RGB").save(path)
    return FoundPicture(path, probe(path))


def main() -> None:
    application = QCoreApplication([])
    alone = run({"a": (PacedHost("a", 1), 1)}).seconds
    print(f"{PICTURES} pictures over 1 slot: {alone:.1f} s ({PICTURES * SECONDS:.1f} s of computing)")
    for slots in (2, 4):
        names = "abcd"[:slots]
        for title, hosts in (
            (f"1 host with {slots} cards", {"a": (PacedHost("a", slots), slots)}),
            (f"{slots} hosts with 1 card", {name: (PacedHost(name, 1), 1) for name in names}),
        ):
            seconds = run(hosts).seconds
            print(f"{title}: {seconds:.1f} s, efficiency {alone / (slots * seconds):.0%}")
    quick, slow = PacedHost("quick", 1, SECONDS / 2), PacedHost("slow", 1, SECONDS * 1.5)
    shares = run({"slow": (slow, 1), "quick": (quick, 1)}).shares
    print(f"a host three times as fast as the other made {shares['quick']} of {PICTURES} (fair: 30)")
    dying = PacedHost("dying", 1)

    def kill(result: Run) -> None:
        dying.is_down = len(result.finished) >= PICTURES // 4

    hosts = {"dying": (dying, 1), **{name: (PacedHost(name, 1), 1) for name in "abc"}}
    result = run(hosts, kill)
    lost = PICTURES - result.states.count(JobState.DONE)
    doubled = len(result.finished) - len(set(result.finished)) + result.files - PICTURES
    best = SECONDS * (PICTURES / 4 / 4 + PICTURES * 3 / 4 / 3)
    print(f"1 of 4 hosts killed after a quarter: {lost} lost, {doubled} doubled")
    print(f"with the three others at {best / result.seconds:.0%} of what they can")
    del application


if __name__ == "__main__":
    main()
