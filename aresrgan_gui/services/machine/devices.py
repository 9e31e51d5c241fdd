"""Which devices the engine can work on."""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.runners.children.process import ChildProcess, ProcessOutcome
from aresrgan_gui.runners.local.engines import Engine


@dataclass(frozen=True)
class VulkanDevice:
    """A device as the engine numbers it; a software one is a driver that computes on the processor.

    `memory` are its bytes, as far as the engine tells them.
    """

    index: int
    name: str
    is_software: bool
    memory: int | None = None


class DeviceQuery(QObject):
    """Asks our engine for the devices; an upstream executable cannot tell, and none are listed."""

    ended = Signal(object)
    """list[VulkanDevice], or None where the engine gave no answer. Sent exactly once."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._output = b""
        self._process = ChildProcess(self)
        self._process.output.connect(self._on_output)
        self._process.ended.connect(self._on_ended)

    def start(self) -> None:
        """Ask; the answer comes with `ended`."""
        self._process.start(self._engine.program, [*self._engine.arguments, "--devices"])

    def _on_output(self, chunk: bytes) -> None:
        self._output += chunk

    def _on_ended(self, _outcome: ProcessOutcome) -> None:
        self.ended.emit(parse_devices(self._output.decode(errors="replace")))


def parse_devices(text: str) -> list[VulkanDevice] | None:
    """The devices in the engine's answer: a JSON document on a line of its own among the drivers' chatter."""
    for line in text.splitlines():
        if line.startswith("{"):
            try:
                return [
                    VulkanDevice(entry["index"], entry["name"], entry["is_software"], entry.get("memory"))
                    for entry in json.loads(line)["vulkan"]
                ]
            except (ValueError, KeyError, TypeError):
                return None
    return None
