"""A training in JupyterLab: seen as it goes, steered with the mouse, and found again in a page that was closed."""

import pytest
from lab_page import DARK, OUTPUTS, PICTURES

pytestmark = pytest.mark.browser

LIVE = ["data mnist\nmodel mlp, hidden=32, latent=4\ntrain steps=1000000, live=True", "history().moves"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_watched_steered_and_stopped(run_cells, theme, tmp_path):
    page = run_cells(f"steered-{theme}", LIVE)
    page.wait_for_selector(".widget-slider .noUi-handle")
    if theme == "dark":
        page.evaluate(DARK)
    page.wait_for_function(f"() => ({PICTURES})().length === 2")
    before = page.evaluate(PICTURES)
    # Both pictures are drawn again and again, and are two all the while.
    page.wait_for_function(f"before => ({PICTURES})().every((src, i) => src !== before[i])", arg=before)
    assert len(page.evaluate(PICTURES)) == 2
    rate = page.locator(".widget-slider .noUi-handle").first
    rate.focus()
    for _ in range(4):
        rate.press("ArrowLeft")
    page.get_by_role("button", name="pause").click()
    page.wait_for_timeout(1500)
    held = page.evaluate(PICTURES)
    page.wait_for_timeout(1500)
    assert page.evaluate(PICTURES) == held
    page.screenshot(path=tmp_path / "steered.png")
    page.get_by_role("button", name="pause").click()
    page.get_by_role("button", name="stop").click()
    # One who has pressed stop has what was wanted: the cell below runs.
    page.wait_for_function(f"() => ({OUTPUTS})()[1].length > 0")
    assert "'lr'" in page.evaluate(OUTPUTS)[1][0]["data"]["text/plain"]
    shown = page.evaluate(OUTPUTS)[0]
    assert not page.locator(".widget-slider").count()
    assert len([output for output in shown if "image/png" in output.get("data", {})]) == 2
    assert any("lr = " in output["data"]["text/plain"] for output in shown if "data" in output)
    page.screenshot(path=tmp_path / "stopped.png")


def test_a_page_that_is_opened_again_has_its_controls(run_cells, open_notebook, tmp_path):
    page = run_cells("again", ["interact lambda a: show(a * ones(28, 28)), a=(0.0, 1.0)"])
    page.wait_for_selector(".widget-slider .noUi-handle")
    page.wait_for_function(f"() => ({PICTURES})().length === 1")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    page.close()

    page = open_notebook("again", "again-later")
    handle = page.locator(".widget-slider .noUi-handle").first
    handle.wait_for()
    page.wait_for_function(f"() => ({PICTURES})().length === 1")
    before = page.evaluate(PICTURES)
    handle.focus()
    for _ in range(3):
        handle.press("ArrowRight")
    page.wait_for_function(f"before => ({PICTURES})()[0] !== before[0]", arg=before)
    page.screenshot(path=tmp_path / "again.png")


def test_the_state_of_controls_is_saved_with_the_notebook(run_cells):
    page = run_cells("kept", ["s = slider(0.25, 0, 1, 0.05)\ns"])
    page.wait_for_selector(".widget-slider .noUi-handle")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    kept = page.evaluate("() => window.jupyterapp.shell.currentWidget.context.model.toJSON().metadata.widgets")
    states = kept["application/vnd.jupyter.widget-state+json"]["state"].values()
    assert [s["state"]["value"] for s in states if s["model_name"] == "FloatSliderModel"] == [0.25]
