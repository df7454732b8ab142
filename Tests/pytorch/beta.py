"""A beta-VAE whose weight of the KL grows, with a clipped gradient and a falling rate."""

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


class BetaVAE(nn.Module):
    num_iter = 0

    def __init__(self, latent=5, beta=4.0, capacity=20.0):
        super().__init__()
        self.beta = beta
        self.capacity = capacity
        layers = []
        for inputs, outputs in zip([144, 40], [40, 24]):
            layers += [nn.Linear(inputs, outputs), nn.ReLU()]
        self.encoder = nn.Sequential(*layers)
        self.to_code = nn.Linear(24, 2 * latent)
        self.decoder = nn.Sequential(nn.Linear(latent, 24), nn.ReLU(), nn.Linear(24, 144), nn.Sigmoid())

    def forward(self, x, step):
        mu, logvar = self.to_code(self.encoder(x.reshape(len(x), -1))).chunk(2, dim=1)
        z = mu + noise(mu.shape, step) * torch.exp(0.5 * logvar)
        return self.decoder(z), mu, logvar

    def loss(self, recon, x, mu, logvar):
        self.num_iter += 1
        recon_loss = F.mse_loss(recon, x.reshape(len(x), -1))
        kld = torch.mean(-0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=1), dim=0)
        weight = min(self.num_iter / 10, 1.0)
        return {"loss": recon_loss + weight * self.beta * kld / 144, "recon": recon_loss.detach(), "kld": kld.detach()}


model = BetaVAE()
fill(model, scale=0.2)
optimizer = optim.RMSprop(model.parameters(), lr=1e-3, alpha=0.9)
data = images(32)
for epoch in range(5):
    for number, x in enumerate(data.split(8)):
        step = epoch * 4 + number
        result = model.loss(*model(x, step)[:1], x, *model(x, step)[1:])
        optimizer.zero_grad()
        result["loss"].backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
        optimizer.step()
        print(epoch, " ".join("%s=%.5f" % (key, value.item()) for key, value in result.items()))
    for group in optimizer.param_groups:
        group["lr"] *= 0.9
print(model.num_iter, BetaVAE.num_iter)
