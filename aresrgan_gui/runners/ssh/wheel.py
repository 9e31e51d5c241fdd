"""Our engine as a wheel, made of the running program, for machines that have Python and nothing else.

Format: PyPA specifications, "Binary distribution format".
"""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from aresrgan_gui import __version__
from aresrgan_gui.core import paths
from aresrgan_gui.core.paths import resources

PACKAGE = "aresrgan_gui"
DISTRIBUTION = "aresrgan-gui"

PARTS = ("core", "engine")
"""The subpackages that the engine is made of."""

RESOURCES = ("models.toml", "sample.jpg")
"""The second is what backends are measured with."""

NOT_NEEDED = ("pyside6-essentials",)
"""Requirements of the window alone."""

READY_MADE = "engine-wheel"
"""Among the resources of a release, which holds no sources: the folder with a wheel made beforehand."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


class WheelError(Exception):
    """This program does not have what a wheel is made of."""


def write_wheel(folder: Path) -> Path:
    """Write the wheel into `folder`; the same program makes the same bytes each time.

    Raises WheelError and OSError.
    """
    ready = next((resources() / READY_MADE).glob("*.whl"), None)
    if ready is not None:
        target = folder / ready.name
        target.write_bytes(ready.read_bytes())
        return target
    target = folder / f"{PACKAGE}-{__version__}-py3-none-any.whl"
    record = ""
    info = f"{PACKAGE}-{__version__}.dist-info"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*_files(), *_infos(info)):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
            record += f"{name},sha256={digest.decode('ascii')},{len(content)}\n"
        record += f"{info}/RECORD,,\n"
        archive.writestr(zipfile.ZipInfo(f"{info}/RECORD", _EPOCH), record, zipfile.ZIP_DEFLATED)
    return target


def requirements() -> list[str]:
    """What the engine needs to be installed with. Raises WheelError."""
    try:
        everything = requires(DISTRIBUTION) or []
    except PackageNotFoundError as error:
        raise WheelError("the program is not installed as a package") from error
    return [
        line
        for line in everything
        if "extra ==" not in line and not re.match(rf"({'|'.join(NOT_NEEDED)})\b", line.lower())
    ]


def _files() -> Iterator[tuple[str, bytes]]:
    package = Path(paths.__file__).resolve().parent.parent
    sources = [package / "__init__.py"]
    for part in PARTS:
        sources += sorted((package / part).rglob("*.py"))
    if not all(source.is_file() for source in sources) or len(sources) == 1:
        raise WheelError("this build of the program holds no engine for other machines")
    for source in sources:
        yield f"{PACKAGE}/{source.relative_to(package).as_posix()}", source.read_bytes()
    for name in RESOURCES:
        yield f"{PACKAGE}/resources/{name}", (resources() / name).read_bytes()


def _infos(folder: str) -> Iterator[tuple[str, bytes]]:
    metadata = ["Metadata-Version: 2.1", f"Name: {DISTRIBUTION}", f"Version: {__version__}"]
    metadata += [f"Requires-Dist: {line}" for line in requirements()]
    yield f"{folder}/METADATA", ("\n".join(metadata) + "\n").encode()
    wheel = ["Wheel-Version: 1.0", f"Generator: {DISTRIBUTION}", "Root-Is-Purelib: true", "Tag: py3-none-any"]
    yield f"{folder}/WHEEL", ("\n".join(wheel) + "\n").encode()
    script = "aresrgan-engine = aresrgan_gui.engine.__main__:main"
    yield f"{folder}/entry_points.txt", f"[console_scripts]\n{script}\n".encode()
