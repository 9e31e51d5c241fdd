"""The one connection to a host: made when it is first wanted, and anew when it was lost."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import asyncssh

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.hosts import SshHost
from aresrgan_gui.runners.remote.transport import host_error
from aresrgan_gui.runners.ssh.known_hosts import KnownHosts, fingerprint
from aresrgan_gui.runners.ssh.posix import Posix
from aresrgan_gui.runners.ssh.system import System
from aresrgan_gui.runners.ssh.windows import Windows

log = logging.getLogger(__name__)

CONNECT_SECONDS = 10.0
LOGIN_SECONDS = 15.0
CLOSE_SECONDS = 2.0
"""How long a host may take to let go; one that froze is left."""

KEEPALIVE_SECONDS = 2.0
KEEPALIVE_MISSES = 2
"""A host that froze is noticed after so many unanswered questions, so far apart."""

MOST_SCRIPTS = 3
"""At a time, beside the one channel for files: servers allow ten a connection, careful ones fewer."""

SCRIPT_SECONDS = 600.0
"""How long a script may take: a huge file takes minutes to be read, and a dead disk or driver for ever."""

CHUNK = 1 << 16

FOLDER = ".aresrgan"
"""In the user's home over there."""
WORK = "work"
MODELS = "models"
"""Inside it."""

PRIVATE = asyncssh.SFTPAttrs(permissions=0o700)
"""Of folders that we make."""

_MARK = "--aresrgan--"
"""Before what a script says: the user's shell may greet first."""

_PLAIN_KEYS = (
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
)
"""Host keys, best first. Certificates are not among them: there is nobody whom we trust to give them."""


class LineLostError(Exception):
    """The connection is gone, in the midst of something."""


@dataclass
class Session:
    """An open connection, its channel for files, and what is known of the system over there.

    `home` and `root`, the folder that is ours, are absolute paths as that system's programs know them; over
    `sftp` paths are relative to the home.
    """

    connection: asyncssh.SSHClientConnection
    sftp: asyncssh.SFTPClient
    system: System
    home: str
    root: str
    carried: int = 0
    """How many bytes of files have come over, there or back."""
    _scripts: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_SCRIPTS))

    async def read(self, path: str, offset: int = 0) -> bytes:
        """What a file holds from `offset` on, up to `CHUNK` bytes. Raises LineLostError and SFTPError."""
        with noticing(self.connection):
            async with self.sftp.open(path, "rb", block_size=0) as file:
                return cast(bytes, await file.read(CHUNK, offset))

    async def write(self, path: str, content: bytes) -> None:
        """Put a file there, whole or not at all. Raises LineLostError and SFTPError."""
        part = f"{path}.{os.urandom(6).hex()}.part"
        with noticing(self.connection):
            async with self.sftp.open(part, "wb") as file:
                await file.write(content)
            await self.sftp.posix_rename(part, path)

    async def script(
        self,
        text: str,
        say: Callable[[str], None] = lambda _: None,
        *,
        seconds: float = SCRIPT_SECONDS,
    ) -> str:
        """What a script says on its standard output, of which `say` gets each line as it comes.

        Raises LineLostError, ScriptError where it ended badly, and EndlessError where it takes longer than
        `seconds`.
        """
        async with self._scripts:
            try:
                return await asyncio.wait_for(self._script(text, say), seconds)
            except asyncio.TimeoutError as error:
                raise EndlessError(f"a command over there has not ended after {seconds:.0f} s") from error

    async def _script(self, text: str, say: Callable[[str], None]) -> str:
        command, given = self.system.command(f"echo {_MARK}\n{text}")
        said: list[str] | None = None
        with noticing(self.connection):
            process = await self.connection.create_process(command, errors="replace")
            try:
                process.stdin.write(given)
                process.stdin.write_eof()
                async for entry in process.stdout:
                    words = entry.rstrip("\r\n")
                    if said is not None:
                        said.append(words)
                        say(words)
                    elif words == _MARK:
                        said = []
                ended = await process.wait()
            finally:
                # Whoever is cancelled does not wait for an answer: it comes when the script has ended.
                process.close()
        if ended.exit_status is None:
            raise LineLostError("the line went down during a command")
        all_said = "\n".join(said or ()).strip()
        if ended.exit_status != 0:
            raise ScriptError(all_said, str(ended.stderr).strip())
        return all_said


