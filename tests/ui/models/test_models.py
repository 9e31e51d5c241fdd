"""The cards of the models, and what the user does with models of their own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.models.catalogue import InstalledModel, ModelKind, ModelSpec
from aresrgan_gui.services.models.samples import result_of, source_of
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.ui.action_table import Act
from aresrgan_gui.ui.models.card import PICTURE, ModelCard

if TYPE_CHECKING:
    from tests.ui.conftest import Desk, MakeDesk

OWN = "Mine"


@pytest.fixture
def own_desk(make_desk: MakeDesk, models: tuple[InstalledModel, ...], tmp_path: Path) -> Desk:
    """A window with a model of the user's beside the official ones."""
    for suffix in ("param", "bin"):
        (tmp_path / f"{OWN}-x4.{suffix}").write_bytes(b"")
    return make_desk(models=(*models, own_model(tmp_path)))


def own_model(folder: Path) -> InstalledModel:
    return InstalledModel(ModelSpec(OWN, OWN, ModelKind.OWN, "", "", {4: f"{OWN}-x4"}), folder)


def card(desk: Desk, title: str) -> ModelCard:
    """The latest of that title: those that were replaced go a little later."""
    return [card for card in desk.window.findChildren(ModelCard) if card.text() == title][-1]


def drawn(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def drop(desk: Desk, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.window.dropEvent(event)


def opened(desk: Desk, kind: type[QDialog], qtbot: QtBot) -> QDialog:
    """The dialog of that kind over the window, once it is open."""
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in desk.window.findChildren(kind)))
    return next(dialog for dialog in desk.window.findChildren(kind) if dialog.isVisible())


def test_that_every_official_card_shows_what_its_model_makes(desk: Desk) -> None:
    cards = desk.window.findChildren(ModelCard)
    assert len(cards) == 3
    for one in cards:
        assert one.is_sample_made
        assert "before and after" in one.accessibleDescription()


def test_that_keys_move_the_line_of_a_sample(desk: Desk) -> None:
    one = card(desk, "Real-ESRGAN x4plus")
    before = drawn(one)
    QTest.keyClick(one, Qt.Key.Key_Left)
    assert one.split == pytest.approx(0.4)
    assert drawn(one) != before
    for _ in range(20):
        QTest.keyClick(one, Qt.Key.Key_Right)
    assert one.split == 1.0


def test_that_the_pointer_moves_the_line_and_leaves_it_in_the_middle(desk: Desk) -> None:
    one = card(desk, "RealESR anime video v3")
    inside = QPoint(8 + PICTURE // 4, one.height() // 2)
    QTest.mouseMove(one, inside)
    assert one.split == pytest.approx(0.25, abs=0.02)
    QTest.mouseMove(one, QPoint(one.width() - 4, one.height() // 2))
    assert one.split == 0.5


def test_that_an_own_card_shows_its_sample_as_soon_as_it_is_made(own_desk: Desk, tmp_path: Path) -> None:
    one = card(own_desk, OWN)
    before, was_made = drawn(one), one.is_sample_made
    result = result_of(own_model(tmp_path))
    result.parent.mkdir(parents=True)
    shutil.copy(source_of(ModelKind.DRAWING), result)
    own_desk.contents.options_panel.picker.refresh_sample(OWN)
    assert (was_made, one.is_sample_made) == (False, True)
    assert drawn(one) != before


def test_that_only_own_models_can_be_changed(own_desk: Desk) -> None:
    assert card(own_desk, "Real-ESRGAN x4plus").menu_button is None
    button = card(own_desk, OWN).menu_button
    assert button is not None
    assert button.accessibleName() == f"Change {OWN}"
    menu = card(own_desk, OWN).findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text().split("\t")[0] for action in menu.actions()] == ["Rename...", "Remove..."]


def test_that_the_keyboard_leads_to_an_own_models_menu(own_desk: Desk, qtbot: QtBot) -> None:
    own_desk.window.activateWindow()
    one = card(own_desk, OWN)
    one.setFocus()
    qtbot.waitUntil(one.hasFocus)
    QTest.keyClick(one, Qt.Key.Key_Tab)
    button = one.menu_button
    assert button is not None
    assert button.hasFocus()
    assert isinstance(button.menu(), QMenu)


def test_that_f2_asks_for_a_name_and_passes_it_on(own_desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(card(own_desk, OWN), Qt.Key.Key_F2)
    dialog = opened(own_desk, QInputDialog, qtbot)
    assert isinstance(dialog, QInputDialog)
    assert dialog.textValue() == OWN
    dialog.setTextValue("Other")
    with qtbot.waitSignal(own_desk.contents.model_care.renamed) as renamed:
        dialog.accept()
    assert renamed.args == [OWN, "Other"]


def test_that_the_focus_stays_on_the_models_when_they_change(
    own_desk: Desk, models: tuple[InstalledModel, ...], tmp_path: Path, qtbot: QtBot
) -> None:
    window, contents = own_desk.window, own_desk.contents
    window.activateWindow()
    card(own_desk, OWN).setFocus()
    qtbot.waitUntil(card(own_desk, OWN).hasFocus)
    (tmp_path / f"{OWN}-x4.param").rename(tmp_path / "Other-x4.param")
    (tmp_path / f"{OWN}-x4.bin").rename(tmp_path / "Other-x4.bin")
    spec = replace(own_model(tmp_path).spec, name="Other", title="Other", stems={4: "Other-x4"})
    contents.set_models((*models, InstalledModel(spec, tmp_path)))
    qtbot.waitUntil(lambda: card(own_desk, "Other").hasFocus())
    contents.set_models(models)
    qtbot.waitUntil(lambda: card(own_desk, models[0].spec.title).hasFocus())


def test_that_the_same_name_is_no_renaming(own_desk: Desk, qtbot: QtBot) -> None:
    own_desk.contents.model_care.ask_for_name(OWN)
    with qtbot.assertNotEmitted(own_desk.contents.model_care.renamed):
        opened(own_desk, QInputDialog, qtbot).accept()


@pytest.mark.parametrize(("answer", "count"), [("Remove", 1), ("Cancel", 0)])
def test_that_delete_on_a_card_asks_before_the_model_goes(
    own_desk: Desk, pictures: list[FoundPicture], qtbot: QtBot, answer: str, count: int
) -> None:
    window, contents = own_desk.window, own_desk.contents
    own_desk.queue.add(pictures, contents.options_panel.options)
    removed: list[str] = []
    contents.model_care.removed.connect(removed.append)
    window.activateWindow()
    card(own_desk, OWN).setFocus()
    qtbot.waitUntil(card(own_desk, OWN).hasFocus)
    removal = window.findChild(QAction, Act.REMOVE.value)
    assert isinstance(removal, QAction)
    qtbot.waitUntil(removal.isEnabled)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Delete)
    box = opened(own_desk, QMessageBox, qtbot)
    assert isinstance(box, QMessageBox)
    button = next(button for button in box.buttons() if button.text().replace("&", "") == answer)
    button.click()
    assert removed == [OWN] * count
    assert len(own_desk.queue.jobs()) == len(pictures)


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Delete])
def test_that_a_model_that_waiting_pictures_need_stays(
    own_desk: Desk, pictures: list[FoundPicture], key: Qt.Key
) -> None:
    window, contents = own_desk.window, own_desk.contents
    own_desk.queue.add(pictures, replace(contents.options_panel.options, model=OWN))
    QTest.keyClick(card(own_desk, OWN), key)
    assert contents.notice.startswith(f"3 pictures in the queue wait for {OWN}.")
    assert not any(dialog.isVisible() for dialog in window.findChildren(QDialog))


