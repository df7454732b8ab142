"""Where things are. (Not in conftest.py: there is more than one of these, and only one can be imported by its name.)"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ELBOW = Path(os.environ.get("ELBOW", ROOT / ".build/release/elbow"))
NOTEBOOKS = ROOT / "Notebooks"


def notebooks():
    return sorted(NOTEBOOKS.glob("*.ipynb"))
