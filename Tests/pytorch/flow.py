"""A VAE whose posterior goes through planar flows."""

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


class PlanarFlow(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1, size))
        self.scale = nn.Parameter(torch.zeros(1, size))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, z):
        inner = (self.weight * self.scale).sum()
        scale = self.scale + (F.softplus(inner) - 1 - inner) * self.weight / (self.weight ** 2).sum()
        activation = F.linear(z, self.weight, self.bias)
        psi = (1 - torch.tanh(activation) ** 2) * self.weight
        log_det = torch.log(torch.abs(1 + psi @ scale.t()) + 1e-8)
        return z + scale * torch.tanh(activation), log_det.squeeze(-1)


class FlowVAE(nn.Module):
    def __init__(self, latent=4, flows=3):
        super().__init__()
        self.encoder = nn.Linear(144, 20)
        self.mu = nn.Linear(20, latent)
        self.logvar = nn.Linear(20, latent)
        self.flows = nn.ModuleList()
        for _ in range(flows):
            self.flows.append(PlanarFlow(latent))
        self.decoder = nn.Sequential(nn.Linear(latent, 20), nn.ELU(), nn.Linear(20, 144))

    def forward(self, x, step):
        h = F.elu(self.encoder(x))
        mu, logvar = self.mu(h), self.logvar(h)
        z = mu + (0.5 * logvar).exp() * noise(mu.shape, step)
        log_q = -0.5 * (logvar + (z - mu).pow(2) / logvar.exp()).sum(1)
        for flow in self.flows:
            z, log_det = flow(z)
            log_q = log_q - log_det
        log_p = -0.5 * z.pow(2).sum(1)
        return self.decoder(z), log_q - log_p


model = FlowVAE()
fill(model)
optimizer = optim.Adam(model.parameters(), lr=3e-3)
data = images(32).flatten(1)
for step in range(20):
    logits, kl = model(data, step)
    nll = F.binary_cross_entropy_with_logits(logits, data, reduction="none").sum(1)
    loss = (nll + kl).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{step} {loss.item():.4f} {kl.mean().item():.4f}")
print(len(model.flows), model.flows[0].weight.shape, logits.shape)
