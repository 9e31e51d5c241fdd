"""Percentages and lines out of whatever bytes an engine writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aresrgan_gui.runners.local.progress import MAX_LINE_BYTES, OutputParser


def parsed(*chunks: bytes) -> list[float | str]:
    parser = OutputParser()
    entries = [entry for chunk in chunks for entry in parser.feed(chunk)]
    return entries + parser.close()


SAMPLES: dict[str, tuple[bytes, list[float | str]]] = {
    "one tile": (b"0.00%\n", [0.0]),
    "some tiles": (b"0.00%\n50.00%\n", [0.0, 50.0]),
    "comma locale on Windows": (b"0,00%\r\n64,29%\r\n", [0.0, 64.29]),
    "the end without a sign": (b"99.31%\n100.00\n", [99.31, 100.0]),
    "no line end": (b"12.50%", [12.5]),
    "two workers' texts before their line ends": (b"12.50%5.00%\n\n", [12.5, 5.0]),
    "two workers without a sign": (b"12.505.00\n", [12.5, 5.0]),
    "two pictures": (b"0.00%\n0.00%\n50.00%\n25.00%\n", [0.0, 0.0, 50.0, 25.0]),
    "what is no percentage": (
        b"999.99%\n1.5%\n12.345%\n50.00% done\n",
        ["999.99%", "1.5%", "12.345%", "50.00% done"],
    ),
    "devices, then work": (
        b"[0 llvmpipe (LLVM 15.0.6, 256 bits)]  queueC=0[1]  queueG=0[1]  queueT=0[1]\n"
        b"[0 llvmpipe (LLVM 15.0.6, 256 bits)]  bugsbn1=0  bugbilz=0  bugcopc=0  bugihfa=0\n"
        b"0.00%\n50.00%\nin.png -> out.png done\n",
        [
            "[0 llvmpipe (LLVM 15.0.6, 256 bits)]  queueC=0[1]  queueG=0[1]  queueT=0[1]",
            "[0 llvmpipe (LLVM 15.0.6, 256 bits)]  bugsbn1=0  bugbilz=0  bugcopc=0  bugihfa=0",
            0.0,
            50.0,
            "in.png -> out.png done",
        ],
    ),
    "no driver": (
        b"vkCreateInstance failed -9\ninvalid gpu device\n",
        ["vkCreateInstance failed -9", "invalid gpu device"],
    ),
    "no model": (b"fopen models/x.param failed\n0.00%\n", ["fopen models/x.param failed", 0.0]),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_that_what_engines_say_is_understood(name: str) -> None:
    said, meant = SAMPLES[name]
    assert parsed(said) == meant


def test_that_bytes_in_no_known_encoding_spoil_only_their_own_line() -> None:
    entries = parsed("解码失败\n".encode("gbk"), "解码失败\n7.00%\n".encode())
    assert entries[1:] == ["解码失败", 7.0]
    assert "�" in str(entries[0])


engine_like = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from(
            [b"0.00%", b"64,29%", b"100.00", b"\n", b"\r\n", b"\r", b"vkQueueSubmit failed -4\n"]
        ),
        st.just(b"x" * (MAX_LINE_BYTES - 3)),
    ),
    max_size=12,
).map(b"".join)


@given(engine_like, st.data())
def test_that_the_cuts_between_chunks_do_not_matter(said: bytes, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(said)), max_size=8)))
    chunks = [said[start:end] for start, end in zip([0, *cuts], [*cuts, len(said)], strict=True)]
    assert parsed(*chunks) == parsed(said)


@given(st.binary(max_size=200))
def test_that_no_bytes_are_too_odd(said: bytes) -> None:
    for entry in parsed(said):
        assert 0.0 <= entry <= 100.0 if isinstance(entry, float) else entry


def test_that_a_line_without_end_does_not_fill_the_memory() -> None:
    entries = parsed(*[b"x" * 1000] * 100)
    assert max(len(str(entry)) for entry in entries) == MAX_LINE_BYTES
    assert sum(len(str(entry)) for entry in entries) == 100_000
