"""Names that collide, files that change or go while they are worked on, and folders that are closed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.naming import name_key
from aresrgan_gui.runners.local.engines import Engine, our_engine
from aresrgan_gui.services.queue.intake import FoundPicture
from tests.e2e.conftest import environment
from tests.faults.conftest import OPTIONS

if TYPE_CHECKING:
    from tests.faults.conftest import Desk

MakeDesk = Callable[[Engine, Path], "Desk"]
FAST = ("--model", "realesr-animevideov3", "--device", "cpu", "--scale", "2")


def make(path: Path, level: int, size: tuple[int, int] = (24, 16)) -> Path:
    """A picture of its own brightness, so that results can be told apart."""
    Image.radial_gradient("L").resize(size).point(lambda value: value // 8 + level).save(path)
    return path


def digests(paths: list[Path]) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def brightness(path: Path) -> int:
    with Image.open(path) as image:
        return round(image.convert("L").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) / 40)  # type: ignore[operator]


def begun(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "aresrgan_gui", "upscale", ".", *FAST, *arguments],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.usefixtures("use_real_models")
def test_that_pictures_whose_results_would_share_a_name_all_get_one(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    composed, taken_apart = (unicodedata.normalize(form, "é") for form in ("NFC", "NFD"))
    names = (
        "a.png",
        "a.tiff",
        "a.bmp",
        "A.png",
        f"{composed}.png",
        f"{taken_apart}.png",
        "nul.png",
        "dot. .png",
    )
    sources = [make(folder / name, 20 * number) for number, name in enumerate(dict.fromkeys(names))]
    kept = [path for path in sources if path.exists()]
    before = digests(kept)
    with begun(folder, "-o", "out") as run:
        _, complaints = run.communicate(timeout=120)
    assert run.returncode == 0, complaints
    assert digests(kept) == before
    made = list((folder / "out").iterdir())
    assert len(made) == len(set(map(name_key, made))) == len({path.stat().st_ino for path in kept})
    assert not any(path.stem.lower() == "nul" or path.stem.endswith((".", " ")) for path in made)


@pytest.mark.usefixtures("use_real_models")
def test_that_two_runs_at_once_into_one_folder_lose_nothing(tmp_path: Path) -> None:
    one, other, out = tmp_path / "one", tmp_path / "other", tmp_path / "out"
    for folder, first in ((one, 0), (other, 4)):
        folder.mkdir()
        for number in range(4):
            make(folder / f"{number}.png", 25 * (first + number))
    runs = [begun(folder, "-o", str(out)) for folder in (one, other)]
    for run in runs:
        _, complaints = run.communicate(timeout=240)
        assert run.returncode == 0, complaints
    made = sorted(out.iterdir())
    assert len(made) == 8
    assert {path.suffix for path in made} == {".png"}
    wanted = [brightness(path) for folder in (one, other) for path in folder.iterdir()]
    assert sorted(map(brightness, made)) == sorted(wanted)


@pytest.mark.parametrize("act", ["remove", "truncate", "replace"])
def test_that_a_picture_that_changes_while_it_is_worked_on_costs_at_most_itself(
    act: str, make_desk: MakeDesk, real_models: Path, qtbot: QtBot
) -> None:
    desk = make_desk(our_engine(), real_models)
    changing = desk.queue_up(make(desk.folder / "changing.png", 0, (400, 400)))
    good = desk.add("good.png")
    desk.queue.start()
    qtbot.waitUntil(lambda: desk.job(changing).progress > 0, timeout=120_000)
    if act == "remove":
        changing.unlink()
    elif act == "truncate":
        os.truncate(changing, 3000)
    else:
        os.replace(make(desk.folder / "other.png", 100, (30, 30)), changing)  # noqa: PTH105 - as others do
    with qtbot.waitSignal(desk.queue.drained, timeout=240_000):
        pass
    assert desk.job(good).state is JobState.DONE
    ended = desk.job(changing)
    if ended.state is JobState.DONE:
        with Image.open(ended.target) as image:
            image.load()
            assert image.size == ended.output_size
    else:
        assert ended.failure is not None
        assert ended.failure.code in {ErrorCode.INPUT_MISSING, ErrorCode.INPUT_DAMAGED}
    assert {path.name for path in desk.folder.iterdir()} <= {
        "changing.png", "changing_2x.png", "good.png", "good_2x.png",
    }  # fmt: skip


def test_that_a_folder_that_cannot_be_written_costs_no_work_and_no_source(
    make_desk: MakeDesk, real_models: Path, read_only: Path
) -> None:
    desk = make_desk(our_engine(), real_models)
    source = make(desk.folder / "picture.png", 0)
    desk.queue.add([FoundPicture(source, probe(source))], replace(OPTIONS, folder=read_only))
    desk.run()
    (job,) = desk.queue.jobs()
    assert job.failure is not None
    assert job.failure.code is ErrorCode.OUTPUT_UNWRITABLE
    assert desk.steps(source) == []
    assert list(read_only.iterdir()) == []
