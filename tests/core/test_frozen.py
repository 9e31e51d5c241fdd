"""Where a frozen release finds its parts, and where it keeps what is the user's."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aresrgan_gui.core import paths
from aresrgan_gui.core.models.catalogue import installed, manifest
from aresrgan_gui.runners.local.engines import Engine, find_engine
from aresrgan_gui.services.models.store import damaged_files

CACHED = (paths.bundle, paths.bundled_engine, paths.bundled_models, paths.drop_in_folder)


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a release that this process believes to be."""
    folder = tmp_path / "a release 猫"
    (folder / "_internal").mkdir(parents=True)
    # As the engine says it, which lies in a folder of its own.
    monkeypatch.setattr(sys, "_MEIPASS", str(folder / "bin" / ".." / "_internal"), raising=False)
    monkeypatch.setattr(paths, "_package", folder / "_internal" / "aresrgan_gui")
    (folder / "bin").mkdir()
    for function in CACHED:
        function.cache_clear()
    yield folder
    monkeypatch.undo()
    for function in CACHED:
        function.cache_clear()


def runnable(path: Path) -> Path:
    path.write_bytes(b"")
    path.chmod(0o755)
    return path


def test_that_the_engine_of_the_release_is_ours(release: Path) -> None:
    engine = paths.bundled_engine()
    assert engine is not None
    assert engine.is_relative_to(release)
    engine.parent.mkdir(exist_ok=True)
    runnable(engine)
    assert find_engine(None) == Engine(str(engine), is_ours=True)


def test_that_an_engine_dropped_into_the_release_goes_before_its_own(release: Path) -> None:
    dropped = runnable(release / "bin" / f"upscayl-bin{'.exe' if sys.platform == 'win32' else ''}")
    assert find_engine(None) == Engine(str(dropped))


def test_that_the_models_of_the_release_are_used_and_whole(
    release: Path, real_models: Path, tmp_path: Path
) -> None:
    brought = release / "_internal" / "models"
    shutil.copytree(real_models, brought)
    models = installed(tmp_path / "none here")
    assert [model.folder for model in models] == [brought] * len(manifest().models)
    assert damaged_files(manifest(), tmp_path / "none here") == ()
    (brought / manifest().files[0].name).write_bytes(b"")
    assert damaged_files(manifest(), tmp_path / "none here") == manifest().files[:1]


def test_that_a_release_keeps_the_users_things_beside_it_where_a_file_says_so(release: Path) -> None:
    assert not paths.settings_file().is_relative_to(release)
    (release / paths.PORTABLE_MARK).touch()
    kept = (paths.settings_file(), paths.journal_file(), paths.models_folder(), paths.log_file())
    assert all(path.is_relative_to(release / "data") for path in kept)


def test_that_the_environment_names_a_folder_for_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    kept = (paths.settings_file(), paths.journal_file(), paths.pyramids_folder(), paths.log_file())
    assert all(path.is_relative_to(tmp_path) for path in kept)
    assert len({paths.data_folder(), paths.pyramids_folder(), paths.log_file().parent}) == len(kept) - 1
