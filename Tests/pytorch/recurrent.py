"""A VAE of sequences: a GRU reads, another writes."""

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


class Writer(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.cell = nn.GRUCell(size, hidden)
        self.out = nn.Linear(hidden, size)

    def forward(self, h, length, targets=None):
        x = torch.zeros(h.size(0), self.out.out_features)
        steps = []
        for t in range(length):
            h = self.cell(x, h)
            y = self.out(h)
            steps.append(y)
            x = y if targets is None else targets[:, t]
        return torch.stack(steps, dim=1)


class SequenceVAE(nn.Module):
    def __init__(self, size=6, hidden=16, latent=3):
        super().__init__()
        self.reader = nn.GRU(size, hidden, batch_first=True)
        self.mu = nn.Linear(hidden, latent)
        self.logvar = nn.Linear(hidden, latent)
        self.start = nn.Linear(latent, hidden)
        self.writer = Writer(size, hidden)

    def forward(self, x, step):
        _, last = self.reader(x)
        h = last.squeeze(0)
        mu, logvar = self.mu(h), self.logvar(h)
        z = mu + torch.exp(0.5 * logvar) * noise(mu.shape, step)
        return self.writer(torch.tanh(self.start(z)), x.size(1), x), mu, logvar


def waves(count, length=10, size=6):
    t = torch.arange(length, dtype=torch.float32).view(1, length, 1)
    n = torch.arange(count, dtype=torch.float32).view(count, 1, 1)
    k = torch.arange(size, dtype=torch.float32).view(1, 1, size)
    return torch.sin(t * 0.6 + n * 0.9 + k * 0.5)


model = SequenceVAE()
fill(model, scale=0.3)
optimizer = optim.Adam(model.parameters(), lr=5e-3)
data = waves(12)
for step in range(20):
    out, mu, logvar = model(data, step)
    loss = F.mse_loss(out, data, reduction="sum") / len(data) - 0.5 * torch.mean(torch.sum(1 + logvar - mu ** 2 - logvar.exp(), 1))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{step} {loss.item():.5f}")
print(out.shape, mu.shape)
