"""How busy NVIDIA's cards are, by a library that is built here and plays theirs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aresrgan_gui.services.machine.nvml import nvidia_gauge

PLAYED = """
typedef struct { unsigned gpu, memory; } use;
static unsigned busy[] = {12, 87, 99};
int nvmlInit_v2(void) { return 0; }
int nvmlDeviceGetCount_v2(unsigned *count) { *count = 3; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned number, void **card) { *card = busy + number; return 0; }
int nvmlDeviceGetUtilizationRates(void *card, use *now) {
    if (card == busy + 2) return 3;  /* not supported by this card */
    now->gpu = *(unsigned *)card; now->memory = 1; return 0;
}
"""


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("cc"), reason="there is no compiler here")
def test_that_the_busiest_card_that_tells_is_found(tmp_path: Path) -> None:
    source, library = tmp_path / "nvml.c", tmp_path / "nvml.so"
    source.write_text(PLAYED)
    subprocess.run(["cc", "-shared", "-fPIC", str(source), "-o", str(library)], check=True)
    assert nvidia_gauge(str(library))() == pytest.approx(87)


def test_that_without_the_library_nothing_is_told(tmp_path: Path) -> None:
    assert nvidia_gauge(str(tmp_path / "none.so"))() is None
