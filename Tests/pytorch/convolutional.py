"""A convolutional VAE on colour images, with batch normalization, as classes of nn.Sequential."""

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


class Encoder(nn.Module):
    def __init__(self, channels=3, latent=6):
        super(Encoder, self).__init__()
        self.features = nn.Sequential(
            nn.Conv2d(channels, 8, kernel_size=3, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(8),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(8, 16, kernel_size=3, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(16),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Flatten(),
        )
        self.mu = nn.Linear(16 * 3 * 3, latent)
        self.log_var = nn.Linear(16 * 3 * 3, latent)

    def forward(self, x):
        h = self.features(x)
        return self.mu(h), self.log_var(h)


class Decoder(nn.Module):
    def __init__(self, channels=3, latent=6):
        super(Decoder, self).__init__()
        self.fc = nn.Linear(latent, 16 * 3 * 3)
        self.upsample = nn.Sequential(
            nn.ConvTranspose2d(16, 8, kernel_size=4, stride=2, padding=1),
            nn.ReLU(True),
            nn.ConvTranspose2d(8, channels, kernel_size=4, stride=2, padding=1),
            nn.Sigmoid(),
        )

    def forward(self, z):
        h = F.relu(self.fc(z)).view(-1, 16, 3, 3)
        return self.upsample(h)


encoder, decoder = Encoder(), Decoder()
for net in (encoder, decoder):
    fill(net)
for module in encoder.modules():
    if isinstance(module, nn.BatchNorm2d):
        nn.init.ones_(module.weight)
        nn.init.zeros_(module.bias)
parameters = list(encoder.parameters()) + list(decoder.parameters())
optimizer = torch.optim.AdamW(parameters, lr=2e-3, weight_decay=0.01)
criterion = nn.MSELoss(reduction="sum")
data = images(32, channels=3)
for step in range(20):
    x = data[:16] if step % 2 == 0 else data[16:]
    mu, log_var = encoder(x)
    z = mu + torch.exp(log_var / 2) * noise(mu.size(), step)
    x_hat = decoder(z)
    kl = -0.5 * (1 + log_var - mu ** 2 - log_var.exp()).sum(dim=1)
    loss = (criterion(x_hat, x) + kl.sum()) / x.size(0)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{step:2d}: {loss.item():.4f}")
encoder.eval()
with torch.no_grad():
    mu, _ = encoder(data)
print(mu.shape, x_hat.shape, sum(p.numel() for p in parameters if p.requires_grad))
print(f"{mu.abs().mean().item():.5f} {encoder.features[1].running_mean.sum().item():.5f}")
