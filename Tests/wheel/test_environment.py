"""The wheel in a bare environment: every way to the kernel, with an empty PATH and nothing of this project's beside it."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import nbformat
from conftest import ROOT, Environment, make_environment

CELL = """
import nbformat, sys
from nbclient import NotebookClient
book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("data mnist\\nprint(6 * 7)\\nplot([1, 2, 3])")])
NotebookClient(book, kernel_name="elbow", timeout=60).execute()
print([output.get("text", "") or sorted(output.data) for output in book.cells[0].outputs])
"""


def test_its_record_has_every_file(wheel):
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        (record,) = [name for name in archive.namelist() if name.endswith("/RECORD")]
        rows = list(csv.reader(io.StringIO(archive.read(record).decode())))
        assert {row[0] for row in rows} == set(archive.namelist())
        (program,) = [entry for entry in archive.infolist() if entry.filename.endswith("/scripts/elbow")]
        assert program.external_attr >> 16 == 0o100755
    assert wheel.stat().st_size < 45e6


def test_the_program_needs_glibc_alone(environment):
    program = environment.folder / "bin/elbow"
    needed = subprocess.run(["objdump", "-p", program], capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"NEEDED +(\S+)", needed)) <= {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"}


def test_the_licences_name_every_archive(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("THIRD-PARTY.md")]
        text = archive.read(name).decode()
    for part in ("libopenblas", "libzmq", "libcairo", "libpng", "libjpeg", "libsqlite3", "libstdc++", "Swift's runtime", "swift-crypto", "DejaVu"):
        assert part in text, part


def test_version_and_doctor(environment):
    version, *libraries = environment.run("elbow", "--version").stdout.splitlines()
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert {line.split()[0] for line in libraries} == {"OpenBLAS", "libzmq", "Cairo", "libpng", "libjpeg-turbo", "zlib", "SQLite"}
    doctor = environment.run("elbow", "doctor").stdout
    assert f"✓ MNIST: 4500 + 500 images in {environment.folder}/share/elbow/datasets/mnist-sample" in doctor
    assert f"✓ Jupyter: the kernel is installed in {environment.kernel}" in doctor
    assert "✓ drawing" in doctor and "✗" not in doctor


def test_cells_without_jupyter(environment, tmp_path):
    cells = "data mnist\nmodel latent=2\ntrain steps=3\nsample 4\nplot loss\n"
    done = environment.run("elbow", "run", "-", "--output", str(tmp_path), input=cells)
    assert len(list(tmp_path.glob("*.png"))) == 2, done.stdout


def test_an_exercise_is_judged(environment):
    """By the checks that came with the wheel, whatever the folder."""
    done = environment.run("elbow", "run", "-", input='judge 0.5184, exercise="01.1"\njudge 0.0004, exercise="01.1"\n')
    assert "That is the likelihood of the upper two pixels again" in done.stdout and "right: 0.0004" in done.stdout


def test_a_teacher_makes_an_assignment(environment, tmp_path):
    """With what the wheel brings, as docs/teaching.md says."""
    share = environment.folder / "share/elbow"
    environment.run(
        "python", str(share / "scripts/assignment.py"), "--points", "2", str(tmp_path), "week1",
        str(share / "Notebooks/01-decoder-network.ipynb"))
    book = nbformat.read(tmp_path / "source/week1/01-decoder-network.ipynb", nbformat.NO_CONVERT)
    assert sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in book.cells) >= 4
    assert "elbow" in (tmp_path / "nbgrader_config.py").read_text()


def test_a_plot_has_its_letters(environment, tmp_path):
    """They are the program's own: the picture is the same as where there are fonts, and another one with another title."""
    def picture(title, name):
        folder = tmp_path / name
        environment.run("elbow", "run", "-", "--output", str(folder), input=f'plot([1.0, 3, 2], title="{title}")', FONTCONFIG_FILE="/dev/null")
        return (folder / "picture-1.png").read_bytes()

    here = tmp_path / "here"
    program = ROOT / ".build/release/elbow"
    subprocess.run([program, "run", "-", "--output", here], input='plot([1.0, 3, 2], title="∇log p(x) ≤ λ")', text=True, check=True)
    assert picture("∇log p(x) ≤ λ", "letters") == (here / "picture-1.png").read_bytes()
    assert picture("∇log p(x) ≤ μ", "others") != (here / "picture-1.png").read_bytes()


def test_jupyter_of_the_environment_that_is_not_active(environment):
    told = environment.run("python", "-c", CELL).stdout
    assert "42" in told and "image/png" in told


