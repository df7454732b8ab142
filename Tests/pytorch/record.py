#!/usr/bin/env python3
"""Writes figures.json beside it: what each of these programs prints in Python with PyTorch, and how long that takes.

Every program is one that a user of PyTorch would write, and runs in Elbow as it stands; its weights and its noise are
made of sines, so that both compute with the same numbers. Run this with what Tests/fixtures-requirements.txt names after a
program was changed or added; the test compares what Elbow prints with it.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import torch

HERE = pathlib.Path(__file__).parent


def main():
    figures = {"torch": torch.__version__, "programs": {}}
    for program in sorted(HERE.glob("*.py")):
        if program.name == "record.py":
            continue
        # What a program writes is left behind with the folder.
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, str(program)], capture_output=True, text=True, check=True, cwd=folder,
                env=os.environ | {"MPLBACKEND": "Agg"})
        figures["programs"][program.stem] = done.stdout.splitlines()
    (HERE / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
