"""A command that nobody could foresee to fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aresrgan_gui.core.paths import log_file
from tests.e2e.conftest import environment

LISTING = """
import ctypes, sys
from aresrgan_gui import app
from aresrgan_gui.cli import models
def fail(folder):
    {body}
models.list_models = fail
sys.exit(app.run(["models", "list"]))
"""


def listing(body: str) -> subprocess.CompletedProcess[str]:
    """Runs `aresrgan models list`, which does `body` instead."""
    command = [sys.executable, "-c", LISTING.replace("{body}", body)]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)


def reports() -> list[Path]:
    return list(log_file().parent.glob("crash-*"))


def test_that_a_command_that_fails_unexpectedly_says_where_its_report_is() -> None:
    failed = listing("raise LookupError('odd')")
    (report,) = reports()
    assert failed.returncode == 1
    assert f"aresrgan: something went wrong unexpectedly, see {report}\n" in failed.stderr
    assert "LookupError: odd" in report.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows may ask the user about a crash")
def test_that_a_command_that_crashed_is_told_of_by_the_next_one_once() -> None:
    assert listing("ctypes.string_at(0)").returncode < 0
    (report,) = reports()
    seen = report.with_name(report.name.replace("crash", "seen", 1))
    told = listing("return 0")
    assert (told.returncode, told.stderr) == (
        0,
        f"aresrgan: the last run ended unexpectedly, see {seen}\n",
    )
    again = listing("return 0")
    assert (again.returncode, again.stderr) == (0, "")
    assert not reports()
