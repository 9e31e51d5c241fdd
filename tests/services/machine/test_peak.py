from __future__ import annotations

import subprocess
import sys

from PySide6.QtWidgets import QApplication

from aresrgan_gui.services.machine.peak import PeakMemory


def test_that_what_ends_before_the_first_look_comes_has_its_memory_told(qapp: QApplication) -> None:
    peak = PeakMemory(qapp)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        peak.start()
        taken = peak.stop()
        child.communicate(b"\n")
    assert taken is not None
    assert taken > 0
