"""A semi-supervised VAE (M2): a classifier, and codes beside the class; unlabelled images sum over all classes."""

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


CLASSES = 3


class M2(nn.Module):
    def __init__(self, latent=4):
        super().__init__()
        self.classifier = nn.Sequential(nn.Linear(144, 24), nn.ReLU(), nn.Dropout(p=0.0), nn.Linear(24, CLASSES))
        self.encoder = nn.Sequential(nn.Linear(144 + CLASSES, 24), nn.ReLU(), nn.Linear(24, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent + CLASSES, 24), nn.ReLU(), nn.Linear(24, 144))

    def elbo(self, x, y, step):
        mu, logvar = torch.split(self.encoder(torch.cat([x, y], 1)), 4, dim=1)
        z = mu + torch.exp(0.5 * logvar) * noise(mu.shape, step)
        logits = self.decoder(torch.cat([z, y], 1))
        nll = F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
        kl = -0.5 * (1 + logvar - mu.pow(2) - logvar.exp()).sum(1)
        return -(nll + kl) + math.log(1 / CLASSES)


model = M2()
fill(model)
optimizer = optim.Adam(model.parameters(), lr=2e-3)
criterion = nn.CrossEntropyLoss()
data = images(36).view(36, -1)
labels = torch.tensor([i % CLASSES for i in range(36)])
dataset = torch.utils.data.TensorDataset(data, labels)
loader = torch.utils.data.DataLoader(dataset, batch_size=12, shuffle=False)
step = 0
for epoch in range(7):
    correct = 0
    for x, y in loader:
        model.train()
        one_hot = torch.eye(CLASSES)[y]
        scores = model.classifier(x)
        supervised = -model.elbo(x, one_hot, step).mean() + 10 * criterion(scores, y)
        q = F.softmax(scores, dim=1)
        terms = []
        for c in range(CLASSES):
            fixed = F.one_hot(torch.full((len(x),), c), CLASSES).float()
            terms.append(model.elbo(x, fixed, step))
        terms = torch.stack(terms, dim=1)
        unsupervised = -(q * terms).sum(1).mean() + (q * torch.log(q + 1e-8)).sum(1).mean()
        loss = supervised + unsupervised
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        correct += (scores.argmax(dim=1) == y).sum().item()
        step += 1
        print(f"{step} {loss.item():.4f}")
    print(f"accuracy {correct / len(dataset):.4f}")
