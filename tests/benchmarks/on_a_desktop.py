"""What the desktop hears of the program: progress on its icon, wakefulness, a message, sleep at the end.

    python tests/benchmarks/on_a_desktop.py [FOLDER]

Forty pictures are made in the real window, which is left for another one meanwhile, on a screen with a dock
(plank) and a server of notifications (dunst), and with a stand-in for systemd's logind (python3-dbusmock) on
a system bus of its own. Printed is what arrives there; pictures of the screen go to FOLDER. Needs, beside
what `recorded_run.py` does, dbus-monitor, systemctl, systemd-inhibit and a system that has, or says to have,
been started by systemd: nothing of it is put to sleep.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.benchmarks.recorded_run import COUNT, Visit, drop, make_home, make_pictures  # noqa: E402
from tests.screen import Screen, screen  # noqa: E402

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={socket}</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""
"""A bus on which whoever asks first is logind."""

PATIENCE = 60


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path)
    request = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        pictures, home = Path(made) / "pictures", Path(made) / "home"
        make_pictures(pictures)
        environment = make_home(home)
        make_dock(home)
        shots = request.folder or Path(made)
        shots.mkdir(parents=True, exist_ok=True)
        with screen() as seen, desktop(Path(made), {**seen.environment, **environment}) as (known, heard):
            user = Visit(Screen(known), shots)
            try:
                visit(user, pictures, heard, shots)
            finally:
                user.program.terminate()
                user.program.wait(PATIENCE)
    return 0


def make_dock(home: Path) -> None:
    """The program in the dock, as one who uses it often has it."""
    applications = home / ".local/share/applications"
    launchers = home / ".config/plank/dock1/launchers"
    for folder in (applications, launchers):
        folder.mkdir(parents=True)
    entry = (ROOT / "packaging/linux/aresrgan.desktop").read_text(encoding="utf-8")
    icon = f"Icon={ROOT}/resources/icons/app.svg"
    (applications / "aresrgan.desktop").write_text(re.sub("(?m)^Icon=.*", icon, entry), encoding="utf-8")
    launcher = f"[PlankDockItemPreferences]\nLauncher=file://{applications}/aresrgan.desktop\n"
    (launchers / "aresrgan.dockitem").write_text(launcher, encoding="utf-8")


@contextmanager
def desktop(folder: Path, environment: dict[str, str]) -> Iterator[tuple[dict[str, str], Heard]]:
    """A dock, a server of notifications and logind: the environment that leads there, and what they hear."""
    socket, config = folder / "system.sock", folder / "system.conf"
    config.write_text(BUS.format(socket=socket), encoding="utf-8")
    known = {**environment, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={socket}", "GSETTINGS_BACKEND": "memory"}
    heard = Heard(folder)
    mock = ["/usr/bin/python3", "-m", "dbusmock", "--system", "--template", "logind"]
    watched = [f"interface='{name}'" for name in ("com.canonical.Unity.LauncherEntry", NOTIFICATIONS)]
    with ExitStack() as stack:
        for log, command in (
            (None, ["dbus-daemon", f"--config-file={config}", "--nofork"]),
            (None, [*mock, "--logfile", str(heard.logind)]),
            (None, ["dunst"]),
            (None, ["plank"]),
            (heard.session, ["dbus-monitor", "--session", *watched]),
        ):
            output = stack.enter_context(Path(log or os.devnull).open("a", encoding="utf-8"))
            program = subprocess.Popen(command, env=known, stdout=output, stderr=subprocess.DEVNULL)
            stack.enter_context(program)
            stack.callback(program.terminate)
            until("the system bus", socket.exists)
        # Where nobody has that name, systemd itself would be asked.
        until(
            "logind",
            lambda: subprocess.run(LOGIND, env=known, capture_output=True, check=False).returncode == 0,
        )
        yield known, heard


LOGIND = [
    *("dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.DBus", "/"),
    *("org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.login1"),
]
"""Succeeds when somebody is logind."""

NOTIFICATIONS = "org.freedesktop.Notifications"


class Heard:
    """What the desktop was told."""

    def __init__(self, folder: Path) -> None:
        self.logind = folder / "logind.log"
        self.session = folder / "session.log"

    def progress(self) -> list[int]:
        """The percentages on the icon, one after another."""
        shares = re.findall(r'"progress"\s+variant\s+double ([\d.e-]+)', self._of(self.session))
        return [round(float(share) * 100) for share in shares]

    def messages(self) -> list[str]:
        """The texts of notifications."""
        found: list[str] = re.findall(r'string "ARESRGAN"\n\s+string "(.*)"', self._of(self.session))
        return found

    def asked_of_logind(self) -> list[str]:
        """Calls by name, with what was given."""
        return [line.partition(" ")[2] for line in self._of(self.logind).splitlines()]

    def _of(self, log: Path) -> str:
        return log.read_text(encoding="utf-8") if log.exists() else ""


def until(what: str, holds: Callable[[], bool]) -> None:
    """Wait for something to hold. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.05)


def visit(user: Visit, pictures: Path, heard: Heard, shots: Path) -> None:
    user.until("the window opens", lambda now: now["window"][2] > 0)
    drop(user, pictures)
    user.keys("alt+q", "w", "s")
    user.keys("ctrl+Return")
    user.until("started, ten are done", lambda now: now["states"].get("done", 0) >= 10)
    user.screen.use("getactivewindow", "windowminimize")
    user.until("half is done, out of sight", lambda now: now["states"].get("done", 0) >= COUNT // 2)
    user.screen.shoot(shots / "at work.png")
    user.until("all are through", lambda now: now["mode"] == "idle")
    until("a notification", lambda: bool(heard.messages()))
    user.screen.shoot(shots / "message.png")
    until("sleep", lambda: any(call.startswith("Suspend") for call in heard.asked_of_logind()))
    progress = heard.progress()
    user.screen.use("search", "--name", "^ARESRGAN$", "windowactivate", "%@")
    user.keys("ctrl+shift+r")
    user.until("what failed waits again", lambda now: now["can start"])
    user.keys("alt+q", "w", "d")
    user.keys("ctrl+Return")
    user.until("and has failed again", lambda now: now["states"].get("failed") == 1)
    user.screen.shoot(shots / "shutting down.png")
    until("shutting down", lambda: any(call.startswith("PowerOff") for call in heard.asked_of_logind()))
    print("progress on the icon:", *progress)
    print("notifications:", *heard.messages())
    print("asked of logind:", *heard.asked_of_logind(), sep="\n  ")
    if not progress[:-1] or progress != sorted(progress[:-1]) + progress[-1:]:
        raise AssertionError("the progress went back")


if __name__ == "__main__":
    sys.exit(main())
