"""What the feed of releases may say."""

from __future__ import annotations

import json

import pytest

from aresrgan_gui.core.updates import MAX_NOTES, Release, is_newer, read_feed


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
