"""The program without Jupyter: run, doctor and install."""

import json
import os
import shutil
import signal
import subprocess

import pytest

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def elbow(elbow_program):
    def run(*arguments, text=None, **options):
        return subprocess.run(
            [elbow_program, *map(str, arguments)],
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
            **options,
        )

    return run


@pytest.mark.parametrize("latent, parameters", [(30, "541,580"), (20, "533,880")])
def test_summary_counts_the_parameters(elbow, latent, parameters):
    done = elbow("run", "-", text=f"data mnist, batch=64\nmodel latent={latent}\nsummary\n")
    assert done.returncode == 0, done.stderr
    assert parameters in done.stdout


def test_runs_a_file_of_cells(elbow, tmp_path):
    file = tmp_path / "cells.elbow"
    file.write_text("# %%\nx = 20\n# %%\nprint(x + 1)\nx + 2\n")
    done = elbow("run", file)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["21", "22"]


def test_runs_the_code_cells_of_a_notebook(elbow, tmp_path):
    cells = [
        {"cell_type": "markdown", "source": "n = 1"},
        {"cell_type": "code", "source": ["n = 2\n", "m = 3"], "metadata": {"tags": ["parameters"]}},
        {"cell_type": "code", "source": "print(n * m)", "metadata": {}},
    ]
    notebook = tmp_path / "small.ipynb"
    notebook.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    assert elbow("run", notebook).stdout == "6\n"
    # A value given on the command line takes the place of the parameter's.
    assert elbow("run", notebook, "--set", "n=10").stdout == "30\n"
    for value, printed in [("1 + 1", "6"), ("ab", "ababab"), ("~/a-b.npy", "~/a-b.npy" * 3), ("2024/run", "2024/run" * 3), ("2e0", "6.0"), ("True", "3"), ("'x'", "xxx")]:
        assert elbow("run", notebook, "--set", f"n={value}").stdout == printed + "\n"
    assert elbow("run", notebook, "--set", "n").returncode != 0
    assert "the cell of parameters has no `k`" in elbow("run", notebook, "--set", "k=10").stderr
    assert not elbow("run", notebook, "--set", "n=10").stderr.count("has no")
    notebook.write_text("{")
    broken = elbow("run", notebook)
    assert broken.returncode != 0
    assert "no Jupyter notebook" in broken.stderr


def test_a_cell_that_may_fail_ends_nothing(elbow, tmp_path):
    cells = [
        {"cell_type": "code", "source": "1 / 0", "metadata": {"tags": ["raises-exception"]}},
        {"cell_type": "code", "source": "print('after')", "metadata": {}},
    ]
    notebook = tmp_path / "mistake.ipynb"
    notebook.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    done = elbow("run", notebook)
    assert (done.returncode, done.stdout) == (0, "after\n")
    assert "ZeroDivisionError" in done.stderr


def test_cells_that_are_to_be_skipped_are_and_damage_is_found(elbow, tmp_path):
    def run(cells, **rest):
        (tmp_path / "some.ipynb").write_bytes(b"\xef\xbb\xbf" + json.dumps({"cells": cells, "nbformat": 4, **rest}).encode())
        return elbow("run", tmp_path / "some.ipynb")

    cell = {"cell_type": "code", "source": "print(1)", "metadata": {}}
    done = run([cell, {**cell, "source": "nope", "metadata": {"tags": ["skip-execution"]}}])
    assert (done.returncode, done.stdout) == (0, "1\n")
    for damaged in [{**cell, "source": 5}, {"cell_type": "code"}, 1, {**cell, "cell_type": "weird"}]:
        done = run([cell, damaged])
        assert done.returncode != 0 and "its item 2 is no cell" in done.stderr and not done.stdout


def test_standard_input_is_read_as_a_file_is(elbow, elbow_program):
    assert elbow("run", "-", text="\ufeffprint(1)\r\nprint(2)\r\n").stdout == "1\n2\n"
    done = subprocess.run([elbow_program, "run", "-"], input=b"print(1) # \xff\n", capture_output=True)
    assert done.returncode != 0 and b"no text in UTF-8" in done.stderr


