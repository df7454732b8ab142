"""nbgrader as a teacher runs it, on assignments made of the notebooks, and submissions of people who know and do not know."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from notebook_outputs import SOLUTION  # noqa: E402

STUB = "# YOUR CODE HERE"


def tagged(notebook, tag):
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def solutions(path):
    """The text of each solution that is folded up in a notebook that comes with Elbow."""
    return ["".join(SOLUTION.findall(cell.source)) for cell in tagged(nbformat.read(path, as_version=4), "answer")]


def asked_for(check):
    """The names that a check judges."""
    return re.findall(r"^judge (\w+),", check.source, flags=re.MULTILINE)


@dataclass
class Score:
    points: float
    of: float
    is_final: bool


class Course:
    """A folder with one assignment in it, made of one notebook."""

    def __init__(self, folder, notebook):
        self.folder, self.notebook = folder, notebook
        self.name = notebook.stem
        tools = Path(sys.executable).parent
        self.environment = {
            **os.environ,
            # nbgrader calls alembic by its name.
            "PATH": f"{tools}:{os.environ['PATH']}",
            "JUPYTER_PATH": str(ROOT / ".venv/share/jupyter"),
            "XDG_STATE_HOME": str(folder / "state"),
        }
        for name in ("ELBOW_JUDGE", "ELBOW_AUTOSAVE", "ELBOW_DATA"):
            self.environment.pop(name, None)

    def run(self, *command, folder=None, **environment):
        done = subprocess.run(
            [sys.executable, *map(str, command)], cwd=folder or self.folder, env={**self.environment, **environment},
            capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def nbgrader(self, *command, **options):
        return self.run("-m", "nbgrader", *command, **options)

    def prepare(self):
        self.run(ROOT / "scripts/assignment.py", "--short", self.folder, self.name, self.notebook)
        self.nbgrader("generate_assignment", self.name)
        return nbformat.read(self.folder / "release" / self.name / self.notebook.name, as_version=4)

    def submit(self, student, notebook):
        folder = self.folder / "submitted" / student / self.name
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / self.notebook.name)

    def autograded(self, student):
        return nbformat.read(self.folder / "autograded" / student / self.name / self.notebook.name, as_version=4)

    def scores(self, student):
        """What each check was worth to a student, in their order."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as book:
            grades = {
                grade.name: Score(grade.score, grade.max_score, not grade.needs_manual_grade)
                for grade in book.find_submission_notebook(self.name, self.name, student).grades
            }
        return [grades[name] for name in sorted(grades)]
