"""`aresrgan doctor` over several models."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from aresrgan_gui.core.paths import models_folder
from tests.e2e.conftest import Program


def test_that_the_doctor_tries_every_scale_of_every_installed_model(
    aresrgan: Program, real_models: Path
) -> None:
    models_folder().mkdir(parents=True)
    for file in real_models.glob("realesr-animevideov3-*"):
        shutil.copy(file, models_folder())
    ended = aresrgan("doctor", "--all-models")
    worked = re.findall(r"cpu, (\S+ x\d): works", ended.stdout)
    assert worked == [f"realesr-animevideov3 x{scale}" for scale in (2, 3, 4)]
