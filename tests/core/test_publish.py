from __future__ import annotations

import errno
import os
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from aresrgan_gui.core.publish import publish, same_file, written_whole


def test_that_a_file_appears_under_its_name_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "a.txt"
    with written_whole(target, overwrite=False) as part:
        part.write_text("whole")
        assert not target.exists()
    assert target.read_text() == "whole"
    assert list(target.parent.iterdir()) == [target]


def test_that_nothing_is_left_when_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with pytest.raises(RuntimeError), written_whole(target, overwrite=False) as part:
        part.write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_that_a_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(FileExistsError), written_whole(target, overwrite=False) as part:
        part.write_text("new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_that_a_file_is_overwritten_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with written_whole(target, overwrite=True) as part:
        part.write_text("new")
    assert target.read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames without hard links")
def test_that_a_file_system_without_hard_links_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    part, target = tmp_path / "part", tmp_path / "target"
    part.write_text("new")
    publish(part, target, overwrite=False)
    assert target.read_text() == "new"
    part.write_text("newer")
    with pytest.raises(FileExistsError):
        publish(part, target, overwrite=False)
    assert target.read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames without hard links")
def test_that_a_failed_publishing_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "the disk is failing")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "replace", fail)
    part, target = tmp_path / "part", tmp_path / "target"
    part.write_text("new")
    with pytest.raises(OSError, match="failing"):
        publish(part, target, overwrite=False)
    assert list(tmp_path.iterdir()) == [part]


@pytest.mark.parametrize(("denials", "is_published"), [(2, True), (3, False)])
def test_that_a_virus_scanner_on_windows_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, denials: int, is_published: bool
) -> None:
    replace, left = Path.replace, [PermissionError(errno.EACCES, "in use")] * denials

    def deny(path: Path, target: Path) -> Path:
        if left:
            raise left.pop()
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", deny)
    monkeypatch.setattr("aresrgan_gui.core.publish._ATTEMPTS", 3)
    monkeypatch.setattr("aresrgan_gui.core.publish._PAUSE", 0)
    part, target = tmp_path / "part", tmp_path / "target"
    part.write_text("new")
    with nullcontext() if is_published else pytest.raises(PermissionError):
        publish(part, target, overwrite=True)
    assert target.exists() is is_published


def test_that_a_replaced_link_leaves_the_file_that_it_led_to(tmp_path: Path) -> None:
    original, part = tmp_path / "original", tmp_path / "part"
    original.write_text("old")
    part.write_text("new")
    names = [tmp_path / "hard"]
    os.link(original, names[0])
    if sys.platform != "win32":
        names.append(tmp_path / "symbolic")
        names[1].symlink_to(original)
    for name in names:
        part.write_text("new")
        publish(part, name, overwrite=True)
        assert (name.read_text(), original.read_text()) == ("new", "old")


def test_that_one_file_under_two_names_is_recognised(tmp_path: Path) -> None:
    original, link = tmp_path / "a", tmp_path / "b"
    original.write_text("x")
    os.link(original, link)
    assert same_file(original, link)
    assert not same_file(original, tmp_path / "absent")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs no folders")
def test_that_a_folder_that_cannot_be_synced_keeps_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "this folder cannot be read")

    monkeypatch.setattr(os, "open", refuse)
    part, target = tmp_path / "part", tmp_path / "target"
    part.write_text("new")
    publish(part, target, overwrite=False)
    assert target.read_text() == "new"
