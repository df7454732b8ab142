"""A conditional VAE: the class goes into encoder and decoder as a one-hot row."""

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


class CVAE(nn.Module):
    def __init__(self, pixels, classes, hidden=24, latent=3):
        super().__init__()
        self.classes = classes
        self.encoder = nn.Sequential(nn.Linear(pixels + classes, hidden), nn.Tanh())
        self.heads = nn.ModuleList([nn.Linear(hidden, latent) for _ in range(2)])
        self.decoder = nn.Sequential(nn.Linear(latent + classes, hidden), nn.Tanh(), nn.Linear(hidden, pixels))

    def forward(self, x, y, step):
        condition = F.one_hot(y, num_classes=self.classes).float()
        h = self.encoder(torch.cat([x.flatten(start_dim=1), condition], dim=1))
        mu, logvar = [head(h) for head in self.heads]
        z = mu + torch.exp(0.5 * logvar) * noise(mu.shape, step)
        return self.decoder(torch.cat((z, condition), dim=-1)), mu, logvar

    @torch.no_grad()
    def sample(self, y, step):
        condition = F.one_hot(y, num_classes=self.classes).float()
        z = noise((y.shape[0], 3), step)
        return torch.sigmoid(self.decoder(torch.cat([z, condition], 1)))


model = CVAE(144, 4)
fill(model)
optimizer = optim.SGD(model.parameters(), lr=5e-4, momentum=0.9)
data = images(48)
labels = torch.arange(48) % 4
losses = []
for step in range(20):
    chosen = slice((step % 3) * 16, (step % 3) * 16 + 16)
    x, y = data[chosen], labels[chosen]
    logits, mu, logvar = model(x, y, step)
    reconstruction = F.binary_cross_entropy_with_logits(logits, x.view(x.size(0), -1), reduction="sum")
    kl = 0.5 * torch.sum(mu ** 2 + logvar.exp() - 1 - logvar)
    loss = reconstruction + kl
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item() / len(x))
print("\n".join(f"{number:.4f}" for number in losses))
print(model.sample(torch.arange(4), 7).shape, [name for name, _ in model.named_parameters()])
