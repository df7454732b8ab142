"""What the benchmarks run on: processor, versions, and the highest rate of fused multiply-adds that it reaches."""

import atexit
import datetime
import functools
import os
import re
import subprocess
import tempfile
from pathlib import Path

import contest
from contest import python_of
from sessions import HANDS_OFF, ROOT


def clean_environment():
    return {k: v for k, v in os.environ.items() if not k.startswith(HANDS_OFF)}


def output_of(command):
    done = subprocess.run(command, capture_output=True, text=True, env=clean_environment())
    return done.stdout.strip()


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return "unknown"


def version_of(environment, package):
    if not python_of(environment).exists():
        return None
    text = output_of([python_of(environment), "-c", f"import importlib.metadata as m; print(m.version({package!r}))"])
    return text or None


@functools.cache
def compiled(name, *options):
    """A program of this folder, built for this machine, as long as the benchmarks run."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    program = Path(folder.name, name)
    subprocess.run(["swiftc", "-O", *options, ROOT / f"bench/{name}.swift", "-o", program], check=True, capture_output=True)
    return program


def peak():
    """GFLOP/s of one thread, and of as many at once as there are processors."""
    program = compiled("peak", "-Xcc", "-march=native", "-Xcc", "-mprefer-vector-width=512")

    def together(count):
        running = [subprocess.Popen(program, stdout=subprocess.PIPE, text=True) for _ in range(count)]
        return sum(float(one.communicate()[0]) for one in running)

    return {"one": max(together(1) for _ in range(3)), "all": max(together(os.cpu_count()) for _ in range(3))}


def distance():
    """Nanoseconds that a number takes from the first processor to the second and back; 0 where there is one."""
    if os.cpu_count() < 2:
        return 0.0
    return float(output_of(["taskset", "-c", "0,1", compiled("distance")]))


def describe():
    doctor = output_of([contest.ELBOW, "doctor"])
    core = re.search(r"kernels for (\w+)", doctor)
    versions = {
        "Elbow": output_of([contest.ELBOW, "--version"]) or "of this tree",
        "commit": output_of(["git", "-C", ROOT, "describe", "--always", "--dirty"]),
        "PyTorch": version_of(".venv-bench", "torch"), "matplotlib": version_of(".venv-bench", "matplotlib"),
        "JAX": version_of(".venv-bench-jax", "jax"), "TensorFlow": version_of(".venv-bench-tensorflow", "tensorflow-cpu"),
        "Keras": version_of(".venv-bench-tensorflow", "keras"),
    }
    return {
        "processor": processor(), "processors": os.cpu_count(), "peak": peak(),
        "openblas": core.group(1) if core else "unknown", "versions": {k: v for k, v in versions.items() if v},
        "day": datetime.date.today().isoformat(),
    }
