"""A worker of the farm for which every result is large, whose parts are small and go wrong as told.

Usage: farm_worker.py TROUBLE ORDERS, where TROUBLE is one of `part_troubles`.
"""

from __future__ import annotations

import sys

from aresrgan_gui.runners.farm import spool, task, worker
from tests.fakes.part_troubles import PART_BYTES, troubled


def main() -> None:
    spool.PART_BYTES = PART_BYTES
    vars(task).update(LARGE_BYTES=1, read_part=troubled(spool.read_part, sys.argv.pop(1)))
    worker.main()


if __name__ == "__main__":
    main()
