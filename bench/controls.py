#!/usr/bin/env python3
"""What controls cost: memory of many, a training that is seen, an explorer left open.

Measured at the raw sockets, beside ipykernel with ipywidgets where it has the same. How long the explorer's picture takes
in a page is measured by Tests/browser/test_controls_in_lab.py.
"""

import argparse
import contextlib
import os
import statistics
import tempfile
import time

from idle import moved, processor, threads
from kernel import PYTHON, install
from sessions import ROOT, Kernel

# ipykernel 7 with the widgets that Elbow's are compared with in the tests.
PEER = ("ipykernel==7.4.0", "ipywidgets==8.1.9")
SLIDERS = {
    "Elbow": "kept = [slider(0.5, min=-3, max=3) for i in range({count})]",
    "ipykernel": "import ipywidgets\nkept = [ipywidgets.FloatSlider(0.5, min=-3, max=3) for i in range({count})]",
}
TRAINING = "seed 1\ndata mnist\nmodel latent=30\ntrain epochs={epochs}, live={live}"
EXPLORER = "data mnist\nmodel latent=4\ntrain steps=200\nexplore"


def sliders(kernel, name, counts):
    """Megabytes that each number of sliders takes beyond one slider, which brings whatever controls need."""
    kernel.run(SLIDERS[name].format(count=1))
    before = kernel.memory("VmRSS")
    taken = []
    for count in counts:
        kernel.run(SLIDERS[name].format(count=count).replace("kept", f"kept{count}"))
        taken.append(kernel.memory("VmRSS") - before)
        before = kernel.memory("VmRSS")
    return taken


def seen(kernel, epochs, rounds):
    """Seconds of the same training with its pictures and without, in turn; pictures are sent as they are drawn."""
    seconds = {"None": [], "False": []}
    for _ in range(rounds):
        for live, taken in seconds.items():
            taken.append(kernel.run(TRAINING.format(epochs=epochs, live=live)).seconds)
    return seconds["None"], seconds["False"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--elbow", default=ROOT / ".build/release/elbow", help="the program")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60, help="how long the explorer is left open")
    options = parser.parse_args()
    commands = {"Elbow": [options.elbow, "kernel", "-f"]}
    if all(map(install, PEER)):
        commands["ipykernel"] = [PYTHON, "-m", "ipykernel_launcher", "-f"]
    print(f"{processor()}, {os.cpu_count()} processors")

    def started(stack, name, folder):
        kernel = Kernel(commands[name], folder)
        stack.callback(kernel.close)
        kernel.seconds_to_answer()
        kernel.wait_until_heard()
        return kernel

    with tempfile.TemporaryDirectory(prefix="kernel-controls-") as folder:
        for name in commands:
            with contextlib.ExitStack() as stack:
                few, many = sliders(started(stack, name, folder), name, (100, 1000))
            print(f"{name}: memory of 100 sliders {few:6.2f} MB, of 1,000 more {many:6.2f} MB")
        with contextlib.ExitStack() as stack:
            kernel = started(stack, "Elbow", folder)
            both = seen(kernel, options.epochs, options.rounds)
            with_pictures, without = map(statistics.median, both)
            print(f"training, {options.epochs} epochs: {with_pictures:.2f} s with its pictures, {without:.2f} s without "
                  f"({with_pictures / without:.3f}; medians of {options.rounds}: "
                  f"{', '.join(f'{a / b:.3f}' for a, b in zip(*both))})")
        with contextlib.ExitStack() as stack:
            kernel = started(stack, "Elbow", folder)
            kernel.run(EXPLORER)
            time.sleep(12)
            before = threads(kernel.process.pid)
            time.sleep(options.seconds)
            moves = moved(before, threads(kernel.process.pid))
            print(f"an explorer left open {options.seconds:g} s: {sum(wakes for *_, wakes in moves)} wake-ups, "
                  f"{sum(taken for _, taken, _ in moves) * 1e3:.3f} ms")


if __name__ == "__main__":
    main()
