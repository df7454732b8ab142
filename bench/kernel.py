#!/usr/bin/env python3
"""What a kernel costs before it has done anything: Elbow (and the program of its wheel) beside ipykernel, xeus-python and Deno, in turn in one run.

Measured at the raw sockets, so that little of the client is in the figures: from the start of the process to the reply
to kernel_info, one trivial execution from request to both reply and idle, and resident memory after the start. The peers
are installed from PyPI into .venv-kernels; one that cannot be is left out, and the table says so.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time

from sessions import ROOT, Kernel, NoAnswer

VENV = ROOT / ".venv-kernels"
PYTHON = str(VENV / "bin/python")

# Each by the package that brings it, and how it is started.
PEERS = {
    "ipykernel": ("ipykernel==7.4.0", [PYTHON, "-m", "ipykernel_launcher", "-f"]),
    "xpython": ("xeus-python==0.19.0", [PYTHON, "-m", "xpython_launcher", "-f"]),
    "xpython-raw": ("xeus-python==0.19.0", [PYTHON, "-m", "xpython_launcher", "--raw", "-f"]),
    "Deno": ("deno==2.9.8", [str(VENV / "bin/deno"), "jupyter", "--kernel", "--conn"]),
}
# The program that `make wheel` links, with its libraries inside; measured where it was made.
WHEEL = ROOT / ".build/wheel/elbow"
# At most this part of the best peer's figure.
TARGETS = {
    "Elbow": {"start": 1 / 3, "execute": 0.7, "resident": 1.0},
    "wheel": {"start": 0.12, "execute": 0.7, "resident": 0.6},
}


def install(package):
    """Whether the package is there, or could be installed."""
    stamp = VENV / f".has-{package}"
    if stamp.exists():
        return True
    if not VENV.exists():
        subprocess.run([os.environ.get("PYTHON", "python3"), "-m", "venv", VENV], check=True)
    print(f"Installing {package} into {VENV.name}", flush=True)
    done = subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package],
        capture_output=True, text=True,
    )
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "pip failed", file=sys.stderr)
        return False
    stamp.touch()
    return True


def measure(kernels, starts, executions):
    """The figures of each kernel: {"start": seconds, "execute": seconds, "resident": megabytes}, all in turn."""
    taken = {name: {"start": [], "execute": [], "resident": []} for name in kernels}
    with tempfile.TemporaryDirectory(prefix="kernel-bench-") as folder, contextlib.ExitStack() as stack:
        # One start for nothing: files that were never read, caches that were never written.
        for number in range(starts + 1):
            for name, command in kernels.items():
                kernel = Kernel(command, folder)
                try:
                    seconds = kernel.seconds_to_answer()
                    # What it still does by itself after the first answer belongs to its start.
                    time.sleep(0.2)
                    if number:
                        taken[name]["start"].append(seconds)
                        taken[name]["resident"].append(kernel.memory("VmRSS"))
                finally:
                    kernel.close()
        running = {}
        for name, command in kernels.items():
            running[name] = Kernel(command, folder)
            stack.callback(running[name].close)
            running[name].seconds_to_answer()
            running[name].wait_until_heard()
            for _ in range(100):
                running[name].execute("1")
        rounds = 10
        for _ in range(rounds):
            for name, kernel in running.items():
                taken[name]["execute"] += [kernel.execute("1") for _ in range(executions // rounds)]
    return {name: {what: statistics.median(all) for what, all in one.items()} for name, one in taken.items()}


def works(name, command):
    with tempfile.TemporaryDirectory(prefix="kernel-bench-") as folder:
        kernel = Kernel(command, folder)
        try:
            kernel.seconds_to_answer()
            return True
        except NoAnswer:
            print(f"{name} gives no answer", file=sys.stderr)
            return False
        finally:
            kernel.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=20)
    parser.add_argument("--executions", type=int, default=1000)
    parser.add_argument("--elbow", default=ROOT / ".build/release/elbow", help="the program")
    options = parser.parse_args()

    kernels, absent = {"Elbow": [options.elbow, "kernel", "-f"]}, []
    if WHEEL.exists():
        kernels["wheel"] = [WHEEL, "kernel", "-f"]
    for name, (package, command) in PEERS.items():
        if install(package) and works(name, command):
            kernels[name] = command
        else:
            absent.append(name)

    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}")
    figures = measure(kernels, options.starts, options.executions)
    elbow = figures["Elbow"]
    print(f"medians of {options.starts} starts and {options.executions} executions; × is the figure over Elbow's\n")
    print(f"{'':<12} {'start ms':>10} {'×':>6} {'execute ms':>12} {'×':>6} {'resident MB':>12} {'×':>6}")
    for name, one in figures.items():
        print(
            f"{name:<12} {one['start'] * 1e3:10.1f} {one['start'] / elbow['start']:6.2f} {one['execute'] * 1e3:12.2f} "
            f"{one['execute'] / elbow['execute']:6.2f} {one['resident']:12.1f} "
            f"{one['resident'] / elbow['resident']:6.2f}"
        )
    for name in absent:
        print(f"{name:<12} could not be installed or does not run here")

    peers = [one for name, one in figures.items() if name in PEERS]
    if not peers:
        sys.exit("\nno peer to compare with")
    print()
    for name, targets in TARGETS.items():
        for what, target in targets.items() if name in figures else ():
            part = figures[name][what] / min(one[what] for one in peers)
            verdict = "reached" if part <= target else "missed"
            print(f"{name:<6} {what:<9} {part:5.2f} of the best peer's, target {target:.2f}: {verdict}")


if __name__ == "__main__":
    main()
