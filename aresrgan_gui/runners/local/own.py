"""Our own engine: it does the whole job in one run, proves its result and is honest about how that ended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aresrgan_gui.core.errors import CODE_OF_EXIT, EXIT_OK, ErrorCode, UpscaleError
from aresrgan_gui.core.imaging.pictures import measure
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.local.adapter import Run, crash_note, detail_of, refuse_dead
from aresrgan_gui.runners.local.arguments import own_arguments
from aresrgan_gui.runners.local.engines import Engine

_ABOUT_OUTPUT = (ErrorCode.OUTPUT_UNWRITABLE, ErrorCode.OUTPUT_WRONG, ErrorCode.DISK_FULL)
_ABOUT_MODEL = (ErrorCode.MODEL_MISSING, ErrorCode.MODEL_DAMAGED)


class OwnAdapter:
    """One job through `aresrgan-engine`, in the folder `work`."""

    def __init__(self, engine: Engine, models: Path, job: Job, work: Path) -> None:
        self._engine = engine
        self._models = models
        self._job = job
        self._output = work / f"result.{job.output_format.value}"

    def prepare(self) -> list[Run]:
        """One run; the engine checks everything by itself."""
        arguments = own_arguments(self._job.source, self._output, self._models, self._job.options)
        return [Run(tuple(arguments), self._output, self._job.output_size)]

    def after_run(self, run: Run, outcome: ProcessOutcome, lines: Sequence[str]) -> None:
        """Raise what the exit code says, and measure the output of a success.

        The engine has read it back whole: here its header is enough.
        """
        refuse_dead(self._engine.program, self._job.source, outcome, lines)
        if outcome.exit_code == EXIT_OK:
            measure(run.output, run.size)
            return
        code = CODE_OF_EXIT.get(outcome.exit_code, ErrorCode.CANCELLED)
        if code is ErrorCode.CANCELLED:
            # Somebody else stopped it: what we cancel is killed, and its exit is never judged.
            detail = detail_of(lines, crash_note(outcome))
            raise UpscaleError(ErrorCode.ENGINE_CRASHED, self._job.source, detail)
        raise UpscaleError(code, self._path_for(code), detail_of(lines))

    def result(self) -> Path:
        """The engine's output, which `after_run` has measured."""
        return self._output

    def _path_for(self, code: ErrorCode) -> Path:
        if code in _ABOUT_OUTPUT:
            return self._job.target
        return self._models / self._job.options.model if code in _ABOUT_MODEL else self._job.source
