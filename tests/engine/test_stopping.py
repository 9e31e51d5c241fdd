from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from aresrgan_gui.core.errors import EXIT_CODES, ErrorCode

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without a signal")

ENGINE = """
import runpy, sys
sys.argv[0] = "aresrgan-engine"
runpy.run_module("aresrgan_gui.engine", run_name="__main__")
"""
HELD_AT_THE_CHECK = """
import sys
import aresrgan_gui.engine.result

def wait(part, wanted, meter):
    print("100%", file=sys.stderr, flush=True)
    sys.stdin.read()

aresrgan_gui.engine.result._check = wait
"""
"""Says that all is done where all but the check is, however long that is taken to be going to last."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", [0.0, 10.0, 100.0])
def test_that_a_signal_ends_the_program_and_leaves_nothing(
    real_models: Path, tmp_path: Path, number: signal.Signals, moment: float
) -> None:
    source, out = tmp_path / "in.png", tmp_path / "out" / "out.png"
    Image.effect_noise((250, 250), 80).save(source)
    options: list[str | Path] = ["-i", source, "-o", out, "-m", real_models, "-g", "cpu", "-t", "32"]
    with subprocess.Popen(
        [sys.executable, "-c", HELD_AT_THE_CHECK + ENGINE, *options],
        cwd=Path(__file__).resolve().parents[2],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        while float(process.stderr.readline().rstrip("%\n")) < moment:
            pass
        if moment > 90:
            assert len(list(out.parent.iterdir())) == 1
        process.send_signal(number)
        said = process.stderr.read()
        assert process.wait(30) == EXIT_CODES[ErrorCode.CANCELLED], said
    assert said.splitlines()[-1] == "aresrgan-engine: stopped"
    assert "Traceback" not in said
    assert list(out.parent.glob("*")) == []
