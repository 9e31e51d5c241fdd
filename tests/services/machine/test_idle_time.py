"""The time since the last touch, by a real X server with a mouse that is moved."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from aresrgan_gui.services.machine.idle_time import idle_clock, ticks_between

SCRIPT = """
import subprocess, time
from aresrgan_gui.services.machine.idle_time import idle_clock
clock = idle_clock()
deadline = time.monotonic() + 20
while clock() < 0.3 and time.monotonic() < deadline:
    pass
rested = clock()
subprocess.run(["xdotool", "mousemove_relative", "--", "7", "5"], check=True)
print(rested >= 0.3, clock() < rested)
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, ("Xvfb", "xdotool"))),
    reason="there is no X server here to ask",
)
def test_that_an_x_server_tells_of_a_moved_mouse() -> None:
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "320x240x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        display = f":{server.stdout.readline().strip()}"
        environment = {**os.environ, "DISPLAY": display, "PYTHONPATH": os.pathsep.join(sys.path)}
        environment.pop("WAYLAND_DISPLAY", None)
        answer = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            text=True,
            env=environment,
            timeout=60,
            check=False,
        )
        server.terminate()
    assert (answer.stdout.strip(), answer.stderr) == ("True True", "")


def test_that_a_count_that_began_anew_is_understood() -> None:
    assert ticks_between(1_000, 3_500) == pytest.approx(2.5)
    assert ticks_between(0xFFFFFF00, 0x100) == pytest.approx(0.512)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always tell")
def test_that_without_a_screen_nobody_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    idle_clock.cache_clear()
    assert idle_clock() is None
    idle_clock.cache_clear()
