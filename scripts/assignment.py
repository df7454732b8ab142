#!/usr/bin/env python3
"""Makes an assignment for nbgrader of notebooks with exercises: assignment.py [--short] [--points N] COURSE NAME NOTEBOOK...

In the notebooks, as in those that come with Elbow, three cells that follow each other have the tags `exercise` (the cell
to be filled in), `check` (the one that judges it) and, if there is one, `answer` (Markdown with a solution as a code
block). They become nbgrader's: the exercise a cell to be solved, with the solution between the marks that nbgrader cuts
out; the check a locked cell for which there are points; the answer leaves the page. Each check makes `judge` strict, so
that students see what nbgrader will, whichever other cells they have deleted.

Writes COURSE/source/NAME, and COURSE/nbgrader_config.py where there is none. Then, in COURSE,
`nbgrader generate_assignment NAME` makes what the students get.

--short     takes for each parameter the value that its comment names: `epochs = 40  # short run: 4`
--points N  what an exercise is worth; 1 by default
"""

import argparse
import copy
import re
import shutil
import sys
from pathlib import Path

import nbformat

from notebook_outputs import SOLUTION, shortened

SCHEMA = 3  # of nbgrader's metadata
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STRICT = "# An answer that is wrong or missing is an error of its cell, which counts.\nset judge=strict"
# What the notebooks say of their solutions, which the students do not get.
FOLDED = re.compile(r"\s*A solution\s+is\s+folded\s+up\s+below\s+each\s+exercise:\s+click\s+on\s+its\s+title\.")
# A link to a page beside the notebook or in a folder above, which the students do not have.
NEIGHBOUR = re.compile(r"(?<!!)\[([^\]]+)\]\((?![a-z]+:)([^()\s#]+\.(?:md|ipynb))(?:#[^()\s]*)?\)")


class NoAssignment(Exception):
    """A notebook of which no assignment can be made."""


def tags(cell):
    return cell.metadata.get("tags", [])


def mark(cell, grade_id, points=None, solution=False):
    """Gives a cell the metadata by which nbgrader knows it."""
    cell.metadata.nbgrader = {
        "schema_version": SCHEMA,
        "grade_id": grade_id,
        "cell_type": "code",
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    if points is not None:
        cell.metadata.nbgrader.points = points


def with_solution(exercise, answer):
    """The text of an exercise with its solution, if it has one, between nbgrader's marks."""
    if BEGIN in exercise:
        return exercise
    solution = "\n".join(code.rstrip("\n") for code in SOLUTION.findall(answer.source)) if answer else ""
    return "\n".join(filter(None, [exercise, BEGIN, solution, END]))


def assignment(notebook, name, points, beside=()):
    """The notebook as nbgrader's source. `beside` holds the names of the assignment's other notebooks."""
    notebook = copy.deepcopy(notebook)
    cells, exercise = [], None
    followers = [*notebook.cells[1:], None]
    for cell, follower in zip(notebook.cells, followers):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if "exercise" in tags(cell):
            if follower is None or "check" not in tags(follower):
                raise NoAssignment(f"{name}: no cell with the tag `check` follows exercise {cell.id}")
            exercise = cell
        elif "check" in tags(cell):
            if exercise is None:
                raise NoAssignment(f"{name}: no cell with the tag `exercise` is above check {cell.id}")
            answer = follower if follower is not None and "answer" in tags(follower) else None
            exercise.source = with_solution(exercise.source, answer)
            mark(exercise, exercise.id, solution=True)
            cell.source = f"{STRICT}\n{cell.source}"
            mark(cell, cell.id, points=points)
            exercise = None
        elif "answer" in tags(cell):
            continue
        elif cell.cell_type == "markdown":
            text = FOLDED.sub("", cell.source)
            cell.source = NEIGHBOUR.sub(lambda link: link[0] if link[2] in beside else link[1], text)
        cells.append(cell)
    if not any("check" in tags(cell) for cell in cells):
        raise NoAssignment(f"{name}: no cell has the tag `check`, so there is nothing to give points for")
    notebook.cells = cells
    nbformat.validate(notebook)
    return notebook


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--points", type=float, default=1)
    parser.add_argument("course", type=Path)
    parser.add_argument("name")
    parser.add_argument("notebooks", type=Path, nargs="+")
    return parser.parse_args()


def main():
    chosen = arguments()
    if not chosen.points > 0:
        sys.exit(f"an exercise cannot be worth {chosen.points:g} points")
    if re.search(r"[+/\s]", chosen.name) or not chosen.name:
        sys.exit(f"{chosen.name!r} is no name for an assignment: nbgrader takes no spaces, slashes and plus signs")
    beside = {path.name for path in chosen.notebooks}
    made = []
    try:
        for path in chosen.notebooks:
            notebook = nbformat.read(path, as_version=4)
            notebook = shortened(notebook) if chosen.short else notebook
            made.append((path.name, assignment(notebook, path.name, chosen.points, beside)))
    except (NoAssignment, OSError, nbformat.reader.NotJSONError) as problem:
        sys.exit(str(problem))
    folder = chosen.course / "source" / chosen.name
    folder.mkdir(parents=True, exist_ok=True)
    for name, notebook in made:
        nbformat.write(notebook, folder / name)
        exercises = sum("check" in tags(cell) for cell in notebook.cells)
        print(f"{folder / name}: {exercises} exercises, {exercises * chosen.points:g} points")
    config = chosen.course / "nbgrader_config.py"
    if not config.exists():
        shutil.copyfile(Path(__file__).with_name("nbgrader_config.py"), config)
    elif '"elbow"' not in config.read_text(encoding="utf-8"):
        print(f"{config} says nothing of Elbow: take over what {Path(__file__).with_name('nbgrader_config.py')} says")


if __name__ == "__main__":
    main()
