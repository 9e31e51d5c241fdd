from __future__ import annotations

from pathlib import Path

import pytest

from aresrgan_gui.core.options import OutputFormat, UpscaleOptions
from aresrgan_gui.core.presets import load_presets, save_presets

PRESETS = {
    "Posters / 海报": UpscaleOptions(scale=8, format=OutputFormat.WEBP, folder=Path("out")),
    "Usual": UpscaleOptions(),
}


def test_that_presets_come_back_as_they_were_saved_and_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "new" / "presets.json"
    save_presets(PRESETS, path)
    assert list(load_presets(path).items()) == list(PRESETS.items())


def test_that_a_preset_keeps_its_meaning_when_defaults_change(tmp_path: Path) -> None:
    path = tmp_path / "presets.json"
    save_presets({"Usual": UpscaleOptions()}, path)
    assert '"scale": 4' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}', '{"version": 9, "presets": {}}'])
def test_that_a_file_without_presets_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "presets.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"Expecting|not a"):
        load_presets(path)


def test_that_a_bad_value_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "presets.json"
    path.write_text('{"version": 1, "presets": {"a": {"scale": 99, "model": "m"}, "b": 5, " ": {}}}')
    assert load_presets(path) == {"a": UpscaleOptions(model="m"), "b": UpscaleOptions()}
