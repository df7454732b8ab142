"""The echo kernel as Jupyter finds it, in folders of its own."""

import json
import os
import pathlib
import tempfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ECHO_KERNEL = ROOT / ".build" / "release" / "echo-kernel"
FOLDER = tempfile.TemporaryDirectory(prefix="echo-kernel-")


def pytest_configure():
    spec = pathlib.Path(FOLDER.name) / "kernels" / "echo"
    spec.mkdir(parents=True)
    description = {
        "argv": [str(ECHO_KERNEL), "{connection_file}"],
        "display_name": "Echo",
        "language": "echo",
        "interrupt_mode": "message",
        "metadata": {"supported_encryption": ["curve"]},
        "env": {"XDG_STATE_HOME": FOLDER.name},
    }
    (spec / "kernel.json").write_text(json.dumps(description))
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [FOLDER.name, os.environ.get("JUPYTER_PATH")]))


@pytest.fixture
def echo_kernel():
    """The path of the program."""
    return ECHO_KERNEL


def pytest_unconfigure():
    FOLDER.cleanup()
