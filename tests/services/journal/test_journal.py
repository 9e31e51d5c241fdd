"""What the journal keeps, through kills, damage and other programs."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.fingerprint import Fingerprint
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.options import Existing, OutputFormat, UpscaleOptions
from aresrgan_gui.runners.parts import part_of
from aresrgan_gui.services.journal import journal as journal_module
from aresrgan_gui.services.journal.journal import (
    BEGUN_DAYS,
    WINDOW_RUN,
    Attempt,
    Begun,
    Journal,
    JournalError,
    Record,
    open_journal,
)
from aresrgan_gui.services.journal.runs import is_over, left_elsewhere, own_run

WRITER = """
import sys
from pathlib import Path
from tests.services.journal.test_journal import record
from aresrgan_gui.services.journal.journal import Journal
journal = Journal(Path(sys.argv[1]))
for number in range(100_000):
    journal.put("window", [(number, record(f"{number}.png"))])
    print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queue.sqlite3"


@pytest.fixture
def journal(path: Path) -> Journal:
    return Journal(path)


def record(name: str = "a.png") -> Record:
    options = replace(UpscaleOptions(), format=OutputFormat.WEBP, quality=77, existing=Existing.REPLACE)
    job = Job(
        Path("/pictures") / name,
        Path("/pictures/out") / name,
        options,
        (40, 30),
        number=7,
        frames=5,
        place="a host",
    )
    return Record(job, Path("below"), None, 0, None)


def reopened(journal: Journal) -> Journal:
    journal.close()
    return Journal(journal.path)


def test_that_a_job_comes_back_with_all_that_is_known_of_it(journal: Journal) -> None:
    failure = Failure(ErrorCode.DISK_FULL, Path("/pictures/out"), "no space\nleft")
    known = record()
    failed = replace(known, job=replace(known.job, state=JobState.FAILED, failure=failure), attempts=3)
    named = replace(record("b.png"), explicit=Path("/elsewhere/b.webp"), seconds=2.5)
    journal.put(WINDOW_RUN, [(0, failed), (1, named)])
    assert reopened(journal).records(WINDOW_RUN) == [failed, named]


def test_that_a_later_state_replaces_the_earlier_one(journal: Journal) -> None:
    known = record()
    journal.put(WINDOW_RUN, [(0, known)])
    done = replace(known, job=known.job.moved(JobState.RUNNING).moved(JobState.DONE), seconds=1.0)
    journal.put(WINDOW_RUN, [(0, done)])
    assert journal.records(WINDOW_RUN) == [done]


@pytest.mark.skipif(sys.platform == "win32", reason="names are text on Windows")
def test_that_a_name_that_is_no_text_is_kept(journal: Journal) -> None:
    odd = record(os.fsdecode(b"photo-\xff.png"))
    journal.put(WINDOW_RUN, [(0, odd)])
    assert reopened(journal).records(WINDOW_RUN) == [odd]


def test_that_jobs_stand_in_their_order_also_after_a_move(journal: Journal) -> None:
    records = [record(f"{number}.png") for number in range(4)]
    journal.put(WINDOW_RUN, list(enumerate(records)))
    journal.arrange([records[number].job.id for number in (3, 1, 2, 0)])
    order = [found.job.source.name for found in journal.records(WINDOW_RUN)]
    assert order == ["3.png", "1.png", "2.png", "0.png"]


def test_that_runs_do_not_see_each_others_jobs(journal: Journal) -> None:
    ours, others = record("ours.png"), record("others.png")
    journal.put(WINDOW_RUN, [(0, ours)])
    journal.put("command line", [(0, others)])
    assert journal.runs() == ["command line", WINDOW_RUN]
    journal.remove_run("command line")
    assert journal.runs() == [WINDOW_RUN]
    assert journal.records(WINDOW_RUN) == [ours]


