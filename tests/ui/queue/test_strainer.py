"""A part of the queue's rows, through everything that happens to the queue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from aresrgan_gui.core.imaging.pictures import PictureInfo
from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.queue.model import QueueModel, QueueRole
from aresrgan_gui.ui.queue.strainer import Strainer

if TYPE_CHECKING:
    from collections.abc import Callable

WAITING = frozenset({JobState.WAITING, JobState.RUNNING})


def shown(strainer: Strainer) -> list[str]:
    return [strainer.index(row).data(QueueRole.ROW).job.id for row in range(strainer.rowCount())]


@pytest.mark.parametrize("seed", range(4))
def test_that_exactly_the_rows_of_the_part_are_shown_whatever_happens(
    queue: Queue, tmp_path: Path, seed: int
) -> None:
    model = QueueModel(queue, Thumbnails(queue), queue)
    strainer = Strainer(model, WAITING, queue)
    QAbstractItemModelTester(strainer, QAbstractItemModelTester.FailureReportingMode.Warning, strainer)
    random, info = Random(seed), PictureInfo(40, 30, "PNG", 1)

    def some() -> list[str]:
        ids = list(queue.ids())
        return random.sample(ids, min(len(ids), random.choice((1, 3, 40))))

    def add() -> None:
        count = random.choice((1, 5, 60))
        options = replace(UpscaleOptions(), folder=tmp_path)
        queue.add([FoundPicture(tmp_path / f"{number}.png", info) for number in range(count)], options)

    def cancel() -> None:
        for job_id in some():
            queue.cancel(job_id)

    steps: tuple[Callable[[], object], ...] = (
        add,
        cancel,
        lambda: queue.retry(some()),
        lambda: queue.remove(some()),
        lambda: queue.restore(queue.remove(some())),
        lambda: queue.arrange(some()),
    )
    add()
    for _ in range(40):
        held = {
            strainer.index(row).data(QueueRole.ROW).job.id: QPersistentModelIndex(strainer.index(row))
            for row in range(strainer.rowCount())
        }
        random.choice(steps)()
        assert shown(strainer) == [job.id for job in queue.jobs() if job.state in WAITING]
        assert all(
            index.data(QueueRole.ROW).job.id == job_id for job_id, index in held.items() if index.isValid()
        )
        for row, job in enumerate(queue.jobs()):
            place = strainer.row_of(row)
            assert (place is not None) is (job.state in WAITING)
            assert place is None or strainer.source_row(place) == row
