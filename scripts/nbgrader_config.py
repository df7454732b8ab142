"""nbgrader's settings for notebooks in Elbow: copy this file into the folder of the course. docs/teaching.md explains it."""

import os

from nbgrader.preprocessors import ClearSolutions

c = get_config()  # noqa: F821 (nbgrader gives it)

# A wrong or missing answer is an error of its cell, whatever a submission says, since nbgrader counts errors. Kernels
# inherit it from the nbgrader command that starts them.
os.environ["ELBOW_JUDGE"] = "strict"
# What submissions train is not to push out the autosaves of whoever marks them.
os.environ["ELBOW_AUTOSAVE"] = "off"

# What stands where a solution stood. A comment: the line `answer = None` of the exercise stays above it.
c.ClearSolutions.code_stub = {**ClearSolutions().code_stub, "elbow": "# YOUR CODE HERE"}

# A check that a submission has deleted is made all the same, and fails where there is no answer.
c.OverwriteCells.add_missing_cells = True

# Seconds for a cell: submissions train. What takes longer is interrupted, which is an error as well.
c.Execute.timeout = 600
