"""Which networks ncnn is never given: what it would read or allocate beyond all bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from aresrgan_gui.core.models.param import ParamError, infer_scale, parse_param, read_param
from aresrgan_gui.core.models.sound import checked

SOUND = (
    "Input input 0 1 data",
    "Convolution first 1 1 data mid 0=12 1=3 4=1 5=1 6=324",
    "PReLU slopes 1 1 mid bent 0=12",
    "PixelShuffle up 1 1 bent output 0=2",
)


def network(*lines: str) -> str:
    blobs = {blob for line in lines for blob in _blobs(line)}
    return "\n".join(["7767517", f"{len(lines)} {len(blobs)}", *lines])


def _blobs(line: str) -> list[str]:
    fields = line.split()
    return fields[4 : 4 + int(fields[2]) + int(fields[3])]


def changed(before: str, after: str) -> str:
    text = network(*(line.replace(before, after) for line in SOUND))
    assert text != network(*SOUND)
    return text


def test_that_the_official_models_are_sound(real_models: Path) -> None:
    params = sorted(real_models.glob("*.param"))
    assert len(params) == 5
    for param in params:
        checked(read_param(param))


def test_that_a_sound_network_is_taken_as_it_is() -> None:
    layers = parse_param(network(*SOUND))
    assert checked(layers) is layers


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (changed("0=12 1=3", "0=99999999 1=3"), "beyond 1 to 4096"),
        (changed("0=12 1=3", "0=13 1=3"), "weights for 13 channels"),
        (changed("6=324", "6=648"), "weights for 6 channels of 3"),
        (changed("6=324", "6=1e30"), "weights"),
        (changed("6=324", ""), "weights"),
        (changed("1=3", "1=1000"), "beyond"),
        (changed("4=1", "4=100000000"), "beyond"),
        (changed("4=1", "4=nan"), "no number"),
        (changed("4=1", "4=inf"), "no number"),
        (changed("4=1", "4=1 2=1e99"), "beyond"),
        (changed("4=1", "4=1.0000000000000000"), "no number that ncnn could read"),
        (changed("4=1", "4=1 8=2"), "8 bits"),
        (changed("4=1", "4=1 77=1"), "setting 77"),
        (changed("4=1", "4=1 -23301=5,1,2"), "5 values announced"),
        (changed("mid bent 0=12", "mid bent 0=5"), "5 slopes for 12 channels"),
        (changed("output 0=2", "output 0=5"), "12 channels for 25 pixels"),
        (changed("1 1 data", "1 1 nowhere"), "before it is made"),
        (changed("bent output", "bent data"), "there already"),
        (changed("PReLU slopes 1 1 mid bent", "PReLU slopes 0 1 bent"), "0 inputs"),
        (changed("slopes", "x" * 300), "too long"),
        (network(*SOUND, "Interp i 1 1 output big 0=1 3=100000 4=100000"), "a size of its own"),
        (network(*SOUND, "Interp i 1 1 output big 0=1 1=2.0 2=1.0"), "differently"),
        (network(*SOUND, "BinaryOp b 1 1 output sum 0=0"), "no number to go with it"),
        (network(*SOUND, "Eltwise e 2 1 output mid sum 0=1"), r"inputs of \[3, 12\] channels"),
        (network(*SOUND, "Eltwise e 2 1 mid bent sum 0=1 -23301=1,1.0"), "a factor for some"),
        (network(*SOUND, "Slice s 1 2 mid a b -23300=2,10,10"), "slices of more than 12"),
        (network(*SOUND, "Padding p 1 1 output pad 0=2000000000"), "beyond"),
    ],
)
def test_that_what_reads_or_allocates_beyond_bounds_is_refused(text: str, complaint: str) -> None:
    layers = parse_param(text)
    with pytest.raises(ParamError, match=complaint):
        checked(layers)


def test_that_a_picture_cannot_become_huge_on_the_way() -> None:
    text = network(
        "Input input 0 1 data",
        "Interp one 1 1 data large 0=1 1=16.0 2=16.0",
        "Interp two 1 1 large larger 0=1 1=16.0 2=16.0",
        "Pooling three 1 1 larger large2 1=16 2=16",
        "Pooling four 1 1 large2 output 1=8 2=8",
    )
    with pytest.raises(ParamError, match="enlarges 256 times"):
        infer_scale(checked(parse_param(text)))


@pytest.mark.parametrize(
    "lines",
    [
        ("Concat c 2 1 mid bent both", "Convolution last 1 1 both end 0=3 1=1 6=72"),
        ("Slice s 1 2 mid a b -23300=2,4,-233", "Convolution last 1 1 b end 0=3 1=1 6=24"),
        ("ConvolutionDepthWise d 1 1 mid deep 0=12 1=3 4=1 6=108 7=12",),
        ("Deconvolution d 1 1 mid large 0=3 1=4 3=2 4=1 6=576",),
        ("BinaryOp b 1 1 mid half 0=2 1=1 2=5.000000e-01",),
        ("Reorg r 1 1 mid small 0=2", "Convolution last 1 1 small end 0=3 1=1 6=144"),
        ("Pooling p 1 1 mid mean 0=1 4=1", "BinaryOp b 2 1 bent mean scaled 0=2"),
    ],
)
def test_that_other_sound_layers_are_taken(lines: tuple[str, ...]) -> None:
    head = ("Split s0 1 2 data data1 data2", "Convolution first 1 1 data1 mid 0=12 1=3 4=1 5=1 6=324")
    assert checked(parse_param(network(SOUND[0], *head, "Sigmoid s1 1 1 mid bent", *lines)))
