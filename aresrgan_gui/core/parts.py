"""What the program is made of: packages and libraries of others, with their licences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from aresrgan_gui.core.paths import bundled_licences

PACKAGES = (
    "PySide6-Essentials",
    "ncnn",
    "numpy",
    "Pillow",
    "psutil",
    "platformdirs",
    "pyvips",
    "pyvips-binary",
    "isal",
    "openvino",
    "asyncssh",
    "keyring",
    "tencentcloud-sdk-python-common",
    "tencentcloud-sdk-python-tat",
    "cos-python-sdk-v5",
    "requests",
    "distributed",
    "cryptography",
)
"""The packages that the program stands on, and those that it takes where they are installed."""

INDEX = "index.json"
"""What a release says of its parts, as `packaging/licences.py` writes it."""

_LICENCE_FILES = ("LICEN", "COPYING", "NOTICE")


@dataclass(frozen=True)
class Part:
    """A component with its licence by name; a version may be empty.

    `find` looks for the files with the licence's text. Of a large package that takes long, and few are read.
    """

    name: str
    version: str
    licence: str
    find: Callable[[], Iterable[Path]]

    def text(self) -> str:
        """The licence in full as far as it came with the component, or else its name."""
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in self.find()]
        return "\n\n".join(texts) or self.licence


def parts() -> list[Part]:
    """All that a release is made of; elsewhere the installed `packages`."""
    folder = bundled_licences()
    return packages() if folder is None else list(_shipped(folder))


def packages() -> list[Part]:
    """The packages of PACKAGES that are installed."""
    found = []
    for name in PACKAGES:
        try:
            found.append(_installed(name, distribution(name)))
        except PackageNotFoundError:
            continue
    return found


def _installed(name: str, package: Distribution) -> Part:
    # Read once: each look at a distribution's metadata parses its file.
    about = package.metadata
    said = next((about[field] for field in ("License-Expression", "License") if field in about), "")
    return Part(name, about["Version"], said.partition("\n")[0], partial(_licence_files, package))


def _licence_files(package: Distribution) -> list[Path]:
    return [
        Path(str(file.locate()))
        for file in package.files or ()
        if file.parts[0].endswith(".dist-info") and file.name.upper().startswith(_LICENCE_FILES)
    ]


def _shipped(folder: Path) -> Iterator[Part]:
    for entry in json.loads((folder / INDEX).read_text(encoding="utf-8")):
        name = entry["name"]
        numbers = ("", *(f"-{number}" for number in range(2, entry["texts"] + 1)))
        texts = [folder / f"{name}{number}.txt" for number in numbers]
        yield Part(name, entry["version"], entry["licence"], partial(filter, Path.exists, texts))
