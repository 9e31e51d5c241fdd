"""Runs freed from this machine's paths."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners.local.arguments import own_arguments, upstream_arguments
from aresrgan_gui.runners.remote.request import RemoteRequest, known_sha256, request_for, sha256_of

OPTIONS = UpscaleOptions(model="realesr-animevideov3", device="1")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"a picture")
    return path


def made(
    source: Path, models: Path, options: UpscaleOptions = OPTIONS, *, job: str = "job", output: str = "r.png"
) -> RemoteRequest:
    return request_for(job, own_arguments(source, source.with_name(output), models, options))


def test_that_no_path_of_this_machine_is_left_and_the_others_come_in(source: Path, fake_models: Path) -> None:
    request = made(source, fake_models)
    assert not [argument for argument in request.arguments if str(source.parent) in argument]
    command = request.command(source="/far/in.jpg", output="/far/out.png", models="/far", gpu=3)
    assert command[:4] == ["-i", "/far/in.jpg", "-o", "/far/out.png"]
    assert command[command.index("-m") + 1] == "/far"
    assert command[-2:] == ["-g", "3"]
    assert command.count("-g") == 1


def test_that_a_wish_for_the_processor_is_kept(source: Path, fake_models: Path) -> None:
    request = made(source, fake_models, replace(OPTIONS, device="cpu"))
    command = request.command(source="a", output="b", models="c", gpu=3)
    assert command[command.index("-g") + 1] == "cpu"
    assert command.count("-g") == 1


def test_that_all_files_of_a_model_go_along(source: Path, fake_models: Path) -> None:
    names = {path.name for path in made(source, fake_models).model_files}
    assert names == {
        f"realesr-animevideov3-x{scale}{end}" for scale in (2, 3, 4) for end in (".param", ".bin")
    }


def test_that_only_the_file_of_a_pass_goes_along(source: Path, fake_models: Path) -> None:
    stem = "realesr-animevideov3-x2"
    arguments = upstream_arguments(
        source, source.with_name("r.png"), models=fake_models, stem=stem, scale=2, options=OPTIONS
    )
    assert {path.name for path in request_for("job", arguments).model_files} == {
        f"{stem}.param",
        f"{stem}.bin",
    }


def test_that_the_key_stays_where_the_work_is_the_same(source: Path, fake_models: Path) -> None:
    elsewhere = source.parent / "work" / "renamed.jpg"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(source.read_bytes())
    assert made(source, fake_models).key == made(elsewhere, fake_models, replace(OPTIONS, device="0")).key


def test_that_the_key_changes_with_the_job_the_picture_the_options_and_the_format(
    source: Path, fake_models: Path
) -> None:
    keys = {
        made(source, fake_models).key,
        made(source, fake_models, job="another").key,
        made(source, fake_models, replace(OPTIONS, scale=2)).key,
        made(source, fake_models, output="r.webp").key,
    }
    source.write_bytes(b"another picture")
    keys.add(made(source, fake_models).key)
    assert len(keys) == 5


def test_that_the_key_changes_with_what_the_model_holds(source: Path, fake_models: Path) -> None:
    before = made(source, fake_models)
    before.model_files[-1].write_bytes(b"other weights under the same name")
    assert made(source, fake_models).key != before.key


def test_that_a_model_that_is_not_here_is_missing(source: Path, fake_models: Path) -> None:
    with pytest.raises(UpscaleError) as caught:
        made(source, fake_models, replace(OPTIONS, model="unheard-of"))
    assert caught.value.failure.code is ErrorCode.MODEL_MISSING


def test_that_a_picture_that_has_gone_cannot_be_read(source: Path, fake_models: Path) -> None:
    source.unlink()
    with pytest.raises(UpscaleError) as caught:
        made(source, fake_models)
    assert caught.value.failure.code is ErrorCode.INPUT_UNREADABLE


def test_that_a_remembered_digest_is_that_of_the_file_as_it_is_now(source: Path) -> None:
    before = known_sha256(source)
    source.write_bytes(b"another picture")
    assert known_sha256(source) == sha256_of(source) != before
