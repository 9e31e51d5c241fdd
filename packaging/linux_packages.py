"""Makes the .tar.xz and the .deb out of `dist/aresrgan`; needs `dpkg-deb` of Debian.

python packaging/linux_packages.py
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import tarfile
from datetime import datetime, time, timezone
from email.utils import format_datetime
from pathlib import Path

import changelog
from places import BUILD, BUNDLE, DIST, MADE, PACKAGING, ROOT, VERSION

MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
"""What Debian calls them."""

MACHINE = os.uname().machine
ARCHIVE = DIST / f"aresrgan-{VERSION}-linux-{MACHINE}.tar.xz"
DEB = DIST / f"aresrgan_{VERSION}_{MACHINES[MACHINE]}.deb"
TREE = BUILD / "deb"
MAINTAINER = "The ARESRGAN project <nobody@aresrgan.invalid>"
"""Debian wants an address; the project has none."""
DEPENDS = "libegl1, libgl1, libfontconfig1, libvulkan1"
"""What comes from the system, since it belongs to the system's graphics; beside its C library."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the .tar.xz and the .deb.")
    parser.add_argument("--plain", action="store_true", help="the .deb only, without compression")
    is_plain = parser.parse_args().plain
    if not is_plain:
        make_archive()
    make_deb("none" if is_plain else "xz")


def make_archive() -> None:
    """The folder with what a desktop wants to know of it, to be unpacked anywhere."""
    # The programs hold much of the same, farther apart than a lower preset looks.
    with tarfile.open(ARCHIVE, "w:xz", preset=9) as archive:
        archive.add(BUNDLE, "aresrgan", filter=_of_nobody)
        archive.add(
            PACKAGING / "linux" / "aresrgan.desktop", "aresrgan/share/aresrgan.desktop", filter=_of_nobody
        )
        archive.add(
            ROOT / "resources" / "icons" / "app.svg", "aresrgan/share/aresrgan.svg", filter=_of_nobody
        )
    print(f"{ARCHIVE}: {ARCHIVE.stat().st_size / 1e6:.0f} MB")


def _of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def make_deb(compression: str) -> None:
    """Raises CalledProcessError."""
    shutil.rmtree(TREE, ignore_errors=True)
    shutil.copytree(BUNDLE, TREE / "usr/lib/aresrgan", symlinks=True)
    programs = {"aresrgan": "aresrgan", "aresrgan-engine": "bin/realesrgan-ncnn-vulkan"}
    (TREE / "usr/bin").mkdir(parents=True)
    for name, program in programs.items():
        (TREE / "usr/bin" / name).symlink_to(f"../lib/aresrgan/{program}")
    _put(PACKAGING / "linux/aresrgan.desktop", "usr/share/applications/aresrgan.desktop")
    _put(PACKAGING / "linux/aresrgan.lintian-overrides", "usr/share/lintian/overrides/aresrgan")
    _put(ROOT / "resources/icons/app.svg", "usr/share/icons/hicolor/scalable/apps/aresrgan.svg")
    for icon in MADE.glob("aresrgan-*.png"):
        side = icon.stem.partition("-")[2]
        _put(icon, f"usr/share/icons/hicolor/{side}x{side}/apps/aresrgan.png")
    _put(ROOT / "LICENSE", "usr/share/doc/aresrgan/copyright")
    _write("usr/share/doc/aresrgan/changelog.gz", gzip.compress(_debian_changelog().encode(), mtime=0))
    _set_modes()
    files = sorted(path for path in TREE.rglob("*") if path.is_file() and not path.is_symlink())
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(TREE)}\n" for path in files]
    size = sum(path.stat().st_size for path in files) // 1024
    _write("DEBIAN/control", _control(size).encode())
    _write("DEBIAN/md5sums", "".join(sums).encode())
    packing = [f"-Z{compression}", "-z9"]
    subprocess.run(["dpkg-deb", "--root-owner-group", *packing, "--build", str(TREE), str(DEB)], check=True)
    print(f"{DEB}: {DEB.stat().st_size / 1e6:.0f} MB")


def _put(source: Path, place: str) -> None:
    _write(place, source.read_bytes())


def _write(place: str, content: bytes) -> None:
    target = TREE / place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    target.chmod(0o644)


def _set_modes() -> None:
    """Only programs may be run; wheels mark more than that."""
    folder = TREE / "usr/lib/aresrgan"
    programs = (folder / "aresrgan", folder / "bin/realesrgan-ncnn-vulkan")
    for path in TREE.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)


def _control(kilobytes: int) -> str:
    libc = os.confstr("CS_GNU_LIBC_VERSION") or ""
    fields = {
        "Package": "aresrgan",
        "Version": VERSION,
        "Architecture": MACHINES[MACHINE],
        "Maintainer": MAINTAINER,
        "Installed-Size": str(kilobytes),
        "Depends": f"libc6 (>= {libc.rpartition(' ')[2]}), {DEPENDS}",
        "Recommends": "mesa-vulkan-drivers | vulkan-icd, fonts-noto-cjk",
        "Section": "graphics",
        "Priority": "optional",
        "Description": "makes pictures larger and sharper\n"
        " Enlarges photos, drawings and frames of videos by Real-ESRGAN, on the graphics\n"
        " card or the processor, one by one or by the folder, and shows them before and\n"
        " after.",
    }
    return "".join(f"{name}: {text}\n" for name, text in fields.items())


def _debian_changelog() -> str:
    entry = changelog.newest()
    when = format_datetime(datetime.combine(entry.date, time(12), timezone.utc))
    head = f"aresrgan ({VERSION}) stable; urgency=medium"
    return f"{head}\n\n  * See the release's notes.\n\n -- {MAINTAINER}  {when}\n"


if __name__ == "__main__":
    main()
