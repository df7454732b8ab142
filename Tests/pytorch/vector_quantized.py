"""A VQ-VAE: codes are the nearest rows of a table, and the gradient passes straight through."""

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


class VectorQuantizer(nn.Module):
    def __init__(self, count, size, commitment=0.25):
        super().__init__()
        self.embedding = nn.Embedding(count, size)
        self.count, self.size, self.commitment = count, size, commitment

    def forward(self, z):
        z = z.permute(0, 2, 3, 1).contiguous()
        flat = z.view(-1, self.size)
        distances = (flat ** 2).sum(dim=1, keepdim=True) + (self.embedding.weight ** 2).sum(dim=1) \
            - 2 * torch.matmul(flat, self.embedding.weight.t())
        indices = torch.argmin(distances, dim=1)
        quantized = self.embedding(indices).view(z.shape)
        loss = F.mse_loss(quantized, z.detach()) + self.commitment * F.mse_loss(quantized.detach(), z)
        quantized = z + (quantized - z).detach()
        one_hot = F.one_hot(indices, self.count).float()
        average = one_hot.mean(0)
        perplexity = torch.exp(-torch.sum(average * torch.log(average + 1e-10)))
        return quantized.permute(0, 3, 1, 2), loss, perplexity, indices


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.block = nn.Sequential(
            nn.ReLU(), nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.ReLU(),
            nn.Conv2d(channels, channels, 1, bias=False))

    def forward(self, x):
        return x + self.block(x)


class VQVAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, 8, 4, 2, 1), Residual(8), nn.Conv2d(8, 4, 3, padding=1))
        self.quantizer = VectorQuantizer(16, 4)
        self.decoder = nn.Sequential(nn.Conv2d(4, 8, 3, padding=1), Residual(8), nn.ConvTranspose2d(8, 1, 4, 2, 1))

    def forward(self, x):
        quantized, loss, perplexity, indices = self.quantizer(self.encoder(x))
        return self.decoder(quantized), loss, perplexity, indices


model = VQVAE()
fill(model, scale=0.3)
optimizer = optim.Adam(model.parameters(), lr=1e-3, amsgrad=False)
data = images(16)
for step in range(20):
    optimizer.zero_grad()
    recon, vq_loss, perplexity, indices = model(data)
    loss = F.mse_loss(recon, data) / 0.06 + vq_loss
    loss.backward()
    optimizer.step()
    print(f"{step} {loss.item():.5f} {vq_loss.item():.5f} {perplexity.item():.3f}")
print(recon.shape, indices.shape, indices.unique().numel() > 0)
