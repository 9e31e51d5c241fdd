"""Which graphics card of which instance is free."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Slot:
    """One graphics card of one instance; `gpu` is None where the instance has no other."""

    instance: str
    gpu: int | None


class Slots:
    """All cards of all instances, which are alike; the one that has waited longest is taken first."""

    def __init__(self, instances: Sequence[str], gpus: int) -> None:
        cards = range(gpus) if gpus > 1 else (None,)
        self._free = [Slot(instance, gpu) for gpu in cards for instance in instances]
        self._freed = asyncio.Event()

    @asynccontextmanager
    async def one(self, fits: Callable[[Slot], bool]) -> AsyncIterator[Slot]:
        """A free slot that `fits`, waited for."""
        while (slot := next(filter(fits, self._free), None)) is None:
            self._freed.clear()
            await self._freed.wait()
        self._free.remove(slot)
        try:
            yield slot
        finally:
            self._free.append(slot)
            self._freed.set()
