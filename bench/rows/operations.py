"""Row 5: each operation alone, called from a cell, beside PyTorch's: one text runs in both."""

import statistics

from contest import elbow, last_line, pytorch, running, say
from markdown import readable, table
from sessions import CellFailed, NoAnswer

TITLE = "Each operation alone, worst ratio first"
MINUTES = (3, 9)

# Sizes of the tutorial (batches of 64), and larger ones.
SMALL, LARGE = "64, 784", "1024, 2048"

# (operation, what it is given, the variables whose gradient is wanted); {} stands for a shape.
ELEMENTWISE = {
    "x + y": 2, "x - y": 2, "x * y": 2, "x / y": 2, "x + 1.5": 1, "x**2": 1, "exp(x)": 1, "log(x)": 1, "sqrt(x)": 1,
    "abs(x)": 1, "sigmoid(x)": 1, "tanh(x)": 1, "relu(x)": 1, "softplus(x)": 1, "silu(x)": 1, "leaky(x)": 1,
    "clamp(x, 0.2, 0.8)": 1, "maximum(x, y)": 2, "where(x > 0.5, x, y)": 2, "x > y": 0, "x + row": 2, "x * column": 2,
    "softmax(x, dim=1)": 1, "log_softmax(x, dim=1)": 1, "logsumexp(x, dim=1)": 1,
    "sum(x)": 1, "sum(x, dim=0)": 1, "sum(x, dim=1)": 1, "mean(x, dim=0)": 1, "var(x, dim=1)": 1, "cumsum(x, dim=1)": 1,
    "x.T + 0": 1, "cat([x, y], dim=1)": 2, "cat([x, y], dim=0)": 2, "randn_like(x)": 0, "rand({})": 0,
    "drop(x)": 1, "mse_loss(x, y)": 2, 'binary_cross_entropy(x, y, reduction="sum")': 1,
    'binary_cross_entropy_with_logits(x, y, reduction="sum")': 1,
}

# name: (setup, expression, variables)
LAYERS = {
    "linear 64×784 → 512": ("x = parameter(rand(64, 784))\nf = linear(784, 512)", "f(x)"),
    "linear 64×512 → 784": ("x = parameter(rand(64, 512))\nf = linear(512, 784)", "f(x)"),
    "linear 64×800 → 128": ("x = parameter(rand(64, 800))\nf = linear(800, 128)", "f(x)"),
    "linear 64×128 → 30": ("x = parameter(rand(64, 128))\nf = linear(128, 30)", "f(x)"),
    "linear 64×30 → 512": ("x = parameter(rand(64, 30))\nf = linear(30, 512)", "f(x)"),
    "linear 512×2048 → 1024": ("x = parameter(rand(512, 2048))\nf = linear(2048, 1024)", "f(x)"),
    "matmul 64×512 @ 512×784": ("x = parameter(rand(64, 512))\ny = rand(512, 784)", "x @ y"),
    "matmul 1024×1024 @ 1024×1024": ("x = parameter(rand(1024, 1024))\ny = rand(1024, 1024)", "x @ y"),
    "conv2d 1 → 16, 5×5, 28×28": ("x = parameter(rand(64, 1, 28, 28))\nf = conv2d(1, 16, 5, padding=1)", "f(x)"),
    "conv2d 16 → 32, 5×5, 13×13": ("x = parameter(rand(64, 16, 13, 13))\nf = conv2d(16, 32, 5, padding=1)", "f(x)"),
    "conv2d 64 → 64, 3×3, 32×32": ("x = parameter(rand(16, 64, 32, 32))\nf = conv2d(64, 64, 3, padding=1)", "f(x)"),
    "conv2d 32 → 64, 4×4, stride 2, 16×16": (
        "x = parameter(rand(64, 32, 16, 16))\nf = conv2d(32, 64, 4, stride=2, padding=1)", "f(x)"),
    "conv_transpose2d 64 → 32, 4×4, stride 2, 8×8": (
        "x = parameter(rand(64, 64, 8, 8))\nf = conv_transpose2d(64, 32, 4, stride=2, padding=1)", "f(x)"),
    "max_pool2d 64×16×26×26": ("x = parameter(rand(64, 16, 26, 26))", "max_pool2d(x, 2)"),
    "max_pool2d 64×32×11×11": ("x = parameter(rand(64, 32, 11, 11))", "max_pool2d(x, 2)"),
    "avg_pool2d 64×16×26×26": ("x = parameter(rand(64, 16, 26, 26))", "avg_pool2d(x, 2)"),
    "relu 64×16×26×26": ("x = parameter(rand(64, 16, 26, 26) - 0.5)", "relu(x)"),
    "batch_norm 64×32×16×16": ("x = parameter(rand(64, 32, 16, 16))\nf = batch_norm(32)", "f(x)"),
    "layer_norm 64×512": ("x = parameter(rand(64, 512))\nf = layer_norm(512)", "f(x)"),
    "permute 64×16×26×26 to channels last": ("x = parameter(rand(64, 16, 26, 26))", "permute(x, (0, 2, 3, 1)) + 0"),
    "flatten 64×1×28×28": ("x = parameter(rand(64, 1, 28, 28))", "flatten(x)"),
    "a step of adam, 541,580 parameters": (
        "f = linear(541, 1000)\nx = parameter(rand(1, 541))\noptimizer = adam(f, lr=0.001)\nbackward(sum(f(x)))", "optimizer.step()"),
}


