"""Makes the Windows installer and the portable zip out of `dist/aresrgan`; needs `makensis` of NSIS 3.

python packaging/installer.py
"""

from __future__ import annotations

import argparse
import subprocess
import zipfile
from pathlib import Path

from places import BUNDLE, DIST, MADE, PACKAGING, VERSION

SCRIPT = PACKAGING / "windows" / "aresrgan.nsi"
INSTALLER = DIST / f"ARESRGAN-{VERSION}-setup.exe"
PORTABLE = DIST / f"ARESRGAN-{VERSION}-portable.zip"
MARK = "portable.txt"
"""As `aresrgan_gui.core.paths` knows it."""

ABOUT_MARK = """While this file lies here, ARESRGAN keeps its settings, queue and models
in the folder "data" beside it.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the Windows installer and the portable zip.")
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--plain", action="store_true", help="without compression, and without the zip")
    parser.add_argument("--result", type=Path, default=INSTALLER)
    request = parser.parse_args()
    make_installer(request.version, request.result, plain=request.plain)
    if not request.plain:
        make_portable()


def make_installer(version: str, result: Path, *, plain: bool = False) -> None:
    """Raises CalledProcessError."""
    size = sum(path.stat().st_size for path in BUNDLE.rglob("*") if path.is_file()) // 1000
    defines = {
        "VERSION": version,
        "SOURCE": str(BUNDLE),
        "SIZE": str(size),
        "ICON": str(MADE / "aresrgan.ico"),
        "RESULT": str(result.absolute()),
    }
    options = [f"-D{name}={value}" for name, value in defines.items()]
    options += ["-XSetCompress off"] if plain else []
    subprocess.run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *options, str(SCRIPT)], check=True)
    print(f"{result}: {result.stat().st_size / 1e6:.0f} MB")


def make_portable() -> None:
    """The folder with the file beside the program that keeps settings there."""
    with zipfile.ZipFile(PORTABLE, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in BUNDLE.rglob("*") if path.is_file()):
            archive.write(path, Path("ARESRGAN") / path.relative_to(BUNDLE))
        archive.writestr(f"ARESRGAN/{MARK}", ABOUT_MARK)
    print(f"{PORTABLE}: {PORTABLE.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
