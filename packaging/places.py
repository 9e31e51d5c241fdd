"""Where the parts of a release lie while it is made, and the version that it carries."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
BUILD, DIST = ROOT / "build", ROOT / "dist"
MADE = BUILD / "made"
"""What PyInstaller's recipe takes: icons, models, the engine's wheel, the modules of the binding to Qt,
licences, origin and version resource."""

BUNDLE = DIST / "aresrgan"
"""The folder that runs without Python."""

_INIT = (ROOT / "aresrgan_gui" / "__init__.py").read_text(encoding="utf-8")
_SAID = re.search(r'^__version__ = "(.+)"$', _INIT, re.MULTILINE)
if _SAID is None:
    raise SystemExit("aresrgan_gui/__init__.py says no version")
VERSION = _SAID[1]
