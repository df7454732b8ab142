"""The documentation of the library product: complete, and without a comment that leads nowhere."""

import subprocess

from places import ROOT


def test_every_public_declaration_is_documented(tmp_path):
    """Fails where one is not, and where a comment or a page names something that is not there."""
    site = tmp_path / "site"
    run = subprocess.run([ROOT / "scripts/docs.sh", site], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    pages = site / "data/documentation"
    assert (pages / "jupyterkernel/writingakernel.json").exists()
    assert (pages / "jupyterwire/request.json").exists()
