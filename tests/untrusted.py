"""Bad input for everything that reads what others wrote: one table for the tests and the long fuzz run."""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.imaging.pictures import MAX_PIXELS, probe
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.param import ParamError, infer_scale, read_param
from aresrgan_gui.core.models.sound import checked
from aresrgan_gui.core.naming import check_template, file_stem, target_path
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.presets import load_presets, save_presets
from aresrgan_gui.core.settings import Settings, load_settings, read_settings, save_settings
from aresrgan_gui.runners.local.progress import MAX_LINE_BYTES, OutputParser
from aresrgan_gui.services.journal.journal import WINDOW_RUN, Journal, JournalError, Record, open_journal
from aresrgan_gui.services.queue.estimator import Estimator, load_samples, save_samples

MAX_SAMPLE_BYTES = 60_000
FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "PPM", "TGA", "PCX", "JPEG2000", "AVIF", "QOI")


@dataclass(frozen=True)
class Reader:
    """Takes each of `inputs`, with a folder to write in; only the errors in `declared` may leave it."""

    name: str
    inputs: st.SearchStrategy[Any]
    read: Callable[[Any, Path], object]
    declared: tuple[type[Exception], ...] = ()

    def take(self, given: object, folder: Path) -> bool:
        """Whether the input was accepted. Raises what was not declared."""
        try:
            self.read(given, folder)
        except self.declared:
            return False
        return True


def readers(corpora: Path | None = None) -> list[Reader]:
    """Everything that is read; the pictures in the folder `corpora` are mutated too."""
    return [
        Reader("header probe", mutated(pictures(corpora)), _probe, (UpscaleError,)),
        Reader("progress parser", st.lists(PROGRESS, max_size=20), _parse_progress),
        Reader(".param reader", st.one_of(mutated([PARAM]), PARAM_TEXTS), _read_param, (ParamError, OSError)),
        Reader("naming template", st.tuples(TEMPLATES, ANY_TEXT), _name, (UpscaleError,)),
        Reader("settings loader", _stored(SETTINGS), _load_settings, (ValueError, OSError)),
        Reader("presets loader", _stored(PRESETS), _load_presets, (ValueError, OSError)),
        Reader("journal loader", mutated(journals()), _load_journal, (JournalError,)),
        Reader("speeds loader", _stored(SPEEDS), _load_speeds),
    ]


def pictures(corpora: Path | None) -> list[bytes]:
    """A small file of each readable format, and the smaller ones of the corpora."""
    found = []
    for name in FORMATS:
        stream = io.BytesIO()
        Image.radial_gradient("L").resize((24, 16)).convert("RGB").save(stream, name)
        found.append(stream.getvalue())
    files = sorted(corpora.rglob("*")) if corpora is not None else []
    return found + [
        path.read_bytes() for path in files if path.is_file() and path.stat().st_size <= MAX_SAMPLE_BYTES
    ]


@dataclass(frozen=True)
class Edit:
    """At `place` (0.0 to 1.0 of the whole) `cut` bytes are replaced by `put`, or by it all that follows."""

    place: float
    cut: int
    put: bytes
    is_end: bool

    def apply(self, data: bytes) -> bytes:
        start = round(self.place * len(data))
        return data[:start] + self.put + (b"" if self.is_end else data[start + self.cut :])


