"""A real OpenSSH server on the loopback address, for the user that runs the tests and an ordinary one."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import asyncssh
import psutil
import pytest

from aresrgan_gui.core.hosts import SshHost
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners.local.arguments import upstream_arguments
from aresrgan_gui.runners.remote.request import RemoteRequest, request_for
from aresrgan_gui.runners.ssh.known_hosts import KnownHosts
from aresrgan_gui.runners.ssh.transport import SshTransport

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
ORDINARY = "aresrgan-test"
"""The account that is made where root runs the tests."""

PASSWORD = "a päss 'word'"
"""Of that account, where it has one."""

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
MaxSessions 4
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

    @property
    def user_key(self) -> Path:
        return self.folder / "user_key"

    @property
    def known_hosts(self) -> Path:
        return self.folder / "known_hosts"

    def host(self, engine: Path | str = "", gpus: int = 1) -> SshHost:
        return SshHost("box", "127.0.0.1", self.port, self.user, self.user_key, str(engine), gpus)

    def transport(self, engine: Path | str = "", gpus: int = 1, patience: float = 30.0) -> SshTransport:
        host = self.host(engine, gpus)
        return SshTransport(host, lambda _name: None, self.known_hosts, patience=patience)

    def configure(self, line: str) -> None:
        """Add a line to the server's configuration, and start it anew."""
        self.stop()
        with (self.folder / "config").open("a") as config:
            config.write(f"{line}\n")
        self.start()

    def start(self) -> None:
        """Listen."""
        assert SSHD is not None
        command = [SSHD, "-D", "-e", "-f", str(self.folder / "config")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stderr=log)
        while not _answers(self.port):
            if self._process.poll() is not None:
                pytest.skip(f"sshd does not start here: {(self.folder / 'log').read_text()[-500:]}")

    def change_key(self, kind: str) -> asyncssh.SSHKey:
        """Get a new host key of that kind."""
        self.stop()
        key = asyncssh.generate_private_key(kind)
        _write_key(key, self.folder / "host_key")
        self.start()
        return key

    def visits(self) -> list[psutil.Process]:
        """The processes that keep a connection, one each."""
        listener, *others = self.processes()
        return [process for process in others if _parent(process) == listener.pid]

    def processes(self) -> list[psutil.Process]:
        """The server and what serves its visitors."""
        if self._process is None:
            return []
        listener = psutil.Process(self._process.pid)
        others = listener.children(recursive=True)
        return [listener, *(process for process in others if _name(process).startswith("sshd"))]

    def cut(self) -> None:
        """End every connection; the server goes on listening."""
        for process in self.processes()[1:]:
            with suppress(psutil.Error):
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
        for process in self.processes():
            with suppress(psutil.Error):
                process.kill()
        if self._process is not None:
            self._process.wait()
        self._process = None

    def go_down(self) -> None:
        self.stop()

    def come_back(self) -> None:
        self.start()

    def leftovers(self) -> list[str]:
        work = self.home / ".aresrgan" / "work"
        return [entry.name for entry in work.iterdir()] if work.is_dir() else []


@pytest.fixture
def ground() -> Iterator[Path]:
    """A folder that every account can reach, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="aresrgan-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["the user", "an ordinary account"])
def server(request: pytest.FixtureRequest, ground: Path) -> Iterator[Server]:
    """A server for the user that runs the tests, and one for an ordinary account where that is root."""
    _skip_without_sshd()
    user = psutil.Process().username()
    if request.param == "an ordinary account":
        if sys.platform == "win32" or os.geteuid() != 0:
            pytest.skip("only root can make an account, and the user's own is an ordinary one")
        user = request.getfixturevalue("ordinary_account")
    yield from _served(_make(ground, user, ground / "remote 'home' é"))


@pytest.fixture
def site(ground: Path) -> Iterator[Server]:
    """A server for the user that runs the tests, as the contract of remote transports calls it."""
    _skip_without_sshd()
    yield from _served(_make(ground, psutil.Process().username(), ground / "remote 'home' é"))


@pytest.fixture
def lent_packages(site: Server, ground: Path) -> Server:
    """The server with this Python, whose new environments see the packages of ours: nothing is fetched."""
    programs = ground / "programs"
    programs.mkdir()
    (programs / "python3").write_text(f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n")
    (programs / "python3").chmod(0o755)
    packages = sysconfig.get_path("purelib")
    variables = f"PATH={programs}:/usr/bin:/bin PIP_NO_DEPS=1 PIP_NO_INDEX=1 PYTHONPATH={packages}"
    site.configure(f"SetEnv {variables}")
    return site


@pytest.fixture(params=["password", "questions"])
def guarded_server(request: pytest.FixtureRequest, ground: Path, ordinary_account: str) -> Iterator[Server]:
    """A server that `PASSWORD` alone opens, for which it asks in either of two ways."""
    _skip_without_sshd()
    told = subprocess.run(["chpasswd"], input=f"{ordinary_account}:{PASSWORD}".encode(), check=False)
    if told.returncode != 0:
        pytest.skip("no password can be given to an account here")
    made = _make(ground, ordinary_account, ground / "home")
    config = made.folder / "config"
    text = config.read_text().replace(f"{made.folder}/authorized_keys", "none")
    if request.param == "password":
        text = text.replace("PasswordAuthentication no", "PasswordAuthentication yes")
    else:
        text = text.replace("UsePAM no", "UsePAM yes\nKbdInteractiveAuthentication yes")
    config.write_text(text)
    yield from _served(made)


@pytest.fixture
def agent(ground: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An agent without keys, which programs of this process find."""
    if shutil.which("ssh-agent") is None:
        pytest.skip("there is no ssh-agent here: install openssh-client")
    socket_file = ground / "agent"
    with subprocess.Popen(["ssh-agent", "-D", "-a", socket_file], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket_file))
        yield
        process.terminate()


