"""The contract of transports, over a real SSH server."""

from __future__ import annotations

from tests.runners.remote_contract import RemoteContract


class TestContract(RemoteContract):
    """All of it."""
