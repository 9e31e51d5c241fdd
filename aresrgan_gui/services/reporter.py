"""Gathers what a report needs to know about this machine."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from pathlib import Path

import psutil
from PySide6.QtCore import QObject, QSysInfo, Signal, qVersion

from aresrgan_gui import __version__
from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.parts import packages
from aresrgan_gui.core.report import log_tail, report_text
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.services.machine.devices import DeviceQuery, VulkanDevice


class Reporter(QObject):
    """Writes reports; the devices are in them as soon as the engine has told them."""

    ready = Signal()
    """The devices are known now."""

    def __init__(self, engine: Engine, log: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._log = log
        self._devices = "not known yet"
        self._query = DeviceQuery(engine, self)
        self._query.ended.connect(self._on_devices)
        self._query.start()

    def report(self, failure: Failure | None, *, with_paths: bool) -> str:
        """A report as text."""
        facts = {**_facts(), "engine": self._engine.program, "devices": self._devices}
        return report_text(facts, failure, log_tail(self._log), with_paths=with_paths)

    def _on_devices(self, devices: list[VulkanDevice] | None) -> None:
        names = [f"{device.index}: {device.name}" for device in devices or []]
        self._devices = "; ".join(names) or ("none" if devices is not None else "the engine does not tell")
        self.ready.emit()


def _facts() -> Mapping[str, str]:
    memory = psutil.virtual_memory()
    return {
        "ARESRGAN": __version__,
        "system": f"{QSysInfo.prettyProductName()}, {platform.machine()}",
        "Python": platform.python_version(),
        "Qt": qVersion(),
        **{package.name: package.version for package in packages()},
        "processors": str(psutil.cpu_count()),
        "memory": f"{memory.total / 2**30:.1f} GiB, {memory.available / 2**30:.1f} GiB free",
    }
