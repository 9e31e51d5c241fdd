"""The way of files between here and the hosts: a bucket in the cloud's object storage (COS)."""

from __future__ import annotations

import asyncio
import email.utils
import hashlib
import io
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, output_error
from aresrgan_gui.core.overriding import override
from aresrgan_gui.runners.remote.transport import host_error
from aresrgan_gui.runners.tat.client import Secret, keep_quiet

log = logging.getLogger(__name__)

CHUNK = 1 << 16
"""Of a download; less than this is lost where it breaks off."""

IDLE_REPLIES = 3
"""So many in a row that bring nothing more of an object, and it is not gone on with."""

REQUEST_SECONDS = 30
RETRIES = 3
"""After 1, 2 and 3 seconds."""

STOP_SECONDS = 10
"""How long a call that was given up is waited for."""

Moved = Callable[[float], None]
"""Is told the fraction that is done; on a thread of its own."""

T = TypeVar("T")


@dataclass(frozen=True)
class Stored:
    """An object: its size in bytes, its ETag (the MD5 of what was put in one piece), and when it was put.

    The time is in seconds since 1970 by the service's clock.
    """

    size: int
    etag: str
    when: float


class Storage:
    """One bucket, for the host `name`. Methods raise UpscaleError (HOST_DOWN, HOST_REFUSED, HOST_UNREADY)."""

    def __init__(self, name: str, bucket: str, region: str, secret: Secret, endpoint: str = "") -> None:
        """`endpoint`, such as `http://127.0.0.1:80`, instead of the bucket's own address."""
        import requests
        from qcloud_cos import CosConfig, CosS3Client

        keep_quiet("qcloud_cos")
        scheme, _, domain = endpoint.partition("://")
        config = CosConfig(
            Region=region,
            SecretId=secret.secret_id,
            SecretKey=secret.secret_key,
            Scheme=scheme or "https",
            Domain=domain or None,
            Timeout=REQUEST_SECONDS,
        )
        self._name = name
        self._session = requests.Session()
        self._client = CosS3Client(config, retry=RETRIES, session=self._session)
        self._bucket = bucket

    async def find(self, name: str) -> Stored | None:
        """What is known of an object, None where there is none."""
        return await self._do(lambda _stop: self._find(name))

    async def upload(self, source: Path, name: str, moved: Moved) -> None:
        """Put a file, in one piece of at most 5 GB."""
        await self._do(lambda stop: self._upload(source, name, moved, stop))

    async def download(self, name: str, target: Path, moved: Moved, *, sha256: str = "") -> bool:
        """Get an object into a file; whether it is what was put, by its SHA-256 or else by its ETag.

        Where the line breaks off, it goes on from there, as long as that is the same object.
        """
        return await self._do(lambda stop: self._download(name, target, moved, stop, sha256))

    async def remove(self, *names: str) -> None:
        """Remove objects; those that are gone are no matter."""
        for name in names:
            await self._do(partial(self._remove, name))

    def address(self, method: str, name: str, seconds: int) -> str:
        """An address with which anybody may do one thing to one object for a while."""
        return str(self._client.get_presigned_url(self._bucket, name, method, Expired=seconds))

    def close(self) -> None:
        """Give its connections up."""
        self._session.close()

    async def _do(self, call: Callable[[threading.Event], T]) -> T:
        """A call on a thread, which gives up soon where the waiting for it is cancelled."""
        from qcloud_cos import CosClientError, CosServiceError

        stop = threading.Event()
        working = asyncio.ensure_future(asyncio.to_thread(call, stop))
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            stop.set()
            # What is sent to its end would stand there after everything has been removed.
            working.add_done_callback(lambda done: done.cancelled() or done.exception())
            await asyncio.wait({working}, timeout=STOP_SECONDS)
            raise
        except CosServiceError as error:
            raise self._refusal(error) from error
        except CosClientError as error:
            raise host_error(ErrorCode.HOST_DOWN, self._name, "the object storage does not answer") from error

    def _find(self, name: str) -> Stored | None:
        from qcloud_cos import CosServiceError

        try:
            head = self._client.head_object(self._bucket, name)
        except CosServiceError as error:
            if error.get_status_code() == 404:
                return None
            raise
        when = email.utils.parsedate_to_datetime(head["Last-Modified"]).timestamp()
        return Stored(int(head["Content-Length"]), head["ETag"].strip('"'), when)

    def _upload(self, source: Path, name: str, moved: Moved, stop: threading.Event) -> None:
        from qcloud_cos import CosClientError

        try:
            with _Watched(source, moved, stop) as body:
                try:
                    self._client.put_object(self._bucket, body, name)
                except CosClientError:
                    # The SDK takes whatever keeps it from reading for trouble with the network.
                    if body.trouble is not None:
                        raise body.trouble from None
                    raise
        except OSError as error:
            detail = error.strerror or str(error)
            raise UpscaleError(ErrorCode.INPUT_UNREADABLE, source, detail) from error

    def _download(self, name: str, target: Path, moved: Moved, stop: threading.Event, sha256: str) -> bool:
        try:
            with target.open("wb") as stream:
                coming = _Coming(stream, moved, stop, sha256)
                idle = 0
                while not coming.is_there and idle < IDLE_REPLIES:
                    before = coming.done
                    if not self._go_on(name, coming):
                        return False
                    idle = 0 if coming.done > before else idle + 1
        except OSError as error:
            raise output_error(error, target) from error
        return coming.is_right

    def _go_on(self, name: str, coming: _Coming) -> bool:
        """Get what is lacking of an object, or some of that; False where it is no longer the same one."""
        import requests
        from qcloud_cos import CosServiceError

        try:
            reply = self._client.get_object(self._bucket, name, **coming.rest)
        except CosServiceError as error:
            if coming.done and error.get_status_code() in _OTHER_OBJECT:
                return False
            raise
        if not coming.begins(reply):
            return False
        try:
            for chunk in reply["Body"].get_stream(CHUNK):
                coming.take(chunk)
        except requests.RequestException as error:
            log.info("a download broke off: %s", type(error).__name__)
        return True

    def _remove(self, name: str, _stop: threading.Event) -> None:
        self._client.delete_object(self._bucket, name)

    def _refusal(self, error: Any) -> UpscaleError:
        """The SDK's words may hold addresses with signatures; the codes do not."""
        status, digest = error.get_status_code(), error.get_digest_msg()
        code = digest.get("code", "") if isinstance(digest, dict) else ""
        detail = f"object storage: {status} {code}".rstrip()
        if code == "RequestTimeTooSkewed":
            detail = "this computer's clock differs too much from the object storage's"
        if status == 403:
            return host_error(ErrorCode.HOST_REFUSED, self._name, detail)
        meaning = ErrorCode.HOST_DOWN if status >= 500 else ErrorCode.HOST_UNREADY
        return host_error(meaning, self._name, detail)


