"""Finishes a release: checks version and changelog, and describes and sums up what lies in `dist`.

    python packaging/release.py [--dry-run]

Into `dist` go `SHA256SUMS`, the bill of materials `aresrgan-VERSION.cdx.json` (CycloneDX), and
`release.json`, which installed programs read that look for newer releases. With --dry-run nothing is written,
and `dist` may hold no installer yet.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import TypedDict

import changelog
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from places import BUNDLE, DIST, VERSION

SUFFIXES = (".exe", ".zip", ".deb", ".xz", ".dmg", ".AppImage")
"""What is published."""


class PlainPart(TypedDict):
    """A component as `licences.py` writes it down."""

    name: str
    version: str
    licence: str
    purl: str


def main() -> None:
    parser = argparse.ArgumentParser(description="Checks and describes a release.")
    parser.add_argument("--dry-run", action="store_true")
    is_dry = parser.parse_args().dry_run
    entry = changelog.newest()
    if wrong := what_is_wrong(VERSION, entry, date.today()):
        raise SystemExit(wrong)
    files = sorted(path for path in DIST.glob("*") if path.suffix in SUFFIXES)
    if not files and not is_dry:
        raise SystemExit(f"{DIST} holds nothing to publish")
    made = {
        "SHA256SUMS": sums(files),
        f"aresrgan-{VERSION}.cdx.json": bill_of_materials(VERSION, shipped_parts()),
        "release.json": feed(entry),
    }
    for name, text in made.items():
        print(f"{name}: {len(text.splitlines())} lines")
        if not is_dry:
            (DIST / name).write_text(text, encoding="utf-8")


def what_is_wrong(version: str, newest: changelog.Entry, today: date) -> str:
    """What forbids the release; empty where nothing does."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        return f"{version} is not three numbers"
    if newest.version != version:
        return f"the program is {version}, but the changelog begins with {newest.version}"
    if newest.date > today:
        return f"the changelog dates {version} into the future"
    return "" if newest.notes else f"the changelog says nothing about {version}"


def sums(files: list[Path]) -> str:
    """The SHA-256 of each file, as `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def feed(entry: changelog.Entry) -> str:
    """The release as `aresrgan_gui.core.updates` reads it."""
    told = {"version": entry.version, "date": entry.date.isoformat(), "notes": entry.notes}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def shipped_parts() -> list[PlainPart]:
    """What is in the frozen folder, as found when it was made. Raises SystemExit where there is none."""
    found = sorted(BUNDLE.rglob("licences/index.json"))
    if not found:
        raise SystemExit(f"{BUNDLE} is not there: run packaging/freeze.py")
    parts: list[PlainPart] = json.loads(found[0].read_text(encoding="utf-8"))
    return parts


def bill_of_materials(version: str, parts: list[PlainPart]) -> str:
    """CycloneDX 1.6, as JSON."""
    licences = LicenseFactory()
    program = Component(
        name="aresrgan",
        version=version,
        type=ComponentType.APPLICATION,
        licenses=[licences.make_from_string("MIT")],
    )
    components = [
        Component(
            name=part["name"],
            version=part["version"] or None,
            purl=PackageURL.from_string(part["purl"]) if part["purl"] else None,
            licenses=[licences.make_from_string(part["licence"])],
        )
        for part in parts
    ]
    bom = Bom(metadata=BomMetaData(component=program), components=components)
    bom.register_dependency(program, components)
    return make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)


if __name__ == "__main__":
    main()
