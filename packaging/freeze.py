"""Makes the folder `dist/aresrgan`, which runs without Python, for the system that this runs on.

    python packaging/freeze.py          from a clean checkout; Python 3.10 to 3.13
    python packaging/freeze.py --here   with the packages of this interpreter, which has PyInstaller

Everything else that it makes lies in `build`. The models are those of `aresrgan models fetch`. Where a
workflow of GitHub runs this, the program looks for newer releases in that repository, otherwise nowhere.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from places import BUILD, BUNDLE, DIST, MADE, PACKAGING, ROOT, VERSION

VENV = BUILD / "venv"
PYINSTALLER = "pyinstaller>=6.11,<7"
UNPACKED = {"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"}
"""Has PyInstaller keep modules as they are: they are loaded sooner, and the installers pack them better."""

WITH_HOSTS = f"{ROOT}[remote,farm]"
"""The program with all that it needs to work on other machines."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the folder that runs without Python.")
    parser.add_argument("--here", action="store_true", help="with the packages of this interpreter")
    freeze() if parser.parse_args().here else freeze_apart()


def freeze_apart() -> None:
    """Freeze in an environment that has just what is shipped. Raises CalledProcessError and SystemExit."""
    ensure_system()
    python = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-e", WITH_HOSTS, PYINSTALLER], check=True)
    subprocess.run([python, __file__, "--here"], check=True)


def ensure_system() -> None:
    """Install or name the Debian packages that PyInstaller lacks."""
    if sys.platform != "linux":
        return
    packages = [] if shutil.which("objdump") else ["binutils"]
    library = sysconfig.get_config_var("INSTSONAME")
    if not any(_loads(name) for name in (f"{sysconfig.get_config_var('LIBDIR')}/{library}", library)):
        packages.append(f"libpython3.{sys.version_info.minor}")
    if not packages:
        return
    command = ["apt-get", "install", "-qy", "--no-install-recommends", *packages]
    if os.geteuid() or not shutil.which("apt-get"):
        raise SystemExit(f"system packages are missing; on Debian: sudo {' '.join(command)}")
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(command, check=True)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def freeze() -> None:
    """Freeze with this interpreter. Raises CalledProcessError, OSError and SystemExit."""
    sys.path.insert(0, str(ROOT))
    os.environ.update(UNPACKED)
    from binding import FILES, write_modules
    from icons import write_icons
    from PyInstaller.__main__ import run

    shutil.rmtree(MADE, ignore_errors=True)
    MADE.mkdir(parents=True)
    write_icons(MADE)
    copy_models(MADE / "models")
    make_engine_wheel(MADE / "engine-wheel")
    write_modules(MADE / FILES)
    (MADE / "origin.txt").write_text(origin(os.environ), encoding="utf-8")
    (MADE / "version.txt").write_text(version_resource(), encoding="utf-8")
    work = ["--distpath", str(DIST), "--workpath", str(BUILD / "pyinstaller")]
    run(["--noconfirm", "--log-level", "WARN", *work, str(PACKAGING / "aresrgan.spec")])
    strip_python()
    megabytes = (
        sum(path.lstat().st_size for path in BUNDLE.rglob("*") if path.is_file() and not path.is_symlink())
        / 1e6
    )
    print(f"{BUNDLE}: {megabytes:.0f} MB")


def strip_python() -> None:
    """Leave out what only debuggers read of the interpreter; others have that done by who built them."""
    inside = BUNDLE / "_internal"
    files = [*inside.glob("libpython*.so*"), *inside.glob("python*/lib-dynload/*.so")]
    if sys.platform == "linux" and shutil.which("strip"):
        subprocess.run(["strip", "--strip-unneeded", *files], check=True)


def copy_models(folder: Path) -> None:
    """Put the official models into `folder`. Raises CalledProcessError where they cannot be had."""
    from aresrgan_gui.core.models.catalogue import manifest
    from aresrgan_gui.core.paths import models_folder
    from aresrgan_gui.services.models.store import damaged_files, install_from

    if damaged_files(manifest(), models_folder()):
        command = [sys.executable, "-m", "aresrgan_gui", "models", "fetch"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    install_from(models_folder(), manifest(), folder)


def make_engine_wheel(folder: Path) -> None:
    """Put our engine into `folder` as a wheel, for setting up hosts: what is frozen holds no sources."""
    from aresrgan_gui.runners.ssh.wheel import write_wheel

    folder.mkdir()
    write_wheel(folder)


def origin(environment: Mapping[str, str]) -> str:
    """The repository that this is built in, as GitHub names it to its workflows; empty elsewhere."""
    server, repository = environment.get("GITHUB_SERVER_URL"), environment.get("GITHUB_REPOSITORY")
    return f"{server}/{repository}" if server and repository else ""


def version_resource() -> str:
    """What Windows shows as the properties of the programs, as PyInstaller reads it."""
    numbers = (*(int(number) for number in VERSION.split(".")), 0)
    texts = {
        "CompanyName": "The ARESRGAN project",
        "FileDescription": "ARESRGAN",
        "FileVersion": VERSION,
        "LegalCopyright": "MIT licence",
        "ProductName": "ARESRGAN",
        "ProductVersion": VERSION,
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


if __name__ == "__main__":
    main()
