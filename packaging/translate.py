"""Keeps the translations in step with the texts in the code; needs Qt's tools, which come with PySide6.

    python packaging/translate.py update              collect all texts, then compile what is translated
    python packaging/translate.py missing             say as JSON what is not translated yet, by context
    python packaging/translate.py fill ja texts.json  take translations (as `missing` says them), compile

Texts that left the code keep their translation, marked as vanished, until `update --tidy`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("ja", "zh_CN")

Texts = dict[str, dict[str, str]]
"""Context -> text -> translation."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Keeps the translations in step with the code.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("update").add_argument("--tidy", action="store_true")
    verbs.add_parser("missing")
    fill_parser = verbs.add_parser("fill")
    fill_parser.add_argument("language", choices=LANGUAGES)
    fill_parser.add_argument("texts", type=Path)
    request = parser.parse_args()
    if request.verb == "missing":
        print(json.dumps({code: missing(ts_file(code)) for code in LANGUAGES}, ensure_ascii=False, indent=1))
        return 0
    if request.verb == "fill":
        fill(ts_file(request.language), json.loads(request.texts.read_text(encoding="utf-8")))
        compile_file(ts_file(request.language))
        return 0
    for code in LANGUAGES:
        update(ts_file(code), tidy=request.tidy)
        compile_file(ts_file(code))
    return 0


def ts_file(language: str) -> Path:
    """The translations into a language, as text."""
    return FOLDER / f"aresrgan_{language}.ts"


def update(ts: Path, *, tidy: bool = False) -> None:
    """Bring a `.ts` file in line with the texts in the code. Raises CalledProcessError."""
    sources = sorted(str(path) for path in (ROOT / "aresrgan_gui").rglob("*.py"))
    options = ["-silent", "-locations", "none", *(["-no-obsolete"] if tidy else [])]
    _run("lupdate", *options, *sources, "-ts", str(ts))


def compile_file(ts: Path, qm: Path | None = None) -> None:
    """Make the `.qm` file that the program reads, beside the `.ts` file or at `qm`."""
    _run("lrelease", "-silent", "-nounfinished", str(ts), "-qm", str(qm or ts.with_suffix(".qm")))


def missing(ts: Path) -> Texts:
    """The texts that have no finished translation."""
    texts: Texts = {}
    for context in ET.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                texts.setdefault(context.findtext("name", ""), {})[message.findtext("source", "")] = ""
    return texts


def fill(ts: Path, texts: Texts) -> None:
    """Put translations into a `.ts` file; those of texts that it does not have are left out."""
    tree = ET.parse(ts)
    for context in tree.getroot().iter("context"):
        known = texts.get(context.findtext("name", ""), {})
        for message in context.iter("message"):
            translation = message.find("translation")
            text = known.get(message.findtext("source", ""), "")
            if translation is not None and text:
                translation.text = text
                translation.attrib.pop("type", None)
    # lupdate writes the file anew in its own style, so that only changed texts differ.
    tree.write(ts, encoding="utf-8", xml_declaration=True)
    update(ts)


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([str(program), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
