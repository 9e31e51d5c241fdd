"""Passwords and keys of hosts: in the system's key ring, or for as long as the program runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress

log = logging.getLogger(__name__)

SERVICE = "aresrgan"
"""What the program's entries in the key ring are called."""

Ask = Callable[[str, str], "str | None"]
"""Asks the user for a host's secret by their names; None where there is nobody or no answer."""


class Credentials:
    """Secrets by host and name. Any thread may use it; a key ring may make its user wait for a dialog.

    Where there is no key ring, or it is locked, secrets are asked for each time the program runs.
    """

    def __init__(self, ask: Ask | None = None) -> None:
        self._ask = ask
        self._asked: dict[tuple[str, str], str] = {}

    def get(self, host: str, name: str) -> str | None:
        """The secret: told in this run, or kept in the key ring, or asked for; None where there is none."""
        if (host, name) in self._asked:
            return self._asked[host, name]
        kept = _from_ring(host, name)
        if kept is not None or self._ask is None:
            return kept
        answer = self._ask(host, name)
        if answer:
            self._asked[host, name] = answer
        return answer or None

    def keep(self, host: str, name: str, secret: str) -> bool:
        """Keep a secret; whether the key ring took it, or it is known only until the program ends."""
        self._asked[host, name] = secret
        return _to_ring(host, name, secret)

    def forget(self, host: str, name: str) -> None:
        """Keep a secret no longer."""
        self._asked.pop((host, name), None)
        with suppress(Exception):
            import keyring

            keyring.delete_password(SERVICE, _entry(host, name))


def _entry(host: str, name: str) -> str:
    return f"{host}/{name}"


def _from_ring(host: str, name: str) -> str | None:
    """Key rings of all systems fail in ways of their own; none of them is the user's fault."""
    try:
        import keyring

        return keyring.get_password(SERVICE, _entry(host, name))
    except Exception as error:
        log.info("the key ring cannot be read: %s", type(error).__name__)
        return None


def _to_ring(host: str, name: str, secret: str) -> bool:
    try:
        import keyring

        keyring.set_password(SERVICE, _entry(host, name), secret)
    except Exception as error:
        log.info("the key ring cannot be written: %s", type(error).__name__)
        return False
    return True
