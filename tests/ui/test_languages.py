"""Every text is translated, and none is cut."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from aresrgan_gui.core.appearance import ColourScheme
from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.hosts import HostKind
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.overriding import override
from aresrgan_gui.core.paths import resources
from aresrgan_gui.core.settings import Settings
from aresrgan_gui.runners.local.engines import Engine, find_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.places import Places
from aresrgan_gui.services.bench import Bench
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.pictures.trials import Trials
from aresrgan_gui.services.queue.estimator import Estimator
from aresrgan_gui.services.queue.intake import FoundPicture, Intake
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.desktop import Desktop
from aresrgan_gui.ui.dialogs.bench import BenchDialog
from aresrgan_gui.ui.dialogs.crash_offer import CrashOffer
from aresrgan_gui.ui.dialogs.help import About, LogView, ReportView, ShortcutsSheet
from aresrgan_gui.ui.dialogs.settings import SettingsDialog
from aresrgan_gui.ui.hosts.dialog import HostsDialog
from aresrgan_gui.ui.looks import LANGUAGES, SOURCE_LANGUAGE, Looks, language_for
from aresrgan_gui.ui.main_window import MainWindow
from aresrgan_gui.ui.models import card
from aresrgan_gui.ui.models.card import ModelCard
from aresrgan_gui.ui.theme import theme_of

if TYPE_CHECKING:
    from tests.ui.conftest import Desk, MakeDesk, PlayedRunner

REPOSITORY = Path(__file__).resolve().parent.parent.parent
TRANSLATED = [code for code in LANGUAGES if code != SOURCE_LANGUAGE]

needs_tools = pytest.mark.skipif(
    not any(Path(sys.executable).parent.glob("pyside6-lupdate*")),
    reason="Qt's translation tools are not here",
)

NAMES = re.compile(
    r"PNG|JPEG|JPG|WebP|TIFF|AVIF|GIF|ARESRGAN.*|[\w.-]+\.(?:png|jpg)|\d+ ?[×x%]|English|日本語|简体中文"
)
"""What is the same in all languages."""


class Pseudo(QTranslator):
    """A language whose texts are three times as long, in brackets."""

    @override
    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        return f"⟦{sourceText} {sourceText.replace('&', '')} {sourceText.replace('&', '')}⟧"

    @override
    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    translator = Pseudo()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def looks(qapp: QApplication) -> Iterator[Looks]:
    looks = Looks(qapp)
    yield looks
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Unknown)
    looks.apply(Settings(language=SOURCE_LANGUAGE))
    looks.deleteLater()


@pytest.fixture
def translate() -> ModuleType:
    """The script that keeps the translations."""
    path = REPOSITORY / "packaging" / "translate.py"
    spec = importlib.util.spec_from_file_location("translate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_tools
@pytest.mark.parametrize("language", TRANSLATED)
def test_that_every_text_in_the_code_is_translated(
    language: str, translate: ModuleType, tmp_path: Path
) -> None:
    ts = shutil.copy(translate.ts_file(language), tmp_path)
    translate.update(Path(ts))
    assert translate.missing(Path(ts)) == {}, "see packaging/translate.py"


def test_that_no_text_hides_from_those_who_collect_them() -> None:
    # Qt's tool does not look into what an f-string fills in.
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in (REPOSITORY / "aresrgan_gui").rglob("*.py")
        for filled in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(filled, ast.FormattedValue)
        for call in ast.walk(filled.value)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "tr"
        and isinstance(call.args[0], ast.Constant)
    ]
    assert not hidden


@needs_tools
@pytest.mark.parametrize("language", TRANSLATED)
def test_that_the_program_reads_what_is_translated(
    language: str, translate: ModuleType, tmp_path: Path
) -> None:
    ts = translate.ts_file(language)
    translate.compile_file(ts, tmp_path / "fresh.qm")
    assert ts.with_suffix(".qm").read_bytes() == (tmp_path / "fresh.qm").read_bytes()


@pytest.mark.parametrize("language", TRANSLATED)
def test_that_a_translation_keeps_what_is_filled_in(language: str) -> None:
    for message in ET.parse(resources() / "translations" / f"aresrgan_{language}.ts").iter("message"):
        source, translation = (message.findtext(name, "") for name in ("source", "translation"))
        blanks = re.compile(r"{\w+}")
        assert sorted(blanks.findall(source)) == sorted(blanks.findall(translation)), source


@pytest.mark.parametrize(
    ("chosen", "system", "spoken"),
    [
        ("", ["ja-JP", "en"], "ja"),
        ("", ["zh-Hans-CN"], "zh_CN"),
        ("", ["fi-FI", "en-GB", "zh-CN"], "en"),
        ("", ["fi-FI"], "en"),
        ("ja", ["zh-CN"], "ja"),
        ("xx", ["zh-CN"], "zh_CN"),
    ],
)
def test_that_the_language_is_the_chosen_one_or_the_system_s(
    chosen: str, system: list[str], spoken: str
) -> None:
    assert language_for(chosen, system) == spoken


def test_that_another_language_opens_the_window_anew_over_the_same_queue(
    runner: PlayedRunner, pictures: list[FoundPicture], looks: Looks, qtbot: QtBot
) -> None:
    queue, intake, saved = Queue(runner), Intake(), list[Settings]()

    def make(window: MainWindow, settings: Settings) -> Contents:
        images, trials = (Thumbnails(), PreviewLoader()), Trials(runner)
        return Contents(window, queue, intake, *images, trials, (), settings, saved.append)

    desktop = Desktop(looks, make)
    desktop.furnish(MainWindow(), Settings(language="en"))
    former = desktop.contents
    queue.add(pictures, former.options_panel.options)
    former.queue_panel.select(queue.jobs()[1].id)
    dialog = former.care.open_settings()
    dialog.show_settings(Settings(language="ja"))
    with qtbot.waitSignal(desktop.settings_changed):
        dialog.accept()
    qtbot.waitUntil(lambda: not isValid(former))
    window = desktop.window
    qtbot.addWidget(window)
    assert window.empty_state.button.text() == "画像を選ぶ..."
    assert window.menuBar().actions()[0].text() == "ファイル(&F)"
    assert saved[-1].language == "ja"
    current = desktop.contents.queue_panel.current()
    assert current is not None
    assert current.source.name == "two.png"
    intake.found.emit([replace(pictures[0], path=pictures[0].path.with_name("four.png"))])
    assert len(queue.jobs()) == 4


def test_that_a_window_that_gave_way_to_another_hears_no_more_of_the_places(
    tmp_path: Path, pictures: list[FoundPicture], looks: Looks, qtbot: QtBot
) -> None:
    places = Places(LocalRunner(find_engine(None), tmp_path))
    queue = Queue(places)

    def make(window: MainWindow, settings: Settings) -> Contents:
        images, trials = (Thumbnails(), PreviewLoader()), Trials(runner)
        contents = Contents(window, queue, Intake(), *images, trials, (), settings, lambda _: None)
        contents.show_places(places)
        return contents

    runner = LocalRunner(find_engine(None), tmp_path)
    desktop = Desktop(looks, make)
    desktop.furnish(MainWindow(), Settings(language="en"))
    former = desktop.contents
    (job, *_) = queue.add(pictures, former.options_panel.options)
    dialog = former.care.open_settings()
    dialog.show_settings(Settings(language="ja"))
    with qtbot.waitSignal(desktop.settings_changed):
        dialog.accept()
    qtbot.waitUntil(lambda: not isValid(former))
    qtbot.addWidget(desktop.window)
    with qtbot.captureExceptions() as exceptions:
        places.changed.emit()
        places.entered.emit(job.id)
    assert not exceptions
    for one in (places, runner):
        one.shutdown()


def test_that_qt_speaks_the_language_too(looks: Looks) -> None:
    for language, spoken in (("ja", "キャンセル"), ("zh_CN", "取消"), ("en", "Cancel")):
        looks.apply(Settings(language=language))
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == spoken


def test_that_the_window_is_as_dark_or_light_as_was_chosen(looks: Looks, desk: Desk, qtbot: QtBot) -> None:
    def is_dark() -> bool:
        return theme_of(desk.window.palette()).dark

    usual = is_dark()
    for scheme, dark in ((ColourScheme.DARK, True), (ColourScheme.LIGHT, False), (ColourScheme.DARK, True)):
        looks.apply(Settings(language="en", colours=scheme))
        qtbot.waitUntil(is_dark if dark else lambda: not is_dark())
    looks.apply(Settings(language="en"))
    qtbot.waitUntil(lambda: is_dark() is usual)


def test_that_the_window_follows_the_systems_colours_while_it_is_open(
    looks: Looks, desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    def is_dark() -> bool:
        return theme_of(desk.window.palette()).dark

    told = qapp.styleHints().colorSchemeChanged
    looks.apply(Settings(language="en"))
    told.emit(Qt.ColorScheme.Dark)
    qtbot.waitUntil(is_dark)
    told.emit(Qt.ColorScheme.Light)
    qtbot.waitUntil(lambda: not is_dark())
    looks.apply(Settings(language="en", colours=ColourScheme.LIGHT))
    told.emit(Qt.ColorScheme.Dark)
    qapp.processEvents()
    assert not is_dark(), "the user has chosen"


def dialogs(desk: Desk) -> list[QDialog]:
    log, window = resources() / "models.toml", desk.window
    bench = Bench(Engine("none"), desk.runner, (), Estimator())
    return [
        SettingsDialog(Settings(), window),
        About(window),
        LogView(log, window),
        ReportView("what happened", log.parent, window),
        ShortcutsSheet(window),
        BenchDialog(bench, window),
        *(hosts_page(kind, window) for kind in HostKind),
    ]


def hosts_page(kind: HostKind, window: QWidget) -> HostsDialog:
    """The hosts page with the fields of a new host."""
    page = HostsDialog(Hosts(Path("none"), Path("none"), Credentials()), window)
    page.add(kind)
    return page


def shown_texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text of a label, button or list that is visible."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        if isinstance(widget, (QLabel, QAbstractButton)) and widget.text():
            yield widget, widget.text()
        elif isinstance(widget, QComboBox):
            yield from ((widget, widget.itemText(number)) for number in range(widget.count()))


def test_that_no_text_is_left_out_of_translation(
    pseudo: None, desk: Desk, pictures: list[FoundPicture], models: tuple[InstalledModel, ...], qtbot: QtBot
) -> None:
    desk.queue.add(pictures, desk.contents.options_panel.options)
    desk.queue.start()
    desk.runner.fail(ErrorCode.INPUT_DAMAGED)
    qtbot.waitUntil(lambda: desk.contents.status_line.text.count("⟦") > 1)
    titles = {model.spec.title for model in models}
    roots = [desk.window, *dialogs(desk)]
    texts = [text for root in roots for _, text in shown_texts(root)]
    texts += [action.text() for action in desk.window.findChildren(QAction)]
    texts += [action.toolTip() for action in desk.window.findChildren(QAction)]
    texts += [menu.title() for menu in desk.window.findChildren(QMenu) if menu.title()]
    assert len(texts) > 100
    bare = {re.sub(r"⟦.*?⟧", "", text, flags=re.DOTALL).replace("\N{ZERO WIDTH SPACE}", "") for text in texts}
    left = {text for text in bare - titles if re.search(r"[^\W\d_]{2}", NAMES.sub("", text))}
    licences = {text for text in left if "—" in text}
    assert not left - licences


def is_cut(widget: QWidget, text: str) -> bool:
    """Whether a label or button has less room than its text needs."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        need = widget.heightForWidth(widget.width())
        return widget.height() < need or widget.width() < widget.minimumSizeHint().width()
    if isinstance(widget, QComboBox):
        return widget.height() < widget.minimumSizeHint().height()
    return widget.width() < widget.minimumSizeHint().width()


