"""Asking for updates once, and telling of one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from aresrgan_gui import __version__
from aresrgan_gui.core.settings import Updates
from aresrgan_gui.core.updates import Release
from aresrgan_gui.ui.dialogs.help import NotesView
from aresrgan_gui.ui.dialogs.update_offer import UpdateNews, UpdateQuestion

PAGE = "https://host.invalid/ours/program/releases/latest"


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def press(banner: QWidget, name: str) -> None:
    next(button for button in banner.findChildren(QAbstractButton) if button.accessibleName() == name).click()


@pytest.mark.parametrize(
    ("button", "answer"),
    [
        ("Look for newer versions at each start", Updates.AT_START),
        ("Never look for newer versions", Updates.NEVER),
        ("Dismiss the message", Updates.NEVER),
    ],
)
def test_that_the_question_goes_with_its_answer(
    button: str, answer: Updates, parent: QWidget, qtbot: QtBot
) -> None:
    question = UpdateQuestion(parent)
    answers: list[Updates] = []
    question.answered.connect(answers.append)
    press(question, button)
    assert answers == [answer]
    assert question.isHidden()


def test_that_nothing_is_said_where_there_is_no_newer_release(parent: QWidget, qtbot: QtBot) -> None:
    news = UpdateNews(PAGE, parent)
    news.tell(None)
    assert news.isHidden()


def test_that_a_newer_release_is_told_with_its_notes_as_text_only(parent: QWidget, qtbot: QtBot) -> None:
    news = UpdateNews(PAGE, parent)
    news.tell(Release("9.8.7", "# Better\n\n<script>bad</script> ![](http://127.0.0.1:9/picture.png)"))
    assert not news.isHidden()
    assert "9.8.7" in news.text
    assert __version__ in news.text
    press(news, "What is new in the newer version")
    notes = parent.findChild(NotesView)
    assert isinstance(notes, NotesView)
    browser = notes.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    assert "Better" in browser.toPlainText()
    assert "<script>" in browser.toPlainText()
    notes.close()


def test_that_the_page_of_the_newer_release_is_that_of_the_origin(
    parent: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    press(UpdateNews(PAGE, parent), "Open the page of the newer version")
    assert opened == [QUrl(PAGE)]
