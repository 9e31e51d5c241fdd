"""Kills the real window at random while it works, and then looks whether anything was lost.

Usage: python tests/benchmarks/torture_window.py MODELS [--rounds 20] [--pictures 8] [--seed 1]

In each round a folder of mixed pictures is opened with the window, whose Start is pressed; the window is
killed with SIGKILL at random moments, also while pictures are taken in, and started again without being told
of the folder, until all is done. Only what was not queued yet at a kill is given to it again. Then what
`torture.py` looks at is looked at. Needs no screen. Linux and macOS.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from aresrgan_gui.core.job import FINAL_STATES
from aresrgan_gui.core.options import OutputFormat, UpscaleOptions
from aresrgan_gui.core.settings import Settings, save_settings
from aresrgan_gui.services.journal.journal import WINDOW_RUN, Journal
from tests.benchmarks.torture import SCALE, digests, engines_of, make_pictures, wrong

ROOT = Path(__file__).resolve().parent.parent.parent
WINDOW = (sys.executable, str(ROOT / "tests" / "benchmarks" / "pressed_window.py"))
MOST_KILLS = 4
"""In a round; afterwards the window is left in peace until it is done."""

LONGEST_SECONDS = 10.0
PATIENCE = 900.0


@dataclass(frozen=True)
class Home:
    """Where the program keeps its things in a round."""

    path: Path

    @property
    def data(self) -> Path:
        return self.path / ".local" / "share" / "aresrgan"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ, "HOME": str(self.path), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }  # fmt: skip

    def make(self, models: Path) -> None:
        """Set the program up for the fast model."""
        self.data.mkdir(parents=True)
        (self.data / "models").symlink_to(models)
        options = UpscaleOptions(
            model="realesr-animevideov3", scale=SCALE, device="cpu", format=OutputFormat.PNG
        )
        save_settings(Settings(options=options), self.path / ".config" / "aresrgan" / "settings.json")

    def queued(self) -> dict[Path, bool]:
        """The pictures in the journal, and whether each is done with."""
        file = self.data / "queue.sqlite3"
        if not file.exists():
            return {}
        journal = Journal(file)
        try:
            return {
                record.job.source: record.job.state in FINAL_STATES for record in journal.records(WINDOW_RUN)
            }
        finally:
            journal.close()


def killed(home: Home, paths: list[Path], values: random.Random) -> bool:
    """Run the window and kill it at a random moment; whether no engine outlived it."""
    with subprocess.Popen([*WINDOW, *map(str, paths)], env=home.environment) as run:
        window = psutil.Process(run.pid)
        time.sleep(values.uniform(0.3, LONGEST_SECONDS))
        engines = engines_of(window)
        run.kill()
    psutil.wait_procs(engines, timeout=20)
    return not any(engine.is_running() for engine in engines)


def finished(home: Home, paths: list[Path], sources: list[Path]) -> bool:
    """Run the window until the journal says that all is done; whether it then ended when asked to."""
    with subprocess.Popen([*WINDOW, *map(str, paths)], env=home.environment) as run:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not all(home.queued().get(source) for source in sources):
            time.sleep(0.3)
        run.send_signal(signal.SIGTERM)
        try:
            return run.wait(120) == 0 and time.monotonic() < end
        except subprocess.TimeoutExpired:
            run.kill()
            return False


def round_of_kills(models: Path, count: int, values: random.Random, counts: Counter[str]) -> list[str]:
    """One folder from the first start to the end of its work; what is wrong afterwards."""
    with tempfile.TemporaryDirectory() as made:
        home, folder = Home(Path(made) / "home"), Path(made) / "pictures"
        home.make(models)
        folder.mkdir()
        sizes = make_pictures(folder, count, values)
        names = sorted(path.name for path in folder.iterdir())
        before, good = digests(folder, names), [folder / name for name in sizes]
        faults = []
        for _ in range(values.randint(1, MOST_KILLS)):
            known = home.queued()
            unknown = [path for path in good if path not in known]
            if not killed(home, unknown, values):
                faults.append("an engine outlived its window")
            counts["kills"] += 1
        known = home.queued()
        if not finished(home, [path for path in good if path not in known], good):
            faults.append(f"not done in {PATIENCE:.0f} s: {home.queued()}")
        return faults + wrong(folder, sizes, before, names)


def main() -> int:
    parser = argparse.ArgumentParser(description="Kills the real window at random.")
    parser.add_argument("models", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--pictures", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    values, counts, began = random.Random(asked.seed), Counter[str](), time.monotonic()
    faults: list[str] = []
    for number in range(1, asked.rounds + 1):
        found = round_of_kills(asked.models.resolve(), asked.pictures, values, counts)
        faults += found
        print(f"round {number}: {counts['kills']} kills, {found or 'no'} faults", flush=True)
    print(f"{asked.rounds} rounds in {time.monotonic() - began:.0f} s; faults: {faults or 'none'}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
