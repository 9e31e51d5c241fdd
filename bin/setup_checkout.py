"""Makes a source checkout ready and starts it: virtual environment, packages, system libraries, models.

Run by the launchers beside it; uses the standard library only. A stamp in the virtual environment, written
last, says that the set-up is complete; without it, or when it no longer fits, the steps are taken again, and
those that are done already cost little.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "aresrgan-setup.json"
ON_WINDOWS = sys.platform == "win32"
VENV_PYTHON = VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")

CORE_LIBRARIES = {"libglib-2.0.so.0": "libglib2.0-0"}
"""What Qt needs even without a window: library name to Debian package."""

WINDOW_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libvulkan.so.1": "libvulkan1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What a window on X11 or Wayland needs, and the loader through which graphics cards are found."""

SOFTWARE_VULKAN = {"libvulkan_lvp.so": "mesa-vulkan-drivers"}
"""Lets the tests take the graphics card's path where there is none."""

TEST_TOOLS = {"strace": "strace"}
"""What tests use where it is installed: program name to Debian package."""


class SetupError(Exception):
    """A step that failed, told with what to do about it."""


def main() -> int:
    verb, *arguments = sys.argv[1:]
    testing = verb == "test"
    try:
        ensure_system(window=testing or not arguments, testing=testing)
        if not is_ready(testing):
            with setup_lock():
                if not is_ready(testing):
                    set_up(testing)
    except (SetupError, OSError) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("stopped; start again to go on")
        return 130
    return run_checks(arguments) if testing else run_program(arguments)


def say(text: str) -> None:
    print(f"ARESRGAN: {text}", file=sys.stderr, flush=True)


def ensure_system(*, window: bool, testing: bool) -> None:
    """Install or name the Debian packages that Python and Qt lack."""
    if not sys.platform.startswith("linux"):
        return
    needed = missing_packages(CORE_LIBRARIES)
    if not VENV_PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        needed.append(f"python3.{sys.version_info.minor}-venv")
    wanted = missing_packages(WINDOW_LIBRARIES)
    if testing and not any(Path("/usr/lib").glob("*/libvulkan_lvp.so")):
        wanted.extend(SOFTWARE_VULKAN.values())
    if testing:
        wanted.extend(package for tool, package in TEST_TOOLS.items() if shutil.which(tool) is None)
    if not needed and not wanted:
        return
    packages = " ".join(needed + wanted)
    command = f"apt-get install -y --no-install-recommends {packages}"
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"installing system packages: {packages}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        steps = (["apt-get", "update", "-qq"], [*command.split(), "-qq"])
        if any(run(step, environment) for step in steps):
            raise SetupError(f"the packages could not be installed; try it yourself: {command}")
        return
    advice = f"sudo {command}" if shutil.which("apt-get") else f"install what Debian calls: {packages}"
    if needed or (window and missing_packages(WINDOW_LIBRARIES)):
        raise SetupError(f"system packages are missing; type this and start again:\n    {advice}")


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """The packages of those libraries that the system's loader does not find."""
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


@contextlib.contextmanager
def setup_lock() -> Iterator[None]:
    """Let only one launcher set up at a time; the system frees the lock of one that was killed."""
    with (ROOT / ".venv.lock").open("a+b") as lock:
        if sys.platform == "win32":
            import msvcrt

            # LK_LOCK gives up after ten seconds, much less than a set-up takes.
            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint() -> dict[str, str]:
    """What the installed packages depend on: the project file, where the checkout lies, the interpreter."""
    project = (ROOT / "pyproject.toml").read_bytes()
    return {
        "project": hashlib.sha256(project).hexdigest(),
        "root": str(ROOT),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }


def is_ready(testing: bool) -> bool:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    fitting = [{**fingerprint(), "testable": testable} for testable in {True, testing}]
    return stamp in fitting and VENV_PYTHON.exists()


def set_up(testing: bool) -> None:
    say("setting up (this is done once and takes a minute or two)")
    STAMP.unlink(missing_ok=True)
    if run([str(VENV_PYTHON), "-m", "pip", "--version"], quiet=True):
        say("1/3 making the virtual environment")
        if run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
            raise SetupError(f"the virtual environment could not be made; is there room for it in {ROOT}?")
    say("2/3 installing the packages")
    project = f"{ROOT}[test]" if testing else str(ROOT)
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if run([str(VENV_PYTHON), "-m", "pip", "install", "--editable", project], environment):
        raise SetupError("the packages could not be installed; check the network (pip's words are above)")
    say("3/3 getting the models")
    if run([str(VENV_PYTHON), "-m", "aresrgan_gui", "models", "fetch"]):
        say("the models are missing; the next start tries again")
        return
    STAMP.write_text(json.dumps({**fingerprint(), "testable": testing}), encoding="utf-8")
    say("ready")


def run(command: list[str], environment: dict[str, str] | None = None, *, quiet: bool = False) -> int:
    """Run a step, its output on stderr so that stdout stays the program's own."""
    output = subprocess.DEVNULL if quiet else sys.stderr
    try:
        return subprocess.run(command, stdout=output, stderr=output, env=environment, check=False).returncode
    except OSError:
        return 1


def run_program(arguments: list[str]) -> int:
    command = [str(VENV_PYTHON), "-m", "aresrgan_gui", *arguments]
    # Modules are never looked for in the current folder, which is the user's.
    os.environ["PYTHONSAFEPATH"] = "1"
    if not ON_WINDOWS:
        os.execv(command[0], command)
    # WORKAROUND: execv on Windows returns to the shell at once. Ctrl+C reaches the child by itself.
    with subprocess.Popen(command) as child:
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return child.wait()


def run_checks(arguments: list[str]) -> int:
    """Lint, types, layers, then the tests; the first that fails ends it."""
    checks = [
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["lint-imports"],
        ["pytest", *arguments],
    ]
    for tool, *rest in checks:
        say(" ".join(["checking:", tool, *rest]))
        status = subprocess.run([str(VENV_PYTHON.with_name(tool)), *rest], cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
