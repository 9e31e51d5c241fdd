"""`aresrgan doctor`: what there is to work with, a tiny real upscale on each device, and what is wrong."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path

import psutil
from PySide6.QtCore import QCoreApplication, QObject

from aresrgan_gui import __version__
from aresrgan_gui.cli.arguments.parser import DoctorRequest
from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.core.errors import EXIT_INTERRUPTED, EXIT_OK, EXIT_SOME_FAILED
from aresrgan_gui.core.imaging.compare import IDENTICAL
from aresrgan_gui.core.models.catalogue import installed, manifest
from aresrgan_gui.core.paths import log_file, settings_file
from aresrgan_gui.messages import failure_text
from aresrgan_gui.runners.local.engines import Engine, find_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.machine.devices import DeviceQuery, VulkanDevice
from aresrgan_gui.services.models.selftest import ENOUGH_DB, QUICK, Case, SelfTest, SelfTestResult, all_cases
from aresrgan_gui.services.models.store import damaged_files

_PACKAGES = ("PySide6-Essentials", "ncnn", "numpy", "Pillow", "psutil", "platformdirs")


def examine(request: DoctorRequest, models: Path, application: QCoreApplication) -> int:
    """Examine the program with the models in the folder `models`; the exit status.

    Raises UpscaleError(ENGINE_MISSING).
    """
    engine = find_engine(request.engine)
    specs = [model.spec for model in installed(models)]
    cases = all_cases(specs) if request.all_models else (QUICK,)
    usable = tuple(case for case in cases if any(case.model == spec.name for spec in specs))
    return Doctor(engine, LocalRunner(engine, models, parent=application), models, usable).execute()


class Doctor(QObject):
    """One examination, printed as it goes."""

    def __init__(self, engine: Engine, runner: LocalRunner, models: Path, cases: tuple[Case, ...]) -> None:
        super().__init__()
        self._engine = engine
        self._runner = runner
        self._models = models
        self._cases = cases
        self._troubles: list[str] = []
        self._working = 0
        self._interrupted = False
        self._query = DeviceQuery(engine, self)
        self._query.ended.connect(self._on_devices)
        self._selftest = SelfTest(runner, self)
        self._selftest.tried.connect(self._on_tried)
        self._selftest.ended.connect(QCoreApplication.quit)

    def execute(self) -> int:
        """Examine, print, and return 0 where pictures can be made, otherwise 1."""
        self._print_versions()
        self._print_models()
        self._print_folders()
        with interrupts_handled(self._interrupt):
            self._query.start()
            QCoreApplication.exec()
            self._runner.shutdown()
        if self._interrupted:
            return EXIT_INTERRUPTED
        return self._print_verdict()

    def _interrupt(self) -> None:
        # Quitting twice would end the wait for the children.
        if not self._interrupted:
            self._interrupted = True
            self._selftest.stop()
            QCoreApplication.quit()

    def _print_versions(self) -> None:
        _heading("Program")
        print(f"aresrgan {__version__}, Python {platform.python_version()}, {platform.platform()}")
        print(", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES))
        kind = "built in" if self._engine.is_ours else "chosen by the user"
        print(f"engine: {' '.join((self._engine.program, *self._engine.arguments))} ({kind})")
        memory = psutil.virtual_memory()
        print(
            f"processor: {platform.processor() or platform.machine()}, "
            f"{psutil.cpu_count(logical=False) or psutil.cpu_count()} cores, "
            f"{memory.total / 2**30:.1f} GiB of memory, {memory.available / 2**30:.1f} GiB free"
        )

    def _print_models(self) -> None:
        _heading("Models")
        for model in installed(self._models):
            scales = " ".join(f"x{scale}" for scale in model.spec.scales)
            print(f"{model.spec.name} {scales} ({model.spec.kind.value})")
        damaged = damaged_files(manifest(), self._models)
        if damaged:
            names = ", ".join(file.name for file in damaged)
            self._troubles.append(
                f"These model files are missing or damaged: {names}. Get them with: aresrgan models fetch"
            )

    def _print_folders(self) -> None:
        _heading("Folders")
        for purpose, folder in (
            ("models", self._models),
            ("settings", settings_file().parent),
            ("log", log_file().parent),
        ):
            print(f"{purpose}: {folder}")
            existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
            if not os.access(existing, os.W_OK):
                self._troubles.append(f"{existing} cannot be written: the {purpose} cannot be kept there.")

    def _on_devices(self, devices: list[VulkanDevice] | None) -> None:
        _heading("Devices")
        names = ["cpu"] if self._engine.is_ours else ["auto"]
        if devices is None and self._engine.is_ours:
            self._troubles.append("The engine did not say which devices there are; see the log.")
        for device in devices or []:
            note = " (a program on the processor, not a graphics card)" if device.is_software else ""
            print(f"graphics card {device.index}: {device.name}{note}")
            # A program on the processor would be minutes at work on the large models.
            if not device.is_software or len(self._cases) == 1:
                names.append(str(device.index))
        if self._engine.is_ours and all(device.is_software for device in devices or []):
            print(
                "No graphics card was found through Vulkan, so the processor does the work, which is slower. "
                "If this computer has a graphics card, install its maker's newest driver."
            )
        self._selftest.start(names, self._cases)

    def _on_tried(self, result: SelfTestResult) -> None:
        if self._interrupted:
            return
        name = result.device if not result.device.isdecimal() else f"graphics card {result.device}"
        if len(self._cases) > 1:
            name += f", {result.case.model} x{result.case.scale}"
        if result.is_right:
            self._working += 1
            print(f"{name}: works ({_likeness(result.decibels)}, {result.seconds:.1f} s)")
        elif result.failure is not None:
            text = failure_text(result.failure)
            self._troubles.append(f"{name} failed. {text} {result.failure.detail}".rstrip())
            print(f"{name}: FAILED")
        else:
            self._troubles.append(
                f"{name} makes wrong pictures ({result.decibels:.0f} dB like the reference, at least "
                f"{ENOUGH_DB:.0f} are right). Update its driver, or choose another device."
            )
            print(f"{name}: WRONG PICTURE")

    def _print_verdict(self) -> int:
        _heading("Result")
        for trouble in self._troubles:
            print(f"- {trouble}")
        if not self._troubles:
            print("Everything works.")
        return EXIT_OK if self._working and not self._troubles else EXIT_SOME_FAILED


def _likeness(decibels: float) -> str:
    return "equal to the reference" if decibels == IDENTICAL else f"{decibels:.0f} dB like the reference"


def _heading(text: str) -> None:
    print(f"\n{text}", flush=True)
