"""The hosts page, and how the window shows places."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.hosts import FarmHost, Host, HostKind, Platform, SshHost, TatHost
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners import ways
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.places import Places
from aresrgan_gui.runners.remote.aio import Call
from aresrgan_gui.runners.remote.runner import RemoteRunner
from aresrgan_gui.runners.ssh.progress import SetUpProgress, Step, Tell
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.hosts.dialog import HostsDialog
from aresrgan_gui.ui.parts.fields import Choice
from aresrgan_gui.ui.queue.model import QueueModel, QueueRole
from tests.fakes.fake_transport import FakeHost, FakeTransport
from tests.runners.remote_contract import write_engine
from tests.services.hosts.test_hosts import KeyedTransport, Notes
from tests.ui.conftest import Desk


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def machine(tmp_path: Path) -> FakeHost:
    return FakeHost(tmp_path / "machine", write_engine(tmp_path, "slow"), name="iron")


@pytest.fixture
def hosts(tmp_path: Path, notes: Notes, machine: FakeHost, qtbot: QtBot) -> Hosts:
    def transport(_host: Host, _secret: ways.Secret) -> FakeTransport:
        return KeyedTransport(machine)

    return Hosts(tmp_path / "hosts.json", tmp_path, notes, transport)


@pytest.fixture
def dialog(hosts: Hosts, qtbot: QtBot) -> Iterator[HostsDialog]:
    dialog = HostsDialog(hosts)
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog
    dialog.reject()


def press(dialog: HostsDialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def is_offered(dialog: HostsDialog, text: str) -> bool:
    button = next(button for button in dialog.findChildren(QPushButton) if button.text() == text)
    return button.isVisible() and button.isEnabled()


def fill(dialog: HostsDialog, **texts: str) -> None:
    assert dialog.form is not None
    for name, text in texts.items():
        dialog.form.set_text(name, text)


def names(dialog: HostsDialog) -> list[str]:
    (shown,) = dialog.findChildren(QListWidget)
    return [shown.item(row).text() for row in range(shown.count())]


def test_that_hosts_of_every_kind_are_added_with_their_fields(
    dialog: HostsDialog, hosts: Hosts, notes: Notes, tmp_path: Path
) -> None:
    dialog.add(HostKind.SSH)
    fill(dialog, name="iron", address="10.0.0.1", user="me", gpus="2", password="s3cret")
    press(dialog, "Save")
    dialog.add(HostKind.TAT)
    fill(dialog, name="cloud", region="ap-x", instances="i1 i2", platform="windows", secret_id="AKID")
    press(dialog, "Save")
    dialog.add(HostKind.FARM)
    fill(dialog, name="barn", scheduler="tls://a:1", certificates=str(tmp_path))
    press(dialog, "Save")
    assert hosts.all == (
        SshHost("iron", "10.0.0.1", user="me", gpus=2),
        TatHost("cloud", "ap-x", ("i1", "i2"), Platform.WINDOWS),
        FarmHost("barn", "tls://a:1", tmp_path),
    )
    assert names(dialog) == ["iron", "cloud", "barn"]
    assert notes.kept == {("iron", "password"): "s3cret", ("cloud", "secret_id"): "AKID"}


def test_that_a_secret_is_never_shown(dialog: HostsDialog, hosts: Hosts) -> None:
    dialog.add(HostKind.SSH)
    fill(dialog, name="iron", address="10.0.0.1", password="s3cret")
    assert dialog.form is not None
    secret = next(line for line in dialog.form.findChildren(QLineEdit) if line.text() == "s3cret")
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    press(dialog, "Save")
    assert not [line for line in dialog.findChildren(QLineEdit) if line.text() == "s3cret"]


def test_that_it_is_said_why_a_host_cannot_be_kept(dialog: HostsDialog, hosts: Hosts) -> None:
    dialog.add(HostKind.SSH)
    fill(dialog, name="iron")
    press(dialog, "Save")
    assert dialog.outcome == "This cannot be kept: address is missing."
    assert hosts.all == ()


def test_that_a_host_is_changed_and_removed(dialog: HostsDialog, hosts: Hosts) -> None:
    hosts.put(SshHost("iron", "10.0.0.1"))
    again = HostsDialog(hosts)
    fill(again, address="10.0.0.9")
    press(again, "Save")
    assert list(hosts.all) == [SshHost("iron", "10.0.0.9")]
    again.remove()
    assert not list(hosts.all)
    assert names(again) == []
    again.reject()


def test_that_a_missing_extra_is_told(dialog: HostsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ways._NEEDED, HostKind.FARM, "no_such_module")
    dialog.add(HostKind.FARM)
    assert "pip install aresrgan-gui[farm]" in dialog.outcome


def test_that_an_unknown_key_is_shown_and_can_be_trusted(
    dialog: HostsDialog, hosts: Hosts, machine: FakeHost, qtbot: QtBot
) -> None:
    machine.is_down = True
    dialog.add(HostKind.SSH)
    fill(dialog, name="iron", address="10.0.0.1")
    press(dialog, "Test")
    qtbot.waitUntil(lambda: "has not been trusted" in dialog.outcome)
    assert is_offered(dialog, "Trust this key")
    press(dialog, "Trust this key")
    qtbot.waitUntil(lambda: "not been trusted" in dialog.outcome and is_offered(dialog, "Test"))


def test_that_a_host_is_set_up_with_its_progress_and_then_tried(
    dialog: HostsDialog, machine: FakeHost, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    machine.is_down = True
    goes_on = asyncio.Event()

    async def set_up(self: object, _models: Path, tell: Tell) -> None:
        tell(SetUpProgress(Step.INSTALLING, 0.0, "Collecting ncnn"))
        await goes_on.wait()

    monkeypatch.setattr(KeyedTransport, "set_up", set_up, raising=False)
    dialog.add(HostKind.TAT)
    assert not is_offered(dialog, "Set up")
    dialog.add(HostKind.SSH)
    fill(dialog, name="iron", address="10.0.0.1")
    press(dialog, "Set up")
    qtbot.waitUntil(lambda: dialog.outcome == "Setting up the host: Collecting ncnn")
    assert not is_offered(dialog, "Set up")
    Call(partial(_set, goes_on)).start()
    qtbot.waitUntil(lambda: "has not been trusted" in dialog.outcome)
    assert is_offered(dialog, "Set up")


async def _set(event: asyncio.Event) -> None:
    event.set()


class TestWindow:
    """Places in the window."""

    @pytest.fixture
    def places(self, tmp_path: Path, fake_models: Path, machine: FakeHost) -> Iterator[Places]:
        places = Places(LocalRunner(Engine("none"), tmp_path))
        runner = RemoteRunner(FakeTransport(machine), Engine(str(machine.engine)), fake_models, 1)
        places.set_hosts({"iron": runner})
        yield places
        places.shutdown()

    @pytest.fixture
    def fake_models(self, tmp_path: Path) -> Path:
        for end in ("param", "bin"):
            for scale in (2, 3, 4):
                (tmp_path / f"realesr-animevideov3-x{scale}.{end}").write_text("7767517\n", "ascii")
        return tmp_path

    def test_that_a_place_can_be_chosen_only_where_there_are_hosts(
        self, desk: Desk, places: Places, models: tuple[InstalledModel, ...]
    ) -> None:
        def where() -> Choice | None:
            choices = desk.contents.options_panel.findChildren(Choice)
            return next(
                (one for one in choices if one.accessibleName() == "Where" and not one.isHidden()), None
            )

        panel = desk.contents.options_panel
        assert not panel._where.isVisible()
        desk.contents.show_places(places)
        assert panel._where.isVisible()
        choice = where()
        assert choice is not None
        assert [choice.itemText(row) for row in range(choice.count())] == [
            "Anywhere",
            "This computer",
            "iron",
        ]
        choice.setCurrentIndex(2)
        choice.activated.emit(2)
        assert panel.options.place == "iron"
        places.set_hosts({})
        assert panel.options.place == "iron"
        assert panel._where.isVisible()

    def test_that_a_renamed_host_is_called_by_its_new_name_and_still_chosen(
        self, desk: Desk, places: Places, fake_models: Path, machine: FakeHost
    ) -> None:
        panel = desk.contents.options_panel
        desk.contents.show_places(places)
        panel.choose(UpscaleOptions(place="iron"))
        runner = RemoteRunner(FakeTransport(machine), Engine(str(machine.engine)), fake_models, 1)
        places.set_hosts({"iron": runner}, {"iron": "steel"})
        choice = panel._where._choice
        assert (choice.currentText(), panel.options.place) == ("steel", "iron")
        assert desk.contents.status_line.places == "Here 0/1  ·  steel 0/1"

    def test_that_the_status_bar_tells_each_place(
        self, desk: Desk, places: Places, machine: FakeHost, qtbot: QtBot
    ) -> None:
        desk.contents.show_places(places)
        assert desk.contents.status_line.places == "Here 0/1  ·  iron 0/1"
        machine.is_down = True
        job = Job(Path("none"), Path("none"), UpscaleOptions(place="iron"), (1, 1))
        with qtbot.waitSignal(
            places.happened, check_params_cb=lambda event: hasattr(event, "failure"), timeout=10_000
        ):
            places.start(job, 1)
        assert places.resting("iron") is None, "a picture that is not there says nothing of the host"
        places.set_hosts({})
        assert desk.contents.status_line.places == ""

    def test_that_a_row_tells_where_its_picture_is(
        self,
        places: Places,
        pictures: list[FoundPicture],
        qtbot: QtBot,
        tmp_path: Path,
        machine: FakeHost,
        fake_models: Path,
    ) -> None:
        queue = Queue(places)
        places.freed.connect(queue.go_on)
        model = QueueModel(queue, Thumbnails())
        model.set_places(places)
        runner = RemoteRunner(FakeTransport(machine), Engine(str(machine.engine)), fake_models, 1)
        places.set_hosts({"iron": runner}, {"iron": "big iron"})
        options = UpscaleOptions("realesr-animevideov3", 2, place="iron")
        first, second, third = queue.add(pictures, options)

        def row(job: Job) -> str:
            return str(model.index_of(job.id).data(QueueRole.ROW).state)

        queue.start()
        # Which of two pictures is there first is left to chance.
        qtbot.waitUntil(lambda: "Next on big iron" in (row(first), row(second)), timeout=30_000)
        qtbot.waitUntil(
            lambda: any(row(job).startswith("50%  ·  on big iron") for job in (first, second)), timeout=30_000
        )
        assert row(third) == "Waiting"
        machine.is_down = True
        # Of both, as one that is told of it after the host came back would have it rest again.
        qtbot.waitUntil(
            lambda: all(queue.job(job.id).state is JobState.WAITING for job in (first, second)),
            timeout=30_000,
        )
        assert row(third) == "Waiting for big iron"
        failure = places.resting("iron")
        assert failure is not None
        assert failure.code is ErrorCode.HOST_DOWN
        machine.is_down = False
        (tmp_path / "gate").touch()
        with qtbot.waitSignal(queue.drained, timeout=30_000):
            places.revive("iron")
        assert queue.job(third.id).state is JobState.DONE


def test_that_closing_the_window_lets_go_of_what_runs_elsewhere(desk: Desk) -> None:
    said = []
    desk.contents.closing.connect(lambda: said.append(desk.queue.is_running))
    desk.window.close()
    assert said == [False]
