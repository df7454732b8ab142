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
    decoder = json.loads(metadata["network"])["decoder"]
    assert decoder["kind"] == "sequential" and [layer["kind"] for layer in decoder["layers"]] == ["linear", "batch_norm", "relu", "linear", "sigmoid"]
    assert decoder["layers"][0] == {"kind": "linear", "in_features": 4, "out_features": 24, "bias": True}
    assert decoder["layers"][1] == {"kind": "batch_norm", "num_features": 24, "eps": 1e-5, "momentum": 0.1, "affine": True}


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


ENCODER = "net = sequential(linear(12, 8), relu, heads(linear(8, 2), linear(8, 2)))\n"


def write_modules(path, modules, **others):
    """A state_dict of linear layers: by name, their shape and the number that all their weights and biases are."""
    state = {}
    for name, (shape, number) in modules.items():
        state |= {f"{name}.weight": numpy.full(shape, number), f"{name}.bias": numpy.full(shape[0], number)}
    save_file({name: numpy.asarray(value, numpy.float32) for name, value in (state | others).items()}, path)


def write_encoder(path, mean, logvar, **others):
    write_modules(path, {"first": ((8, 12), 1), mean: ((2, 8), 0), logvar: ((2, 8), 1)}, **others)


HEADS = [
    ("fc_mu", "fc_lv"), ("mu", "logvar"), ("mu", "log_var"), ("mean", "logv"), ("m", "v"), ("loc", "scale"),
    ("z_mean", "z_log_var"), ("zMean", "zLogVar"), ("fcMu", "fcLogVar"), ("mulayer", "lvlayer"), ("fcmu", "fcvar"),
    ("enc_mu1", "enc_lnvar1"), ("latent.mean", "latent.log_sigma"), ("to_mu", "to_sigma"), ("mu.0", "logsigma.0"),
    ("mean_layer", "logstd_layer"), ("zmean", "variance"), ("hidden2mean", "hidden2logv"), ("q.loc", "q.std"),
    ("linear_means", "linear_log_var"), ("mu", "stddev"), ("fc21", "fc22"), ("fc31", "fc32"), ("head1", "head2"),
    ("mu", "b_head"), ("a_head", "logvar"), ("z_head", "a_logvar"), ("zz_mu", "aa"), ("encoder.mu", "encoder.var"),
    ("\u03bc", "log_\u03c3\u00b2"), ("fcMean", "fcLogSigma2"), ("fc_mu", "fc_LV"),
]


def test_heads_are_told_by_what_their_names_say(run_cells, tmp_path):
    cells = ENCODER
    for number, (mean, logvar) in enumerate(HEADS):
        write_encoder(tmp_path / f"{number}.safetensors", mean, logvar)
        # In a file whose names are the other way round in the alphabet too.
        write_encoder(tmp_path / f"{number}-turned.safetensors", "z." + mean, "a." + logvar)
        for name in ([f"{number}"] if "1" in mean + logvar else [f"{number}", f"{number}-turned"]):
            cells += f'load "{name}.safetensors", net\nprint("{name}", net(zeros(1, 12))[0].mean(), net(zeros(1, 12))[1].mean())\n'
    done = run_cells(cells)
    assert done.returncode == 0, done.stderr
    told = [line.split() for line in done.stdout.splitlines() if len(line.split()) == 3 and "→" not in line]
    assert len(told) > 50 and all(values == ["0", "9"] for _, *values in told), told


@pytest.mark.parametrize("one, other", [("a", "b"), ("fc_a", "fc_b"), ("left", "right"), ("mu_a", "mu_b"), ("head2", "h1")])
def test_heads_that_names_do_not_tell_are_asked_for(run_cells, tmp_path, one, other):
    write_encoder(tmp_path / "net.safetensors", one, other)
    done = run_cells(ENCODER + 'before = net.parameters[2] + 0\nload "net.safetensors", net\n')
    assert done.returncode != 0
    for word in (one, other, "2.0 (the mean)", "2.1 (the log-variance)", 'order=["', "nothing was loaded"):
        assert word in done.stderr, done.stderr
    for order, values in (([one, other], "0 9"), ([other, one], "9 0")):
        done = run_cells(
            f'{ENCODER}load "net.safetensors", net, order={json.dumps(order)}\n'
            "print(net(zeros(1, 12))[0].mean(), net(zeros(1, 12))[1].mean())\n")
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1] == values
    assert "no module x" in run_cells(f'{ENCODER}load "net.safetensors", net, order=["x"]\n').stderr
    assert "twice" in run_cells(f'{ENCODER}load "net.safetensors", net, order=["{one}", "{one}"]\n').stderr
    assert "is none" in run_cells(f'{ENCODER}load "net.safetensors", net, order=[1]\n').stderr


