from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.naming import (
    check_template,
    free_path,
    name_key,
    portable,
    replaces_source,
    target_path,
)
from aresrgan_gui.core.options import ExactSize, Existing, OutputFormat, UpscaleOptions


def test_that_the_usual_name_tells_the_scale_and_stands_beside_the_source() -> None:
    named = target_path(Path("/pictures/photo.jpg"), UpscaleOptions(), (10, 20))
    assert named == Path("/pictures/photo_4x.png")


def test_that_a_template_can_tell_model_and_size() -> None:
    options = UpscaleOptions(
        model="m", scale=2, template="{stem}-{model}-{width}x{height}", format=OutputFormat.WEBP
    )
    assert target_path(Path("p.png"), options, (10, 20), Path("/out")) == Path("/out/p-m-20x40.webp")


def test_that_a_name_tells_the_real_size_and_factor() -> None:
    options = UpscaleOptions(exact=ExactSize(25, 0), template="{stem} {scale}x {width}x{height}")
    assert target_path(Path("p.png"), options, (10, 20)).name == "p 2.5x 25x50.png"


def test_that_a_name_can_tell_the_day() -> None:
    named = target_path(Path("p.png"), UpscaleOptions(template="{date}"), (1, 1))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", named.stem)


@pytest.mark.parametrize(("number", "name"), [(1, "001.png"), (42, "042.png"), (12345, "12345.png")])
def test_that_a_name_can_tell_the_number_in_the_queue(number: int, name: str) -> None:
    assert target_path(Path("p.png"), UpscaleOptions(template="{n}"), (1, 1), number=number).name == name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a.JPG", "a_4x.jpg"),
        ("a.tif", "a_4x.tiff"),
        ("a.avif", "a_4x.avif"),
        ("a.gif", "a_4x.gif"),
        ("a.bmp", "a_4x.png"),
        ("a", "a_4x.png"),
    ],
)
def test_that_a_result_can_have_the_format_of_its_source(source: str, name: str) -> None:
    assert target_path(Path(source), UpscaleOptions(format=None), (1, 1)).name == name


def test_that_results_can_go_into_a_folder_beside_each_picture() -> None:
    options = UpscaleOptions(subfolder="a/b")
    assert target_path(Path("/pictures/p.png"), options, (1, 1)) == Path("/pictures/a_b/p_4x.png")
    elsewhere = replace(options, folder=Path("/out"))
    assert target_path(Path("/pictures/p.png"), elsewhere, (1, 1)) == Path("/out/p_4x.png")


def test_that_a_stem_with_dots_keeps_them() -> None:
    assert target_path(Path("a.b.c.png"), UpscaleOptions(), (1, 1)).name == "a.b.c_4x.png"


@pytest.mark.parametrize(
    "template", ["{stem", "{unknown}", "", "  ", "{stem.__class__}", "{scale:>999999999}"]
)
def test_that_a_template_that_names_no_file_is_refused(template: str) -> None:
    with pytest.raises(UpscaleError) as caught:
        check_template(template)
    assert caught.value.failure.code is ErrorCode.BAD_OPTIONS


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("a/b\\c:d", "a_b_c_d"),
        ("CON", "_CON"),
        ("com1.thing", "_com1.thing"),
        ("aux.tar.x", "_aux.tar.x"),
        ("LPT¹", "_LPT¹"),
        ("nul .x", "_nul .x"),
        ("conin$", "_conin$"),
        ("photo.png:hidden", "photo.png_hidden"),
        ("com10", "com10"),
        ("name. . ", "name"),
        ("..", "_"),
        ("\udcff\udcfe", "_"),
        ("a\ud800b", "ab"),
        ("console", "console"),
    ],
)
def test_that_names_that_some_platform_refuses_are_changed(wanted: str, name: str) -> None:
    assert portable(wanted) == name


@given(st.text(max_size=400))
def test_that_every_text_becomes_a_name_that_all_platforms_accept(text: str) -> None:
    name = portable(text)
    assert name
    assert len(name.encode()) <= 201
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert not name.endswith((".", " "))


def test_that_a_taken_name_gets_the_next_number() -> None:
    taken = {Path("a.png"), Path("a (2).png")}
    assert free_path(Path("a.png"), taken.__contains__) == Path("a (3).png")


def test_that_names_alike_for_some_file_system_have_one_key() -> None:
    assert name_key(Path("Käse.PNG")) == name_key(Path("ka\u0308se.png"))


def test_that_only_a_result_of_the_same_name_replaces_its_source_and_only_where_that_is_asked_for() -> None:
    source = Path("pictures/Käse.PNG")
    same = Path("pictures/ka\u0308se.png")
    assert replaces_source(source, same, Existing.REPLACE)
    assert not replaces_source(source, same, Existing.SKIP)
    assert not replaces_source(source, Path("pictures/Käse_4x.png"), Existing.REPLACE)
