from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aresrgan_gui.core.models.param import ParamError, infer_scale, param_text, parse_param, read_param

TWICE = """7767517
3 3
Input input 0 1 data
Convolution first 1 1 data mid 0=12 1=3 4=1 5=1 6=324
PixelShuffle up 1 1 mid output 0=2
"""


@pytest.mark.parametrize(
    ("stem", "scale"),
    [
        ("realesr-animevideov3-x2", 2),
        ("realesr-animevideov3-x3", 3),
        ("realesr-animevideov3-x4", 4),
        ("realesrgan-x4plus", 4),
        ("realesrgan-x4plus-anime", 4),
    ],
)
def test_that_the_scale_of_every_official_model_is_worked_out(
    real_models: Path, stem: str, scale: int
) -> None:
    assert infer_scale(read_param(real_models / f"{stem}.param")) == scale


def test_that_a_pixel_shuffle_enlarges_by_its_factor() -> None:
    assert infer_scale(parse_param(TWICE)) == 2


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ("", "not a text"),
        ("\x7fELF", "not a text"),
        (TWICE.replace("3 3", "3 4"), "blobs announced"),
        (TWICE.replace("3 3", "9 3"), "layers announced"),
        (TWICE.replace("3 3", "999999999999 3"), "counts"),
        (TWICE.replace("PixelShuffle", "CustomThing"), "not used"),
        (TWICE.replace("0=2", "zero"), "no setting"),
        (TWICE.replace(" 1 1 mid output 0=2", " 5 1 mid output"), "lacks blobs"),
    ],
)
def test_that_a_damaged_or_hostile_description_is_refused(wrong: str, complaint: str) -> None:
    with pytest.raises(ParamError, match=complaint):
        parse_param(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        TWICE.replace("0=2", "0=0"),
        TWICE.replace("0=2", "0=1"),
        TWICE.replace("0=2", "0=99"),
        TWICE.replace("output", "result"),
    ],
)
def test_that_a_network_that_cannot_enlarge_is_refused(wrong: str) -> None:
    with pytest.raises(ParamError):
        infer_scale(parse_param(wrong))


@given(st.text(max_size=300))
def test_that_no_text_gives_anything_but_layers_or_a_param_error(text: str) -> None:
    try:
        infer_scale(parse_param("7767517\n1 1\n" + text))
    except ParamError:
        return


def test_that_an_enormous_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.param"
    with path.open("wb") as stream:
        stream.truncate(5_000_000)
    with pytest.raises(ParamError, match="larger"):
        read_param(path)


def test_that_layers_make_the_text_that_they_were_read_from() -> None:
    lines = "Input in 0 1 data", "Split s 1 2 data a b", "Eltwise e 2 1 a b c 0=1 -23301=2,1.0,2.0e-01"
    layers = parse_param("\n".join(["7767517", "3 4", *lines]))
    assert [layer.name for layer in layers] == ["in", "s", "e"]
    assert parse_param(param_text(layers)) == layers
