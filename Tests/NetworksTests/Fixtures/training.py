"""Writes training.safetensors: five steps of Adam on the tutorial's model, and ten of each optimizer on a polynomial, as
PyTorch makes them.

    .venv-fixtures/bin/python Tests/NetworksTests/Fixtures/training.py

The file's metadata say with which PyTorch it was made. Weights, images and noise are not in the file: both sides compute
them from `uniform` below, to the last bit. What is in it: the losses; the norm of each parameter's gradient and of the
updated parameter, whole; and of each of them the entries at every so-manieth place, `SAMPLES` at most. Computed in double
precision, so that the only rounding a comparison sees is Elbow's.
"""

import math
import pathlib
import sys

import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Support"))
from tensor_file import save  # noqa: E402

SAMPLES, STEPS, BATCH, LATENT = 300, 5, 8, 30
torch.set_default_dtype(torch.float64)


def uniform(stream, shape):
    """Numbers in [0, 1) of 24 bits from the element's index: a multiplication and its high bits, twice."""
    i = torch.arange(math.prod(shape), dtype=torch.int64)
    h = (i * 2654435761 + stream * 40503 + 12345) % 2**32
    h = ((h ^ (h >> 15)) * 2246822519) % 2**32
    return ((h >> 8).double() / 2**24).reshape(shape)


def rounded(x):
    return x.float().double()


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 16, 5, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 5, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(32 * 5 * 5, 128), nn.ReLU())
        self.mean, self.logvar = nn.Linear(128, LATENT), nn.Linear(128, LATENT)

    def forward(self, x):
        h = self.layers(x)
        return self.mean(h), self.logvar(h)


def sampled(tensor):
    step = -(-tensor.numel() // SAMPLES)
    return tensor.detach().flatten()[::step].clone()


# By the names that OptimizerTests.swift has for them.
OPTIMIZERS = {
    "adam": lambda w: torch.optim.Adam(w, lr=0.01),
    "adam, decay": lambda w: torch.optim.Adam(w, lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1),
    "adamw": lambda w: torch.optim.AdamW(w, lr=0.01, weight_decay=0.1),
    "sgd": lambda w: torch.optim.SGD(w, lr=0.01),
    "sgd, momentum": lambda w: torch.optim.SGD(w, lr=0.01, momentum=0.9, weight_decay=0.1),
    "sgd, nesterov": lambda w: torch.optim.SGD(w, lr=0.01, momentum=0.9, nesterov=True, weight_decay=0.1),
    "rmsprop": lambda w: torch.optim.RMSprop(w, lr=0.01),
    "rmsprop, momentum": lambda w: torch.optim.RMSprop(
        w, lr=0.01, alpha=0.9, eps=1e-6, momentum=0.5, weight_decay=0.1),
}


def course(make, steps=10):
    """The 21 weights after each step down the sum of their cubes."""
    w = rounded(torch.arange(21) / 7 - 1).requires_grad_()
    optimizer = make([w])
    rows = []
    for _ in range(steps):
        optimizer.zero_grad()
        (w**3).sum().backward()
        optimizer.step()
        rows.append(w.detach().clone())
    return torch.stack(rows)


def main():
    encoder = Encoder()
    decoder = nn.Sequential(nn.Linear(LATENT, 512), nn.ReLU(), nn.Linear(512, 784), nn.Sigmoid())
    parameters = [*encoder.parameters(), *decoder.parameters()]
    fan_in = 1
    with torch.no_grad():
        for stream, parameter in enumerate(parameters):
            if parameter.dim() > 1:
                fan_in = parameter[0].numel()
            parameter.copy_(rounded((2 * uniform(stream, parameter.shape) - 1) / math.sqrt(fan_in)))
    optimizer = torch.optim.Adam(parameters, lr=0.001)
    out = {}
    losses = []
    for step in range(STEPS):
        x = rounded(uniform(100 + step, (BATCH, 1, 28, 28)))
        noise = rounded(3 * uniform(200 + step, (BATCH, LATENT)) - 1.5)
        optimizer.zero_grad()
        mean, logvar = encoder(x)
        p = decoder(mean + (logvar.exp()).sqrt() * noise)
        reconstruction = F.binary_cross_entropy(p, x.flatten(1), reduction="sum")
        loss = reconstruction + 0.5 * (mean**2 + logvar.exp() - 1 - logvar).sum()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        for number, parameter in enumerate(parameters):
            out[f"{step}/{number}/gradient"] = sampled(parameter.grad)
            out[f"{step}/{number}/parameter"] = sampled(parameter)
            out[f"{step}/{number}/norms"] = torch.stack([parameter.grad.norm(), parameter.detach().norm()])
    out["losses"] = torch.tensor(losses)
    for name, make in OPTIMIZERS.items():
        out[f"optimizer/{name}"] = course(make)
    path = pathlib.Path(__file__).with_suffix(".safetensors")
    save(path, out, {"torch": torch.__version__, "samples": str(SAMPLES)})
    print(losses, path.stat().st_size, "bytes")


main()
