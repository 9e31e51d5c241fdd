"""What all tests share: a home of their own, the real pictures and the real models."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.models.catalogue import installed, manifest
from aresrgan_gui.core.paths import HOME_VARIABLE, models_folder
from aresrgan_gui.runners.local.looking import Looker
from tests.patience import PatientBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no fault of the code: examples are counted, not timed.
settings.register_profile("counted", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("counted")

REPOSITORY = Path(__file__).resolve().parent.parent
REAL_MODELS = models_folder()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home for every test, so that none reads or writes the user's settings, logs or models."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("DATA_HOME", "CONFIG_HOME", "STATE_HOME", "CACHE_HOME", "PICTURES_DIR"):
        monkeypatch.delenv(f"XDG_{name}", raising=False)
    if sys.platform == "win32":
        # Windows says itself where the user's folders are, whatever the variables say.
        monkeypatch.setenv(HOME_VARIABLE, str(home))
    return home


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """pytest-qt's, with more patience."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real pictures that lies beside the checkout."""
    folder = REPOSITORY.parent / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip(f"the real pictures are not here: {folder}")
    return folder


@pytest.fixture(scope="session")
def real_models() -> Path:
    """The folder of the five official models, as `aresrgan models fetch` fills it."""
    if len(installed(REAL_MODELS)) < len(manifest().models):
        pytest.skip("the models are not here: run `aresrgan models fetch`")
    return REAL_MODELS


@pytest.fixture
def use_real_models(real_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make this test's home see the official models; programs that it starts see them too."""
    home_models = models_folder()
    home_models.parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        import _winapi

        _winapi.CreateJunction(str(real_models), str(home_models))
    else:
        home_models.symlink_to(real_models, target_is_directory=True)
    return home_models


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing can be written, also not by root, whom modes do not hold back."""
    folder = tmp_path / "read only"
    folder.mkdir()
    if sys.platform == "win32":
        pytest.skip("a folder's attribute keeps nobody from writing on Windows")
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield folder
        folder.chmod(0o700)
        return
    with _mounted("-o", "bind", str(folder), str(folder)):
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own of 256 kB."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    with _mounted("-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)):
        yield folder


@contextmanager
def _mounted(*arguments: str) -> Iterator[None]:
    """`mount` with these arguments, of which the folder comes last; skips the test where it is refused."""
    if shutil.which("mount") is None or subprocess.run(["mount", *arguments], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", arguments[-1]], check=True)


@pytest.fixture(autouse=True)
def no_looker_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """End what decodes in the thread that it belongs to: of an owner without one, it is collected in any."""
    made: list[Looker] = []
    initialize = Looker.__init__

    def initialize_and_keep(self: Looker, *arguments: Any, **named: Any) -> None:
        initialize(self, *arguments, **named)
        made.append(self)

    monkeypatch.setattr(Looker, "__init__", initialize_and_keep)
    yield
    for looker in filter(shiboken6.isValid, made):
        looker.stop()
        shiboken6.delete(looker)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Take Qt's objects apart while Python still stands; later their order is left to chance."""
    application = QCoreApplication.instance()
    if application is None:
        return
    QThreadPool.globalInstance().waitForDone()
    gc.collect()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
