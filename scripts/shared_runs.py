#!/usr/bin/env python3
"""Says which runs of words the notebooks share with another text: shared_runs.py [TEXT] [WORDS]

TEXT is a file, such as the tutorial that the notebooks follow, which is not part of this repository; without one,
ELBOW_TUTORIAL names it, and where neither does nothing is compared. WORDS is how many words in a row are too many, 8
unless given. Program text is left out: that both use the same names is the point. Ends non-zero where runs are shared.
"""

import os
import re
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def prose(folder):
    """Each notebook's Markdown, and the glossary."""
    for path in sorted(folder.glob("Notebooks/*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        yield path.name, "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    yield "glossary.md", (folder / "docs/glossary.md").read_text(encoding="utf-8")


def shared(text, folder, length):
    others = words(text)
    runs = {tuple(others[start : start + length]) for start in range(len(others) - length + 1)}
    for name, written in prose(folder):
        own = words(re.sub(r"```.*?```|\$\$.*?\$\$|\$[^$]*\$", " ", written, flags=re.S))
        for start in range(len(own) - length + 1):
            if tuple(own[start : start + length]) in runs:
                yield name, " ".join(own[start : start + length])


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ELBOW_TUTORIAL")
    if not path:
        print("no text to compare with: shared_runs.py TEXT, or ELBOW_TUTORIAL")
        return
    length = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    found = list(shared(Path(path).read_text(encoding="utf-8"), ROOT, length))
    for name, run in found:
        print(f"{name}: {run}")
    print(f"{len(found)} runs of {length} words are shared")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
