"""Writes the saved sessions that must be loaded for ever: Saved/PROGRAM/….safetensors, with what that program itself makes of
each of them in expected.json.

    saved.py PROGRAM FOLDER

PROGRAM is an `elbow` of the day whose files are to be kept, FOLDER the name under Saved for them. Run it with a program that
was built from a commit, and never again for the same folder: the files are what somebody may have on a disk.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

import numpy

HERE = pathlib.Path(__file__).parent / "Saved"
DATA = HERE / "data"
PROGRAM, FOLDER = os.path.abspath(sys.argv[1]), HERE / sys.argv[2]

# Networks, as small as they can be.
ENC = "enc = sequential(flatten, linear(36, 4), relu, heads(linear(4, 2), linear(4, 2)))\n"
DEC = "dec = sequential(linear(2, 4), relu, linear(4, 36), sigmoid)\n"
PLAIN = ENC + DEC + "model enc, dec\n"
LOGITS = ENC + DEC.replace(", sigmoid", "")
TINY = 'data "tiny.npy", batch=8\n'

CONVOLUTIONS = """
enc = sequential(conv2d(1, 2, 7, stride=7, bias=False), batch_norm(2), silu, avg_pool2d(2, stride=1), max_pool2d(3, stride=1, padding=1), dropout(0.2), flatten, layer_norm(18, bias=False), heads(linear(18, 2), linear(18, 2, bias=False)))
dec = sequential(linear(2, 18), unflatten(1, (2, 3, 3)), layer_norm((2, 3, 3), eps=0.001), softplus, dropout(0.1), conv_transpose2d(2, 2, 3, stride=2, padding=1, output_padding=1), batch_norm(2, eps=0.001, momentum=0.05, affine=False), tanh, conv2d(2, 2, 3, padding=2), leaky_relu(negative_slope=0.2), conv_transpose2d(2, 1, 4, stride=4, padding=2, bias=False), leaky_relu, layer_norm(28, elementwise_affine=False), sigmoid)
model enc, dec
"""
SHARED = """
both = linear(4, 4)
twice = sequential(both, dropout(0.1), relu)
enc = sequential(flatten, linear(36, 4), both, batch_norm(4), heads(linear(4, 2), linear(4, 2)))
dec = sequential(linear(2, 4), twice, twice, linear(4, 36), sigmoid)
model enc, dec
"""
# As the tests of damaged sessions have it: everything that is saved.
EVERYTHING = """
seed 1
data mnist, batch=32, train=70, validation=0.2, classes=[0, 1, 2, 3, 4, 5]
both = linear(4, 4)
enc = sequential(flatten, linear(784, 4), both, dropout(0.1), batch_norm(4), heads(linear(4, 2), linear(4, 2)))
dec = sequential(linear(2, 4), both, leaky_relu(0.1), linear(4, 784), sigmoid)
model enc, dec
train(epochs=2, patience=3, clip=10, free_bits=0.1);
train(steps=2, optimizer="rmsprop", warmup=1);
"""
SHAPES = """
enc = sequential(conv2d(3, 2, 8, stride=8), relu, flatten, heads(linear(32, 2), linear(32, 2)))
dec = sequential(linear(2, 32), unflatten(1, (2, 4, 4)), relu, conv_transpose2d(2, 3, 8, stride=8), sigmoid)
model enc, dec
"""
LOOP = """
optimizer = {}
for x in batches(8):
    mean, logvar = enc(x)
    z = mean + exp(0.5 * logvar) * randn_like(mean)
    step(optimizer, binary_cross_entropy(dec(z), flatten(x), reduction="sum") + 0.5 * sum(mean**2 + exp(logvar) - 1 - logvar))
