"""Engines that fail in every way that they do: the ladder is gone down in sight, and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.ladder import Rung
from aresrgan_gui.runners.children import ration, watchdog
from aresrgan_gui.runners.local import session
from aresrgan_gui.runners.local.engines import Engine, our_engine
from tests.faults.conftest import FAKES, POISON_WIDTH, alive

if TYPE_CHECKING:
    from tests.faults.conftest import Desk

FakeDesk = Callable[[str, str], "Desk"]
MakeDesk = Callable[[Engine, Path], "Desk"]

ALL = list(Rung)
EVERY_KIND = ("upstream's", "ours")


def is_set_aside(desk: Desk, path: Path) -> bool:
    """Whether a picture was given up, after the whole ladder."""
    return desk.job(path).state is JobState.FAILED and desk.steps(path) == ALL


def codes(code: ErrorCode, kind: str) -> list[ErrorCode]:
    """How each of the four attempts fails: the last one is never upstream's, which needs a graphics card."""
    return [code, code, code, code if kind == "ours" else ErrorCode.ENGINE_CRASHED]


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """The size of the one picture that the fake engine treats badly."""
    monkeypatch.setenv("FAKE_ENGINE_POISON", str(POISON_WIDTH))
    return POISON_WIDTH, 16


@pytest.mark.parametrize(
    ("kind", "mode", "code"),
    [
        ("upstream's", "crash", ErrorCode.ENGINE_CRASHED),
        ("upstream's", "exits_with_7", ErrorCode.ENGINE_CRASHED),
        ("upstream's", "nothing", ErrorCode.OUTPUT_WRONG),
        ("upstream's", "truncated", ErrorCode.OUTPUT_WRONG),
        ("upstream's", "black", ErrorCode.OUTPUT_WRONG),
        ("upstream's", "wrong_size", ErrorCode.OUTPUT_WRONG),
        ("upstream's", "out_of_memory", ErrorCode.OUT_OF_MEMORY),
        ("upstream's", "device_lost", ErrorCode.DEVICE_FAILED),
        ("ours", "crash", ErrorCode.ENGINE_CRASHED),
        ("ours", "exits_with_7", ErrorCode.ENGINE_CRASHED),
        ("ours", "nothing", ErrorCode.OUTPUT_WRONG),
        ("ours", "wrong_size", ErrorCode.OUTPUT_WRONG),
        ("ours", "memory_runs_out", ErrorCode.OUT_OF_MEMORY),
        ("ours", "device_fails", ErrorCode.DEVICE_FAILED),
    ],
)
def test_that_a_poison_picture_is_set_aside_and_the_rest_goes_on(
    *, kind: str, mode: str, code: ErrorCode, fake_desk: FakeDesk, poison: tuple[int, int], log: Path
) -> None:
    desk = fake_desk(mode, kind)
    before, bad, after = desk.add("before.png"), desk.add("bad.png", poison), desk.add("after.png")
    desk.run()
    assert is_set_aside(desk, bad)
    assert desk.failures(bad) == codes(code, kind)
    assert [desk.job(path).state for path in (before, after)] == [JobState.DONE] * 2
    assert desk.failures(before) == desk.failures(after) == []
    assert desk.is_clean()
    desk.runner.shutdown()
    assert alive(log) == []


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize(("mode", "patience"), [("silent", "FIRST_MS"), ("hang", "LEAST_MS")])
def test_that_an_engine_that_hangs_while_it_loads_or_works_is_ended(
    *, kind: str, mode: str, patience: str, fake_desk: FakeDesk, poison: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch, log: Path,
) -> None:  # fmt: skip
    desk = fake_desk(mode, kind)
    bad = desk.add("bad.png", poison)
    with monkeypatch.context() as impatient:
        impatient.setattr(watchdog, patience, 100)
        impatient.setattr(session, "PATIENCE_MS", 50)
        desk.run()
    assert is_set_aside(desk, bad)
    # The fourth try of upstream's is by our engine, whose start may take longer than is waited here.
    assert desk.failures(bad)[:3] == [ErrorCode.ENGINE_HUNG] * 3
    good = desk.add("good.png")
    desk.run()
    assert desk.job(good).state is JobState.DONE
    assert desk.is_clean()
    desk.runner.shutdown()
    assert alive(log) == []


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize(("cure", "steps"), [("-t 64", ALL[:1]), ("-g 1", ALL[:2]), ("-g cpu", ALL)], ids=str)
def test_that_the_ladder_ends_where_the_picture_comes_out(
    kind: str, cure: str, steps: list[Rung], fake_desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_ENGINE_CURE", cure)
    desk = fake_desk("crash", kind)
    picture = desk.add("picture.png")
    desk.run()
    assert desk.job(picture).state is JobState.DONE
    assert desk.steps(picture) == steps
    assert desk.is_clean()


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_that_garbage_on_both_pipes_costs_nothing(kind: str, fake_desk: FakeDesk) -> None:
    desk = fake_desk("garbage", kind)
    picture = desk.add("picture.png")
    desk.run()
    assert desk.job(picture).state is JobState.DONE
    assert desk.steps(picture) == []
    assert desk.is_clean()


@pytest.mark.parametrize("how", ["black", "flat", "nan", "lost"])
def test_that_our_engine_leaves_a_broken_graphics_card_for_the_processor(
    how: str, make_desk: MakeDesk, real_models: Path
) -> None:
    sound = make_desk(our_engine(), real_models)
    broken = make_desk(
        Engine(sys.executable, (str(FAKES / "broken_engine.py"), how), is_ours=True), real_models
    )
    broken.queue.set_devices(("0",))
    picture = broken.add("picture.png", (60, 40))
    broken.run()
    assert broken.job(picture).state is JobState.DONE
    assert broken.steps(picture) == [Rung.SMALL_TILES, Rung.PROCESSOR]
    assert broken.failures(picture) == [ErrorCode.DEVICE_FAILED] * 2
    assert broken.is_clean()
    twin = sound.add("twin.png", (60, 40))
    sound.run()
    with Image.open(broken.job(picture).target) as made, Image.open(sound.job(twin).target) as wanted:
        assert np.abs(np.asarray(made, int) - np.asarray(wanted, int)).max() <= 2


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is set another way, or there is none")
def test_that_a_picture_too_large_for_the_memory_ends_alone(
    make_desk: MakeDesk, real_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ration, "most_memory", lambda: 300_000_000)
    desk = make_desk(our_engine(), real_models)
    bomb = desk.folder / "bomb.gif"
    Image.new("L", (13_000, 13_000)).save(bomb)
    desk.queue_up(bomb)
    desk.run()
    assert is_set_aside(desk, bomb)
    assert desk.failures(bomb) == [ErrorCode.OUT_OF_MEMORY] * 4
    good = desk.add("good.png")
    desk.run()
    assert desk.job(good).state is JobState.DONE
    assert desk.is_clean()
