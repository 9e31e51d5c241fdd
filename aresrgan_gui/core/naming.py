"""What results are called."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.options import Existing, UpscaleOptions
from aresrgan_gui.core.paths import RESERVED_NAME, plain
from aresrgan_gui.core.plan import factor_of, result_size

TOKENS = ("stem", "scale", "model", "width", "height", "date", "n")
"""What a name template may hold in braces.

Width and height are the result's, in pixels, date is today's, n is the picture's number in the queue.
"""

DIGITS = 3
"""Of the number in a name, at least, so that a thousand names sort as they are counted."""

MAX_STEM_BYTES = 200
"""Room for a suffix, a number and a temporary name within the 255 bytes that file systems allow."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_NUMBER = re.compile(r"(?<=.) \(\d+\)$")


def check_template(template: str) -> None:
    """Raise UpscaleError(BAD_OPTIONS) where `template` cannot name a file."""
    try:
        fields = [
            f"{name}!{conversion}" if conversion else f"{name}:{spec}" if spec else name
            for _, name, spec, conversion in string.Formatter().parse(template)
            if name is not None
        ]
    except ValueError as error:
        raise UpscaleError(ErrorCode.BAD_OPTIONS, None, f"name template {template!r}: {error}") from error
    unknown = [name for name in fields if name not in TOKENS]
    if unknown or not template.strip():
        known = ", ".join(f"{{{token}}}" for token in TOKENS)
        raise UpscaleError(ErrorCode.BAD_OPTIONS, None, f"name template {template!r}: use {known}")


def file_stem(source: Path, options: UpscaleOptions, size: tuple[int, int], number: int) -> str:
    """The result's name without its extension, one that every platform accepts."""
    check_template(options.template)
    width, height = result_size(size, options.target)
    values = {
        "stem": source.stem,
        "scale": f"{factor_of(size, options.target):.2f}".rstrip("0").rstrip("."),
        "model": options.model,
        "width": width,
        "height": height,
        "date": date.today().isoformat(),
        "n": f"{number:0{DIGITS}}",
    }
    return portable(options.template.format(**values))


def portable(stem: str) -> str:
    """`stem` with what some platform refuses replaced: separators, reserved names, trailing dots, length."""
    clean = _FORBIDDEN.sub("_", stem).strip(" ")
    clean = clean.encode("utf-8", "surrogatepass")[:MAX_STEM_BYTES].decode("utf-8", "ignore").rstrip(". ")
    return f"_{clean}" if not clean or RESERVED_NAME.match(clean) else clean


def target_path(
    source: Path, options: UpscaleOptions, size: tuple[int, int], folder: Path | None = None, number: int = 1
) -> Path:
    """Where the result of `source` goes when nothing is in the way.

    `size` is the source's width and height in pixels; `folder` overrides the one in `options`; `number` is
    the picture's in the queue.
    """
    stem = file_stem(source, options, size, number)
    beside = source.parent / portable(options.subfolder) if options.subfolder else source.parent
    return (folder or options.folder or beside) / f"{stem}.{options.format_for(source).value}"


def free_path(target: Path, is_taken: Callable[[Path], bool]) -> Path:
    """`target`, or the first of `name (2)`, `name (3)`, ... that is not taken."""
    candidate, number = target, 2
    while is_taken(candidate):
        candidate = target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
    return candidate


def unnumbered(path: Path) -> Path:
    """The name that `free_path` may have made `path` from."""
    return path.with_name(_NUMBER.sub("", path.stem) + path.suffix)


def name_key(path: Path) -> str:
    """A key that is equal for paths which some file system takes for the same name."""
    return folded(plain(path))


def replaces_source(source: Path, target: Path, existing: Existing) -> bool:
    """Whether a result would get the very name of its picture, and replace it: that is never done."""
    return existing is Existing.REPLACE and name_key(target) == name_key(source)


def folded(name: str) -> str:
    """As `name_key`, of a single name."""
    return unicodedata.normalize("NFC", name).casefold()
