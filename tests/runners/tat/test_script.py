"""The script that runs on Linux hosts, run for real by every shell that is here."""

from __future__ import annotations

import base64
import hashlib
import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import tree_sitter_powershell
from tree_sitter import Language, Parser

from aresrgan_gui.core.overriding import override
from aresrgan_gui.core.paths import resources
from aresrgan_gui.runners.tat.manifest import Fetched, Manifest, command_of
from aresrgan_gui.runners.tat.report import Report, read

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not all(map(shutil.which, ("curl", "flock"))),
    reason="the script is for Linux hosts, and needs curl and flock",
)

KEY = "ab" * 32
SCRIPT = (resources() / "remote" / "tat.sh").read_text("utf-8")
SHELLS = [name for name in ("sh", "dash", "bash", "busybox") if shutil.which(name)]


class Store:
    """Files that anybody may fetch and put."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.refuses_puts = False
        self.cuts: list[float] = []
        """What is left, of 1, of each download to come before all come whole."""
        self.ranges: list[str] = []
        """What was asked for of a file of which some was there already."""
        store = self

        class Handler(http.server.BaseHTTPRequestHandler):
            @override
            def log_message(self, format: str, *args: object) -> None:
                pass

            def do_GET(self) -> None:
                found = store.files.get(self.path)
                asked = self.headers.get("Range", "")
                content = (found or b"")[int(asked.removeprefix("bytes=").rstrip("-") or 0) :]
                if asked:
                    store.ranges.append(asked)
                if found is None:
                    self.send_response(403)
                elif asked and not content:
                    self.send_response(416)
                    content = b"a page that says so"
                else:
                    self.send_response(206 if asked else 200)
                    if asked:
                        begin = len(found) - len(content)
                        self.send_header("Content-Range", f"bytes {begin}-{len(found) - 1}/{len(found)}")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                kept = store.cuts.pop(0) if store.cuts else 1.0
                self.wfile.write(content[: int(len(content) * kept)])

            def do_PUT(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(403 if store.refuses_puts else 200)
                self.end_headers()
                if not store.refuses_puts:
                    store.files[self.path] = content

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def offer(self, name: str, content: bytes) -> Fetched:
        self.files[f"/{name}"] = content
        return Fetched(name, f"{self.address}/{name}", hashlib.sha256(content).hexdigest())


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()
    yield store
    store.server.shutdown()
    store.server.server_close()


@pytest.fixture
def engine(tmp_path: Path) -> Callable[[str], str]:
    """Makes an engine of lines of shell; it logs its starts to the file `starts`."""

    def make(body: str) -> str:
        path = tmp_path / "engine"
        path.write_text(f"#!/bin/sh\necho start >>'{tmp_path}/starts'\n{body}\n", "utf-8")
        path.chmod(0o755)
        return str(path)

    return make


@pytest.fixture
def manifest(store: Store, engine: Callable[[str], str]) -> Manifest:
    """A run of an engine that copies its input."""
    return Manifest(
        key=KEY,
        engine=engine('echo "0.00%" >&2; echo "50.00%" >&2; cp "$2" "$4"'),
        arguments=("-i", "input.png", "-o", "output.png", "-m", "../models/cafe"),
        input=store.offer("input.png", b"a picture"),
        output="output.png",
        output_url=f"{store.address}/result",
        models="cafe",
        model_files=(store.offer("x2.param", b"some layers"), store.offer("x2.bin", b"weights")),
    )


@pytest.fixture(params=SHELLS)
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Manifest], subprocess.Popen[str]]:
    """Starts the script as the agent does, in the folder `host`."""
    shell = ["busybox", "sh"] if request.param == "busybox" else [request.param]
    host = tmp_path / "host"
    host.mkdir()

    def started(manifest: Manifest) -> subprocess.Popen[str]:
        script = tmp_path / "script.sh"
        script.write_text(SCRIPT.replace("{{tat-hidden:manifest}}", manifest.encoded()), "utf-8")
        return subprocess.Popen(
            [*shell, str(script)],
            cwd=host,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    return started


@pytest.fixture
def run(start: Callable[[Manifest], subprocess.Popen[str]]) -> Callable[[Manifest], tuple[int, Report]]:
    """Runs the script to its end."""

    def ran(manifest: Manifest) -> tuple[int, Report]:
        process = start(manifest)
        output, _ = process.communicate(timeout=300)
        return process.returncode, read(output)

    return ran


Run = Callable[[Manifest], tuple[int, Report]]


def left(tmp_path: Path) -> list[str]:
    return sorted(entry.name for entry in (tmp_path / "host" / "aresrgan").iterdir())


def starts(tmp_path: Path) -> int:
    return len((tmp_path / "starts").read_text("utf-8").splitlines())


def test_that_a_picture_is_fetched_computed_and_stored(
    run: Run, manifest: Manifest, store: Store, tmp_path: Path
) -> None:
    status, report = run(manifest)
    assert (status, report.end, report.percent) == (0, "0", 50)
    assert store.files["/result"] == b"a picture"
    assert report.sha256 == hashlib.sha256(b"a picture").hexdigest()
    assert left(tmp_path) == ["models"]
    models = tmp_path / "host" / "aresrgan" / "models" / "cafe"
    assert {path.name: path.read_bytes() for path in models.iterdir()} == {
        "x2.param": b"some layers",
        "x2.bin": b"weights",
    }


def test_that_what_is_cut_on_its_way_goes_on_from_there(run: Run, manifest: Manifest, store: Store) -> None:
    store.cuts = [0.5, 0.5]
    status, report = run(replace(manifest, input=store.offer("input.png", b"picture!" * 100)))
    assert (status, report.end) == (0, "0")
    assert store.files["/result"] == b"picture!" * 100
    assert store.ranges == ["bytes=400-", "bytes=600-"]


def test_that_a_line_that_brings_nothing_more_is_given_up(
    run: Run, manifest: Manifest, store: Store, tmp_path: Path
) -> None:
    store.cuts = [0.5] + [0.0] * 10
    status, report = run(manifest)
    assert (status, report.end) == (250, "fetch")
    assert len(store.ranges) == 3
    assert left(tmp_path) == ["models"]


@pytest.mark.parametrize(
    ("before", "end"),
    [(b"a pic", "0"), (b"a picture", "0"), (b"a PIC", "fetch"), (b"a picture and", "fetch")],
)
def test_that_what_one_that_was_killed_had_fetched_is_gone_on_with(
    before: bytes, end: str, run: Run, manifest: Manifest, store: Store, tmp_path: Path
) -> None:
    """Only what proves to be something else is removed, and fetched anew by the next."""
    work = tmp_path / "host" / "aresrgan" / KEY
    work.mkdir(parents=True)
    (work / "input.png").write_bytes(before)
    assert run(manifest)[1].end == end
    assert store.ranges == [f"bytes={len(before)}-"]
    assert run(manifest)[1].end == "0"


def test_that_models_are_fetched_once(run: Run, manifest: Manifest, store: Store) -> None:
    run(manifest)
    del store.files["/x2.bin"]
    assert run(manifest)[1].end == "0"


def test_that_no_argument_is_read_as_shell(
    run: Run, manifest: Manifest, engine: Callable[[str], str], tmp_path: Path
) -> None:
    odd = ("$(touch stolen)", "a'b\"c`d`", "* ?", "", "two\nlines\n", "фото 写真", "{{key}}")
    tells = engine("for word; do printf '%s|' \"$word\"; done >output.png")
    manifest = replace(manifest, engine=tells, arguments=odd)
    status, report = run(manifest)
    assert status == 0
    said = "".join(f"{word}|" for word in odd).encode()
    assert report.sha256 == hashlib.sha256(said).hexdigest()


def test_that_only_whole_percentages_are_said_and_the_logs_tail(
    run: Run,
    start: Callable[[Manifest], subprocess.Popen[str]],
    manifest: Manifest,
    engine: Callable[[str], str],
) -> None:
    tiles = "i=0; while [ $i -lt 1000 ]; do printf '%d.%d0%%\\n' $((i / 10)) $((i % 10)); i=$((i + 1)); done"
    loud = f"{tiles}; i=0; while [ $i -lt 2000 ]; do echo trouble with layer $i; i=$((i + 1)); done; exit 7"
    output, _ = start(replace(manifest, engine=engine(loud))).communicate(timeout=300)
    report = read(output)
    assert [line for line in output.splitlines() if line.startswith("@ ")] == [f"@ {i}" for i in range(100)]
    assert len(output.encode()) < 24 * 1024
    assert report.end == "7"
    assert report.lines[-1] == "trouble with layer 1999"


@pytest.mark.parametrize("status", [1, 17, 134, 255])
def test_that_the_engines_status_is_told(
    run: Run, manifest: Manifest, engine: Callable[[str], str], store: Store, tmp_path: Path, status: int
) -> None:
    told, report = run(replace(manifest, engine=engine(f"echo words; exit {status}")))
    assert (told, report.end, report.lines) == (status, str(status), ("words",))
    assert "/result" not in store.files
    assert left(tmp_path) == ["models"]


def test_that_an_engine_without_a_result_is_told_apart(
    run: Run, manifest: Manifest, engine: Callable[[str], str]
) -> None:
    status, report = run(replace(manifest, engine=engine("exit 0")))
    assert (status, report.end, report.sha256) == (0, "0", "")


def test_that_what_keeps_a_run_from_beginning_is_told(
    run: Run, manifest: Manifest, store: Store, tmp_path: Path
) -> None:
    expired = replace(manifest.input, url=f"{store.address}/expired")
    changed = replace(manifest.input, sha256="0" * 64)
    lost = (replace(manifest.model_files[0], url=f"{store.address}/lost"),)
    for broken, word in (
        (replace(manifest, input=expired), "fetch"),
        (replace(manifest, input=changed), "fetch"),
        (replace(manifest, model_files=lost, models="beef"), "model"),
        (replace(manifest, engine="no-such-engine"), "engine"),
    ):
        status, report = run(broken)
        assert (status, report.end) == (250, word)
    assert not (tmp_path / "starts").exists()
    assert left(tmp_path) == ["models"]


def test_that_a_result_that_could_not_be_stored_is_stored_by_the_next(
    run: Run, manifest: Manifest, store: Store, tmp_path: Path
) -> None:
    store.refuses_puts = True
    assert run(manifest)[1].end == "store"
    store.refuses_puts = False
    assert run(manifest)[1].end == "0"
    assert store.files["/result"] == b"a picture"
    assert starts(tmp_path) == 1
    assert left(tmp_path) == ["models"]


def test_that_the_same_key_at_the_same_time_runs_once(
    start: Callable[[Manifest], subprocess.Popen[str]],
    manifest: Manifest,
    engine: Callable[[str], str],
    tmp_path: Path,
) -> None:
    waits = f'echo "10.00%"; until [ -e "{tmp_path}/gate" ]; do sleep 0.05; done; echo "20.00%"; cp "$2" "$4"'
    manifest = replace(manifest, engine=engine(waits))
    first = start(manifest)
    assert first.stdout is not None
    assert first.stdout.readline() == "@ 10\n"
    second = start(manifest)
    assert second.stdout is not None
    assert second.stdout.readline() == "@ 10\n"
    (tmp_path / "gate").touch()
    for process in (first, second):
        report = read(process.communicate(timeout=300)[0])
        assert (report.percent, report.end) == (20, "0")
    assert starts(tmp_path) == 1
    assert left(tmp_path) == ["models"]


def test_that_the_work_of_one_that_was_killed_is_taken_over(
    start: Callable[[Manifest], subprocess.Popen[str]],
    run: Run,
    manifest: Manifest,
    engine: Callable[[str], str],
    tmp_path: Path,
) -> None:
    killed = start(replace(manifest, engine=engine('echo "90.00%"; sleep 30')))
    assert killed.stdout is not None
    assert killed.stdout.readline() == "@ 90\n"
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    status, report = run(replace(manifest, engine=engine('cp "$2" "$4"')))
    assert (status, report.end) == (0, "0")
    assert left(tmp_path) == ["models"]


def test_that_no_secret_shows_in_the_list_of_processes(
    start: Callable[[Manifest], subprocess.Popen[str]],
    manifest: Manifest,
    engine: Callable[[str], str],
    tmp_path: Path,
) -> None:
    curl = tmp_path / "bin" / "curl"
    curl.parent.mkdir()
    curl.write_text(
        f"#!/bin/sh\necho \"$@\" >>'{tmp_path}/curls'\nexec '{shutil.which('curl')}' \"$@\"\n", "utf-8"
    )
    curl.chmod(0o755)
    process = start(manifest)
    process.communicate(timeout=300)
    script = tmp_path / "script.sh"
    script.write_text(f"PATH='{curl.parent}':$PATH\n{script.read_text('utf-8')}", "utf-8")
    subprocess.run(["sh", str(script)], cwd=tmp_path / "host", check=True, capture_output=True)
    assert "http" not in (tmp_path / "curls").read_text("utf-8")


@pytest.mark.parametrize("script", ["tat", "tat_remove", "tat_probe"])
@pytest.mark.parametrize("windows", [False, True])
def test_that_each_script_fits_what_the_service_takes(script: str, windows: bool) -> None:
    command = command_of(script, windows=windows)
    assert command["CommandType"] == ("POWERSHELL" if windows else "SHELL")
    assert len(str(command["Content"])) < 64 * 1024
    content = base64.b64decode(str(command["Content"]))
    # Windows PowerShell would take other letters for those of its own code page.
    assert content.isascii()
    assert b"\r" not in content
    placeholders = {"tat": b"{{tat-hidden:manifest}}", "tat_remove": b"{{key}}", "tat_probe": b"{{engine}}"}
    assert content.count(b"{{") == content.count(placeholders[script]) == 1


@pytest.mark.parametrize("script", ["tat", "tat_remove", "tat_probe"])
def test_that_powershells_grammar_knows_each_script_for_windows(script: str) -> None:
    content = (resources() / "remote" / f"{script}.ps1").read_bytes()
    tree = Parser(Language(tree_sitter_powershell.language())).parse(content)
    assert not tree.root_node.has_error
