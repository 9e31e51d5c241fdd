"""`aresrgan --smoke-test`: what was built is tried as a whole, on a machine without a screen."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import psutil
from PySide6.QtGui import QImage

from aresrgan_gui.core.errors import EXIT_OK, EXIT_SOME_FAILED, Failure
from aresrgan_gui.core.models.catalogue import installed, manifest
from aresrgan_gui.core.paths import HOME_VARIABLE, models_folder
from aresrgan_gui.runners.local.engines import Engine, our_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.models.selftest import SOURCE, SelfTest, SelfTestResult, all_cases
from aresrgan_gui.services.pictures.previews import PreviewLoader

SIDE = 2048
"""Of the picture that is shown, in pixels, if it were larger."""


def smoke_test(picture: Path | None) -> int:
    """Open the window, enlarge the sample by every model on the processor, show it, and print how it went.

    0 where all that could be done and every official model made its reference, otherwise 1. Nothing of the
    user's is touched. A picture of the window is put into the file `picture`.
    """
    models = models_folder()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="aresrgan-smoke-test-", ignore_cleanup_errors=True) as home:
        os.environ[HOME_VARIABLE] = home
        return EXIT_OK if _works(models, picture) else EXIT_SOME_FAILED


def _works(models: Path, picture: Path | None) -> bool:
    from aresrgan_gui.desk.start import Start
    from aresrgan_gui.ui.application import create_application

    application = create_application(["aresrgan"])
    start = Start(application, _only_ours, lambda _settings: None, [])
    runner = LocalRunner(our_engine(), models, parent=application)
    selftest = SelfTest(runner, application)
    previews = PreviewLoader(application)
    results: list[SelfTestResult] = []
    selftest.tried.connect(results.append)
    selftest.tried.connect(_print_result)
    went_well: list[bool] = []

    def begin() -> None:
        seconds = time.time() - psutil.Process().create_time()
        print(f"the window is open after {seconds:.2f} s: {start.window.isVisible()}", flush=True)
        selftest.start(["cpu"], all_cases(model.spec for model in installed(models)))

    def look() -> None:
        previews.load(SOURCE, SIDE)

    def tell_shown(path: Path, image: QImage) -> None:
        print(f"{path.name} is shown with {image.width()} x {image.height()} pixels", flush=True)
        finish()

    def tell_hidden(path: Path, failure: Failure) -> None:
        print(f"{path.name} is not shown: FAILED, {failure.code.value} {failure.detail}", flush=True)
        went_well.append(False)
        finish()

    def finish() -> None:
        # Quitting closes the window.
        is_kept = picture is None or start.window.grab().save(str(picture))
        went_well.extend((start.window.isVisible(), is_kept))
        application.quit()

    selftest.ended.connect(look)
    previews.loaded.connect(tell_shown)
    previews.failed.connect(tell_hidden)
    start.opening.done.connect(begin)
    application.exec()
    runner.shutdown()
    previews.stop()
    start.clear()
    missing = {spec.name for spec in manifest().models} - {result.case.model for result in results}
    if missing:
        print(f"not tried: {', '.join(sorted(missing))}")
    return not missing and all(went_well) and all(result.is_right for result in results)


def _only_ours(_chosen: Path | None) -> Engine:
    return our_engine()


def _print_result(result: SelfTestResult) -> None:
    name = f"{result.case.model} x{result.case.scale}"
    if result.failure is not None:
        print(f"{name}: FAILED, {result.failure.code.value} {result.failure.detail}", flush=True)
    else:
        verdict = "right" if result.is_right else "WRONG"
        likeness = f"{result.decibels:.0f} dB like the reference"
        print(f"{name}: {verdict}, {likeness}, {result.seconds:.1f} s", flush=True)
