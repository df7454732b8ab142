"""A sweep that is killed at any moment goes on as if it had not been; and what Python reads of it."""

import json
import os
import random
import subprocess
import time

import pytest
from mpi import AS_ROOT, command, kill
from safetensors import safe_open

KILLS = 20
DATA = "data shapes, train=512, test=32\n"
SWEEPS = {
    "grid": 'sweep "mlp, hidden=[16, 24], latent=[2, 3], lr=[0.001, 0.003]", epochs=8, name="it"',
    "halving": 'sweep "mlp, hidden=[16, 24], latent=[2, 3], lr=[0.001, 0.003]", epochs=30, keep=0.5, name="it"',
    "own": "def build(width, latent):\n"
    "    enc = sequential(flatten, linear(3072, width), relu, dropout(0.1), heads(linear(width, latent), linear(width, latent)))\n"
    "    return enc, sequential(linear(latent, width), batch_norm(width), relu, linear(width, 3072), sigmoid)\n"
    'sweep build, "width=[16, 24], latent=[2, 3], lr=[0.001, 0.003]", epochs=8, name="it"',
    # Runs of some seconds, which are written down on the way.
    "long": 'sweep "mlp, hidden=48, latent=[2, 3], schedule=cosine", epochs=300, name="it"',
}


def rows(folder):
    """What was found, without the times that it took."""
    table = json.loads((folder / "sweeps/it/results.json").read_text())
    return [{name: value for name, value in row.items() if name != "seconds"} for row in table]


def weights(folder):
    """The bytes of all that the runs learned."""
    found = {}
    for path in sorted((folder / "sweeps/it").glob("*.safetensors")):
        with safe_open(path, "numpy") as file:
            found[path.name] = {name: file.get_tensor(name).tobytes() for name in file.keys()}
    return found


@pytest.mark.parametrize(
    "kind, processes",
    [(kind, 1) for kind in SWEEPS] + [pytest.param(*several, marks=pytest.mark.alone) for several in (("halving", 2), ("long", 3))],
)
def test_a_sweep_killed_at_any_moment_goes_on_to_the_bit(elbow_program, tmp_path, kind, processes):
    program = DATA + SWEEPS[kind]
    environment = {**os.environ, **AS_ROOT, "ELBOW_AUTOSAVE": "off"}

    def start(folder, count=processes):
        (folder / "cells.elbow").write_text(program)
        return subprocess.Popen(
            [*command(count), elbow_program, "run", "cells.elbow"], cwd=folder, env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True
        )

    whole = tmp_path / "whole"
    whole.mkdir()
    begin = time.monotonic()
    out, err = start(whole, 1).communicate(timeout=300)
    length = time.monotonic() - begin
    assert "best: run " in out, err
    draw = random.Random(kind)
    starting = 0 if processes == 1 else 1.5
    kills = finished = under_way = 0
    folder = tmp_path / "killed-0"
    folder.mkdir()
    while kills < KILLS:
        process = start(folder)
        try:
            out, err = process.communicate(timeout=draw.uniform(0, min(2.5, length * 0.4)) + starting * draw.random())
            # It came to its end before it was killed often enough: begin again, elsewhere.
            assert process.returncode == 0, err
            assert rows(folder) == rows(whole)
            finished += 1
            folder = tmp_path / f"killed-{finished}"
            folder.mkdir()
        except subprocess.TimeoutExpired:
            kill(process)
            kills += 1
            under_way += any((folder / "sweeps/it").glob("*-part-*.safetensors"))
    assert under_way >= 5 or kind != "long"
    out, err = start(folder).communicate(timeout=300)
    assert "best: run " in out and "damaged" not in out, out + err
    assert rows(folder) == rows(whole)
    assert weights(folder) == weights(whole)


def test_python_reads_the_runs(run_cells, tmp_path):
    done = run_cells(DATA + 'sweep "mlp, hidden=16, latent=[2, 3], lr=[0.001, 1e9]", epochs=2, name="it"\n')
    assert done.returncode == 0, done.stderr
    table = json.loads((tmp_path / "sweeps/it/results.json").read_text())
    assert [row["settings"]["latent"] for row in table] == [2, 2, 3, 3]
    assert [row["status"] for row in table] == ["finished", "diverged"] * 2
    for row in table[::2]:
        assert len(row["curve"]) == 2 and row["loss"] == pytest.approx(row["reconstruction"] + row["kl"])
        with safe_open(tmp_path / "sweeps/it" / row["file"], "numpy") as file:
            assert file.get_tensor("decoder.0.weight").shape == (16, row["settings"]["latent"])
            training = json.loads(file.metadata()["training"])
        assert training["state"]["random"]["seed"] == row["seed"] and training["state"]["steps"] == 16
    # No time is said but in the table; the same command afterwards trains nothing.
    again = run_cells('data shapes, train=512, test=32\nsweep "mlp, hidden=16, latent=[2, 3], lr=[0.001, 1e9]", epochs=2, name="it"\nload sweep 3\nevaluate\n')
    assert "4 of them are there already" in again.stdout and "3 latent dimensions" in again.stdout, again.stdout + again.stderr
