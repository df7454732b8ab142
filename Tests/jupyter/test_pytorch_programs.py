"""Programs for PyTorch, run as they stand: what they print is what they print there."""

import json
import pathlib
import re
import subprocess

import pytest

FOLDER = pathlib.Path(__file__).parents[1] / "pytorch"
FIGURES = json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))["programs"]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
SIZE = re.compile(r"torch\.Size\(\[([\d, ]*)\]\)")


def plain(line):
    """Shapes as tuples, which is how Elbow writes them."""

    def written(match):
        return f"({match[1]},)" if match[1] and "," not in match[1] else f"({match[1]})"

    return SIZE.sub(written, line)


def test_every_program_has_its_figures():
    assert {file.stem for file in FOLDER.glob("*.py")} - {"record"} == set(FIGURES)
    assert len(FIGURES) >= 12


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_a_program_prints_what_it_prints_in_pytorch(elbow_program, name):
    done = subprocess.run([elbow_program, "run", FOLDER / f"{name}.py"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr + done.stdout
    lines = done.stdout.splitlines()
    expected = [plain(line) for line in FIGURES[name]]
    assert len(lines) == len(expected) and len(lines) >= 20, done.stdout
    for line, other in zip(lines, expected, strict=True):
        assert NUMBER.sub("#", line) == NUMBER.sub("#", other)
        for found, figure in zip(NUMBER.findall(line), NUMBER.findall(other), strict=True):
            # The last digit is rounded in what is printed.
            last = 10.0 ** -len(figure.partition(".")[2]) if "." in figure else 0
            assert abs(float(found) - float(figure)) <= 1e-4 * abs(float(figure)) + last, f"{line}\n{other}"
