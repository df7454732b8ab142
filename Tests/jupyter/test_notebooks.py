"""The notebooks that come with Elbow: executed as everybody would execute them, on the data that come with it; what is
stored in them; what they link to."""

import re
import subprocess
import sys

import nbformat
import pytest
from answers import EXERCISES
from places import NOTEBOOKS, ROOT, notebooks

sys.path.insert(0, str(ROOT / "scripts"))
from notebook_claims import claims_of  # noqa: E402
from notebook_outputs import DURATION, SHORT, SOLUTION, differences, shortened  # noqa: E402

# On an idle machine with two cores all together take two minutes; the machines that run tests are busy.
TIMEOUT = 1500

# Answers that are right nowhere.
WRONG = ["'a word'", "[1, 2]", "-3", "randn(3, 4)", "{'kl': 1}", "lambda a: a", "sequential(linear(2, 2))"]

EACH = pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)

# Where each canonical cell of docs/language.md belongs, in its order.
CANONICAL = [
    "00-five-commands", "01-decoder-network", "01-decoder-network", "03-encoder-network", "06-training", "06-training",
    "05-gradients-through-samples",
]  # fmt: skip


def read(path):
    return nbformat.read(path, as_version=4)


def tagged(notebook, tag):
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def text_of(cell):
    return "\n".join(
        output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.outputs
    )


def judgements(check):
    return [line for line in check.source.splitlines() if line.startswith("judge ")]


def asked(check):
    """The exercises that a check judges, such as 01.2, and the name of each answer."""
    return {exercise: name for name, exercise in re.findall(r'^judge (\w+), exercise="([\w.]+)"$', check.source, re.M)}


def run(mode, target, folder=NOTEBOOKS):
    command = [sys.executable, ROOT / "scripts/notebooks.py", mode, folder, target]
    return subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)


def said_to(cells, elbow_program, folder):
    """Runs a notebook, and gives the lines that each part of it printed: a part begins where it prints "given"."""
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "answers.ipynb")
    done = subprocess.run(
        [elbow_program, "run", "answers.ipynb"], capture_output=True, text=True, timeout=TIMEOUT, cwd=folder)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    return [text.splitlines() for text in done.stdout.split("given\n")[1:]]


def test_there_are_sixteen():
    assert [path.stem[:2] for path in notebooks()] == [f"{number:02}" for number in range(16)]


