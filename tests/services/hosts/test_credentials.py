"""Where secrets of hosts are kept, and what happens without a key ring."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import PasswordDeleteError

from aresrgan_gui.services.hosts.credentials import Credentials


class MemoryRing(KeyringBackend):
    """A key ring that lives as long as the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def ring() -> Iterator[MemoryRing]:
    before, ring = keyring.get_keyring(), MemoryRing()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def no_ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


def test_that_a_secret_is_found_again_by_a_later_run(ring: MemoryRing) -> None:
    assert Credentials().keep("big iron", "password", "s3cret")
    assert ring.entries == {("aresrgan", "big iron/password"): "s3cret"}
    assert Credentials().get("big iron", "password") == "s3cret"
    assert Credentials().get("big iron", "other") is None


def test_that_what_is_forgotten_is_gone(ring: MemoryRing) -> None:
    credentials = Credentials()
    credentials.keep("a", "password", "s3cret")
    credentials.forget("a", "password")
    credentials.forget("a", "password")
    assert credentials.get("a", "password") is None
    assert ring.entries == {}


@pytest.mark.usefixtures("no_ring")
def test_that_without_a_key_ring_a_secret_is_known_until_the_program_ends() -> None:
    credentials = Credentials()
    assert not credentials.keep("a", "password", "s3cret")
    assert credentials.get("a", "password") == "s3cret"
    assert Credentials().get("a", "password") is None


@pytest.mark.usefixtures("no_ring")
def test_that_the_user_is_asked_once_a_run_where_nothing_is_kept() -> None:
    asked = []

    def ask(host: str, name: str) -> str | None:
        asked.append((host, name))
        return "typed" if host == "a" else None

    credentials = Credentials(ask)
    assert [credentials.get("a", "password") for _ in range(2)] == ["typed", "typed"]
    assert credentials.get("b", "password") is None
    assert asked == [("a", "password"), ("b", "password")]


def test_that_nobody_is_asked_for_what_is_kept(ring: MemoryRing) -> None:
    Credentials().keep("a", "password", "s3cret")
    assert Credentials(lambda _host, _name: pytest.fail("was asked")).get("a", "password") == "s3cret"