"""

# By name: the line that loads the data, and what is done before the session is saved. What ends a file in the middle of a
# training, or in an error, is written by a prompt, which goes on after errors.
SESSIONS = {
    "adam": (TINY, PLAIN + "train(epochs=2);\n"),
    "adamw": (TINY, PLAIN + 'train(epochs=2, optimizer="adamw", weight_decay=0.1, lr=0.01);\n'),
    "sgd": (TINY, PLAIN + 'train(epochs=2, optimizer="sgd", momentum=0.9, lr=0.0001);\n'),
    "sgd-plain": (TINY, PLAIN + 'train(steps=3, optimizer="sgd", lr=0.0001, weight_decay=0.01);\n'),
    "rmsprop": (TINY, PLAIN + 'train(epochs=2, optimizer="rmsprop", momentum=0.5);\n'),
    "early-stopping": ('data "tiny.npy", batch=8, validation=0.2\n', PLAIN + "train(epochs=40, lr=0.3, patience=1);\n"),
    "within-an-epoch": ('data "tiny.npy", batch=8, validation=10, seed=3\n', PLAIN + "train(epochs=1, validate=True);\ntrain(steps=2);\n"),
    "binarized": ('data "tiny.npy", batch=8, binarize=static\n', PLAIN + "train(epochs=1);\n"),
    "binarized-anew": ('data "tiny.npy", batch=8, binarize=dynamic\n', PLAIN + "train(steps=7);\n"),
    "normalized": ('data "levels.npy", batch=8, normalize=True\n', PLAIN + "train(epochs=1);\n"),
    "scaled": ('data "levels.npy", batch=8, scale=16\n', PLAIN + "train(epochs=1);\n"),
    "layout": ('data "last.npy", batch=8, layout=NHWC\n', PLAIN.replace("36", "108") + "train(epochs=1);\n"),
    "labelled": ('data "labelled.npz", batch=8, classes=[0, 2], test=4\n', PLAIN + "train(epochs=1);\n"),
    "gaussian": (TINY, LOGITS + "model enc, dec, likelihood=gaussian, sigma=0.5, beta=2\ntrain(epochs=1);\n"),
    "learned-gaussian": (TINY, LOGITS + "model enc, dec, likelihood=learned_gaussian\ntrain(epochs=1);\n"),
    "spread-of-each-pixel": (TINY, LOGITS.replace("linear(4, 36))", "linear(4, 72))") + "model enc, dec, likelihood=learned_gaussian\ntrain(epochs=1);\n"),
    "discretized-logistic": (TINY, LOGITS + "model enc, dec, likelihood=discretized_logistic\ntrain(epochs=1);\n"),
    "continuous-bernoulli": (TINY, LOGITS + "model enc, dec, likelihood=continuous_bernoulli\ntrain(epochs=1);\n"),
    "shared": (TINY, SHARED + "train(epochs=1);\n"),
    "shared-untrained": (TINY, SHARED),
    "convolutions": ("data mnist, batch=16, train=64, test=10\n", CONVOLUTIONS + "train(epochs=1);\n"),
    "convolutions-untrained": ("data mnist, batch=16, train=64, test=10\n", CONVOLUTIONS),
    "convolutions-built-in": ("data shapes, train=40, test=8, seed=5, batch=16\n", SHAPES + "train(epochs=1);\n"),
    "everything": ("", EVERYTHING),
    "options": (TINY, PLAIN + "train(epochs=2, schedule=\"cosine\", beta=0.5, warmup=3, annealing=\"cyclic\", free_bits=0.05, clip=1);\n"),
    "samples": (TINY, PLAIN + 'train(epochs=1, samples=3, schedule="step");\n'),
    "whole-batches": ('data "tiny.npy", batch=7\n', PLAIN + 'train(epochs=1, drop_last=True, schedule="warmup");\n'),
    "several-runs": (TINY, PLAIN + 'train(epochs=1);\ntrain(steps=3, lr=0.01);\ntrain(epochs=1, optimizer="sgd", lr=0.0001);\n' + PLAIN + "train(steps=2);\n"),
    "untrained": (TINY, PLAIN),
    "without-data": ("", 'data "tiny.npy", batch=8\n' + PLAIN + "train(epochs=1);\n"),
    "by-hand": (TINY, PLAIN + LOOP.format("adam(enc, dec, lr=0.01)")),
    "by-hand-and-train": (TINY, PLAIN + LOOP.format("sgd(enc, dec, lr=0.0001, momentum=0.5)") + "train(epochs=1);\n"),
    "after-draws": (TINY, "seed 77\nrandn(3)\n" + PLAIN + "train(epochs=1);\nrand(2);\nrandn(2);\nshow(sample(2));\n"),
    "tensor": ("x = (arange(720) % 7 / 7).reshape(20, 36)\ndata x, batch=8\n", PLAIN + "train(epochs=1);\n"),
    "nested": (TINY, "enc = sequential(sequential(flatten, sequential(linear(36, 4), relu)), heads(sequential(linear(4, 2)), linear(4, 2)))\ndec = sequential(sequential(linear(2, 4), tanh), sequential(linear(4, 36), sequential(sigmoid, flatten)))\nmodel enc, dec\ntrain(epochs=1);\n"),
    "built-in": (TINY, 'model("mlp", latent=2, hidden=4);\ntrain(epochs=1);\n'),
    "diverged": (TINY, PLAIN + "train(steps=2);\ntrain(lr=1e9)\n"),
    "no-step": ('data "tiny.npy", batch=100\n', PLAIN + "train(steps=1, drop_last=True)\n"),
}
# What a prompt saves by itself after a cell, variables among it: cells, and lines that look at what came back.
FUNCTIONS = """k = 3
def double(x, of=[k]):
    of.append(x)
    return 2 * x + k
