"""What people read about states and failures: one set of sentences for the window and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from aresrgan_gui import __version__
from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.ladder import Rung
from aresrgan_gui.core.models.catalogue import ModelKind
from aresrgan_gui.core.options import OutputFormat
from aresrgan_gui.core.tables import markdown_table, text_table
from aresrgan_gui.runners.base import Phase

if TYPE_CHECKING:
    from aresrgan_gui.core.bench import BenchRow
    from aresrgan_gui.runners.remote.transport import HostReport

_CONTEXT = "messages"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - the name that lupdate looks for
    """Mark `text` for translation and leave it as it is; Qt's own marker is typed as returning any object."""
    return text


@dataclass(frozen=True)
class FailureText:
    """`what` happened to which file, and the `remedy`: what the user can do."""

    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".rstrip()


_FAILURES: dict[ErrorCode, tuple[str, str]] = {
    ErrorCode.BAD_OPTIONS: (
        QT_TRANSLATE_NOOP("messages", "The options do not fit together: {detail}."),
        QT_TRANSLATE_NOOP("messages", "Change the options and try again."),
    ),
    ErrorCode.INPUT_MISSING: (
        QT_TRANSLATE_NOOP("messages", "{name} is not there."),
        QT_TRANSLATE_NOOP("messages", "Check its name and whether it was moved."),
    ),
    ErrorCode.INPUT_UNREADABLE: (
        QT_TRANSLATE_NOOP("messages", "{name} cannot be opened."),
        QT_TRANSLATE_NOOP("messages", "Check that you are allowed to read it."),
    ),
    ErrorCode.NOT_A_PICTURE: (
        QT_TRANSLATE_NOOP("messages", "{name} is not a picture that ARESRGAN can read."),
        QT_TRANSLATE_NOOP("messages", "Save it as PNG, JPEG, WebP or TIFF in another program first."),
    ),
    ErrorCode.INPUT_DAMAGED: (
        QT_TRANSLATE_NOOP("messages", "{name} is damaged or incomplete."),
        QT_TRANSLATE_NOOP("messages", "Get the file again, or open and save it in a picture editor."),
    ),
    ErrorCode.PICTURE_TOO_LARGE: (
        QT_TRANSLATE_NOOP("messages", "{name} is too large: {detail}."),
        QT_TRANSLATE_NOOP("messages", "Cut it into parts or make it smaller first."),
    ),
    ErrorCode.MODEL_MISSING: (
        QT_TRANSLATE_NOOP("messages", "The model {stem} is not installed."),
        QT_TRANSLATE_NOOP(
            "messages", "Get the models with the button in the window or with: aresrgan models fetch"
        ),
    ),
    ErrorCode.MODEL_DAMAGED: (
        QT_TRANSLATE_NOOP("messages", "The model file {name} is damaged."),
        QT_TRANSLATE_NOOP("messages", "Get the models again: aresrgan models fetch"),
    ),
    ErrorCode.MODELS_UNAVAILABLE: (
        QT_TRANSLATE_NOOP("messages", "The models could not be got: {detail}."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Check the network, or use a folder that holds them: aresrgan models fetch --from FOLDER",
        ),
    ),
    ErrorCode.NOT_A_MODEL: (
        QT_TRANSLATE_NOOP("messages", "{name} is not a model that ARESRGAN can use."),
        QT_TRANSLATE_NOOP(
            "messages",
            "It takes the ncnn form of the model: two files that end in .param and .bin. "
            "Other forms, such as .pth or .onnx, have to be converted first.",
        ),
    ),
    ErrorCode.MODEL_INCOMPLETE: (
        QT_TRANSLATE_NOOP("messages", "{name} is missing: a model is a .param and a .bin file of one name."),
        QT_TRANSLATE_NOOP("messages", "Put both files into one folder and import the model again."),
    ),
    ErrorCode.MODEL_UNSUITABLE: (
        QT_TRANSLATE_NOOP("messages", "{name} cannot be used as a model: {detail}."),
        QT_TRANSLATE_NOOP("messages", "Get both files again from where the model comes, or choose another."),
    ),
    ErrorCode.MODEL_NAME_TAKEN: (
        QT_TRANSLATE_NOOP("messages", "There is a model named {name} already."),
        QT_TRANSLATE_NOOP("messages", "Choose another name, or remove the other model first."),
    ),
    ErrorCode.MODEL_IS_OFFICIAL: (
        QT_TRANSLATE_NOOP("messages", "{name} is one of the official models and stays as it is."),
        QT_TRANSLATE_NOOP("messages", "Only models of your own can be renamed or removed."),
    ),
    ErrorCode.ALPHA_NEEDS_BACKGROUND: (
        QT_TRANSLATE_NOOP("messages", "{name} has transparent parts, which a JPEG cannot hold."),
        QT_TRANSLATE_NOOP("messages", "Choose another format, or a background colour."),
    ),
    ErrorCode.FORMAT_LIMIT: (
        QT_TRANSLATE_NOOP("messages", "The result of {name} is larger than its format allows: {detail}."),
        QT_TRANSLATE_NOOP("messages", "Choose PNG or a smaller size."),
    ),
    ErrorCode.OUTPUT_UNWRITABLE: (
        QT_TRANSLATE_NOOP("messages", "{path} cannot be written: {detail}."),
        QT_TRANSLATE_NOOP("messages", "Choose another output folder."),
    ),
    ErrorCode.OUTPUT_IS_SOURCE: (
        QT_TRANSLATE_NOOP("messages", "The result would replace the picture {name} itself."),
        QT_TRANSLATE_NOOP("messages", "Choose another name or folder."),
    ),
    ErrorCode.OUTPUT_WRONG: (
        QT_TRANSLATE_NOOP("messages", "The engine's result for {name} is not right: {detail}."),
        QT_TRANSLATE_NOOP("messages", "Try again with a smaller tile, or on the CPU."),
    ),
    ErrorCode.DISK_FULL: (
        QT_TRANSLATE_NOOP("messages", "The disk is full: {path} could not be written."),
        QT_TRANSLATE_NOOP("messages", "Free some space or choose another output folder."),
    ),
    ErrorCode.OUT_OF_MEMORY: (
        QT_TRANSLATE_NOOP("messages", "There is not enough memory for {name}."),
        QT_TRANSLATE_NOOP("messages", "Close other programs, choose a smaller tile or size, or the CPU."),
    ),
    ErrorCode.DEVICE_MISSING: (
        QT_TRANSLATE_NOOP("messages", "The chosen graphics card is not there."),
        QT_TRANSLATE_NOOP("messages", "Choose another device, or the CPU."),
    ),
    ErrorCode.DEVICE_FAILED: (
        QT_TRANSLATE_NOOP("messages", "The graphics card failed at {name}."),
        QT_TRANSLATE_NOOP("messages", "Choose a smaller tile or the CPU, or update the graphics driver."),
    ),
    ErrorCode.ENGINE_MISSING: (
        QT_TRANSLATE_NOOP("messages", "The engine {path} cannot be started."),
        QT_TRANSLATE_NOOP("messages", "Choose another engine or install the program again."),
    ),
    ErrorCode.ENGINE_CRASHED: (
        QT_TRANSLATE_NOOP("messages", "The engine stopped unexpectedly at {name}."),
        QT_TRANSLATE_NOOP("messages", "Try again with a smaller tile, or on the CPU."),
    ),
    ErrorCode.ENGINE_HUNG: (
        QT_TRANSLATE_NOOP("messages", "The engine stood still at {name} and was stopped."),
        QT_TRANSLATE_NOOP("messages", "Try again with a smaller tile, or on the CPU."),
    ),
    ErrorCode.HOST_DOWN: (
        QT_TRANSLATE_NOOP("messages", "The host {name} cannot be reached: {detail}."),
        QT_TRANSLATE_NOOP("messages", "Check that it is running, and the network."),
    ),
    ErrorCode.HOST_KEY_UNKNOWN: (
        QT_TRANSLATE_NOOP("messages", "The host {name} has not been trusted yet: {detail}."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Compare its key, then trust it on the hosts page or with: aresrgan hosts test --trust",
        ),
    ),
    ErrorCode.HOST_KEY_CHANGED: (
        QT_TRANSLATE_NOOP(
            "messages", "Take care: the host {name} has another key than the one you trusted: {detail}."
        ),
        QT_TRANSLATE_NOOP(
            "messages",
            "Somebody may be listening in. Only where you know that it was set up anew, "
            "remove the host and add it again.",
        ),
    ),
    ErrorCode.HOST_REFUSED: (
        QT_TRANSLATE_NOOP("messages", "The host {name} refused the log-in: {detail}."),
        QT_TRANSLATE_NOOP("messages", "Check the user, and the key, password or certificate."),
    ),
    ErrorCode.HOST_UNREADY: (
        QT_TRANSLATE_NOOP("messages", "The host {name} is not ready: {detail}."),
        QT_TRANSLATE_NOOP(
            "messages", "Set it up, then test it on the hosts page or with: aresrgan hosts test"
        ),
    ),
    ErrorCode.HOST_UNKNOWN: (
        QT_TRANSLATE_NOOP("messages", "There is no host named {name}."),
        QT_TRANSLATE_NOOP("messages", "Add it on the hosts page or with: aresrgan hosts add"),
    ),
    ErrorCode.JOURNAL_DAMAGED: (
        QT_TRANSLATE_NOOP(
            "messages", "The list of pictures from last time was damaged and could not be read."
        ),
        QT_TRANSLATE_NOOP("messages", "Add the pictures again. The old list was kept as {path}."),
    ),
    ErrorCode.JOURNAL_UNWRITABLE: (
        QT_TRANSLATE_NOOP("messages", "The list of pictures cannot be kept: {detail}."),
        QT_TRANSLATE_NOOP(
            "messages", "The work goes on; after closing the window the pictures must be added again."
        ),
    ),
    ErrorCode.CANCELLED: (QT_TRANSLATE_NOOP("messages", "Cancelled."), ""),
    ErrorCode.INTERNAL: (
        QT_TRANSLATE_NOOP("messages", "Something unexpected went wrong with {name}: {detail}."),
        QT_TRANSLATE_NOOP("messages", "Please report it together with the log."),
    ),
}

_STATES: dict[JobState, str] = {
    JobState.WAITING: QT_TRANSLATE_NOOP("messages", "Waiting"),
    JobState.RUNNING: QT_TRANSLATE_NOOP("messages", "Running"),
    JobState.DONE: QT_TRANSLATE_NOOP("messages", "Done"),
    JobState.SKIPPED: QT_TRANSLATE_NOOP("messages", "Skipped: the result is already there"),
    JobState.FAILED: QT_TRANSLATE_NOOP("messages", "Failed"),
    JobState.CANCELLED: QT_TRANSLATE_NOOP("messages", "Cancelled"),
}

_RUNGS: dict[Rung, str] = {
    Rung.SMALL_TILES: QT_TRANSLATE_NOOP("messages", "again, with small tiles"),
    Rung.OTHER_DEVICE: QT_TRANSLATE_NOOP("messages", "again, on another graphics card"),
    Rung.PROCESSOR: QT_TRANSLATE_NOOP("messages", "again, on the processor"),
}

_KINDS: dict[ModelKind, str] = {
    ModelKind.PHOTO: QT_TRANSLATE_NOOP("messages", "Photos and anything natural. The best, and slow."),
    ModelKind.DRAWING: QT_TRANSLATE_NOOP("messages", "Drawings, anime and illustrations."),
    ModelKind.VIDEO: QT_TRANSLATE_NOOP("messages", "Video frames, game art and quick looks. Very fast."),
    ModelKind.OWN: QT_TRANSLATE_NOOP("messages", "Your own model."),
}


_BENCH_HEADINGS = (
    QT_TRANSLATE_NOOP("messages", "Device"),
    QT_TRANSLATE_NOOP("messages", "Memory (GB)"),
    QT_TRANSLATE_NOOP("messages", "Model"),
    QT_TRANSLATE_NOOP("messages", "Picture"),
    QT_TRANSLATE_NOOP("messages", "Enlarged"),
    QT_TRANSLATE_NOOP("messages", "Seconds"),
    QT_TRANSLATE_NOOP("messages", "MP/s"),
    QT_TRANSLATE_NOOP("messages", "Peak memory (MB)"),
)

_FORMATS: dict[OutputFormat, str] = {
    OutputFormat.PNG: "PNG",
    OutputFormat.JPG: "JPEG",
    OutputFormat.WEBP: "WebP",
    OutputFormat.TIFF: "TIFF",
    OutputFormat.AVIF: "AVIF",
    OutputFormat.GIF: "GIF",
}


def failure_text(failure: Failure) -> FailureText:
    """The sentences for a failure."""
    what, remedy = _FAILURES[failure.code]
    values = {
        "name": failure.path.name if failure.path else _text(QT_TRANSLATE_NOOP("messages", "the picture")),
        "stem": failure.path.stem if failure.path else "",
        "path": str(failure.path or ""),
        "detail": failure.detail.strip().rstrip("."),
    }
    return FailureText(_text(what).format(**values), _text(remedy))


def state_text(state: JobState) -> str:
    """A job's state in a word or two."""
    return _text(_STATES[state])


def format_text(output_format: OutputFormat) -> str:
    """A format's name."""
    return _FORMATS[output_format]


def too_large_text(output_format: OutputFormat) -> str:
    """That a result does not fit into its format."""
    return _text(QT_TRANSLATE_NOOP("messages", "Too large for {format}")).format(
        format=format_text(output_format)
    )


def first_frame_text(output_format: OutputFormat) -> str:
    """That only the first frame of an animation is enlarged."""
    return _text(QT_TRANSLATE_NOOP("messages", "Only the first frame: {format} holds no animations")).format(
        format=format_text(output_format)
    )


def kind_text(kind: ModelKind) -> str:
    """What a model of `kind` is good for."""
    return _text(_KINDS[kind])


def bench_headings() -> list[str]:
    """The columns of a table of measurements."""
    return [_text(heading) for heading in _BENCH_HEADINGS]


def bench_cells(row: BenchRow) -> list[str]:
    """What stands under `bench_headings` in a row; empty where nothing is known."""
    width, height = row.size
    return [
        row.device.name,
        "" if row.device.memory is None else f"{row.device.memory / 1e9:.1f}",
        row.model,
        f"{width} × {height}",
        f"{row.scale}×",
        _bench_outcome(row),
        "" if row.speed is None else f"{row.speed:.3g}",
        "" if row.peak_memory is None else f"{row.peak_memory / 1e6:.0f}",
    ]


def bench_notes() -> str:
    """How the figures of a table of measurements are to be read."""
    return _text(
        QT_TRANSLATE_NOOP(
            "messages",
            "Seconds are those of the whole job, from file to file. MP/s are megapixels of the result in a "
            "second. Peak memory is the engine's in main memory, not that of a graphics card.",
        )
    )


def bench_text(rows: Sequence[BenchRow], *, is_markdown: bool) -> str:
    """What is to be passed on of measurements: where they were made, the table, and how to read it."""
    table = (markdown_table if is_markdown else text_table)(
        bench_headings(), [bench_cells(row) for row in rows]
    )
    import platform

    return "\n\n".join((f"ARESRGAN {__version__}, {platform.platform()}", table, bench_notes()))


def _bench_outcome(row: BenchRow) -> str:
    if row.seconds is not None:
        return f"{row.seconds:.1f}"
    if row.predicted is not None:
        text = _text(QT_TRANSLATE_NOOP("messages", "left out: about {seconds} s"))
        return text.format(seconds=f"{row.predicted:.0f}")
    if row.failure is not None:
        text = _text(QT_TRANSLATE_NOOP("messages", "failed: {why}"))
        return text.format(why=failure_text(row.failure).what)
    return ""


_WAYS: dict[Phase, str] = {
    Phase.SENDING: QT_TRANSLATE_NOOP("messages", "Sent to {place}: {percent}%"),
    Phase.QUEUED: QT_TRANSLATE_NOOP("messages", "Next on {place}"),
    Phase.FETCHING: QT_TRANSLATE_NOOP("messages", "Fetched from {place}: {percent}%"),
}


def way_text(phase: Phase, fraction: float, place: str) -> str:
    """Where a picture is on its way to a host and back; `phase` is not WORKING."""
    return _text(_WAYS[phase]).format(place=place, percent=int(fraction * 100))


def place_text(failure: Failure | None, place: str) -> str:
    """That a job waits for the one host that it may run at, as it is called; empty where it takes jobs."""
    if failure is None:
        return ""
    return _text(QT_TRANSLATE_NOOP("messages", "Waiting for {place}")).format(place=place)


def report_parts(report: HostReport) -> list[str]:
    """What a host says of itself, in words."""
    parts = [", ".join(report.gpus) or _text(QT_TRANSLATE_NOOP("messages", "no graphics card"))]
    if report.engine_version:
        text = _text(QT_TRANSLATE_NOOP("messages", "engine {version}"))
        parts.append(text.format(version=report.engine_version))
    if report.free_bytes is not None:
        text = _text(QT_TRANSLATE_NOOP("messages", "{amount} GB free"))
        parts.append(text.format(amount=f"{report.free_bytes / 1e9:.1f}"))
    if report.clock_skew is not None:
        text = _text(QT_TRANSLATE_NOOP("messages", "clock off by {seconds} s"))
        parts.append(text.format(seconds=f"{report.clock_skew:.1f}"))
    return parts


def _text(source: str) -> str:
    return QCoreApplication.translate(_CONTEXT, source) if source else ""


def rung_text(rung: Rung) -> str:
    """How a picture is being tried after its device failed."""
    return _text(_RUNGS[rung])
