"""Whether it fits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from aresrgan_gui.services.queue.ledger import Claims
from aresrgan_gui.services.queue.room import Shortage, disk_of, is_writable, machine_memory, survey

MEMORY = (16_000, 8_000)


def wanted(**folders: int) -> Claims:
    """So many bytes in folders below the root."""
    return Claims(Counter({Path("/", name): needed for name, needed in folders.items()}))


def disk(folder: Path) -> tuple[int, int]:
    """`/one` and `/two` lie on one system with 1000 bytes free, `/big` on another with plenty."""
    if folder == Path("/gone"):
        raise OSError(5, "gone")
    return (2, 10**12) if folder == Path("/big") else (1, 1000)


def is_open(folder: Path) -> bool:
    """`/locked` takes no files."""
    return folder != Path("/locked")


def test_that_folders_of_one_file_system_share_what_is_free() -> None:
    room = survey(wanted(one=600, two=600, big=10**9), MEMORY, disk, is_open)
    assert room.shortages == (Shortage(Path("/one"), 1200, 1000),)
    assert room.free_below == {Path("/one"): 1000, Path("/two"): 1000, Path("/big"): 10**12}


def test_that_nothing_is_short_where_nothing_is_wanted() -> None:
    room = survey(Claims(), MEMORY, disk, is_open)
    assert (room.shortages, room.too_large, room.most_memory, room.closed) == ((), 0, 0, frozenset())


def test_that_jobs_beyond_the_memory_are_counted() -> None:
    room = survey(Claims(memory=Counter({17_000: 2, 9_000: 1})), MEMORY, disk, is_open)
    assert (room.too_large, room.most_memory, room.free_memory) == (2, 17_000, 8_000)


def test_that_a_disk_that_does_not_answer_is_left_out() -> None:
    assert survey(wanted(gone=600), MEMORY, disk, is_open).free_below == {}


def test_that_folders_that_take_no_files_are_found() -> None:
    room = survey(wanted(one=600, locked=6), MEMORY, disk, is_open)
    assert room.closed == {Path("/locked")}


def test_that_folders_that_can_be_written_or_made_are_open(tmp_path: Path) -> None:
    assert is_writable(tmp_path)
    assert is_writable(tmp_path / "not" / "yet")
    assert list(tmp_path.iterdir()) == []


def test_that_a_file_in_the_way_of_a_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not is_writable(tmp_path / "file" / "below")


def test_that_a_read_only_folder_is_found(read_only: Path) -> None:
    assert not is_writable(read_only)
    assert not is_writable(read_only / "below")


def test_that_a_folder_yet_to_be_made_lies_on_its_parents_disk(tmp_path: Path) -> None:
    system, free = disk_of(tmp_path / "not" / "yet")
    assert system == tmp_path.stat().st_dev
    assert free == pytest.approx(disk_of(tmp_path)[1], rel=0.2)
    total, available = machine_memory()
    assert total > available > 0
