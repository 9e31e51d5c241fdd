"""The speeds of places, kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners import paces as paces_module
from aresrgan_gui.runners.paces import Paces, load_speeds, save_speeds
from tests.patience import LONG

OPTIONS = UpscaleOptions(model="realesr-animevideov3")
SPEEDS = {"here": {("one", False): 0.25, ("one", True): 0.03}, "box 写真": {("two", False): 12.5}}


def test_that_speeds_come_back_as_they_were_kept(tmp_path: Path) -> None:
    save_speeds({**SPEEDS, "new": {}}, tmp_path / "places.json")
    assert load_speeds(tmp_path / "places.json") == SPEEDS


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"version": 2, "places": []}', '{"version": 1}', '{"version": 1, "places": [{}]}'],
)
def test_that_a_file_that_is_not_ours_tells_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "places.json").write_text(text, encoding="utf-8")
    assert load_speeds(tmp_path / "places.json") == {}


def test_that_a_speed_beyond_belief_is_left_out(tmp_path: Path) -> None:
    speeds = [{"model": "one", "tta": False, "speed": speed} for speed in (-1.0, 0.0, float("nan"), 1e99)]
    document = {"version": 1, "places": [{"name": "here", "speeds": speeds}]}
    (tmp_path / "places.json").write_text(json.dumps(document), encoding="utf-8")
    assert load_speeds(tmp_path / "places.json") == {"here": {}}


def test_that_what_is_learnt_is_kept_without_being_asked(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paces_module, "SAVE_DELAY", 0)
    path = tmp_path / "places.json"
    paces = Paces(path)
    paces.of("here").learn(OPTIONS, 4, 2)
    paces.save_soon()
    qtbot.waitUntil(lambda: load_speeds(path) == {"here": {(OPTIONS.model, False): 2.0}}, timeout=LONG)
