"""The outputs that notebooks are stored with: cleaned of what differs from run to run, and compared with a fresh run."""

import base64
import copy
import re
import struct
import tempfile
from itertools import zip_longest
from pathlib import Path

# Two numbers agree where they differ by at most this, as a share of the stored one, or by one in the last digit shown.
TOLERANCE = 1e-3

# A parameter and the value that its comment names: for a short run, and for the complete data sets.
SHORT, FULL = (
    re.compile(rf"^(\w+ = ).*?(?=\s*#.*\b{which}: ([\w.+-]*\w))", re.MULTILINE) for which in ("short run", "full set")
)
# The code of a solution, in the folded part of a Markdown cell.
SOLUTION = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What the kernel says of the setting under which outputs are stored, and no reader has.
HANDICAP = re.compile(r"^note: OPENBLAS_CORETYPE.*\n", re.MULTILINE)
NUMBER = re.compile(r"(?<![\w.])[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")
# Durations such as `3.8 s`, `12 ms`, `1 min 5 s`.
DURATION = re.compile(r"(?<![\w.])(?:\d+ h )?(?:\d+ min )?\d+(?:\.\d+)? (?:µs|ms|s)(?!\w)")


def set_for(notebook, which):
    """A copy whose parameters have the values that their comments name for `which` runs, SHORT or FULL; None leaves them."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if which and "parameters" in cell.metadata.get("tags", []):
            cell.source = which.sub(r"\g<1>\g<2>", cell.source)
    return notebook


def shortened(notebook):
    return set_for(notebook, SHORT)


def solved(notebook):
    """A copy whose exercises hold the solutions that are folded up below them: exercise, check and answer in turn."""
    notebook = copy.deepcopy(notebook)
    for exercise, _, answer in zip(notebook.cells, notebook.cells[1:], notebook.cells[2:]):
        if "answer" in answer.metadata.get("tags", []):
            exercise.source += "\n" + "".join(SOLUTION.findall(answer.source))
    return notebook


def without_own_data(environment):
    """The environment in which Elbow finds no data sets but those that came with it, and computes with kernels that every
    processor of the last ten years has: others round differently, and training makes that grow."""
    environment = {
        **environment,
        "XDG_DATA_HOME": str(Path(tempfile.gettempdir(), "elbow-without-data")),
        "OPENBLAS_CORETYPE": "Haswell",
        "ELBOW_SIMD": "avx2",
    }
    environment.pop("ELBOW_DATA", None)
    return environment


def cleaned(notebook):
    """A copy without durations, folders of this machine and traces of the runner."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
        for output in cell.get("outputs", []):
            output.pop("transient", None)
            if "text" in output:
                output["text"] = HANDICAP.sub("", _cleaned_text(output["text"]))
            for mime, content in output.get("data", {}).items():
                if isinstance(content, str) and mime.startswith("text/"):
                    output["data"][mime] = _cleaned_text(content)
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("text", " ")]
    notebook.metadata.pop("papermill", None)
    # They are read where Pygments may not know Elbow, and it would colour nothing then.
    if "language_info" in notebook.metadata:
        notebook.metadata.language_info["pygments_lexer"] = "ipython3"
    return notebook


def _joined(outputs):
    """Pieces of one stream, cut apart by when they came, as one."""
    joined = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def _cleaned_text(text):
    for folder in (Path(tempfile.gettempdir(), "elbow-without-data"), Path.home() / ".local/share"):
        text = text.replace(str(folder), "~/.local/share")
    return DURATION.sub("… s", text)


def differences(stored, fresh):
    """What in a fresh run is not as it is stored, a line each; what pictures show is not compared, their sizes are."""
    found = []
    for old, new in zip_longest(stored.cells, fresh.cells):
        if old is None or new is None or old.id != new.id:
            return [f"other cells: {old and old.id} and {new and new.id}"]
        if old.cell_type != "code":
            continue
        before, after = _shown(old), _shown(new)
        for (kind, first), (other, second) in zip_longest(before, after, fillvalue=("nothing", "")):
            if kind != other:
                found.append(f"cell {old.id}: {kind} is stored, and a fresh run shows {other}: {second or first}")
            elif kind == "picture" and first != second:
                found.append(f"cell {old.id}: a picture of {first} pixels is stored, and a fresh run's has {second}")
            elif kind == "text" and (line := _unlike(first, second)):
                found.append(f"cell {old.id}: {line}")
    return found


def _shown(cell):
    """What a cell shows: its texts and the sizes of its pictures, in order."""
    shown = []
    for output in cell.outputs:
        data = output.get("data", {})
        if output.output_type == "error":
            shown.append(("error", f"{output.ename}: {output.evalue}"))
        elif "image/png" in data:
            width, height = struct.unpack(">II", base64.b64decode(data["image/png"])[16:24])
            shown.append(("picture", f"{width}×{height}"))
        else:
            shown.append(("text", output.get("text") or data.get("text/plain", "")))
    return shown


def _unlike(stored, fresh):
    """The first line that differs; None where only numbers do, and by no more than the tolerance."""
    for old, new in zip_longest(stored.splitlines(), fresh.splitlines(), fillvalue=""):
        # Columns move where a number gets another sign or digit more.
        words, other_words = NUMBER.sub("#", old).split(), NUMBER.sub("#", new).split()
        numbers, other_numbers = NUMBER.findall(old), NUMBER.findall(new)
        if words != other_words or not all(map(_agree, numbers, other_numbers)):
            return f"stored is {old!r}, and a fresh run shows {new!r}"
    return None


def _agree(stored, fresh):
    first, second = (float(number.replace(",", "")) for number in (stored, fresh))
    decimals = len(stored.partition(".")[2]) if "e" not in stored else 12
    return abs(first - second) <= max(TOLERANCE * abs(first), 1.01 * 10.0**-decimals if decimals else 0)
