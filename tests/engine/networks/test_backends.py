"""Which backends are tried for a network on the processor."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path

import pytest
from PIL import Image

from aresrgan_gui.core.models.catalogue import InstalledModel, find
from aresrgan_gui.engine.arguments import parse
from aresrgan_gui.engine.networks import backends
from aresrgan_gui.engine.networks.backends import computes_in_float32, open_network
from aresrgan_gui.engine.networks.network import Network
from aresrgan_gui.engine.work import Upscaler, single_task


class NothingHeard:
    """Listens to a picture's progress."""

    def start(self) -> None:
        """Begin a picture."""

    def reached(self, fraction: float) -> None:
        """Hear how much is done."""


class AskedError(Exception):
    """The network was asked for."""


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of backends that are measured where OpenVINO is installed."""
    names: list[str] = []

    def first(openers: Mapping[str, Callable[[], Network]], _key: str, _store: Path) -> Network:
        names.extend(openers)
        return openers["ncnn"]()

    monkeypatch.setattr(backends, "find_spec", lambda name: name)
    monkeypatch.setattr(backends, "version", lambda _: "1.0")
    monkeypatch.setattr("aresrgan_gui.engine.networks.fastest.fastest", first)
    return names


def test_that_numbers_of_16_bits_are_for_results_of_8_bits(real_models: Path, tried: list[str]) -> None:
    model = find(real_models, "realesr-animevideov3")
    open_network(model, 2, (), is_deep=True, threads=1)
    assert tried == ["ncnn", "openvino"]
    tried.clear()
    open_network(model, 2, (), is_deep=False, threads=1)
    assert tried == ["ncnn", "openvino", "openvino bf16"]


def test_that_only_where_openvino_is_the_depth_of_a_result_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    for has_openvino in (False, True):
        monkeypatch.setattr(backends, "find_spec", lambda name, has=has_openvino: name if has else None)
        assert computes_in_float32(()) is not has_openvino


@pytest.mark.parametrize(
    ("mode", "name", "is_deep"), [("I;16", "o.png", True), ("I;16", "o.jpg", False), ("L", "o.png", False)]
)
def test_that_a_result_of_16_bits_is_asked_for_as_one(
    mode: str, name: str, *, is_deep: bool, real_models: Path, tmp_path: Path
) -> None:
    source = tmp_path / "in.png"
    Image.new(mode, (8, 8)).save(source)
    request = parse(["-i", str(source), "-o", str(tmp_path / name), "-m", str(real_models), "-g", "cpu"])
    assert request is not None

    def load(_model: InstalledModel, _scale: int, *, is_deep: bool) -> Network:
        raise AskedError(is_deep)

    upscaler = Upscaler(request, [source], NothingHeard(), load, nullcontext())
    with pytest.raises(AskedError) as asked:
        upscaler.make(single_task(request))
    assert asked.value.args == (is_deep,)


def test_that_openvino_is_loaded_without_the_part_that_reports_it(tmp_path: Path) -> None:
    reporter = tmp_path / "openvino" / "tools" / "ovc"
    reporter.mkdir(parents=True)
    for package in (reporter.parent.parent, reporter.parent):
        (package / "__init__.py").touch()
    (reporter / "__init__.py").write_text("print('reported')")
    code = (
        "import aresrgan_gui.engine.networks\n"
        "try:\n import openvino.tools.ovc\n"
        "except ImportError:\n print('kept out')"
    )
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert run.stdout.split() == [b"kept", b"out"]


def test_that_an_installed_openvino_leaves_its_reporter_alone() -> None:
    pytest.importorskip("openvino", reason="OpenVINO is not installed")
    code = (
        "import sys, aresrgan_gui.engine.networks.openvino\n"
        "print(*(name for name in sys.modules if name.startswith('openvino_telemetry')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert not run.stdout.strip()
