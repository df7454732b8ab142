"""How tests start several processes, and end them."""

import os
import signal
from contextlib import suppress
from pathlib import Path

MPIS = {"openmpi": ["--oversubscribe", "--bind-to", "none"], "mpich": []}
# Open MPI wants this said, where root runs it.
AS_ROOT = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def command(count, mpi="openmpi"):
    """The words before a program's, of which so many processes are to be started."""
    return [] if count == 1 else [f"mpirun.{mpi}", *MPIS[mpi], "-n", str(count)]


def kill(process):
    """Ends a program and all that it started, at once and without a word."""
    for pid in [process.pid, *_descendants(process.pid)]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.communicate()


def _descendants(pid):
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                # After the name, which stands in brackets and may hold anything: the state, and the parent.
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found = children.get(pid, [])
    return found + [deeper for child in found for deeper in _descendants(child)]
