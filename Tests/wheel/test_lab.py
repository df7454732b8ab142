"""`elbow lab`: lessons in a folder of the learner's, and JupyterLab there."""

import hashlib
import json

from conftest import ROOT


def lay(environment, folder, *options):
    return environment.run("elbow", "lab", str(folder), "--files-only", *options).stdout


def test_lessons_are_laid_once(environment, tmp_path):
    folder = tmp_path / "lessons"
    assert lay(environment, folder) == f"put 11 notebooks into {folder}\n"
    assert {path.name for path in (folder / "Notebooks").iterdir()} == {path.name for path in (ROOT / "Notebooks").glob("*.ipynb")}
    assert (folder / "docs/reference.md").exists()
    assert lay(environment, folder) == ""


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
    assert "brought 1 files there up to date" in told
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


def test_a_folder_that_cannot_be_made(environment, tmp_path):
    (tmp_path / "file").write_text("")
    done = environment.run("elbow", "lab", str(tmp_path / "file/lessons"), "--files-only", check=False)
    assert done.returncode == 1 and "cannot make the folder" in done.stderr and "Usage" not in done.stderr
