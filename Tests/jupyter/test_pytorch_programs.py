"""Programs for PyTorch, run as they stand: what they print is what they print there."""

import json
import pathlib
import re
import subprocess

import pytest

FOLDER = pathlib.Path(__file__).parents[1] / "pytorch"
FIGURES = json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))["programs"]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
# What `elbow run` says of a picture that is shown.
PICTURE = re.compile(r"\[(?:\d+ )?(?:plot|image)s?\b.*\]|  → \./(picture-\d+\.png)")
SIZE = re.compile(r"torch\.Size\(\[([\d, ]*)\]\)")


def plain(line):
    """Shapes as tuples, which is how Elbow writes them."""

    def written(match):
        return f"({match[1]},)" if match[1] and "," not in match[1] else f"({match[1]})"

    return SIZE.sub(written, line)


def test_every_program_has_its_figures():
    assert {file.stem for file in FOLDER.glob("*.py")} - {"record"} == set(FIGURES)
    assert len(FIGURES) >= 12


def run(elbow_program, name, folder):
    done = subprocess.run(
        [elbow_program, "run", FOLDER / f"{name}.py"], capture_output=True, text=True, timeout=120, cwd=folder
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_a_program_prints_what_it_prints_in_pytorch(elbow_program, name, tmp_path):
    lines = [line for line in run(elbow_program, name, tmp_path) if not PICTURE.fullmatch(line)]
    expected = [plain(line) for line in FIGURES[name]]
    assert len(lines) == len(expected) and len(lines) >= 20, "\n".join(lines)
    for line, other in zip(lines, expected, strict=True):
        assert NUMBER.sub("#", line) == NUMBER.sub("#", other)
        for found, figure in zip(NUMBER.findall(line), NUMBER.findall(other), strict=True):
            # The last digit is rounded in what is printed.
            last = 10.0 ** -len(figure.partition(".")[2]) if "." in figure else 0
            assert abs(float(found) - float(figure)) <= 1e-4 * abs(float(figure)) + last, f"{line}\n{other}"


def test_figures_of_a_program_are_pictures(elbow_program, tmp_path):
    shown = [PICTURE.fullmatch(line) for line in run(elbow_program, "pictures", tmp_path)]
    names = [match[1] for match in shown if match and match[1]]
    sizes = []
    for name in names:
        data = (tmp_path / name).read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        sizes.append((int.from_bytes(data[16:20]), int.from_bytes(data[20:24])))
    # As they were asked for, 160 pixels to the inch, without their empty sides.
    assert len(sizes) == 5 and len(list(tmp_path.iterdir())) == 5
    for (width, height), (columns, rows) in zip(sizes, [(8, 4), (8, 8), (6.4, 4.8), (6, 5), (4, 4)], strict=True):
        assert columns * 160 * 0.6 < width <= columns * 160 and rows * 160 * 0.7 < height <= rows * 160
