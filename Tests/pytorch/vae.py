"""A variational autoencoder of fully connected layers."""

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


class VAE(nn.Module):
    def __init__(self, pixels=144, hidden=32, latent=4):
        super().__init__()
        self.fc1 = nn.Linear(pixels, hidden)
        self.fc21 = nn.Linear(hidden, latent)
        self.fc22 = nn.Linear(hidden, latent)
        self.fc3 = nn.Linear(latent, hidden)
        self.fc4 = nn.Linear(hidden, pixels)

    def encode(self, x):
        h1 = F.relu(self.fc1(x))
        return self.fc21(h1), self.fc22(h1)

    def reparameterize(self, mu, logvar, step):
        std = torch.exp(0.5 * logvar)
        return mu + noise(std.shape, step) * std

    def decode(self, z):
        h3 = F.relu(self.fc3(z))
        return torch.sigmoid(self.fc4(h3))

    def forward(self, x, step):
        mu, logvar = self.encode(x.view(-1, 144))
        z = self.reparameterize(mu, logvar, step)
        return self.decode(z), mu, logvar


def loss_function(recon_x, x, mu, logvar):
    BCE = F.binary_cross_entropy(recon_x, x.view(-1, 144), reduction="sum")
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return BCE + KLD


device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
model = VAE().to(device)
fill(model)
optimizer = optim.Adam(model.parameters(), lr=1e-3)
data = images(64).to(device)
model.train()
for step in range(20):
    batch = data[(step % 4) * 16:(step % 4 + 1) * 16]
    optimizer.zero_grad()
    recon, mu, logvar = model(batch, step)
    loss = loss_function(recon, batch, mu, logvar)
    loss.backward()
    optimizer.step()
    print("step {} loss {:.4f}".format(step, loss.item() / len(batch)))
model.eval()
with torch.no_grad():
    sample = model.decode(noise((8, 4), 99)).cpu()
    print(sample.view(8, 1, 12, 12).shape, f"{sample.mean().item():.5f}")
