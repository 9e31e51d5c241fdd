"""How fast each place is, kept from one run of the program to the next, so that no run begins blindly."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from aresrgan_gui.core.stored import read_json, write_json
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.runners.pace import Kind, Pace

log = logging.getLogger(__name__)

VERSION = 1

SAVE_DELAY = 5_000
"""Milliseconds from a change until it is kept, so that thumbnails do not keep the disk busy."""

LEAST_SPEED, MOST_SPEED = 1e-9, 1e6
"""Megapixels a second beyond which a file is not to be believed."""

Speeds = Mapping[str, Mapping[Kind, float]]
"""What was learnt, by the name of the place."""


class Paces(QObject):
    """The pace of each place by its name. Two programs that run at once keep what the last of them learnt."""

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        """Of the file at `path` what can be used; without a path nothing is kept."""
        super().__init__(parent)
        self._path = path
        kept = {} if path is None else load_speeds(path)
        self._paces = {name: Pace(dict(speeds)) for name, speeds in kept.items()}
        self._saving = QTimer(self, interval=SAVE_DELAY, singleShot=True)
        self._saving.timeout.connect(self._save_aside)

    def of(self, name: str) -> Pace:
        """The pace of a place; whoever teaches it calls `save_soon`."""
        return self._paces.setdefault(name, Pace())

    def forget(self, name: str) -> None:
        """The place of this name is gone, or another one now."""
        if self._paces.pop(name, None) is not None:
            self.save_soon()

    def save_soon(self) -> None:
        """Something was learnt."""
        if self._path is not None and not self._saving.isActive():
            self._saving.start()

    def save(self) -> None:
        """Keep what was learnt, at once."""
        if self._path is not None and self._saving.isActive():
            self._saving.stop()
            save_speeds(self._speeds(), self._path)

    def _save_aside(self) -> None:
        if self._path is not None:
            Task(partial(save_speeds, self._speeds(), self._path), Priority.READING).start()

    def _speeds(self) -> Speeds:
        return {name: pace.speeds for name, pace in self._paces.items()}


def load_speeds(path: Path) -> dict[str, dict[Kind, float]]:
    """What was learnt before; nothing where the file is not there or not ours."""
    try:
        raw = read_json(path)
        if raw["version"] != VERSION:
            return {}
        return {
            str(place["name"]): {
                (str(entry["model"]), bool(entry["tta"])): float(entry["speed"])
                for entry in place["speeds"]
                if LEAST_SPEED < entry["speed"] < MOST_SPEED
            }
            for place in raw["places"]
        }
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def save_speeds(speeds: Speeds, path: Path) -> None:
    """Keep what was learnt; where it cannot be written it is learnt again."""
    places = [
        {
            "name": name,
            "speeds": [{"model": model, "tta": tta, "speed": speed} for (model, tta), speed in kept.items()],
        }
        for name, kept in speeds.items()
        if kept
    ]
    try:
        write_json({"version": VERSION, "places": places}, path)
    except OSError:
        log.exception("the speeds of the places could not be saved")
