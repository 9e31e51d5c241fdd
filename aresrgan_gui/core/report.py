"""What a user passes on when something went wrong, without telling where the user's files lie."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aresrgan_gui.core.errors import Failure

LOG_TAIL = 40_000
"""Bytes of the log that go into a report."""

_PATH = re.compile(r"(?<![\w<>:/])(?:[A-Za-z]:[\\/]|\\\\|~?/(?=[^\s/]))[^\"'\n]*?(?=: |, |[\"'\n]|$)")
"""A whole path; one with spaces ends only at a quote, a comma or a colon, rather too late than too early."""


def log_tail(path: Path, size: int = LOG_TAIL) -> str:
    """The last whole lines of a log, at most `size` bytes; empty where there is none."""
    try:
        with path.open("rb") as stream:
            end = stream.seek(0, 2)
            start = max(0, end - size)
            stream.seek(start)
            tail = stream.read()
    except OSError:
        return ""
    if start:
        tail = tail.partition(b"\n")[2]
    return tail.decode("utf-8", errors="replace").replace("\r\n", "\n")


def report_text(facts: Mapping[str, str], failure: Failure | None, log: str, *, with_paths: bool) -> str:
    """The report: facts, the failure if there is one, and the log.

    Unless `with_paths`, folders and file names outside the program and its Python are left out.
    """
    lines = [f"{name}: {value}" for name, value in facts.items()]
    if failure is not None:
        lines += ["", f"failure: {failure.code.value}", f"file: {failure.path or '-'}", failure.detail]
    text = "\n".join([*lines, "", "log:", log]).rstrip() + "\n"
    return text if with_paths else without_paths(text, failure.path if failure else None)


def without_paths(text: str, file: Path | None = None) -> str:
    """`text` without folders and files outside the program and its Python, and without the name of `file`."""
    program = Path(__file__).resolve().parent.parent
    for folder, name in ((program, "<program>"), (Path(sys.prefix), "<python>")):
        for spelling in (str(folder), str(folder).replace("\\", "\\\\")):
            text = text.replace(spelling, name)
    text = _PATH.sub("<path>", text)
    if file is not None:
        text = text.replace(file.name, f"<file>{file.suffix}")
    return text.replace(Path.home().name, "<user>") if len(Path.home().name) > 2 else text
