"""Where the set-up of a host is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Step(Enum):
    """What the set-up is doing."""

    INSTALLING = "installing"
    MODELS = "models"


@dataclass(frozen=True)
class SetUpProgress:
    """How much of the step is done, from 0.0 to 1.0, and the host's own words."""

    step: Step
    fraction: float
    said: str = ""


Tell = Callable[[SetUpProgress], None]
