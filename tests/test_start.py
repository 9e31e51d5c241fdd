"""What a start of the window has to wait for."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numpy", "pyvips", "asyncio", "ssl", "asyncssh", "requests", "distributed", "keyring")


@pytest.mark.parametrize("entry", ["aresrgan_gui.app", "aresrgan_gui.desk"])
def test_that_a_start_brings_only_what_the_window_needs(entry: str) -> None:
    code = f"import sys, {entry}; print(*sorted(set(sys.modules) & {set(HEAVY)}))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == []
