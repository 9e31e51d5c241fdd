"""The command lines of engines, by pure functions."""

from __future__ import annotations

from pathlib import Path

from aresrgan_gui.core.options import UpscaleOptions


def own_arguments(source: Path, output: Path, models: Path, options: UpscaleOptions) -> list[str]:
    """One run of our engine: everything from the source to the result."""
    arguments = [
        *("-i", str(source), "-o", str(output), "-s", str(options.scale)),
        *("-n", options.model, "-m", str(models), "-g", options.device, "-t", str(options.tile)),
        *("-f", options.format.value, "-q", str(options.quality)),
    ]
    if options.background is not None:
        arguments += ["-b", options.background]
    if options.tta:
        arguments.append("-x")
    return arguments


def upstream_arguments(
    source: Path, output: Path, *, models: Path, stem: str, scale: int, options: UpscaleOptions
) -> list[str]:
    """One pass of an upstream-compatible engine through the model file `stem` at its own `scale`.

    Without `-g` it takes the device that it likes best; `auto` would be read as number 0.
    """
    arguments = [
        *("-i", str(source), "-o", str(output), "-s", str(scale)),
        *("-n", stem, "-m", str(models), "-t", str(options.tile), "-f", "png"),
    ]
    if options.device != "auto":
        arguments += ["-g", options.device]
    if options.tta:
        arguments.append("-x")
    return arguments
