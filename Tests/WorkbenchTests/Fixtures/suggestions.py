#!/usr/bin/env python3
"""Writes suggestions.json beside it: lines as people write them for PyTorch, what Elbow is to say of each, and PyTorch's value.

Each line sets `r`. Behind it stands the line that mends it, or None where it runs as it was typed; its value is to be the one
that PyTorch gives for what was typed, which is computed here. EXAMPLE has what is only alike, NONE errors that show no line.
Run it with PyTorch and NumPy installed, after a line was added.
"""

import json
import math
import os
import pathlib
import random
import signal

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

# A process that is forked from one with threads may wait for them for ever.
torch.set_num_threads(1)

SETUP = """\
x = torch.tensor([[1.5, -2.5, 0.25], [3.0, 0.0, -0.75]])
a = torch.tensor([1.0, 4.0, -2.0])
b = torch.tensor([0.5, 2.0, 8.0])
p = torch.tensor([[0.2, 0.9, 0.5], [0.7, 0.4, 0.6]])
t = torch.tensor([[0.0, 1.0, 1.0], [1.0, 0.0, 0.5]])
v = torch.tensor([[1.0, 2.0, 0.5], [1.0, 0.5, 4.0]])
y = torch.tensor([2, 0])
st = torch.tensor([1.0, 2.0, 3.0])
q = torch.tensor([4.0, 5.0, 6.0])
"""

# Numbers that are whatever lies in memory, a place in it, or a draw.
ARBITRARY = ["empty", "data_ptr", "x.new(1)", "binomial"]

