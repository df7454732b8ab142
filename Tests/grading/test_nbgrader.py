"""Every exercise that comes with Elbow, marked by nbgrader: points for who solved it, none for who did not."""

import copy

import nbformat
import pytest
from course import ROOT, STUB, asked_for, solutions, tagged

NOTEBOOKS = sorted((ROOT / "Notebooks").glob("*.ipynb"))
ONE = ROOT / "Notebooks/01-decoder-network.ipynb"
# Answers that are right nowhere: of another type, of another shape, and a number that is none of those asked for.
WRONG = {"word": "'a word'", "shape": "randn(3, 4)", "number": "-3"}


def answered(released, answers):
    """A submission: the released notebook with these lines in place of nbgrader's stubs."""
    notebook = copy.deepcopy(released)
    exercises = tagged(notebook, "exercise")
    assert len(exercises) == len(answers)
    for cell, answer in zip(exercises, answers):
        assert cell.source.count(STUB) == 1
        cell.source = cell.source.replace(STUB, answer)
    return notebook


def of_one_kind(released, wrong):
    return answered(released, [
        "\n".join(f"{name} = {wrong}" for name in asked_for(check)) for check in tagged(released, "check")])


def errors(notebook):
    return [
        [f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error"]
        for cell in tagged(notebook, "check")
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_who_solved_it_gets_all_points_and_nobody_else_any(path, course):
    course = course(path)
    released = course.prepare()
    checks = tagged(released, "check")
    assert len(checks) >= 3 and all(asked_for(check) for check in checks)
    text = nbformat.writes(released)
    assert "SOLUTION" not in text and "A solution" not in text
    assert not any(solution.strip() in cell.source for solution in solutions(path) for cell in released.cells)

    course.submit("solved", answered(released, solutions(path)))
    course.submit("blank", released)
    for kind, answer in WRONG.items():
        course.submit(kind, of_one_kind(released, answer))
    course.nbgrader("autograde", course.name)

    marked = course.autograded("solved")
    assert [score.points for score in course.scores("solved")] == [1] * len(checks), errors(marked)
    assert all(score.of == 1 and score.is_final for score in course.scores("solved"))
    assert marked.metadata.kernelspec == {"display_name": "Elbow", "language": "elbow", "name": "elbow"}
    for student in ("blank", *WRONG):
        assert [score.points for score in course.scores(student)] == [0] * len(checks), student
        assert all(score.is_final for score in course.scores(student))
        # None for a mistake of the notebook's own.
        said = errors(course.autograded(student))
        assert all(len(error) == 1 and error[0].startswith("AnswerError: ") for error in said), f"{student}: {said}"


def test_no_submission_talks_its_way_out(course):
    course = course(ONE)
    released = course.prepare()
    wrong = of_one_kind(released, "-3")

    lenient = copy.deepcopy(wrong)
    for cell in tagged(lenient, "exercise"):
        cell.source = "set judge=lenient\n" + cell.source
    course.submit("lenient", lenient)

    aside = copy.deepcopy(wrong)
    aside.cells.insert(4, nbformat.v4.new_code_cell("set judge=lenient"))
    course.submit("aside", aside)

    altered = copy.deepcopy(wrong)
    for cell in tagged(altered, "check"):
        cell.source = "print(\"right\")"
    course.submit("altered", altered)

    deleted = copy.deepcopy(wrong)
    deleted.cells = [cell for cell in deleted.cells if "nbgrader" not in cell.metadata or cell.metadata.nbgrader.solution]
    course.submit("deleted", deleted)

    redefined = copy.deepcopy(wrong)
    redefined.cells.insert(4, nbformat.v4.new_code_cell("def judge(answer, expected, hint=''):\n    return True"))
    course.submit("redefined", redefined)

    course.nbgrader("autograde", course.name)
    for student in ("lenient", "aside", "altered", "deleted", "redefined"):
        assert [score.points for score in course.scores(student)] == [0, 0, 0], student


def test_students_see_what_the_teacher_will(course, tmp_path):
    """nbgrader's own check of a submission, on a machine that has none of the course's settings."""
    course = course(ONE)
    released = course.prepare()
    away = tmp_path / "student"
    away.mkdir()
    # No other cell is needed for the judge to be strict.
    alone = of_one_kind(released, "-3")
    alone.cells = [cell for cell in alone.cells if not {"exercise", "check"}.isdisjoint(cell.metadata.get("tags", []))]
    for name, notebook in (
        ("right", answered(released, solutions(ONE))), ("wrong", of_one_kind(released, "-3")), ("blank", released),
        ("alone", alone),
    ):
        nbformat.write(notebook, away / f"{name}.ipynb")
    assert "Your notebook passes all the tests" in course.nbgrader("validate", "right.ipynb", folder=away)
    for name, said in (("wrong", "not yet: -3"), ("blank", "the answer is None"), ("alone", "not yet: -3")):
        text = course.nbgrader("validate", f"{name}.ipynb", folder=away)
        assert "VALIDATION FAILED ON 3 CELL(S)" in text and said in text


def test_feedback_says_what_was_wrong(course):
    course = course(ONE)
    released = course.prepare()
    course.submit("wrong", of_one_kind(released, "-3"))
    course.nbgrader("autograde", course.name)
    course.nbgrader("generate_feedback", course.name)
    page = (course.folder / "feedback/wrong" / course.name / f"{course.name}.html").read_text(encoding="utf-8")
    assert "AnswerError" in page and "not yet: -3 is not it" in page and "every pixel is a surprise" in page


def test_marking_leaves_the_autosaves_of_whoever_marks_alone(course):
    course = course(ROOT / "Notebooks/00-five-commands.ipynb")
    course.submit("blank", course.prepare())
    course.nbgrader("autograde", course.name)
    assert not list(course.folder.glob("state/**/*.safetensors"))
