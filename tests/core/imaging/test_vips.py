from __future__ import annotations

import os
import subprocess
import sys

from aresrgan_gui.core.imaging.vips import THREADS


def test_that_libvips_takes_few_threads_on_a_machine_with_many_cores() -> None:
    ask = "from aresrgan_gui.core.imaging.vips import library; print(library().concurrency_get())"
    cores = {**os.environ, "VIPS_CONCURRENCY": "16"}
    told = subprocess.run([sys.executable, "-c", ask], env=cores, capture_output=True, check=True)
    assert int(told.stdout) == THREADS
