"""A real OpenSSH server on the loopback address, for the user that runs the tests and an ordinary one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import asyncssh
import psutil
import pytest

from aresrgan_gui.core.hosts import SshHost
from aresrgan_gui.runners.ssh.known_hosts import KnownHosts
from aresrgan_gui.runners.ssh.transport import SshTransport

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
ORDINARY = "aresrgan-test"
"""The account that is made where root runs the tests."""

_CONFIG = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
PidFile {folder}/pid
AuthorizedKeysFile {folder}/authorized_keys
PasswordAuthentication no
UsePAM no
StrictModes no
PrintMotd no
Subsystem sftp internal-sftp -d {folder}/home
"""
"""The server cannot be told of a folder whose name has spaces; a link to it does."""


@dataclass
class Server:
    """An SSH server whose visitors are at home in `home`; its files lie in `folder`."""

    folder: Path
    home: Path
    user: str
    port: int
    key: asyncssh.SSHKey
    _process: subprocess.Popen[bytes] | None = None
    transports: list[SshTransport] = field(default_factory=list)

    @property
    def known_hosts(self) -> Path:
        return self.folder / "known_hosts"

    def host(self, engine: str = "") -> SshHost:
        return SshHost(
            "box", "127.0.0.1", self.port, self.user, key_file=self.folder / "user_key", engine=engine
        )

    def transport(self, engine: Path | str, patience: float = 20.0) -> SshTransport:
        return SshTransport(self.host(str(engine)), None, self.known_hosts, patience=patience)

    def start(self) -> None:
        """Listen."""
        assert SSHD is not None
        command = [SSHD, "-D", "-e", "-f", str(self.folder / "config")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stderr=log)
        while not _answers(self.port):
            if self._process.poll() is not None:
                pytest.skip(f"sshd does not start here: {(self.folder / 'log').read_text()[-500:]}")

    def change_key(self) -> None:
        """Get a host key of another kind."""
        self.stop()
        self.key = asyncssh.generate_private_key("ecdsa-sha2-nistp256")
        _write_key(self.key, self.folder / "host_key")
        self.start()

    def processes(self) -> list[psutil.Process]:
        """The server and what serves its visitors."""
        if self._process is None:
            return []
        listener = psutil.Process(self._process.pid)
        found = [listener, *listener.children(recursive=True)]
        return [process for process in found if process.name().startswith("sshd")]

    def cut(self) -> None:
        """End every connection; the server goes on listening."""
        for process in self.processes()[1:]:
            process.kill()

    def freeze(self) -> None:
        """Become a black hole."""
        for process in self.processes():
            process.suspend()

    def thaw(self) -> None:
        for process in reversed(self.processes()):
            process.resume()

    def stop(self) -> None:
        """End every connection and listen no more."""
        processes = self.processes()
        for process in processes:
            process.kill()
        if self._process is not None:
            self._process.wait()
        self._process = None

    def go_down(self) -> None:
        self.stop()

    def leftovers(self) -> list[str]:
        work = self.home / ".aresrgan" / "work"
        return [entry.name for entry in work.iterdir()] if work.is_dir() else []


@pytest.fixture(params=["the user", "an ordinary account"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server for each kind of account; where the user is no root, the second kind is the first."""
    if SSHD is None:
        pytest.skip("there is no sshd here: install openssh-server")
    is_root = sys.platform != "win32" and os.geteuid() == 0
    if request.param == "an ordinary account":
        if not is_root:
            pytest.skip("only root can make an account, and the user's own is an ordinary one")
        user = request.getfixturevalue("ordinary_account")
    else:
        user = psutil.Process().username()
    if is_root:
        Path("/run/sshd").mkdir(exist_ok=True)
    made = _make(tmp_path, user)
    made.start()
    yield made
    made.thaw()
    made.stop()


@pytest.fixture
def roots_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server for the user that runs the tests."""
    request.param = "the user"
    yield from server.__wrapped__(request, tmp_path)  # type: ignore[attr-defined]


@pytest.fixture
def site(server: Server) -> Server:
    """What the contract of remote transports calls the server."""
    return server


@pytest.fixture
def ordinary_account(tmp_path: Path) -> Iterator[str]:
    """An account that can reach the test's folder."""
    if shutil.which("useradd") is None:
        pytest.skip("there is no useradd here")
    subprocess.run(["userdel", "--force", ORDINARY], check=False, capture_output=True)
    subprocess.run(["useradd", "--no-create-home", "-p", "*", "-s", "/bin/sh", ORDINARY], check=True)
    tmp_path.chmod(0o777)
    for folder in (tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(folder.stat().st_mode | 0o011)
    yield ORDINARY
    subprocess.run(["userdel", "--force", ORDINARY], check=True, capture_output=True)


def _make(folder: Path, user: str) -> Server:
    files, home = folder / "sshd", folder / "remote 'home' é"
    files.mkdir(mode=0o755)
    home.mkdir(mode=0o700)
    if user == ORDINARY:
        shutil.chown(home, user)
    port = _free_port()
    (files / "config").write_text(_CONFIG.format(port=port, folder=files))
    (files / "home").symlink_to(home)
    key, user_key = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    _write_key(key, files / "host_key")
    _write_key(user_key, files / "user_key")
    user_key.write_public_key(files / "authorized_keys")
    made = Server(files, home, user, port, key)
    KnownHosts(made.known_hosts).trust("127.0.0.1", port, key)
    return made


def _write_key(key: asyncssh.SSHKey, path: Path) -> None:
    path.touch(mode=0o600)
    key.write_private_key(path)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0
