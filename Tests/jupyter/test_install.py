"""`elbow install` in Python environments: the kernel, and the package that papermill learns the language from."""

import json
import os
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from test_runners import notebook, printed  # noqa: F401

PACKAGE = "elbow_jupyter"


@pytest.fixture
def environment(tmp_path):
    """A fresh virtual environment with all of these tests' packages but Elbow's own, and a name that needs quoting."""
    folder = tmp_path / "it's an environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    packages = site(folder)
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.startswith(PACKAGE) and not (packages / entry.name).exists():
            (packages / entry.name).symlink_to(entry)
    papermill = folder / "bin/papermill"
    papermill.write_text("#!/bin/sh\n")
    papermill.chmod(0o755)
    return folder


def site(folder):
    return next((folder / "lib").glob("python3*")) / "site-packages"


def install(program, *arguments, command="install", **variables):
    clean = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "CONDA_PREFIX")}
    done = subprocess.run(
        [program, command, *arguments], capture_output=True, text=True, env={**clean, "PATH": "/usr/bin:/bin", **variables}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def papermill(folder, notebook):
    target = notebook.parent / "out.ipynb"
    done = subprocess.run(
        [folder / "bin/python", "-m", "papermill", notebook, target, "-p", "a", "2"], capture_output=True, text=True,
        env={**os.environ, "JUPYTER_PATH": str(folder / "share/jupyter")},
    )
    return done, target


@pytest.mark.parametrize("way", ["--prefix", "--sys-prefix", "active", "conda"])
def test_papermill_takes_parameters_after_it(elbow_program, environment, notebook, way, tmp_path):  # noqa: F811
    at = {"VIRTUAL_ENV": str(environment)}
    # Not without: or this would show nothing.
    install(elbow_program, "--prefix", environment)
    install(elbow_program, "--prefix", environment, command="uninstall")
    assert not list(site(environment).glob(PACKAGE + "*"))
    spec = environment / "share/jupyter/kernels/elbow"
    assert not spec.exists()
    if way == "--prefix":
        said = install(elbow_program, "--prefix", environment)
    elif way == "--sys-prefix":
        said = install(elbow_program, "--sys-prefix", **at)
    elif way == "active":
        said = install(elbow_program, JUPYTER_DATA_DIR=str(environment / "share/jupyter"), **at)
    else:
        said = install(elbow_program, "--sys-prefix", CONDA_PREFIX=str(environment))
    assert f"installed the package elbow-jupyter in {site(environment)}" in said and "papermill -p" not in said
    assert json.loads((spec / "kernel.json").read_text())["language"] == "elbow"
    done, target = papermill(environment, notebook)
    assert done.returncode == 0, done.stderr
    assert printed(target) == "sum 4\n"


def test_without_the_package_papermill_cannot(elbow_program, environment, notebook):  # noqa: F811
    install(elbow_program, "--prefix", environment)
    for entry in site(environment).glob(PACKAGE + "*"):
        subprocess.run(["rm", "-r", entry], check=True)
    assert "No parameter translator" in papermill(environment, notebook)[0].stderr


def test_python_knows_what_was_installed(elbow_program, environment):
    old = site(environment) / f"{PACKAGE}-0.0.1.dist-info"
    old.mkdir()
    install(elbow_program, "--prefix", environment)
    assert not old.exists()
    code = (
        "import importlib.metadata as m; d = m.distribution('elbow-jupyter'); print(d.version, d.metadata['Requires-Dist'],"
        "all(f.locate().is_file() for f in d.files), len(d.files), [e.group for e in d.entry_points])"
    )
    told = subprocess.run([environment / "bin/python", "-c", code], capture_output=True, text=True, check=True).stdout
    version = subprocess.run([elbow_program, "--version"], capture_output=True, text=True).stdout.split()[0]
    assert told.strip() == f"{version} pygments True 10 ['papermill.engine', 'pygments.lexers']"


def test_elsewhere_one_line_says_what_to_run(elbow_program, environment, tmp_path):
    data = str(tmp_path / "data")
    said = install(elbow_program, "--user", JUPYTER_DATA_DIR=data, PATH=f"{environment}/bin:/usr/bin:/bin")
    assert "`papermill -p` needs the package elbow-jupyter" in said
    line = said.strip().splitlines()[-1]
    assert shlex.split(line)[-1] == str(environment)
    assert not list(site(environment).glob(PACKAGE + "*"))
    subprocess.run(["bash", "-c", line], check=True, capture_output=True)
    assert (site(environment) / PACKAGE / "parameters.py").is_file()
    assert "--prefix ENVIRONMENT" in install(elbow_program, "--user", JUPYTER_DATA_DIR=data)


def test_the_systems_own_packages_are_left_alone(elbow_program, environment):
    (site(environment).parent / "EXTERNALLY-MANAGED").write_text("[externally-managed]\n")
    said = install(elbow_program, "--prefix", environment)
    assert "--prefix ENVIRONMENT" in said and not list(site(environment).glob(PACKAGE + "*"))
    assert (environment / "share/jupyter/kernels/elbow/kernel.json").is_file()


def test_what_cannot_be_written_is_said(elbow_program, environment):
    # A file where a folder belongs stops root, too.
    site(environment).rename(environment / "away")
    site_packages = environment / "away" / "nothing"
    (next((environment / "lib").glob("python3*")) / "site-packages").symlink_to("/proc/self/fdinfo")
    said = install(elbow_program, "--prefix", environment)
    assert "the package elbow-jupyter could not be installed" in said and not site_packages.exists()


def test_what_is_not_ours_stays(elbow_program, environment):
    packages = site(environment)
    for name in (f"{PACKAGE}-mine", f"{PACKAGE}-0.0.9.dist-info", f"{PACKAGE}_more"):
        (packages / name).mkdir()
    (packages.parent.parent / "python3.1").symlink_to(packages.parent)
    said = install(elbow_program, "--prefix", environment)
    assert said.count("installed the package") == 1
    there = {entry.name for entry in packages.glob(PACKAGE + "*")}
    assert {f"{PACKAGE}-mine", f"{PACKAGE}_more", PACKAGE} < there and f"{PACKAGE}-0.0.9.dist-info" not in there
    install(elbow_program, "--prefix", environment, command="uninstall")
    assert {entry.name for entry in packages.glob(PACKAGE + "*")} == {f"{PACKAGE}-mine", f"{PACKAGE}_more"}


def test_the_package_stays_with_the_environments_own_kernel(elbow_program, environment, tmp_path):
    at = {"VIRTUAL_ENV": str(environment), "JUPYTER_DATA_DIR": str(tmp_path / "own")}
    install(elbow_program, "--sys-prefix", **at)
    install(elbow_program, **at)
    said = install(elbow_program, command="uninstall", **at)
    assert "removed" in said and "elbow-jupyter" not in said
    assert (site(environment) / PACKAGE).is_dir()
    install(elbow_program, "--sys-prefix", command="uninstall", **at)
    assert not list(site(environment).glob(PACKAGE + "*"))


def test_an_empty_prefix_is_an_error(elbow_program):
    done = subprocess.run([elbow_program, "install", "--prefix", ""], capture_output=True, text=True)
    assert done.returncode != 0 and "empty" in done.stderr
