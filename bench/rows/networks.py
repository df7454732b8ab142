"""Row 8: networks that nothing was made for. One text of each cell runs in Elbow and, by elbow_names.py, in PyTorch."""

from contest import best, elbow, in_turn, median, pytorch
from markdown import table, verdict

TITLE = "Five other networks"
MINUTES = (4, 12)

STEPS = """\
def loss_of(x):
    mean, logvar = enc(x)
    z = mean + exp(0.5 * logvar) * randn_like(mean)
    reconstruction = binary_cross_entropy_with_logits(dec(z), x, reduction="sum")
    return reconstruction + 0.5 * sum(mean**2 + exp(logvar) - 1 - logvar)

optimizer = adam(enc, dec, lr=0.001)
def steps(n):
    for i in range(n):
        loss = loss_of(xs[i % len(xs)])
        step(optimizer, loss)
    return loss.item()
"""

# name: (the shape of a batch, steps in a measurement, the networks)
NETWORKS = {
    "3×3 kernels, 12 channels, 27×27": ((64, 1, 27, 27), 150, """\
enc = sequential(conv2d(1, 12, 3, padding=1), relu, max_pool2d(2), conv2d(12, 12, 3, padding=1), relu, max_pool2d(2),
    flatten, linear(12 * 6 * 6, 64), relu, heads(linear(64, 16), linear(64, 16)))
dec = sequential(linear(16, 256), relu, linear(256, 27 * 27), unflatten(1, (1, 27, 27)))"""),
    "7×7 kernels, 48 channels, 28×28": ((64, 1, 28, 28), 30, """\
enc = sequential(conv2d(1, 48, 7, padding=3), relu, max_pool2d(2), conv2d(48, 48, 7, padding=3), relu, max_pool2d(2),
    flatten, linear(48 * 7 * 7, 128), relu, heads(linear(128, 20), linear(128, 20)))
dec = sequential(linear(20, 512), relu, linear(512, 784), unflatten(1, (1, 28, 28)))"""),
    "3×3 kernels, 16 to 48 channels, 64×64": ((32, 3, 64, 64), 30, """\
enc = sequential(conv2d(3, 16, 3, padding=1), relu, max_pool2d(2), conv2d(16, 32, 3, padding=1), relu, max_pool2d(2),
    conv2d(32, 48, 3, padding=1), relu, max_pool2d(2), flatten, linear(48 * 8 * 8, 128), relu,
    heads(linear(128, 32), linear(128, 32)))
dec = sequential(linear(32, 256), relu, linear(256, 3 * 64 * 64), unflatten(1, (3, 64, 64)))"""),
    "deep MLP, eight layers": ((64, 784), 150, """\
enc = sequential(linear(784, 512), relu, linear(512, 512), relu, linear(512, 256), relu,
    heads(linear(256, 20), linear(256, 20)))
dec = sequential(linear(20, 256), relu, linear(256, 512), relu, linear(512, 512), relu, linear(512, 784))"""),
    "toy of two latent dimensions": ((64, 64), 1000, """\
enc = sequential(linear(64, 32), tanh, heads(linear(32, 2), linear(32, 2)))
dec = sequential(linear(2, 32), tanh, linear(32, 64))"""),
}


def contestants(shape, steps, networks):
    """Elbow, and PyTorch eager, channels_last where there are images, and compiled."""
    batches = "xs = []\nfor i in range(4):\n    xs.append(rand(%s))" % ", ".join(map(str, shape))
    cell = f"steps({steps})"
    made = [elbow("Elbow", [batches, networks, STEPS], cell), pytorch("PyTorch eager", [batches, networks, STEPS], cell)]
    if len(shape) == 4:
        made.append(pytorch("PyTorch channels_last", [batches, networks, "channels_last(enc, dec, xs)", STEPS], cell))
    compiled = [batches, networks, STEPS, "loss_of = torch.compile(loss_of, dynamic=False)", "steps(3)"]
    return made + [pytorch("PyTorch compiled", compiled, cell)]


def measure(quick):
    found = {}
    for name, (shape, steps, networks) in NETWORKS.items():
        count = max(5, steps // 10) if quick else steps
        found[name] = [count, in_turn(contestants(shape, count, networks), 2 if quick else 5)]
    return found


def compared(name, steps, taken):
    if "Elbow" not in taken or not any("PyTorch" in other for other in taken):
        return [name] + ["—"] * 4 + ["not measured"]
    ours, (theirs, mode) = median(taken["Elbow"]), best(taken, "PyTorch")
    eager = median(taken.get("PyTorch eager"))
    return [name, f"{1e3 * ours / steps:.2f}", f"{1e3 * eager / steps:.2f}", f"{1e3 * theirs / steps:.2f}",
            mode.removeprefix("PyTorch "), verdict(ours / theirs, 0.7)]


HEADS = ["", "Elbow ms a step", "PyTorch eager", "PyTorch's best", "which", "Elbow's ÷ best"]


def report(data, machine):
    return table(HEADS, [compared(name, *entry) for name, entry in data.items()])