class _Coming:
    """An object on its way into a file, over one line or several."""

    def __init__(self, stream: BinaryIO, moved: Moved, stop: threading.Event, sha256: str) -> None:
        self._stream = stream
        self._moved = moved
        self._stop = stop
        self._sha256 = sha256
        self._digest = hashlib.sha256() if sha256 else hashlib.md5(usedforsecurity=False)
        self._etag = ""
        self._size = -1
        self.done = 0
        """How many bytes have come."""

    @property
    def rest(self) -> dict[str, str]:
        """How to ask for what is lacking, of the object that has begun to come and no other."""
        return {"Range": f"bytes={self.done}-", "IfMatch": self._etag} if self.done else {}

    @property
    def is_there(self) -> bool:
        """Whether all of it has come."""
        return self.done == self._size

    @property
    def is_right(self) -> bool:
        """Whether that is what was put."""
        return self.is_there and self._digest.hexdigest() == (self._sha256 or self._etag.strip('"'))

    def begins(self, reply: Mapping[str, Any]) -> bool:
        """Whether a reply brings what was asked for; a proxy may send all of it anew."""
        if self.done:
            return str(reply.get("Content-Range", "")).startswith(f"bytes {self.done}-")
        self._size, self._etag = int(reply["Content-Length"]), reply["ETag"]
        return True

    def take(self, chunk: bytes) -> None:
        """Some more of it. Raises OSError, and UpscaleError(CANCELLED)."""
        _refuse_stopped(self._stop)
        self._stream.write(chunk)
        self._digest.update(chunk)
        self.done += len(chunk)
        self._moved(self.done / self._size)


_OTHER_OBJECT = (412, 416)
"""What the storage says to somebody who wants to go on with an object that has been replaced."""


class _Watched(io.FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, path: Path, moved: Moved, stop: threading.Event) -> None:
        super().__init__(path)
        self._size = max(path.stat().st_size, 1)
        self._moved = moved
        self._stop = stop
        self.trouble: OSError | None = None
        """Why it could not be read."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        _refuse_stopped(self._stop)
        try:
            chunk = super().read(size)
        except OSError as error:
            self.trouble = error
            raise
        self._moved(self.tell() / self._size)
        return chunk


def _refuse_stopped(stop: threading.Event) -> None:
    if stop.is_set():
        raise UpscaleError(ErrorCode.CANCELLED, None, "nobody waits for it any more")
