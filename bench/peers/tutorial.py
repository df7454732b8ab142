"""The tutorial's model and loop in PyTorch.

The images lie in memory as one tensor and are shuffled by a permutation, without a data loader, so that PyTorch's own
arithmetic is what is measured; `load` is the tutorial's own way, with one.
"""

import torch
import torch.nn.functional as F
from images import read_bytes, training_images
from torch import nn


class Encoder(nn.Module):
    def __init__(self, latent):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, kernel_size=5, stride=1, padding=1)
        self.conv2 = nn.Conv2d(16, 32, kernel_size=5, stride=1, padding=1)
        self.fc1 = nn.Linear(32 * 5 * 5, 128)
        self.maxpool = nn.MaxPool2d(kernel_size=2, stride=2)
        self.mean = nn.Linear(128, latent)
        self.logvar = nn.Linear(128, latent)

    def forward(self, x):
        x = self.maxpool(F.relu(self.conv1(x)))
        x = self.maxpool(F.relu(self.conv2(x)))
        x = F.relu(self.fc1(x.reshape(x.size(0), -1)))
        return self.mean(x), self.logvar(x)


class Decoder(nn.Module):
    def __init__(self, latent):
        super().__init__()
        self.fc1 = nn.Linear(latent, 512)
        self.fc2 = nn.Linear(512, 784)

    def forward(self, z):
        return torch.sigmoid(self.fc2(F.relu(self.fc1(z))))


class Training:
    """What a run needs. `mode` is eager, channels_last or compiled."""

    def __init__(self, mode="eager", latent=30, batch=64):
        torch.manual_seed(0)
        count, data = read_bytes(training_images()[1])
        self.images = torch.frombuffer(bytearray(data), dtype=torch.uint8).reshape(count, 1, 28, 28).float() / 255
        self.encoder, self.decoder, self.batch = Encoder(latent), Decoder(latent), batch
        if mode == "channels_last":
            self.encoder.to(memory_format=torch.channels_last)
            self.images = self.images.contiguous(memory_format=torch.channels_last)
        parameters = [*self.encoder.parameters(), *self.decoder.parameters()]
        self.optimizer = torch.optim.Adam(parameters, lr=0.001)
        self.loss = torch.compile(self.plain_loss, dynamic=False) if mode == "compiled" else self.plain_loss

    def plain_loss(self, x):
        mean, logvar = self.encoder(x)
        var = torch.exp(logvar)
        p = self.decoder(mean + torch.sqrt(var) * torch.randn_like(mean))
        LL = -F.binary_cross_entropy(p, x.reshape(x.size(0), -1), reduction="sum")
        KL = 0.5 * torch.sum(mean**2 + var - 1 - logvar)
        return KL - LL

    def step(self, x):
        self.optimizer.zero_grad()
        loss = self.loss(x)
        loss.backward()
        self.optimizer.step()
        return loss.item() / (self.batch * 784)

    def epoch(self, images=None):
        """The tutorial's figure for one pass over all images, or over so many."""
        order = torch.randperm(len(self.images))[:images]
        return sum(self.step(self.images[order[at : at + self.batch]]) for at in range(0, len(order), self.batch))

    def load(self):
        """The same with a data set of single images and a loader, as the tutorial has it."""
        data = torch.utils.data.TensorDataset(self.images, torch.zeros(len(self.images)))
        loader = torch.utils.data.DataLoader(data, batch_size=self.batch, shuffle=True)
        return sum(self.step(x) for x, _ in loader)
