"""Runs first in the frozen program with the window: its `__main__` says why, and comes after a part of Qt."""

import gc

gc.disable()
