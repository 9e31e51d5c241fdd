"""What the feed of releases may say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aresrgan_gui.core.updates import MAX_NOTES, Origin, Release, is_newer, read_feed, read_origin


def feed(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def test_that_a_release_is_read_and_what_else_is_said_is_left_aside() -> None:
    content = feed(version="1.2.10", notes="- neu: 猫", page="https://elsewhere.example")
    assert read_feed(content) == Release("1.2.10", "- neu: 猫")


def test_that_notes_without_end_are_cut() -> None:
    assert len(read_feed(feed(version="1.0.0", notes="x" * 90_000)).notes) == MAX_NOTES


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[" * 50_000,
        b"[]",
        feed(version="1.0.0"),
        feed(version=1, notes=""),
        feed(version="1.0", notes=""),
        feed(version="1.0.0-beta", notes=""),
        feed(version="１.0.0", notes=""),
        feed(version=f"{'9' * 5000}.0.0", notes=""),
        feed(version="1.0.0", notes=["x"]),
    ],
)
def test_that_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_feed(content)


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("0.1.1", "0.1.0", True),
        ("0.10.0", "0.9.9", True),
        ("1.0.0", "1.0.0", False),
        ("0.9.0", "0.10.0", False),
    ],
)
def test_that_versions_are_compared_as_numbers(version: str, than: str, newer: bool) -> None:
    assert is_newer(version, than) is newer


def test_that_releases_lie_below_the_repository_that_built_them(tmp_path: Path) -> None:
    (tmp_path / "origin.txt").write_text("https://host.invalid:8443/ours/program\n")
    origin = read_origin(tmp_path / "origin.txt")
    assert origin == Origin("https://host.invalid:8443/ours/program")
    assert origin.page == "https://host.invalid:8443/ours/program/releases/latest"
    assert origin.feed == "https://host.invalid:8443/ours/program/releases/latest/download/release.json"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"http://host.invalid/ours/program",
        b"https://host.invalid",
        b"https://host.invalid/ours/program/",
        b"https://user@host.invalid/ours/program",
        b"https://host.invalid/ours/program?x",
        b"https://host.invalid/ours\nhttps://host.invalid/ours",
    ],
)
def test_that_what_names_no_repository_is_no_origin(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "origin.txt").write_bytes(content)
    assert read_origin(tmp_path / "origin.txt") is None


def test_that_a_build_that_says_nothing_has_no_origin(tmp_path: Path) -> None:
    assert read_origin(tmp_path / "origin.txt") is None
