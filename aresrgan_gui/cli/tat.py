"""`aresrgan tat`: what is stored in the cloud is run there, with pictures that lie there.

Such a run is no job of the queue, as there is no picture on this machine to show, send, fetch or compare.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from aresrgan_gui.cli.arguments.tat import Account, Listed, TatListRequest, TatRequest, TatRunRequest
from aresrgan_gui.cli.asking import ask_for
from aresrgan_gui.core.errors import EXIT_OK, EXIT_SOME_FAILED, ErrorCode
from aresrgan_gui.core.hosts import HostKind, TatHost, load_hosts
from aresrgan_gui.core.paths import hosts_file
from aresrgan_gui.runners.local.progress import OutputParser
from aresrgan_gui.runners.remote.transport import host_error
from aresrgan_gui.runners.tat.choices import commands, instances, regions
from aresrgan_gui.runners.tat.client import CLOUD, ENDPOINTS, USUAL_REGION, ApiClient, Secret
from aresrgan_gui.runners.tat.paths import ServerPath
from aresrgan_gui.runners.tat.stored import run_stored
from aresrgan_gui.runners.tat.tasks import Follower, Task
from aresrgan_gui.runners.ways import lacking_extra
from aresrgan_gui.services.hosts.credentials import Credentials

_VARIABLES = {"secret_id": "TENCENTCLOUD_SECRET_ID", "secret_key": "TENCENTCLOUD_SECRET_KEY"}
"""Those of the cloud's own tools."""

_TAIL = 1000


@dataclass(frozen=True)
class _Place:
    """Where a command runs."""

    client: ApiClient
    host: TatHost | None


def run_in_cloud(request: TatRequest, endpoint: str = ENDPOINTS.tat) -> int:
    """Do what `request` asks for, and print it; the exit status. Raises UpscaleError.

    What is broken off here goes on over there.
    """
    place = _place(request.account, endpoint)
    try:
        if isinstance(request, TatListRequest):
            for line in asyncio.run(_listed(place.client, request.what)):
                print(line)
            return EXIT_OK
        return asyncio.run(_run(place, request))
    finally:
        place.client.close()


def _place(account: Account, endpoint: str) -> _Place:
    name = account.host or CLOUD
    if extra := lacking_extra(HostKind.TAT):
        raise host_error(ErrorCode.HOST_UNREADY, name, f"it needs: pip install aresrgan-gui[{extra}]")
    host = _host(account.host) if account.host else None
    credentials = Credentials(ask_for)
    kept = {secret: os.environ.get(variable, "") for secret, variable in _VARIABLES.items()}
    if host is not None or not all(kept.values()):
        kept = {secret: credentials.get(name, secret) or "" for secret in _VARIABLES}
    region = account.region or (host.region if host else USUAL_REGION)
    return _Place(ApiClient(name, region, _secret(kept), endpoint), host)


def _secret(kept: Mapping[str, str]) -> Secret:
    return Secret(kept["secret_id"], kept["secret_key"])


def _host(name: str) -> TatHost:
    try:
        hosts = load_hosts(hosts_file())
    except (OSError, ValueError) as error:
        raise host_error(ErrorCode.HOST_UNREADY, name, f"the hosts cannot be read: {error}") from error
    found = next((host for host in hosts if host.name == name), None)
    if found is None:
        raise host_error(ErrorCode.HOST_UNKNOWN, name, "")
    if not isinstance(found, TatHost):
        raise host_error(ErrorCode.HOST_UNREADY, name, "it is not in Tencent Cloud")
    return found


async def _listed(client: ApiClient, what: Listed) -> list[str]:
    if what is Listed.REGIONS:
        return [f"{region.id}  {region.title}" for region in await regions(client)]
    if what is Listed.COMMANDS:
        return [f"{command.id}  {command.kind}  {command.name}" for command in await commands(client)]
    return [
        f"{instance.id}  {instance.platform.value}  {'online' if instance.is_online else 'offline'}"
        for instance in await instances(client)
    ]


async def _run(place: _Place, request: TatRunRequest) -> int:
    host = place.host
    command_id = request.command_id or (host.command_id if host else "")
    chosen = request.instances or (host.instances if host else ())
    if not command_id:
        raise host_error(ErrorCode.HOST_UNREADY, request.account.host, "no stored command is chosen")
    follower = Follower(place.client)
    runs = [
        run_stored(place.client, follower, command_id, chosen, picture, heard=_News(picture).tell)
        for picture in request.pictures
    ]
    try:
        ended = await asyncio.gather(*runs)
    finally:
        await follower.close()
    tasks = [task for tasks in ended for task in tasks]
    return EXIT_OK if all(task.status == "SUCCESS" for task in tasks) else EXIT_SOME_FAILED


class _News:
    """Prints what is new about one picture."""

    def __init__(self, picture: ServerPath) -> None:
        self._picture = picture
        self._said: dict[str, str] = {}

    def tell(self, task: Task) -> None:
        """Print the news of one instance: progress on stderr, results on stdout."""
        about = f"{task.instance}: {self._picture}"
        if task.status == "SUCCESS":
            print(f"{about} -> {self._picture.output}", flush=True)
        elif task.is_final:
            words = task.output[-_TAIL:].strip() or task.error
            print(f"{about}: {task.status}, exit code {task.exit_code}\n{words}", file=sys.stderr, flush=True)
        elif (news := f"{about}: {task.status}{_percentage(task.output)}") != self._said.get(task.instance):
            self._said[task.instance] = news
            print(news, file=sys.stderr, flush=True)


def _percentage(output: str) -> str:
    told = [entry for entry in OutputParser().feed(output.encode("utf-8")) if isinstance(entry, float)]
    return f" {max(told):.0f}%" if told else ""
