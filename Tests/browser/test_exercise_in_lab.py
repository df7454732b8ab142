"""An exercise as a reader does it: an answer in place of None, then the cell below, which says whether it is right."""

import pytest

pytestmark = pytest.mark.browser

NAME = "03-encoder-network"
# The cell of the first exercise, by what stands in it.
FIND = "() => window.jupyterapp.shell.currentWidget.content.widgets.findIndex(cell => cell.model.sharedModel.getSource() === 'features = None')"


def output(page, index):
    page.evaluate(f"() => {{ window.jupyterapp.shell.currentWidget.content.activeCellIndex = {index}; }}")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
    cell = f"window.jupyterapp.shell.currentWidget.content.widgets[{index}].model"
    return "".join(text for output in page.evaluate(f"() => {cell}.toJSON().outputs") for text in output.get("text", ""))


def answer(page, index, text):
    page.evaluate(
        "([index, text]) => window.jupyterapp.shell.currentWidget.content.widgets[index].model.sharedModel.setSource(text)",
        [index, text],
    )
    output(page, index)
    return output(page, index + 1)


def test_an_exercise_is_judged(open_notebook):
    page = open_notebook(NAME, "exercise")
    index = page.evaluate(FIND)
    assert index > 0
    assert "nothing to judge yet" in answer(page, index, "features = None")
    assert "padding=1" in answer(page, index, "features = 32 * 5 * 5")
    right = answer(page, index, "features = 32 * 7 * 7")
    assert right.startswith("right"), right
