"""The scripts for hosts: those for a POSIX shell as they work, those for Windows as they are written."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tree_sitter_powershell
from tree_sitter import Language, Parser

from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.remote.request import sha256_of
from aresrgan_gui.runners.ssh.posix import Posix
from aresrgan_gui.runners.ssh.system import Work
from aresrgan_gui.runners.ssh.windows import Windows, quote

KEY = "0123abcd" * 8

SCRIPTS: dict[str, Callable[[Work], str]] = {
    "look": Windows().look,
    "receive": lambda work: Windows().receive(work, "part", "0" * 64),
    "start": Windows().start,
    "end": Windows().end,
    "sweep": lambda _: Windows().sweep("C:/x"),
    "checksum": lambda _: Windows().checksum("C:/x"),
    "room": lambda _: Windows().room("C:/x"),
    "ask": lambda _: Windows().ask("C:/x", "engine"),
    "set up": lambda _: Windows().set_up("C:/x", "engine-1", "a.whl", "mark"),
    "run": lambda work: Windows().run_file(work, "C:/O'Neil/engine", ["-i", "a b"]).decode("utf-8-sig"),
}
"""All of those for Windows, by what they do."""

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell is needed")


def said(script: str) -> str:
    command, given = Posix().command(script)
    ended = subprocess.run(
        command.split(), input=given, capture_output=True, text=True, check=True, timeout=300
    )
    return ended.stdout.strip()


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A work in an empty folder."""
    folder = tmp_path / "it's $HOME é" / KEY
    folder.mkdir(parents=True)
    return Work(KEY, str(folder), f"work/{KEY}", "source.png", "result.png")


def is_powershell(script: bytes) -> bool:
    """Whether its grammar knows it."""
    tree = Parser(Language(tree_sitter_powershell.language())).parse(script)
    return not tree.root_node.has_error


@posix_only
class TestPosix:
    def test_that_only_the_right_content_is_taken_for_the_picture(self, work: Work) -> None:
        picture = Path(work.file("part"))
        picture.write_bytes(b"whole")
        sha256 = sha256_of(picture)
        picture.write_bytes(b"who")
        assert said(Posix().receive(work, "part", sha256)) == "damaged"
        assert said(Posix().look(work)) == "absent"
        picture.write_bytes(b"whole")
        assert said(Posix().receive(work, "part", sha256)) == "whole"
        assert said(Posix().look(work)) == "ready"
        assert [entry.name for entry in Path(work.folder).iterdir()] == ["source.png"]

    def test_that_a_picture_that_another_program_takes_in_the_same_moment_is_whole(
        self, work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mv = tmp_path / "mv"
        mv.write_text(f'#!/bin/sh\n{shutil.which("mv")} "$@"\nexec {shutil.which("mv")} "$@"\n')
        mv.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        picture = Path(work.file("part"))
        picture.write_bytes(b"whole")
        assert said(Posix().receive(work, "part", sha256_of(picture))) == "whole"
        assert [entry.name for entry in Path(work.folder).iterdir()] == ["source.png"]

    def test_that_a_number_given_to_somebody_else_is_neither_ours_nor_killed(self, work: Work) -> None:
        Path(work.file("claim")).mkdir()
        with subprocess.Popen(["sleep", "60"], start_new_session=True) as other:
            Path(work.file("pid")).write_text(str(other.pid))
            assert said(Posix().look(work)) == "lost"
            assert said(Posix().end(work)) == "gone"
            assert other.poll() is None
            other.kill()
        assert not Path(work.folder).exists()

    def test_that_a_script_cut_short_does_nothing(self, work: Work) -> None:
        command, given = Posix().command(Posix().end(work))
        for length in range(0, len(given) - 6, 7):
            subprocess.run(command.split(), input=given[:length].encode(), capture_output=True, check=False)
        assert Path(work.folder).is_dir()

    def test_that_the_claim_of_another_is_left_alone(self, work: Work) -> None:
        Path(work.file("source.png")).touch()
        Path(work.file("run")).write_bytes(Posix().run_file(work, "/bin/echo", ["-i", "a b"]))
        assert said(Posix().start(work)) == "ready"
        assert said(Posix().start(work)) in ("running", "ended")

    def test_that_a_signal_is_told_apart_from_an_exit_code(self) -> None:
        assert Posix().outcome(137) == ProcessOutcome(9, crashed=True)
        assert Posix().outcome(70) == ProcessOutcome(70)


class TestWindows:
    def test_that_a_script_of_any_length_and_letters_goes_through_the_input(self, work: Work) -> None:
        script = Windows().start(work) + "# é 図" * 5000
        command, given = Windows().command(script)
        assert len(command) < 300
        assert command.isascii()
        assert given.isascii()
        assert script in base64.b64decode(given).decode("utf-8")

    def test_that_the_run_is_quoted_for_powershell_and_then_for_the_program(self, work: Work) -> None:
        content = Windows().run_file(work, "C:/Users/O'Neil/engine.exe", ["-i", "a b.png", "-b", 'x"y\\'])
        assert content.startswith(b"\xef\xbb\xbf")
        text = content.decode("utf-8-sig")
        assert "-FilePath 'C:/Users/O''Neil/engine.exe'" in text
        assert '-ArgumentList \'-i "a b.png" -b "x\\"y\\\\"\'' in text
        assert "$env:PYTHONUTF8 = '1'" in text

    @pytest.mark.parametrize("name", ["it's", "‘curly’ ‚marks‛"])
    def test_that_no_quote_ends_a_text(self, name: str) -> None:
        inside = quote(name)[1:-1]
        for mark in "'‘’‚‛":
            assert inside.replace(mark * 2, "").count(mark) == 0

    def test_that_paths_and_the_engine_are_named_as_windows_does(self) -> None:
        home = Windows().native("/C:/Users/me")
        assert home == "C:/Users/me"
        engine = Windows().our_engine(f"{home}/.aresrgan")
        assert engine == "C:/Users/me/.aresrgan/engine/Scripts/aresrgan-engine.exe"

    def test_that_the_whole_tree_is_killed_and_only_that_of_the_key(self, work: Work) -> None:
        script = Windows().end(work)
        assert "taskkill /T /F /PID $number" in script
        assert f"-like '*{KEY}*'" in script

    def test_that_the_link_to_the_engine_has_a_whole_path(self) -> None:
        """Windows reads any other from the folder of the process, which is not that of the script."""
        script = Windows().set_up("C:/x", "engine-1", "a.whl", "mark")
        assert "-Target (Join-Path (Get-Location).ProviderPath engine-1)" in script

    def test_that_the_command_leaves_its_input_to_the_script(self) -> None:
        """PowerShell would read it itself for a command that names this variable."""
        assert "$input" not in Windows().command("")[0].lower()

    def test_that_a_crash_is_told_by_its_status(self) -> None:
        assert Windows().outcome(-1073741819) == ProcessOutcome(-1073741819, crashed=True)
        assert Windows().outcome(18) == ProcessOutcome(18)

    @pytest.mark.parametrize("name", SCRIPTS)
    def test_that_powershells_grammar_knows_every_script(self, name: str, work: Work) -> None:
        assert is_powershell(SCRIPTS[name](work).encode())
        if name != "run":
            assert is_powershell(base64.b64decode(Windows().command(SCRIPTS[name](work))[1]))

    def test_that_a_script_cut_short_is_none(self, work: Work) -> None:
        _, given = Windows().command(Windows().end(work))
        for length in range(4, len(given) - 4, 4):
            assert not is_powershell(base64.b64decode(given[:length]))
