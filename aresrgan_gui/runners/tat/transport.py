"""The way to instances in Tencent Cloud: pictures go and come through the object storage, the automation
service starts the engine.

A picture that lies in the object storage marks that its work may have been started: only then it is looked
for among the invocations, by its name, before anything is started. Where even that fails, as between a lost
reply and its look-up, the script's lock on the instance keeps the work from being done twice.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from aresrgan_gui.core.errors import EXIT_CODES, ErrorCode, UpscaleError
from aresrgan_gui.core.hosts import Platform, TatHost, runs_our_engine
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.remote.request import RemoteRequest
from aresrgan_gui.runners.remote.transport import (
    Fetching,
    HostReport,
    Output,
    Queued,
    RemoteEvent,
    Sending,
    Tell,
    host_error,
)
from aresrgan_gui.runners.tat.bucket import Bucket
from aresrgan_gui.runners.tat.client import ENDPOINTS, ApiClient, Endpoints, InstanceDownError, Secret
from aresrgan_gui.runners.tat.manifest import (
    DEFAULT_ENGINE,
    Manifest,
    command_of,
    models_path,
    parameters,
    word,
)
from aresrgan_gui.runners.tat.report import Report, read, read_probe
from aresrgan_gui.runners.tat.slots import Slot, Slots
from aresrgan_gui.runners.tat.storage import Moved, Storage
from aresrgan_gui.runners.tat.tasks import TIMEOUT, Follower, Invocation, Task, find, start, tasks_of

log = logging.getLogger(__name__)

STARTS = 3
"""So often a run is started that could not fetch or store its files, each time with new addresses."""

FETCHES = 3
"""So often a result is fetched that arrives damaged, or of which the end does not arrive."""

CLOCK_SECONDS = 300.0
"""By how much the clocks of the object storage and of the automation service may differ."""

NAME_DIGITS = 48
"""Those of the key that stand in a command's name, which has at most 60 bytes."""

PROBE_SECONDS = 120

WORKING_FOLDERS = {Platform.LINUX: "/var/tmp", Platform.WINDOWS: "C:\\Windows\\Temp"}
"""Where hosts work unless their user says otherwise; the service wants a folder that is there."""

_REASONS = {
    "fetch": "the picture could not be fetched over there",
    "space": "its disk is full",
    "model": "the model could not be fetched over there",
    "engine": "there is no engine",
    "store": "the result could not be stored",
}
"""What a report's words for an end without an engine's status mean."""

_FILES = ("fetch", "model", "store")
"""Those that new addresses, or what is sent anew, may help."""


@dataclass(frozen=True)
class _Cloud:
    """The connections."""

    client: ApiClient
    storage: Storage
    bucket: Bucket
    follower: Follower


def make_transport(host: TatHost, secret: Callable[[str], str | None]) -> TatTransport:
    """The way to `host`; `secret` gives its secret_id and secret_key."""
    return TatTransport(host, secret)


