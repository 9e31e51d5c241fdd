"""The keys of hosts that the user trusts, in a file of our own in OpenSSH's format (sshd(8), known_hosts)."""

from __future__ import annotations

from pathlib import Path

import asyncssh

from aresrgan_gui.core.publish import written_whole

STANDARD_PORT = 22


def pattern(address: str, port: int) -> str:
    """How a host is called in the file."""
    return address if port == STANDARD_PORT else f"[{address}]:{port}"


def fingerprint(key: asyncssh.SSHKey) -> str:
    """What people compare: the kind of the key and its SHA-256, as `ssh-keygen -l` shows it."""
    return f"{key.get_algorithm()} {key.get_fingerprint('sha256')}"


class KnownHosts:
    """The file at `path`; where there is none, no host is known."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keys(self, address: str, port: int) -> list[asyncssh.SSHKey]:
        """The keys that are trusted. Raises OSError, and ValueError for a key that is none."""
        name = pattern(address, port)
        return [
            asyncssh.import_public_key(key)
            for known, _, key in (line.partition(" ") for line in self._lines())
            if known == name
        ]

    def trust(self, address: str, port: int, key: asyncssh.SSHKey) -> None:
        """Trust `key`, and no other any more. Raises OSError."""
        text = key.export_public_key().decode("ascii").split()
        self._write([*self._others(address, port), f"{pattern(address, port)} {text[0]} {text[1]}"])

    def forget(self, address: str, port: int) -> None:
        """Know nothing of the host any more. Raises OSError."""
        lines = self._lines()
        others = self._others(address, port)
        if others != lines:
            self._write(others)

    def _others(self, address: str, port: int) -> list[str]:
        name = pattern(address, port)
        return [line for line in self._lines() if line.partition(" ")[0] != name]

    def _lines(self) -> list[str]:
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]

    def _write(self, lines: list[str]) -> None:
        with written_whole(self._path, overwrite=True, private=True) as part:
            part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
