"""Row 6: from the start of a kernel's process to the first decoded digit in the notebook."""

import statistics
import tempfile
import time

from contest import Contestant, elbow, say
from markdown import table, verdict
from sessions import Kernel

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
            return answered + outcome.first_picture - began, kernel.memory("VmHWM")
        finally:
            kernel.close()


def measure(quick):
    contestants = [elbow("Elbow", [], OURS), Contestant("ipykernel + PyTorch + matplotlib", [], THEIRS, ".venv-bench")]
    found = {one.name: {"seconds": [], "peak": []} for one in contestants}
    rounds = 3 if quick else 10
    # One start for nothing: files that were never read.
    for number in range(rounds + 1):
        for one in contestants:
            seconds, peak = one_start(one)
            if number:
                say(f"    {one.name:<34} {seconds:9.3f} s")
                found[one.name]["seconds"].append(seconds)
                found[one.name]["peak"].append(peak)
    return found


def report(data, machine):
    medians = {name: (statistics.median(one["seconds"]), statistics.median(one["peak"])) for name, one in data.items()}
    rows = [[name, f"{1e3 * seconds:.0f}", f"{peak:.0f}"] for name, (seconds, peak) in medians.items()]
    (ours, _), (theirs, _) = medians.values()
    return table(["", "ms", "peak memory MB"], rows) + ["", f"Elbow's part: {verdict(ours / theirs, 0.1)}."]
