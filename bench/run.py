#!/usr/bin/env python3
"""One epoch of the tutorial's VAE on 60,000 images, in Elbow and in PyTorch, in turn in one run.

Prints the medians and their ratios. Elbow's epoch is the time of a whole `elbow run` with EPOCHS epochs, less that of
one that only loads and builds, over EPOCHS; PyTorch's is read off inside its process, after all has been loaded.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from images import training_images

ROOT = Path(__file__).resolve().parents[1]
ELBOW = ROOT / ".build/release/elbow"
PYTORCH = ROOT / ".venv-bench/bin/python"
# Each side chooses its own kernels and threads.
HANDS_OFF = ("OPENBLAS_", "OMP_", "MKL_", "GOTO_", "ELBOW_THREADS")


def environment(threads):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(HANDS_OFF)}
    if threads:
        kept["ELBOW_THREADS"] = str(threads)
    return kept


def elbow(data, epochs, threads):
    prepare = f"data {data}, batch=64\nmodel latent=30\n"
    train = f"train epochs={epochs}, lr=0.001\n"

    def seconds(cells):
        began = time.perf_counter()
        done = subprocess.run(
            [ELBOW, "run", "-"], input=cells, capture_output=True, text=True, env=environment(threads)
        )
        if done.returncode != 0:
            sys.exit(f"elbow run failed:\n{done.stderr}")
        return time.perf_counter() - began, done.stdout

    preparing, _ = seconds(prepare)
    whole, output = seconds(prepare + train)
    return (whole - preparing) / epochs, [line for line in output.splitlines() if "nats" in line]


def pytorch(epochs, threads, *flags):
    command = [PYTORCH, ROOT / "bench/pytorch_epoch.py", f"--epochs={epochs}", *flags]
    if threads:
        command.append(f"--threads={threads}")
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment(threads), check=True)
    result = json.loads(done.stdout)
    return statistics.mean(result["seconds"]), [f"figures {[round(f, 2) for f in result['figures']]}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=2, help="in each round")
    parser.add_argument("--threads", type=int, help="all of the machine's by default")
    options = parser.parse_args()

    data, file = training_images()
    print(f"{data} from {file}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}")
    contestants = {
        "Elbow": lambda: elbow(data, options.epochs, options.threads),
        "PyTorch eager": lambda: pytorch(options.epochs, options.threads),
        "PyTorch channels_last": lambda: pytorch(options.epochs, options.threads, "--channels-last"),
    }
    taken = {name: [] for name in contestants}
    for number in range(options.rounds):
        for name, run in contestants.items():
            seconds, lines = run()
            taken[name].append(seconds)
            print(f"round {number + 1}  {name:<22} {seconds:6.2f} s an epoch", flush=True)
            if number == 0:
                for line in lines:
                    print(f"    {line}")

    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    print(f"\nmedians of {options.rounds}")
    for name, median in medians.items():
        print(f"  {name:<22} {median:6.2f} s an epoch   {median / medians['Elbow']:5.2f} × Elbow's")


if __name__ == "__main__":
    main()
