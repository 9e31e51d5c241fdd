from __future__ import annotations

from pathlib import Path

import pytest

from aresrgan_gui.core.models.param import parse_param, read_param
from aresrgan_gui.engine.networks.graph import multiplications, parting, stages, work_floats


def network(*lines: str) -> str:
    blobs = {blob for line in lines for blob in line.split()[4:] if "=" not in blob}
    return "\n".join(["7767517", f"{len(lines)} {len(blobs)}", *lines])


HEAD = ("Input in 0 1 data", "Convolution c0 1 1 data a 0=8 1=3 4=1 5=1 6=216")


@pytest.mark.parametrize("stem", ["realesrgan-x4plus", "realesrgan-x4plus-anime"])
def test_that_the_large_models_are_parted_at_their_first_enlarging_layer(
    real_models: Path, stem: str
) -> None:
    found = parting(read_param(real_models / f"{stem}.param"))
    assert found is not None
    assert [layer.type for layer in found.tail][:2] == ["Interp", "Convolution"]
    assert found.tail[0].inputs == (found.blob,)
    assert found.trunk[-1].outputs == (found.blob,)
    assert found.margin == 2


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_that_a_model_without_convolutions_at_the_larger_size_stays_whole(
    real_models: Path, scale: int
) -> None:
    assert parting(read_param(real_models / f"realesr-animevideov3-x{scale}.param")) is None


@pytest.mark.parametrize(
    ("tail", "margin"),
    [
        (("PixelShuffle p 1 1 a b 0=2", "Convolution c1 1 1 b output 0=3 1=3 4=1 5=1 6=54"), 1),
        (("PixelShuffle p 1 1 a b 0=2", "Convolution c1 1 1 b output 0=3 1=7 4=3 5=1 6=294"), 2),
        (("PixelShuffle p 1 1 a b 0=2", "Convolution c1 1 1 b output 0=3 1=3 2=3 4=3 6=54"), 2),
        (("Interp i 1 1 a b 0=1 1=4 2=4", "Convolution c1 1 1 b output 0=3 1=9 4=4 5=1 6=1944"), 1),
    ],
)
def test_that_the_margin_follows_from_the_layers(tail: tuple[str, ...], margin: int) -> None:
    found = parting(parse_param(network(*HEAD, *tail)))
    assert found is not None
    assert found.margin == margin


@pytest.mark.parametrize(
    "tail",
    [
        # Interpolated between pixels, with a stride, padded less than it reaches, pooled.
        ("Interp i 1 1 a b 0=2 1=2 2=2", "Convolution c1 1 1 b output 0=3 1=3 4=1 5=1 6=216"),
        ("PixelShuffle p 1 1 a b 0=4", "Convolution c1 1 1 b output 0=3 1=3 3=2 4=1 5=1 6=54"),
        ("PixelShuffle p 1 1 a b 0=2", "Convolution c1 1 1 b output 0=3 1=3 4=0 5=1 6=54"),
        (
            "PixelShuffle p 1 1 a b 0=2",
            "Pooling q 1 1 b c 1=3 3=1",
            "Convolution c1 1 1 c output 0=3 1=3 4=1 5=1 6=54",
        ),
        # What was read before is read again behind the enlarging layer.
        (
            "Split s 1 2 a a0 a1",
            "PixelShuffle p 1 1 a0 b 0=2",
            "Interp i 1 1 a1 c 0=1 1=2 2=2",
            "Concat t 2 1 b c d",
            "Convolution c1 1 1 d output 0=3 1=3 4=1 5=1 6=270",
        ),
    ],
)
def test_that_a_tail_that_may_look_anywhere_is_not_parted(tail: tuple[str, ...]) -> None:
    assert parting(parse_param(network(*HEAD, *tail))) is None


def test_that_the_widest_convolution_is_found(real_models: Path) -> None:
    assert work_floats(read_param(real_models / "realesr-animevideov3-x4.param")) == 64 + 64
    whole = read_param(real_models / "realesrgan-x4plus.param")
    assert work_floats(whole) == 16 * (64 + 64)
    parted = parting(whole)
    assert parted is not None
    assert work_floats(parted.trunk) == 192 + 64


@pytest.mark.parametrize("stem", ["realesrgan-x4plus", "realesrgan-x4plus-anime", "realesr-animevideov3-x4"])
def test_that_a_network_is_gone_through_in_stages_of_about_equal_work(real_models: Path, stem: str) -> None:
    layers = read_param(real_models / f"{stem}.param")
    parted = parting(layers)
    found = stages(parted.trunk if parted else layers, 4)
    assert [stage.done for stage in found] == pytest.approx([1 / 4, 2 / 4, 3 / 4], abs=0.07)
    assert len({stage.blob for stage in found}) == 3


def test_that_there_are_no_more_stages_than_convolutions() -> None:
    layers = parse_param(network(*HEAD, "Convolution c1 1 1 a output 0=8 1=3 4=1 5=1 6=216"))
    assert [(stage.blob, stage.done) for stage in stages(layers, 8)] == [("a", 1 / 2)]


def test_that_what_is_multiplied_grows_with_the_area() -> None:
    layers = parse_param(
        network(*HEAD, "Interp i 1 1 a b 0=1 1=4 2=4", "Convolution c1 1 1 b output 0=3 1=3 4=1 5=1 6=54")
    )
    assert multiplications(layers) == 216 + 16 * 54
