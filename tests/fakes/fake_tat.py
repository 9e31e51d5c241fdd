"""Tencent Cloud's automation service, as far as the program uses it; commands really run, in a folder.

Written from the documentation of version 2020-10-28 and from how its agent behaves: a command runs in a
process group of its own, which is killed at its timeout or when it is cancelled; the first 24 KiB that it
says are kept.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fakes.cloud_signatures import RefusedError

MAX_OUTPUT = 24 * 1024
MAX_CONTENT = 64 * 1024
MAX_NAME = 60
REGIONS = {"ap-guangzhou": "AVAILABLE", "ap-shanghai": "AVAILABLE", "ap-nowhere": "UNAVAILABLE"}


@dataclass
class Instance:
    """A server with the agent; `folder` is its disk."""

    id: str
    folder: Path
    is_online: bool = True
    environment: str = "Linux"


@dataclass
class FakeTask:
    """A command on one instance."""

    id: str
    instance: Instance
    status: str = "PENDING"
    exit_code: int = 0
    output: bytes = b""
    dropped: int = 0
    error: str = ""
    process: subprocess.Popen[bytes] | None = None
    is_cancelled: bool = False
    is_late: bool = False
    ended: threading.Event = field(default_factory=threading.Event)


@dataclass
class FakeInvocation:
    """A command that was started."""

    id: str
    command: dict[str, Any]
    parameters: str
    created: float
    tasks: list[FakeTask]


class FakeTat:
    """The service; its attributes are what tests make it do.

    `end_as`: the final status of every task from now on, without anything being run. `noise`: bytes that each
    command says first. `holds`: commands are not delivered as long as it is set. `hides_tasks`: invocations
    are listed without their tasks.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self.instances: dict[str, Instance] = {}
        self.commands: dict[str, dict[str, Any]] = {}
        self.invocations: list[FakeInvocation] = []
        self.end_as = ""
        self.noise = 0
        self.holds = threading.Event()
        self.hides_tasks = False
        self._now = now
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def answer(self, action: str, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer to a call. Raises RefusedError."""
        handler = getattr(self, f"_{re.sub('(?<!^)(?=[A-Z])', '_', action).lower()}", None)
        if handler is None:
            raise RefusedError("InvalidAction")
        with self._lock:
            return dict(handler(asked))

    def store_command(self, content: str, name: str = "upscale", **more: Any) -> str:
        """A stored command, as the user made it in the cloud's console; its id."""
        command_id = f"cmd-{next(self._numbers):08d}"
        self.commands[command_id] = {
            "CommandId": command_id,
            "CommandName": name,
            "Content": base64.b64encode(content.encode()).decode(),
            "CommandType": "SHELL",
            "WorkingDirectory": ".",
            "Timeout": 60,
            "EnableParameter": True,
            "CreatedBy": "USER",
            **more,
        }
        return command_id

    def stop(self) -> None:
        """End whatever still runs."""
        for invocation in self.invocations:
            for task in invocation.tasks:
                self._cancel(task)
                task.ended.wait(10)

    def _run_command(self, asked: dict[str, Any]) -> dict[str, Any]:
        name, content = asked.get("CommandName", ""), asked.get("Content", "")
        if len(name.encode()) > MAX_NAME or not re.fullmatch(r"[\w.\-]*", name):
            raise RefusedError("InvalidParameterValue.InvalidCommandName")
        if not content or len(content) > MAX_CONTENT:
            raise RefusedError("InvalidParameterValue.InvalidContent")
        command = {"CommandType": "SHELL", "Timeout": 60, "WorkingDirectory": "/root", **asked}
        return self._start({**command, "CommandId": f"cmd-{next(self._numbers):08d}"}, asked)

    def _invoke_command(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked.get("CommandId") not in self.commands:
            raise RefusedError("ResourceNotFound.CommandNotFound")
        command = self.commands[asked["CommandId"]]
        over = {name: asked[name] for name in asked if name in ("Timeout", "WorkingDirectory")}
        return self._start({**command, **over}, asked)

    def _start(self, command: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
        if not 1 <= command["Timeout"] <= 86_400:
            raise RefusedError("InvalidParameterValue.Range")
        parameters = json.loads(asked.get("Parameters") or "{}")
        if parameters and not command.get("EnableParameter"):
            raise RefusedError("InvalidParameterValue.SupportParametersOnlyIfEnableParameter")
        if len(parameters) > 20 or not all(
            re.fullmatch(r"[a-zA-Z0-9\-_]{1,64}", name) for name in parameters
        ):
            raise RefusedError("InvalidParameterValue.ParameterKeyContainsInvalidChar")
        if not 1 <= len(asked.get("InstanceIds") or ()) <= 200:
            raise RefusedError("InvalidParameterValue.InvalidInstanceId")
        chosen = []
        for each in asked["InstanceIds"]:
            if each not in self.instances:
                raise RefusedError("ResourceNotFound.InstanceNotFound")
            if not self.instances[each].is_online:
                raise RefusedError("ResourceUnavailable.AgentStatusNotOnline")
            chosen.append(self.instances[each])
        script = base64.b64decode(command["Content"]).decode()
        shown = dict(parameters)
        for name, value in parameters.items():
            if f"{{{{tat-hidden:{name}}}}}" in script:
                shown[name] = "******"
            script = script.replace(f"{{{{{name}}}}}", value).replace(f"{{{{tat-hidden:{name}}}}}", value)
        tasks = [FakeTask(f"invt-{next(self._numbers):08d}", instance) for instance in chosen]
        invocation = FakeInvocation(
            f"inv-{next(self._numbers):08d}", command, json.dumps(shown), self._now(), tasks
        )
        self.invocations.append(invocation)
        for task in tasks:
            threading.Thread(target=self._run, args=(task, command, script), daemon=True).start()
        return {"InvocationId": invocation.id, "CommandId": command["CommandId"]}

    def _run(self, task: FakeTask, command: dict[str, Any], script: str) -> None:
        try:
            while self.holds.is_set() and not task.is_cancelled:
                time.sleep(0.01)
            if task.is_cancelled:
                task.status = "CANCELLED"
            elif self.end_as:
                task.error = "as told to" if self.end_as == "START_FAILED" else ""
                task.status = self.end_as
            else:
                self._execute(task, command, script)
        finally:
            task.ended.set()

    def _execute(self, task: FakeTask, command: dict[str, Any], script: str) -> None:
        folder = task.instance.folder / command["WorkingDirectory"]
        if not folder.is_dir():
            task.error = f"DirectoryNotExists: working_directory `{folder}` not exists"
            task.status = "START_FAILED"
            return
        path = task.instance.folder.parent / f"{task.id}.sh"
        path.write_text(script, encoding="utf-8")
        with self._lock:
            if task.is_cancelled:
                task.status = "CANCELLED"
                return
            task.process = subprocess.Popen(
                ["sh", "-c", f"sh '{path}'"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            task.status = "RUNNING"
        timer = threading.Timer(command["Timeout"], self._time_out, [task])
        timer.start()
        self._keep(task, b"." * self.noise)
        assert task.process.stdout is not None
        with task.process.stdout as stream:
            while chunk := os.read(stream.fileno(), 1024):
                self._keep(task, chunk)
        status = task.process.wait()
        _await_group(task.process.pid)
        timer.cancel()
        path.unlink()
        self._end(task, status)

    def _end(self, task: FakeTask, status: int) -> None:
        with self._lock:
            task.exit_code = status if status >= 0 else -1
            if task.is_cancelled:
                task.status = "TERMINATED"
            elif task.is_late:
                task.status = "TIMEOUT"
            else:
                task.status = "SUCCESS" if status == 0 else "FAILED"

    def _keep(self, task: FakeTask, chunk: bytes) -> None:
        with self._lock:
            kept = chunk[: MAX_OUTPUT - len(task.output)]
            task.output += kept
            task.dropped += len(chunk) - len(kept)

    def _time_out(self, task: FakeTask) -> None:
        task.is_late = True
        self._kill(task)

    def _cancel(self, task: FakeTask) -> None:
        task.is_cancelled = True
        self._kill(task)

    def _kill(self, task: FakeTask) -> None:
        if task.process is not None and task.process.poll() is None:
            os.killpg(task.process.pid, signal.SIGKILL)

    def _cancel_invocation(self, asked: dict[str, Any]) -> dict[str, Any]:
        found = [each for each in self.invocations if each.id == asked["InvocationId"]]
        if not found:
            raise RefusedError("ResourceNotFound.InvocationNotFound")
        for task in found[0].tasks:
            if not task.ended.is_set() and task.instance.id in asked.get("InstanceIds", [task.instance.id]):
                self._cancel(task)
        return {}

    def _describe_invocations(self, asked: dict[str, Any]) -> dict[str, Any]:
        wanted = _filters(asked, {"invocation-id", "command-id", "command-created-by", "instance-kind"})
        found = [
            each
            for each in reversed(self.invocations)
            if each.id in wanted.get("invocation-id", [each.id])
            and each.command["CommandId"] in wanted.get("command-id", [each.command["CommandId"]])
        ]
        return {
            "TotalCount": len(found),
            "InvocationSet": [self._described(each) for each in _page(asked, found)],
        }

    def _described(self, invocation: FakeInvocation) -> dict[str, Any]:
        tasks = [] if self.hides_tasks else invocation.tasks
        return {
            "InvocationId": invocation.id,
            "CommandId": invocation.command["CommandId"],
            "CommandName": invocation.command.get("CommandName", ""),
            "CreatedTime": _time(invocation.created),
            "Parameters": invocation.parameters,
            "InvocationTaskBasicInfoSet": [
                {"InvocationTaskId": task.id, "TaskStatus": task.status, "InstanceId": task.instance.id}
                for task in tasks
            ],
        }

    def _describe_invocation_tasks(self, asked: dict[str, Any]) -> dict[str, Any]:
        wanted = _filters(asked, {"invocation-task-id", "invocation-id", "instance-id", "command-id"})
        found = [
            (each, task)
            for each in reversed(self.invocations)
            if each.id in wanted.get("invocation-id", [each.id])
            for task in each.tasks
            if not self.hides_tasks
        ]
        hides = asked.get("HideOutput", True)
        shown = [_described_task(each, task, hides=hides) for each, task in _page(asked, found)]
        return {"TotalCount": len(found), "InvocationTaskSet": shown}

    def _describe_regions(self, _asked: dict[str, Any]) -> dict[str, Any]:
        regions = [
            {"Region": name, "RegionName": name.partition("-")[2], "RegionState": state}
            for name, state in REGIONS.items()
        ]
        return {"TotalCount": len(regions), "RegionSet": regions}

    def _describe_automation_agent_status(self, asked: dict[str, Any]) -> dict[str, Any]:
        agents: list[dict[str, Any]] = [
            {
                "InstanceId": each.id,
                "Version": "1.0",
                "LastHeartbeatTime": "2026-01-01T00:00:00Z",
                "AgentStatus": "Online" if each.is_online else "Offline",
                "Environment": each.environment,
                "SupportFeatures": [],
            }
            for each in self.instances.values()
            if each.id in asked.get("InstanceIds", [each.id])
        ]
        return {"TotalCount": len(agents), "AutomationAgentSet": _page(asked, agents)}

    def _describe_commands(self, asked: dict[str, Any]) -> dict[str, Any]:
        wanted = _filters(asked, {"command-id", "command-name", "command-type", "created-by"})
        makers = wanted.get("created-by", ["USER", "TAT"])
        found = [each for each in self.commands.values() if each["CreatedBy"] in makers]
        return {"TotalCount": len(found), "CommandSet": _page(asked, found)}


def _await_group(leader: int) -> None:
    """Waits until the system has taken leave of every process of a group."""
    deadline = time.monotonic() + 10
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(leader, 0)
            time.sleep(0.01)


def _filters(asked: dict[str, Any], known: set[str]) -> dict[str, list[str]]:
    filters = asked.get("Filters") or []
    if len(filters) > 10 or any(len(each["Values"]) > 5 for each in filters):
        raise RefusedError("LimitExceeded.FilterValueExceeded")
    if any(each["Name"] not in known for each in filters):
        raise RefusedError("InvalidParameterValue.InvalidFilter")
    return {each["Name"]: each["Values"] for each in filters}


def _page(asked: dict[str, Any], found: list[Any]) -> list[Any]:
    offset, limit = asked.get("Offset", 0), asked.get("Limit", 20)
    if not 0 < limit <= 100:
        raise RefusedError("InvalidParameterValue.Range")
    return found[offset : offset + limit]


def _time(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _described_task(invocation: FakeInvocation, task: FakeTask, *, hides: bool) -> dict[str, Any]:
    result = None
    if task.process is not None:
        result = {
            "ExitCode": task.exit_code,
            "Output": "" if hides else base64.b64encode(task.output).decode(),
            "Dropped": task.dropped,
        }
    # The status is read first: what is final has all its output.
    return {
        "InvocationId": invocation.id,
        "InvocationTaskId": task.id,
        "TaskStatus": task.status,
        "InstanceId": task.instance.id,
        "ErrorInfo": task.error,
        "TaskResult": result,
    }
