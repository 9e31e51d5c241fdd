from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from aresrgan_gui.core.appearance import VERSION, ColourScheme
from aresrgan_gui.core.options import (
    Compression,
    ExactSize,
    Existing,
    Metadata,
    OutputFormat,
    UpscaleOptions,
)
from aresrgan_gui.core.settings import (
    Settings,
    load_settings,
    read_settings,
    save_settings,
)
from aresrgan_gui.core.stored import MAX_BYTES

CHANGED = Settings(
    options=UpscaleOptions(
        model="m", scale=8, exact=ExactSize(1920, 1080, fill=True), format=OutputFormat.WEBP, quality=50,
        compression=Compression.SMALL, metadata=Metadata.DROP, subfolder="larger",
        background="#102030", device="1,2", tile=64, threads=6,
        tta=True, folder=Path("out"), template="{stem}", existing=Existing.SKIP,
    ),
    language="ja",
    colours=ColourScheme.DARK,
    engine=Path("engine"),
    window="abc",
)  # fmt: skip


AS_THE_SOURCE = Settings(options=UpscaleOptions(format=None, exact=ExactSize(0, 600)))


@pytest.mark.parametrize("settings", [Settings(), CHANGED, AS_THE_SOURCE])
def test_that_settings_come_back_as_they_were_saved(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "new" / "settings.json"
    save_settings(settings, path)
    assert load_settings(path) == settings


def test_that_defaults_are_not_stored(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(Settings(options=UpscaleOptions(scale=2)), path)
    assert json.loads(path.read_text()) == {"version": VERSION, "options": {"scale": 2}}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 99, "window": "x"}'])
def test_that_unusable_settings_fall_back_to_the_defaults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    assert load_settings(path) == Settings()
    with pytest.raises(ValueError, match=r"Expecting|not a"):
        read_settings(path)


def test_that_one_bad_value_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    stored = {
        "version": VERSION,
        "unknown": 1,
        "options": {"scale": 5, "quality": 900, "tta": "yes", "model": "m"},
    }
    path.write_text(json.dumps(stored))
    assert load_settings(path).options == UpscaleOptions(model="m", quality=100)


def test_that_what_no_job_can_use_falls_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    bad = {"template": "{stem", "device": "fast", "background": "red", "folder": "a\0b", "subfolder": "kept"}
    path.write_text(json.dumps({"version": VERSION, "options": bad, "engine": "a\0b"}))
    assert load_settings(path) == Settings(options=UpscaleOptions(subfolder="kept"))


@pytest.mark.skipif(sys.platform == "win32", reason="names on Windows are text")
def test_that_a_folder_whose_name_is_no_text_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings(options=UpscaleOptions(folder=Path(os.fsdecode(b"/pictures/\xff \xe5\x9b\xbe"))))
    save_settings(settings, path)
    assert load_settings(path) == settings


@pytest.mark.parametrize("content", [b"[" * 100_000, b" " * (MAX_BYTES + 1)])
def test_that_a_file_that_only_wastes_memory_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load_settings(path) == Settings()
    with pytest.raises(ValueError, match=r"nested|larger"):
        read_settings(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(options=st.dictionaries(st.sampled_from(["scale", "tile", "folder", "format", "tta", "exact"]), JSON))
def test_that_no_stored_value_breaks_loading(tmp_path: Path, options: dict[str, object]) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": VERSION, "options": options}))
    assert isinstance(load_settings(path), Settings)


@pytest.mark.parametrize(
    "stored", ["x", {"width": 5}, {"width": 0, "height": 0, "fill": False}, [1, 2, True]]
)
def test_that_a_stored_size_that_is_none_falls_back_to_the_scale(tmp_path: Path, stored: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": VERSION, "options": {"exact": stored, "scale": 8}}))
    assert load_settings(path).options == UpscaleOptions(scale=8)
