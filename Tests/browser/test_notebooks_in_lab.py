"""Each notebook, opened in a real JupyterLab and run from top to bottom: no errors, pictures of their size, mathematics."""

import struct
import time
from base64 import b64decode
from pathlib import Path

import pytest
from lab_page import VIEW
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.browser

NAMES = sorted(path.stem for path in (ROOT / "Notebooks").glob("*.ipynb"))
RUN = 300  # seconds
PICTURES = Path(ROOT, "build/browser")

# The notebook's model: cells that are out of sight have no element on the page until they are scrolled to.
STATE = """() => {
  const panel = window.jupyterapp.shell.currentWidget, context = panel.context;
  return {kernel: panel.sessionContext.kernelDisplayStatus, cells: context.model.toJSON().cells};
}"""


@pytest.fixture
def page(open_notebook, request):
    name = request.param if hasattr(request, "param") else NAMES[0]
    return open_notebook(name, name[:2])


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    until = time.monotonic() + RUN
    while time.monotonic() < until:
        time.sleep(0.5)
        state = page.evaluate(STATE)
        code = [cell for cell in state["cells"] if cell["cell_type"] == "code" and cell["source"]]
        failed = any(output["output_type"] == "error" for cell in code for output in cell["outputs"])
        if state["kernel"] == "idle" and (failed or all(cell["execution_count"] for cell in code)):
            return code
    pytest.fail(f"not through after {RUN} s")


def promised_sizes(cell):
    """What a stored or fresh cell says of its pictures: CSS pixels where given, else those of the PNG."""
    sizes = []
    for output in cell["outputs"]:
        png = output.get("data", {}).get("image/png")
        # What has controls is drawn by them, and not by its picture.
        if png and VIEW not in output["data"]:
            said = output["metadata"].get("image/png", {})
            width, height = struct.unpack(">II", b64decode("".join(png))[16:24])
            sizes.append((said.get("width", width), said.get("height", height)))
    return sizes


@pytest.mark.parametrize("page", NAMES, indirect=True, ids=NAMES)
def test_runs_from_top_to_bottom(page, request):
    name = request.node.callspec.id
    code = run_all(page)
    errors = [output for cell in code for output in cell["outputs"] if output["output_type"] == "error"]
    assert not errors, errors[0]
    PICTURES.mkdir(parents=True, exist_ok=True)
    cells = page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length")
    shown = 0
    for index in range(cells):
        page.evaluate(f"""async () => {{
          const notebook = window.jupyterapp.shell.currentWidget.content;
          notebook.activeCellIndex = {index};
          await notebook.scrollToItem({index}, 'start');
        }}""")
        cell = page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{index}']")
        cell.wait_for(state="attached")
        source = page.evaluate(f"() => window.jupyterapp.shell.currentWidget.content.widgets[{index}].model.toJSON()")
        if source["cell_type"] == "markdown":
            check_mathematics(cell, "".join(source["source"]))
        else:
            for image, (width, height) in zip(images(cell, len(promised_sizes(source))), promised_sizes(source)):
                box = image.evaluate("i => [i.complete, i.naturalWidth, i.width, i.height]")
                assert box[0] and box[1] > 0, f"cell {index}: a picture is not there"
                assert width * 0.5 <= box[2] <= width + 1 and abs(box[3] / box[2] - height / width) < 0.02, (index, box)
                shown += 1
            if any(VIEW in output.get("data", {}) for output in source["outputs"]):
                cell.locator(".elbow-explorer .plane, .jupyter-widgets").first.wait_for(state="attached")
                shown += 1
        page.screenshot(path=PICTURES / f"{name}-{index:02}.png")
    assert shown, "no picture was seen"


def images(cell, count):
    """The cell's pictures, once they are there."""
    if not count:
        return []
    found = cell.locator(".jp-OutputArea-output img")
    found.nth(count - 1).wait_for(state="attached")
    return [found.nth(number) for number in range(count)]


def check_mathematics(cell, source):
    prose = "".join(part for number, part in enumerate(source.split("```")) if number % 2 == 0)
    if "$" not in prose:
        return
    cell.locator("mjx-container").first.wait_for(state="attached")
    text = cell.locator(".jp-RenderedMarkdown").inner_text()
    assert "$" not in text and "\\frac" not in text and "\\math" not in text, text[:300]
    assert cell.locator("mjx-merror, .MathJax_Error").count() == 0, "MathJax reports an error"
    displays = prose.count("$$") // 2
    assert cell.locator("mjx-container[display='true']").count() >= displays
