"""The farm's own certificates. Whoever holds one of them can have any program run on the farm's machines.

A Dask port carries out whatever it is sent, so nobody without a certificate of this farm may speak to it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, output_error
from aresrgan_gui.core.private import make_private_folder, private_opener

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

VALID_DAYS = 3650
_AUTHORITY = "aresrgan farm"
_CLOCK_SLACK = timedelta(days=1)
"""A machine whose clock is behind takes part all the same."""


class Role(str, Enum):
    """What a machine is in the farm; each has a folder of certificates of its own."""

    SCHEDULER = "scheduler"
    WORKER = "worker"
    CLIENT = "client"


@dataclass(frozen=True)
class Credentials:
    """The files in a role's folder that Dask is given."""

    authority: Path
    certificate: Path
    key: Path


def credentials(folder: Path, role: Role) -> Credentials:
    """The files of a role, in the `folder` that was made for it or in the one that holds those of all roles.

    Raises UpscaleError(HOST_UNREADY) where one of them is not there.
    """
    own = folder / role.value
    place = own if own.is_dir() else folder
    found = Credentials(place / "ca.pem", place / "own.pem", place / "own.key")
    for path in (found.authority, found.certificate, found.key):
        if not path.is_file():
            raise UpscaleError(ErrorCode.HOST_UNREADY, folder, f"{path} is missing")
    return found


def make_certificates(folder: Path) -> list[Path]:
    """Make an authority and, in a folder for each role, what a machine of that role needs; the folders.

    The authority's own key is thrown away, so that nobody can add to the farm's certificates later. Raises
    UpscaleError where something is there already or cannot be written.
    """
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        if folder.exists() and any(folder.iterdir()):
            raise UpscaleError(ErrorCode.OUTPUT_UNWRITABLE, folder, "the folder is not empty")
        signer = ec.generate_private_key(ec.SECP256R1())
        authority = _certificate(_AUTHORITY, signer, None, signer)
        return [_write(folder / role.value, role, authority, signer) for role in Role]
    except OSError as error:
        raise output_error(error, folder) from error


def _write(folder: Path, role: Role, authority: x509.Certificate, signer: EllipticCurvePrivateKey) -> Path:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    make_private_folder(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    own = _certificate(f"{_AUTHORITY} {role.value}", key, authority, signer)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for name, content in (
        ("ca.pem", authority.public_bytes(Encoding.PEM)),
        ("own.pem", own.public_bytes(Encoding.PEM)),
        ("own.key", private),
    ):
        with open(folder / name, "xb", opener=private_opener) as stream:
            stream.write(content)
    return folder


def _certificate(
    name: str, key: EllipticCurvePrivateKey, issuer: x509.Certificate | None, signer: EllipticCurvePrivateKey
) -> x509.Certificate:
    """A certificate of `key`, signed by `signer`; without an issuer it is the authority's own."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    # Every farm is an authority of its own name, so that a foreign one is told apart at once.
    label = f"{name} {os.urandom(4).hex()}" if issuer is None else name
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, label)])
    now = datetime.now(timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_SLACK)
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_cert_sign=issuer is None,
                crl_sign=issuer is None,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if issuer is not None:
        # Each machine of a farm is called by others and calls them.
        usages = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
    return builder.sign(signer, hashes.SHA256())