class TatTransport:
    """A `Transport` to a `TatHost`; nothing is connected before it is used."""

    def __init__(
        self, host: TatHost, secret: Callable[[str], str | None], endpoints: Endpoints = ENDPOINTS
    ) -> None:
        self._host = host
        self._secret = secret
        self._endpoints = endpoints
        self._slots = Slots(host.instances, host.gpus)
        self._connection: asyncio.Task[_Cloud] | None = None
        self._orders: dict[str, asyncio.Task[str]] = {}
        """Those under way by the keys of their runs: an order cannot be called back, only waited for."""

    async def run(self, request: RemoteRequest, tell: Tell) -> ProcessOutcome:
        """Do the work, follow it or fetch what it left."""
        cloud = await self._cloud()
        tell(Sending(0.0))
        sent = await cloud.bucket.sent_at(request.key)
        known: list[Invocation] = []
        if sent is None:
            await cloud.bucket.send(request, _telling(tell, Sending))
        else:
            known = await self._known(request.key, sent)
        try:
            outcome = await self._computed(request, known[:1], tell)
        except UpscaleError as error:
            # What cannot be reached may run on, and be followed again; a result waits for room here.
            is_kept = error.failure.code in (ErrorCode.HOST_DOWN, ErrorCode.DISK_FULL)
            if not is_kept or isinstance(error, InstanceDownError):
                await cloud.bucket.clear(request.key)
            raise
        await cloud.bucket.clear(request.key)
        return outcome

    async def kill(self, key: str) -> None:
        """Cancel the invocations of a run, and remove its files here and there."""
        if order := self._orders.get(key):
            await asyncio.wait({order})
        cloud = await self._cloud()
        sent = await cloud.bucket.sent_at(key)
        if sent is None:
            return
        for invocation in await self._known(key, sent):
            tasks = await tasks_of(cloud.client, [invocation.id])
            if not tasks:
                # It may yet begin; without its picture it ends at once.
                await self._call_off(invocation)
            for task in tasks:
                if not task.is_final:
                    await self._call_off(invocation)
                    await cloud.follower.follow(invocation.id, _hear, [task.instance], timeout=0.0)
                if not _has_tidied(task):
                    await self._sweep(key, task.instance)
        await cloud.bucket.clear(key)

    async def probe(self) -> HostReport:
        """Ask all instances; what is told is the first one's, and the least space."""
        cloud = await self._cloud()
        skew = await cloud.client.clock_skew()
        await cloud.bucket.sent_at("0")
        command = self._command("tat_probe", {"engine": word(self._host.engine or DEFAULT_ENGINE)})
        command |= {"InstanceIds": list(self._host.instances), "Timeout": PROBE_SECONDS}
        tasks = await self._finished(command)
        for task in tasks:
            self._refuse_status(task)
        reports = [(task.instance, *read_probe(task.output)) for task in tasks]
        for instance, _, missing in reports:
            if missing:
                raise self._error(ErrorCode.HOST_UNREADY, f"{instance} lacks {', '.join(missing)}")
        spaces = [report.free_bytes for _, report, _ in reports if report.free_bytes is not None]
        return replace(reports[0][1], free_bytes=min(spaces, default=None), clock_skew=skew)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._connection is not None:
            with suppress(UpscaleError):
                cloud = await self._connection
                await cloud.follower.close()
                cloud.client.close()
                cloud.storage.close()

    async def _cloud(self) -> _Cloud:
        if self._connection is None or (self._connection.done() and self._connection.exception()):
            self._connection = asyncio.create_task(asyncio.to_thread(self._connect))
        return await asyncio.shield(self._connection)

    def _connect(self) -> _Cloud:
        host = self._host
        if not host.bucket:
            raise self._error(ErrorCode.HOST_UNREADY, "no bucket of the object storage is chosen")
        secret = Secret(self._secret("secret_id") or "", self._secret("secret_key") or "")
        client = ApiClient(host.name, host.region, secret, self._endpoints.tat)
        storage = Storage(host.name, host.bucket, host.region, secret, self._endpoints.cos)
        return _Cloud(client, storage, Bucket(storage), Follower(client))

    async def _known(self, key: str, sent: float) -> list[Invocation]:
        cloud = await self._cloud()
        return await find(cloud.client, _named(_name(key)), since=sent - CLOCK_SECONDS)

    async def _computed(self, request: RemoteRequest, known: list[Invocation], tell: Tell) -> ProcessOutcome:
        """The engine's outcome, with the result fetched, of what is `known` or else of a new start."""
        bucket = (await self._cloud()).bucket
        task = await self._picked_up(request, known[0], tell) if known else None
        for _ in range(STARTS):
            end = ""
            if task is not None:
                said = read(task.output)
                end = said.end
                if end not in _FILES:
                    return await self._outcome(request, task, said, tell)
            # New addresses do not help what was damaged on its way there, or is gone.
            if end == "fetch":
                await bucket.send(request, _telling(tell, Sending))
            await bucket.send_models(request.model_files, anew=end == "model")
            tell(Sending(1.0))
            tell(Queued())
            task = await self._started(request, tell)
        assert task is not None
        return await self._outcome(request, task, read(task.output), tell)

    async def _picked_up(self, request: RemoteRequest, known: Invocation, tell: Tell) -> Task | None:
        """What has come of a start before, waited for; None where there is nothing to be had of it."""
        cloud = await self._cloud()
        tell(Queued())
        # An invocation may be listed before its task is.
        task = next(iter(await tasks_of(cloud.client, [known.id])), None)
        if task is None or not task.is_final:
            instance = task.instance if task is not None else ""
            strange = instance not in self._host.instances
            async with self._slots.one(lambda slot: strange or slot.instance == instance):
                age = time.time() - known.created
                instances = known.instances or ("",)
                task = await self._followed(known.id, instances, tell, timeout=TIMEOUT - age)
        if task.status not in ("SUCCESS", "FAILED"):
            return None
        lost = read(task.output).end in ("0", "") and not await cloud.bucket.has_result(request.key)
        return None if lost else task

    async def _started(self, request: RemoteRequest, tell: Tell) -> Task:
        """The end of a new start, on the first instance that takes it."""
        down: set[str] = set()
        while True:
            async with self._slots.one(lambda slot: slot.instance not in down) as slot:
                try:
                    invocation = await self._ordered(request, slot)
                    task = await self._followed(invocation, [slot.instance], tell, timeout=TIMEOUT)
                except InstanceDownError:
                    down.add(slot.instance)
                    if down >= set(self._host.instances):
                        raise
                    continue
            await self._refuse_broken(request, task)
            return task

    async def _ordered(self, request: RemoteRequest, slot: Slot) -> str:
        """The id of the invocation that was started; a start goes on when this is cancelled."""
        order = asyncio.create_task(self._order(request, slot))
        self._orders[request.key] = order

        def forget(done: asyncio.Task[str]) -> None:
            del self._orders[request.key]
            if not done.cancelled():
                done.exception()

        order.add_done_callback(forget)
        return await asyncio.shield(order)

    async def _order(self, request: RemoteRequest, slot: Slot) -> str:
        cloud = await self._cloud()
        models, files = await cloud.bucket.models(request.model_files)
        picture = await cloud.bucket.picture(request)
        output = f"output{request.output.suffix}"
        manifest = Manifest(
            key=request.key,
            engine=self._host.engine,
            arguments=tuple(
                request.command(source=picture.name, output=output, models=models_path(models), gpu=slot.gpu)
            ),
            input=picture,
            output=output,
            output_url=cloud.bucket.result_address(request.key),
            models=models,
            model_files=files,
        )
        command = self._command("tat", {"manifest": manifest.encoded()})
        command |= {"CommandName": _name(request.key), "InstanceIds": [slot.instance]}
        return await start(cloud.client, "RunCommand", command, _named(_name(request.key)))

    async def _followed(
        self, invocation: str, instances: Sequence[str], tell: Tell, *, timeout: float
    ) -> Task:
        """An invocation's end on its one instance; what it says is told meanwhile."""
        told: int | None = None

        def heard(task: Task) -> None:
            nonlocal told
            percent = read(task.output).percent
            if told is None and (task.status == "RUNNING" or percent is not None):
                told = -1
                tell(Output())
            if percent is not None and told is not None and percent > told:
                told = percent
                tell(Output(b"%d.00%%\n" % percent))

        follower = (await self._cloud()).follower
        (task,) = await follower.follow(invocation, heard, instances, timeout=timeout)
        if task.status == "DELIVER_FAILED":
            raise InstanceDownError(self._host.name, "the command could not be delivered")
        return task

    async def _refuse_broken(self, request: RemoteRequest, task: Task) -> None:
        """Raise for an end that is not the script's own, with nothing of the run left on the instance."""
        if task.status in ("TIMEOUT", "CANCELLED", "TERMINATED"):
            await self._sweep(request.key, task.instance)
        if task.status == "TIMEOUT":
            raise UpscaleError(ErrorCode.ENGINE_HUNG, request.source, "it took more than a day")
        self._refuse_status(task)

    def _refuse_status(self, task: Task) -> None:
        """Raise for a script that could not begin or not end."""
        if task.status == "START_FAILED":
            raise self._error(ErrorCode.HOST_UNREADY, task.error or task.status)
        if task.status in ("TIMEOUT", "TASK_TIMEOUT"):
            raise self._error(ErrorCode.HOST_DOWN, f"{task.instance} does not answer any more")
        if task.status in ("CANCELLED", "TERMINATED"):
            raise InstanceDownError(self._host.name, "the work was stopped over there")
        if task.status not in ("SUCCESS", "FAILED"):
            raise InstanceDownError(self._host.name, f"{task.instance}: {task.error or task.status}")

    async def _outcome(self, request: RemoteRequest, task: Task, said: Report, tell: Tell) -> ProcessOutcome:
        bucket = (await self._cloud()).bucket
        tell(Output("".join(f"{line}\n" for line in said.lines).encode("utf-8")))
        if said.end.isdecimal():
            status = int(said.end)
        elif task.dropped and not said.end:
            # The first 24 KiB, which are kept, were full before the script came to its end.
            status = task.exit_code
        else:
            if said.end == "store":
                # It is still there, for a next start that does not come.
                await self._sweep(request.key, task.instance)
            words = [_REASONS.get(said.end, task.output[-500:]), *said.lines]
            raise self._error(ErrorCode.HOST_UNREADY, "\n".join(words))
        if status == EXIT_CODES[ErrorCode.DISK_FULL] and runs_our_engine(self._host):
            # Not this machine's, for which everything would be held up.
            raise self._error(ErrorCode.HOST_UNREADY, _REASONS["space"])
        if status == 0 and await bucket.has_result(request.key):
            await self._fetch(request, said.sha256, tell)
        # A shell tells of a signal in this way; 130 is what our engine says when it is stopped.
        died = 130 < status < 160
        return ProcessOutcome(status - 128 if died else status, crashed=died)

    async def _fetch(self, request: RemoteRequest, sha256: str, tell: Tell) -> None:
        bucket = (await self._cloud()).bucket
        for _ in range(FETCHES):
            tell(Fetching(0.0))
            if await bucket.fetch(request, sha256, _telling(tell, Fetching)):
                tell(Fetching(1.0))
                return
        raise self._error(ErrorCode.HOST_DOWN, "the result was damaged or cut off on its way")

    async def _call_off(self, invocation: Invocation) -> None:
        cloud = await self._cloud()
        try:
            await cloud.client.ask("CancelInvocation", {"InvocationId": invocation.id})
        except UpscaleError as error:
            if error.failure.code is not ErrorCode.HOST_UNREADY:
                raise
            log.info("an invocation could not be cancelled, maybe as it has ended: %s", error)

    async def _sweep(self, key: str, instance: str) -> None:
        """Remove what a run that was killed left on its instance."""
        command = self._command("tat_remove", {"key": key})
        await self._finished(command | {"InstanceIds": [instance], "Timeout": PROBE_SECONDS})

    async def _finished(self, command: dict[str, Any]) -> list[Task]:
        """A small command's tasks, waited for; such a one may as well run twice."""
        cloud = await self._cloud()
        invocation = await start(cloud.client, "RunCommand", command, lambda _invocation: False)
        instances, timeout = command["InstanceIds"], command["Timeout"]
        return await cloud.follower.follow(invocation, _hear, instances, timeout=timeout)

    def _command(self, script: str, values: dict[str, str]) -> dict[str, Any]:
        folder = self._host.working_folder or WORKING_FOLDERS[self._host.platform]
        return {
            **command_of(script, windows=self._host.platform is Platform.WINDOWS),
            "CommandName": script.replace("tat", "aresrgan"),
            "WorkingDirectory": folder,
            "Timeout": TIMEOUT,
            "Parameters": parameters(values),
        }

    def _error(self, code: ErrorCode, detail: str) -> UpscaleError:
        return host_error(code, self._host.name, detail)


def _hear(_task: Task) -> None:
    """Of a small command nobody wants the news."""


def _name(key: str) -> str:
    """What a run's command is called; it is how the run is found again."""
    return f"aresrgan-{key[:NAME_DIGITS]}"


def _has_tidied(task: Task) -> bool:
    """Whether the script came to its own end, where it removes all but what it could not store."""
    return task.status in ("SUCCESS", "FAILED") and read(task.output).end not in ("", "store")


def _named(name: str) -> Callable[[Invocation], bool]:
    return lambda invocation: invocation.name == name


def _telling(tell: Tell, event: Callable[[float], RemoteEvent]) -> Moved:
    """Tells of each whole percent that was moved, from whatever thread."""
    loop = asyncio.get_running_loop()
    last = 0

    def moved(fraction: float) -> None:
        nonlocal last
        if int(fraction * 100) > last:
            last = int(fraction * 100)
            loop.call_soon_threadsafe(tell, event(fraction))

    return moved
