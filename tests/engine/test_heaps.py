from __future__ import annotations

import subprocess
import sys

import pytest

COUNTED = """
import ctypes
from threading import Barrier, Thread
from aresrgan_gui.engine.heaps import share_heaps

share_heaps()
library, barrier = ctypes.CDLL(None), Barrier(9)
library.malloc.restype = ctypes.c_void_p

def take():
    library.malloc(1000)
    barrier.wait()

threads = [Thread(target=take) for _ in range(8)]
for thread in threads:
    thread.start()
barrier.wait()
library.malloc_stats()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux has these heaps")
def test_that_many_threads_take_memory_from_few_heaps() -> None:
    found = subprocess.run([sys.executable, "-c", COUNTED], capture_output=True, text=True, check=True)
    assert 1 <= found.stderr.count("Arena ") <= 2


FREED = """
import ctypes
import psutil
from aresrgan_gui.engine.heaps import give_back

library = ctypes.CDLL(None)
library.malloc.restype, library.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
blocks = [library.malloc(100_000) for _ in range(1000)]
for block in blocks:
    ctypes.memset(block, 1, 100_000)
held = library.malloc(100_000)  # what was taken last keeps all before it
for block in blocks:
    library.free(block)
taken = psutil.Process().memory_info().rss
give_back()
print(taken - psutil.Process().memory_info().rss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux keeps what is freed")
def test_that_what_was_freed_is_given_back() -> None:
    found = subprocess.run([sys.executable, "-c", FREED], capture_output=True, text=True, check=True)
    assert int(found.stdout) > 90_000_000
