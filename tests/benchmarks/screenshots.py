"""The window in the states that are worth a look, as PNG files.

    python tests/benchmarks/screenshots.py FOLDER [SCENE ...]

Each scene is a program of its own with the real engine; it needs no screen, but the real pictures beside the
checkout and the models.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image, ImageOps
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from aresrgan_gui.core.appearance import ColourScheme
from aresrgan_gui.core.hosts import FarmHost, SshHost
from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import hosts_file, settings_file
from aresrgan_gui.core.settings import Settings, save_settings
from aresrgan_gui.core.updates import Release
from aresrgan_gui.desk.start import Start
from aresrgan_gui.runners.local.engines import find_engine
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.services.machine.power import Ending
from aresrgan_gui.ui.action_table import Act
from aresrgan_gui.ui.application import create_application
from aresrgan_gui.ui.compare.models_grid import ModelsGrid
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.dialogs.update_offer import UpdateNews, UpdateQuestion
from aresrgan_gui.ui.hosts.dialog import HostsDialog
from aresrgan_gui.ui.main_window import MainWindow
from aresrgan_gui.ui.options.where import WhereOptions
from aresrgan_gui.ui.when_done import WhenDone

ROOT = Path(__file__).resolve().parent.parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
sys.path.insert(0, str(ROOT))

from tests.benchmarks.recorded_run import make_home  # noqa: E402 - the checkout is no package that is installed

OPTIONS = UpscaleOptions(model="realesr-animevideov3", device="cpu")
PICTURES = {
    "river.png": "photos/13.png",
    "parrots.png": "photos/23.png",
    "old scan.png": "broken/pillow-tests__broken_data_stream.png",
    "cat.png": "photos/chelsea.png",
    "flowers.png": "photos/flowers-lossless.png",
    "classroom.png": "anime/bg club.jpg",
    "city.png": "photos/city-lossless.png",
    "portrait.png": "photos/astronaut.png",
    "night.png": "photos/night-lossless.png",
    "school.png": "anime/bg uni.jpg",
    "family.png": "photos/baby-lossless.png",
    "smile.png": "anime/sylvie blue smile.png",
}
"""What the queue shows, in this order, from the real pictures; one is damaged."""
PATIENCE = 400


@dataclass(frozen=True)
class Scene:
    """How the window is set up, and what then happens in it."""

    act: Callable[[Stage], None]
    settings: Settings = field(default_factory=lambda: Settings(options=OPTIONS))
    size: QSize = field(default_factory=lambda: QSize(1280, 800))
    factor: str = "1"


class Stage:
    """A window with what stands behind it, and the folder that its pictures go to."""

    def __init__(self, scene: Scene, name: str, shots: Path, sources: Path) -> None:
        application = create_application(sys.argv[:1])
        save_settings(scene.settings, settings_file())
        self._start = Start(application, find_engine, lambda _: None, [])
        self.desk = self._start.desk
        self._name, self._shots, self.sources = name, shots, sources
        self.window.resize(scene.size)
        self.wait(self.window.isVisible)
        scene.act(self)
        self.window.close()
        self._start.clear()

    @property
    def window(self) -> MainWindow:
        return self.contents.window

    @property
    def contents(self) -> Contents:
        return self.desk.contents

    def count(self, state: JobState) -> int:
        return sum(job.state is state for job in self.desk._queue.jobs())

    def add(self, count: int) -> None:
        """Queue the first pictures, and wait for them."""
        self.desk._intake.scan([self.sources / name for name in list(PICTURES)[:count]])
        self.wait(lambda: len(self.desk._queue.jobs()) == count)

    def do(self, act: Act) -> None:
        """Carry out an action as soon as that is possible."""
        action = self.window.findChild(QAction, act.value)
        assert action is not None
        self.wait(action.isEnabled)
        action.trigger()

    def select(self, state: JobState) -> None:
        """Look at the first job of a state."""
        job = next(job for job in self.desk._queue.jobs() if job.state is state)
        self.contents.queue_panel.select(job.id)
        if state is JobState.DONE:
            self.wait(lambda: self.contents.viewer.compare.has_result)

    def shoot(self, widget: QWidget | None = None, *, what: str = "") -> None:
        """Keep what is seen as soon as all is drawn."""
        self._rest(600)
        path = self._shots / f"{what or self._name}.png"
        (widget or self.window).grab().save(str(path))
        print(path)

    def wait(self, holds: Callable[[], bool]) -> None:
        for _ in range(PATIENCE * 10):
            if holds():
                return
            self._rest(100)
        raise TimeoutError(self._name)

    def _rest(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def empty(stage: Stage) -> None:
    stage.shoot()


def at_work(stage: Stage) -> None:
    """Twelve jobs under way, and then what the window says of one that failed."""
    stage.add(12)
    stage.do(Act.START)
    stage.wait(lambda: stage.count(JobState.FAILED) == 1 and stage.count(JobState.DONE) >= 3)
    stage.select(JobState.DONE)
    stage.wait(lambda: any(job.progress > 0.2 for job in stage.desk._queue.jobs() if job.progress < 1))
    stage.shoot()
    stage.select(JobState.FAILED)
    stage.shoot(what="failure")
    failed = next(job for job in stage.desk._queue.jobs() if job.failure)
    assert failed.failure is not None
    stage.shoot(stage.contents.care.explain(failed.failure), what="failure explained")


def closely(stage: Stage) -> None:
    """The slider at 500%."""
    one_done(stage)
    stage.do(Act.ZOOM_500)
    stage.shoot()


def models(stage: Stage) -> None:
    """The part in view through all models."""
    stage.add(2)
    stage.select(JobState.WAITING)
    stage.do(Act.ZOOM_500)
    stage.do(Act.COMPARE_MODELS)
    grid = stage.window.findChild(ModelsGrid)
    assert grid is not None
    stage.wait(lambda: all(cell.view.has_result for cell in grid.cells.values()))
    stage.shoot(grid)


def settings(stage: Stage) -> None:
    stage.shoot(stage.contents.care.open_settings())


def advanced(stage: Stage) -> None:
    """All that is folded away, with two graphics cards."""
    stage.add(1)
    panel = stage.contents.options_panel
    panel.set_cards({0: "NVIDIA GeForce RTX 4070 Laptop GPU", 1: "Intel(R) Arc(TM) Graphics"})
    panel.choose(replace(panel.options, device="0,1"))
    fold = next(one for one in panel.findChildren(QToolButton) if one.property("fold"))
    fold.click()
    stage.shoot()


def dialog_of(act: Act) -> Callable[[Stage], None]:
    """What an action opens."""

    def act_out(stage: Stage) -> None:
        stage.do(act)
        stage.shoot(QApplication.activeModalWidget())

    return act_out


def presets(stage: Stage) -> None:
    """The menu of two presets."""
    button = stage.contents.presets
    for name in ("Old photos", "Wallpapers, 4×"):
        button.save_as(name)
    menu = button.menu()
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    stage.shoot(menu)
    menu.close()


def hosts(stage: Stage) -> None:
    """Two hosts, the page of the first, and how a picture's place is chosen."""
    found = Hosts(hosts_file(), stage.sources, Credentials())
    found.put(SshHost("iron", "10.0.0.7", user="me", gpus=2))
    found.put(FarmHost("barn", "tls://10.0.0.2:8786", stage.sources, gpus=4))
    dialog = HostsDialog(found, stage.window)
    dialog.open()
    stage.shoot(dialog)
    dialog.close()
    stage.add(1)
    stage.contents.options_panel.set_hosts({"iron": "iron", "barn": "barn"})
    where = stage.contents.options_panel.findChild(WhereOptions)
    assert where is not None
    stage.contents.options_panel.ensureWidgetVisible(where)
    stage.shoot(what="where")


