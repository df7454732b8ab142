"""JupyterLab's buttons on a kernel of several processes: all stop, all start anew, and nobody is left behind."""

import shutil
import time
from pathlib import Path

import pytest
from lab_page import OUTPUTS, STATUS

pytestmark = pytest.mark.browser

CELLS = ["data mnist\nmodel latent=5\nx = 7\ntrain epochs=1000", "print(x, len(history().steps) > 0)"]


def kernel_processes():
    """Of all kernels of two, by their ranks; the commands of mpirun and its agents do not count."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                variables = (entry / "environ").read_bytes()
            except OSError:
                continue
            if words[1:2] == [b"kernel"] and (b"OMPI_COMM_WORLD_RANK=" in variables or b"PMI_RANK=" in variables):
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not shutil.which("mpirun"), reason="needs mpirun: make mpi installs it")
def test_interrupt_restart_and_shutdown(run_cells, tmp_path):
    before = set(kernel_processes())
    page = run_cells("several", CELLS, "elbow-2")
    page.wait_for_function(f"() => JSON.stringify(({OUTPUTS})()[0] ?? '').includes('epoch')")
    own = set(kernel_processes()) - before
    assert len(own) == 2
    page.get_by_role("button", name="Interrupt the kernel").first.click()
    page.wait_for_function(f"() => JSON.stringify(({OUTPUTS})()[0]).includes('Interrupted')")
    page.screenshot(path=tmp_path / "interrupted.png")
    page.wait_for_function(f"() => ({STATUS})() === 'idle'")
    # What both know is the same: a cell runs on them.
    page.evaluate("() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 1; window.jupyterapp.commands.execute('notebook:run-cell'); }")
    page.wait_for_function(f"() => JSON.stringify(({OUTPUTS})()[1] ?? '').includes('7 True')")

    page.get_by_role("button", name="Restart the kernel").first.click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_function(f"() => ({STATUS})() === 'idle'")
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-cell'); }")
    page.wait_for_function(f"() => JSON.stringify(({OUTPUTS})()[1]).includes('NameError')")
    page.screenshot(path=tmp_path / "restarted.png")
    again = set(kernel_processes()) - before
    assert len(again) == 2 and not again & own

    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    until = time.monotonic() + 10
    while set(kernel_processes()) - before and time.monotonic() < until:
        time.sleep(0.1)
    assert not set(kernel_processes()) - before
