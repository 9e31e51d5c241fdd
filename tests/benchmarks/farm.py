"""A farm on this machine with a stand-in engine: does the client's memory stay, is work shared by speed?

    python tests/benchmarks/farm.py [--pictures N] [--fast MS] [--slow MS] [--pairs N] [--window N]
        [--payload MB]

So many pairs of workers, of which the stand-in engine takes `--fast` and `--slow` milliseconds for a picture,
and a client that has `--window` pictures under way. Printed after each hundredth, tenth and half of the
pictures: the client's and the scheduler's memory, and how much that is of what it was the first time; the
processor's time that a picture has cost each of them and the workers; and the faster worker's share beside
the one that its speed asks for. `--payload` gives pictures and results that many megabytes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil

from aresrgan_gui.core.errors import EXIT_OK
from aresrgan_gui.runners.farm.certificates import make_certificates
from aresrgan_gui.runners.farm.transport import FarmTransport
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.remote.request import INPUT, MODELS, OUTPUT, RemoteRequest
from tests.runners.farm.conftest import Farm

WORKER = """
import asyncio, json, sys
from pathlib import Path
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.farm.worker import Orders, _work
seconds, name, orders = float(sys.argv[1]) / 1000, sys.argv[2], sys.argv[3]

class Bench:
    async def run(self, arguments, tell):
        path = dict(zip(arguments, arguments[1:]))
        await asyncio.sleep(seconds)
        content = Path(path["-i"]).read_bytes()
        Path(path["-o"]).write_bytes(name.encode() + content[1:])
        tell(1.0)
        return ProcessOutcome(0), ()

asyncio.run(_work(Orders(**json.loads(orders)), Bench()))
"""
"""A worker, whose engine takes its time and writes the picture back with the worker's name as first letter.

It computes nothing, nor is it a process of its own: neither is what is measured here.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pictures", type=int, default=100_000)
    parser.add_argument("--fast", type=float, default=10.0)
    parser.add_argument("--slow", type=float, default=30.0)
    parser.add_argument("--pairs", type=int, default=1)
    parser.add_argument("--window", type=int, default=4)
    parser.add_argument("--payload", type=float, default=0.001)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_certificates(folder / "certificates")
        farm = Farm(folder, folder / "certificates")
        try:
            for letter, milliseconds in (("f", asked.fast), ("s", asked.slow)) * asked.pairs:
                farm.join(Engine(letter), program=("-c", WORKER, str(milliseconds), letter))
            asyncio.run(measure(farm, folder, asked))
        finally:
            farm.stop()
    return EXIT_OK


async def measure(farm: Farm, folder: Path, asked: argparse.Namespace) -> None:
    (folder / "source.png").write_bytes(os.urandom(max(int(asked.payload * 1e6), 16)))
    model = folder / "model.param"
    model.write_bytes(b"nothing")
    transport = farm.transport()
    requests = iter(
        RemoteRequest(
            f"{number:064x}",
            folder / "source.png",
            folder / f"{number}.png",
            (model,),
            ("-i", INPUT, "-o", OUTPUT, "-m", MODELS),
        )
        for number in range(asked.pictures)
    )
    tally = Tally(asked, farm)
    await asyncio.gather(*(_work_off(transport, requests, tally) for _ in range(asked.window)))
    await transport.close()
    tally.close()


async def _work_off(transport: FarmTransport, requests: Iterator[RemoteRequest], tally: Tally) -> None:
    for request in requests:
        outcome = await transport.run(request, lambda _: None)
        assert outcome.exit_code == EXIT_OK, outcome
        with request.output.open("rb") as result:
            tally.add(result.read(1).decode())
        request.output.unlink()


class Tally:
    """What has been done, and at what cost."""

    def __init__(self, asked: argparse.Namespace, farm: Farm) -> None:
        self._asked = asked
        self._processes = {
            "client": [psutil.Process()],
            "scheduler": [psutil.Process(farm.scheduler.pid)],
            "workers": [psutil.Process(worker.pid) for worker in farm.workers],
        }
        self._done: Counter[str] = Counter()
        self._first: dict[str, int] = {}
        self._marks = {max(asked.pictures * part // 100, 1) for part in (1, *range(10, 101, 10))}
        self._processor_before = {name: _processor_seconds(of) for name, of in self._processes.items()}
        self._begun = time.monotonic()

    def add(self, letter: str) -> None:
        self._done[letter] += 1
        done = self._done.total()
        if done in self._marks:
            self._print(done)

    def close(self) -> None:
        seconds = time.monotonic() - self._begun
        ideal = self._done.total() / self._asked.pairs / (1000 / self._asked.fast + 1000 / self._asked.slow)
        print(f"time: {seconds / ideal:.2f} times that of workers that never wait")

    def _print(self, done: int) -> None:
        memory = {name: self._processes[name][0].memory_info().rss for name in ("client", "scheduler")}
        self._first = self._first or memory
        held = ", ".join(
            f"{name} {memory[name] / 2**20:.0f} MiB ({memory[name] / self._first[name]:.3f})"
            for name in memory
        )
        cost = ", ".join(
            f"{name} {1000 * (_processor_seconds(of) - self._processor_before[name]) / done:.1f}"
            for name, of in self._processes.items()
        )
        wanted = self._asked.slow / (self._asked.fast + self._asked.slow)
        share = self._done["f"] / done
        rate = done / (time.monotonic() - self._begun)
        print(f"{done:7}: {rate:.1f} a second; memory: {held}; processor's ms a picture: {cost}", flush=True)
        print(f"         faster worker's share {share:.3f} of {wanted:.3f}", flush=True)


def _processor_seconds(processes: list[psutil.Process]) -> float:
    """What processes have computed, without their children."""
    times = [process.cpu_times() for process in processes]
    return sum(each.user + each.system for each in times)


if __name__ == "__main__":
    sys.exit(main())