@pytest.mark.timeout(TIMEOUT + 30)
def test_short_runs_go_through(tmp_path):
    done = run("--solved", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "16 passed, 0 failed" in done.stdout
    for path in notebooks():
        executed = read(tmp_path / path.name)
        assert (tmp_path / path.name).with_suffix(".html").stat().st_size > 100_000
        assert executed.metadata.language_info.name == "elbow"
        # What hangs on a few epochs more or less is right after a single one too.
        for cell in tagged(executed, "check"):
            verdicts = [line for line in text_of(cell).splitlines() if line.startswith("right")]
            assert len(verdicts) == len(judgements(cell)), f"{path.stem}: {cell.source}\n{text_of(cell)}"


@EACH
@pytest.mark.timeout(TIMEOUT)
def test_answers_of_all_kinds_are_judged(path, elbow_program, tmp_path):
    """A wrong one is "not yet", with a hint, whatever it is; and the session goes on to the right one."""
    notebook = shortened(read(path))
    cells = []
    for exercise, check, answer in zip(notebook.cells, notebook.cells[1:], notebook.cells[2:]):
        if exercise.cell_type == "code":
            cells.append(exercise)
        if "answer" in answer.metadata.get("tags", []):
            names = [judgement.split(",")[0].removeprefix("judge ") for judgement in judgements(check)]
            for wrong in WRONG:
                given = "\n".join(f"{name} = {wrong}" for name in names)
                cells += [nbformat.v4.new_code_cell(text) for text in (f"print('given')\n{given}", check.source)]
            solution = "".join(SOLUTION.findall(answer.source))
            cells.append(nbformat.v4.new_code_cell(f"print('given')\n{solution}"))
    said = said_to(cells, elbow_program, tmp_path)
    exercises = [judgements(cell) for cell in tagged(notebook, "check")]
    assert len(said) == len(exercises) * (len(WRONG) + 1)
    for number, judged in enumerate(exercises):
        *wrong, right = said[number * (len(WRONG) + 1) : (number + 1) * (len(WRONG) + 1)]
        for answer, lines in zip(WRONG, wrong):
            # With something to say about it.
            verdicts = [line for line in lines if re.match(r"not yet.*\. \S", line)]
            assert len(verdicts) == len(judged), f"{judged} of {answer}: {lines}"
        assert len([line for line in right if line.startswith("right")]) >= len(judged), f"{judged}: {right}"


@EACH
@pytest.mark.timeout(TIMEOUT)
def test_judge_knows_the_usual_mistakes(path, elbow_program, tmp_path):
    """Right answers in other forms are right, and of wrong and half-right ones it says what is wrong with them."""
    notebook = shortened(read(path))
    cells, expected = [], []
    for exercise, check, answer in zip(notebook.cells, notebook.cells[1:], notebook.cells[2:]):
        if exercise.cell_type == "code":
            cells.append(exercise)
        if "answer" not in answer.metadata.get("tags", []):
            continue
        cells.append(nbformat.v4.new_code_cell("".join(SOLUTION.findall(answer.source))))
        for number, name in asked(check).items():
            known = EXERCISES[number]
            assert known.name == name
            assert len(known.right) >= 3 and len(known.wrong) >= 5 and len(known.half) >= 2, number
            cells.append(nbformat.v4.new_code_cell(f"BEST = {name}"))
            for given, word in [*((right, None) for right in known.right), *known.wrong, *known.half]:
                code = given if "\n" in given else f"{name} = {given}"
                cells.append(nbformat.v4.new_code_cell(f"{code}\nprint('given')"))
                cells.append(nbformat.v4.new_code_cell(f'judge {name}, exercise="{number}"'))
                expected.append((number, given, word))
            cells.append(nbformat.v4.new_code_cell(f"{name} = BEST"))
    said = said_to(cells, elbow_program, tmp_path)
    assert len(said) == len(expected)
    missed = []
    for (number, given, word), lines in zip(expected, said):
        verdict = next((line for line in lines if line.startswith(("right", "not yet"))), "nothing")
        good = verdict.startswith("right") if word is None else verdict.startswith("not yet") and word in "\n".join(lines)
        if not good:
            missed.append(f"{number}, {given!r}: {word or 'right'!r} expected, and it says: {verdict}")
    assert not missed, "\n".join(missed)


def test_every_exercise_has_its_answers():
    found = [number for path in notebooks() for check in tagged(read(path), "check") for number in asked(check)]
    assert found == list(EXERCISES)


@EACH
def test_claims_are_what_the_notebook_says(path):
    notebook = read(path)
    prose = " ".join(" ".join(cell.source.split()) for cell in notebook.cells if cell.cell_type == "markdown")
    claims = [claim for cell in notebook.cells for claim in claims_of(cell)]
    assert len(claims) >= 4
    for claim in claims:
        assert set(claim) <= {"says", "holds", "data"} and claim.get("data") in (None, "sample", "full")
        assert claim["says"] in prose, claim["says"]
    assert not any(claims_of(cell) for cell in notebook.cells if cell.cell_type != "code")


def test_a_false_claim_fails(tmp_path):
    notebook = nbformat.v4.new_notebook(metadata=read(notebooks()[0]).metadata)
    cell = nbformat.v4.new_code_cell("x = 3\nprint(randn(1))")
    cell.metadata.elbow = {
        "claims": [
            {"says": "it is three", "holds": "y = 2\nx == y + 1"},
            # On a copy: what it does leaves no trace.
            {"says": "it stays three", "holds": "x = 4\nrandn(1)\nx == 4"},
            {"says": "it is five", "holds": "x == 5"},
            {"says": "it is nothing", "holds": "missing == 5"},
            {"says": "it is all", "holds": "x == 60000", "data": "full"},
        ]
    }
    notebook.cells = [cell, nbformat.v4.new_code_cell("print(x)"), nbformat.v4.new_code_cell("print(randn(1))")]
    folder = tmp_path / "notebooks"
    folder.mkdir()
    nbformat.write(notebook, folder / "one.ipynb")
    done = run("--check", tmp_path / "target", folder)
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "does not bear out" in line]
    assert len(told) == 2 and "'it is five': x == 5 is False" in told[0] and "'it is nothing'" in told[1] and "missing" in told[1]
    (executed,) = [read(path) for path in (tmp_path / "target").glob("*.ipynb")]
    assert text_of(executed.cells[1]) == "3\n"

    del cell.metadata.elbow.claims[2:4]
    nbformat.write(notebook, folder / "one.ipynb")
    assert "2 claims hold" in run("--store", tmp_path / "target", folder).stdout
    again = read(tmp_path / "target/one.ipynb")
    assert [text_of(cell) for cell in again.cells] == [text_of(cell) for cell in executed.cells]


