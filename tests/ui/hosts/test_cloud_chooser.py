"""What the cloud account offers for the fields of a host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.hosts import HostKind, TatHost
from aresrgan_gui.runners.tat.client import Endpoints
from aresrgan_gui.services.hosts import cloud_look_up
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.ui.hosts.cloud_chooser import CloudChooser
from aresrgan_gui.ui.hosts.dialog import HostsDialog
from tests.fakes.fake_cloud import REGION, FakeCloud
from tests.services.hosts.test_hosts import Notes

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the keyboard")

SECRETS = {"secret_id": "AKIDexample", "secret_key": "a secret"}


@pytest.fixture
def cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCloud]:
    cloud = FakeCloud(tmp_path, {SECRETS["secret_id"]: SECRETS["secret_key"]}, instances=2)
    cloud.tat.instances["ins-2"].environment = "Windows"
    monkeypatch.setattr(cloud_look_up, "ENDPOINTS", Endpoints(cloud.address, cloud.address))
    yield cloud
    cloud.stop()


@pytest.fixture
def dialog(tmp_path: Path, qtbot: QtBot) -> Iterator[HostsDialog]:
    dialog = HostsDialog(Hosts(tmp_path / "hosts.json", tmp_path, Notes()))
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog
    dialog.reject()


def look_up(dialog: HostsDialog, qtbot: QtBot) -> QMenu:
    """The menu that comes of pressing the button."""
    chooser = dialog.findChild(CloudChooser)
    assert isinstance(chooser, CloudChooser)
    chooser.click()
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in chooser.findChildren(QMenu)), timeout=30_000)
    return next(menu for menu in chooser.findChildren(QMenu) if menu.isVisible())


def entries(menu: QMenu) -> dict[str, list[QAction]]:
    return {part.title(): part.actions() for part in menu.findChildren(QMenu)}


def test_that_fields_are_filled_from_the_account(dialog: HostsDialog, cloud: FakeCloud, qtbot: QtBot) -> None:
    command_id = cloud.tat.store_command("upscale {{inputPath}}")
    dialog.add(HostKind.TAT)
    form = dialog.form
    assert form is not None
    for name, secret in SECRETS.items():
        form.set_text(name, secret)
    menu = look_up(dialog, qtbot)
    found = entries(menu)
    assert [action.text() for action in found["Region"]] == [
        "guangzhou (ap-guangzhou)",
        "shanghai (ap-shanghai)",
    ]
    assert found["Instances"] == []
    found["Region"][0].trigger()
    menu.close()
    assert form.text("region") == REGION
    found = entries(look_up(dialog, qtbot))
    assert [action.text() for action in found["Instances"]] == ["ins-1, online", "ins-2, online"]
    found["Instances"][0].trigger()
    found["Instances"][1].trigger()
    found["Instances"][0].trigger()
    found["Stored command"][0].trigger()
    form.set_text("name", "cloud")
    host = form.host()
    assert isinstance(host, TatHost)
    assert (host.instances, host.platform.value, host.command_id) == (("ins-2",), "windows", command_id)


def test_that_a_refusal_is_told(dialog: HostsDialog, cloud: FakeCloud, qtbot: QtBot) -> None:
    dialog.add(HostKind.TAT)
    assert dialog.form is not None
    dialog.form.set_text("secret_id", "AKIDexample")
    dialog.form.set_text("secret_key", "another")
    chooser = dialog.findChild(CloudChooser)
    assert isinstance(chooser, CloudChooser)
    chooser.click()
    qtbot.waitUntil(lambda: "SignatureFailure" in dialog.outcome, timeout=30_000)
    assert chooser.isEnabled()


def test_that_only_hosts_in_the_cloud_are_offered_it(dialog: HostsDialog) -> None:
    chooser = dialog.findChild(CloudChooser)
    assert isinstance(chooser, CloudChooser)
    seen = []
    for kind in (HostKind.SSH, HostKind.TAT, HostKind.FARM):
        dialog.add(kind)
        seen.append(chooser.isVisible())
    assert seen == [False, True, False]