@pytest.mark.parametrize("name, words", [("log_sigma", "double its weights"), ("std", "standard deviation itself"), ("var", "variance itself"), ("logvar", None)])
def test_a_head_of_another_meaning_is_said(run_cells, tmp_path, name, words):
    write_encoder(tmp_path / "net.safetensors", "mu", name)
    done = run_cells(ENCODER + 'load "net.safetensors", net\n')
    assert done.returncode == 0 and (words in done.stderr if words else not done.stderr)


def test_modules_of_one_shape_are_told_or_asked_for(run_cells, tmp_path):
    def loaded(modules, network, order=""):
        write_modules(tmp_path / "net.safetensors", {name: ((4, 4), number) for name, number in modules.items()})
        done = run_cells(f'net = {network}\nload "net.safetensors", net{order}\nsave net, "back.safetensors"\n')
        if done.returncode:
            return done.stderr
        back = load_file(tmp_path / "back.safetensors")
        return [int(value.mean()) for name, value in sorted(back.items(), key=lambda item: [int(part) if part.isdigit() else -1 for part in item[0].split(".")]) if name.endswith("bias")]

    three = "sequential(linear(4, 4), linear(4, 4), linear(4, 4))"
    # Numbers tell, as numbers; words do not, and the alphabet least of all.
    assert loaded({"layers.10": 3, "layers.2": 2, "layers.0": 1}, three) == [1, 2, 3]
    assert loaded({"b9.fc1": 1, "b9.fc2": 2, "b10.fc1": 3}, three) == [1, 2, 3]
    for modules in ({"fc_in": 1, "fc_hidden": 2, "fc_out": 3}, {"fc1": 1, "fc2": 2, "out": 3}, {"a": 1, "b": 2, "c": 3}):
        text = loaded(modules, three)
        assert "does not say which is which" in text and 'order=["' in text
        assert loaded(modules, three, f", order={json.dumps(list(modules))}") == [1, 2, 3]
    # Everything of one size: the heads by their names, or by PyTorch's own numbers, and the rest by theirs.
    vae = "sequential(linear(4, 4), heads(linear(4, 4), sequential(linear(4, 4), linear(4, 4), linear(4, 4))))"
    assert loaded({"fc1": 1, "fc3": 4, "fc4": 5, "fc21": 2, "fc22": 3}, vae) == [1, 2, 3, 4, 5]
    assert loaded({"fc1": 1, "fc2": 2, "fc3": 3, "fc21": 5, "fc10": 4}, vae) == [1, 2, 3, 4, 5]


def test_numbers_tell_no_heads_where_the_file_says_otherwise(run_cells, tmp_path):
    write_encoder(tmp_path / "net.safetensors", "head1", "head2")
    whole = (tmp_path / "net.safetensors").read_bytes()
    # The two change places in the file.
    turned = whole.replace(b"head1", b"head#").replace(b"head2", b"head1").replace(b"head#", b"head2")
    (tmp_path / "turned.safetensors").write_bytes(turned)
    assert run_cells(ENCODER + 'load "net.safetensors", net\n').returncode == 0
    assert "does not say which is which" in run_cells(ENCODER + 'load "turned.safetensors", net\n').stderr


def test_halves_of_one_shape_are_not_confused(run_cells, tmp_path):
    """An encoder and a decoder of the same sizes, whatever the alphabet says."""
    for first, second in (("encoder", "decoder"), ("enc", "dec"), ("net.Encoder", "net.Decoder"), ("my_encoder", "a_decoder")):
        names = [first + ".0", first + ".2", first + "_mu", first + "_logvar", second + ".0", second + ".2"]
        write_modules(tmp_path / "net.safetensors", {name: ((16, 16), number) for number, name in enumerate(names)})
        done = run_cells(
            "data rand(8, 4, 4)\nenc = sequential(flatten, linear(16, 16), relu, linear(16, 16), heads(linear(16, 16), linear(16, 16)))\n"
            "dec = sequential(linear(16, 16), relu, linear(16, 16))\nmodel enc, dec\n"
            'load "net.safetensors"\nsave sequential(enc), "enc.safetensors"\nsave dec, "dec.safetensors"\n')
        assert done.returncode == 0, done.stderr
        back = [load_file(tmp_path / f"{half}.safetensors") for half in ("enc", "dec")]
        biases = [half[name].mean() for half in back for name in sorted(half) if name.endswith("bias")]
        assert biases == list(range(6)), done.stdout


