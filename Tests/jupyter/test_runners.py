"""The programs that run notebooks and sessions without a screen, each on a small one."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

PYTHON = sys.executable


@pytest.fixture
def notebook(tmp_path):
    """A small notebook with a cell of parameters, as nbformat and papermill know it, with its outputs in place."""
    parameters = v4.new_code_cell("a = 1\nb = 2", metadata={"tags": ["parameters"]})
    result = v4.new_code_cell("a + b", execution_count=2)
    result.outputs = [v4.new_output("execute_result", {"text/plain": "3"}, execution_count=2)]
    printed = v4.new_code_cell('print("sum", a + b)', execution_count=3)
    printed.outputs = [v4.new_output("stream", name="stdout", text="sum 3\n")]
    made = v4.new_notebook(
        cells=[v4.new_markdown_cell("# A sum"), parameters, result, printed],
        metadata={
            "kernelspec": {"name": "elbow", "display_name": "Elbow", "language": "elbow"},
            "language_info": {"name": "elbow", "file_extension": ".elbow"},
        },
    )
    path = tmp_path / "sum.ipynb"
    nbformat.write(made, path)
    return path


def run(*command, text=None, status=0, **options):
    done = subprocess.run(
        list(map(str, command)), input=text, capture_output=True, text=True, timeout=120, **options
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def printed(path):
    cells = nbformat.read(path, as_version=4).cells
    return "".join(o.text for c in cells for o in c.get("outputs", []) if o.output_type == "stream")


def test_jupyter_execute(notebook):
    run(Path(PYTHON).with_name("jupyter-execute"), "--inplace", notebook)
    executed = nbformat.read(notebook, as_version=4)
    assert executed.cells[1].execution_count == 1
    assert printed(notebook) == "sum 3\n"


def test_papermill(notebook):
    target = notebook.parent / "out.ipynb"
    run(PYTHON, "-m", "papermill", notebook, target)
    assert printed(target) == "sum 3\n"


@pytest.mark.parametrize("language", [(), ("-l", "python")], ids=["by itself", "as python"])
def test_papermill_with_parameters(notebook, language):
    target = notebook.parent / "out.ipynb"
    run(PYTHON, "-m", "papermill", *language, "-p", "a", "40", notebook, target)
    assert printed(target) == "sum 42\n"


def test_papermill_knows_of_an_error(notebook):
    made = nbformat.read(notebook, as_version=4)
    made.cells.append(v4.new_code_cell("a + undefined_name"))
    nbformat.write(made, notebook)
    output = run(PYTHON, "-m", "papermill", notebook, notebook.parent / "out.ipynb", status=1)
    assert "undefined_name" in output


@pytest.mark.parametrize("flag", ["--nbval", "--nbval-lax"])
def test_nbval(notebook, flag):
    # The outputs in place are compared with those of a new run.
    output = run(PYTHON, "-m", "pytest", flag, notebook, cwd=notebook.parent)
    assert "3 passed" in output


def test_nbmake(notebook):
    output = run(PYTHON, "-m", "pytest", "--nbmake", notebook, cwd=notebook.parent)
    assert "1 passed" in output


def test_console(tmp_path):
    session = 'print("from", "the console")\nx = 20\nx + 1\n'
    output = run(PYTHON, "-m", "jupyter_console", "--simple-prompt", "--kernel", "elbow", text=session)
    assert "from the console" in output
    assert "21" in output


def test_jupyter_run(tmp_path):
    file = tmp_path / "cells.elbow"
    file.write_text('print("from", "jupyter run")\n')
    output = run(PYTHON, "-m", "jupyter_client.runapp", "--kernel", "elbow", file)
    assert "from jupyter run" in output


def test_export_as_script(notebook):
    run(PYTHON, "-m", "nbconvert", "--to", "script", notebook)
    assert "a + b" in notebook.with_suffix(".elbow").read_text()
