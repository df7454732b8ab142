"""scaling.py: what several processes and machines gain, as docs/scaling.md has it. Prints the tables.

Machines are network namespaces of this one (root alone can make them), each with one thread, on links of a given rate. The kernel
here cannot hold packets back for a while, so latency is this machine's own.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Tests/jupyter"))
import hosts  # noqa: E402
from places import ELBOW  # noqa: E402

MODELS = {
    "the tutorial's images, `model`": "data mnist, batch={batch}, train=4096\nmodel\n",
    "spatial, 3×32×32": "data rand(1024, 3, 32, 32), batch={batch}\nmodel spatial\n",
    "20 million parameters": "data mnist, batch={batch}, train=4096\n"
    "enc = sequential(flatten, linear(784, 3200), relu, linear(3200, 2400), relu, heads(linear(2400, 20), linear(2400, 20)))\n"
    "dec = sequential(linear(20, 2400), relu, linear(2400, 3200), relu, linear(3200, 784), sigmoid)\nmodel enc, dec\n",
}
MEASURE = """
train steps=4
import time
seconds = []
for _ in range({rounds}):
    start = time.time()
    h = train(steps={steps})
    seconds.append((time.time() - start) / {steps})
print("seconds", sorted(seconds)[len(seconds) // 2])
"""
SWEEPS = {
    "8 of `model`": 'data mnist\nsweep "latent=[2, 8, 16, 30], lr=[0.001, 0.003]", epochs=4, name="it"\n',
    "8 of `mlp, hidden=64`": 'data mnist\nsweep "mlp, hidden=64, latent=[2, 8, 16, 30], lr=[0.001, 0.003]", epochs=20, name="it"\n',
    "4 of `spatial`": "data shapes, train=1000, test=100\n"
    'sweep "spatial, likelihood=discretized_logistic, lr=[0.001, 0.002, 0.003, 0.004]", epochs=2, name="it"\n',
}
TOGETHER = ["mpirun.openmpi", "-n", "2", "--bind-to", "none"]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")},
    "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "ELBOW_AUTOSAVE": "off"}


def seconds(cells, before=(), threads=None, folder=None):
    """Seconds of a step, the median of several rounds, and the number of parameters."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(folder or scratch, "cells.elbow")
        path.write_text(cells)
        words = before([ELBOW, "run", path]) if callable(before) else [*before, ELBOW, "run", path]
        done = subprocess.run(
            list(map(str, words)), capture_output=True, text=True, timeout=600,
            env={**ENVIRONMENT, **({"ELBOW_THREADS": str(threads)} if threads else {})})
    found, count = re.search(r"seconds (\S+)", done.stdout), re.search(r"([\d,]+) parameters", done.stdout)
    if not found or not count:
        raise SystemExit(done.stdout + done.stderr)
    return float(found[1]), int(count[1].replace(",", ""))


def whole(text, before=(), threads=None):
    """Seconds of a program from its start to its end, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "cells.elbow").write_text(text)
        start = time.monotonic()
        done = subprocess.run(
            [*before, str(ELBOW), "run", "cells.elbow"], cwd=folder, capture_output=True, text=True, timeout=600,
            env={**ENVIRONMENT, **({"ELBOW_THREADS": str(threads)} if threads else {})})
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        return time.monotonic() - start


def sweeps(names=SWEEPS, rounds=3):
    print("\n| runs | 1 × 2 threads | 2 × 1 thread | as fast | 1 × 1 | of 2 × 1 thread |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in names:
        found = [[], [], []]
        for _ in range(rounds):
            for times, options in zip(found, ({}, {"before": TOGETHER}, {"threads": 1})):
                times.append(whole(SWEEPS[name], **options))
        a, b, c = map(statistics.median, found)
        print(f"| {name} | {a:.1f} s | {b:.1f} s | {a / b:.2f} | {c:.1f} s | {c / b:.2f} |", flush=True)


def cells(model, batch, steps, rounds=5):
    return MODELS[model].format(batch=batch) + MEASURE.format(steps=steps, rounds=rounds)


def main():
    steps = {model: 10 if "20 m" in model else 12 for model in MODELS}
    print("| model | parameters | 1 × 2 threads | 2 × 1 thread | as fast | 1 × 1 |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for model in MODELS:
        text = cells(model, 64, steps[model])
        runs = {"two threads": [], "two processes": [], "one": []}
        # In turn, so that what else the machine does falls on all alike.
        for _ in range(3):
            runs["two threads"].append(seconds(text))
            runs["two processes"].append(seconds(text, TOGETHER))
            runs["one"].append(seconds(text, threads=1))
        (a, count), (b, _), (c, _) = (
            (statistics.median(t for t, _ in found), found[0][1]) for found in runs.values())
        print(f"| {model} | {count:,} | {a * 1e3:.2f} ms | {b * 1e3:.2f} ms | {a / b:.2f} | {c * 1e3:.2f} ms |", flush=True)
    print("\n| model, batch | 1 machine | 2, memory | 2, 1 Gbit/s | 2, 100 Mbit/s | half a batch on one |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for model in MODELS:
        for batch in (64, 256):
            text = cells(model, batch, 4, 3)
            row = [seconds(text, threads=1)[0], seconds(text, TOGETHER, threads=1)[0]]
            for rate in ("1gbit", "100mbit"):
                with tempfile.TemporaryDirectory() as folder, hosts.Hosts(Path(folder), 2, rate) as two:
                    Path(folder).chmod(0o755)
                    row.append(seconds(text, two.command, threads=1, folder=folder)[0])
            row.append(seconds(cells(model, batch // 2, 4, 3), threads=1)[0])
            print(f"| {model}, {batch} | " + " | ".join(f"{t * 1e3:.1f} ms" for t in row) + " |", flush=True)
    sweeps()


if __name__ == "__main__":
    main()
