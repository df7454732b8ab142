"""What Elbow saves, as Python reads it; and that a training killed at any moment goes on as if it had not been."""

import json
import os
import random
import subprocess
import time

import numpy
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

MODEL = """
data shapes, train=256, test=16
enc = sequential(flatten, linear(3072, 24), relu, dropout(0.1), heads(linear(24, 4), linear(24, 4)))
dec = sequential(linear(4, 24), batch_norm(24), relu, linear(24, 3072), sigmoid)
model enc, dec
"""


def test_python_reads_a_saved_session(run_cells, tmp_path):
    done = run_cells(
        MODEL + 'train epochs=2\nsave "run"\nsave enc.parameters[0], "w.npy"\nsave enc, "enc.safetensors"\n'
    )
    assert done.returncode == 0, done.stderr
    tensors = load_file(tmp_path / "run.safetensors")
    assert tensors["encoder.1.weight"].shape == (24, 3072)
    assert tensors["encoder.4.1.bias"].shape == (4,)
    assert tensors["decoder.1.running_mean"].shape == (24,)
    assert tensors["history.steps"].dtype == numpy.float64 and tensors["history.steps"].shape[0] == 8
    assert (tensors["encoder.1.weight"] == numpy.load(tmp_path / "w.npy")).all()
    for name in ("encoder.1.weight", "decoder.3.bias"):
        assert tensors["optimizer.exp_avg." + name].shape == tensors[name].shape
        assert (tensors["optimizer.exp_avg_sq." + name] >= 0).all()
    assert (load_file(tmp_path / "enc.safetensors")["4.0.weight"] == tensors["encoder.4.0.weight"]).all()
    with safe_open(tmp_path / "run.safetensors", "numpy") as file:
        metadata = file.metadata()
    assert metadata["format"] == "elbow"
    assert json.loads(metadata["training"])["state"]["steps"] == 8
    assert json.loads(metadata["model"])["decoder"].startswith("sequential(linear(4, 24), batch_norm(24)")


def test_weights_of_a_state_dict_are_loaded(run_cells, tmp_path):
    generator = numpy.random.default_rng(0)
    shapes = {"fc1": (8, 12), "fc21": (2, 8), "fc22": (2, 8), "fc3": (8, 2), "fc4": (12, 8)}
    state = {}
    for name, shape in shapes.items():
        state[name + ".weight"] = generator.normal(size=shape).astype(numpy.float32)
        state[name + ".bias"] = generator.normal(size=shape[0]).astype(numpy.float16)
    save_file(state, tmp_path / "vae.safetensors")
    networks = "net = sequential(linear(12, 8), relu, heads(linear(8, 2), linear(8, 2)))\n"
    networks += "both = sequential(linear(12, 8), heads(linear(8, 2), sequential(linear(8, 2), linear(2, 8), linear(8, 12))))\n"
    done = run_cells(networks + 'load "vae.safetensors", both\nsave both, "back.safetensors"\n')
    assert done.returncode == 0, done.stderr
    assert "fc22 → 1.1.0" in done.stdout
    back = load_file(tmp_path / "back.safetensors")
    assert (back["1.1.0.weight"] == state["fc22.weight"]).all()
    assert (back["0.bias"] == state["fc1.bias"].astype(numpy.float32)).all()
    wrong = run_cells(networks + 'load "vae.safetensors", net\n')
    assert wrong.returncode != 0
    assert "5 modules with weights, and the model has 3" in wrong.stderr


@pytest.mark.parametrize("mean, logvar", [("fc_mu", "fc_logvar"), ("z_mean", "z_log_var"), ("to_mu", "to_sigma"), ("fc21", "fc22"), ("loc", "log_scale")])
def test_heads_of_a_state_dict_are_not_swapped(run_cells, tmp_path, mean, logvar):
    state = {"fc1.weight": numpy.ones((8, 12)), "fc1.bias": numpy.ones(8)}
    for number, name in enumerate([mean, logvar]):
        state |= {f"{name}.weight": numpy.full((2, 8), number), f"{name}.bias": numpy.full(2, number)}
    save_file({name: value.astype(numpy.float32) for name, value in state.items()}, tmp_path / "enc.safetensors")
    cells = 'net = sequential(linear(12, 8), relu, heads(linear(8, 2), linear(8, 2)))\nload "enc.safetensors", net\n'
    cells += f'one = linear(8, 2)\nload "enc.safetensors", one, prefix="{logvar}"\n'
    cells += "print(net(zeros(1, 12))[0].mean(), net(zeros(1, 12))[1].mean(), one(zeros(1, 8)).mean())\n"
    done = run_cells(cells)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[-2] == "0 9 1"
    done = run_cells('load "enc.safetensors", linear(8, 2)\n')
    assert "several modules" in done.stderr and 'prefix="' in done.stderr
    # The part of the file that is named exactly, though another one lies within it; whole words only.
    state = {"net.0.weight": numpy.zeros((2, 2)), "net.1.0.weight": numpy.ones((2, 2)), "logvar.0.weight": numpy.ones((2, 2))}
    state |= {name.replace("weight", "bias"): numpy.zeros(2) for name in state}
    save_file({name: value.astype(numpy.float32) for name, value in state.items()}, tmp_path / "deep.safetensors")
    cells = 'net = sequential(linear(2, 2))\nload "deep.safetensors", net, prefix="{}"\nprint(net(ones(1, 2)).sum())\n'
    assert run_cells(cells.format("net")).stdout.split("\n")[-2] == "0"
    assert run_cells(cells.format("net.1")).stdout.split("\n")[-2] == "4"
    blocks = {f"variational_block{i}.{part}": numpy.full((2, 2) if part == "weight" else 2, i) for i in (1, 2) for part in ("weight", "bias")}
    # Its header is as long as the mark of a pickle.
    save_file({name: value.astype(numpy.float32) for name, value in blocks.items()}, tmp_path / "blocks.safetensors")
    whole = (tmp_path / "blocks.safetensors").read_bytes()
    length = int.from_bytes(whole[:8], "little")
    (tmp_path / "blocks.safetensors").write_bytes((640).to_bytes(8, "little") + whole[8:8 + length] + b" " * (640 - length) + whole[8 + length:])
    cells = 'net = sequential(linear(2, 2), linear(2, 2))\nload "blocks.safetensors", net\nprint(net(zeros(1, 2)).sum())\n'
    assert run_cells(cells).stdout.split("\n")[-2] == "12"  # 2·(1 + 1) + 2, for both
    assert "begins with" in run_cells('load "enc.safetensors", linear(8, 2), prefix="no"\n').stderr