TRY = [
    # Losses as objects, and what they were made with.
    ("r = nn.BCELoss(reduction='sum')(p, t)", None),
    ("r = nn.BCELoss(size_average=False)(p, t)", None),
    ("r = nn.BCELoss(reduction='none')(p, t)", None),
    ("r = nn.BCELoss()(p, t)", None),
    ("r = nn.BCELoss(weight=v)(p, t)", None),
    ("r = nn.BCELoss(weight=v, reduction='sum')(p, t)", None),
    ("r = nn.BCELoss(weight=v + 1)(p, t) * 2", None),
    ("r = nn.BCEWithLogitsLoss(reduction='sum')(x, t)", None),
    ("r = nn.MSELoss(reduction='sum')(x, t)", None),
    ("r = nn.GaussianNLLLoss(full=True, reduction='sum')(x, t, v)", None),
    ("f = nn.BCELoss(reduction='sum'); r = f(p, t)", None),
    ("f = nn.MSELoss(); r = f(x, t)", None),
    ("r = nn.CrossEntropyLoss()(x, y)", None),
    ("f = nn.L1Loss(reduction='sum'); r = f(x, t)", None),
    ("r = F.binary_cross_entropy(p, t, reduction='sum')", None),
    ("r = F.binary_cross_entropy(p, t, size_average=False)", None),
    ("r = F.binary_cross_entropy(p, t, weight=v)", None),
    ("r = F.binary_cross_entropy(p, t, weight=v, reduction='sum')", None),
    ("r = F.cross_entropy(x, y)", None),
    ("r = F.cross_entropy(x, y, reduction='sum')", None),
    ("r = F.l1_loss(x, t, reduction='sum')", None),
    # Layers and functions of networks.
    ("r = nn.ReLU(True)(x)", None),
    ("r = nn.LeakyReLU(0.2, True)(x)", None),
    ("r = nn.Softmax(dim=1)(x)", None),
    ("r = F.softplus(x, beta=2)", None),
    ("r = F.interpolate(x[None], scale_factor=2, mode='linear')", None),
    ("r = F.linear(x, v, b[:2])", None),
    ("r = F.dropout(x, 0.5, training=False)", None),
    ("r = F.relu(x, inplace=True)", None),
    # Functions on elements.
    ("r = torch.log2(b)", None),
    ("r = 1 - torch.log2(b)", None),
    ("r = math.log2(8)", None),
    ("r = math.log(9, 3)", None),
    ("r = torch.exp2(a)", None),
    ("r = torch.floor(x)", None),
    ("r = torch.ceil(x + 0.1)", None),
    ("r = torch.trunc(x)", None),
    ("r = torch.square(x - 1)", None),
    ("r = torch.rsqrt(b)", None),
    ("r = torch.reciprocal(b)", None),
    ("r = torch.neg(a) ** 2", None),
    ("r = torch.add(a, b, alpha=2)", None),
    ("r = torch.sub(a, b)", None),
    ("r = torch.mul(a + 1, b - 1)", None),
    ("r = torch.div(a, b)", None),
    ("r = torch.pow(b, 3)", None),
    ("r = torch.lerp(a, b, 0.25)", None),
    ("r = torch.amax(x, dim=1)", None),
    ("r = torch.argsort(a, descending=True)", None),
    ("r = torch.outer(a, b)", None),
    ("r = torch.max(a, b)", None),
    ("d = 0; r = torch.max(x, d).values", None),
    ("r = x.numpy().max()", None),
    ("r = np.linspace(0, 1, 3).max()", None),
    ("r = math.floor(2.5)", None),
    ("r = torch.max(x, 1).values", None),
    ("r = torch.flatten(x)", None),
    ("r = torch.std(x, unbiased=False)", None),
    ("r = x.std(unbiased=False)", None),
    ("r = torch.sum(x, axis=0)", None),
    ("r = torch.logical_and(x, t)", None),
    ("r = torch.isnan(x)", None),
    ("r = torch.numel(x)", None),
    ("r = torch.zeros(2, dtype=torch.long)", None),
    ("r = torch.tensor([1, 2], dtype=torch.int64)", None),
    ("r = torch.ones(2, requires_grad=False)", None),
    ("r = nn.Parameter(torch.zeros(3), requires_grad=False)", None),
    ("r = nn.Parameter(a)", None),
    ("r = torch.Tensor([1, 2])", None),
    ("r = torch.FloatTensor([1, 2])", None),
    ("r = torch.FloatTensor(2, 3).fill_(3)", None),
    ("r = torch.linalg.det(torch.tensor([[2.0, 1.0], [1.0, 3.0]]))", None),
    ("r = (x > 2).all(dim=1)", None),
    ("r = (x > 2).any(0, keepdim=True)", None),
    ("r = torch.any(x > 2)", None),
    ("r = torch.all(x == x)", None),
    ("r = x.flatten()", None),
    ("r = torch.distributions.Normal(a, b.exp()).log_prob(a)", None),
    ("r = x[range(2)]", None),
    ("import math; r = math.sqrt(4)", None),
    # NumPy's other defaults and orders.
    ("r = np.std([1, 2, 4])", None),
    ("r = np.var([1, 2, 4], ddof=1)", None),
    ("r = np.max([[1, 2], [4, 3]])", None),
    ("r = np.sort([3, 1, 2])", None),
    ("r = np.linspace(0, 1)", None),
    ("r = np.clip([1, 5], 2, 3)", None),
    # Methods.
    ("r = x.long()", None),
    ("r = (x > 0).long() + (x > 1).long()", None),
    ("r = (x > 0).float() + (x > 1).float()", None),
    ("r = x.to(torch.long)", None),
    ("r = x.to('cpu')", None),
    ("r = x.to(dtype=torch.float32, device='cpu')", None),
    ("r = x.type(torch.LongTensor)", None),
    ("r = x.bool()", None),
    ("r = st + (q - st).data", None),
    ("r = a.add(b)", None),
    ("r = a.sub(b).mul(2)", None),
    ("r = x.eq(t)", None),
    ("r = x.amax(dim=0)", None),
    ("r = x.size(1)", None),
    ("r = x.size(dim=1)", None),
    ("r = (x > 2).any()", None),
    ("r = a.clone().clamp_(0)", None),
    ("r = (a - b).clamp_(0)", None),
    ("r = a; r.clamp_(0)", None),
    ("r = a.tolist()", None),
    # Arrays, types and places as NumPy and PyTorch have them.
    ("r = np.array([1.0, 2.0, 4.0]).std()", None),
    ("r = np.linspace(0, 1, 3).var()", None),
    ("r = np.ones((2, 3)).flatten()", None),
    ("r = np.zeros((2, 3)).max(axis=0)", None),
    ("r = torch.where(y == 2)[0][:10]", None),
    ("r = isinstance(x, torch.Tensor)", None),
    ("r = x.numpy().std()", None),
    ("r = x.detach().cpu().numpy().var()", None),
    ("r = x.numpy().flatten()", None),
    ("r = torch.zeros(2, 3).numpy().cumsum()", None),
    ("r = nn.BCEWithLogitsLoss(pos_weight=v)(x, t)", None),
    ("r = torch.tensor([1.5], dtype=torch.long)", None),
    ("r = (a * 1).long() + torch.rand(3).long()", None),
    ("r = x.tolist()", None),
    ("r = a + a.clamp_(0)", None),
    # Layers and functions with what they take by themselves.
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.MaxPool2d(2)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.MaxPool2d(3, 2, 1)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.MaxPool2d(kernel_size=2, stride=1)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.AvgPool2d(2)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.AvgPool2d(2, stride=1)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = F.max_pool2d(i, 2)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = F.avg_pool2d(i, 2, 1)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.Flatten()(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.Unflatten(1, (1, 2, 2))(u)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.LayerNorm(4)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.BatchNorm2d(1)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.BatchNorm2d(1, affine=False, eps=0.1)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.GroupNorm(1, 1)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.Upsample(scale_factor=2)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.AdaptiveAvgPool2d(1)(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.Identity()(i)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.Sigmoid()(i)", None),
    ("r = nn.ELU(0.5)(x)", None),
    ("r = nn.Hardtanh()(x)", None),
    ("r = nn.Softplus()(x)", None),
    ("r = nn.GELU()(x)", None),
    ("r = nn.Dropout(0.0)(x)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = nn.Sequential(nn.Flatten(), nn.Tanh())(i)", None),
    ("r = nn.KLDivLoss(reduction='batchmean')(p, t)", None),
    ("r = nn.SmoothL1Loss()(x, t)", None),
    ("r = nn.HuberLoss(delta=0.5)(x, t)", None),
    ("r = nn.NLLLoss()(x, y)", None),
    ("r = F.pad(x, (1, 2))", None),
    ("r = F.one_hot(y, 4)", None),
    ("i = (torch.arange(16.0) * 0.7 % 3).reshape(1, 1, 4, 4); u = torch.arange(8.0).reshape(2, 4); r = F.interpolate(i, scale_factor=2)", None),
    ("r = F.leaky_relu(x, 0.1)", None),
    ("r = F.elu(x)", None),
    ("r = F.gelu(x)", None),
    ("r = F.softmax(x, dim=-1)", None),
    ("r = F.log_softmax(x, -1)", None),
    ("r = F.mse_loss(x, t)", None),
    ("r = F.kl_div(p, t, reduction='sum')", None),
]

EXAMPLE = [
    # Methods of NumPy's arrays, which would run on a tensor and say something else.
    # What nobody can write anew from the line alone.
    ("for data, _ in DataLoader(x, batch_size=128): r = data", "for data, _ in batches(128, labels=True):"),
    ("for data, _ in test_loader: r = data", 'x, y = images("test"), labels("test")'),
    ("for i, data in enumerate(train_loader): r = data", "for i, data in enumerate(batches()):"),
    ("r = 5 ^ 3", "x**2"),
    ("opt = adam([{'params': linear(2, 1)}])", "adam(enc, dec, lr=0.001)"),
]

NONE = [
    # The line that comes to mind drops something, and there is no other.
    "r = nn.BCELoss(weight=v, reduction='batchmean')(p, t)",
    "r = torch.randn(3, generator=g)",
    "r = x.half()",
    "r = x.to(torch.float16)",
    "r = torch.rand(3, dtype=torch.long)",
    "r = batches(64, shuffle=False)",
    "r = nn.Dropout3d(0.5)",
    "r = torch.lobpcg(x)",
    "r = random.sample([1, 2], 1)",
    "r = optim.NAdam(x)",
    "relu(x, inplace=True)",
    "w = parameter(a); w.clamp_(0)",
    "r = torch.device('cuda') if 1 else x",
]


def flat(value):
    if isinstance(value, np.ndarray | np.generic):
        value = torch.tensor(value)
    if isinstance(value, torch.Tensor):
        return [float(number) for number in value.detach().reshape(-1)]
    if isinstance(value, list | tuple):
        return [number for item in value for number in flat(item)]
    return [float(value)]


def computed(line):
    names = {"torch": torch, "nn": nn, "F": F, "np": np, "math": math, "random": random}
    exec(SETUP, names)
    exec(line, names)
    return flat(names["r"])


def called():
    """Every function of these modules and every method, called with small tensors, and its value where it is numbers."""
    modules = {"torch": torch, "F": F, "np": np, "math": math}
    forms = ["{f}(b)", "{f}(a, b)", "{f}(x, 1)", "{f}(x, dim=1)"]
    lines = [form.format(f=f"{path}.{name}") for path, module in modules.items() for name in dir(module) for form in forms]
    methods = ["b.{f}()", "a.{f}(b)", "x.{f}(1)", "x.{f}(dim=1)"]
    lines += [form.format(f=name) for name in dir(torch.Tensor) for form in methods]
    lines = [line for line in lines if "._" not in line and not any(word in line for word in ARBITRARY)]
    # Two draws of three numbers may well be the same.
    lines = [line for line in lines if line != "F.dropout(b)" and "bernoulli" not in line]
    found, place = [], 0
    while place < len(lines):
        place = computed_apart(lines, place, found)
    return found


def computed_apart(lines, place, found):
    """Adds the values from a place on, in a process of its own, since some functions end theirs.

    Gives the place behind the line at which the process ended. Draws, what is not finite, and long results say little,
    and are left out.
    """
    output, input_ = os.pipe()
    if child := os.fork():
        os.close(input_)
        with os.fdopen(output) as file:
            for text in file:
                place, value = json.loads(text)
                if value is not None:
                    found.append([lines[place], [float(f"{number:.6g}") for number in value]])
        os.waitpid(child, 0)
        return place + 1
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    with os.fdopen(input_, "w") as file:
        for number in range(place, len(lines)):
            print(json.dumps([number, None]), file=file, flush=True)
            signal.alarm(5)
            try:
                value, again = computed("r = " + lines[number]), computed("r = " + lines[number])
            except BaseException:
                continue
            if value == again and len(value) <= 9 and all(math.isfinite(number) for number in value):
                print(json.dumps([number, value]), file=file, flush=True)
    os._exit(0)


def main():
    cases = [{"line": line, "try": text, "value": computed(line)} for line, text in TRY]
    cases += [{"line": line, "example": text} for line, text in EXAMPLE]
    cases += [{"line": line} for line in NONE]
    page = {"setup": SETUP.replace("torch.", ""), "torch": torch.__version__, "cases": cases}
    text = json.dumps(page, indent=1, allow_nan=False)[:-2]
    lines = ",\n".join("  " + json.dumps(line, allow_nan=False) for line in called())
    text += ',\n "calls": [\n' + lines + "\n ]\n}"
    pathlib.Path(__file__).with_suffix(".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
