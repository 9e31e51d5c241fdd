"""Remakes `resources/chime.wav`, the sound at the end of the work: two soft notes, one after the other.

python packaging/chime.py
"""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TARGET = Path(__file__).resolve().parent.parent / "resources" / "chime.wav"
RATE = 22_050
SECONDS = 1.1
NOTES = ((0.0, 659.26), (0.16, 987.77))
"""When each begins, in seconds, and its frequency in Hz: E5 and B5, a fifth."""

OVERTONES = ((1, 1.0), (2, 0.25), (3, 0.08))
"""Multiples of the frequency, and how loud they are."""

LOUDNESS, RISE, FADE = 0.3, 0.006, 0.22
"""The loudest of full scale, and the seconds in which a note comes, and goes to a third."""


def main() -> None:
    times = np.arange(int(RATE * SECONDS)) / RATE
    sound = sum(_note(times - start, frequency) for start, frequency in NOTES)
    samples = np.round(sound / np.abs(sound).max() * LOUDNESS * 32_767).astype("<i2")
    with wave.open(str(TARGET), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def _note(times: NDArray[np.float64], frequency: float) -> NDArray[np.float64]:
    """A struck note that begins at the time 0; nothing before."""
    after = np.maximum(times, 0.0)
    sound = np.zeros_like(after)
    for step, loud in OVERTONES:
        sound += loud * np.sin(2 * np.pi * frequency * step * after)
    sound *= np.minimum(after / RISE, 1.0) * np.exp(-after / FADE)
    return sound


if __name__ == "__main__":
    main()
