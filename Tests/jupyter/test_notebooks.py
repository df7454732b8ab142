"""The notebooks that come with Elbow, executed as everybody would execute them, on the sample data."""

import subprocess
import sys

import nbformat
import pytest
from places import notebooks

# A notebook's own budget on the sample is a minute; the machines that run tests are busy.
TIMEOUT = 240


def test_there_are_some():
    assert notebooks()


@pytest.mark.timeout(TIMEOUT + 30)
@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_runs_headless_with_pictures(path, tmp_path):
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", str(path)]
    done = subprocess.run(
        [*command, "--output-dir", str(tmp_path)], capture_output=True, text=True, timeout=TIMEOUT
    )
    assert done.returncode == 0, done.stderr
    executed = nbformat.read(tmp_path / path.name, as_version=4)
    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in outputs), "no picture in it"
    assert not any(output.output_type == "error" for output in outputs)
    assert executed.metadata.language_info.name == "elbow"


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_is_kept_clean(path):
    """Committed without outputs, and naming the kernel and its language, as runners need it."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "elbow"
    assert notebook.metadata.kernelspec.language == "elbow"
    for cell in notebook.cells:
        assert not cell.get("outputs") and not cell.get("execution_count")
