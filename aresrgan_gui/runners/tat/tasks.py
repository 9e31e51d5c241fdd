"""Invocations of commands and their tasks, one for each instance: starting, finding and following them."""

from __future__ import annotations

import asyncio
import base64
import binascii
import datetime
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.runners.remote.transport import host_error
from aresrgan_gui.runners.tat.client import ApiClient, LostReplyError

log = logging.getLogger(__name__)

POLL_SECONDS = 1.5
"""An agent reports once a second; an account may ask 20 times a second."""

PAGE = 100
FILTER_VALUES = 5
"""Most values of a filter, so that more invocations are asked for in several calls."""

TIMEOUT = 86_400
"""Seconds, the most that there is; 60 where none is given. A run that stands still is noticed otherwise."""

GRACE_SECONDS = 600.0
"""How long after its timeout a command that no instance was ever heard to have got counts as lost.

That is more than the clocks here and there may differ by, as signatures are refused before.
"""

LOST = "LOST"
"""Our own word, beside those of the service, for the status of such a one."""

ORDERS = 3
LOOKS = 3
LOOK_SECONDS = 2.0
"""An order is given so often at most; where its reply was lost, it is looked for first, so often and in such
steps."""

FINAL = frozenset(
    {
        "SUCCESS",
        "FAILED",
        "TIMEOUT",
        "TASK_TIMEOUT",
        "DELIVER_FAILED",
        "START_FAILED",
        "CANCELLED",
        "TERMINATED",
        LOST,
    }
)


@dataclass(frozen=True)
class Task:
    """What is known of a command on one instance; `output` is at most the first 24 KiB of what it said."""

    invocation: str
    instance: str
    status: str
    exit_code: int = 0
    output: str = ""
    dropped: int = 0
    error: str = ""

    @property
    def is_final(self) -> bool:
        return self.status in FINAL


@dataclass(frozen=True)
class Invocation:
    """A command that was started; `created` is in seconds since 1970 by the service's clock."""

    id: str
    name: str
    instances: tuple[str, ...]
    parameters: str
    created: float


def task_of(answer: Mapping[str, Any]) -> Task:
    """A task as the API describes it."""
    result = answer.get("TaskResult") or {}
    try:
        output = base64.b64decode(result.get("Output") or "").decode("utf-8", errors="replace")
    except binascii.Error:
        output = ""
    return Task(
        answer["InvocationId"],
        answer["InstanceId"],
        answer["TaskStatus"],
        int(result.get("ExitCode") or 0),
        output,
        int(result.get("Dropped") or 0),
        answer.get("ErrorInfo") or "",
    )


def invocation_of(answer: Mapping[str, Any]) -> Invocation:
    """An invocation as the API describes it."""
    instances = tuple(task["InstanceId"] for task in answer.get("InvocationTaskBasicInfoSet") or ())
    created = datetime.datetime.fromisoformat(answer["CreatedTime"].replace("Z", "+00:00")).timestamp()
    name, parameters = answer.get("CommandName") or "", answer.get("Parameters") or ""
    return Invocation(answer["InvocationId"], name, instances, parameters, created)


async def invocations(client: ApiClient, *, command_id: str = "") -> AsyncIterator[Invocation]:
    """Those of the account in this region, the newest first, asked for as far as they are wanted."""
    offset = 0
    filters = [{"Name": "command-id", "Values": [command_id]}] if command_id else []
    while True:
        question: dict[str, Any] = {"Limit": PAGE, "Offset": offset}
        if filters:
            question["Filters"] = filters
        found = (await client.ask("DescribeInvocations", question)).get("InvocationSet") or []
        for answer in found:
            yield invocation_of(answer)
        offset += len(found)
        if len(found) < PAGE:
            return


