"""Which pictures are found in what was dropped."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.services.queue.intake import BATCH_PICTURES, FoundPicture, Intake, walk

Make = Callable[[str], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a tiny picture, whatever its name says."""

    def one(name: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (3, 2)).save(path, "PNG")
        return path

    return one


def found_in(*paths: Path, recursive: bool = True) -> list[str]:
    """The found pictures' places below what was named, and the codes of failures."""
    return [
        (entry.below / entry.path.name).as_posix() if isinstance(entry, FoundPicture) else entry.code.value
        for entry in walk(paths, recursive)
    ]


def test_that_a_folder_is_read_with_its_folders_in_natural_order(make: Make, tmp_path: Path) -> None:
    for name in ("top/10.png", "top/9.png", "top/B/1.jpg", "top/a/x/2.png", "top/a/1.png"):
        make(name)
    assert found_in(tmp_path / "top") == ["9.png", "10.png", "a/1.png", "a/x/2.png", "B/1.jpg"]


def test_that_a_folder_is_read_alone_where_that_is_wanted(make: Make, tmp_path: Path) -> None:
    make("top/1.png")
    make("top/a/2.png")
    assert found_in(tmp_path / "top", recursive=False) == ["1.png"]


def test_that_headers_are_read(make: Make) -> None:
    (entry,) = walk([make("a.png")])
    assert isinstance(entry, FoundPicture)
    assert entry.path.is_absolute()
    assert (entry.info.width, entry.info.height, entry.below) == (3, 2, Path())


def test_that_a_named_file_is_judged_by_its_content(make: Make, tmp_path: Path) -> None:
    text = tmp_path / "text.png"
    text.write_text("no picture", encoding="ascii")
    assert found_in(make("picture.dat"), text) == ["picture.dat", "not-a-picture"]


def test_that_in_folders_only_what_is_called_a_picture_is_opened(make: Make, tmp_path: Path) -> None:
    make("top/picture.dat")
    (tmp_path / "top" / "notes.txt").write_text("no picture", encoding="ascii")
    (tmp_path / "top" / "broken.jpg").write_bytes(b"")
    assert found_in(tmp_path / "top") == ["not-a-picture"]


def test_that_hidden_names_and_ours_are_passed_over(make: Make, tmp_path: Path) -> None:
    for name in ("top/.aresrgan-x1/result.png", "top/.ab12.part.png", "top/.hidden.png", "top/1.png"):
        make(name)
    assert found_in(tmp_path / "top") == ["1.png"]


def test_that_nothing_is_found_twice(make: Make, tmp_path: Path) -> None:
    one = make("top/1.png")
    os.link(one, tmp_path / "top" / "2.png")
    assert found_in(tmp_path / "top", one, tmp_path / "top") == ["1.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right that few have on Windows")
def test_that_linked_folders_are_not_followed(make: Make, tmp_path: Path) -> None:
    make("other/2.png")
    make("top/1.png")
    (tmp_path / "top" / "loop").symlink_to(tmp_path / "top", target_is_directory=True)
    (tmp_path / "top" / "out").symlink_to(tmp_path / "other", target_is_directory=True)
    (tmp_path / "top" / "dead.png").symlink_to(tmp_path / "gone.png")
    assert found_in(tmp_path / "top") == ["1.png"]


def test_that_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert list(walk([tmp_path / "gone"])) == [
        Failure(ErrorCode.INPUT_MISSING, tmp_path / "gone", "no such file or folder")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_that_a_named_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert found_in(tmp_path / "pipe.png", tmp_path) == ["not-a-picture"]


def test_that_the_real_pictures_are_all_found(corpora: Path) -> None:
    entries = list(walk([corpora / "orientation", corpora / "photos"]))
    assert len(entries) > 8
    assert all(isinstance(entry, FoundPicture) for entry in entries)


class Ear:
    def __init__(self, intake: Intake) -> None:
        self.batches: list[list[FoundPicture]] = []
        self.failures: list[Failure] = []
        intake.found.connect(self.batches.append)
        intake.rejected.connect(self.failures.append)

    @property
    def names(self) -> list[str]:
        return [picture.path.name for batch in self.batches for picture in batch]


@pytest.fixture
def intake(qtbot: QtBot) -> Intake:
    return Intake()


def test_that_an_intake_tells_in_batches_and_ends(
    intake: Intake, make: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    for number in range(BATCH_PICTURES + 6):
        make(f"top/{number}.png")
    ear = Ear(intake)
    with qtbot.waitSignal(intake.finished):
        intake.scan([tmp_path / "top", tmp_path / "gone"])
    assert ear.names == [f"{number}.png" for number in range(BATCH_PICTURES + 6)]
    assert len(ear.batches) > 1
    assert [failure.code for failure in ear.failures] == [ErrorCode.INPUT_MISSING]


def test_that_a_second_drop_waits_for_the_first(intake: Intake, make: Make, qtbot: QtBot) -> None:
    ear = Ear(intake)
    ends: list[None] = []
    intake.finished.connect(lambda: ends.append(None))
    intake.scan([make("1.png")])
    with qtbot.waitSignal(intake.finished):
        intake.scan([make("2.png")])
    assert ear.names == ["1.png", "2.png"]
    assert len(ends) == 1


def test_that_an_intake_can_be_cancelled_by_who_listens(
    intake: Intake, make: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    make("top/1.png")
    ends: list[None] = []
    intake.finished.connect(lambda: ends.append(None))
    intake.found.connect(lambda _: intake.cancel())
    for _ in range(2):
        with qtbot.waitSignal(intake.finished):
            intake.scan([tmp_path / "top"])
    assert len(ends) == 2


def test_that_a_cancelled_intake_says_no_more_and_can_be_used_again(
    intake: Intake, make: Make, qtbot: QtBot
) -> None:
    ear = Ear(intake)
    intake.scan([make("1.png")])
    with qtbot.waitSignal(intake.finished):
        intake.cancel()
    with qtbot.waitSignal(intake.finished):
        intake.scan([make("2.png")])
    assert ear.names == ["2.png"]
