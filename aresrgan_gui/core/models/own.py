"""Models that the user brings: which files they are, what they may be called, and how they are kept."""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError, output_error
from aresrgan_gui.core.models.catalogue import InstalledModel, find, installed, manifest, own_name
from aresrgan_gui.core.naming import name_key, portable
from aresrgan_gui.core.publish import publish, written_whole

PARAM, WEIGHTS, PACKED = ".param", ".bin", ".zip"

FOREIGN = frozenset({".ckpt", ".mnn", ".onnx", ".pkl", ".pt", ".pth", ".safetensors", ".tflite"})
"""Models of other programs, known by their extension."""

MAX_WEIGHTS = 2 * 1024**3
"""Bytes: many times what the largest enlarging networks have."""


@dataclass(frozen=True)
class Offer:
    """A model that was brought: the `.param` for each scale; the weights stand beside, named alike."""

    name: str
    params: dict[int, Path]


def is_model_file(path: Path) -> bool:
    """Whether `path` looks like a model's file, of ncnn or another program, or like a packed folder."""
    return path.suffix.lower() in {PARAM, WEIGHTS, PACKED, *FOREIGN}


def holds_models(path: Path) -> bool:
    """Whether `path` is a folder in which a model lies; one that cannot be read holds none."""
    try:
        with os.scandir(path) as entries:
            return any(entry.name.lower().endswith(PARAM) for entry in entries)
    except OSError:
        return False


def offers(paths: Sequence[Path], unpacked: Path) -> list[Offer | Failure]:
    """The models at or in `paths`: files, folders, and zip files, which are unpacked below `unpacked`.

    What cannot be a model is a Failure that names its file: NOT_A_MODEL, MODEL_INCOMPLETE, MODEL_UNSUITABLE.
    """
    pairs: dict[Path, None] = {}
    found: list[Offer | Failure] = []
    for number, path in enumerate(paths):
        try:
            pairs.update(dict.fromkeys(_params(path.absolute(), unpacked / str(number))))
        except UpscaleError as error:
            found.append(error.failure)
    families: dict[str, dict[int, Path]] = {}
    for param in pairs:
        try:
            name, scale = _checked(param)
        except UpscaleError as error:
            found.append(error.failure)
        else:
            families.setdefault(name, {})[scale] = param
    return [*(Offer(name, params) for name, params in families.items()), *found]


def stem_of(name: str, scale: int) -> str:
    """What the files of a kept model are called, so that `installed` reads no other name in them."""
    return f"{name}-x{scale}"


def checked_name(name: str, scales: Iterable[int], others: Iterable[InstalledModel]) -> str:
    """`name` as it can be used on every platform, for a model beside `others`.

    Raises UpscaleError(MODEL_NAME_TAKEN) where it, or a file's name made of it, is an official model's or
    another's.
    """
    # An engine takes what begins with a dash for an option; what begins with a dot is hidden.
    clean = portable(name.strip().lstrip("-."))
    wanted = {clean, *(stem_of(clean, scale) for scale in scales)}
    specs = (*manifest().models, *(model.spec for model in others))
    taken = {name_key(Path(used)) for spec in specs for used in (spec.name, *spec.stems.values())}
    if any(name_key(Path(one)) in taken for one in wanted):
        raise UpscaleError(ErrorCode.MODEL_NAME_TAKEN, Path(clean), "the name is in use")
    return clean


def copied(offer: Offer, name: str, folder: Path) -> InstalledModel:
    """The model of `offer`, copied into an empty `folder` under `name`. Raises UpscaleError."""
    folder.mkdir(parents=True, exist_ok=True)
    for scale, param in offer.params.items():
        for suffix in (PARAM, WEIGHTS):
            source = param.with_suffix(suffix)
            target = folder / f"{stem_of(name, scale)}{suffix}"
            try:
                shutil.copyfile(source, target)
            except OSError as error:
                raise output_error(error, source) from error
    return find(folder, name)


def keep(model: InstalledModel, folder: Path) -> InstalledModel:
    """Move a model's files into `folder` in the same file system: it is there whole or not at all.

    Raises UpscaleError: MODEL_NAME_TAKEN, or where the folder cannot be written.
    """
    kept: list[Path] = []
    try:
        for scale in model.spec.scales:
            param, weights = folder / model.param(scale).name, folder / model.weights(scale).name
            # Weights that no network belongs to are what an import left that was cut short.
            publish(model.weights(scale), weights, overwrite=not param.exists())
            kept.append(weights)
            publish(model.param(scale), param, overwrite=False)
            kept.append(param)
    except OSError as error:
        for path in kept:
            path.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            raise UpscaleError(ErrorCode.MODEL_NAME_TAKEN, Path(model.spec.name), str(error)) from error
        raise output_error(error, folder) from error
    return find(folder, model.spec.name)


