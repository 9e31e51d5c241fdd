"""Tries the frozen programs where paths are long and odd, and with other machines.

`aresrgan --smoke-test` has tried the rest.

python packaging/frozen_trial.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from frozen_hosts import Trial
from PIL import Image
from places import BUILD, BUNDLE, ROOT

FOLDER = "pictures of the family 😀 写真 " + "and so on " * 16
"""A folder's name of 200 characters with spaces, an emoji and characters of other languages."""

MODEL = "realesr-animevideov3"


def main() -> None:
    with tempfile.TemporaryDirectory(dir=BUILD) as name:
        folder = Path(name) / FOLDER.ljust(200, "x")[:200]
        home = Path(name) / "home"
        # Links take no room, and the programs see no difference.
        shutil.copytree(BUNDLE, folder / "aresrgan", copy_function=os.link, symlinks=True)
        shutil.copy(ROOT / "resources" / "selftest" / "source.png", folder / "source 猫.png")
        environment = {"HOME": str(home), "PATH": os.defpath, "LANG": "C"}

        def run(program: str, *arguments: str) -> str:
            command = [str(folder / "aresrgan" / program), *arguments]
            ended = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
            )
            if ended.returncode:
                raise SystemExit(f"{program} ended with {ended.returncode}:\n{ended.stdout}\n{ended.stderr}")
            return ended.stdout

        options = ["-n", MODEL, "-g", "cpu"]
        run("bin/realesrgan-ncnn-vulkan", "-i", "source 猫.png", "-o", "by the engine 猫.png", *options)
        run("aresrgan", "upscale", "source 猫.png", "-o", "by the program 猫.png", "--model", MODEL)
        pictures = [Image.open(folder / f"by the {maker} 猫.png") for maker in ("engine", "program")]
        if any(picture.size != (192, 192) for picture in pictures):
            raise SystemExit("a result has the wrong size")
        models = run("aresrgan", "models", "list")
        if MODEL not in models or str(folder) not in models:
            raise SystemExit(f"the models in the bundle are not used:\n{models}")
        if not list((folder / "aresrgan").rglob("resources/engine-wheel/*.whl")):
            raise SystemExit("there is no engine to set up other machines with")
        Trial(folder / "aresrgan" / "aresrgan", Path(name) / "other home", environment).try_hosts()
    print("the frozen programs work in a long and odd folder, and with other machines")


if __name__ == "__main__":
    main()
