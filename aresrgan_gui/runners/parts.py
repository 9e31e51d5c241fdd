"""What has come of a result from another machine: a file beside the result to be, so that a program which is
started anew goes on with it. The journal remembers each for as long as the run over there is remembered.
"""

from __future__ import annotations

import logging
from pathlib import Path

log = logging.getLogger(__name__)

_PREFIX, _SUFFIX = ".aresrgan-", ".part"


def part_of(target: Path, place: str, key: str) -> Path:
    """Where the result `target` comes from the run `key` at the host `place`, thus in its own file system.

    Another host may make other bytes of the same picture.
    """
    # A start of the window looks after what is left of such files, and makes none.
    import hashlib

    name = hashlib.sha256(f"{place}\0{key}".encode()).hexdigest()[:32]
    return target.parent / f"{_PREFIX}{name}{_SUFFIX}"


def remove_part(path: Path) -> None:
    """Remove such a file, as far as the system lets us; nothing that has another kind of name."""
    if path.name.startswith(_PREFIX) and path.name.endswith(_SUFFIX):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("what has come of a result cannot be removed: %s", error)
