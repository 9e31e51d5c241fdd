"""Command lines as exact lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from aresrgan_gui.core.options import Compression, ExactSize, Metadata, OutputFormat, UpscaleOptions
from aresrgan_gui.runners.local.arguments import own_arguments, upstream_arguments

SOURCE, OUTPUT, MODELS = Path("in 1.png"), Path("out.webp"), Path("models")


def test_that_our_engine_is_told_every_choice() -> None:
    options = UpscaleOptions(
        model="m",
        scale=8,
        format=OutputFormat.WEBP,
        quality=80,
        compression=Compression.SMALL,
        metadata=Metadata.NO_LOCATION,
        background="#ffeedd",
        device="1",
        tile=128,
        threads=6,
        tta=True,
    )
    assert own_arguments(SOURCE, OUTPUT, MODELS, options) == [
        *("-i", "in 1.png", "-o", "out.webp", "-s", "8", "-n", "m", "-m", "models", "-g", "1", "-t", "128"),
        *("-q", "80", "--compression", "small", "--metadata", "no-location", "-b", "#ffeedd"),
        *("-j", "1:6:1", "-x"),
    ]


def test_that_our_engine_chooses_where_the_user_did_not() -> None:
    assert own_arguments(SOURCE, OUTPUT, MODELS, UpscaleOptions()) == [
        *("-i", "in 1.png", "-o", "out.webp", "-s", "4", "-n", "realesrgan-x4plus", "-m", "models"),
        *("-g", "auto", "-t", "0", "-q", "92", "--compression", "fast", "--metadata", "keep"),
    ]


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        (ExactSize(1920, 1080), ["--size", "1920x1080"]),
        (ExactSize(1920, 0), ["--size", "1920x"]),
        (ExactSize(0, 1080), ["--size", "x1080"]),
        (ExactSize(1920, 1080, fill=True), ["--size", "1920x1080", "--fill"]),
    ],
)
def test_that_our_engine_is_told_an_exact_size_instead_of_the_scale(
    exact: ExactSize, said: list[str]
) -> None:
    arguments = own_arguments(SOURCE, OUTPUT, MODELS, UpscaleOptions(exact=exact))
    assert arguments[4 : 4 + len(said)] == said
    assert "-s" not in arguments


def test_that_an_upstream_engine_gets_the_models_own_scale_and_no_device_for_auto() -> None:
    options = UpscaleOptions(model="m", scale=16, format=OutputFormat.JPG)
    assert upstream_arguments(SOURCE, OUTPUT, models=MODELS, stem="m-x2", scale=2, options=options) == [
        *(
            "-i",
            "in 1.png",
            "-o",
            "out.webp",
            "-s",
            "2",
            "-n",
            "m-x2",
            "-m",
            "models",
            "-t",
            "0",
            "-f",
            "png",
        ),
    ]


def test_that_an_upstream_engine_is_told_device_and_tta() -> None:
    options = UpscaleOptions(device="2", tile=64, tta=True)
    assert upstream_arguments(SOURCE, OUTPUT, models=MODELS, stem="m", scale=4, options=options) == [
        *("-i", "in 1.png", "-o", "out.webp", "-s", "4", "-n", "m", "-m", "models", "-t", "64", "-f", "png"),
        *("-g", "2", "-x"),
    ]


def test_that_an_upstream_engine_is_told_tile_and_threads_for_each_device() -> None:
    options = UpscaleOptions(device="0,2", tile=64, threads=3)
    said = upstream_arguments(SOURCE, OUTPUT, models=MODELS, stem="m", scale=4, options=options)
    assert said[said.index("-t") :] == ["-t", "64,64", "-f", "png", "-g", "0,2", "-j", "1:3,3:2"]
