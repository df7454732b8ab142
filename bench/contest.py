"""Contestants measured in turn: each in a Jupyter kernel of its own, as a learner would have it."""

import contextlib
import statistics
import tempfile

from sessions import ROOT, CellFailed, Kernel, NoAnswer

ELBOW = ROOT / ".build/release/elbow"
PEERS = ROOT / "bench/peers"


def python_of(environment):
    return ROOT / environment / "bin/python"


class Contestant:
    """Somebody who runs a cell, after others that prepare it.

    `environment` is the virtual environment of a Python kernel, and None stands for Elbow's kernel.
    """

    def __init__(self, name, prepare, cell, environment=None):
        self.name, self.prepare, self.cell, self.environment = name, prepare, cell, environment

    @property
    def command(self):
        if self.environment is None:
            return [ELBOW, "kernel", "-f"]
        return [python_of(self.environment), "-m", "ipykernel_launcher", "-f"]

    @property
    def is_installed(self):
        return self.environment is None or python_of(self.environment).exists()

    def start(self, folder):
        """A kernel that has answered, with the cells that prepare it behind it."""
        kernel = Kernel(self.command, folder)
        try:
            kernel.seconds_to_answer()
            kernel.wait_until_heard()
            if self.environment is not None:
                kernel.run(f"import sys; sys.path.insert(0, {str(PEERS)!r})")
            for cell in self.prepare:
                kernel.run(cell)
        except BaseException:
            kernel.close()
            raise
        return kernel


def elbow(name, prepare, cell, threads=None):
    settings = [f"set threads={threads}"] if threads else []
    return Contestant(name, settings + prepare, cell)


def pytorch(name, prepare, cell, threads=None):
    settings = ["from elbow_names import *"] + ([f"torch.set_num_threads({threads})"] if threads else [])
    return Contestant(name, settings + prepare, cell, ".venv-bench")


def say(line):
    print(line, flush=True)


@contextlib.contextmanager
def running(contestants):
    """The contestants with their kernels, as (contestant, kernel); those that cannot run are named and left out."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, contextlib.ExitStack() as stack:
        able = []
        for one in contestants:
            if not one.is_installed:
                say(f"    {one.name}: left out, {one.environment} is not there")
                continue
            try:
                kernel = one.start(folder)
                stack.callback(kernel.close)
                able.append((one, kernel))
            except (CellFailed, NoAnswer) as error:
                say(f"    {one.name}: left out, {str(error).strip().splitlines()[-1:] or ['no answer']}")
        yield able


def in_turn(contestants, rounds, warm=True):
    """Every contestant's cell, one after another, `rounds` times.

    Returns {name: {"seconds": […], "peak": megabytes, "text": what the last one printed}}. With `warm`, each runs once
    before for nothing.
    """
    with running(contestants) as able:
        taken = {one.name: {"seconds": []} for one, _ in able}
        for number in range(rounds + warm):
            for one, kernel in able:
                outcome = kernel.run(one.cell)
                if number >= warm:
                    taken[one.name]["seconds"].append(outcome.seconds)
                    say(f"    {one.name:<34} {outcome.seconds:9.3f} s")
                taken[one.name]["text"] = outcome.text.strip()[-400:]
        for one, kernel in able:
            taken[one.name]["peak"] = kernel.memory("VmHWM")
    return taken


def median(entry):
    return statistics.median(entry["seconds"])


def best(taken, words, lacking="\0"):
    """The shortest median among the contestants whose name has the words, and its name."""
    return min(
        ((median(entry), name) for name, entry in taken.items() if words in name and lacking not in name and entry["seconds"]),
        default=(float("nan"), "nobody"),
    )
