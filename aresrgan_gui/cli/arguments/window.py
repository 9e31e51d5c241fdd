"""What opens the window, told apart from the verbs without loading any of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

VERBS = {
    "upscale": "enlarge pictures and folders of pictures",
    "resume": "go on with runs of `upscale` that were broken off",
    "models": "list or get the models, and bring your own",
    "hosts": "set up other machines that do the work",
    "farm": "let several machines be one host: a farm",
    "tat": "run what is stored in Tencent Cloud, with pictures that lie there",
    "doctor": "check devices, models and folders, and try each device",
    "bench": "measure how fast this computer is, and learn from it",
}
"""Each verb with what its help says."""


@dataclass(frozen=True)
class WindowRequest:
    """Open the window with these pictures and folders in its queue."""

    paths: tuple[Path, ...]


def window_request(arguments: list[str]) -> WindowRequest | None:
    """The request in `arguments` (without the program's name); None where they ask for no window."""
    if arguments and (arguments[0].startswith("-") or arguments[0] in VERBS):
        return None
    return WindowRequest(tuple(Path(argument) for argument in arguments))