def rename(folder: Path, old: str, new: str) -> str:
    """Call the user's model `old` by the name `new`, which is returned as it can be used.

    Raises UpscaleError: MODEL_MISSING, MODEL_IS_OFFICIAL, MODEL_NAME_TAKEN, or where files cannot be written.
    """
    model = own(folder, old)
    others = [other for other in installed(folder) if other.spec.name != old]
    name = checked_name(new, model.spec.scales, others)
    try:
        for scale in model.spec.scales:
            param, weights = model.param(scale), model.weights(scale)
            if param.stem != stem_of(name, scale):
                _move_pair(param, weights, folder / stem_of(name, scale))
    except OSError as error:
        raise output_error(error, folder) from error
    return name


def remove(folder: Path, name: str) -> None:
    """Delete the user's model `name`. Raises UpscaleError."""
    model = own(folder, name)
    try:
        for scale in model.spec.scales:
            model.param(scale).unlink()
            model.weights(scale).unlink(missing_ok=True)
    except OSError as error:
        raise output_error(error, folder) from error


def own(folder: Path, name: str) -> InstalledModel:
    """The user's model `name`. Raises UpscaleError: MODEL_MISSING, MODEL_IS_OFFICIAL."""
    if any(name in (spec.name, *spec.stems.values()) for spec in manifest().models):
        raise UpscaleError(ErrorCode.MODEL_IS_OFFICIAL, Path(name), "an official model")
    for model in installed(folder):
        if model.spec.name == name:
            return model
    raise UpscaleError(ErrorCode.MODEL_MISSING, Path(f"{name}{PARAM}"), "no such model")


def _move_pair(param: Path, weights: Path, stem: Path) -> None:
    """The network's description moves last: that turns the old name into the new one at once."""
    new_param = stem.with_name(f"{stem.name}{PARAM}")
    new_weights = stem.with_name(f"{stem.name}{WEIGHTS}")
    if name_key(new_param) == name_key(param):
        weights.rename(new_weights)
        param.rename(new_param)
        return
    with written_whole(new_weights, overwrite=True) as part:
        shutil.copy2(weights, part)
    param.rename(new_param)
    weights.unlink()


def _params(path: Path, unpacked: Path) -> Iterator[Path]:
    """The `.param` files that `path` stands for."""
    suffix = path.suffix.lower()
    if path.is_dir():
        yield from _params_of_folder(path, path)
    elif not path.exists():
        raise UpscaleError(ErrorCode.INPUT_MISSING, path, "no such file or folder")
    elif suffix == PARAM:
        yield path
    elif suffix == WEIGHTS:
        yield path.with_suffix(PARAM)
    elif suffix == PACKED:
        _unpack(path, unpacked)
        yield from _params_of_folder(unpacked, path)
    else:
        detail = "it is made for another program" if suffix in FOREIGN else f"no {PARAM} or {WEIGHTS} file"
        raise UpscaleError(ErrorCode.NOT_A_MODEL, path, detail)


def _params_of_folder(folder: Path, named: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() == PARAM and path.is_file())
    if not found:
        raise UpscaleError(ErrorCode.NOT_A_MODEL, named, f"no {PARAM} file in it")
    return found


def _unpack(path: Path, folder: Path) -> None:
    """Unpack what belongs to models; names inside count without their way, in a folder for each such way."""
    parents: dict[PurePosixPath, Path] = {}
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                inside = PurePosixPath(entry.filename.replace("\\", "/"))
                if inside.suffix.lower() not in (PARAM, WEIGHTS) or entry.is_dir():
                    continue
                total += entry.file_size
                if total > MAX_WEIGHTS:
                    raise UpscaleError(ErrorCode.MODEL_UNSUITABLE, path, "what is in it is too large")
                place = parents.setdefault(inside.parent, folder / str(len(parents)))
                place.mkdir(parents=True, exist_ok=True)
                target = place / f"{portable(inside.stem)}{inside.suffix.lower()}"
                with archive.open(entry) as packed, target.open("wb") as stream:
                    shutil.copyfileobj(packed, stream)
    except (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise UpscaleError(ErrorCode.MODEL_UNSUITABLE, path, str(error)) from error


def _checked(param: Path) -> tuple[str, int]:
    """A model's name by its file, and its scale."""
    for path in (param, param.with_suffix(WEIGHTS)):
        if not path.is_file():
            raise UpscaleError(ErrorCode.MODEL_INCOMPLETE, path, f"{path.name} is not there")
    with suppress(OSError):
        if param.with_suffix(WEIGHTS).stat().st_size > MAX_WEIGHTS:
            raise UpscaleError(ErrorCode.MODEL_UNSUITABLE, param.with_suffix(WEIGHTS), "it is too large")
    try:
        return own_name(param)
    except UpscaleError as error:
        detail = error.failure.detail
        raise UpscaleError(ErrorCode.MODEL_UNSUITABLE, param, detail) from error
