"""A VAE with categorical codes, made differentiable by the Gumbel-softmax."""

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


def gumbel(shape, step):
    uniform = (noise(shape, step) / 1.4 + 1.0) / 2.0
    return -torch.log(-torch.log(uniform.clamp(1e-6, 1 - 1e-6)))


class GumbelVAE(nn.Module):
    def __init__(self, variables=5, categories=4):
        super().__init__()
        self.variables, self.categories = variables, categories
        self.encoder = nn.Sequential(nn.Linear(144, 48), nn.ReLU(), nn.Linear(48, variables * categories))
        self.decoder = nn.Sequential(nn.Linear(variables * categories, 48), nn.ReLU(), nn.Linear(48, 144), nn.Sigmoid())

    def forward(self, x, temperature, step, hard=False):
        logits = self.encoder(x).view(-1, self.variables, self.categories)
        y = F.softmax((logits + gumbel(logits.size(), step)) / temperature, dim=-1)
        if hard:
            index = y.max(dim=-1, keepdim=True)[1]
            y_hard = torch.zeros_like(y).scatter(-1, index, 1.0)
            y = (y_hard - y).detach() + y
        return self.decoder(y.view(x.size(0), -1)), F.softmax(logits, dim=-1)


model = GumbelVAE()
fill(model)
optimizer = optim.Adam(model.parameters(), lr=1e-3)
data = images(40).view(40, 144)
temperature = 1.0
for step in range(20):
    recon, q = model(data, temperature, step, hard=step >= 10)
    bce = F.binary_cross_entropy(recon, data, reduction="sum") / data.shape[0]
    kl = (q * torch.log(q * model.categories + 1e-20)).sum(dim=-1).sum(dim=-1).mean()
    loss = bce + kl
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 5 == 4:
        temperature = max(temperature * math.exp(-0.1), 0.5)
    print(f"{step} {loss.item():.4f} {kl.item():.5f} {temperature:.4f}")
print(q.shape, q.sum(-1).allclose(torch.ones(40, 5)))
