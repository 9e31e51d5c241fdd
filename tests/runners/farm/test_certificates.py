"""What the machines of a farm trust each other by."""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

import pytest
from cryptography import x509

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.runners.farm.certificates import Role, credentials, make_certificates


def test_that_each_role_gets_a_folder_that_is_private(tmp_path: Path) -> None:
    folders = make_certificates(tmp_path / "new" / "farm")
    assert [folder.name for folder in folders] == ["scheduler", "worker", "client"]
    for folder in folders:
        assert {file.name for file in folder.iterdir()} == {"ca.pem", "own.pem", "own.key"}
        if sys.platform != "win32":
            assert folder.stat().st_mode & 0o777 == 0o700
            assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_that_certificates_are_signed_by_the_farm_and_serve_both_ways(tmp_path: Path) -> None:
    for folder in make_certificates(tmp_path):
        authority, own = (
            x509.load_pem_x509_certificate((folder / name).read_bytes()) for name in ("ca.pem", "own.pem")
        )
        own.verify_directly_issued_by(authority)
        for purpose in (ssl.Purpose.CLIENT_AUTH, ssl.Purpose.SERVER_AUTH):
            context = ssl.create_default_context(purpose, cafile=str(folder / "ca.pem"))
            context.load_cert_chain(folder / "own.pem", folder / "own.key")


def test_that_the_authoritys_own_key_is_nowhere(tmp_path: Path) -> None:
    make_certificates(tmp_path)
    keys = {path.read_bytes() for path in tmp_path.rglob("*.key")}
    assert len(keys) == len(Role) == len(list(tmp_path.rglob("*.key")))


def test_that_nothing_is_written_over(tmp_path: Path) -> None:
    make_certificates(tmp_path)
    before = (tmp_path / "client" / "own.key").read_bytes()
    with pytest.raises(UpscaleError) as raised:
        make_certificates(tmp_path)
    assert raised.value.failure.code is ErrorCode.OUTPUT_UNWRITABLE
    assert (tmp_path / "client" / "own.key").read_bytes() == before


def test_that_a_folder_that_cannot_be_written_is_named(read_only: Path) -> None:
    with pytest.raises(UpscaleError) as raised:
        make_certificates(read_only / "farm")
    assert raised.value.failure.path == read_only / "farm"


def test_that_a_role_is_found_in_its_own_folder_and_in_that_of_all(tmp_path: Path) -> None:
    make_certificates(tmp_path)
    assert credentials(tmp_path, Role.WORKER) == credentials(tmp_path / "worker", Role.WORKER)


def test_that_a_missing_file_is_named(tmp_path: Path) -> None:
    make_certificates(tmp_path)
    (tmp_path / "client" / "own.key").unlink()
    with pytest.raises(UpscaleError, match=r"own\.key is missing"):
        credentials(tmp_path, Role.CLIENT)
