"""Elbow's colours: the extension of JupyterLab's as it is installed, the lexer of Pygments', and what the kernel says of both.
How they look in JupyterLab is looked at in Tests/browser."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, String, Token
from test_install import environment, install, site  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = Path("share/jupyter/labextensions/elbow-highlighting")
CELL = """data mnist, batch=64  # train epochs=3
for step in range(3):
    train epochs=step, schedule=step
sample - 3
data = 3
net.train()
session
time train epochs=1
help train
text = \"\"\"
train epochs=3
\"\"\"
x = exp(net.exp(2))
"""


def extension(folder):
    """What JupyterLab would load, and the names in it."""
    description = json.loads((folder / "package.json").read_text())
    build = description["jupyterlab"]["_build"]
    assert build["extension"] == "./extension"
    assert json.loads((folder / "install.json").read_text())["packageName"] == "elbow-kernel"
    assert [f"static/{path.name}" for path in (folder / "static").iterdir()] == [build["load"]]
    code = (folder / build["load"]).read_text()
    assert f'["{description["name"]}"] = {{' in code
    names, _ = json.JSONDecoder().raw_decode(code, code.index("const names = ") + len("const names = "))
    return code, names


def test_its_names_are_those_of_the_table():
    """The reference is written from the table, by another way."""
    _, names = extension(Path(sys.prefix) / EXTENSION)
    reference = (ROOT / "docs/reference.md").read_text()
    heads = re.findall(r"^### `(\w+)`\n+`(.+?)` —", reference, re.MULTILINE)
    commands = {name for name, head in heads if not head.startswith(f"{name}(")}
    assert len(heads) > 250
    assert set(names["verbs"]) == commands
    # `print(x)` and its like are called everywhere; `model(x)` calls a model of one's own.
    called = {"print", "show", "plot", "map", "set"}
    assert {name for name, _ in heads} - commands | called <= set(names["functions"])
    assert not {"model", "train", "data", "sample"} & set(names["functions"])
    layers = reference[reference.index("\n## layers\n") : reference.index("\n## optimizers\n")]
    assert set(names["layers"]) == set(re.findall(r"^### `(\w+)`", layers, re.MULTILINE)) - commands
    # Of each command the parameters that have words, which its rows end with.
    rows = {}
    for section in re.split(r"^### ", reference, flags=re.MULTILINE)[1:]:
        for parameter, text in re.findall(r"^\| `\**(\w+)` \|.*\| (.*) \|$", section, re.MULTILINE):
            rows[re.match(r"`(\w+)`", section)[1], parameter] = set(re.findall(r"`(\w+)`", text))
    for verb, arguments in names["verbs"].items():
        assert {name.lstrip("*") for name in arguments["positional"]} <= {parameter for entry, parameter in rows if entry == verb}
        for parameter, words in arguments["words"].items():
            assert words is True or set(words) <= rows[verb, parameter], (verb, parameter)
    assert set(names["verbs"]["data"]["words"]) == {"name", "binarize", "layout", "crop", "ground"}
    assert "mnist" in names["verbs"]["data"]["words"]["name"] and "dynamic" in names["verbs"]["data"]["words"]["binarize"]
    assert True in names["verbs"]["help"]["words"].values() and names["prefixes"] == ["time"]
    assert {"ValueError", "KeyError"} <= set(names["constants"]) and "torch" not in names["constants"]
    companion = Path(__import__("elbow_jupyter").__file__).with_name("names.json")
    assert json.loads(companion.read_text()) == names


def test_the_code_is_the_one_of_the_repository():
    code, _ = extension(Path(sys.prefix) / EXTENSION)
    written = (ROOT / "kernelspec/labextension/highlighting.js").read_text()
    before, after = written.split("ELBOW_NAMES")
    assert code.startswith(before) and code.endswith(after)


def test_it_comes_and_goes_with_the_kernel(elbow_program, environment, tmp_path):  # noqa: F811
    folder = environment / EXTENSION
    said = install(elbow_program, "--prefix", environment)
    assert f"installed the colours for JupyterLab in {folder}" in said
    extension(folder)
    # What another version left goes.
    (folder / "static/remoteEntry.0123456789abcdef.js").write_text("old")
    install(elbow_program, "--prefix", environment)
    extension(folder)
    # Another kernel of Elbow's still needs it, and somebody else's does not.
    kernels = environment / "share/jupyter/kernels"
    (kernels / "elbow-4").mkdir()
    (kernels / "elbow-room").mkdir()
    assert "colours" not in install(elbow_program, "--prefix", environment, command="uninstall")
    assert folder.is_dir()
    (kernels / "elbow-4").rmdir()
    said = install(elbow_program, "--prefix", environment, command="uninstall")
    assert f"removed the colours for JupyterLab from {folder}" in said
    assert not folder.exists() and folder.parent.is_dir()


def test_the_users_own_place_has_it_too(elbow_program, tmp_path):
    data = tmp_path / "data"
    install(elbow_program, "--user", JUPYTER_DATA_DIR=str(data))
    extension(data / "labextensions/elbow-highlighting")
    install(elbow_program, "--user", JUPYTER_DATA_DIR=str(data), command="uninstall")
    assert not list((data / "labextensions").iterdir())


def test_what_cannot_be_written_is_no_failure(elbow_program, environment):  # noqa: F811
    place = environment / EXTENSION.parent
    place.parent.mkdir(parents=True)
    place.write_text("a file where a folder belongs")
    assert "the colours for JupyterLab could not be installed" in install(elbow_program, "--prefix", environment)
    assert (environment / "share/jupyter/kernels/elbow/kernel.json").is_file()


def test_jupyterlab_finds_it():
    told = subprocess.run(
        [sys.executable, "-m", "jupyter", "labextension", "list"], capture_output=True, text=True, check=True,
        env={**os.environ, "NO_COLOR": "1"})
    assert re.search(r"elbow-highlighting v\S+ .*enabled.*OK", told.stdout + told.stderr)


@pytest.mark.parametrize("has_package", [True, False])
def test_the_kernel_names_the_lexer_that_is_there(elbow_program, environment, has_package):  # noqa: F811
    if not has_package:
        (site(environment).parent / "EXTERNALLY-MANAGED").write_text("[externally-managed]\n")
    install(elbow_program, "--prefix", environment)
    code = (
        "from jupyter_client.manager import start_new_kernel\n"
        "manager, client = start_new_kernel(kernel_name='elbow')\n"
        "print(client.kernel_info(reply=True, timeout=30)['content']['language_info'])\n"
        "client.stop_channels(); manager.shutdown_kernel(now=True)"
    )
    told = subprocess.run(
        [environment / "bin/python", "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "JUPYTER_PATH": str(environment / "share/jupyter")})
    assert f"'pygments_lexer': '{'elbow' if has_package else 'ipython3'}'" in told.stdout
    assert "'codemirror_mode': {'name': 'elbow', 'mime': 'text/x-python'}" in told.stdout


@pytest.mark.parametrize("has_package", [True, False])
def test_a_page_is_made_of_a_notebook_anywhere(elbow_program, environment, tmp_path, has_package):  # noqa: F811
    if has_package:
        install(elbow_program, "--prefix", environment)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    book.metadata.language_info = {"name": "elbow", "pygments_lexer": "elbow", "file_extension": ".elbow"}
    nbformat.write(book, tmp_path / "book.ipynb")
    done = subprocess.run(
        [environment / "bin/python", "-m", "nbconvert", "--to", "html", tmp_path / "book.ipynb"], capture_output=True, text=True,
        env={**os.environ, "JUPYTER_PATH": str(Path(sys.prefix) / "share/jupyter")})
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "book.html").read_text()
    assert "mnist" in page and ('<span class="k">data</span>' in page) == has_package


def pieces(text):
    found = list(get_lexer_by_name("elbow", stripnl=False).get_tokens(text))
    assert "".join(value for _, value in found) == text
    lines = [[]]
    for kind, value in found:
        for index, part in enumerate(value.split("\n")):
            if index:
                lines.append([])
            if part.strip():
                lines[-1].append((part, kind))
    return lines


def test_pygments_colours_commands():
    lines = pieces(CELL)
    assert lines[0][:2] == [("data", Keyword), ("mnist", String.Symbol)] and lines[0][-1] == ("# train epochs=3", Comment.Single)
    assert ("batch", Name.Attribute) in lines[0]
    assert lines[2][:2] == [("train", Keyword), ("epochs", Name.Attribute)] and ("step", Name) in lines[2]
    assert lines[2][-1] == ("step", String.Symbol)
    assert lines[3][0] == ("sample", Name) and lines[4][0] == ("data", Name)
    assert ("train", Name) in lines[5]
    assert lines[6] == [("session", Keyword)]
    assert lines[7][:3] == [("time", Keyword), ("train", Keyword), ("epochs", Name.Attribute)]
    assert lines[8] == [("help", Keyword), ("train", String.Symbol)]
    assert lines[10][0][1] in String
    assert lines[12] == [("x", Name), ("=", Token.Operator), ("exp", Name.Builtin), ("(", Token.Punctuation), ("net", Name), (".", Token.Operator),
                         ("exp", Name), ("(", Token.Punctuation), ("2", Token.Literal.Number.Integer), (")", Token.Punctuation), (")", Token.Punctuation)]
