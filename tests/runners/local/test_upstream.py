"""What is done around an upstream-compatible engine: it sees plain pictures, the user gets right ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.imaging.pixels import load
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import ExactSize, Metadata, OutputFormat
from aresrgan_gui.runners.base import Failed, Finished, Progress
from aresrgan_gui.runners.local import upstream

if TYPE_CHECKING:
    from tests.runners.conftest import Listener, Start

MakeJob = Callable[..., Job]
Fake = Callable[[str], "Listener"]
Enlarge = Callable[[Job], Image.Image]
Starts = Callable[[], "list[Start]"]


@pytest.fixture
def enlarge(fake_upstream: Fake) -> Callable[[Job], Image.Image]:
    """Runs a job that must succeed; its result."""

    def run(job: Job) -> Image.Image:
        end = fake_upstream("ok").run(job)
        assert isinstance(end, Finished), end
        with Image.open(end.output) as result:
            result.load()
            return result

    return run


@pytest.mark.parametrize(
    ("scale", "passes"), [(2, ["2"]), (3, ["3"]), (4, ["4"]), (8, ["2", "4"]), (16, ["4", "4"])]
)
def test_that_each_pass_is_one_run_at_the_models_own_scale(
    scale: int,
    passes: list[str],
    enlarge: Enlarge,
    make_job: MakeJob,
    starts: Starts,
) -> None:
    assert enlarge(make_job(scale=scale)).size == (24 * scale, 16 * scale)
    runs = starts()
    assert [run.option("-s") for run in runs] == passes
    assert [run.option("-n") for run in runs] == [f"realesr-animevideov3-x{step}" for step in passes]


def test_that_a_scale_the_model_lacks_is_reached_by_resizing(
    enlarge: Enlarge,
    make_job: MakeJob,
    fake_models: Path,
    starts: Starts,
) -> None:
    for suffix in (".param", ".bin"):
        (fake_models / f"realesrgan-x4plus{suffix}").write_bytes(b"")
    assert enlarge(make_job(model="realesrgan-x4plus", scale=3)).size == (72, 48)
    assert [run.option("-s") for run in starts()] == ["4"]


def test_that_progress_goes_on_through_the_passes(fake_upstream: Fake, make_job: MakeJob) -> None:
    listener, job = fake_upstream("ok"), make_job(scale=16)
    listener.run(job)
    fractions = [event.fraction for event in listener.of(job) if isinstance(event, Progress)]
    first, second = 1 / 17, 16 / 17
    expected = [first * step for step in (0.25, 0.5, 0.75, 1)]
    expected += [first + second * step for step in (0.25, 0.5, 0.75, 1)]
    assert fractions == pytest.approx(expected)


def test_that_the_engine_gets_a_plain_name_and_an_upright_picture(
    enlarge: Enlarge,
    make_job: MakeJob,
    tmp_path: Path,
    starts: Starts,
) -> None:
    source = tmp_path / "pictures" / "gedreht ü.jpg"
    source.parent.mkdir()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.linear_gradient("L").resize((24, 16)).convert("RGB").save(source, exif=exif)
    result = enlarge(make_job(source.name))
    assert result.size == (32, 48)
    assert Path(starts()[0].option("-i")).name == "source.png"
    row = [result.convert("L").getpixel((x, 24)) for x in (2, 29)]
    assert row[0] > row[1]  # type: ignore[operator]


@pytest.mark.parametrize("mode", ["P", "1", "L", "LA", "I;16", "CMYK", "RGBA"])
def test_that_every_kind_of_picture_keeps_its_colours(mode: str, enlarge: Enlarge, make_job: MakeJob) -> None:
    source = make_job("rgb.png").source
    with Image.open(source) as picture:
        if mode == "I;16":
            changed = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
        else:
            changed = picture.convert(mode)
    name = f"picture.{'tif' if mode == 'CMYK' else 'png'}"
    changed.save(source.with_name(name))
    job = make_job(name)
    expected = load(job.source).image
    result = enlarge(job)
    assert result.mode in {"L": ("L",), "LA": ("L", "LA")}.get(expected.mode, ("RGB", "RGBA"))
    back = result.convert(expected.mode).resize(expected.size, Image.Resampling.NEAREST)
    assert back.tobytes() == expected.tobytes()


def test_that_the_colour_profile_is_kept(enlarge: Enlarge, make_job: MakeJob) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    job = make_job()
    with Image.open(job.source) as picture:
        picture.save(job.source, icc_profile=profile)
    assert enlarge(job).info["icc_profile"] == profile


def test_that_transparency_is_filled_where_a_background_is_given(enlarge: Enlarge, make_job: MakeJob) -> None:
    source = make_job().source
    with Image.open(source) as picture:
        picture.putalpha(0)
        picture.save(source)
    result = enlarge(make_job(format=OutputFormat.JPG, background="#ff0000"))
    red, green, blue = result.getpixel((5, 5))  # type: ignore[misc]
    assert red > 250
    assert max(green, blue) < 5


def test_that_transparency_is_kept_where_the_format_can(enlarge: Enlarge, make_job: MakeJob) -> None:
    source = make_job().source
    with Image.open(source) as picture:
        picture.putalpha(100)
        picture.save(source)
    result = enlarge(make_job(format=OutputFormat.WEBP))
    assert result.getchannel("A").getextrema() == (100, 100)


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        (ExactSize(36, 0), ((36, 24), ["2"])),
        (ExactSize(60, 60), ((60, 40), ["3"])),
        (ExactSize(60, 60, fill=True), ((60, 60), ["4"])),
        (ExactSize(12, 0), ((12, 8), [])),
    ],
)
def test_that_an_exact_size_is_reached_with_the_fewest_passes(
    exact: ExactSize,
    expected: tuple[tuple[int, int], list[str]],
    enlarge: Enlarge,
    make_job: MakeJob,
    starts: Starts,
) -> None:
    size = enlarge(make_job(exact=exact)).size
    assert (size, [run.option("-s") for run in starts()]) == expected


def test_that_only_the_part_that_fills_the_size_is_enlarged(enlarge: Enlarge, make_job: MakeJob) -> None:
    source = make_job().source
    picture = Image.new("RGB", (24, 16), "red")
    picture.paste((0, 0, 255), (4, 0, 20, 16))
    picture.save(source)
    result = enlarge(make_job(exact=ExactSize(32, 32, fill=True)))
    assert result.getcolors() == [(1024, (0, 0, 255))]


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tiff", "avif"])
def test_that_results_come_in_the_format_of_the_source_with_its_metadata(
    suffix: str, enlarge: Enlarge, make_job: MakeJob
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Somebody"
    with Image.open(make_job().source) as picture:
        picture.save(picture_path := make_job().source.with_suffix(f".{suffix}"), exif=exif)
    result = enlarge(make_job(picture_path.name, format=None))
    assert result.getexif()[ExifTags.Base.Artist] == "Somebody"
    dropped = enlarge(make_job(picture_path.name, format=None, metadata=Metadata.DROP))
    assert ExifTags.Base.Artist not in dropped.getexif()


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255)])
def test_that_a_truly_flat_picture_is_no_failure(
    colour: tuple[int, int, int], enlarge: Enlarge, make_job: MakeJob
) -> None:
    job = make_job()
    Image.new("RGB", job.size, colour).save(job.source)
    assert enlarge(job).getpixel((3, 3)) == colour


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"device": "cpu"}, ErrorCode.DEVICE_MISSING),
        ({"format": OutputFormat.WEBP, "scale": 16}, ErrorCode.FORMAT_LIMIT),
    ],
)
def test_that_what_cannot_work_is_refused_before_a_start(
    changes: dict[str, object], code: ErrorCode, fake_upstream: Fake, make_job: MakeJob, starts: Starts
) -> None:
    Image.new("RGB", (1200, 2)).save(make_job().source)
    end = fake_upstream("ok").run(make_job(**changes))
    assert isinstance(end, Failed)
    assert end.failure.code is code
    assert starts() == []


def test_that_a_result_over_the_engines_limit_is_refused_before_a_start(
    fake_upstream: Fake, make_job: MakeJob, starts: Starts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upstream, "MAX_PASS_BYTES", 48 * 32 * 3 - 1)
    end = fake_upstream("ok").run(make_job())
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.PICTURE_TOO_LARGE
    assert starts() == []