def updates(stage: Stage) -> None:
    """The question whether to look for newer versions, and that there is one."""
    question, news = UpdateQuestion(stage.window), UpdateNews("https://example.org/releases", stage.window)
    for banner in (question, news):
        stage.contents.add_banner(banner)
    news.tell(Release("1.2.0", "- Pictures open at once."))
    stage.shoot()


def countdown(stage: Stage) -> None:
    """The last seconds before the computer sleeps, when all is done."""
    endings = stage.window.findChild(WhenDone)
    assert endings is not None
    endings._count_down(Ending.SLEEP)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    stage.shoot(dialog)
    dialog.close()


def one_done(stage: Stage) -> None:
    stage.add(3)
    stage.do(Act.START)
    stage.wait(lambda: stage.count(JobState.DONE) >= 1)
    stage.select(JobState.DONE)


def compared(stage: Stage) -> None:
    one_done(stage)
    stage.shoot()


SCENES = {
    "empty": Scene(empty),
    "at work": Scene(at_work),
    "slider at 500": Scene(closely),
    "models": Scene(models),
    "settings": Scene(settings),
    "advanced": Scene(advanced),
    "presets": Scene(presets),
    "log": Scene(dialog_of(Act.LOG)),
    "shortcuts": Scene(dialog_of(Act.SHORTCUTS)),
    "about": Scene(dialog_of(Act.ABOUT)),
    "measuring": Scene(dialog_of(Act.MEASURE)),
    "hosts": Scene(hosts),
    "updates": Scene(updates),
    "countdown": Scene(countdown),
    "dark": Scene(compared, Settings(options=OPTIONS, colours=ColourScheme.DARK)),
    "chinese": Scene(compared, Settings(options=OPTIONS, language="zh_CN")),
    "japanese": Scene(compared, Settings(options=OPTIONS, language="ja")),
    "half as large again": Scene(compared, factor="1.5"),
    "twice as large": Scene(compared, factor="2"),
    "small": Scene(compared, size=QSize(800, 600)),
}


def make_sources(folder: Path) -> None:
    """Twelve small pictures."""
    for name, source in PICTURES.items():
        path = CORPORA / source
        if path.parent.name == "broken":
            shutil.copy(path, folder / name)
            continue
        with Image.open(path) as image:
            ImageOps.contain(image, (240, 240)).save(folder / name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("scenes", nargs="*")
    parser.add_argument("--sources", type=Path, help=argparse.SUPPRESS)
    request = parser.parse_args()
    if request.sources:
        (name,) = request.scenes
        Stage(SCENES[name], name, request.folder, request.sources)
        return 0
    request.folder.mkdir(parents=True, exist_ok=True)
    status = 0
    for name in request.scenes or SCENES:
        with tempfile.TemporaryDirectory() as sources:
            make_sources(Path(sources))
            own = os.environ["HOME"]
            home = make_home(Path(sources) / "home")
            os.environ["HOME"] = own
            command = [sys.executable, __file__, str(request.folder), name, "--sources", sources]
            shown = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": SCENES[name].factor}
            status |= subprocess.run(command, env={**os.environ, **home, **shown}, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
