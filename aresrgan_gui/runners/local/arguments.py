"""The command lines of engines, by pure functions."""

from __future__ import annotations

from pathlib import Path

from aresrgan_gui.core.options import Target, UpscaleOptions


def own_arguments(source: Path, output: Path, models: Path, options: UpscaleOptions) -> list[str]:
    """One run of our engine: everything from the source to the result, in the format that `output` names."""
    arguments = [
        *("-i", str(source), "-o", str(output), *_target_arguments(options.target)),
        *("-n", options.model, "-m", str(models), "-g", options.device, "-t", str(options.tile)),
        *("-q", str(options.quality), "--compression", options.compression.value),
        *("--metadata", options.metadata.value),
    ]
    if options.background is not None:
        arguments += ["-b", options.background]
    if options.threads:
        arguments += ["-j", f"1:{options.threads}:1"]
    if options.tta:
        arguments.append("-x")
    if options.provenance:
        arguments.append("--provenance")
    return arguments


def _target_arguments(target: Target) -> list[str]:
    if isinstance(target, int):
        return ["-s", str(target)]
    size = f"{target.width or ''}x{target.height or ''}"
    return ["--size", size, "--fill"] if target.fill else ["--size", size]


def upstream_arguments(
    source: Path, output: Path, *, models: Path, stem: str, scale: int, options: UpscaleOptions
) -> list[str]:
    """One pass of an upstream-compatible engine through the model file `stem` at its own `scale`.

    Without `-g` it takes the device that it likes best; `auto` would be read as number 0. It wants the tile
    and the threads once for each device, and refuses anything else.
    """
    devices = 1 if options.device == "auto" else len(options.device.split(","))
    tiles = ",".join([str(options.tile)] * devices)
    arguments = [
        *("-i", str(source), "-o", str(output), "-s", str(scale)),
        *("-n", stem, "-m", str(models), "-t", tiles, "-f", "png"),
    ]
    if options.device != "auto":
        arguments += ["-g", options.device]
    if options.threads:
        threads = ",".join([str(options.threads)] * devices)
        arguments += ["-j", f"1:{threads}:2"]
    if options.tta:
        arguments.append("-x")
    return arguments
