"""What this machine is called."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")


def processor_name() -> str:
    """The processor's name as its maker has it, or its kind where the system does not tell."""
    if sys.platform == "win32":
        name = _name_in_registry()
    elif sys.platform == "linux":
        name = _name_in_cpuinfo()
    else:
        name = ""
    return " ".join(name.split()) or platform.processor() or platform.machine()


def _name_in_cpuinfo() -> str:
    try:
        lines = _CPUINFO.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2] for line in lines if line.startswith("model name")), "")


if sys.platform == "win32":
    import winreg

    def _name_in_registry() -> str:
        place = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
                return str(winreg.QueryValueEx(key, "ProcessorNameString")[0])
        except OSError:
            return ""