def cut_texts(root: QWidget) -> list[str]:
    """Texts that do not fit, or that lie where no scrolling reaches."""
    found = []
    for widget, text in shown_texts(root):
        beyond = widget.visibleRegion().boundingRect().width() < widget.width()
        hidden = not widget.visibleRegion().isEmpty() and beyond
        if is_cut(widget, text) or hidden:
            found.append(f"{type(widget).__name__}: {text} ({widget.width()})")
    return found


def fits(root: QWidget, qtbot: QtBot) -> None:
    """Fails unless all texts have room as soon as the layouts have settled."""

    def all_fit() -> None:
        assert cut_texts(root) == []

    qtbot.waitUntil(all_fit, timeout=1000)


@pytest.mark.parametrize(
    ("language", "size"), [("pseudo", (1280, 800)), *((language, (800, 600)) for language in LANGUAGES)]
)
def test_that_no_text_is_cut(
    request: pytest.FixtureRequest,
    language: str,
    size: tuple[int, int],
    looks: Looks,
    make_desk: MakeDesk,
    pictures: list[FoundPicture],
    qtbot: QtBot,
) -> None:
    if language == "pseudo":
        request.getfixturevalue("pseudo")
    else:
        looks.apply(Settings(language=language))
    desk = make_desk()
    desk.window.resize(*size)
    fits(desk.window, qtbot)
    desk.queue.add(pictures, desk.contents.options_panel.options)
    qtbot.waitUntil(desk.contents.viewer.isVisible)
    fits(desk.window, qtbot)
    desk.contents.add_banner(CrashOffer([Path("none")], Path("none"), desk.window))
    fits(desk.window, qtbot)
    for dialog in (
        *dialogs(desk),
        desk.contents.care.explain(Failure(ErrorCode.DISK_FULL, Path("a.png"))),
    ):
        with qtbot.waitExposed(dialog):
            dialog.show()
        fits(dialog, qtbot)
        dialog.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_cards_leave_nothing_out_where_the_window_is_small(
    language: str, looks: Looks, make_desk: MakeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks.apply(Settings(language=language))
    desk = make_desk()
    desk.window.resize(800, 600)
    fits(desk.window, qtbot)
    for shown in desk.window.findChildren(ModelCard):
        height = shown.heightForWidth(shown.width())
        assert shown.height() == height
        with monkeypatch.context() as patch:
            patch.setattr(card, "LINES", 99)
            assert shown.heightForWidth(shown.width()) == height
