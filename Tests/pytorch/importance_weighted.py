"""An importance-weighted autoencoder: K codes for each image, and the logarithm of their mean weight."""

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


K = 5


def log_normal(x, mean, logvar):
    return -0.5 * (math.log(2 * math.pi) + logvar + (x - mean) ** 2 / torch.exp(logvar)).sum(-1)


class IWAE(nn.Module):
    def __init__(self, latent=4, hidden=30):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(144, hidden), nn.Softplus())
        self.mu, self.lv = nn.Linear(hidden, latent), nn.Linear(hidden, latent)
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.Softplus(), nn.Linear(hidden, 144))

    def bound(self, x, step):
        h = self.enc(x)
        mu, lv = self.mu(h), self.lv(h)
        eps = noise((K, *mu.shape), step)
        z = mu.unsqueeze(0) + torch.exp(0.5 * lv).unsqueeze(0) * eps
        logits = self.dec(z)
        target = x.unsqueeze(0).expand(K, -1, -1)
        log_px = -F.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(dim=-1)
        log_pz = log_normal(z, torch.zeros_like(z), torch.zeros_like(z))
        log_qz = log_normal(z, mu, lv)
        log_w = log_px + log_pz - log_qz
        return torch.logsumexp(log_w, dim=0) - math.log(K), log_w


model = IWAE()
fill(model)
optimizer = optim.Adam(model.parameters(), lr=0.002, betas=(0.9, 0.99))
data = images(24).view(24, -1)
for step in range(20):
    bound, log_w = model.bound(data, step)
    loss = -bound.mean()
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    w = torch.softmax(log_w.detach(), dim=0)
    ess = 1.0 / (w ** 2).sum(0)
    print(f"{loss.item():.4f} {ess.mean().item():.4f}")
print(bound.shape, log_w.shape)