NUMBERS = st.sampled_from(
    [b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x01", b"\x80"]
)
EDITS = st.builds(
    Edit,
    # Headers lie at the beginning.
    place=st.one_of(st.floats(0, 0.02), st.floats(0, 1)),
    cut=st.integers(0, 8),
    put=st.one_of(NUMBERS, st.binary(max_size=8)),
    is_end=st.sampled_from([False] * 9 + [True]),
)


def mutated(samples: list[bytes]) -> st.SearchStrategy[bytes]:
    """Samples with a few changes."""
    return st.builds(_edited, st.sampled_from(samples), st.lists(EDITS, min_size=1, max_size=4))


def _edited(data: bytes, edits: list[Edit]) -> bytes:
    for edit in edits:
        data = edit.apply(data)
    return data


ANY_TEXT = st.text(st.characters(), max_size=60)
"""With surrogates, which file names on Windows may hold alone."""

PROGRESS = st.one_of(
    st.binary(max_size=40),
    st.sampled_from([b"12.50%", b"12,50%\r\n", b"100.00", b"\n", b"\x00", b"999.99%", b"9" * MAX_LINE_BYTES]),
)

PARAM = b"""7767517
4 4
Input input 0 1 data
Convolution first 1 1 data mid 0=12 1=3 4=1 5=1 6=324
PixelShuffle shuffle 1 1 mid big 0=2
Interp last 1 1 big output 0=2 1=1.0 2=1.0
"""
_WORDS = st.sampled_from(
    [
        "Input", "Convolution", "PixelShuffle", "Interp", "Reorg", "Pooling", "data", "output", "x", "0", "1",
        "2", "-1", "99999999", "0=0", "2=1e999", "2=nan", "0=-3", "3=1e-320", "-23303=2,1,1", "=", "0=x",
    ]
)  # fmt: skip
PARAM_TEXTS = st.lists(st.lists(_WORDS, max_size=8).map(" ".join), max_size=6).map(
    lambda lines: f"7767517\n{len(lines)} {len(lines)}\n{chr(10).join(lines)}".encode()
)

TEMPLATES = st.one_of(
    ANY_TEXT,
    st.lists(
        st.sampled_from(["{stem}", "{scale}", "{", "}", "{{", "{stem!r}", "{stem:>9999999}", "{0}", "{x.y}"]),
        max_size=8,
    ).map("".join),
)

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["\0", "\ud800", "\udcff", "{", "../x", "#fff", "-1", "9" * 5000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_KNOWN = list(UpscaleOptions.__dataclass_fields__)
OPTIONS = st.dictionaries(st.sampled_from(_KNOWN), JSON | st.sampled_from(["png", "skip", "small"]))
SETTINGS = st.fixed_dictionaries(
    {"version": st.sampled_from([1, 1, 1, 2, None])},
    optional={"options": OPTIONS, **dict.fromkeys(Settings.__dataclass_fields__.keys() - {"options"}, JSON)},
)
PRESETS = st.fixed_dictionaries(
    {"version": st.sampled_from([1, 1, 1, "1"]), "presets": JSON | st.dictionaries(ANY_TEXT, OPTIONS | JSON)}
)
_SPEED = st.fixed_dictionaries(
    {
        "model": JSON,
        "device": JSON,
        "tta": JSON,
        "samples": JSON | st.lists(st.lists(st.floats(), max_size=3)),
    }
)
SPEEDS = st.fixed_dictionaries({"version": JSON | st.just(1), "speeds": JSON | st.lists(_SPEED)})

NESTED = b"[" * 100_000


def _stored(documents: st.SearchStrategy[Any]) -> st.SearchStrategy[bytes]:
    """JSON as it lies in a file, whole, damaged, or not JSON at all."""
    whole = documents.map(lambda document: json.dumps(document).encode())
    damaged = st.builds(_edited, whole, st.lists(EDITS, max_size=2))
    return st.one_of(whole, damaged, st.binary(max_size=40))


def _written(content: bytes, folder: Path, name: str = "input") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _probe(content: bytes, folder: Path) -> None:
    info = probe(_written(content, folder))
    assert 0 < info.width * info.height <= MAX_PIXELS
    assert info.frames >= 0


def _parse_progress(chunks: list[bytes], _folder: Path) -> None:
    parser = OutputParser()
    entries = [entry for chunk in chunks for entry in parser.feed(chunk)] + parser.close()
    for entry in entries:
        assert 0.0 <= entry <= 100.0 if isinstance(entry, float) else len(entry) <= MAX_LINE_BYTES


def _read_param(content: bytes, folder: Path) -> None:
    assert 2 <= infer_scale(checked(read_param(_written(content, folder)))) <= 16


def _name(given: tuple[str, str], folder: Path) -> None:
    template, stem = given
    check_template(template)
    options = replace(UpscaleOptions(), template=template)
    name = file_stem(folder / f"x{stem.replace('/', '')}.png", options, (10, 10), 1)
    assert not os.path.lexists(folder / f"{name}.png")


def _load_settings(content: bytes, folder: Path) -> None:
    """What is loaded can be worked with and saved."""
    path = _written(content, folder)
    settings = load_settings(path)
    _use(settings.options, folder)
    save_settings(settings, path)
    assert load_settings(path) == settings
    os.path.lexists(settings.engine or "")
    read_settings(_written(content, folder))


def _load_presets(content: bytes, folder: Path) -> None:
    path = _written(content, folder)
    presets = load_presets(path)
    for options in presets.values():
        _use(options, folder)
    save_presets(presets, path)
    assert load_presets(path) == presets


def _use(options: UpscaleOptions, folder: Path) -> None:
    target = target_path(folder / "a.png", replace(options, exact=None), (10, 10))
    os.path.lexists(target)


def _load_speeds(content: bytes, folder: Path) -> None:
    path = _written(content, folder)
    samples = load_samples(path)
    estimator = Estimator(samples)
    for way in samples:
        assert estimator.rate(way, 10.0).seconds > 0
    save_samples(samples, path)


def journals() -> list[bytes]:
    """A journal with two jobs in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        journal = Journal(path)
        jobs = [
            Job(Path(f"/{name}.png"), Path(f"/{name}_4x.png"), UpscaleOptions(), (10, 10)) for name in "ab"
        ]
        journal.put(WINDOW_RUN, [(at, Record(job, Path(), None, 0, None)) for at, job in enumerate(jobs)])
        journal.close()
        return [path.read_bytes()]


def _load_journal(content: bytes, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        journal, _ = open_journal(_written(content, Path(own), "journal.sqlite"))
        try:
            journal.records(WINDOW_RUN)
            journal.attempts(WINDOW_RUN)
        finally:
            journal.close()
