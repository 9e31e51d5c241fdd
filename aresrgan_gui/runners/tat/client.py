"""Calls of the automation service's API in one region, and what its refusals mean.

Facts are from the service's documentation of version 2020-10-28 and from its SDK.
"""

from __future__ import annotations

import asyncio
import email.utils
import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.runners.remote.transport import host_error

log = logging.getLogger(__name__)

CLOUD = "Tencent Cloud"
"""What is called so where no host is meant."""

USUAL_REGION = "ap-guangzhou"
"""Regions can be asked for in any of them."""

REQUEST_SECONDS = 20
PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds between the tries of a call that may be repeated."""

_NETWORK_CODES = ("ClientNetworkError", "ServerNetworkError", "InternalError")
"""The call may have been carried out or not."""

_THROTTLED = "RequestLimitExceeded"
"""The call was not carried out. What follows a full stop says whose limit it was."""

_INSTANCE_DOWN = (
    "ResourceUnavailable.AgentStatusNotOnline",
    "ResourceUnavailable.InstanceStateNotRunning",
)

_MEANINGS = (
    (
        "AuthFailure.SignatureExpire",
        ErrorCode.HOST_REFUSED,
        "this computer's clock differs by more than five minutes from the service's",
    ),
    ("AuthFailure", ErrorCode.HOST_REFUSED, ""),
    ("UnauthorizedOperation", ErrorCode.HOST_REFUSED, ""),
)
"""Beginnings of the service's codes, the more telling first; all others are HOST_UNREADY."""


@dataclass(frozen=True)
class Secret:
    """A key of the cloud account; nothing that is logged or shown has its second half."""

    secret_id: str
    secret_key: str = field(repr=False)


@dataclass(frozen=True)
class Endpoints:
    """The services' addresses; "" for the object storage is the bucket's own."""

    tat: str = "https://tat.tencentcloudapi.com"
    cos: str = ""


ENDPOINTS = Endpoints()


class InstanceDownError(UpscaleError):
    """HOST_DOWN of one instance, where another one may be up."""

    def __init__(self, host: str, detail: str) -> None:
        super().__init__(ErrorCode.HOST_DOWN, Path(host), detail)


class LostReplyError(Exception):
    """A call that changes something may have been carried out or not."""


class ApiClient:
    """Calls of one region for the host `name`.

    `ask` and `order` raise UpscaleError (HOST_DOWN, HOST_REFUSED, HOST_UNREADY).
    """

    def __init__(self, name: str, region: str, secret: Secret, endpoint: str) -> None:
        """Raises UpscaleError(HOST_REFUSED) for what cannot be a key."""
        from tencentcloud.common.credential import Credential
        from tencentcloud.common.exception import TencentCloudSDKException
        from tencentcloud.common.profile.client_profile import ClientProfile
        from tencentcloud.common.profile.http_profile import HttpProfile
        from tencentcloud.tat.v20201028.tat_client import TatClient

        keep_quiet("tencentcloud_sdk_common")
        protocol, _, address = endpoint.partition("://")
        # Without the SDK's own retries: they forget a success that follows a failure.
        profile = ClientProfile(
            httpProfile=HttpProfile(protocol=protocol, endpoint=address, reqTimeout=REQUEST_SECONDS)
        )
        self.name = name
        self._error = TencentCloudSDKException
        self._endpoint = endpoint
        try:
            credential = Credential(secret.secret_id, secret.secret_key)
        except TencentCloudSDKException as error:
            raise host_error(ErrorCode.HOST_REFUSED, name, str(error.message)) from error
        self._client = TatClient(credential, region, profile)

    async def ask(self, action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """The answer of a call that changes nothing; it is repeated for a while where none comes."""
        for pause in PAUSES:
            try:
                return await asyncio.to_thread(self._call, action, parameters)
            except (LostReplyError, _ThrottledError) as error:
                log.info("%s is asked again: %s", action, error)
                await asyncio.sleep(pause)
        try:
            return await asyncio.to_thread(self._call, action, parameters)
        except (LostReplyError, _ThrottledError) as error:
            raise host_error(ErrorCode.HOST_DOWN, self.name, str(error)) from error

    async def order(self, action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """The answer of a call that changes something. Raises LostReplyError as well.

        It is repeated only where the service says that it did nothing.
        """
        for pause in PAUSES:
            try:
                return await asyncio.to_thread(self._call, action, parameters)
            except _ThrottledError as error:
                log.info("%s is ordered again: %s", action, error)
                await asyncio.sleep(pause)
        try:
            return await asyncio.to_thread(self._call, action, parameters)
        except _ThrottledError as error:
            raise host_error(ErrorCode.HOST_DOWN, self.name, str(error)) from error

    async def clock_skew(self) -> float:
        """Seconds that the service's clock is ahead of this computer's. Raises UpscaleError(HOST_DOWN)."""
        return await asyncio.to_thread(self._clock_skew)

    def close(self) -> None:
        """Give its connections up."""
        self._client.request.conn._session.close()

    def _call(self, action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = self._client.call_json(action, parameters)["Response"]
        except self._error as error:
            raise self._meaning(str(error.code), str(error.message)) from error
        except (OSError, ValueError, LookupError, TypeError) as error:
            # Such as a line that is cut in the midst of an answer, or the page of a proxy instead of one.
            raise LostReplyError(f"{action}: {error}") from error
        # The SDK overlooks an error where the answer's type is not exactly `application/json`.
        if "Error" in answer:
            raise self._meaning(answer["Error"]["Code"], answer["Error"]["Message"])
        return dict(answer)

    def _clock_skew(self) -> float:
        import requests

        begin = time.time()
        try:
            reply = requests.head(self._endpoint, timeout=REQUEST_SECONDS)
            there = email.utils.parsedate_to_datetime(reply.headers["Date"]).timestamp()
        except (requests.RequestException, LookupError, ValueError) as error:
            raise host_error(ErrorCode.HOST_DOWN, self.name, str(error)) from error
        return there - (begin + time.time()) / 2

    def _meaning(self, code: str, message: str) -> Exception:
        text = f"{code}: {message}"
        if code.startswith(_NETWORK_CODES):
            return LostReplyError(text)
        if code.startswith(_THROTTLED):
            return _ThrottledError(text)
        if code.startswith(_INSTANCE_DOWN):
            return InstanceDownError(self.name, text)
        for beginning, meaning, words in _MEANINGS:
            if code.startswith(beginning):
                return host_error(meaning, self.name, words or text)
        return host_error(ErrorCode.HOST_UNREADY, self.name, text)


class _ThrottledError(Exception):
    """The call was not carried out: there were too many."""


def keep_quiet(name: str) -> None:
    """Let an SDK log nothing: signatures and addresses that are secrets are among what it would."""
    logging.getLogger(name).setLevel(logging.CRITICAL + 1)