def test_another_jupyter_through_its_path(environment):
    """The one that the tests run in, which has Elbow too: what counts is the path."""
    found = subprocess.run(
        [sys.executable, "-c", "from jupyter_client.kernelspec import KernelSpecManager as M; print(M().get_kernel_spec('elbow').resource_dir)"],
        env={**environment.variables, "JUPYTER_PATH": str(environment.folder / "share/jupyter")}, capture_output=True, text=True, check=True,
    ).stdout.strip()
    assert found == str(environment.kernel)
    done = subprocess.run(
        [sys.executable, "-c", CELL], env={**environment.variables, "JUPYTER_PATH": str(environment.folder / "share/jupyter")},
        capture_output=True, text=True, timeout=120,
    )
    assert "image/png" in done.stdout, done.stderr


def test_papermill_knows_the_language(environment, tmp_path):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1", metadata={"tags": ["parameters"]}), nbformat.v4.new_code_cell("print(x + 1)")])
    book.metadata.kernelspec = {"name": "elbow", "display_name": "Elbow", "language": "elbow"}
    nbformat.write(book, tmp_path / "in.ipynb")
    environment.run("papermill", "--log-level=ERROR", "-p", "x", "41", str(tmp_path / "in.ipynb"), str(tmp_path / "out.ipynb"))
    assert nbformat.read(tmp_path / "out.ipynb", 4).cells[-1].outputs[0].text == "42\n"


def test_the_colours_are_there(environment):
    """For JupyterLab, and for what exports notebooks."""
    folder = environment.folder / "share/jupyter/labextensions/elbow-highlighting"
    build = json.loads((folder / "package.json").read_text())["jupyterlab"]["_build"]
    assert '"mnist"' in (folder / build["load"]).read_text()
    argv = json.loads((environment.kernel / "kernel.json").read_text())["argv"]
    assert argv[-2:] == ["--lexer", "elbow"]
    told = environment.run("python", "-c", "from pygments.lexers import get_lexer_by_name as n; print(*n('elbow').get_tokens('train epochs=1'))").stdout
    assert "(Token.Keyword, 'train')" in told


def test_a_moved_environment_still_has_its_kernel(environment, tmp_path):
    moved = tmp_path / "moved"
    for part in ("bin/elbow", "share/jupyter", "share/elbow"):
        (moved / part).parent.mkdir(parents=True, exist_ok=True)
        source = environment.folder / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, moved / part)
    spec = json.loads((moved / "share/jupyter/kernels/elbow/kernel.json").read_text())
    program = spec["argv"][0].replace("{resource_dir}", str(moved / "share/jupyter/kernels/elbow"))
    assert os.path.samefile(program, moved / "bin/elbow")


def test_installing_leaves_the_wheels_companion_alone(environment):
    done = environment.run("elbow", "install", "--prefix", str(environment.folder))
    assert "elbow-jupyter" not in done.stdout and "colours" not in done.stdout
    assert not list(environment.folder.glob("lib/python3*/site-packages/elbow_jupyter-*"))


def test_uninstalling_leaves_nothing(wheel, tmp_path):
    environment = make_environment(tmp_path / "venv", tmp_path / "home")
    before = {path for path in environment.folder.rglob("*") if "__pycache__" not in path.parts}
    environment.run("python", "-m", "pip", "--quiet", "install", "--no-deps", str(wheel))
    assert (environment.kernel / "kernel.json").exists()
    environment.run("python", "-m", "pip", "--quiet", "uninstall", "--yes", "elbow-kernel")
    left = {path for path in environment.folder.rglob("*") if "__pycache__" not in path.parts and path.is_file()} - before
    assert not left


def test_the_users_own_folders(wheel, tmp_path):
    """`pip install --user`, with the system's Python or what stands for it."""
    home = tmp_path / "home"
    home.mkdir()
    python = os.path.realpath(sys.executable)
    variables = {"HOME": str(home), "PYTHONUSERBASE": str(home / ".local"), "PATH": os.defpath, "PIP_BREAK_SYSTEM_PACKAGES": "1"}
    subprocess.run(
        [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--user", "--no-deps", wheel],
        env=variables, check=True, capture_output=True,
    )
    user = Environment(home / ".local", home)
    spec = json.loads((user.kernel / "kernel.json").read_text())
    program = spec["argv"][0].replace("{resource_dir}", str(user.kernel))
    assert os.path.samefile(program, home / ".local/bin/elbow")
    assert "4500 + 500" in user.run("elbow", "doctor", check=False).stdout
