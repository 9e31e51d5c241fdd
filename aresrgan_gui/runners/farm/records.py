"""What the scheduler keeps of each task: the task itself, until it is unpublished, and its last news."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aresrgan_gui.core.overriding import override
from aresrgan_gui.runners.farm.dask import Future, Scheduler, SchedulerPlugin, to_serialize
from aresrgan_gui.runners.farm.task import TOPIC


class Records(SchedulerPlugin):  # type: ignore[misc]
    """Publishes each task under its own name, and has Dask forget that name after the task.

    A client would have to ask for that by itself, and wait for the answer. Dask takes such a name for a
    client, which it would remember for ever.
    """

    def __init__(self) -> None:
        self._news: dict[str, dict[str, Any]] = {}
        self._scheduler: Scheduler

    @override
    async def start(self, scheduler: Scheduler) -> None:
        """Be there for clients."""
        self._scheduler = scheduler
        scheduler.handlers["last_news"] = self.last_news

    async def last_news(self, name: str) -> dict[str, Any] | None:
        """The last news of a task, if there was any."""
        return self._news.get(name)

    @override
    def update_graph(self, scheduler: Scheduler, *, keys: Iterable[str], **_: Any) -> None:
        """Keep tasks that were submitted, also when no client is there any more."""
        datasets = scheduler.extensions["publish"].datasets
        for key in keys:
            scheduler.client_desires_keys([key], f"published-{key}")
            datasets[key] = {"data": to_serialize(Future(key)), "keys": (key,)}

    @override
    def log_event(self, topic: str, msg: Any) -> None:
        """Take news in; what comes when the task is forgotten is of no use."""
        if topic == TOPIC and msg["key"] in self._scheduler.tasks:
            self._news[msg["key"]] = msg

    @override
    def transition(self, key: str, start: str, finish: str, *_: Any, **__: Any) -> None:
        """Forget what belongs to a task that is forgotten; Dask still asks for a name that is published."""
        if finish == "forgotten":
            self._news.pop(key, None)
            if key not in self._scheduler.extensions["publish"].datasets:
                self._scheduler.clients.pop(f"published-{key}", None)