def test_that_attempts_are_remembered_as_long_as_their_job(journal: Journal) -> None:
    known = record()
    job_id = known.job.id
    made = Fingerprint(12, "ab" * 32)
    journal.put(WINDOW_RUN, [(0, known)])
    journal.note_work(job_id, 1, Path("/pictures/.aresrgan-1"))
    journal.note_work(job_id, 2, Path("/pictures/.aresrgan-2"))
    journal.note_publishing(job_id, 2, Path("/pictures/b.png"), made)
    assert reopened(journal).attempts(WINDOW_RUN) == [
        Attempt(job_id, 1, Path("/pictures/.aresrgan-1"), None, None),
        Attempt(job_id, 2, Path("/pictures/.aresrgan-2"), Path("/pictures/b.png"), made),
    ]
    again = Journal(journal.path)
    again.remove([job_id])
    assert again.attempts(WINDOW_RUN) == []


def test_that_a_job_of_an_unknown_kind_is_left_out(journal: Journal) -> None:
    journal.put(WINDOW_RUN, [(0, record("a.png")), (1, record("b.png"))])
    with sqlite3.connect(journal.path) as other:
        other.execute("UPDATE job SET state = 'dreaming' WHERE position = 0")
    assert [found.job.source.name for found in journal.records(WINDOW_RUN)] == ["b.png"]


def test_that_two_programs_write_to_one_journal(journal: Journal) -> None:
    other = Journal(journal.path)
    for number in range(20):
        journal.put(WINDOW_RUN, [(number, record())])
        other.put("command line", [(number, record())])
    assert len(journal.records(WINDOW_RUN)) == len(journal.records("command line")) == 20


def test_that_whatever_was_committed_outlives_a_kill(path: Path) -> None:
    repository = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=repository
    ) as writer:
        assert writer.stdout is not None
        said = [next(writer.stdout) for _ in range(50)]
        writer.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    kept = [found.job.source.name for found in Journal(path).records(WINDOW_RUN)]
    assert kept[: len(said)] == [f"{int(number)}.png" for number in said]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folders from others by itself")
