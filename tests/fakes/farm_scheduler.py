"""The farm's scheduler with some of its patience changed, or that says it is of another version.

Usage: farm_scheduler.py CERTIFICATES PORT [worker-ttl=SECONDS] [allowed-failures=N] [version=TEXT]
[parts=TROUBLE], where pictures go out in small parts, which go wrong as `part_troubles` says.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import dask

from aresrgan_gui.runners.farm import spool
from aresrgan_gui.runners.farm.dask import get_versions
from aresrgan_gui.runners.farm.scheduler import serve
from tests.fakes.part_troubles import PART_BYTES, troubled


def main() -> None:
    certificates, port, *changes = sys.argv[1:]
    for key, _, value in (change.partition("=") for change in changes):
        if key == "version":
            _pretend(value)
        elif key == "parts":
            vars(spool).update(PART_BYTES=PART_BYTES, read_part=troubled(spool.read_part, value))
        else:
            number = f"{value}s" if key == "worker-ttl" else int(value)
            dask.config.set({f"distributed.scheduler.{key}": number})
    asyncio.run(serve("127.0.0.1", int(port), Path(certificates), _ready))


def _pretend(version: str) -> None:
    """Say of Dask that it is of this version."""
    versions = sys.modules[get_versions.__module__]
    real = versions.get_package_info

    def pretended(packages: Any) -> dict[str, str | None]:
        return {**real(packages), "distributed": version}

    versions.get_package_info = pretended  # type: ignore[attr-defined]


def _ready(address: str) -> None:
    print(address, flush=True)


if __name__ == "__main__":
    main()
