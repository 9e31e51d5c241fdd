"""Commands that the user has stored in the cloud's console, such as

    .\\realesrgan-ncnn-vulkan.exe -i {{inputPath}}.{{ext}} -o {{inputPath}}_4x.{{ext}} -n realesrgan-x4plus

for pictures that lie on the servers already: nothing is sent and nothing fetched. The console puts the two
parameters into the command as text, so that only paths are let through that no shell takes for more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aresrgan_gui.runners.tat.client import ApiClient
from aresrgan_gui.runners.tat.manifest import parameters
from aresrgan_gui.runners.tat.tasks import TIMEOUT, Follower, Invocation, Task, find, start

MAX_INSTANCES = 200
"""Of one invocation."""

_PATH = re.compile(r"[\w./\\:+\-]+")
"""Letters and digits of all scripts, and signs that mean nothing to sh, cmd or PowerShell."""


@dataclass(frozen=True)
class ServerPath:
    """A picture on a server: its path without the extension, and that without its full stop."""

    input_path: str
    ext: str

    @property
    def output(self) -> str:
        """Where the result will lie."""
        return f"{self.input_path}_4x.{self.ext}"

    def __str__(self) -> str:
        return f"{self.input_path}.{self.ext}"


def server_path(text: str) -> ServerPath:
    """The picture with this path. Raises ValueError with a reason for people."""
    input_path, _, ext = text.rpartition(".")
    if not input_path or not re.fullmatch(r"\w+", ext):
        raise ValueError(f"{text!r} has no extension")
    if not _PATH.fullmatch(text) or text.startswith("-"):
        raise ValueError(f"{text!r} has signs in it that a shell over there could take for more than a name")
    return ServerPath(input_path, ext)


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
        ended += await follower.follow(invocation, heard, len(some))
    return ended


def _same(one: str, other: str) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False
