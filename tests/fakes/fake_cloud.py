"""A local cloud: the automation service and one bucket of the object storage behind one port.

It checks every signature, and can be told to misbehave like the real one.
"""

from __future__ import annotations

import email.utils
import hashlib
import json
import sys
import threading
import time
import urllib.parse
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aresrgan_gui.core.overriding import override
from tests.fakes.cloud_signatures import RefusedError, check_api, check_storage
from tests.fakes.fake_tat import FakeTat, Instance

BUCKET = "pictures-1250000000"
REGION = "ap-guangzhou"


@dataclass(frozen=True)
class Object:
    """What was put into the bucket."""

    content: bytes
    when: float


class FakeCloud:
    """Serves until `stop`; its attributes are what tests make it do, beside those of `tat`.

    The counts are of requests to come: replies that get lost although the call was carried out, calls that
    get lost before, and calls that are too many. `clock_ahead` is by how many seconds the cloud's clock is
    ahead, `cuts` what is left, of 1, of each download of who has the key, not just an address unless
    `cuts_hosts`, or of as many as `cut_downloads` says.
    """

    def __init__(self, folder: Path, secrets: dict[str, str], instances: int = 1) -> None:
        self.secrets = secrets
        self.clock_ahead = 0.0
        self.lost_replies = 0
        self.lost_calls = 0
        self.too_many = 0
        self.cuts = 1.0
        self.cut_downloads: int | None = None
        self.cuts_hosts = False
        self.damaged_uploads = 0
        """Of those to come of who has the key."""
        self.expired_addresses = 0
        """Of requests to come with a signature in their address."""
        self.damaged_downloads = 0
        """Of those to come of who has the key."""
        self.ignores_ranges = False
        """As a proxy between may do."""
        self.ignores_conditions = False
        self.ranges: list[tuple[str, int]] = []
        """Of each download: what was asked for of the object, and how many bytes of it were sent."""
        self.content_type = "application/json"
        """Of answers of the automation service."""
        self.calls: list[str] = []
        self.objects: dict[str, Object] = {}
        self.tat = FakeTat(self.now)
        for number in range(1, instances + 1):
            disk = folder / f"ins-{number}"
            disk.mkdir(parents=True)
            self.tat.instances[disk.name] = Instance(disk.name, disk)
        self._serve(0)

    @property
    def address(self) -> str:
        """Where it is, such as `http://127.0.0.1:1234`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def now(self) -> float:
        """The time by the cloud's clock."""
        return time.time() + self.clock_ahead

    def refuse_too_many(self) -> None:
        """Raises RefusedError for calls that were said to be too many."""
        if self.too_many:
            self.too_many -= 1
            raise RefusedError("RequestLimitExceeded")

    def refuse_expired(self, target: str) -> None:
        """Raises RefusedError for addresses that were said to be too old."""
        if "q-signature" in target and self.expired_addresses:
            self.expired_addresses -= 1
            raise RefusedError("AccessDenied", "Request has expired")

    def fetched(self, content: bytes) -> bytes:
        """What comes over a line that was said to change what it carries, or to break off."""
        if self.damaged_downloads:
            self.damaged_downloads -= 1
            return _damaged(content)
        if self.cut_downloads == 0:
            return content
        if self.cut_downloads is not None:
            self.cut_downloads -= 1
        return content[: round(len(content) * self.cuts)]

    def stored(self, content: bytes) -> bytes:
        """What arrives over a line that was said to change what it carries."""
        if not self.damaged_uploads or not content:
            return content
        self.damaged_uploads -= 1
        return _damaged(content)

    def go_down(self) -> None:
        """Answer nobody any more; what runs on the instances runs on."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def come_back(self) -> None:
        """Answer again, at the same address."""
        self._serve(self._server.server_address[1])

    def stop(self) -> None:
        """End everything."""
        if self._thread.is_alive():
            self.go_down()
        self.tat.stop()

    def _serve(self, port: int) -> None:
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()


class _Server(ThreadingHTTPServer):
    """Has nothing to say about callers who hang up."""

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _handler(cloud: FakeCloud) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        @override
        def log_message(self, format: str, *args: Any) -> None:
            pass

        @override
        def date_time_string(self, timestamp: float | None = None) -> str:
            return email.utils.formatdate(cloud.now() if timestamp is None else timestamp, usegmt=True)

        def do_POST(self) -> None:
            body = self._body()
            action = self.headers["X-TC-Action"]
            cloud.calls.append(action)
            if action in ("RunCommand", "InvokeCommand") and cloud.lost_calls:
                cloud.lost_calls -= 1
                self.close_connection = True
                return
            try:
                check_api(self.headers, body, cloud.secrets, cloud.now())
                cloud.refuse_too_many()
                answer = cloud.tat.answer(action, json.loads(body))
            except RefusedError as refusal:
                answer = {"Error": {"Code": refusal.code, "Message": str(refusal)}}
            if action in ("RunCommand", "InvokeCommand") and cloud.lost_replies:
                cloud.lost_replies -= 1
                self.close_connection = True
                return
            content = json.dumps({"Response": {**answer, "RequestId": "1"}}).encode()
            self._reply(200, content, {"Content-Type": cloud.content_type})

        def do_PUT(self) -> None:
            content = self._body()
            if name := self._allowed():
                if "Authorization" in self.headers:
                    content = cloud.stored(content)
                cloud.objects[name] = Object(content, cloud.now())
                self._reply(200, b"", {"ETag": _etag(content)})

        def do_GET(self) -> None:
            if (name := self._allowed()) and (found := self._found(name)):
                asked = "" if cloud.ignores_ranges else self.headers.get("Range", "")
                wanted = "" if cloud.ignores_conditions else self.headers.get("If-Match", "")
                if wanted not in ("", _etag(found.content)):
                    self._refuse(412, "PreconditionFailed")
                elif asked and _begin(asked) >= len(found.content):
                    self._refuse(416, "InvalidRange")
                else:
                    self._send(found, asked)

        def _send(self, found: Object, asked: str) -> None:
            begin, size = _begin(asked), len(found.content)
            rest = found.content[begin:]
            self.send_response(206 if asked else 200)
            for header, value in {**_headers(found), "Content-Length": str(len(rest))}.items():
                self.send_header(header, value)
            if asked:
                self.send_header("Content-Range", f"bytes {begin}-{size - 1}/{size}")
            self.end_headers()
            kept = cloud.fetched(rest) if cloud.cuts_hosts or "Authorization" in self.headers else rest
            cloud.ranges.append((asked, len(kept)))
            self.wfile.write(kept)
            self.close_connection = len(kept) < len(rest)

        def do_HEAD(self) -> None:
            if self.path == "/":
                self._reply(200, b"", {})
            elif (name := self._allowed()) and (found := self._found(name)):
                self.send_response(200)
                for header, value in _headers(found).items():
                    self.send_header(header, value)
                self.end_headers()

        def do_DELETE(self) -> None:
            if name := self._allowed():
                cloud.objects.pop(name, None)
                self._reply(204, b"", {})

        def _allowed(self) -> str:
            """The object's name; "" after the request was refused."""
            try:
                cloud.refuse_expired(self.path)
                check_storage(self.command, self.path, self.headers, cloud.secrets, cloud.now())
            except RefusedError as refusal:
                self._refuse(403, refusal.code)
                return ""
            return urllib.parse.unquote(self.path.partition("?")[0]).lstrip("/")

        def _found(self, name: str) -> Object | None:
            if name not in cloud.objects:
                self._refuse(404, "NoSuchKey")
            return cloud.objects.get(name)

        def _refuse(self, status: int, code: str) -> None:
            text = (
                f"<?xml version='1.0' encoding='utf-8' ?><Error><Code>{code}</Code><Message>{code}</Message>"
                f"<Resource>{BUCKET}</Resource><RequestId>1</RequestId></Error>"
            )
            self._reply(status, text.encode(), {"Content-Type": "application/xml"})

        def _body(self) -> bytes:
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))

        def _reply(self, status: int, content: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for header, value in headers.items():
                self.send_header(header, value)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

    return Handler


def _begin(asked: str) -> int:
    """Where a range of the kind `bytes=5-` begins; nobody asks for any other here."""
    return int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0


def _damaged(content: bytes) -> bytes:
    """With another bit in its middle."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def _etag(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


def _headers(found: Object) -> dict[str, str]:
    return {
        "Content-Length": str(len(found.content)),
        "ETag": _etag(found.content),
        "Last-Modified": email.utils.formatdate(found.when, usegmt=True),
    }