def cases():
    """(name, setup, expression, variables of the gradient)"""
    for expression, count in ELEMENTWISE.items():
        for shape in (SMALL, LARGE):
            rows, columns = shape.split(", ")
            setup = (
                f"x = parameter(rand({shape}) * 0.8 + 0.1)\ny = parameter(rand({shape}) * 0.8 + 0.1)\n"
                f"row = parameter(rand({columns}))\ncolumn = parameter(rand({rows}, 1))\n"
                "leaky = sequential(leaky_relu(negative_slope=0.01))\ndrop = dropout(0.5)"
            )
            second = "row" if "row" in expression else "column" if "column" in expression else "y"
            name = f"{expression.replace('{}', '…')}, {shape.replace(', ', '×')}"
            yield name, setup, expression.replace("{}", shape), ["x", second][:count]
    for name, (setup, expression) in LAYERS.items():
        yield name, setup, expression, [] if "adam" in name else ["x"]


def program(setup, expression, variables):
    """A cell that makes `forward(n)` and, where there are variables, `both(n)`, the value with its gradient."""
    text = f"{setup}\ndef forward(n):\n    for i in range(n):\n        y_ = {expression}\n"
    if variables:
        # Of a layer, all gradients that training wants; of a function, those of what it is given.
        text += "def both(n):\n    for i in range(n):\n"
        if "f = " in setup:
            text += f"        backward(sum({expression}))\n"
        else:
            text += f"        y_ = grad(sum({expression}), [{', '.join(variables)}])\n"
    return text


def measure(quick):
    lasting, rounds = (0.02, 3) if quick else (0.06, 7)
    found = {}
    with running([elbow("Elbow", [], ""), pytorch("PyTorch", [], "")]) as able:
        sides = [(one.name, kernel) for one, kernel in able]
        if len(sides) < 2:
            return found
        for name, setup, expression, variables in cases():
            for what in ("forward", "both") if variables else ("forward",):
                label = name + (", with gradient" if what == "both" else "")
                try:
                    taken = one_case(sides, program(setup, expression, variables), what, lasting, rounds)
                except CellFailed as error:
                    say(f"    {label}: left out, {str(error).strip().splitlines()[0]}")
                    continue
                except NoAnswer as error:
                    say(f"    {label}: stopped here, {last_line(error)}")
                    return found
                found[label] = taken
                say(f"    {label:<70} {taken['Elbow'] / taken['PyTorch']:6.2f}")
    return found


def one_case(sides, text, what, lasting, rounds):
    """Seconds of one call on each side, medians of measurements in turn."""
    counts, taken = {}, {}
    for name, kernel in sides:
        kernel.run(text)
        kernel.run(f"{what}(3)")
        seconds = kernel.run(f"{what}(10)").seconds / 10
        counts[name], taken[name] = max(3, min(20_000, int(lasting / seconds))), []
    for _ in range(rounds):
        for name, kernel in sides:
            taken[name].append(kernel.run(f"{what}({counts[name]})").seconds / counts[name])
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def report(data, machine):
    ranked = sorted(data.items(), key=lambda item: -item[1]["Elbow"] / item[1]["PyTorch"])
    rows = [[name, readable(one["Elbow"]), readable(one["PyTorch"]), f"{one['Elbow'] / one['PyTorch']:.2f}"] for name, one in ranked]
    slower = [name for name, one in ranked if one["Elbow"] > one["PyTorch"]]
    return [f"{len(slower)} of {len(ranked)} are slower than PyTorch's (eager, its own order in memory).", ""] + table(
        ["operation", "Elbow", "PyTorch", "Elbow's ÷ PyTorch's"], [[f"`{row[0]}`", *row[1:]] for row in rows])