def test_a_decoder_that_may_count_back_is_asked_for(run_cells, tmp_path):
    """dec2 runs before dec1 where it mirrors enc2, and after it elsewhere."""
    def loaded(names, order=""):
        write_modules(tmp_path / "net.safetensors", {name: ((16, 16), number) for number, name in enumerate(names)})
        return run_cells(
            "data rand(8, 4, 4)\nenc = sequential(flatten, linear(16, 16), linear(16, 16), heads(linear(16, 16), linear(16, 16)))\n"
            "dec = sequential(linear(16, 16), linear(16, 16))\nmodel enc, dec\n"
            f'load "net.safetensors"{order}\nprint(dec.parameters()[1].mean(), dec.parameters()[3].mean())\n')

    names = ["enc1", "enc2", "fc_mu", "fc_logvar", "dec2", "dec1"]
    done = loaded(names)
    assert "dec1, dec2 have one shape" in done.stderr and 'order=["dec1", "dec2"]' in done.stderr
    assert "example:" not in done.stderr
    assert loaded(names, ', order=["dec2", "dec1"]').stdout.splitlines()[-1] == "4 5"
    # Places count forward, and so does a decoder that numbers on.
    for own in (["encoder.0", "encoder.2", "fc_mu", "fc_logvar", "decoder.0", "decoder.2"],
                ["enc1", "enc2", "fc_mu", "fc_logvar", "dec3", "dec4"]):
        done = loaded(own)
        assert done.returncode == 0 and done.stdout.splitlines()[-1] == "4 5", done.stderr


def test_what_is_left_out_is_said_and_nothing_is_dropped(run_cells, tmp_path):
    net = "net = sequential(linear(4, 4), relu, batch_norm(4))\n"
    state = {"a.weight": numpy.ones((4, 4)), "a.bias": numpy.ones(4)}
    state |= {f"n.{part}": numpy.full(4, value) for value, part in enumerate(("weight", "bias", "running_mean", "running_var"))}
    state |= {"n.num_batches_tracked": numpy.array(7), "step": numpy.array(3), "beta": numpy.array(4.0), "log_scale": numpy.ones(1)}
    save_file({name: numpy.asarray(value, numpy.float32) for name, value in state.items()}, tmp_path / "net.safetensors")
    done = run_cells(net + 'load "net.safetensors", net\nsave net, "back.safetensors"\n')
    assert done.returncode == 0, done.stderr
    assert "left out: beta, log_scale, step" in done.stdout
    back = load_file(tmp_path / "back.safetensors")
    assert all((back[name.replace("a.", "0.").replace("n.", "2.")] == value).all() for name, value in state.items() if "." in name and "tracked" not in name)
    # A bias that the network has not, under other names and under the same.
    for name in ("a", "0"):
        write_modules(tmp_path / "bias.safetensors", {name: ((4, 4), 1)})
        done = run_cells('load "bias.safetensors", sequential(linear(4, 4, bias=False))\n')
        assert done.returncode != 0 and f"{name}.bias" in done.stderr and "bias=True" in done.stderr, done.stderr
    write_modules(tmp_path / "long.safetensors", {"0": ((4, 4), 1), "2": ((4, 4), 2)})
    done = run_cells('load "long.safetensors", sequential(linear(4, 4))\n')
    assert "left out: 2.bias, 2.weight" in done.stdout
    # What would be of another meaning, or turned.
    save_file({"dense/kernel": numpy.ones((4, 4)), "dense/bias": numpy.ones(4)}, tmp_path / "keras.safetensors")
    done = run_cells('load "keras.safetensors", sequential(linear(4, 4))\n')
    assert "Keras" in done.stderr and "kernel.T" in done.stderr
    save_file({"0.weight": numpy.ones((4, 3)), "0.bias": numpy.ones(4)}, tmp_path / "turned.safetensors")
    assert "weight.T" in run_cells('load "turned.safetensors", sequential(linear(4, 3))\n').stderr


def test_what_holds_no_weights_is_said_to_hold_none(run_cells, tmp_path):
    (tmp_path / "net.pt").write_bytes(b"PK\x03\x04" + bytes(100))
    assert "cut off" in run_cells('load "net.pt", linear(8, 2)\n').stderr
    numpy.savez(tmp_path / "net.npz", weight=numpy.ones((2, 8)))
    assert "torch.save" in run_cells('load "net.npz", linear(8, 2)\n').stderr


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