def test_that_nobody_else_may_read_it(journal: Journal) -> None:
    journal.put(WINDOW_RUN, [(0, record())])
    for file in journal.path.parent.glob(f"{journal.path.name}*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_that_a_file_from_before_frames_were_counted_is_taken_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(journal_module, "_MIGRATIONS", journal_module._MIGRATIONS[:1])
        Journal(path).close()
    known = record()
    journal = Journal(path)
    journal.put(WINDOW_RUN, [(0, known)])
    assert reopened(journal).records(WINDOW_RUN) == [known]


@pytest.mark.parametrize("damage", ["no database", "overwritten", "truncated", "of a newer version"])
def test_that_an_unusable_file_is_set_aside_and_a_new_one_made(path: Path, damage: str) -> None:
    journal = Journal(path)
    journal.put(WINDOW_RUN, [(number, record(f"{number}.png")) for number in range(200)])
    if damage == "of a newer version":
        with closing(sqlite3.connect(path)) as other:
            other.execute("PRAGMA user_version = 99")
    journal.close()
    size = path.stat().st_size
    if damage == "no database":
        path.write_bytes(b"what is this" * 1000)
    elif damage == "overwritten":
        path.write_bytes(path.read_bytes()[:4096] + os.urandom(size - 4096))
    elif damage == "truncated":
        path.write_bytes(path.read_bytes()[: size // 2])
    before = path.read_bytes()
    fresh, aside = open_journal(path)
    assert aside is not None
    assert aside.read_bytes() == before
    assert fresh.records(WINDOW_RUN) == []
    fresh.close()
    assert open_journal(path)[1] is None


def test_that_a_busy_file_is_not_set_aside(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Journal(path).close()
    monkeypatch.setattr("aresrgan_gui.services.journal.journal.BUSY_SECONDS", 0.05)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalError):
            open_journal(path)
        other.execute("ROLLBACK")
    assert list(path.parent.glob("*set aside*")) == []


def test_that_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalError):
        open_journal(tmp_path / "file" / "queue.sqlite3")


KEY, OTHER_KEY = "a" * 64, "b" * 64
PART = Path("nowhere")


def test_that_what_was_begun_at_a_host_outlives_its_job(journal: Journal) -> None:
    waiting = record()
    waiting = replace(waiting, job=replace(waiting.job, place="one"))
    journal.put(WINDOW_RUN, [(0, waiting)])
    job_id = waiting.job.id
    journal.note_begun(job_id, "one", KEY, PART)
    journal.note_begun(job_id, "two", OTHER_KEY, PART)
    journal.note_begun("a stranger", "one", OTHER_KEY, PART)
    begun = reopened(journal).begun()
    assert begun == [
        Begun("one", KEY, job_id, WINDOW_RUN, waits=True),
        Begun("two", OTHER_KEY, job_id, WINDOW_RUN, waits=False),
    ]
    again = Journal(journal.path)
    again.remove([job_id])
    assert again.begun() == [replace(each, waits=False) for each in begun]
    again.note_over("one", KEY)
    assert [each.place for each in again.begun()] == ["two"]


def test_that_what_was_begun_long_ago_is_forgotten(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    known = record()
    journal.put(WINDOW_RUN, [(0, known)])
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 86400 * (BEGUN_DAYS + 1))
    journal.note_begun(known.job.id, "one", KEY, PART)
    monkeypatch.setattr(time, "time", lambda: now - 86400 * (BEGUN_DAYS - 1))
    journal.note_begun(known.job.id, "one", OTHER_KEY, PART)
    monkeypatch.undo()
    assert [begun.key for begun in journal.begun()] == [OTHER_KEY]


def test_that_what_came_of_a_result_ends_with_what_is_remembered_of_its_run(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = record()
    known = replace(known, job=replace(known.job, place="one"))
    journal.put(WINDOW_RUN, [(0, known)])

    def begun(place: str, target: str = "a.png") -> Path:
        part = part_of(tmp_path / target, place, KEY)
        part.write_bytes(b"some of it")
        journal.note_begun(known.job.id, place, KEY, part)
        return part

    part = begun("one")
    journal.begun()
    assert part.exists()
    journal.note_over("one", KEY)
    assert not part.exists()
    (tmp_path / "elsewhere").mkdir()
    before, after = begun("one"), begun("one", "elsewhere/a.png")
    assert (before.exists(), after.exists()) == (False, True)
    journal.forget_host("one")
    assert not after.exists()
    moved = begun("two")
    journal.begun()
    assert not moved.exists()
    old = begun("one")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86400 * (BEGUN_DAYS + 1))
    journal.begun()
    assert not old.exists()


def test_that_no_file_of_another_name_is_taken_for_what_came_of_a_result(
    journal: Journal, tmp_path: Path
) -> None:
    known = record()
    journal.put(WINDOW_RUN, [(0, known)])
    (tmp_path / "photo.png").touch()
    journal.note_begun(known.job.id, "one", KEY, tmp_path / "photo.png")
    journal.note_over("one", KEY)
    assert (tmp_path / "photo.png").exists()


def test_that_only_what_nobody_else_sees_to_is_taken_over(journal: Journal) -> None:
    living, dead = own_run(), "command 1 0.00"
    for position, (run, place) in enumerate(
        [(WINDOW_RUN, "waits"), (WINDOW_RUN, "moved"), (living, "moved"), (dead, "waits"), (dead, "moved")]
    ):
        known = record()
        known = replace(known, job=replace(known.job, place="waits"))
        journal.put(run, [(position, known)])
        journal.note_begun(known.job.id, place, f"{run} {place}", PART)
    assert {(run.key, run.is_awaited) for run in left_elsewhere(journal, [WINDOW_RUN])} == {
        (f"{WINDOW_RUN} waits", True),
        (f"{WINDOW_RUN} moved", False),
        (f"{dead} moved", False),
    }
    assert {run.key for run in left_elsewhere(journal, [])} == {f"{dead} moved"}
    assert {run.key for run in left_elsewhere(journal, [dead])} == {f"{dead} waits", f"{dead} moved"}


TELLS_ITS_RUN = """
import sys
from aresrgan_gui.services.journal.runs import own_run
print(own_run(), flush=True)
sys.stdin.read()
"""


def test_that_a_run_is_over_with_its_process_though_nobody_asked_how_it_ended() -> None:
    command = [sys.executable, "-c", TELLS_ITS_RUN]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as program:
        assert program.stdout is not None
        run = program.stdout.readline().strip()
        assert not is_over(run)
        program.kill()
        if sys.platform == "win32":
            program.wait()
        else:
            os.waitid(os.P_PID, program.pid, os.WEXITED | os.WNOWAIT)
        assert is_over(run)
    assert is_over(run)
