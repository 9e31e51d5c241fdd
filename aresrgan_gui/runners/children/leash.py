"""Children that die with this program, however it ends.

Windows: a job object that ends its processes when its last handle is closed, which the system does for a
killed process as well (Microsoft, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE). Linux: `setpriv` of util-linux asks
the kernel for a signal at the parent's death. Elsewhere a process beside both has an eye on them; sessions
need none, which notice by the end of their input.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from collections.abc import Sequence
from functools import cache
from shutil import which

from aresrgan_gui.runners.children.ration import most_memory

log = logging.getLogger(__name__)

_PROCESS_MEMORY = 0x0100
_KILL_ON_JOB_CLOSE = 0x2000
_EXTENDED_LIMIT_INFORMATION = 9
_SET_QUOTA_AND_TERMINATE = 0x0101


def leashed(program: str, arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The program and arguments that start the same on a leash, where the platform has one for that.

    A program that cannot be run is left as it is, so that its failure to start is its own.
    """
    setpriv = _setpriv()
    if setpriv is None or not os.access(program, os.X_OK):
        return program, list(arguments)
    return setpriv, ["--pdeathsig", "KILL", "--", program, *arguments]


def bind(pid: int) -> None:
    """Put a running child on the leash, where the platform does that from outside."""
    if sys.platform == "win32":
        kernel = _kernel()
        handle = kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, pid)
        if not handle or not kernel.AssignProcessToJobObject(_job(), handle):
            log.warning("process %d would outlive this program", pid)
        if handle:
            kernel.CloseHandle(handle)


def watching(pid: int) -> tuple[str, list[str]] | None:
    """The program and arguments that end a running child after this program; None where the system does."""
    if sys.platform == "win32" or _setpriv() is not None:
        return None
    return sys.executable, ["-m", "aresrgan_gui.runners.children.watcher", str(os.getpid()), str(pid)]


@cache
def _setpriv() -> str | None:
    return which("setpriv") if sys.platform == "linux" else None


if sys.platform == "win32":

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("most_processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("basic", _BasicLimits),
            ("io", ctypes.c_uint64 * 6),
            ("memory", ctypes.c_size_t * 4),  # first the limit of each process
        )

    @cache
    def _kernel() -> ctypes.WinDLL:
        """The library with its handles declared: they do not fit into the usual int."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        for name in ("OpenProcess", "CreateJobObjectW"):
            getattr(kernel, name).restype = ctypes.c_void_p
        kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
        kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
        kernel.SetInformationJobObject.argtypes = (
            ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32,
        )  # fmt: skip
        return kernel

    @cache
    def _job() -> int:
        """The program's one job object; its handle is closed by the system when the program is gone."""
        kernel = _kernel()
        job: int = kernel.CreateJobObjectW(None, None)
        limits = _ExtendedLimits()
        limits.basic.flags = _KILL_ON_JOB_CLOSE | _PROCESS_MEMORY
        limits.memory[0] = most_memory()
        kernel.SetInformationJobObject(
            job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        return job
