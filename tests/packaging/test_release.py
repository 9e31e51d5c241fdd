"""What a release is checked for and described by."""

from __future__ import annotations

import hashlib
import json
import subprocess
from datetime import date
from pathlib import Path

import changelog
import pytest
import release
from places import PACKAGING, VERSION

from aresrgan_gui import __version__
from aresrgan_gui.core.updates import Release, read_feed

TODAY = date(2030, 1, 2)
TEXT = """# Changes

## 1.2.0 (2030-01-02)

- 猫 are sharper.
- Faster.

## 1.1.9 (2029-12-31)

- Older.
"""


def entry(version: str = "1.2.0", day: date = TODAY, notes: str = "- better") -> changelog.Entry:
    return changelog.Entry(version, day, notes)


def test_that_the_version_stands_in_one_place() -> None:
    assert __version__ == VERSION


def test_that_the_changelog_tells_of_this_version() -> None:
    assert release.what_is_wrong(VERSION, changelog.newest(), date.today()) == ""


def test_that_a_changelog_is_read_by_versions() -> None:
    newest, older = changelog.entries(TEXT)
    assert newest == entry(notes="- 猫 are sharper.\n- Faster.")
    assert (older.version, older.date, older.notes) == ("1.1.9", date(2029, 12, 31), "- Older.")


@pytest.mark.parametrize(
    ("version", "newest", "reason"),
    [
        ("1.2.0", entry(), ""),
        ("1.2.1", entry(), "1.2.0"),
        ("1.2", entry("1.2"), "three numbers"),
        ("1.2.0", entry(day=date(2030, 1, 3)), "future"),
        ("1.2.0", entry(notes=""), "nothing"),
    ],
)
def test_that_a_release_without_its_place_in_the_changelog_is_refused(
    version: str, newest: changelog.Entry, reason: str
) -> None:
    wrong = release.what_is_wrong(version, newest, TODAY)
    assert reason in wrong
    assert bool(wrong) == bool(reason)


def test_that_the_feed_is_what_the_program_reads() -> None:
    assert read_feed(release.feed(entry()).encode()) == Release("1.2.0", "- better")


def test_that_the_sums_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.deb").write_bytes(b"content")
    text = release.sums([tmp_path / "a.deb"])
    assert text == f"{hashlib.sha256(b'content').hexdigest()}  a.deb\n"


def test_that_the_bill_of_materials_names_every_part_with_its_licence() -> None:
    parts: list[release.PlainPart] = [
        {"name": "ncnn", "version": "1.0", "licence": "BSD-3-Clause", "purl": "pkg:pypi/ncnn@1.0"},
        {"name": "libc6", "version": "2:1", "licence": "see the text", "purl": "pkg:deb/debian/libc6@2%3A1"},
        {"name": "models", "version": "", "licence": "MIT OR Zlib", "purl": ""},
    ]
    bom = json.loads(release.bill_of_materials("1.2.0", parts))
    assert bom["bomFormat"] == "CycloneDX"
    assert bom["metadata"]["component"]["version"] == "1.2.0"
    named = {part["name"]: part for part in bom["components"]}
    assert named.keys() == {"ncnn", "libc6", "models"}
    assert named["ncnn"]["purl"] == "pkg:pypi/ncnn@1.0"
    assert named["ncnn"]["licenses"] == [{"license": {"id": "BSD-3-Clause"}}]
    assert named["libc6"]["licenses"] == [{"license": {"name": "see the text"}}]
    assert named["models"]["licenses"] == [{"expression": "MIT OR Zlib"}]


@pytest.mark.skipif(
    not Path("/usr/bin/desktop-file-validate").exists(), reason="desktop-file-utils is missing"
)
def test_that_the_desktop_entry_is_valid() -> None:
    entry_file = PACKAGING / "linux" / "aresrgan.desktop"
    subprocess.run(["desktop-file-validate", str(entry_file)], check=True)
