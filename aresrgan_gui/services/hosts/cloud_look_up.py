"""Asks a Tencent Cloud account what there is to choose from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from aresrgan_gui.core.overriding import override
from aresrgan_gui.runners.tat import choices
from aresrgan_gui.runners.tat.choices import CommandChoice, InstanceChoice, Region
from aresrgan_gui.runners.tat.client import CLOUD, ENDPOINTS, USUAL_REGION, ApiClient, Secret
from aresrgan_gui.services.hosts.errand import Errand


@dataclass(frozen=True)
class CloudChoices:
    """Regions, and what there is in the one that was asked about."""

    regions: tuple[Region, ...]
    instances: tuple[InstanceChoice, ...]
    commands: tuple[CommandChoice, ...]


class CloudLookUp(Errand):
    """Asks once; what comes of it are CloudChoices."""

    def __init__(
        self, region: str, secret: Callable[[str], str | None], parent: QObject | None = None
    ) -> None:
        """`secret` gives the account's secret_id and secret_key, and may take long.

        Without a `region` only regions are found.
        """
        super().__init__(parent)
        self._region = region
        self._secret = secret

    @override
    async def _run(self) -> CloudChoices:
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
