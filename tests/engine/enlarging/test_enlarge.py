from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from aresrgan_gui.core.imaging.bands import EIGHT_BITS, Bands
from aresrgan_gui.core.options import ExactSize, Target
from aresrgan_gui.core.plan import plan
from aresrgan_gui.engine.enlarging.crew import Crew
from aresrgan_gui.engine.enlarging.enlarge import upscale, work
from tests.engine.enlarging.test_passes import Repeating


@pytest.mark.parametrize("target", [1, 4, 16, ExactSize(300, 0)])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_that_the_work_is_known_before_it_is_done(target: Target, channels: int) -> None:
    source = np.random.default_rng(1).integers(0, 256, (41, 52, channels), np.uint8)
    steps, networks = plan((52, 41), target, (4,)), {4: Repeating(scale=4)}
    told = [0.0]
    with ThreadPoolExecutor(2) as executor:
        crew = Crew(executor, lambda done, _lost: told.append(done))
        made = upscale(Bands(52, 41, channels, iter([source])), steps, networks, EIGHT_BITS, crew)
        assert sum(map(len, made.rows)) == steps.height
    assert told[-1] == pytest.approx(work(steps, channels, networks, EIGHT_BITS), abs=1e-3)
