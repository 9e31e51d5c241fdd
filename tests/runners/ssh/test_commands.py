"""An SSH host by the command line alone: added, trusted, set up, used and removed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image

from aresrgan_gui.core.paths import known_hosts_file
from tests.runners.remote_contract import REPOSITORY
from tests.runners.ssh.conftest import Server


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        [sys.executable, "-m", "aresrgan_gui", *arguments],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def test_that_a_host_is_added_trusted_set_up_used_and_removed(
    lent_packages: Server, use_real_models: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "small.png"
    Image.radial_gradient("L").resize((24, 16)).convert("RGB").save(picture)
    key = str(lent_packages.folder / "user_key")
    where = ("127.0.0.1", "--port", str(lent_packages.port), "--user", lent_packages.user)
    assert command("hosts", "add", "ssh", "box", *where, "--key-file", key).returncode == 0

    unknown = command("hosts", "setup", "box")
    assert unknown.returncode == 1
    assert "has not been trusted yet" in unknown.stderr

    trusted = command("hosts", "test", "box", "--trust")
    assert trusted.returncode == 1
    assert "its key is trusted from now on: ssh-ed25519 SHA256:" in trusted.stdout
    assert "our engine is not set up there" in trusted.stderr

    ready = command("hosts", "setup", "box")
    assert ready.returncode == 0, ready.stderr
    assert "box: aresrgan-engine" in ready.stdout
    assert "box: models 100%" in ready.stdout

    again = command("hosts", "setup", "box")
    assert again.returncode == 0
    assert "aresrgan-engine" not in again.stdout

    used = command("upscale", str(picture), "--on", "box", "--device", "cpu", "--scale", "2")
    assert used.returncode == 0, used.stderr
    with Image.open(tmp_path / "small_2x.png") as result:
        assert result.size == (48, 32)
    assert lent_packages.leftovers() == []

    assert command("hosts", "remove", "box").returncode == 0
    assert known_hosts_file().read_text("utf-8") == ""
