"""`aresrgan farm` as it is typed, each part a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


def farm_command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "aresrgan_gui", "farm", *map(str, arguments)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY)}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        farm_command(*arguments),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@contextmanager
def start(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """The running command, ended in any case: what fails must not wait for it."""
    command, environs = farm_command(*arguments), environment()
    with subprocess.Popen(
        command, env=environs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: subprocess.Popen[str], words: str) -> str:
    """The first line with these words, waited for."""
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if words in line:
            return line.strip()
    raise AssertionError("".join(said))


def test_that_a_farm_is_set_up_with_one_command_for_each_machine(tmp_path: Path) -> None:
    folder = tmp_path / "farm"
    made = run("certificates", folder)
    assert made.returncode == 0, made.stderr
    assert str(folder / "worker") in made.stdout
    with start("scheduler", "--certificates", folder, "--address", "127.0.0.1", "--port", "0") as scheduler:
        address = line_of(scheduler, "tls://").rpartition(" ")[2]
        with start("worker", address, "--certificates", folder / "worker", "--device", "cpu") as worker:
            line_of(worker, f"works for {address}")
            status = run("status", address, "--certificates", folder / "client")
            assert status.returncode == 0, status.stderr
            assert status.stdout.splitlines()[-1] == "1 workers, 0 pictures at work, 0 waiting"
            worker.send_signal(signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
            assert worker.wait(60) == (130 if sys.platform != "win32" else 1)
    status = run("status", address, "--certificates", folder / "client")
    assert status.returncode == 1
    assert "cannot be reached" in status.stderr


def test_that_certificates_are_asked_for_before_anything_is_started(tmp_path: Path) -> None:
    for arguments in (("scheduler",), ("worker", "tls://127.0.0.1:1"), ("status", "tls://127.0.0.1:1")):
        refused = run(*arguments, "--certificates", tmp_path)
        assert refused.returncode != 0
        assert "ca.pem is missing" in refused.stderr


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "127.0.0.1:8786"])
def test_that_an_address_without_encryption_is_refused(address: str, tmp_path: Path) -> None:
    refused = run("status", address, "--certificates", tmp_path)
    assert refused.returncode == 2
    assert "begins with tls://" in refused.stderr


def test_that_a_taken_port_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "farm"
    assert run("certificates", folder).returncode == 0
    with start("scheduler", "--certificates", folder, "--address", "127.0.0.1", "--port", "0") as scheduler:
        port = line_of(scheduler, "tls://").rpartition(":")[2]
        second = run("scheduler", "--certificates", folder, "--address", "127.0.0.1", "--port", port)
        scheduler.kill()
    assert second.returncode == 1
    assert f"cannot listen on port {port}" in second.stderr
