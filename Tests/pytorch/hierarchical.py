"""Two levels of codes: the prior of the lower one comes from the upper one."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import optim


def numbers(count, phase):
    """Numbers that look random and are the same everywhere."""
    return torch.sin(torch.arange(count, dtype=torch.float32) * 12.9898 + phase * 78.233)


def fill(net, scale=0.15):
    """The same weights in every program: no random numbers are compared, only what is computed with them."""
    state = {}
    for place, (name, tensor) in enumerate(net.state_dict().items()):
        state[name] = (numbers(tensor.numel(), place + 1) * scale).reshape(tensor.shape)
    net.load_state_dict(state)


def noise(shape, step):
    count = 1
    for length in shape:
        count *= length
    return (numbers(count, step + 0.5) * 1.4).reshape(shape)


def images(count, channels=1, side=12):
    """Soft discs of different places and sizes."""
    rows = torch.arange(side, dtype=torch.float32).view(1, 1, side, 1)
    columns = torch.arange(side, dtype=torch.float32).view(1, 1, 1, side)
    number = torch.arange(count * channels, dtype=torch.float32).view(count, channels, 1, 1)
    x = side / 2 + (side / 4) * torch.sin(number * 1.3)
    y = side / 2 + (side / 4) * torch.cos(number * 0.7)
    radius = side / 6 + torch.sin(number) * side / 16
    distance = torch.sqrt((rows - y) ** 2 + (columns - x) ** 2)
    return torch.sigmoid((radius - distance) * 2)


def kl_between(mu_q, logvar_q, mu_p, logvar_p):
    ratio = torch.exp(logvar_q - logvar_p)
    return 0.5 * (logvar_p - logvar_q + ratio + (mu_q - mu_p) ** 2 / torch.exp(logvar_p) - 1).sum(dim=1)


class Gaussian(nn.Module):
    """A hidden layer, and the mean and log-variance of a normal distribution."""

    def __init__(self, inputs: int, outputs: int, hidden: int = 24) -> None:
        super().__init__()
        self.net = nn.Sequential(nn.Linear(inputs, hidden), nn.SiLU())
        self.mean = nn.Linear(hidden, outputs)
        self.logvar = nn.Linear(hidden, outputs)

    def forward(self, x: torch.Tensor):
        h = self.net(x)
        return self.mean(h), torch.clamp(self.logvar(h), min=-5.0, max=5.0)


class HVAE(nn.Module):
    def __init__(self, sizes=(6, 3)):
        super().__init__()
        self.sizes = sizes
        self.q = nn.ModuleDict({"z1": Gaussian(144, sizes[0]), "z2": Gaussian(sizes[0], sizes[1])})
        self.p1 = Gaussian(sizes[1], sizes[0])
        self.out = nn.Sequential(nn.LayerNorm(sizes[0]), nn.Linear(sizes[0], 24), nn.GELU(), nn.Linear(24, 144))
        self.register_buffer("prior_mean", torch.zeros(1, sizes[1]))

    def forward(self, x, step):
        m1, v1 = self.q["z1"](x)
        z1 = m1 + torch.exp(0.5 * v1) * noise(m1.shape, 2 * step)
        m2, v2 = self.q["z2"](z1)
        z2 = m2 + torch.exp(0.5 * v2) * noise(m2.shape, 2 * step + 1)
        p1 = self.p1(z2)
        kls = [kl_between(m1, v1, *p1), kl_between(m2, v2, self.prior_mean, torch.zeros_like(v2))]
        return self.out(z1), kls


model = HVAE()
fill(model)
model.prior_mean = torch.zeros(1, 3)
optimizer = optim.Adam([{"params": model.parameters()}], lr=2e-3)
data = images(20).view(20, -1)
for step in range(20):
    logits, kls = model(data, step)
    nll = F.binary_cross_entropy_with_logits(logits, data, reduction="none").sum(-1)
    loss = torch.mean(nll + sum(kls))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{loss.item():.4f}", *[f"{kl.mean().item():.4f}" for kl in kls])
print(sorted(name for name in model.state_dict() if "mean" in name)[:3], len(model.state_dict()))
