"""Pictures on the servers, as a stored command is told of them.

The service puts the two parameters into the command as text, so that only paths are let through that no
shell takes for more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PATH = re.compile(r"[\w./\\:+\-]+")
"""Letters and digits of all scripts, and signs that mean nothing to sh, cmd or PowerShell."""


@dataclass(frozen=True)
class ServerPath:
    """A picture on a server: its path without the extension, and that without its full stop."""

    input_path: str
    ext: str

    @property
    def output(self) -> str:
        """Where the result will lie."""
        return f"{self.input_path}_4x.{self.ext}"

    def __str__(self) -> str:
        return f"{self.input_path}.{self.ext}"


def server_path(text: str) -> ServerPath:
    """The picture with this path. Raises ValueError with a reason for people."""
    input_path, _, ext = text.rpartition(".")
    if not input_path or not re.fullmatch(r"\w+", ext):
        raise ValueError(f"{text!r} has no extension")
    if not _PATH.fullmatch(text) or text.startswith("-"):
        raise ValueError(f"{text!r} has signs in it that a shell over there could take for more than a name")
    return ServerPath(input_path, ext)
