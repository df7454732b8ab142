"""JupyterLab as `make lab` starts it, on a copy of the notebooks and documents, and a headless Chromium to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import nbformat
import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from notebook_outputs import shortened  # noqa: E402

START = 120  # seconds
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """What the notebooks link to stands beside them, as in the repository. They are set to short runs and hold no
    outputs: what is looked at is the page, not the digits."""
    copy = tmp_path_factory.mktemp("lab")
    for part in ("Notebooks", "docs"):
        shutil.copytree(ROOT / part, copy / part)
    for path in (copy / "Notebooks").glob("*.ipynb"):
        notebook = shortened(nbformat.read(path, as_version=4))
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, path)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    if shutil.which("mpirun"):
        subprocess.run(
            [ROOT / ".build/release/elbow", "install", "--processes", "2", "--prefix", copy / "more"], check=True,
            capture_output=True)
    return copy


@contextmanager
def served(command, folder, home):
    """The address of a server of Jupyter's on a folder, with its token."""
    environment = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1", "XDG_DATA_HOME": str(home / "data")}
    environment.pop("ELBOW_DATA", None)
    for name in ("CONFIG", "DATA", "RUNTIME"):
        environment[f"JUPYTER_{name}_DIR"] = str(home / name.lower())
    # Where the kernel is, and what draws controls; and the kernel of two processes.
    environment["JUPYTER_PATH"] = f"{ROOT / '.venv/share/jupyter'}:{folder / 'more/share/jupyter'}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with open(home / "log", "w") as log:
        server = subprocess.Popen(command(port), cwd=folder, env=environment, stderr=log, stdout=log)
    try:
        wait_for(address, server, home / "log")
        yield address
    finally:
        server.terminate()
        server.wait(20)


# expose_app_in_browser lets the test ask the application itself what it holds.
EXPOSED = ("--no-browser", "--IdentityProvider.token=elbow", "--expose-app-in-browser")


@pytest.fixture(scope="session")
def lab(folder, tmp_path_factory):
    def command(port):
        return ["env", f"PORT={port}", f"LAB_ARGS={' '.join(EXPOSED)}", ROOT / "scripts/lab.sh"]

    with served(command, folder, tmp_path_factory.mktemp("jupyter")) as address:
        yield address


@pytest.fixture(scope="session")
def notebook_seven(folder, tmp_path_factory):
    """The address of a Jupyter Notebook 7 on the same folder, which knows of Elbow's environment and no more."""
    def command(port):
        return [
            Path(sys.executable).with_name("jupyter-notebook"), *EXPOSED, f"--ServerApp.port={port}", "--allow-root",
            "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"]

    with served(command, folder, tmp_path_factory.mktemp("notebook")) as address:
        yield address


def wait_for(address, server, log):
    until = time.monotonic() + START
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/api/status?token=elbow", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("needs Chromium: make test-browser installs it")
    with sync_playwright() as playwright:
        # Inside a container Chromium cannot make a sandbox of its own, and shared memory is small.
        options = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=options)


@pytest.fixture
def open_notebook(browser, lab):
    """Opens a notebook in a workspace by its name, in a page that may be prepared, and waits until its kernel is there."""
    pages = []

    def opened(name, workspace, prepare=lambda page: None):
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        pages.append(page)
        page.set_default_timeout(60_000)
        prepare(page)
        page.goto(f"{lab}/lab/workspaces/{workspace}/tree/Notebooks/{name}.ipynb?token=elbow")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel")
        return page

    yield opened
    for page in pages:
        page.close()


@pytest.fixture
def run_cells(folder, open_notebook):
    """Opens a notebook of these cells in JupyterLab and runs them."""

    def opened(name, cells, kernel="elbow"):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
        notebook.metadata.kernelspec = {"name": kernel, "display_name": "Elbow", "language": "elbow"}
        nbformat.write(notebook, folder / "Notebooks" / f"{name}.ipynb")
        page = open_notebook(name, name)
        # Not waited for: a cell may run until it is stopped.
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
        return page

    return opened