class ScriptError(Exception):
    """A script over there ended badly; its arguments are what it said on its outputs."""


class EndlessError(Exception):
    """A script over there does not end."""


@contextmanager
def noticing(connection: asyncssh.SSHClientConnection) -> Iterator[None]:
    """Raise LineLostError for whatever the loss of `connection` looks like."""
    try:
        yield
    except (
        asyncssh.DisconnectError,
        asyncssh.ChannelOpenError,
        asyncssh.SFTPConnectionLost,
        asyncssh.SFTPNoConnection,
        ConnectionError,
    ) as error:
        raise LineLostError(str(error)) from error
    except OSError as error:
        # Such as that there is no way to the host any more; files of this machine fail with the line open.
        if connection.is_closed():
            raise LineLostError(str(error)) from error
        raise


Ask = Callable[[str], "str | None"]
"""A secret of a host by its name, None where there is none; may take long."""

SECRET = "password"
"""The name of the one that is asked for: the password, or the passphrase of the key file."""


class Line:
    """The way to `host`; `ask` is asked for its secret when the host wants more than keys."""

    def __init__(self, host: SshHost, ask: Ask, known_hosts: KnownHosts) -> None:
        self._host = host
        self._ask = ask
        self._secret: str | None = None
        self._known_hosts = known_hosts
        self._lock = asyncio.Lock()
        self._session: Session | None = None

    async def open(self) -> Session:
        """The connection, made if there is none.

        Raises UpscaleError: HOST_DOWN, HOST_REFUSED, HOST_UNREADY, HOST_KEY_UNKNOWN or HOST_KEY_CHANGED.
        """
        async with self._lock:
            if self._session is None or self._session.connection.is_closed():
                self._session = await self._connect()
            return self._session

    async def trust(self, seen: str) -> None:
        """From now on trust the host's key, if it is the one whose fingerprint the user has `seen`.

        Raises UpscaleError, HOST_KEY_CHANGED where it is not.
        """
        key = await self._offered_key()
        if fingerprint(key) != seen:
            raise self._error(ErrorCode.HOST_KEY_CHANGED, fingerprint(key))
        self._known_hosts.trust(self._host.address, self._host.port, key)

    async def close(self) -> None:
        """Let go of the connection."""
        async with self._lock:
            session, self._session = self._session, None
        if session is not None:
            session.connection.close()
            try:
                await asyncio.wait_for(session.connection.wait_closed(), CLOSE_SECONDS)
            except asyncio.TimeoutError:
                session.connection.abort()

    async def _connect(self) -> Session:
        """A connection by keys alone, or with the secret where that is refused."""
        try:
            return await self._attempt(self._secret)
        except UpscaleError as error:
            if error.failure.code is not ErrorCode.HOST_REFUSED:
                raise
            secret = await asyncio.to_thread(self._ask, SECRET)
            if not secret or secret == self._secret:
                raise
        session = await self._attempt(secret)
        self._secret = secret
        return session

    async def _attempt(self, secret: str | None) -> Session:
        visitor = _Visitor()
        try:
            keys = self._known_hosts.keys(self._host.address, self._host.port)
        except (OSError, ValueError) as error:
            raise self._error(ErrorCode.HOST_UNREADY, f"the file of known hosts: {error}") from error
        try:
            connection = await asyncssh.connect(
                self._host.address,
                self._host.port,
                client_factory=lambda: visitor,
                known_hosts=(keys, [], []),
                server_host_key_algs=_algorithms(keys),
                **self._credentials(secret),
                **TIMES,
            )
        except asyncssh.HostKeyNotVerifiable as error:
            code = ErrorCode.HOST_KEY_CHANGED if keys else ErrorCode.HOST_KEY_UNKNOWN
            raise self._error(code, fingerprint(visitor.key) if visitor.key else str(error)) from error
        except (asyncssh.PermissionDenied, asyncssh.KeyExchangeFailed, ValueError) as error:
            raise self._error(ErrorCode.HOST_REFUSED, str(error)) from error
        except (asyncssh.Error, OSError, asyncio.TimeoutError) as error:
            if isinstance(error, OSError) and error.filename:
                detail = f"the key file {error.filename} cannot be read: {error.strerror}"
                raise self._error(ErrorCode.HOST_UNREADY, detail) from error
            raise self._error(ErrorCode.HOST_DOWN, str(error) or "no answer in time") from error
        try:
            return await self._session_of(connection)
        except BaseException:
            connection.abort()
            raise

    async def _session_of(self, connection: asyncssh.SSHClientConnection) -> Session:
        try:
            with noticing(connection):
                sftp = await connection.start_sftp_client()
                system = _system_of(connection)
                home = system.native(str(await sftp.realpath(".")))
                root = f"{home.rstrip('/')}/{FOLDER}"
                for folder in (FOLDER, f"{FOLDER}/{WORK}", f"{FOLDER}/{MODELS}"):
                    await sftp.makedirs(folder, PRIVATE, exist_ok=True)
                session = Session(connection, sftp, system, home, root)
                await session.script(system.sweep(f"{root}/{WORK}"))
        except (LineLostError, EndlessError) as error:
            raise self._error(ErrorCode.HOST_DOWN, str(error)) from error
        except (asyncssh.SFTPError, ScriptError) as error:
            detail = f"its home folder cannot be worked in: {error}"
            raise self._error(ErrorCode.HOST_UNREADY, detail) from error
        log.info("connected with %s", self._host.name)
        return session

    async def _offered_key(self) -> asyncssh.SSHKey:
        visitor = _Visitor()
        try:
            await asyncssh.connect(
                self._host.address,
                self._host.port,
                client_factory=lambda: visitor,
                known_hosts=([], [], []),
                server_host_key_algs=_algorithms([]),
                config=None,
                **TIMES,
            )
        except asyncssh.HostKeyNotVerifiable:
            if visitor.key is not None:
                return visitor.key
            raise
        except (asyncssh.Error, OSError, asyncio.TimeoutError) as error:
            raise self._error(ErrorCode.HOST_DOWN, str(error) or "no answer in time") from error
        raise AssertionError("a host was trusted without a key")

    def _credentials(self, secret: str | None) -> dict[str, Any]:
        """The key file, which the secret unlocks, or else what agent and folder offer and then the password.

        What unlocks a key is none of the host's business.
        """
        given: dict[str, Any] = {"config": None}
        if self._host.user:
            given["username"] = self._host.user
        if self._host.key_file is not None:
            return {**given, "client_keys": [str(self._host.key_file)], "passphrase": secret}
        if secret is not None:
            given |= {"password": secret, "passphrase": secret}
        return given

    def _error(self, code: ErrorCode, detail: str) -> UpscaleError:
        return host_error(code, self._host.name, detail)


TIMES: dict[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "login_timeout": LOGIN_SECONDS,
    "keepalive_interval": KEEPALIVE_SECONDS,
    "keepalive_count_max": KEEPALIVE_MISSES,
}


class _Visitor(asyncssh.SSHClient):
    """Keeps the key that a host shows and that is not trusted."""

    def __init__(self) -> None:
        self.key: asyncssh.SSHKey | None = None

    def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:  # noqa: ARG002
        """Trust nobody."""
        self.key = key
        return False


def _algorithms(keys: list[asyncssh.SSHKey]) -> list[str]:
    """What host keys to ask for: of the kinds of the trusted ones first.

    The others as well, so that a host which has no longer such a key is seen to have changed.
    """
    trusted = [name.decode("ascii") for key in keys for name in key.sig_algorithms]
    return list(dict.fromkeys([name for name in trusted if name in _PLAIN_KEYS] + list(_PLAIN_KEYS)))


def _system_of(connection: asyncssh.SSHClientConnection) -> System:
    is_windows = "Windows" in connection.get_extra_info("server_version", "")
    return Windows() if is_windows else Posix()
