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
    """The contestants with their kernels, as a list of (contestant, kernel); those that cannot run are named and left out."""
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
                say(f"    {one.name}: left out, {last_line(error)}")
        yield able


def last_line(error):
    return str(error).strip().splitlines()[-1] if str(error).strip() else "it gave no answer"


def attempt(able, one, kernel, cell):
    """What the cell brought; where it fails, None, and the contestant is not among the `able` any more."""
    try:
        return kernel.run(cell)
    except (CellFailed, NoAnswer) as error:
        say(f"    {one.name}: stopped, {last_line(error)}")
        able.remove((one, kernel))
        kernel.close()
        return None


def in_turn(contestants, rounds, warm=True, probe=None):
    """Every contestant's cell, one after another, `rounds` times, as `measured` has it."""
    with running(contestants) as able:
        return measured(able, {one.name: one.cell for one, _ in able}, rounds, warm, probe)


def measured(able, cells, rounds, warm=True, probe=None):
    """The cell of each of the contestants that are `able`, one after another, `rounds` times.

    Returns {name: {"seconds": […], "peak": megabytes, "text": what the last one printed}}. With `warm`, each runs once
    before for nothing. One that fails keeps what it had measured by then. A `probe` of the machine is called before and
    after each cell, and the larger of its two figures kept under "probes".
    """
    taken = {}
    for number in range(rounds + warm):
        for one, kernel in list(able):
            before = probe() if probe else None
            outcome = attempt(able, one, kernel, cells[one.name])
            if outcome and number >= warm:
                entry = taken.setdefault(one.name, {"seconds": []})
                entry["seconds"].append(outcome.seconds)
                if probe:
                    entry.setdefault("probes", []).append(max(before, probe()))
                entry["text"], entry["peak"] = outcome.text.strip()[-400:], kernel.memory("VmHWM")
                say(f"    {one.name:<34} {outcome.seconds:9.3f} s")
    return taken


def median(entry):
    """Of the seconds; NaN for a contestant that is not there."""
    return statistics.median(entry["seconds"]) if entry else float("nan")


def best(taken, words):
    """The shortest median among the contestants whose name has the words, and its name; NaN where there is none."""
    return min(
        ((median(entry), name) for name, entry in taken.items() if words in name), default=(float("nan"), "nobody"),
    )
