"""How fast a place is, from what it has done."""

from __future__ import annotations

from aresrgan_gui.core.options import UpscaleOptions

WEIGHT = 0.3
"""How much the newest job counts against all before it."""

Kind = tuple[str, bool]
"""What makes work alike: the model's name, and TTA."""


class Pace:
    """Megapixels of results a second, of one job; for each kind of work a moving average of its own."""

    def __init__(self, speeds: dict[Kind, float] | None = None) -> None:
        self._speeds = speeds or {}

    @property
    def speeds(self) -> dict[Kind, float]:
        """A copy of what was learnt."""
        return dict(self._speeds)

    @property
    def of_all(self) -> float | None:
        """The mean over the kinds of work; None while nothing was measured."""
        return sum(self._speeds.values()) / len(self._speeds) if self._speeds else None

    def of(self, options: UpscaleOptions) -> float | None:
        """The speed to expect with `options`; that of other work where such was never done."""
        return self._speeds.get(_kind(options), self.of_all)

    def learn(self, options: UpscaleOptions, megapixels: float, seconds: float) -> None:
        """Take a finished job into account."""
        if seconds > 0:
            speed, kind = megapixels / seconds, _kind(options)
            before = self._speeds.get(kind, speed)
            self._speeds[kind] = before + WEIGHT * (speed - before)


def _kind(options: UpscaleOptions) -> Kind:
    return options.model, options.tta
