"""What is learnt of this machine's speed."""

from __future__ import annotations

from pathlib import Path

import pytest

from aresrgan_gui.services.queue.estimator import (
    KEPT,
    START_SECONDS,
    Estimator,
    Way,
    load_samples,
    save_samples,
)

PHOTO = Way("photo", "cpu", False)
VIDEO = Way("video", "cpu", False)


def learn(estimator: Estimator, way: Way, rate: float, megapixels: float = 1.0) -> None:
    estimator.learn(way, megapixels, START_SECONDS + rate * megapixels)


def test_that_a_guess_is_said_to_be_rough() -> None:
    rate = Estimator().rate(PHOTO, 35.9)
    assert rate.is_rough
    assert 1 < rate.seconds < 1000


def test_that_the_guess_for_a_heavier_network_is_slower() -> None:
    estimator = Estimator()
    assert estimator.rate(PHOTO, 35.9).seconds == pytest.approx(
        35.9 / 1.24 * estimator.rate(VIDEO, 1.24).seconds
    )


def test_that_one_finished_job_of_some_size_is_believed() -> None:
    estimator = Estimator()
    learn(estimator, PHOTO, 7.0)
    rate = estimator.rate(PHOTO, 35.9)
    assert not rate.is_rough
    assert rate.seconds == pytest.approx(7.0)


def test_that_a_thumbnail_says_nothing_about_large_pictures() -> None:
    estimator = Estimator()
    guess = estimator.rate(PHOTO, 35.9)
    learn(estimator, PHOTO, 950.0, 0.004)
    assert estimator.rate(PHOTO, 35.9) == guess


def test_that_many_small_pictures_are_believed_all_the_same() -> None:
    estimator = Estimator()
    for _ in range(20):
        learn(estimator, PHOTO, 950.0, 0.004)
    assert estimator.rate(PHOTO, 35.9).seconds == pytest.approx(950.0)


def test_that_one_odd_job_does_not_move_the_estimate() -> None:
    estimator = Estimator()
    for rate in (7.0, 7.2, 6.9, 700.0, 7.1):
        learn(estimator, PHOTO, rate)
    assert estimator.rate(PHOTO, 35.9).seconds == pytest.approx(7.1)


def test_that_a_lasting_change_is_followed() -> None:
    estimator = Estimator()
    for rate in [7.0] * KEPT + [2.0] * (KEPT // 2 + 1):
        learn(estimator, PHOTO, rate)
    assert estimator.rate(PHOTO, 35.9).seconds == pytest.approx(2.0)
    assert len(estimator.samples()[PHOTO]) == KEPT


def test_that_icons_do_not_displace_what_a_picture_has_taught() -> None:
    estimator = Estimator()
    learn(estimator, PHOTO, 7.0, megapixels=0.5)
    for _ in range(2 * KEPT):
        learn(estimator, PHOTO, 90.0, megapixels=0.001)
    assert estimator.rate(PHOTO, 35.9).seconds == 7.0
    assert len(estimator.samples()[PHOTO]) == KEPT


def test_that_one_model_tells_about_another_on_the_same_device_only() -> None:
    estimator = Estimator()
    estimator.rate(VIDEO, 1.24)
    learn(estimator, VIDEO, 0.5)
    assert estimator.rate(PHOTO, 35.9).seconds == pytest.approx(35.9 / 1.24 * 0.5)
    assert estimator.rate(PHOTO, 35.9).is_rough
    elsewhere = Way("photo", "0", False)
    assert estimator.rate(elsewhere, 35.9) == Estimator().rate(elsewhere, 35.9)


def test_that_devices_and_tta_are_learnt_apart() -> None:
    estimator = Estimator()
    learn(estimator, PHOTO, 7.0)
    learn(estimator, PHOTO._replace(tta=True), 56.0)
    assert estimator.rate(PHOTO, 35.9).seconds == pytest.approx(7.0)
    assert estimator.rate(PHOTO._replace(tta=True), 8 * 35.9).seconds == pytest.approx(56.0)


def test_that_what_was_learnt_is_remembered(tmp_path: Path) -> None:
    estimator = Estimator()
    learn(estimator, PHOTO, 7.0)
    learn(estimator, VIDEO, 0.5)
    save_samples(estimator.samples(), tmp_path / "data" / "speeds.json")
    again = Estimator(load_samples(tmp_path / "data" / "speeds.json"))
    assert again.rate(PHOTO, 35.9).seconds == pytest.approx(7.0)
    assert not again.rate(VIDEO, 1.24).is_rough


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"version": 2}',
        '{"version": 1, "speeds": [{}]}',
        '{"version": 1, "speeds": [{"model": "a", "device": "b", "tta": 0, "samples": [["x", 1]]}]}',
    ],
)
def test_that_a_file_that_is_not_ours_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "speeds.json").write_text(content)
    assert load_samples(tmp_path / "speeds.json") == {}


def test_that_a_place_that_cannot_be_written_harms_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    save_samples({}, tmp_path / "file" / "speeds.json")
    assert "could not be saved" in caplog.text