def test_that_a_model_that_only_finished_pictures_used_can_go(
    own_desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    options = replace(own_desk.contents.options_panel.options, model=OWN)
    own_desk.queue.add(pictures[:1], options)
    own_desk.queue.start()
    own_desk.runner.fail(ErrorCode.NOT_A_PICTURE)
    QTest.keyClick(card(own_desk, OWN), Qt.Key.Key_Delete)
    opened(own_desk, QMessageBox, qtbot).reject()


def test_that_dropped_models_and_pictures_part(
    desk: Desk, pictures: list[FoundPicture], tmp_path: Path, qtbot: QtBot
) -> None:
    offered: list[list[Path]] = []
    folders: list[list[Path]] = []
    desk.contents.model_care.offered.connect(offered.append)
    desk.contents.model_care.folders_offered.connect(folders.append)
    param, packed = tmp_path / "a.param", tmp_path / "b.zip"
    drop(desk, param, pictures[0].path, packed)
    qtbot.waitUntil(lambda: len(desk.queue.jobs()) == 1)
    assert offered == [[param, packed]]
    assert folders == [[pictures[0].path]]
    assert desk.contents.notice == ""


@pytest.mark.parametrize("way", ["menu", "picker"])
def test_that_models_are_chosen_in_a_dialog(desk: Desk, tmp_path: Path, qtbot: QtBot, way: str) -> None:
    param = tmp_path / "a.param"
    param.write_text("")
    window, contents = desk.window, desk.contents
    if way == "menu":
        action = window.findChild(QAction, Act.IMPORT_MODEL.value)
        assert isinstance(action, QAction)
        action.trigger()
    else:
        buttons = contents.options_panel.picker.findChildren(QAbstractButton)
        next(button for button in buttons if button.text().startswith("Import")).click()
    dialog = opened(desk, QFileDialog, qtbot)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(contents.model_care.offered) as offered:
        dialog.filesSelected.emit([str(param)])
    assert offered.args == [[param]]
    dialog.reject()


def test_that_the_trial_and_its_end_are_said_and_the_card_is_scrolled_to(
    own_desk: Desk, qtbot: QtBot
) -> None:
    window, contents = own_desk.window, own_desk.contents
    window.resize(800, 500)
    contents.show_trial(OWN)
    texts = [label.text() for label in contents.options_panel.picker.findChildren(QLabel)]
    assert f"Trying {OWN}..." in texts
    contents.show_accepted(OWN)
    qtbot.waitUntil(lambda: not card(own_desk, OWN).visibleRegion().isEmpty())


def test_that_the_options_follow_a_model_to_its_new_name(own_desk: Desk) -> None:
    contents = own_desk.contents
    contents.options_panel.choose_model(OWN)
    contents.replace_model(OWN, "realesr-animevideov3")
    assert contents.edits.defaults.model == "realesr-animevideov3"
    assert contents.options_panel.options.model == "realesr-animevideov3"
    contents.replace_model(OWN, "realesrgan-x4plus")
    assert contents.edits.defaults.model == "realesr-animevideov3"
