"""What a session holds in memory over many pictures of different sizes.

Usage: python tests/benchmarks/session_memory.py [PICTURES] [LARGEST_SIDE]

Every picture has a size of its own, for which the network keeps working memory. Prints the engine's memory
after each tenth of the pictures, and how often the engine had grown too large and was started anew.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
from PIL import Image

MEGABYTE = 1_000_000


class Engine:
    """A session, and another one when it ends itself."""

    def __init__(self) -> None:
        self.starts = 0
        self._start()

    def make(self, source: Path, target: Path) -> int:
        """Make one picture; the bytes in memory after it."""
        if self._is_leaving:
            self.close()
            self._start()
        pipes = self._process
        assert pipes.stdin is not None
        assert pipes.stdout is not None
        arguments = ["-i", str(source), "-o", str(target), "-s", "2", "-g", "cpu"]
        pipes.stdin.write(json.dumps({"id": "it", "arguments": arguments}) + "\n")
        pipes.stdin.flush()
        event = {"event": ""}
        while event["event"] not in ("done", "failed"):
            # A session that leaves is gone as soon as the picture's end is told.
            memory = psutil.Process(pipes.pid).memory_info().rss
            event = json.loads(pipes.stdout.readline())
            self._is_leaving |= event["event"] == "ending"
        assert event["event"] == "done", event
        return memory if self._is_leaving else int(psutil.Process(pipes.pid).memory_info().rss)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _start(self) -> None:
        self.starts += 1
        self._is_leaving = False
        command = [sys.executable, "-m", "aresrgan_gui.engine", "--session"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    largest = int(sys.argv[2]) if len(sys.argv) > 2 else 160
    chance = random.Random(1)
    engine = Engine()
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "in.png", Path(name) / "out.png"
        for number in range(1, count + 1):
            size = (chance.randrange(16, largest), chance.randrange(16, largest))
            Image.effect_noise(size, 50).convert("RGB").save(source)
            memory = engine.make(source, target)
            if number in (1, 10) or number % (count // 10) == 0:
                print(f"after {number:4} pictures: {memory / MEGABYTE:5.0f} MB", flush=True)
    engine.close()
    print(f"started {engine.starts} times")


if __name__ == "__main__":
    main()
