#!/usr/bin/env python3
"""What kernels cost that nobody uses, as those of a class on one machine: memory, processor time and wake-ups.

Starts as many as asked for, lets each run a cell, and looks at all of them over a while in which nobody says anything.
Memory is proportional (PSS): what processes share counts in parts, so that the sum over all is what the machine misses.
"""

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sessions import ROOT, Kernel

# What a class may expect of each kernel beyond the first that has done nothing yet, in megabytes, and of all: nothing moves
# by itself, but for the rest that follows a cell after ten seconds.
MEMORY_TARGET = 12
IDLE = "1"
# One that went through a lesson: data, a model, some training, pictures.
LESSON = "data mnist\nmodel latent=30\ntrain epochs=1\nsample 64\nplot loss"


def proportional(process):
    """Megabytes of memory that a process takes, shared ones in parts."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {process} tells no memory")


def threads(process):
    """Of each thread: its name, the seconds it has computed, and how often it waited for something and went on."""
    found = {}
    for folder in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):
            seconds = int((folder / "schedstat").read_text().split()[0]) / 1e9
            waits = next(
                int(line.split()[1])
                for line in (folder / "status").read_text().splitlines()
                if line.startswith("voluntary_ctxt_switches")
            )
            found[folder.name] = ((folder / "comm").read_text().strip(), seconds, waits)
    return found


def moved(before, after):
    """The threads that did something between two looks: name, seconds, wake-ups."""
    nothing = ("", 0.0, 0)
    return [
        (name, seconds - before.get(thread, nothing)[1], waits - before.get(thread, nothing)[2])
        for thread, (name, seconds, waits) in after.items()
        if (seconds, waits) != before.get(thread, nothing)[1:]
    ]


def processor():
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return "unknown"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kernels", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--settle", type=float, default=12, help="seconds before the look: a kernel rests 10 after a cell")
    parser.add_argument("--cell", default=IDLE, help="what each kernel runs first; `lesson` for a short lesson")
    parser.add_argument("--elbow", default=ROOT / ".build/release/elbow", help="the program")
    parser.add_argument("--command", help="another kernel, as in `python -m ipykernel_launcher -f`")
    parser.add_argument("--threads", action="store_true", help="list the threads that moved")
    options = parser.parse_args()
    command = options.command.split() if options.command else [options.elbow, "kernel", "-f"]
    cell = LESSON if options.cell == "lesson" else options.cell

    with tempfile.TemporaryDirectory(prefix="kernel-idle-") as folder, contextlib.ExitStack() as stack:
        kernels, alone = [], None
        for number in range(options.kernels):
            kernels.append(Kernel(command, folder))
            stack.callback(kernels[-1].close)
            kernels[-1].seconds_to_answer()
            kernels[-1].wait_until_heard()
            kernels[-1].run(cell)
            if number == 0:
                time.sleep(options.settle)
                alone = proportional(kernels[0].process.pid)
        time.sleep(options.settle)
        processes = [kernel.process.pid for kernel in kernels]
        before = {process: threads(process) for process in processes}
        time.sleep(options.seconds)
        after = {process: threads(process) for process in processes}
        memory = [proportional(process) for process in processes]
        moves = {process: moved(before[process], after[process]) for process in processes}

    print(f"{options.kernels} kernels, {processor()}, {os.cpu_count()} processors, {options.seconds:g} s")
    print(f"memory of the first alone       {alone:8.1f} MB")
    reached = True
    if len(kernels) > 1:
        beyond = (sum(memory) - alone) / (len(kernels) - 1)
        print(f"memory of each beyond the first {beyond:8.1f} MB")
        reached = beyond <= MEMORY_TARGET or cell != IDLE
    print(f"memory of all                   {sum(memory):8.1f} MB")
    print(f"threads of each                 {statistics.mean(len(after[one]) for one in processes):8.1f}")
    computed = statistics.mean(sum(seconds for _, seconds, _ in moves[one]) for one in processes)
    print(f"processor time of each          {computed / options.seconds * 3600:8.3f} s an hour")
    wakes = statistics.mean(sum(count for *_, count in moves[one]) for one in processes)
    print(f"wake-ups of each                {wakes / options.seconds * 60:8.2f} a minute")
    reached = reached and wakes == 0
    if cell == IDLE:
        print(f"at most {MEMORY_TARGET} MB each beyond the first, and no wake-ups: {'reached' if reached else 'missed'}")
    if options.threads:
        for process in processes:
            for name, seconds, count in moves[process]:
                print(f"  {process} {name:<16} {count} wake-ups, {seconds * 1e3:.3f} ms")
    sys.exit(0 if reached or cell != IDLE else 1)


if __name__ == "__main__":
    main()
