"""The contract of transports, over a real SSH server."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.runners.remote_contract import RemoteContract
from tests.runners.ssh.conftest import ORDINARY, Server


class TestContract(RemoteContract):
    """All of it, as each kind of user."""

    @pytest.fixture(autouse=True)
    def _needs_python(self, server: Server) -> None:
        """The fake engine is run by the account over there."""
        folders = Path(sys.executable).resolve().parents
        if server.user == ORDINARY and not all(folder.stat().st_mode & 0o001 for folder in folders):
            pytest.skip("an ordinary account may not reach this Python")
