"""`elbow lab`: lessons in a folder of the learner's, and JupyterLab there."""

import hashlib
import json
import re
import subprocess
import sys

from conftest import ROOT


def lay(environment, folder, *options):
    return environment.run("elbow", "lab", str(folder), "--files-only", *options).stdout


def test_lessons_are_laid_once(environment, tmp_path):
    folder = tmp_path / "lessons"
    assert lay(environment, folder) == f"put 16 notebooks into {folder}\n"
    assert {path.name for path in (folder / "Notebooks").iterdir()} == {path.name for path in (ROOT / "Notebooks").glob("*.ipynb")}
    # Pages for who learns or teaches, not about Elbow's own code.
    assert {path.stem for path in (folder / "docs").glob("*.md")} == {
        "conditional", "controls", "debugging", "errors", "gallery", "glossary", "installing", "language", "latent-diffusion", "measures", "objectives",
        "posteriors", "priors", "published-numbers", "quantized", "reference",
        "saved-files", "teaching"}
    assert lay(environment, folder) == ""


def test_no_link_leads_nowhere(environment, tmp_path):
    folder = tmp_path / "lessons"
    lay(environment, folder)
    pages = {page: page.read_text() for page in folder.glob("docs/*.md")}
    for path in folder.glob("Notebooks/*.ipynb"):
        pages[path] = "\n".join(
            "".join(cell["source"]) for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "markdown")
    links = [(page, link) for page, text in pages.items() for link in re.findall(r"\]\(([^)\s#:]+)(?:#[^)\s]*)?\)", text)]
    assert len(links) > 100
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_notebooks_are_trusted(environment, tmp_path):
    """`jupyter trust` is told of those that were put there, and of no other."""
    tools = tmp_path / "active/bin"
    tools.mkdir(parents=True)
    for tool, text in (("jupyter-lab", "#!/bin/sh\n"), ("jupyter-trust", f'#!/bin/sh\necho "$@" >>{tmp_path}/trusted\n')):
        (tools / tool).write_text(text)
        (tools / tool).chmod(0o755)
    folder, trusted = tmp_path / "lessons", tmp_path / "trusted"
    for _ in range(2):
        environment.run("elbow", "lab", str(folder), "--files-only", VIRTUAL_ENV=str(tmp_path / "active"))
    (line,) = trusted.read_text().splitlines()
    assert sorted(line.split()) == sorted(str(path) for path in (folder / "Notebooks").glob("*.ipynb"))


def test_a_server_that_runs_is_opened(environment, tmp_path):
    folder, runtime, tools = tmp_path / "lessons", tmp_path / "runtime", tmp_path / "active/bin"
    lay(environment, folder)
    for made in (runtime, tools):
        made.mkdir(parents=True)
    (tools / "jupyter-lab").write_text("#!/bin/sh\necho started\n")
    (tools / "jupyter-lab").chmod(0o755)
    server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", "jupyter-lab"])
    try:
        def told(pid, root, *options):
            (runtime / f"jpserver-{pid}.json").write_text(json.dumps({
                "base_url": "/", "hostname": "localhost", "password": False, "pid": pid, "port": 9999, "root_dir": str(root),
                "secure": False, "sock": "", "token": "abc", "url": "http://localhost:9999/", "version": "2.0"}))
            return environment.run(
                "elbow", "lab", str(folder), *options, VIRTUAL_ENV=str(tmp_path / "active"), JUPYTER_RUNTIME_DIR=str(runtime)).stdout

        assert told(server.pid, folder) == (
            f"JupyterLab is open on {folder} already:\n  http://localhost:9999/lab?token=abc\n")
        # Not that of another folder, nor what is left of one that was killed; and who gives options wants a server with them.
        assert told(server.pid, tmp_path).endswith("started\n")
        assert told(server.pid, folder, "--", "--port=9").endswith("started\n")
        assert told(server.pid, folder, "--all-kernels").endswith("started\n")
    finally:
        server.kill()
        server.wait()
    assert told(server.pid, folder).endswith("started\n")


def test_what_the_learner_changed_stays(environment, tmp_path):
    folder = tmp_path / "lessons"
    lay(environment, folder)
    changed, beside = folder / "Notebooks/06-training.ipynb", folder / "Notebooks/06-training (0.1.0).ipynb"
    ours = changed.read_text()
    changed.write_text("mine")
    assert lay(environment, folder) == "" and changed.read_text() == "mine" and not beside.exists()

    # An earlier version of Elbow had put other ones there, of which one is as it was.
    record_path = folder / ".elbow-lessons.json"
    record = json.loads(record_path.read_text())
    untouched = folder / "Notebooks/07-gaussian-kl.ipynb"
    untouched.write_text("of an earlier version")
    record["files"]["Notebooks/06-training.ipynb"] = "0" * 64
    record["files"]["Notebooks/07-gaussian-kl.ipynb"] = hashlib.sha256(untouched.read_bytes()).hexdigest()
    record_path.write_text(json.dumps(record))
    told = lay(environment, folder)
    assert "brought 1 file there up to date" in told
    assert "Notebooks/06-training.ipynb is as you changed it; the newer version is Notebooks/06-training (0.1.0).ipynb" in told
    assert changed.read_text() == "mine" and beside.read_text() == ours and untouched.read_text() != "of an earlier version"
    assert lay(environment, folder) == ""

    # Without the record all that differs is the learner's.
    beside.write_text("mine too")
    record_path.write_text("{")
    lay(environment, folder)
    assert changed.read_text() == "mine" and beside.read_text() == "mine too"


def test_without_jupyterlab_the_line_that_brings_it(environment, tmp_path):
    done = environment.run("elbow", "lab", str(tmp_path / "lessons"), check=False)
    assert done.returncode == 1
    assert f"{environment.folder}/bin/python -m pip install 'elbow-kernel[lab]'" in done.stderr


def test_jupyterlab_is_started_with_elbow(environment, tmp_path):
    """A jupyter-lab that tells what it was given stands for the real one, which the browser's tests start."""
    stand_in = tmp_path / "active/bin/jupyter-lab"
    stand_in.parent.mkdir(parents=True)
    stand_in.write_text('#!/bin/sh\necho "$JUPYTER_PATH"\nfor word; do echo "$word"; done\n')
    stand_in.chmod(0o755)
    folder = tmp_path / "lessons"
    done = environment.run("elbow", "lab", str(folder), "--", "--port=9", VIRTUAL_ENV=str(tmp_path / "active"))
    lines = done.stdout.splitlines()
    assert str(environment.folder / "share/jupyter") in lines
    assert f"--ServerApp.root_dir={folder}" in lines and lines[-1] == "--port=9"
    alone = "--KernelSpecManager.allowed_kernelspecs=elbow"
    assert alone in lines
    done = environment.run("elbow", "lab", str(folder), "--all-kernels", VIRTUAL_ENV=str(tmp_path / "active"))
    assert alone not in done.stdout.splitlines() and f"--ServerApp.root_dir={folder}" in done.stdout


def test_a_folder_that_cannot_be_made(environment, tmp_path):
    (tmp_path / "file").write_text("")
    done = environment.run("elbow", "lab", str(tmp_path / "file/lessons"), "--files-only", check=False)
    assert done.returncode == 1 and "cannot make the folder" in done.stderr and "Usage" not in done.stderr
