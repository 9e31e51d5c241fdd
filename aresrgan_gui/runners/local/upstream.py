"""The one place that knows the quirks of realesrgan-ncnn-vulkan and of what behaves like it.

It exits with 0 after most failures, ignores orientation, palettes, profiles and 16-bit depth, scrambles any
scale but the model's own, and leaves black where memory ran out. So it gets a plain PNG and one pass at a
time, every output is decoded and compared with the source, and the final size and format are made by our own
engine, which alone decodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from aresrgan_gui.core.errors import EXIT_OK, ErrorCode, UpscaleError
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import InstalledModel, find
from aresrgan_gui.core.options import OutputFormat
from aresrgan_gui.core.plan import plan
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.local.adapter import Run, crash_note, detail_of, refuse_dead
from aresrgan_gui.runners.local.arguments import upstream_arguments
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.looking import Answer

Look = Callable[[str, Mapping[str, object]], Answer]

MAX_PASS_BYTES = 2**31 - 1
"""The download of a result counts its bytes in 32 bits; more is a crash."""

_MEANINGS = (
    (r"invalid gpu device|vk(CreateInstance|EnumeratePhysicalDevices) failed", ErrorCode.DEVICE_MISSING),
    (r"vkAllocateMemory failed|vk\w+ failed -[12]\b|std::bad_alloc", ErrorCode.OUT_OF_MEMORY),
    (r"vk\w+ failed -\d+", ErrorCode.DEVICE_FAILED),
    (r"fopen .* failed", ErrorCode.MODEL_MISSING),
    (r"layer .* not exists|find_blob_index_by_name .* failed|param is too old", ErrorCode.MODEL_DAMAGED),
    (r"decode image .* failed", ErrorCode.INPUT_DAMAGED),
    (r"encode image .* failed", ErrorCode.OUTPUT_UNWRITABLE),
    (r"invalid (tilesize|scale|outputpath|thread)|unknown model dir|^Usage:", ErrorCode.BAD_OPTIONS),
)
"""What the engine's lines mean, the more telling first."""


class UpstreamAdapter:
    """One job through an upstream-compatible engine, in the folder `work`."""

    def __init__(self, engine: Engine, models: Path, job: Job, work: Path, look: Look) -> None:
        """`look` is `aresrgan_gui.runners.local.looking.Looker.answer`."""
        self._engine = engine
        self._models = models
        self._job = job
        self._work = work
        self._look = look
        self._notes = work / "source.json"
        self._passed = work / "source.png"
        """The newest of the pictures between the passes."""

    def prepare(self) -> list[Run]:
        """Have the source written as the engine can read it; one run for each pass."""
        options = self._job.options
        if options.device == "cpu":
            raise UpscaleError(ErrorCode.DEVICE_MISSING, None, "this engine has no CPU mode")
        model = find(self._models, options.model)
        self._plan = plan(self._job.size, options.target, model.spec.stems)
        prepared = self._look(
            "prepare",
            {
                "source": str(self._job.source),
                "target": str(self._passed),
                "notes": str(self._notes),
                "plan": asdict(self._plan),
                "background": options.background,
                "opaque": self._job.output_format is OutputFormat.JPG,
                "metadata": options.metadata.value,
            },
        )
        return self._runs(model, (int(prepared["width"]), int(prepared["height"])), int(prepared["channels"]))

    def after_run(self, run: Run, outcome: ProcessOutcome, lines: Sequence[str]) -> None:
        """Raise what the lines and the exit say, or else what is wrong with the pass's output."""
        for meaning, code in _MEANINGS:
            if any(re.search(meaning, line) for line in lines):
                raise UpscaleError(code, self._path_for(code), detail_of(lines))
        refuse_dead(self._engine.program, self._job.source, outcome, lines)
        if outcome.exit_code != EXIT_OK:
            detail = detail_of(lines, crash_note(outcome))
            raise UpscaleError(ErrorCode.ENGINE_CRASHED, self._job.source, detail)
        if not run.output.exists():
            raise UpscaleError(ErrorCode.OUTPUT_WRONG, self._job.target, detail_of(lines, "no picture came"))
        self._look("check", {"path": str(run.output), "width": run.size[0], "height": run.size[1]})
        self._passed.unlink()
        self._passed = run.output

    def result(self) -> Path:
        """The last pass's picture, compared with the source, in the size and format that was asked for."""
        options = self._job.options
        output = self._work / f"result.{self._job.output_format.value}"
        self._look(
            "finish",
            {
                "picture": str(self._passed),
                "notes": str(self._notes),
                "target": str(output),
                "plan": asdict(self._plan),
                "format": self._job.output_format.value,
                "quality": options.quality,
                "compression": options.compression.value,
            },
        )
        return output

    def _runs(self, model: InstalledModel, size: tuple[int, int], channels: int) -> list[Run]:
        """The passes; raises UpscaleError(PICTURE_TOO_LARGE) for one that the engine would die of."""
        options = self._job.options
        source, (width, height) = self._passed, size
        runs = []
        weights = self._plan.pass_weights()
        for number, (scale, weight) in enumerate(zip(self._plan.passes, weights, strict=True)):
            output, width, height = self._work / f"pass-{number}.png", width * scale, height * scale
            if width * height * channels > MAX_PASS_BYTES:
                detail = f"this engine crashes on results over 2 GiB, such as {width} x {height} pixels"
                raise UpscaleError(ErrorCode.PICTURE_TOO_LARGE, self._job.source, detail)
            stem = model.spec.stems[scale]
            arguments = upstream_arguments(
                source, output, models=model.folder, stem=stem, scale=scale, options=options
            )
            runs.append(Run(tuple(arguments), output, (width, height), weight))
            source = output
        return runs

    def _path_for(self, code: ErrorCode) -> Path | None:
        if code is ErrorCode.INPUT_DAMAGED:
            return self._job.source
        if code is ErrorCode.OUTPUT_UNWRITABLE:
            return self._job.target
        return self._models / self._job.options.model if code is ErrorCode.MODEL_MISSING else None
