"""Row 6: from the start of a kernel's process to the first decoded digit in the notebook."""

import statistics
import tempfile
import time

from contest import Contestant, elbow, last_line, say
from markdown import table, verdict
from sessions import CellFailed, Kernel, NoAnswer

TITLE = "Cold start: from the kernel's start to the first decoded digit"
MINUTES = (1, 2)

OURS = """\
dec = sequential(linear(20, 512), relu, linear(512, 784), sigmoid)
show dec(randn(1, 20))[0]
"""

THEIRS = """\
%matplotlib inline
import torch
from torch import nn
import matplotlib.pyplot as plt
decoder = nn.Sequential(nn.Linear(20, 512), nn.ReLU(), nn.Linear(512, 784), nn.Sigmoid())
plt.imshow(decoder(torch.randn(1, 20))[0].detach().reshape(28, 28), cmap="gray")
plt.show()
"""


def one_start(contestant):
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        kernel = Kernel(contestant.command, folder)
        try:
            answered = kernel.seconds_to_answer()
            # What is published before anybody listens would be missed; the wait for that is the client's, and left out.
            kernel.wait_until_heard()
            began = time.perf_counter()
            outcome = kernel.run(contestant.cell)
            if outcome.first_picture is None:
                raise CellFailed("it drew no picture")
            return answered + outcome.first_picture - began, kernel.memory("VmHWM")
        finally:
            kernel.close()


def measure(quick):
    contestants = [elbow("Elbow", [], OURS), Contestant("ipykernel + PyTorch + matplotlib", [], THEIRS, ".venv-bench")]
    found = {}
    rounds = 3 if quick else 10
    # One start for nothing: files that were never read.
    for number in range(rounds + 1):
        for one in list(contestants):
            try:
                seconds, peak = one_start(one)
            except (CellFailed, NoAnswer, OSError) as error:
                say(f"    {one.name}: stopped, {last_line(error)}")
                contestants.remove(one)
                continue
            if number:
                say(f"    {one.name:<34} {seconds:9.3f} s")
                entry = found.setdefault(one.name, {"seconds": [], "peak": []})
                entry["seconds"].append(seconds)
                entry["peak"].append(peak)
    return found


def report(data, machine):
    medians = {name: (statistics.median(one["seconds"]), statistics.median(one["peak"])) for name, one in data.items()}
    rows = [[name, f"{1e3 * seconds:.0f}", f"{peak:.0f}"] for name, (seconds, peak) in medians.items()]
    lines = table(["", "ms", "peak memory MB"], rows)
    if len(medians) < 2:
        return lines
    (ours, _), (theirs, _) = medians.values()
    return lines + ["", f"Elbow's part: {verdict(ours / theirs, 0.1)}."]
