"""The two kernels that are made with the library, as Jupyter finds them: the echo kernel, in folders of its own, and
Elbow, as it is installed in .venv. What holds for the library is tested with both."""

import json
import os
import pathlib
import tempfile
from dataclasses import dataclass

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ECHO_KERNEL = ROOT / ".build" / "release" / "echo-kernel"
ELBOW = pathlib.Path(os.environ.get("ELBOW", ROOT / ".build/release/elbow"))
FOLDER = tempfile.TemporaryDirectory(prefix="conformance-")


@dataclass(frozen=True)
class Language:
    """How one says in a kernel's language what the tests need."""

    name: str
    # What starts it, but for the connection file.
    command: tuple
    # Ends at once; shows a result; shows a picture.
    nothing: str
    result: str
    picture: str
    # Run for minutes: one that looks for its interrupt, and the worst there is for the one who has to end it.
    loop: str
    stubborn: str
    # Asks for a line with the prompt "name?".
    ask: str
    # The cells of a notebook, the mime type and the beginning of the last one's output, and a cell that fails.
    cells: tuple
    mime_type: str
    output: str
    failure: tuple


LANGUAGES = {
    "echo": Language(
        name="echo", command=(ECHO_KERNEL,), nothing="hello", result="result 1", picture="show " + "x" * 50_000,
        loop="sleep 60", stubborn="deaf", ask="ask name?", cells=("hello", "result 6", "show this"),
        mime_type="text/html", output="<b>this</b>", failure=("fail", "EchoError"),
    ),
    "elbow": Language(
        name="elbow", command=(ELBOW, "kernel", "-f"), nothing="x = 1", result="1", picture="show rand(100, 100)",
        loop="while True:\n    pass", stubborn="data mnist\nmodel\ntrain epochs=1000", ask="x = input('name?')",
        cells=("print('hello')", "1 + 5", "show zeros(8, 8)"), mime_type="image/png", output="iVBOR",
        failure=("1 / 0", "ZeroDivisionError"),
    ),
}


def pytest_configure():
    spec = pathlib.Path(FOLDER.name) / "kernels" / "echo"
    spec.mkdir(parents=True)
    description = {
        "argv": [str(ECHO_KERNEL), "{connection_file}"],
        "display_name": "Echo",
        "language": "echo",
        "interrupt_mode": "message",
        "metadata": {"supported_encryption": ["curve"]},
        "env": {"XDG_STATE_HOME": FOLDER.name},
    }
    (spec / "kernel.json").write_text(json.dumps(description))
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [FOLDER.name, os.environ.get("JUPYTER_PATH")]))
    # Elbow's history, where it is tested without the surroundings of Tests/jupyter.
    os.environ.setdefault("XDG_STATE_HOME", FOLDER.name)


@pytest.fixture(params=LANGUAGES.values(), ids=LANGUAGES)
def language(request):
    return request.param


def pytest_unconfigure():
    FOLDER.cleanup()
