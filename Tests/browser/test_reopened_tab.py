"""Training goes on while its tab is closed, and who comes back sees that it does."""

import time

import nbformat
import pytest
from lab_page import OUTPUTS, STATUS

pytestmark = pytest.mark.browser

# Enough that an idle machine trains until the page has been opened again and looked at.
EPOCHS = 120
NAME = "left-alone"


@pytest.fixture
def notebook(folder):
    cells = [f"data mnist\nmodel latent=30\ntrain epochs={EPOCHS}", "len(history().loss)"]
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(text) for text in cells],
        metadata={"kernelspec": {"name": "elbow", "display_name": "Elbow", "language": "elbow"}},
    )
    nbformat.write(made, folder / "Notebooks" / f"{NAME}.ipynb")


def run_cell(page, number):
    page.evaluate(f"() => {{ window.jupyterapp.shell.currentWidget.content.activeCellIndex = {number}; }}")
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-cell'); }")


def test_who_comes_back_sees_that_the_kernel_trains(open_notebook, notebook):
    page = open_notebook(NAME, "left")
    run_cell(page, 0)
    page.wait_for_selector(".jp-OutputArea-output progress")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.close()

    page = open_notebook(NAME, "back")
    page.wait_for_function(f"({STATUS})() === 'busy'")
    # It stays so: what the page asks for while it loads is answered beside the cell.
    for _ in range(6):
        time.sleep(0.5)
        assert page.evaluate(STATUS) == "busy"
    page.wait_for_function(f"({STATUS})() === 'idle'", timeout=240_000)
    run_cell(page, 1)
    page.wait_for_function(f"() => ({OUTPUTS})()[1].length > 0")
    # JupyterLab brings no output to a cell whose page was closed, so that the bar stands where it was saved; the record
    # of the training is whole.
    assert page.evaluate(OUTPUTS)[1][0]["data"]["text/plain"] == str(EPOCHS)
    page.close()
