"""The wheel, as `make wheel` has packed it, and environments that it is installed into."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

for _name in ("ELBOW_DATA", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_PREFER_ENV_PATH"):
    os.environ.pop(_name, None)


@pytest.fixture(scope="session")
def wheel():
    wheels = list((ROOT / "dist").glob("elbow_kernel-*.whl"))
    if len(wheels) != 1:
        pytest.exit(f"dist holds {len(wheels)} wheels, not one: make wheel", returncode=1)
    return wheels[0]


class Environment:
    """A virtual environment, which nobody has activated, and a user of whom nothing is known."""

    def __init__(self, folder, home):
        self.folder = folder
        self.variables = {"HOME": str(home), "PATH": "", "LANG": "C.UTF-8", "XDG_STATE_HOME": str(home / "state")}

    def run(self, *command, input=None, check=True, **variables):
        done = subprocess.run(
            [self.folder / "bin" / command[0], *command[1:]], input=input, capture_output=True, text=True, cwd=self.home,
            env={**self.variables, **variables}, timeout=600,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    @property
    def home(self):
        return Path(self.variables["HOME"])

    @property
    def kernel(self):
        return self.folder / "share/jupyter/kernels/elbow"


def make_environment(folder, home, *packages):
    home.mkdir()
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    environment = Environment(folder, home)
    if packages:
        install = ["python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        environment.run(*install, *packages, PATH=os.defpath)
    return environment


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """One with the wheel, JupyterLab not being asked for, and Jupyter's client."""
    folder = tmp_path_factory.mktemp("wheel")
    constraints = ROOT / "scripts/constraints.txt"
    return make_environment(folder / "venv", folder / "home", wheel, "--constraint", constraints, "nbclient", "papermill")
