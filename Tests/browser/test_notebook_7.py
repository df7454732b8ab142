"""The same notebook in Jupyter Notebook 7: its controls, the explorer, a picture that follows."""

import nbformat
import pytest
from lab_page import PICTURES

pytestmark = pytest.mark.browser

CELLS = [
    "data mnist\nmodel latent=2\ntrain steps=60",
    "interact lambda a: show(decode(tensor([[a, 0.0]]))), a=(-3.0, 3.0)",
    "explore",
]


def test_the_same_notebook_opens(browser, folder, notebook_seven, tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])
    notebook.metadata.kernelspec = {"name": "elbow", "display_name": "Elbow", "language": "elbow"}
    nbformat.write(notebook, folder / "Notebooks/same.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    page.set_default_timeout(60_000)
    page.goto(f"{notebook_seven}/notebooks/Notebooks/same.ipynb?token=elbow")
    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel")
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")

    handle = page.locator(".widget-slider .noUi-handle").first
    handle.wait_for()
    page.wait_for_function("() => document.querySelector('.jp-OutputArea img')?.naturalWidth > 0")
    before = page.evaluate(PICTURES)
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2, steps=10)
    page.mouse.up()
    page.wait_for_function("before => document.querySelector('.jp-OutputArea img').src !== before", arg=before[0])

    plane = page.locator(".elbow-explorer .plane")
    plane.wait_for()
    plane.scroll_into_view_if_needed()
    face = "() => document.querySelectorAll('.elbow-explorer canvas')[1].toDataURL()"
    before = page.evaluate(face)
    box = plane.bounding_box()
    page.mouse.click(box["x"] + 90, box["y"] + 150)
    page.wait_for_function(f"before => ({face})() !== before", arg=before)
    page.screenshot(path=tmp_path / "notebook.png")
    page.close()
