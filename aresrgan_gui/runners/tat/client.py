"""Calls of the automation service's API in one region, and what its refusals mean.

Facts are from the service's documentation of version 2020-10-28 and from its SDK.
"""

from __future__ import annotations

import asyncio
import email.utils
import logging
import time
from dataclasses import dataclass, field
from typing import Any

from aresrgan_gui.core.errors import ErrorCode, UpscaleError

log = logging.getLogger(__name__)

ENDPOINT = "https://tat.tencentcloudapi.com"
REQUEST_SECONDS = 20
PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds between the tries of a call that may be repeated."""

MAX_CLOCK_SKEW = 300
"""Seconds that this computer's clock may differ from the service's."""

INSTALL = "pip install aresrgan-gui[remote]"

_NETWORK_CODES = ("ClientNetworkError", "ServerNetworkError", "InternalError")
"""The call may have been carried out or not."""

_THROTTLED = "RequestLimitExceeded"
"""The call was not carried out. What follows a full stop says whose limit it was."""

_MEANINGS = (
    (
        "AuthFailure.SignatureExpire",
        ErrorCode.HOST_REFUSED,
        "this computer's clock differs by more than five minutes from the service's",
    ),
    ("AuthFailure", ErrorCode.HOST_REFUSED, ""),
    ("UnauthorizedOperation", ErrorCode.HOST_REFUSED, ""),
    ("ResourceUnavailable.AgentNotInstalled", ErrorCode.HOST_UNREADY, ""),
    ("ResourceUnavailable", ErrorCode.HOST_DOWN, ""),
)
"""Beginnings of the service's codes, the more telling first; all others are HOST_UNREADY."""


@dataclass(frozen=True)
class Secret:
    """A key of the cloud account; nothing that is logged or shown has its second half."""

    secret_id: str
    secret_key: str = field(repr=False)


class LostReply(Exception):
    """A call that changes something may have been carried out or not."""


class ApiClient:
    """Calls of one region. `ask` and `order` raise UpscaleError (HOST_DOWN, HOST_REFUSED, HOST_UNREADY)."""

    def __init__(self, region: str, secret: Secret, endpoint: str = ENDPOINT) -> None:
        """Raises UpscaleError(HOST_UNREADY) without the SDK, HOST_REFUSED for what cannot be a key."""
        try:
            from tencentcloud.common.credential import Credential
            from tencentcloud.common.exception import TencentCloudSDKException
            from tencentcloud.common.profile.client_profile import ClientProfile
            from tencentcloud.common.profile.http_profile import HttpProfile
            from tencentcloud.tat.v20201028.tat_client import TatClient
        except ImportError as error:
            raise UpscaleError(ErrorCode.HOST_UNREADY, None, INSTALL) from error
        keep_quiet("tencentcloud_sdk_common")
        protocol, _, address = endpoint.partition("://")
        # Without the SDK's own retries: they forget a success that follows a failure.
        profile = ClientProfile(
            httpProfile=HttpProfile(protocol=protocol, endpoint=address, reqTimeout=REQUEST_SECONDS)
        )
        self._error = TencentCloudSDKException
        self._endpoint = endpoint
        try:
            credential = Credential(secret.secret_id, secret.secret_key)
        except TencentCloudSDKException as error:
            raise UpscaleError(ErrorCode.HOST_REFUSED, None, str(error.message)) from error
        self._client = TatClient(credential, region, profile)

    async def ask(self, action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """The answer of a call that changes nothing; it is repeated for a while where none comes."""
        for pause in PAUSES:
            try:
                return await asyncio.to_thread(self._call, action, parameters)
            except (LostReply, _Throttled) as error:
                log.info("%s is asked again: %s", action, error)
                await asyncio.sleep(pause)
        try:
            return await asyncio.to_thread(self._call, action, parameters)
        except (LostReply, _Throttled) as error:
            raise UpscaleError(ErrorCode.HOST_DOWN, None, str(error)) from error

    async def order(self, action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """The answer of a call that changes something. Raises LostReply as well.

        It is repeated only where the service says that it did nothing.
        """
        for pause in PAUSES:
            try:
                return await asyncio.to_thread(self._call, action, parameters)
            except _Throttled as error:
                log.info("%s is ordered again: %s", action, error)
                await asyncio.sleep(pause)
        try:
            return await asyncio.to_thread(self._call, action, parameters)
        except _Throttled as error:
            raise UpscaleError(ErrorCode.HOST_DOWN, None, str(error)) from error

    async def clock_skew(self) -> float:
        """Seconds that this computer's clock is ahead of the service's. Raises UpscaleError(HOST_DOWN)."""
        return await asyncio.to_thread(self._clock_skew)

    def close(self) -> None:
        """Give its connections up."""
        self._client.request.conn._session.close()

    def _call(self, action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = self._client.call_json(action, parameters)["Response"]
        except self._error as error:
            raise _meaning(str(error.code), str(error.message)) from error
        except (ValueError, LookupError, TypeError) as error:
            # Such as the page of a proxy instead of an answer.
            raise LostReply(f"{action}: {error}") from error
        # The SDK overlooks an error where the answer's type is not exactly `application/json`.
        if "Error" in answer:
            raise _meaning(answer["Error"]["Code"], answer["Error"]["Message"])
        return dict(answer)

    def _clock_skew(self) -> float:
        import requests

        begin = time.time()
        try:
            reply = requests.head(self._endpoint, timeout=REQUEST_SECONDS)
            there = email.utils.parsedate_to_datetime(reply.headers["Date"]).timestamp()
        except (requests.RequestException, LookupError, ValueError) as error:
            raise UpscaleError(ErrorCode.HOST_DOWN, None, str(error)) from error
        return (begin + time.time()) / 2 - there


class _Throttled(Exception):
    """The call was not carried out: there were too many."""


def keep_quiet(name: str) -> None:
    """Keep what an SDK logs, signatures among it, away from every log of ours and from stderr."""
    logger = logging.getLogger(name)
    logger.propagate = False
    logger.addHandler(logging.NullHandler())


def _meaning(code: str, message: str) -> Exception:
    text = f"{code}: {message}"
    if code.startswith(_NETWORK_CODES):
        return LostReply(text)
    if code.startswith(_THROTTLED):
        return _Throttled(text)
    for beginning, meaning, words in _MEANINGS:
        if code.startswith(beginning):
            return UpscaleError(meaning, None, words or text)
    return UpscaleError(ErrorCode.HOST_UNREADY, None, text)