@pytest.mark.timeout(TIMEOUT + 30)
def test_stored_outputs_agree_with_a_fresh_run(tmp_path):
    done = run("--check", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@EACH
def test_is_well_formed(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec == {"display_name": "Elbow", "language": "elbow", "name": "elbow"}
    assert notebook.metadata.language_info.name == "elbow"
    assert notebook.metadata.language_info.file_extension == ".elbow"
    assert [cell.id for cell in notebook.cells] == [f"{path.stem[:2]}-{n:02}" for n in range(len(notebook.cells))]
    opening = notebook.cells[0].source
    assert opening.startswith("# ") and "you will be able to" in opening


@EACH
def test_has_parameters_for_a_short_run(path):
    notebook = read(path)
    (cell,) = tagged(notebook, "parameters")
    assert notebook.cells.index(cell) <= 3
    assert SHORT.search(cell.source), "no parameter says its value for a short run"
    (short,) = tagged(shortened(notebook), "parameters")
    assert short.source != cell.source


@EACH
def test_is_stored_with_outputs(path):
    notebook = read(path)
    assert path.stat().st_size < 1_500_000
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) for output in outputs), "no picture in it"
    assert not any(output.output_type == "error" for output in outputs)
    for cell in code:
        text = text_of(cell)
        assert not DURATION.search(text), f"a time is stored: {text}"
        assert not re.search(r"/(home|root|tmp|Users|work)/", text), f"a folder of some machine is stored: {text}"


@EACH
def test_exercises_are_judged(path):
    notebook = read(path)
    exercises, checks, answers = (tagged(notebook, tag) for tag in ("exercise", "check", "answer"))
    assert len(exercises) >= 3 and len(exercises) == len(checks) == len(answers)
    for exercise, check, answer in zip(exercises, checks, answers):
        place = notebook.cells.index(exercise)
        assert notebook.cells[place : place + 3] == [exercise, check, answer]
        assert "None" in exercise.source and judgements(check)
        assert text_of(check).count("nothing to judge yet") == len(judgements(check))
        # Folded, and never run by "Run All": nobody is shown an answer, or judged right for it, without having asked.
        assert answer.cell_type == "markdown" and answer.source.startswith("<details>\n<summary>")
        assert answer.source.endswith("</details>") and len(SOLUTION.findall(answer.source)) == 1


@EACH
def test_links_lead_somewhere(path):
    notebook = read(path)
    links = [
        link
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for link in re.findall(r"\]\(([^)]+)\)", re.sub(r"```.*?```|\$[^$]*\$", "", cell.source, flags=re.S))
    ]
    assert any(link.startswith("00-five") for link in links) or path.stem.startswith("00")
    assert any("reference.md#" in link for link in links) and any("glossary.md#" in link for link in links)
    for link in links:
        if link.startswith("http"):
            continue
        target, _, anchor = link.partition("#")
        file = (path.parent / target).resolve()
        assert file.exists(), link
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file.read_text(encoding="utf-8")), link
        elif anchor:
            headings = [line for cell in read(file).cells for line in cell.source.splitlines()]
            assert any(line.lstrip("# ") == anchor.replace("-", " ") for line in headings), link


def anchors(markdown):
    """What GitHub calls the headings of a document."""
    headings = re.findall(r"^#+ (.*)$", markdown, flags=re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@EACH
def test_mathematics_is_closed(path):
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            prose = re.sub(r"```.*?```|`[^`]*`", "", cell.source, flags=re.S)
            assert prose.count("$$") % 2 == 0, cell.source
            assert prose.replace("$$", "").count("$") % 2 == 0, cell.source
            assert prose.count("{") == prose.count("}"), cell.source


def test_canonical_cells_stand_where_they_belong():
    text = (ROOT / "docs/language.md").read_text(encoding="utf-8").split("## Canonical cells")[1]
    cells = re.findall(r"```\n(.*?)```", text, flags=re.S)
    assert len(cells) == len(CANONICAL)
    for cell, name in zip(cells, CANONICAL):
        notebook = read(NOTEBOOKS / f"{name}.ipynb")
        lines = iter("\n".join(cell.source for cell in notebook.cells).splitlines())
        for line in filter(None, cell.splitlines()):
            assert any(line == other for other in lines), f"{name} does not have, in its place: {line}"


def _cell(text):
    notebook = nbformat.v4.new_notebook()
    cell = nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("stream", name="stdout", text=text)])
    cell.id = "a"
    notebook.cells.append(cell)
    return notebook


@pytest.mark.parametrize(
    "stored, fresh, agree",
    [
        ("loss 107.79", "loss 107.80", True),
        ("loss 107.79", "loss 108.79", False),
        ("loss 1079.0", "loss 1079.9", True),
        ("30 of 30 active", "29 of 30 active", False),
        ("a 0.5", "b 0.5", False),
        ("one\ntwo", "one", False),
        ("KL -0.01", "KL  0.00", True),
        ("1,065 steps", "1,066 steps", True),
    ],
)
def test_comparison(stored, fresh, agree):
    assert (not differences(_cell(stored), _cell(fresh))) == agree
