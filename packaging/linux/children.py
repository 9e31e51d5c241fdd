"""Runs first in the frozen program: what it starts, such as a file manager, uses the system's libraries."""

from __future__ import annotations

import os

_path = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _path is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _path
