"""System calls that fail, and kills at the worst moment, injected into the real program by strace."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from aresrgan_gui.core.errors import EXIT_CODES, ErrorCode
from aresrgan_gui.core.paths import models_folder
from tests.e2e.conftest import environment

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="strace is a program for Linux"),
    pytest.mark.usefixtures("use_real_models"),
]

Finished = subprocess.CompletedProcess[str]
UPSCALE = ("-m", "aresrgan_gui", "upscale", "a.png", "--model", "realesr-animevideov3", "--device", "cpu")
LINKS, RENAMES, UNLINKS = "link,linkat", "rename,renameat,renameat2", "unlink,unlinkat"
"""What each is called on some machine."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the picture `a.png`."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    Image.radial_gradient("L").resize((24, 16)).convert("RGB").save(folder / "a.png")
    return folder


@pytest.fixture
def injected(folder: Path) -> Callable[..., Finished]:
    """Runs Python in the folder where some calls of the program and its engine go as `how` says."""
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "-qq", "true"], check=False, capture_output=True).returncode:
        pytest.skip("strace is not installed, or may not trace here")

    def run(calls: str, how: str, *arguments: str | Path) -> Finished:
        known = [f"?{call}" for call in calls.split(",")]
        options = ["-f", "-qq", "-o", "/dev/null", "-e", f"inject={','.join(known)}:{how}"]
        return python(strace, *options, "-e", f"trace={','.join(known)}", sys.executable, *arguments)

    def python(*command: str | Path) -> Finished:
        return subprocess.run(
            list(map(str, command)), cwd=folder, env=environment(), capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip

    return run


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def is_whole(path: Path) -> bool:
    with Image.open(path) as image:
        image.load()
        return image.size == (96, 64)


@pytest.mark.parametrize("error", ["EXDEV", "EACCES", "EPERM"])
def test_that_links_that_are_refused_are_done_without(
    error: str, injected: Callable[..., Finished], folder: Path
) -> None:
    finished = injected(LINKS, f"error={error}", *UPSCALE)
    assert finished.returncode == 0, finished.stderr
    assert names(folder) == ["a.png", "a_4x.png"]
    assert is_whole(folder / "a_4x.png")


@pytest.mark.parametrize(
    ("calls", "how", "words"),
    [
        (RENAMES, "error=EACCES", "Permission denied"),
        (RENAMES, "error=EXDEV", "cross-device"),
        ("fsync", "error=EIO", "Input/output error"),
    ],
)
def test_that_what_cannot_be_published_is_told_and_leaves_nothing(
    calls: str, how: str, words: str, injected: Callable[..., Finished], folder: Path
) -> None:
    before = (folder / "a.png").read_bytes()
    finished = injected(calls, how, *UPSCALE)
    assert words in finished.stderr
    if finished.returncode:
        assert names(folder) == ["a.png"]
    else:
        assert is_whole(folder / "a_4x.png")
    assert (folder / "a.png").read_bytes() == before


@pytest.mark.parametrize(("call", "first"), [("write", 3), ("write", 4), ("fsync", 1)])
def test_that_a_disk_that_is_full_for_the_engine_is_told_by_its_exit_code(
    call: str, first: int, injected: Callable[..., Finished], folder: Path
) -> None:
    options = ("-m", "aresrgan_gui.engine", "-i", "a.png", "-o", "b.png", "-g", "cpu", "-m", models_folder())
    finished = injected(call, f"error=ENOSPC:when={first}+", *options)
    assert finished.returncode == EXIT_CODES[ErrorCode.DISK_FULL]
    assert names(folder) == ["a.png"]


@pytest.mark.parametrize(
    ("calls", "number"),
    [(LINKS, 1), (UNLINKS, 1), (RENAMES, 1), ("fsync", 1), ("fsync", 2), ("fdatasync", 2)],
)
def test_that_a_program_killed_at_any_step_is_gone_on_with(
    calls: str, number: int, injected: Callable[..., Finished], folder: Path
) -> None:
    before = (folder / "a.png").read_bytes()
    injected(calls, f"signal=KILL:when={number}", *UPSCALE)
    # What was killed before it had the picture in its journal has to be asked for again.
    for arguments in (("-m", "aresrgan_gui", "resume"), (*UPSCALE, "--existing", "skip")):
        subprocess.run(
            [sys.executable, *arguments], cwd=folder, env=environment(), timeout=120, check=True,
            capture_output=True,
        )  # fmt: skip
    assert names(folder) == ["a.png", "a_4x.png"]
    assert is_whole(folder / "a_4x.png")
    assert (folder / "a.png").read_bytes() == before
