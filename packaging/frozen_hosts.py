"""Tries what the frozen program needs for other machines: libraries, the web's certificates, a farm."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

CONNECTED = b"HTTP/1.1 200 Connection established\r\n\r\n"
SECONDS = 300


class Trial:
    """The frozen `program`, run in the folder `home` that keeps all that is the user's."""

    def __init__(self, program: Path, home: Path, environment: Mapping[str, str]) -> None:
        self._program = program
        self._home = home
        self._environment = {**environment, "ARESRGAN_HOME": str(home)}

    def try_hosts(self) -> None:
        """Raises SystemExit for what does not work."""
        self._home.mkdir(parents=True)
        self.try_libraries()
        self.try_ssh()
        self.try_web()
        self.try_farm()

    def try_libraries(self) -> None:
        """What only a bucket or a secret has use for; run as a module, it is loaded and refused."""
        for name in ("qcloud_cos", "keyring.backends"):
            self._expect("cannot be directly executed", "-m", name)

    def try_ssh(self) -> None:
        """A machine where nobody listens is not reached, and nothing is missing here for it."""
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        self._run("hosts", "add", "ssh", "iron", "127.0.0.1", "--port", str(port))
        self._expect("iron cannot be reached", "hosts", "test", "iron")

    def try_web(self) -> None:
        """A server that nobody vouches for is refused, which only who has the web's certificates can tell."""
        self._run("farm", "certificates", "farm")
        with _impostor(self._home / "farm" / "scheduler") as proxy:
            account = {"TENCENTCLOUD_SECRET_ID": "id", "TENCENTCLOUD_SECRET_KEY": "key", "https_proxy": proxy}
            self._expect("CERTIFICATE_VERIFY_FAILED", "tat", "list", "regions", **account)

    def try_farm(self) -> None:
        """A scheduler, a worker and a picture for them."""
        with self._running("farm", "scheduler", "--certificates", "farm", "--port", "0") as scheduler:
            address = _line(scheduler, "The farm's scheduler is at ").rpartition(" ")[2]
            port = address.rpartition(":")[2]
            here = f"tls://127.0.0.1:{port}"
            work = ("farm", "worker", here, "--certificates", "farm", "--device", "cpu")
            with self._running(*work) as worker:
                _line(worker, f" works for {here}")
                self._run("hosts", "add", "farm", "barn", here, "--certificates", "farm")
                said = self._run("hosts", "test", "barn")
        if "barn: works" not in said:
            raise SystemExit(f"a farm of the frozen program does not work:\n{said}")

    def _expect(self, wanted: str, *arguments: str, **variables: str) -> None:
        said = self._ended(arguments, variables).stderr
        if wanted not in said:
            raise SystemExit(f"`{' '.join(arguments)}` does not say {wanted}:\n{said}")

    def _run(self, *arguments: str) -> str:
        ended = self._ended(arguments, {})
        if ended.returncode:
            raise SystemExit(f"`{' '.join(arguments)}` ended with {ended.returncode}:\n{ended.stderr}")
        return ended.stdout

    def _ended(
        self, arguments: tuple[str, ...], variables: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self._program), *arguments], cwd=self._home, env={**self._environment, **variables},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=SECONDS,
        )  # fmt: skip

    @contextmanager
    def _running(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            [str(self._program), *arguments], cwd=self._home, env=self._environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ) as process:  # fmt: skip
            try:
                yield process
            finally:
                process.terminate()


def _line(process: subprocess.Popen[str], wanted: str) -> str:
    """The first line with `wanted` in it. Raises SystemExit where the process ends without."""
    said = ""
    for line in process.stdout or ():
        if wanted in line:
            return line.strip()
        said += line
    raise SystemExit(f"nobody said {wanted!r}, but:\n{said}")


@contextmanager
def _impostor(certificates: Path) -> Iterator[str]:
    """The address of a proxy that answers for every server, with a certificate that nobody knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "own.pem", certificates / "own.key")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection, suppress(OSError):
                        connection.recv(65536)
                        connection.sendall(CONNECTED)
                        context.wrap_socket(connection, server_side=True).close()

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            thread.join()
