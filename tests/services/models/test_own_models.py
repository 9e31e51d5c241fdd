"""Own models on their way in: tried in the real engine, kept or refused without a trace."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.models.catalogue import installed, manifest
from aresrgan_gui.runners.local.engines import our_engine
from aresrgan_gui.services.models.own import OwnModels
from aresrgan_gui.services.models.store import install_from

TIMEOUT = 60_000
FAST = "realesr-animevideov3-x2"


class Listener:
    """What an OwnModels said."""

    def __init__(self, models: OwnModels, qtbot: QtBot) -> None:
        self.models = models
        self.tried: list[str] = []
        self.accepted: list[str] = []
        self.failures: list[Failure] = []
        self._qtbot = qtbot
        models.trying.connect(self.tried.append)
        models.accepted.connect(self.accepted.append)
        models.failed.connect(self.failures.append)

    def after(self, request: Callable[[], object]) -> Listener:
        """Itself, when all that was asked for is done."""
        with self._qtbot.waitSignal(self.models.ended, timeout=TIMEOUT):
            request()
        return self


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where models are kept; it is not there yet."""
    return tmp_path / "data" / "models"


@pytest.fixture
def listener(folder: Path, qtbot: QtBot) -> Iterator[Listener]:
    models = OwnModels(our_engine(), folder)
    yield Listener(models, qtbot)
    models.stop()


@pytest.fixture
def brought(real_models: Path, tmp_path: Path) -> Path:
    """The `.param` of a copy of the fast model under another name."""
    place = tmp_path / "brought"
    place.mkdir()
    for suffix in ("param", "bin"):
        shutil.copy(real_models / f"{FAST}.{suffix}", place / f"Mine.{suffix}")
    return place / "Mine.param"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_that_a_model_is_kept_after_a_test_run(listener: Listener, brought: Path, folder: Path) -> None:
    listener.after(lambda: listener.models.take([brought]))
    assert (listener.tried, listener.accepted, listener.failures) == (["Mine"], ["Mine"], [])
    assert names(folder) == {"Mine-x2.param", "Mine-x2.bin"}
    assert names(brought.parent) == {"Mine.param", "Mine.bin"}


def test_that_a_model_can_be_given_a_name(listener: Listener, brought: Path, folder: Path) -> None:
    listener.after(lambda: listener.models.take([brought], "Sharp: v2"))
    assert listener.accepted == ["Sharp_ v2"]
    assert [model.spec.name for model in installed(folder)] == ["Sharp_ v2"]


def test_that_every_scale_of_a_family_is_tried(listener: Listener, real_models: Path, folder: Path) -> None:
    place = folder.parent.parent / "family"
    place.mkdir()
    for scale in (2, 3):
        for suffix in ("param", "bin"):
            shutil.copy(
                real_models / f"realesr-animevideov3-x{scale}.{suffix}", place / f"Mine-x{scale}.{suffix}"
            )
    weights = place / "Mine-x3.bin"
    weights.write_bytes(weights.read_bytes()[:-4])
    listener.after(lambda: listener.models.take([place]))
    (failure,) = listener.failures
    assert (failure.code, failure.path) == (ErrorCode.MODEL_UNSUITABLE, weights)
    assert names(folder) == set()


def test_that_weights_that_do_not_fit_are_refused_with_their_file(
    listener: Listener, brought: Path, folder: Path
) -> None:
    weights = brought.with_suffix(".bin")
    weights.write_bytes(weights.read_bytes()[:1000])
    listener.after(lambda: listener.models.take([brought]))
    (failure,) = listener.failures
    assert (failure.code, failure.path) == (ErrorCode.MODEL_UNSUITABLE, weights)
    assert ".import-" not in failure.detail
    assert names(folder) == set()


def test_that_a_model_that_makes_another_picture_is_refused(
    listener: Listener, brought: Path, folder: Path
) -> None:
    weights = brought.with_suffix(".bin")
    content = bytearray(weights.read_bytes())
    # The last layer's slopes and weights: what they make is added to the enlarged source.
    content[-4000:] = b"\x00\x00\x80\xc3" * 1000
    weights.write_bytes(content)
    listener.after(lambda: listener.models.take([brought]))
    (failure,) = listener.failures
    assert (failure.code, failure.path) == (ErrorCode.MODEL_UNSUITABLE, brought)
    assert "in the test run" in failure.detail
    assert names(folder) == set()


def test_that_a_taken_name_is_refused_before_any_test_run(
    listener: Listener, brought: Path, folder: Path
) -> None:
    listener.after(lambda: listener.models.take([brought], "realesrgan-x4plus"))
    assert [failure.code for failure in listener.failures] == [ErrorCode.MODEL_NAME_TAKEN]
    assert listener.tried == []
    assert names(folder) == set()


def test_that_one_name_for_several_models_is_refused(listener: Listener, brought: Path, folder: Path) -> None:
    for suffix in (".param", ".bin"):
        shutil.copy(brought.with_suffix(suffix), brought.with_name(f"Other{suffix}"))
    listener.after(lambda: listener.models.take([brought.parent], "Mine"))
    assert [failure.code for failure in listener.failures] == [ErrorCode.BAD_OPTIONS]
    assert names(folder) == set()


def test_that_folders_without_models_are_passed_over_in_silence(
    listener: Listener, brought: Path, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "pictures").mkdir()
    listener.after(lambda: listener.models.look_into([tmp_path / "pictures", tmp_path / "a.png"]))
    assert (listener.accepted, listener.failures, folder.exists()) == ([], [], False)
    listener.after(lambda: listener.models.look_into([tmp_path / "pictures", brought.parent]))
    assert (listener.accepted, listener.failures) == (["Mine"], [])


def test_that_requests_follow_each_other(listener: Listener, brought: Path, folder: Path) -> None:
    said: list[tuple[str, ...]] = []
    listener.models.renamed.connect(lambda *names: said.append(names))
    listener.models.removed.connect(lambda name: said.append((name,)))

    def ask() -> None:
        listener.models.take([brought])
        listener.models.rename("Mine", "Other")
        listener.models.rename("Mine", "Third")
        listener.models.remove("Other")

    listener.after(ask)
    assert said == [("Mine", "Other"), ("Other",)]
    assert [failure.code for failure in listener.failures] == [ErrorCode.MODEL_MISSING]
    assert names(folder) == set()


def test_that_stopping_leaves_nothing(listener: Listener, brought: Path, folder: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(listener.models.trying, timeout=TIMEOUT):
        listener.models.take([brought])
    listener.models.stop()
    assert listener.accepted == []
    assert names(folder) == set()


def test_that_only_old_leftovers_of_other_imports_are_removed(
    listener: Listener, brought: Path, folder: Path
) -> None:
    for name in ("old", "new"):
        (folder / f".import-{name}").mkdir(parents=True)
    os.utime(folder / ".import-old", (1, 1))
    listener.after(lambda: listener.models.take([brought]))
    assert names(folder) == {"Mine-x2.param", "Mine-x2.bin", ".import-new"}


def test_that_own_models_survive_getting_the_official_ones_again(
    listener: Listener, brought: Path, folder: Path, real_models: Path
) -> None:
    listener.after(lambda: listener.models.take([brought]))
    kept = {path: path.read_bytes() for path in folder.iterdir()}
    for _ in range(2):
        install_from(real_models, manifest(), folder)
    assert [model.spec.name for model in installed(folder)] == [
        *(model.name for model in manifest().models),
        "Mine",
    ]
    assert {path: path.read_bytes() for path in kept} == kept
