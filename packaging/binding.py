"""The modules of the binding to Qt that its library holds as text, and compiles anew at each start.

Shiboken takes them from the folder `files.dir` of its package where there is one, and writes that folder
itself where `SBK_EMBED` says so: its `signature_bootstrap.py`, which is one of them.
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

FILES = "files.dir"


def write_modules(folder: Path) -> None:
    """Make `folder` and put the modules into it, compiled. Raises CalledProcessError and OSError."""
    spec = find_spec("shiboken6")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent
    with tempfile.TemporaryDirectory() as name:
        package = Path(name) / installed.name
        # Wine 8 has no CopyFile2, by which Python copies with a file's times.
        shutil.copytree(installed, package, ignore=shutil.ignore_patterns(FILES), copy_function=shutil.copy)
        environment = {**os.environ, "PYTHONPATH": name, "SBK_EMBED": "0"}
        subprocess.run([sys.executable, "-c", "import shiboken6.Shiboken"], check=True, env=environment)
        unneeded = shutil.ignore_patterns("__pycache__")
        shutil.copytree(package / FILES, folder, ignore=unneeded, copy_function=shutil.copy)
    compileall.compile_dir(folder, quiet=1, legacy=True, stripdir=folder)
    for source in folder.rglob("*.py"):
        source.unlink()
