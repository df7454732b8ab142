"""The surroundings of the tests: Elbow as it is installed in .venv, and folders of their own for all that it writes."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from places import ELBOW

# What a shell starts in the background ignores Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Set before anything of Jupyter is imported. The tests see neither the user's Jupyter nor data sets of the user's, so
# that they run on the sample everywhere; the complete MNIST is for those that ask for it.
FULL_DATA = os.environ.pop("ELBOW_DATA", None) or os.environ.get("ELBOW_TEST_DATA")
if FULL_DATA:
    os.environ["ELBOW_TEST_DATA"] = FULL_DATA  # for pytest's other processes, which begin with this one's environment
_scratch = tempfile.TemporaryDirectory(prefix="elbow-tests-")
for _name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
    os.environ[_name] = os.path.join(_scratch.name, _name.lower())
for _name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
    os.environ[_name] = os.path.join(_scratch.name, _name.lower())
os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
# Nor what a developer has set for an Elbow of their own (ELBOW_AUTOSAVE=off); ELBOW_TEST_… are meant for the tests.
for _name in list(os.environ):
    if _name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH") or re.match("ELBOW_(?!TEST_)", _name):
        del os.environ[_name]

from kernel_session import KernelSession  # noqa: E402


def pytest_sessionstart(session):
    spec = Path(sys.prefix) / "share/jupyter/kernels/elbow/kernel.json"
    for needed in (ELBOW, spec):
        if not needed.exists():
            pytest.exit(f"{needed} is not there: make setup", returncode=1)


@pytest.fixture
def kernel():
    """A kernel that has just started."""
    session = KernelSession()
    yield session
    session.close()


@pytest.fixture
def start_kernel():
    """Starts kernels with an environment of their own, and ends them."""
    sessions = []

    def start(**environment):
        sessions.append(KernelSession(extra_environment=environment))
        return sessions[-1]

    yield start
    for session in sessions:
        session.close()


@pytest.fixture(scope="session")
def full_data():
    """The folders with the complete MNIST, for tests that need it."""
    if not FULL_DATA:
        pytest.skip("needs the complete MNIST: set ELBOW_DATA to the folder that holds it")
    names = ("train-images-idx3-ubyte", "train-images-idx3-ubyte.gz")
    places = ("", "mnist", "MNIST/raw", "mnist/MNIST/raw")
    if not any(Path(f, p, n).exists() for f in FULL_DATA.split(":") for p in places for n in names):
        pytest.skip(f"ELBOW_DATA={FULL_DATA} holds no MNIST")
    return FULL_DATA


@pytest.fixture(scope="session")
def elbow_program():
    return ELBOW


@pytest.fixture
def run_cells(tmp_path):
    """Runs cells through `elbow run`, in a folder of the test's own."""

    def run(cells, *arguments, environment=None, folder=tmp_path):
        return subprocess.run(
            [ELBOW, "run", "-", *map(str, arguments)], input=cells, capture_output=True, text=True, timeout=300,
            cwd=folder, env=environment,
        )

    return run