@pytest.fixture
def full_server(tmp_path: Path, small_disk: Path) -> Iterator[Server]:
    """A server whose disk has 256 kB."""
    _skip_without_sshd()
    yield from _served(_make(tmp_path, psutil.Process().username(), small_disk))


def _served(made: Server) -> Iterator[Server]:
    if sys.platform != "win32" and os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    made.start()
    yield made
    made.thaw()
    made.stop()


ENGINE = """\
#!/bin/sh
all=$*
while [ $# -gt 0 ]; do
    case $1 in -i) source=$2 ;; -o) output=$2 ;; esac
    shift
done
echo $PPID >>'{folder}/starts'
echo 50.00% >&2
{body}
"""
COPY = 'cp "$source" "$output"'
WAIT = "while [ ! -e '{folder}/gate' ]; do sleep 0.2; done\n" + COPY


@dataclass
class ShellEngine:
    """An engine in shell, so that every account can run it."""

    folder: Path

    def does(self, body: str) -> Path:
        """The program that says 50 % and then does `body`."""
        script = self.folder / "shell engine"
        script.write_text(ENGINE.format(folder=self.folder, body=body.format(folder=self.folder)))
        script.chmod(0o755)
        return script

    def let_go(self) -> None:
        """Let the one that waits go on."""
        (self.folder / "gate").touch()

    def starts(self) -> list[int]:
        """The process groups of the runs so far."""
        log = self.folder / "starts"
        return [int(line) for line in log.read_text().split()] if log.exists() else []

    def alive(self) -> list[int]:
        """Those of the groups that have anybody left in them."""
        left = {_group(process) for process in psutil.process_iter()}
        return [number for number in self.starts() if number in left]


@pytest.fixture
def engine(ground: Path) -> Iterator[ShellEngine]:
    folder = ground / "engine"
    folder.mkdir()
    folder.chmod(0o777)
    engine = ShellEngine(folder)
    yield engine
    for group in engine.alive():
        os.killpg(group, signal.SIGKILL)


@pytest.fixture
def make_request(fake_models: Path, tmp_path: Path) -> Callable[..., RemoteRequest]:
    """Makes requests for a file of some bytes, which the shell engine copies."""

    def make(job: str = "job", size: int = 1000) -> RemoteRequest:
        source = tmp_path / f"{job}.png"
        if not source.exists():
            source.write_bytes(os.urandom(size))
        options = UpscaleOptions(model="realesr-animevideov3", scale=2)
        stem = "realesr-animevideov3-x2"
        arguments = upstream_arguments(
            source, tmp_path / f"{job} result.png", models=fake_models, stem=stem, scale=2, options=options
        )
        return request_for(job, arguments)

    return make


@pytest.fixture
def ordinary_account() -> Iterator[str]:
    """An account that only keys open."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root can make an account")
    if shutil.which("useradd") is None:
        pytest.skip("there is no useradd here")
    subprocess.run(["userdel", "--force", ORDINARY], check=False, capture_output=True)
    subprocess.run(["useradd", "--no-create-home", "-p", "*", "-s", "/bin/sh", ORDINARY], check=True)
    yield ORDINARY
    subprocess.run(["userdel", "--force", ORDINARY], check=True, capture_output=True)


def _skip_without_sshd() -> None:
    if SSHD is None:
        pytest.skip("there is no sshd here: install openssh-server")


def _make(folder: Path, user: str, home: Path) -> Server:
    files = folder / "sshd"
    files.mkdir(mode=0o755)
    home.mkdir(mode=0o700, exist_ok=True)
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


def _name(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return process.name()
    return ""


def _parent(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return process.ppid()
    return 0


def _group(process: psutil.Process) -> int:
    """The process group; 0 for one that has ended."""
    try:
        return 0 if process.status() == psutil.STATUS_ZOMBIE else os.getpgid(process.pid)
    except (psutil.Error, ProcessLookupError):
        return 0


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0
