"""By what a file is known again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Fingerprint:
    """A file's size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


def fingerprint(path: Path) -> Fingerprint:
    """The fingerprint of a file. Raises OSError."""
    import hashlib

    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Fingerprint(size, digest.hexdigest())
