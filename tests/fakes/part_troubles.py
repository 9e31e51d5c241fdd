"""Parts of files that go wrong on their way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

ReadPart = Callable[[Path, int], bytes]

PART_BYTES = 100
"""Of a part where several are wanted of small pictures."""


def troubled(read_part: ReadPart, trouble: str) -> ReadPart:
    """As `read_part`, but for the first `trouble`s, such as `lost:2`, of parts that do not begin a file.

    A part is lost, damaged, halved (the rest comes with the next one) or missing (as after the file's end).
    """
    kind, _, number = trouble.partition(":")
    left = [kind] * int(number)

    def read(path: Path, start: int) -> bytes:
        part = read_part(path, start)
        if not start or not part or not left:
            return part
        left.pop()
        if kind == "lost":
            raise OSError("a part got lost")
        return {"damaged": part[:-1] + bytes([part[-1] ^ 1]), "halved": part[: len(part) // 2]}.get(kind, b"")

    return read