def twice(x):
    return double(double(x))
"""
LOOKS = [
    "twice(1)", "double(2)", "table[\"l\"](5)", "table[\"t\"] is twice", "x", "x > 0", "(numbers, whole[29], text, pair)", "shared[0] is shared[1]",
]
VALUES = FUNCTIONS + """
table = {"t": twice, "l": lambda x, n=k: x ** n, (1, "b"): None}
x = (arange(6) / 7 - 0.3).reshape(2, 3)
mask = x > 0
numbers = [0.1, -0.0, 1e-320, 2.5, 1 / 3, 7.0, 8.0, 9.0]
whole = list(range(30))
text = "ä\\n𝄞"
pair = (1, (True, None))
shared = [[1], 2]
shared[1] = shared[0]
p = parameter(ones(2) / 3)
"""
OPTIMIZED = "optimizer = adam(enc, dec, lr=0.01)\n\nfor x in batches(8):\n    mean, logvar = enc(x)\n    step(optimizer, binary_cross_entropy(dec(mean), flatten(x), reduction=\"sum\"))\n"
VARIABLES = {
    "variables": (TINY + PLAIN + "h = train(epochs=1)\nenc.eval()\nm = model()\n" + OPTIMIZED, VALUES,
                  LOOKS + ["h.loss", "optimizer.steps", "enc.parameters[0]", "enc(ones(1, 36))[0]"]),
    "variables-alone": ("", VALUES, LOOKS),
}
# What goes on after errors.
PROMPT = {"diverged", "no-step"}


def small_mnist(folder):
    """The four files of the tests' own digits."""
    folder.mkdir(parents=True, exist_ok=True)
    for prefix, count in (("train", 128), ("t10k", 20)):
        pixels = bytearray()
        for image in range(count):
            for row in range(28):
                for column in range(28):
                    bar = row // 2 == image % 10 + 2 and 4 <= column - image // 10 % 5 < 20
                    pixels.append(200 + image * 7 % 56 if bar else 0)
        (folder / f"{prefix}-images-idx3-ubyte").write_bytes(struct.pack(">4i", 2051, count, 28, 28) + pixels)
        (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(struct.pack(">2i", 2049, count) + bytes(i % 10 for i in range(count)))


def write_data():
    if DATA.exists():
        return
    DATA.mkdir(parents=True)
    i, y, x = numpy.mgrid[:40, :6, :6]
    bars = ((y == i % 6) | (x == i // 6 % 6)) * (150 + 5 * (i % 20))
    numpy.save(DATA / "tiny.npy", bars.astype(numpy.uint8))
    numpy.save(DATA / "levels.npy", (bars // 16 + 1).clip(0, 16).astype(numpy.float32))
    numpy.save(DATA / "last.npy", numpy.stack([bars, bars[:, ::-1], 255 - bars], -1).astype(numpy.uint8))
    numpy.savez(DATA / "labelled.npz", images=bars.astype(numpy.uint8), labels=(numpy.arange(40) % 3).astype(numpy.uint8))


def environment(folder, autosaves=False):
    result = {key: value for key, value in os.environ.items() if not key.startswith("ELBOW")}
    return result | {"ELBOW_DATA": str(folder / "mnist"), "XDG_STATE_HOME": str(folder / "state"), "ELBOW_THREADS": "1"} | ({} if autosaves else {"ELBOW_AUTOSAVE": "0"})


def run(cells, folder, prompt=False, **options):
    command = [PROGRAM, "repl"] if prompt else [PROGRAM, "run", "-"]
    done = subprocess.run(command, input=cells, cwd=folder, env=environment(folder, **options), capture_output=True, text=True, timeout=120)
    if done.returncode and not prompt:
        raise RuntimeError(cells + "\n" + done.stderr)
    return done.stdout


def interrupted(folder):
    """A training of many epochs, stopped by an interrupt: its checkpoint is of the last whole step."""
    cells = 'data shapes, train=600, test=8, batch=100\n' + SHAPES + 'train(epochs=100000, checkpoint="interrupted");\n'
    with subprocess.Popen([PROGRAM, "run", "-"], stdin=subprocess.PIPE, cwd=folder, env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True) as process:
        process.stdin.write(cells)
        process.stdin.close()
        while not (folder / "interrupted.safetensors").exists():
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        process.wait(60)


def fingerprint(data):
    """FNV-1a, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def tensors(path):
    """The tensors of a safetensors file, by name: their bytes."""
    whole = path.read_bytes()
    length = int.from_bytes(whole[:8], "little")
    header = json.loads(whole[8:8 + length])
    start = 8 + length
    return {
        name: whole[start + entry["data_offsets"][0]:start + entry["data_offsets"][1]]
        for name, entry in header.items() if name != "__metadata__"
    }


def doubles(data):
    return list(struct.unpack(f"<{len(data) // 8}d", data))


def floats(path):
    return [float(number) for number in numpy.load(path).astype(numpy.float64).ravel()]


# How training goes on where it is not three steps; nothing where it cannot.
TRAIN = {"without-data": "", "diverged": "", "no-step": "train(steps=3, drop_last=False);\n"}


def expectations(folder, name, data):
    """What the program makes of its own file: numbers drawn, images decoded, and what three steps more come to."""
    for old in folder.glob("*.npy"):
        if old.name in {"drawn.npy", "decoded.npy"}:
            old.unlink()
    cells = data + f'load "{name}.safetensors"\n'
    said = run(cells, folder).splitlines()
    looks = cells + 'save randn(4), "drawn.npy"\nseed 5\nenc, dec = networks()\nenc.eval()\ndec.eval()\nsave dec(randn(2, 2)).reshape(-1), "decoded.npy"\n'
    run(looks, folder)
    result = {
        "data": data, "says": [line for line in said if line.startswith("loaded: ") or "so that training cannot go on" in line],
        "drawn": floats(folder / "drawn.npy"), "decoded": floats(folder / "decoded.npy")[:8],
    }
    train = TRAIN.get(name, "train(steps=3);\n")
    if train:
        run(cells + train + 'save "after"\n', folder)
        after = tensors(folder / "after.safetensors")
        result |= {
            "train": train, "after": fingerprint(b"".join(data for _, data in sorted(after.items()))),
            "steps": doubles(after["history.steps"])[-18:],
        }
    assert result["says"], (name, said)
    return result


def main():
    FOLDER.mkdir()
    write_data()
    expected, refused = {}, []
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        small_mnist(folder / "mnist")
        # Data from files are known by where they lie: whoever reads a session elsewhere loads them first.
        for file in DATA.iterdir():
            shutil.copy(file, folder)
        for name, (data, cells) in SESSIONS.items():
            try:
                run(data + cells + f'save "{name}"\n', folder, prompt=name in PROMPT)
                assert (folder / f"{name}.safetensors").exists(), name
            except (RuntimeError, AssertionError) as error:
                refused.append(name)
                print(f"{name}: not by this program: {str(error)[-300:]}", file=sys.stderr)
                continue
        # What training itself writes.
        held = 'data "tiny.npy", batch=8, validation=0.2\n'
        run(held + PLAIN + 'train(epochs=3, lr=0.02, validate=True, checkpoint="checkpoint");\n', folder)
        run(TINY + PLAIN + "train(epochs=2);\n", folder, autosaves=True)
        autosave, = (folder / "state/elbow/autosave").glob("*.safetensors")
        shutil.move(autosave, folder / "autosave.safetensors")
        interrupted(folder)
        variables = {}
        for name, (first, second, looks) in VARIABLES.items():
            shutil.rmtree(folder / "state", ignore_errors=True)
            # One cell, as a prompt reads it: a block.
            block = "if True:\n" + "".join(f"    {line}\n" for line in second.splitlines() if line) + "\n"
            run(block + first + "\n", folder, prompt=True, autosaves=True)
            file, = (folder / "state/elbow/autosave").glob("*-cells-*.safetensors")
            shutil.move(file, folder / f"{name}.safetensors")
            (FOLDER / f"{name}.safetensors").write_bytes((folder / f"{name}.safetensors").read_bytes())
            load = (TINY if first else "") + f'load "{name}.safetensors"\n# %%\n'
            shown = [run(load + look + "\n", folder)[len(run(load, folder)):] for look in looks]
            variables[name] = [{"look": look, "shown": text} for look, text in zip(looks, shown)]
        shapes = 'data shapes, train=600, test=8, batch=100\n'
        data = {name: data for name, (data, _) in SESSIONS.items() if name not in refused}
        data |= {"checkpoint": held, "checkpoint-best": held, "autosave": TINY, "interrupted": shapes}
        kept = {}
        for name in data:
            # Of the program's own folder nothing may be found where the file is read, but what is loaded before.
            kept[name] = (folder / f"{name}.safetensors").read_bytes()
        for name, line in data.items():
            if name == "without-data":
                for file in DATA.iterdir():
                    (folder / file.name).rename(folder / ("away-" + file.name))
            expected[name] = expectations(folder, name, line)
            if name == "without-data":
                for file in DATA.iterdir():
                    (folder / ("away-" + file.name)).rename(folder / file.name)
        for name, whole in kept.items():
            (FOLDER / f"{name}.safetensors").write_bytes(whole)
        # Values, and a network by itself.
        run(
            "seed 3\nx = randn(2, 3)\nsave x, \"value.npy\"\nsave x, \"value.safetensors\"\nsave {\"a\": x, \"b\": x[0]}, \"values.npz\"\n"
            "save {\"a\": x, \"b\": x > 0}, \"values.safetensors\"\nnet = sequential(linear(3, 2), batch_norm(2), relu, heads(linear(2, 1), linear(2, 1)))\n"
            'save net, "network.safetensors"\nsave net(ones(2, 3))[0], "network-of-ones.npy"\n', folder)
        for name in ("value.npy", "value.safetensors", "values.npz", "values.safetensors", "network.safetensors", "network-of-ones.npy"):
            shutil.copy(folder / name, FOLDER)
        core = run("session", folder)
        expected = {"core": re.search(r"OpenBLAS kernels for (\w+)", core)[1], "sessions": expected, "variables": variables}
    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=0, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