def test_a_pickle_is_said_to_be_one(run_cells, tmp_path):
    (tmp_path / "net.pt").write_bytes(b"PK\x03\x04" + bytes(100))
    assert "save_file" in run_cells('load "net.pt", linear(8, 2)\n').stderr
    numpy.savez(tmp_path / "net.npz", weight=numpy.ones((2, 8)))
    assert "save_file" in run_cells('load "net.npz", linear(8, 2)\n').stderr


def test_a_session_gives_its_weights_and_not_those_of_its_best_epoch(run_cells):
    done = run_cells(
        "data mnist, validation=0.1, train=500\nmodel mlp, latent=3, hidden=16\ntrain epochs=2, validate=True\n"
        'train epochs=1, lr=0.05\nsave "run"\nenc, dec = networks()\n'
        "net = sequential(flatten, linear(784, 16), relu, heads(linear(16, 3), linear(16, 3)))\n"
        'load "run.safetensors", net\nprint(max(abs(net.parameters()[0] - enc.parameters()[0])))\n')
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "0"


EPOCHS = 150
KILLS = 50


def newest(folder):
    return max(folder.glob("*.safetensors"), key=lambda file: file.stat().st_mtime_ns, default=None)


@pytest.mark.parametrize("kept", ["autosave", "checkpoint"])
def test_a_training_killed_at_any_moment_goes_on_to_the_bit(run_cells, elbow_program, tmp_path, kept):
    done = run_cells(MODEL + f'train epochs={EPOCHS}\nsave "reference"\n', environment=os.environ | {"ELBOW_AUTOSAVE": "0"})
    assert done.returncode == 0, done.stderr
    reference = load_file(tmp_path / "reference.safetensors")
    state = tmp_path / "state"
    state.mkdir()
    environment = os.environ | {"XDG_STATE_HOME": str(state)}
    # Every second epoch is enough to lose no more than two.
    folder, load, option, every = state / "elbow/autosave", "load last", "", 1
    if kept == "checkpoint":
        folder, load, option, every = state, 'load "state/run"', ', checkpoint="state/run", every=2', 2
        environment["ELBOW_AUTOSAVE"] = "0"
    moments = random.Random(0)
    kills = resumed = 0
    while True:
        saved = newest(folder)
        epochs = 0
        if saved:
            # Whatever the moment was, the file is whole, and its losses are those of the uninterrupted training.
            steps = load_file(saved)["history.steps"]
            assert (steps == reference["history.steps"][: len(steps)]).all()
            with safe_open(saved, "numpy") as file:
                epochs = len(json.loads(file.metadata()["training"])["state"]["history"]["epochs"])
            assert len(steps) == epochs * 4 and epochs % every == 0
            assert len(list(folder.glob("*.safetensors"))) == 1 or kept == "autosave"
            resumed += 1
        finishes = kills == KILLS
        text = MODEL if not saved else f"{load}\n"
        text += f"train epochs={EPOCHS - epochs}{option}\n" if epochs < EPOCHS else ""
        with subprocess.Popen(
            [elbow_program, "run", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, cwd=tmp_path, env=environment,
        ) as process:
            if finishes:
                output, _ = process.communicate(text + 'save "resumed"\n', timeout=300)
                assert process.returncode == 0, output
                break
            process.stdin.write(text)
            process.stdin.close()
            time.sleep(moments.uniform(0.02, 0.7))
            process.kill()
            kills += 1
        if newest(folder) and epochs >= EPOCHS:
            # It came to its end before it was killed often enough: begin again.
            for file in folder.iterdir():
                file.unlink()
    assert kills == KILLS and resumed >= 5
    after = load_file(tmp_path / "resumed.safetensors")
    assert after.keys() == reference.keys() - {name for name in reference if name.startswith("history.runs")} | {
        name for name in after if name.startswith("history.runs")
    }
    for name in reference:
        if not name.startswith("history.runs"):
            assert (after[name] == reference[name]).all(), name