async def tasks_of(client: ApiClient, invocation_ids: Sequence[str]) -> list[Task]:
    """The tasks of at most five invocations, with what they said so far."""
    tasks: list[Task] = []
    while True:
        question = {
            "Filters": [{"Name": "invocation-id", "Values": list(invocation_ids)}],
            "HideOutput": False,
            "Limit": PAGE,
            "Offset": len(tasks),
        }
        found = (await client.ask("DescribeInvocationTasks", question)).get("InvocationTaskSet") or []
        tasks += map(task_of, found)
        if len(found) < PAGE:
            return tasks


async def start(
    client: ApiClient, action: str, parameters: dict[str, Any], is_it: Callable[[Invocation], bool]
) -> str:
    """Start a command with `action` (RunCommand, InvokeCommand) once and return the invocation's id.

    Where the reply is lost, the newest invocations are looked through for one that `is_it`; only when none
    shows up the order is given again. Raises UpscaleError.
    """
    command_id = str(parameters.get("CommandId", ""))
    for _ in range(ORDERS - 1):
        try:
            return str((await client.order(action, parameters))["InvocationId"])
        except LostReplyError as error:
            log.warning("the reply to %s was lost: %s", action, error)
        for _ in range(LOOKS):
            await asyncio.sleep(LOOK_SECONDS)
            if found := await find(client, is_it, command_id=command_id):
                return found[0].id
    try:
        return str((await client.order(action, parameters))["InvocationId"])
    except LostReplyError as error:
        raise host_error(ErrorCode.HOST_DOWN, client.name, str(error)) from error


async def find(
    client: ApiClient,
    is_it: Callable[[Invocation], bool],
    *,
    since: float | None = None,
    command_id: str = "",
) -> list[Invocation]:
    """Those that `is_it`, the newest first, of all made `since` then, or else of the newest hundred."""
    found: list[Invocation] = []
    number = 0
    async for invocation in invocations(client, command_id=command_id):
        number += 1
        if since is not None and invocation.created < since:
            break
        if is_it(invocation):
            found.append(invocation)
        if since is None and number == PAGE:
            break
    return found


class Follower:
    """Asks for the news of all invocations that somebody follows, several in one call."""

    def __init__(self, client: ApiClient) -> None:
        self._client = client
        self._followed: dict[str, tuple[Callable[[Task], None], asyncio.Future[None]]] = {}
        self._asking: asyncio.Task[None] | None = None

    async def follow(
        self,
        invocation_id: str,
        heard: Callable[[Task], None],
        instances: Sequence[str],
        *,
        timeout: float,
    ) -> list[Task]:
        """Tell `heard` the news of the tasks on `instances` until all are final; returns those.

        `timeout` is the command's, in seconds from now on: what has no task long after it is `LOST`. Raises
        UpscaleError.
        """
        known: dict[str, Task] = {}
        end: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def on_news(task: Task) -> None:
            if known.get(task.instance) != task:
                known[task.instance] = task
                heard(task)
            are_final = all(each.is_final for each in known.values())
            if len(known) >= len(instances) and are_final and not end.done():
                end.set_result(None)

        self._followed[invocation_id] = (on_news, end)
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        try:
            await asyncio.wait({end}, timeout=max(timeout + GRACE_SECONDS, 0.0))
            if len(known) < len(instances):
                for instance in [each for each in instances if each not in known]:
                    on_news(Task(invocation_id, instance, LOST, error="nothing was ever heard of it"))
            await end
        finally:
            del self._followed[invocation_id]
        return list(known.values())

    async def close(self) -> None:
        """Ask for nothing more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    async def _ask(self) -> None:
        while self._followed:
            ids = list(self._followed)
            for begin in range(0, len(ids), FILTER_VALUES):
                await self._ask_for(ids[begin : begin + FILTER_VALUES])
            await asyncio.sleep(POLL_SECONDS)

    async def _ask_for(self, ids: Sequence[str]) -> None:
        try:
            news = await tasks_of(self._client, ids)
        except Exception as error:
            # Whatever it is, nobody may wait for news that never come.
            for each in ids:
                if (followed := self._followed.get(each)) and not followed[1].done():
                    followed[1].set_exception(error)
            return
        for task in news:
            if followed := self._followed.get(task.invocation):
                followed[0](task)