def test_cells_come_through_a_pipe(elbow_program):
    done = subprocess.run(["bash", "-c", f"{elbow_program} run <(echo 'print(6 * 7)')"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "42\n"), done.stderr


def test_output_that_cannot_be_written_is_a_failure(elbow, elbow_program, tmp_path):
    with open("/dev/full", "w") as full:
        done = subprocess.run([elbow_program, "run", "-"], input="print(1)", stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1 and "could not be written: No space left" in done.stderr
    # Who has read enough is no failure.
    done = subprocess.run(["bash", "-c", f"echo 'for i in range(100000): print(i)' | {elbow_program} run - | head -1; echo ${{PIPESTATUS[1]}}"], capture_output=True, text=True)
    assert done.stdout.split()[0] == "0"
    assert elbow("run", "-", "-o", "", text="print(1)").returncode != 0


def test_a_limit_of_file_sizes_is_an_error_of_the_cell(elbow_program, tmp_path):
    cells = "x = randn(1000, 1000)\nsave x, 'x.npy'\n"
    (tmp_path / "save.elbow").write_text(cells)
    done = subprocess.run(["bash", "-c", f"ulimit -f 100; {elbow_program} run save.elbow"], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1 and "too large a file" in done.stderr, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["save.elbow"]


def test_quit_ends_it_at_once(elbow_program):
    process = subprocess.Popen([elbow_program, "run", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdin.write("print('begun')\nwhile True: pass\n")
    process.stdin.close()
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGQUIT)
    assert process.wait(timeout=10) == -signal.SIGQUIT
    assert "crash" not in process.stderr.read()


def test_what_is_no_file_of_cells_is_said_to_be_none(elbow, tmp_path):
    assert "it is a folder" in elbow("run", tmp_path).stderr
    (tmp_path / "x.bin").write_bytes(bytes(range(256)))
    done = elbow("run", tmp_path / "x.bin")
    assert done.returncode != 0 and "no text in UTF-8" in done.stderr


def test_a_picture_that_cannot_be_written_is_a_failure(elbow, tmp_path):
    (tmp_path / "taken").write_text("a file")
    done = elbow("run", "-", "--output", tmp_path / "taken", text="show rand(3, 3)\nprint('after')\n")
    assert done.returncode != 0 and "after" in done.stdout
    assert "could not be written to" in done.stderr and "Error" not in done.stderr


def test_an_error_ends_it_with_its_message(elbow):
    done = elbow("run", "-", text="x = 1\ny = logvra + x\n")
    assert done.returncode != 0
    assert "logvra" in done.stderr
    assert "line 2" in done.stderr
    missing = elbow("run", "nowhere.elbow")
    assert missing.returncode != 0
    assert "nowhere.elbow" in missing.stderr


def test_ctrl_c_ends_a_cell_in_order(elbow_program, tmp_path):
    file = tmp_path / "cells.elbow"
    file.write_text("# %%\nn = 0\nprint('begun')\nwhile True:\n    n += 1\n# %%\nprint('next')\n")
    running = subprocess.Popen([elbow_program, "run", file], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "begun\n"
    running.send_signal(signal.SIGINT)
    try:
        output, errors = running.communicate(timeout=30)
    finally:
        running.kill()
    assert output == "" and errors.startswith("Interrupted: ") and "in cell 1" in errors
    assert running.returncode == 128 + signal.SIGINT


def test_ctrl_c_that_a_cell_takes_note_of_is_none_for_the_next(elbow_program, tmp_path):
    file = tmp_path / "cells.elbow"
    file.write_text(
        "try:\n    n = 0\n    print('begun')\n    while True:\n        n = 0\nexcept KeyboardInterrupt:\n    print('noted')\n"
        "# %%\nfor i in range(100_000):\n    n += 1\nprint(n)\n")
    running = subprocess.Popen([elbow_program, "run", file], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "begun\n"
    running.send_signal(signal.SIGINT)
    try:
        output, errors = running.communicate(timeout=30)
    finally:
        running.kill()
    assert output == "noted\n100000\n" and running.returncode == 0, errors


def test_what_a_shell_started_in_the_background_hears_no_ctrl_c(elbow_program, tmp_path):
    file = tmp_path / "cells.elbow"
    file.write_text("print('begun')\nn = 0\nwhile n < 3000000:\n    n += 1\nprint(n)\n")
    command = f"trap '' INT; exec {elbow_program} run {file}"
    running = subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "begun\n"
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=30)[0] == "3000000\n"


def test_a_typo_is_found_before_anything_runs(elbow):
    done = elbow("run", "-", text='print("began")\nsummry()\n')
    assert done.returncode != 0
    assert "began" not in done.stdout


def test_pictures_become_files(elbow, tmp_path):
    pictures = tmp_path / "pictures"
    done = elbow("run", "-", "--output", pictures, text="show rand(4, 28, 28)\nplot([3, 2, 1])\n")
    assert done.returncode == 0, done.stderr
    files = sorted(pictures.glob("*.png"))
    assert len(files) == 2
    assert all(file.read_bytes().startswith(PNG) for file in files)


def test_the_sample_is_found_from_any_folder(elbow, tmp_path):
    done = elbow("run", "-", text="data mnist\n", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "4,500" in done.stdout


def test_corrupt_data_is_named(elbow, tmp_path):
    folder = tmp_path / "mnist"
    folder.mkdir()
    for name in ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"):
        (folder / f"{name}-ubyte").write_bytes(b"\x00\x00\x08\x03" + b"\x00" * 10)
    done = elbow("run", "-", text="data mnist\n", env={**os.environ, "ELBOW_DATA": str(tmp_path)})
    assert done.returncode != 0
    assert "train-images-idx3-ubyte" in done.stderr


def test_doctor_finds_nothing_wrong(elbow):
    done = elbow("doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "OpenBLAS" in done.stdout


def test_doctor_knows_what_jupyterlab_draws(elbow_program, tmp_path):
    """Where its extensions are and where they are not, by the folder that JupyterLab itself looks into."""
    program = tmp_path / "bin" / "jupyter-lab"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    # The program of a project or of an environment of its own finds that one first.
    alone = shutil.copy(elbow_program, tmp_path / "elbow")

    def doctor():
        environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "JUPYTER_DATA_DIR": str(tmp_path / "data")}
        environment.pop("VIRTUAL_ENV", None)
        return subprocess.run([alone, "doctor"], capture_output=True, text=True, env=environment, timeout=60).stdout

    bare = doctor()
    assert "! controls: JupyterLab has no jupyterlab_widgets and no anywidget" in bare and "! colours: " in bare
    for name in ("@jupyter-widgets/jupyterlab-manager", "anywidget", "elbow-highlighting"):
        folder = tmp_path / "share/jupyter/labextensions" / name
        folder.mkdir(parents=True)
        (folder / "package.json").write_text("{}")
    assert "✓ controls: " in doctor() and "✓ colours: " in doctor()


def test_doctor_says_where_downloads_are_impossible(elbow, tmp_path):
    done = elbow("doctor", env={**os.environ, "PATH": str(tmp_path)})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "! downloads: there is no curl" in done.stdout and "apt-get install curl" in done.stdout


def test_doctor_finds_what_breaks_a_class(elbow, tmp_path):
    def doctor(**environment):
        return elbow("doctor", env={**os.environ, **environment})

    kernel = tmp_path / "data/kernels/elbow/kernel.json"
    kernel.parent.mkdir(parents=True)
    kernel.write_text(json.dumps({"argv": ["/gone/elbow", "kernel"]}))
    done = doctor(JUPYTER_DATA_DIR=str(tmp_path / "data"), ELBOW_DATA="/typo")
    assert "! ELBOW_DATA: /typo is no folder" in done.stdout
    (tmp_path / "file").write_text("")
    assert "! autosaves:" in doctor(XDG_STATE_HOME=str(tmp_path / "file" / "state")).stdout
    assert "! autosaves: neither" in doctor(XDG_STATE_HOME="", HOME="").stdout
    assert "✓ autosaves" in doctor(XDG_STATE_HOME=str(tmp_path / "new")).stdout
    assert not (tmp_path / "new").exists()


def test_version(elbow):
    done = elbow("--version")
    assert done.returncode == 0
    assert done.stdout.strip()


def test_install_writes_a_whole_kernelspec(elbow, tmp_path):
    done = elbow("install", "--prefix", tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "share/jupyter/kernels/elbow"
    spec = json.loads((folder / "kernel.json").read_text())
    assert spec["language"] == "elbow"
    assert spec["display_name"]
    assert spec["interrupt_mode"] == "message"
    assert "{connection_file}" in spec["argv"]
    for logo in ("logo-32x32.png", "logo-64x64.png"):
        assert (folder / logo).read_bytes().startswith(PNG)
    assert (folder / "logo-svg.svg").read_text().lstrip().startswith("<")
    # The program named in it is this one, by a path that holds in every folder.
    named = spec["argv"][0]
    assert named.startswith("/")
    assert subprocess.run([named, "--version"], capture_output=True, cwd=tmp_path).returncode == 0
