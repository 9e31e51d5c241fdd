"""Asks a Tencent Cloud account what there is to choose from."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import Failure, UpscaleError, failure_of
from aresrgan_gui.runners.remote.aio import Call
from aresrgan_gui.runners.tat import choices
from aresrgan_gui.runners.tat.choices import CommandChoice, InstanceChoice, Region
from aresrgan_gui.runners.tat.client import CLOUD, ENDPOINTS, USUAL_REGION, ApiClient, Secret

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CloudChoices:
    """Regions, and what there is in the one that was asked about."""

    regions: tuple[Region, ...]
    instances: tuple[InstanceChoice, ...]
    commands: tuple[CommandChoice, ...]


class CloudLookUp(QObject):
    """Asks once."""

    ended = Signal(object)
    """CloudChoices, or the Failure. Sent once, unless stopped."""

    def __init__(
        self, region: str, secret: Callable[[str], str | None], parent: QObject | None = None
    ) -> None:
        """`secret` gives the account's secret_id and secret_key, and may take long.

        Without a `region` only regions are found.
        """
        super().__init__(parent)
        self._region = region
        self._secret = secret
        self._is_over = False
        self._call = Call(self._ask)
        self._call.returned.connect(self._on_returned)
        self._call.raised.connect(self._on_raised)

    def start(self) -> None:
        """Begin."""
        self._call.start()

    def stop(self) -> None:
        """Give up and say nothing."""
        self._is_over = True
        self._call.cancel()

    async def _ask(self) -> CloudChoices:
        client = await asyncio.to_thread(self._client)
        try:
            regions = await choices.regions(client)
            if not self._region:
                return CloudChoices(tuple(regions), (), ())
            instances = await choices.instances(client)
            return CloudChoices(tuple(regions), tuple(instances), tuple(await choices.commands(client)))
        finally:
            client.close()

    def _client(self) -> ApiClient:
        secret = Secret(self._secret("secret_id") or "", self._secret("secret_key") or "")
        return ApiClient(CLOUD, self._region or USUAL_REGION, secret, ENDPOINTS.tat)

    def _on_returned(self, found: CloudChoices) -> None:
        self._end(found)

    def _on_raised(self, error: Exception) -> None:
        if not isinstance(error, UpscaleError):
            log.error("the cloud account could not be asked", exc_info=error)
        self._end(failure_of(error))

    def _end(self, outcome: CloudChoices | Failure) -> None:
        if not self._is_over:
            self.ended.emit(outcome)
