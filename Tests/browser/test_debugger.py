"""Stepping through a cell in JupyterLab's own debugger panel."""

import os
import re
from pathlib import Path

import nbformat
import pytest
from lab_page import OUTPUTS

pytestmark = pytest.mark.browser

NAME = "stepped-through"
CELLS = [
    "x = rand(4, 1, 28, 28)\nnet = sequential(flatten, linear(784, 3))",
    "for i in range(2):\n    z = net(x)\n    total = sum(z)\nprint('done')",
]
# Where a look at the pages is kept: pictures of each step.
PICTURES = os.environ.get("ELBOW_TEST_PICTURES")


@pytest.fixture
def notebook(folder):
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(text) for text in CELLS],
        metadata={"kernelspec": {"name": "elbow", "display_name": "Elbow", "language": "elbow"}},
    )
    nbformat.write(made, folder / "Notebooks" / f"{NAME}.ipynb")


def look(page, step):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{step}.png")


def run_cell(page, number):
    page.evaluate(f"() => {{ window.jupyterapp.shell.currentWidget.content.activeCellIndex = {number}; }}")
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-cell'); }")


def variable(page, name):
    """What the panel shows of a variable."""
    label = page.locator(".jp-DebuggerVariables-name", has_text=re.compile(f"^{name}$"))
    return page.locator(".jp-TreeItem", has=label).locator(".jp-DebuggerVariables-detail").first


def test_a_cell_is_stepped_through(open_notebook, notebook):
    page = open_notebook(NAME, "debugger")
    run_cell(page, 0)
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")
    page.click(".jp-DebuggerBugButton:visible")
    page.wait_for_selector(".jp-DebuggerVariables-body:visible")
    # The session's variables are there before anything has stopped.
    variable(page, "x").wait_for()
    assert variable(page, "x").inner_text().startswith("Tensor [4, 1, 28, 28] from ")
    look(page, "1-variables")

    # A breakpoint in the second line of the loop's cell.
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(1)
    cell.locator(".cm-lineNumbers .cm-gutterElement", has_text="2").wait_for()
    box = cell.locator(".cm-lineNumbers .cm-gutterElement", has_text="2").bounding_box()
    gutter = cell.locator(".cm-gutter.cm-breakpoint-gutter").bounding_box()
    page.mouse.click(gutter["x"] + gutter["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".jp-DebuggerBreakpoint")
    look(page, "2-breakpoint")

    run_cell(page, 1)
    page.wait_for_selector(".jp-DebuggerCallstackFrame")
    page.wait_for_selector(".jp-DebuggerEditor-highlight")
    variable(page, "i").wait_for()
    assert variable(page, "i").inner_text() == "0"
    look(page, "3-stopped")

    page.evaluate("() => { window.jupyterapp.commands.execute('debugger:next'); }")
    variable(page, "z").wait_for()
    assert variable(page, "z").inner_text().startswith("Tensor [4, 3] from ")
    look(page, "4-step")

    # A closer look at a batch of images is a picture.
    variable(page, "x").hover()
    page.get_by_title("Render variable: x").click()
    page.wait_for_selector(".jp-VariableRendererPanel img")
    assert "Tensor" not in page.inner_text(".jp-VariableRendererPanel") and "4×1×28×28" in page.inner_text(
        ".jp-VariableRendererPanel")
    look(page, "5-picture")

    for _ in range(2):
        page.evaluate("() => window.jupyterapp.commands.execute('debugger:continue')")
        page.wait_for_timeout(1000)
    look(page, "6-continued")
    page.wait_for_function(f"() => ({OUTPUTS})()[1].length > 0")
    assert page.evaluate(OUTPUTS)[1][0]["text"] == "done\n"
    page.close()
