"""What a host is told to do, as the script that the automation service runs there. Pure functions.

Scripts read a manifest: JSON, all values of which are base64 words, so that no name of a file is ever read
as a piece of a script, nor by the service, which puts the parameter into the script as text.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from aresrgan_gui.core.paths import resources

DEFAULT_ENGINE = "aresrgan-engine"


@dataclass(frozen=True)
class Fetched:
    """A file that the host fetches: its name there, from where, and its SHA-256 in hexadecimal digits."""

    name: str
    url: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """One run. `arguments` name the files as they are called in the run's folder over there.

    `models` names the set of `model_files`, which is kept on the host, in hexadecimal digits.
    """

    key: str
    engine: str
    arguments: tuple[str, ...]
    input: Fetched
    output: str
    output_url: str
    models: str
    model_files: tuple[Fetched, ...]

    def encoded(self) -> str:
        """The manifest as one base64 word."""
        files = [[word(file.name), word(file.url), file.sha256] for file in self.model_files]
        fields = {
            "key": self.key,
            "engine": word(self.engine or DEFAULT_ENGINE),
            # Its last character keeps an argument that is empty or ends in a line end what it is.
            "arguments": " ".join(word(f"{argument}.") for argument in self.arguments),
            "input": word(self.input.name),
            "input_url": word(self.input.url),
            "input_sha256": self.input.sha256,
            "output": word(self.output),
            "output_url": word(self.output_url),
            "models": self.models,
            "model_files": " ".join(" ".join(words) for words in files),
        }
        return word(json.dumps(fields, separators=(",", ":")))


def command_of(script: str, *, windows: bool) -> dict[str, object]:
    """What RunCommand is told of one of the scripts in `resources/remote`."""
    kind, suffix = ("POWERSHELL", "ps1") if windows else ("SHELL", "sh")
    content = base64.b64encode(_script(f"{script}.{suffix}")).decode("ascii")
    return {"Content": content, "CommandType": kind, "EnableParameter": True}


def parameters(values: Mapping[str, str]) -> str:
    """A command's parameters in the form that the service wants: JSON in a string."""
    return json.dumps(values, ensure_ascii=False)


def models_path(models: str) -> str:
    """Where a run finds its models, from its own folder."""
    return f"../models/{models}"


@cache
def _script(name: str) -> bytes:
    return (resources() / "remote" / name).read_bytes().replace(b"\r\n", b"\n")


def word(text: str) -> str:
    """Text as a base64 word."""
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
