"""Commands that the user has stored in the cloud's console, such as

    .\\realesrgan-ncnn-vulkan.exe -i {{inputPath}}.{{ext}} -o {{inputPath}}_4x.{{ext}} -n realesrgan-x4plus

for pictures that lie on the servers already: nothing is sent and nothing fetched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from aresrgan_gui.runners.tat.client import ApiClient
from aresrgan_gui.runners.tat.manifest import parameters
from aresrgan_gui.runners.tat.paths import ServerPath
from aresrgan_gui.runners.tat.tasks import TIMEOUT, Follower, Invocation, Task, find, start

MAX_INSTANCES = 200
"""Of one invocation."""


async def run_stored(
    client: ApiClient,
    follower: Follower,
    command_id: str,
    instances: Sequence[str],
    picture: ServerPath,
    *,
    heard: Callable[[Task], None],
) -> list[Task]:
    """Run a stored command for a picture on every instance, and tell the news; the tasks at their ends.

    A command whose reply is lost is looked for, as one with the same parameters on the same instances that
    was not there before. Raises UpscaleError.
    """
    given = parameters({"inputPath": picture.input_path, "ext": picture.ext})
    ended: list[Task] = []
    for begin in range(0, len(instances), MAX_INSTANCES):
        some = list(instances[begin : begin + MAX_INSTANCES])
        before = {known.id for known in await find(client, lambda _any: True, command_id=command_id)}

        def is_it(found: Invocation, some: list[str] = some, before: set[str] = before) -> bool:
            return (
                found.id not in before
                and set(found.instances) == set(some)
                and _same(found.parameters, given)
            )

        order = {"CommandId": command_id, "InstanceIds": some, "Parameters": given, "Timeout": TIMEOUT}
        invocation = await start(client, "InvokeCommand", order, is_it)
        ended += await follower.follow(invocation, heard, some, timeout=TIMEOUT)
    return ended


def _same(one: str, other: str) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False
