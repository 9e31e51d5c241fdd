"""What there is to choose from in a cloud account: regions, instances and stored commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aresrgan_gui.core.hosts import Platform
from aresrgan_gui.runners.tat.client import ApiClient
from aresrgan_gui.runners.tat.tasks import PAGE


@dataclass(frozen=True)
class Region:
    """A region, such as `ap-guangzhou`, with its name for people."""

    id: str
    title: str


@dataclass(frozen=True)
class InstanceChoice:
    """A server with the service's agent."""

    id: str
    is_online: bool
    platform: Platform


@dataclass(frozen=True)
class CommandChoice:
    """A command that the user has stored."""

    id: str
    name: str
    kind: str


async def regions(client: ApiClient) -> list[Region]:
    """Those that are available. Raises UpscaleError, as all of these do."""
    answer = await client.ask("DescribeRegions", {})
    return [
        Region(each["Region"], each["RegionName"])
        for each in answer.get("RegionSet") or []
        if each["RegionState"] == "AVAILABLE"
    ]


async def instances(client: ApiClient) -> list[InstanceChoice]:
    """Those in the client's region, what is online first."""
    found = [
        InstanceChoice(
            each["InstanceId"],
            each["AgentStatus"] == "Online",
            Platform.WINDOWS if each["Environment"] == "Windows" else Platform.LINUX,
        )
        for each in await _all(client, "DescribeAutomationAgentStatus", {}, "AutomationAgentSet")
    ]
    return sorted(found, key=lambda each: not each.is_online)


async def commands(client: ApiClient) -> list[CommandChoice]:
    """Those that the user has made in the client's region and that take parameters."""
    own = {"Filters": [{"Name": "created-by", "Values": ["USER"]}]}
    return [
        CommandChoice(each["CommandId"], each["CommandName"], each["CommandType"])
        for each in await _all(client, "DescribeCommands", own, "CommandSet")
        if each.get("EnableParameter")
    ]


async def _all(client: ApiClient, action: str, asked: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """What all pages of a list hold."""
    found: list[dict[str, Any]] = []
    while True:
        page = (await client.ask(action, {**asked, "Limit": PAGE, "Offset": len(found)})).get(field) or []
        found += page
        if len(page) < PAGE:
            return found
