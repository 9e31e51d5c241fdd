"""Options that several verbs have, and checks of what is typed for them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path


class UsageError(Exception):
    """Options that each may be given, but not together; its text says which."""


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let the verb speak JSON."""
    parser.add_argument("--json", action="store_true", help="tell what happens as one JSON document a line")


def add_engine(parser: argparse._ActionsContainer) -> None:
    """Let the verb use another engine."""
    parser.add_argument(
        "--engine",
        type=Path,
        metavar="FILE",
        help="use this realesrgan-ncnn-vulkan instead of the built-in one",
    )


def whole_number(least: int, most: int, otherwise: str) -> Callable[[str], int]:
    """A check for whole numbers from `least` to `most`, which says `otherwise` of all others."""

    def checked(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(otherwise)
        return value

    return checked
