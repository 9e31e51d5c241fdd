"""What the window tells of time, speed and room."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.imaging.pictures import PictureInfo
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.services.machine.monitor import Load
from aresrgan_gui.services.queue.estimator import START_SECONDS, Way, load_samples
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.room import Room, Shortage
from aresrgan_gui.services.queue.watch import Watch
from aresrgan_gui.ui.models.card import ModelCard
from aresrgan_gui.ui.parts.figures import bytes_text, left_text, megapixels_text, speed_text
from aresrgan_gui.ui.queue.forecast import Forecast
from aresrgan_gui.ui.queue.model import QueueRole

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

OPTIONS = UpscaleOptions(model="realesr-animevideov3", device="auto")


@pytest.fixture
def watch(desk: Desk, tmp_path: Path) -> Watch:
    """A watch that the desk's window attends to."""
    watch = Watch(desk.queue, tmp_path / "speeds.json", parent=desk.queue)
    desk.contents.attend(watch)
    return watch


def test_that_what_others_measured_is_told_and_kept(desk: Desk, watch: Watch, tmp_path: Path) -> None:
    way = Way(OPTIONS.model, OPTIONS.device, False)
    watch.estimator.learn(way, 2.0, START_SECONDS + 6.0)
    watch.relearnt()
    descriptions = [card.accessibleDescription() for card in desk.window.findChildren(ModelCard)]
    assert sum("3.0 s per MP" in text for text in descriptions) == 1
    watch.save()
    assert load_samples(tmp_path / "speeds.json") == {way: [(2.0, 3.0)]}


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def forecast_of(desk: Desk) -> Forecast:
    found = desk.window.findChild(Forecast)
    assert isinstance(found, Forecast)
    return found


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (999, "999 B"), (640e6, "640 MB"), (999.9e6, "1.0 GB"), (1.84e9, "1.8 GB"), (48e9, "48 GB")],
)
def test_that_bytes_are_said_shortly(count: float, text: str) -> None:
    assert plain(bytes_text(count)) == text


def test_that_megapixels_are_said_shortly() -> None:
    assert [plain(megapixels_text(value)) for value in (0.31, 9.97, 480.2)] == ["0.3 MP", "10 MP", "480 MP"]
    assert [plain(megapixels_text(value)) for value in (0.0002, 0.0148, 0.097)] == [
        "0.01 MP",
        "0.01 MP",
        "0.1 MP",
    ]


def test_that_a_slow_pace_is_not_said_to_be_none() -> None:
    assert [speed_text(value) for value in (0.043, 0.96, 4.12)] == ["0.04 MP/s", "1.0 MP/s", "4.1 MP/s"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "under 10 s"), (24, "25 s"), (61, "1 min"), (100, "2 min"), (3600, "1 h"), (4700, "1 h 20 min")],
)
def test_that_a_time_to_come_is_no_finer_than_it_is_known(seconds: float, text: str) -> None:
    assert left_text(seconds, is_rough=False) == text
    if seconds > 10:
        assert left_text(seconds, is_rough=True) == f"about {text}"


def test_that_the_window_says_before_start_what_is_to_come(
    desk: Desk, watch: Watch, tmp_path: Path, qtbot: QtBot
) -> None:
    forecast = forecast_of(desk)
    assert not forecast.text
    info = PictureInfo(1000, 1000, "PNG", 1)
    (job,) = desk.queue.add([FoundPicture(tmp_path / "a.png", info)], OPTIONS)
    qtbot.waitUntil(lambda: "16 MP" in plain(forecast.text))
    assert "40 MB on disk" in plain(forecast.text)
    assert not forecast.warning
    index = desk.contents.queue_panel.view.model().index(0, 0)
    assert str(index.data(QueueRole.ROW).state).startswith("Waiting  ·  ")
    desk.queue.remove([job.id])
    qtbot.waitUntil(lambda: not forecast.text)


def test_that_what_cannot_fit_is_said_in_its_row_and_below_the_queue(
    desk: Desk, watch: Watch, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aresrgan_gui.services.queue.watch.machine_memory", lambda: (10**8, 10**8))
    info = PictureInfo(300_000, 300_000, "PNG", 1)
    desk.queue.add([FoundPicture(tmp_path / "a.png", info)], OPTIONS)
    qtbot.waitUntil(lambda: "more memory than this computer has" in forecast_of(desk).warning)
    assert "too full" in forecast_of(desk).warning
    index = desk.contents.queue_panel.view.model().index(0, 0)
    assert re.search(
        r"needs \d+ MB of memory|needs 1\.\d GB of memory", plain(str(index.data(QueueRole.ROW).state))
    )


def test_that_too_little_free_memory_is_a_hint_of_its_own(desk: Desk, watch: Watch) -> None:
    forecast = forecast_of(desk)
    forecast.show_room(Room(memory=16 * 10**9, free_memory=10**9, most_memory=3 * 10**9))
    assert "close other programs" in forecast.warning
    forecast.show_room(Room(shortages=(Shortage(Path("/data/out"), 5 * 10**9, 10**9),)))
    assert plain(forecast.warning) == "The disk of out is too full: 5.0 GB needed, 1.0 GB free."
    forecast.show_room(Room())
    assert not forecast.warning


def test_that_pace_and_time_left_are_told_while_it_runs(
    desk: Desk, watch: Watch, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk.queue.add(pictures, OPTIONS)
    assert not desk.contents.status_line.pace
    desk.queue.start()
    desk.runner.progress(0.43)
    qtbot.waitUntil(lambda: "left" in desk.contents.status_line.pace)
    index = desk.contents.queue_panel.view.model().index(0, 0)
    qtbot.waitUntil(lambda: str(index.data(QueueRole.ROW).state).startswith("43%  ·  "))


def test_that_a_models_card_tells_its_speed_once_it_is_known(
    desk: Desk, watch: Watch, tmp_path: Path, qtbot: QtBot
) -> None:
    cards = {card.text(): card for card in desk.window.findChildren(ModelCard)}
    card = cards["RealESR anime video v3"]
    before = card.grab().toImage()
    source = tmp_path / "one.png"
    desk.queue.add([FoundPicture(source, PictureInfo(1000, 1000, "PNG", 1))], OPTIONS)
    desk.queue.start()
    desk.runner.finish_without_file(8.5)
    assert "8.0 s per MP" in card.accessibleDescription()
    assert card.grab().toImage() != before
    assert "megapixel" not in cards["Real-ESRGAN x4plus"].accessibleDescription()


def test_that_the_machines_load_is_shown_and_hidden(desk: Desk) -> None:
    line = desk.contents.status_line
    line.show_load(Load(34.2, 2_100_000_000, None))
    assert plain(line.load) == "CPU 34%   RAM 2.1 GB"
    line.show_load(Load(34.2, 2_100_000_000, 87.0))
    assert line.load.endswith("GPU 87%")
    line.show_load(None)
    assert not line.load
