"""The update check against a real server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui import __version__
from aresrgan_gui.core.updates import MAX_FEED_BYTES, Release
from aresrgan_gui.services.updates import UpdateCheck


@dataclass
class Feed:
    """A server: what it answers, and the headers that it was sent."""

    url: str = ""
    content: bytes = b""
    status: int = 200
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def feed() -> Iterator[Feed]:
    served = Feed()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append({name.lower(): text for name, text in self.headers.items()})
            self.send_response(served.status)
            self.end_headers()
            self.wfile.write(served.content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}/release.json"
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


def said(version: str) -> bytes:
    return json.dumps({"version": version, "notes": "better"}).encode()


def found(feed: Feed, qtbot: QtBot) -> Release | None:
    check = UpdateCheck(feed.url)
    with qtbot.waitSignal(check.ended, timeout=30_000) as ended:
        check.start()
        check.start()
    assert ended.args is not None
    release = ended.args[0]
    assert release is None or isinstance(release, Release)
    return release


def test_that_a_newer_release_is_told(feed: Feed, qtbot: QtBot) -> None:
    feed.content = said("999.0.0")
    assert found(feed, qtbot) == Release("999.0.0", "better")
    assert len(feed.asked) == 1


def test_that_the_server_hears_nothing_of_the_user(feed: Feed, qtbot: QtBot) -> None:
    feed.content = said(__version__)
    assert found(feed, qtbot) is None
    assert feed.asked[0]["user-agent"] == "aresrgan"
    assert {"cookie", "referer"}.isdisjoint(feed.asked[0])


@pytest.mark.parametrize(("status", "content"), [(404, said("999.0.0")), (200, b"<html>"), (200, b"")])
def test_that_a_feed_that_is_none_tells_of_no_release(
    status: int, content: bytes, feed: Feed, qtbot: QtBot
) -> None:
    feed.status, feed.content = status, content
    assert found(feed, qtbot) is None


def test_that_a_feed_without_end_is_given_up(feed: Feed, qtbot: QtBot) -> None:
    feed.content = said("999.0.0") + b" " * (50 * MAX_FEED_BYTES)
    assert found(feed, qtbot) is None


def test_that_a_server_that_is_gone_tells_of_no_release(feed: Feed, qtbot: QtBot) -> None:
    feed.url = "http://127.0.0.1:9/release.json"
    assert found(feed, qtbot) is None
