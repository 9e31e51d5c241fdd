"""The licences of everything that is frozen: each file has an owner, and each owner's texts are copied.

A file whose owner is not known ends the build, so that nothing is shipped without its licence.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path
from urllib.parse import quote

from places import PACKAGING, ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TEXTS = PACKAGING / "licences"
_IS_LICENCE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)


@dataclass
class Part:
    """A component that is shipped: its name, version and licence, and the files with its licence's text.

    `purl` is its address as a package, where it is one (github.com/package-url/purl-spec).
    """

    name: str
    version: str
    licence: str
    texts: list[Path] = field(default_factory=list)
    purl: str = ""


def write_licences(files: Iterable[Path], folder: Path) -> None:
    """Put an index and the licence texts of the owners of `files` into `folder`.

    The index is there for people and, as `index.json`, for `release.py`.

    Raises SystemExit where a file has no owner or an owner has no text.
    """
    parts = {part.name.lower(): part for part in [*owners(files), *carried()]}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", folder / "ARESRGAN.txt")
    lines = ["What ARESRGAN is made of: name, version, licence. The texts lie beside this file.", ""]
    for part in sorted(parts.values(), key=lambda part: part.name.lower()):
        if not part.texts:
            raise SystemExit(f"{part.name} has no text of its licence")
        lines.append(f"{part.name} {part.version}: {part.licence}".replace(" :", ":"))
        for number, text in enumerate(dict.fromkeys(part.texts)):
            suffix = f"-{number + 1}" if number else ""
            shutil.copy(text, folder / f"{part.name}{suffix}.txt")
    plain = [{**asdict(part), "texts": len(part.texts)} for part in parts.values()]
    (folder / "index.json").write_text(json.dumps(plain, indent=1), encoding="utf-8")
    (folder / "index.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def owners(files: Iterable[Path]) -> list[Part]:
    """The components that `files` belong to. Raises SystemExit where one belongs to none."""
    packages = {distribution.metadata["Name"]: distribution for distribution in distributions()}
    names = {path: name for name, package in packages.items() for path in files_of(package)}
    parts: dict[str, Part] = {}
    foreign: list[Path] = []
    for path in {path.resolve() for path in files}:
        if name := names.get(path):
            parts[name] = parts.get(name) or distribution_part(packages[name])
        elif is_of_python(path):
            parts["Python"] = python_part()
        elif not any(path.is_relative_to(ROOT / own) for own in ("aresrgan_gui", "packaging")):
            foreign.append(path)
    return [*parts.values(), *debian_parts(foreign)]


def files_of(distribution: Distribution) -> list[Path]:
    """The files that a Python package has installed."""
    return [Path(str(distribution.locate_file(file))).resolve() for file in distribution.files or ()]


def distribution_part(distribution: Distribution) -> Part:
    """A Python package with the texts that it brings, or that `licences` has for it."""
    name, about = distribution.metadata["Name"], distribution.metadata
    said = about.json.get("license_expression") or about.json.get("license") or ""
    licence = str(said).partition("\n")[0] or _classified(about.get_all("Classifier") or [])
    brought = [
        path
        for path in files_of(distribution)
        if ".dist-info" in path.parent.as_posix() and _IS_LICENCE.search(path.name) and path.is_file()
    ]
    purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{distribution.version}"
    return Part(name, distribution.version, licence, brought or texts_for(name), purl)


def _classified(classifiers: list[str]) -> str:
    names = [line.rpartition("::")[2].strip() for line in classifiers if line.startswith("License")]
    return ", ".join(names) or "see the text"


def texts_for(name: str) -> list[Path]:
    """The texts that `licences/parts.toml` names for a component."""
    return [TEXTS / f"{text}.txt" for text in table()["texts"].get(name, [])]


def table() -> Mapping[str, Mapping[str, list[str]]]:
    """What `licences/parts.toml` says."""
    found: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
        (TEXTS / "parts.toml").read_text(encoding="utf-8")
    )
    return found


def carried() -> list[Part]:
    """What is linked into other components or is no code, by `licences/parts.toml`."""
    return [
        Part(name, "", licence, [TEXTS / f"{text}.txt" for text in texts])
        for name, (licence, *texts) in table()["carried"].items()
    ]


def is_of_python(path: Path) -> bool:
    """Whether a file came with the interpreter; the system's own is a package like others."""
    home = Path(sys.base_prefix).resolve()
    return home != Path("/usr") and path.is_relative_to(home)


def python_part() -> Part:
    """The interpreter."""
    places = [Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)]
    found = [place / "LICENSE.txt" for place in places if (place / "LICENSE.txt").is_file()]
    return Part("Python", platform.python_version(), "PSF-2.0", found[:1] or texts_for("Python"))


def debian_parts(files: Iterable[Path]) -> list[Part]:
    """The system's packages that own `files`. Raises SystemExit where a file has none."""
    parts: dict[str, Part] = {}
    for path in files:
        package = debian_package(path)
        if package is None:
            raise SystemExit(f"nobody is known to own {path}: its licence is missing")
        if package not in parts:
            query = ["dpkg-query", "-W", "-f", "${Version}", package]
            version = subprocess.run(query, check=True, capture_output=True, text=True).stdout
            name = package.partition(":")[0]
            text = Path("/usr/share/doc") / name / "copyright"
            purl = f"pkg:deb/debian/{name}@{quote(version, safe='')}"
            parts[package] = Part(name, version, "see the text", [text], purl)
    return list(parts.values())


def debian_package(path: Path) -> str | None:
    """The Debian package with the file `path`, also by the name it had before /usr was merged."""
    if shutil.which("dpkg-query") is None:
        return None
    for name in (str(path), str(path).removeprefix("/usr")):
        found = subprocess.run(["dpkg-query", "-S", name], check=False, capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.partition(": ")[0].partition(", ")[0]
    return None
