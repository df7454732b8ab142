"""Row 1: an epoch of the tutorial's model."""

import statistics

import machine
from contest import Contestant, best, elbow, in_turn, median, pytorch
from markdown import table, verdict
from peers.images import training_images

TITLE = "One epoch of the tutorial's model, batches of 64"
MINUTES = (5, 16)

NETWORKS = """\
enc = sequential(
    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),
    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),
    flatten, linear(32 * 5 * 5, 128), relu,
    heads(linear(128, {latent}), linear(128, {latent})))
dec = sequential(linear({latent}, 512), relu, linear(512, 784), sigmoid)
optimizer = adam(enc, dec, lr=0.001)
"""

LOOP = """\
def epoch(n, most):
    total = 0
    for i, x in enumerate(batches(n)):
        if i == most:
            break
        mean, logvar = enc(x)
        z = mean + exp(0.5 * logvar) * randn_like(mean)
        reconstruction = binary_cross_entropy(dec(z), flatten(x), reduction="sum")
        KL = 0.5 * sum(mean**2 + exp(logvar) - 1 - logvar)
        loss = reconstruction + KL
        step(optimizer, loss)
        total += loss.item() / (n * 784)
    return total
"""


def contestants():
    def torch_mode(mode, cell="training.epoch()", warm="training.epoch(96)"):
        prepare = ["from tutorial import Training", f"training = Training({mode!r})", warm]
        return pytorch(f"PyTorch {mode}" if cell != "training.load()" else "PyTorch with its DataLoader", prepare, cell)

    def other(name, module, environment):
        return Contestant(name, [f"from {module} import Training", "training = Training()"], "training.epoch()", environment)

    return [
        elbow("Elbow train", [f"data {training_images()[0]}, batch=64", "model latent=30"], "train epochs=1, lr=0.001;"),
        elbow(
            "Elbow loop by hand", [f"data {training_images()[0]}, batch=64", NETWORKS.format(latent=30), LOOP], "epoch(64, -1)"),
        torch_mode("eager"), torch_mode("channels_last"), torch_mode("compiled"),
        torch_mode("eager", "training.load()", "pass"),
        other("JAX, compiled", "jax_tutorial", ".venv-bench-jax"),
        other("Keras over TensorFlow", "keras_tutorial", ".venv-bench-tensorflow"),
    ]


def operations_of(images):
    """Multiply-adds counted as two operations, forward and backward; the first layer needs no gradient of its input."""
    convolutions = 2 * (26 * 26 * 16 * 25) * 2 + 2 * (11 * 11 * 32 * 400) * 3
    products = 2 * (800 * 128 + 2 * 128 * 30 + 30 * 512 + 512 * 784) * 3
    return images * (convolutions + products)


def measure(quick):
    rounds = 1 if quick else 3
    taken = in_turn(contestants(), rounds, warm=not quick)
    two_threads = in_turn([
        elbow(f"Elbow train, threads={n}", [f"data {training_images()[0]}, batch=64", "model latent=30"],
              "train epochs=1, lr=0.001;", threads=n) for n in (1, 2)
    ], 9, probe=machine.distance)
    return {"data": training_images()[0], "images": 60_000, "taken": taken, "threads": two_threads}


def report(data, here):
    taken, work = data["taken"], operations_of(data["images"])
    ours = taken.get("Elbow train")
    rows = []
    for name, entry in taken.items():
        seconds, rate = median(entry), work / median(entry) / 1e9
        rows.append([name, f"{seconds:.2f}", f"{seconds / median(ours):.2f}", f"{rate:.0f}",
                     f"{100 * rate / here['peak']['all']:.0f} %", f"{entry['peak']:.0f}"])
    lines = table(["", "seconds", "× Elbow's", "GFLOP/s", "of peak", "peak memory MB"], rows)
    theirs, name = best(taken, "PyTorch")
    lines += ["", f"Of the best of PyTorch ({name}): {verdict(median(ours) / theirs, 0.5)}, goal 0.35."]
    lines += [f"The loop by hand beside `train`: {verdict(median(taken.get('Elbow loop by hand')) / median(ours), 1.2)}."]
    lines += threads(data["threads"])
    if ours:
        lines += [f"Peak memory of Elbow: {verdict(ours['peak'], 200, digits=0)} MB."]
    figures = ", ".join(f"{name} {entry['text'].splitlines()[-1][:60]}" for name, entry in taken.items() if entry["text"])
    return lines + ["", f"What the last epoch printed: {figures}."]


# Processors of one die hand each other a number in about 100 ns, those of two dies in more than 400.
NEAR = 250


def threads(taken):
    one, two = (taken.get(f"Elbow train, threads={n}") for n in (1, 2))
    ratio = median(one) / median(two)
    lines = [f"`train` takes {median(one):.2f} s with one thread and {median(two):.2f} s with two: {ratio:.2f} times as fast "
             f"(wanted 1.85: {'reached' if ratio >= 1.85 else 'missed'})."]
    if not two or "probes" not in two:
        return lines
    for where, is_there in (("of one die", lambda far: far < NEAR), ("of two dies", lambda far: far >= NEAR)):
        seconds = [s for s, far in zip(two["seconds"], two["probes"]) if is_there(far)]
        if seconds:
            middle = statistics.median(seconds)
            lines += [f"{len(seconds)} of the {len(two['seconds'])} epochs with two threads ran on processors {where}, by what "
                      f"a number took from one to the other and back: {middle:.2f} s, {median(one) / middle:.2f} times as fast."]
    return lines
