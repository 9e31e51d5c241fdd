"""The contract of transports, over a real farm of one worker."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from aresrgan_gui.runners.farm.transport import FarmTransport
from aresrgan_gui.runners.local.engines import Engine
from tests.runners.farm.conftest import Farm
from tests.runners.remote_contract import RemoteContract


class FarmSite:
    """A `Site`; its worker runs whichever program is named in a file when a run begins."""

    def __init__(self, farm: Farm, named: Path) -> None:
        self._farm = farm
        self._named = named

    def transport(self, engine: Path) -> FarmTransport:
        self._named.write_text(f"{engine}\n", encoding="utf-8")
        return self._farm.transport()

    def go_down(self) -> None:
        psutil.Process(self._farm.scheduler.pid).suspend()

    def come_back(self) -> None:
        psutil.Process(self._farm.scheduler.pid).resume()

    def leftovers(self) -> list[str]:
        return self._farm.leftovers()


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory, certificates: Path) -> Iterator[Farm]:
    """A farm whose worker's engine is the program that the file `named` names."""
    folder = tmp_path_factory.mktemp("farm")
    named = folder / "named"
    if sys.platform == "win32":
        engine = folder / "engine.cmd"
        engine.write_text(f'@set /p engine=<"{named}"\n@"%engine%" %*\n', encoding="utf-8")
    else:
        engine = folder / "engine"
        engine.write_text(f'#!/bin/sh\nexec "$(cat \'{named}\')" "$@"\n', encoding="utf-8")
    engine.chmod(0o755)
    farm = Farm(folder, certificates)
    farm.join(Engine(str(engine)))
    yield farm
    farm.stop()


@pytest.fixture
def site(farm: Farm) -> Iterator[FarmSite]:
    yield FarmSite(farm, farm.folder / "named")
    psutil.Process(farm.scheduler.pid).resume()


class TestContract(RemoteContract):
    """All of it."""
