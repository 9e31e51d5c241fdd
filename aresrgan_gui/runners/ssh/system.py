"""What is asked of a host beyond its files, whatever its system: scripts, made by pure functions.

Each work has a folder of its own, named by its key, with these files. The engine runs detached from the
connection, so that it goes on when the line is lost; what it says and how it ended stands in files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from aresrgan_gui.runners.children.process import ProcessOutcome

LOG = "log"
"""What the engine says."""
ENDED = "ended"
"""The exit code, and the size in bytes and the SHA-256 of the result, or a dash for each."""
PID = "pid"
CLAIM = "claim"
"""A folder, since making one either succeeds or fails: whoever made it starts the engine."""
RUN = "run"
"""The script that runs the engine and writes down how that ended."""

ENGINE = "engine"
"""The virtual environment with our engine, in the folder that is ours."""
ENGINE_NAME = "aresrgan-engine"
MARK = "mark"
"""Inside it: written last by the set-up, and says what was set up."""

KEPT_DAYS = 7
"""After which the folder of a work that nobody asked for any more is removed."""


class State(str, Enum):
    """What has become of a work over there."""

    ABSENT = "absent"
    """Its picture is not there as a whole."""
    READY = "ready"
    RUNNING = "running"
    ENDED = "ended"
    LOST = "lost"
    """It was started and is neither running nor ended: the host was switched off, or it was killed."""


@dataclass(frozen=True)
class Work:
    """Where a work stands over there: its folder, and the names of picture and result inside it.

    `folder` is absolute, as that system's programs know it; `place` is the same for SFTP.
    """

    key: str
    folder: str
    place: str
    source: str
    output: str

    def file(self, name: str) -> str:
        """The path of one of its files, for programs."""
        return f"{self.folder}/{name}"

    def at(self, name: str) -> str:
        """The path of one of its files, for SFTP."""
        return f"{self.place}/{name}"


class System(Protocol):
    """A kind of system over there. Paths are absolute, with slashes, as `native` makes them."""

    run_name: str
    """The name of the script that runs the engine."""

    def native(self, path: str) -> str:
        """A path as SFTP tells it, in the form that the system's programs understand."""

    def our_engine(self, root: str) -> str:
        """Our engine as the set-up puts it into the folder `root`."""

    def command(self, script: str) -> tuple[str, str]:
        """The command line that carries out `script`, and what it is to read from its input."""

    def run_file(self, work: Work, engine: str, arguments: Sequence[str]) -> bytes:
        """The content of the script that runs the engine."""

    def outcome(self, code: int) -> ProcessOutcome:
        """How a program ended, by the exit code that the script has written down."""

    def look(self, work: Work) -> str:
        """Says the `State`."""

    def receive(self, work: Work, part: str, sha256: str) -> str:
        """Takes the file `part` for the picture if it has that content, and says `whole` or `damaged`."""

    def start(self, work: Work) -> str:
        """Starts the run unless it was started, and says the `State` from before."""

    def end(self, work: Work) -> str:
        """Kills whatever belongs to the work and removes its folder; says `gone`."""

    def sweep(self, folder: str) -> str:
        """Removes what in `folder` has not been touched for `KEPT_DAYS`."""

    def checksum(self, path: str) -> str:
        """Says the SHA-256 of a file."""

    def room(self, root: str) -> str:
        """Says how many bytes are free where the folder `root` is."""

    def ask(self, root: str, engine: str) -> str:
        """Says what `facts.report_of` reads."""

    def set_up(self, root: str, folder: str, wheel: str, mark: str) -> str:
        """Makes the environment `folder` with the wheel in it our engine's, and says what it does.

        Names are those inside `root`; the wheel lies in `folder`.wheel, which is removed.
        """
