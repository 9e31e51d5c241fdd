"""Checks of signatures, written from the documentation of Tencent Cloud's API and object storage."""

from __future__ import annotations

import hashlib
import hmac
import re
import time
import urllib.parse
from collections.abc import Mapping
from email.message import Message

MAX_SKEW = 300
"""Seconds between a request's time and the service's."""


class RefusedError(Exception):
    """A request that the service does not take; `code` is the service's."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code


def check_api(headers: Message, body: bytes, secrets: Mapping[str, str], now: float) -> None:
    """Signature v3 (TC3-HMAC-SHA256) of a POST to `/`. Raises RefusedError."""
    pattern = r"TC3-HMAC-SHA256 Credential=(.+)/(.+)/(.+)/tc3_request, SignedHeaders=(.+), Signature=(\w+)"
    match = re.fullmatch(pattern, headers.get("Authorization", ""))
    if match is None:
        raise RefusedError("AuthFailure.InvalidAuthorization")
    secret_id, date, service, names, signature = match.groups()
    if secret_id not in secrets:
        raise RefusedError("AuthFailure.SecretIdNotFound")
    timestamp = int(headers["X-TC-Timestamp"])
    if abs(timestamp - now) > MAX_SKEW:
        raise RefusedError("AuthFailure.SignatureExpire")
    if date != time.strftime("%Y-%m-%d", time.gmtime(timestamp)) or not {"content-type", "host"} <= set(
        names.split(";")
    ):
        raise RefusedError("AuthFailure.SignatureFailure")
    signed = "".join(f"{name}:{headers[name].strip().lower()}\n" for name in names.split(";"))
    canonical = "\n".join(["POST", "/", "", signed, names, hashlib.sha256(body).hexdigest()])
    scope = f"{date}/{service}/tc3_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join(["TC3-HMAC-SHA256", str(timestamp), scope, digest])
    key = f"TC3{secrets[secret_id]}".encode()
    for part in (date, service, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(hmac.new(key, text.encode(), hashlib.sha256).hexdigest(), signature):
        raise RefusedError("AuthFailure.SignatureFailure")


def check_storage(method: str, target: str, headers: Message, secrets: Mapping[str, str], now: float) -> None:
    """Signature of a request to the object storage, in its header or in its address. Raises RefusedError."""
    path, _, query = target.partition("?")
    asked = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
    if "q-signature" in asked:
        given = {name: asked.pop(name) for name in tuple(asked) if name.startswith("q-")}
    else:
        given = dict(
            part.split("=", 1) for part in headers.get("Authorization", "").split("&") if "=" in part
        )
    if given.get("q-sign-algorithm") != "sha1" or given.get("q-ak") not in secrets:
        raise RefusedError("AccessDenied")
    begin, end = (int(part) for part in given["q-sign-time"].split(";"))
    if now > end:
        raise RefusedError("AccessDenied", "Request has expired")
    if now < begin - MAX_SKEW:
        raise RefusedError("RequestTimeTooSkewed")
    parameters = _listed(given["q-url-param-list"], asked)
    # A host's port is not signed by the service's own SDK.
    known = {**{name.lower(): value for name, value in headers.items()}}
    known["host"] = known["host"].partition(":")[0]
    signed = _listed(given["q-header-list"], known)
    http = f"{method.lower()}\n{urllib.parse.unquote(path)}\n{parameters}\n{signed}\n"
    text = f"sha1\n{given['q-sign-time']}\n{hashlib.sha1(http.encode()).hexdigest()}\n"
    key = hmac.new(secrets[given["q-ak"]].encode(), given["q-key-time"].encode(), hashlib.sha1).hexdigest()
    expected = hmac.new(key.encode(), text.encode(), hashlib.sha1).hexdigest()
    if not hmac.compare_digest(expected, given["q-signature"]):
        raise RefusedError("SignatureDoesNotMatch")


def _listed(names: str, values: Mapping[str, str]) -> str:
    """The parts that a signature names, as they are signed."""
    pairs = [(name, values.get(name, "")) for name in sorted(names.split(";")) if name]
    return "&".join(f"{name}={urllib.parse.quote(value, safe='-_.~')}" for name, value in pairs)
