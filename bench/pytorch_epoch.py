#!/usr/bin/env python3
"""The tutorial's model and loop in PyTorch, eager: prints the seconds and the tutorial's figure of each epoch, as JSON.

The images lie in memory as one tensor and are shuffled by a permutation, without a data loader, so that PyTorch's own
arithmetic is what is measured.
"""

import argparse
import json
import time

import torch
import torch.nn.functional as F
from images import read_bytes, training_images
from torch import nn

BATCH_SIZE = 64


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


def run_epoch(encoder, decoder, optimizer, images):
    figure = 0.0
    order = torch.randperm(len(images))
    for start in range(0, len(images), BATCH_SIZE):
        x = images[order[start : start + BATCH_SIZE]]
        optimizer.zero_grad()
        mean, logvar = encoder(x)
        var = torch.exp(logvar)
        p = decoder(mean + torch.sqrt(var) * torch.randn_like(mean))
        LL = -F.binary_cross_entropy(p, x.reshape(x.size(0), -1), reduction="sum")
        KL = 0.5 * torch.sum(mean**2 + var - 1 - logvar)
        loss = KL - LL
        loss.backward()
        optimizer.step()
        figure += loss.item() / (BATCH_SIZE * 784)
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--latent", type=int, default=30)
    parser.add_argument("--threads", type=int, help="all of the machine's by default")
    parser.add_argument("--channels-last", action="store_true", help="PyTorch's other order in memory")
    options = parser.parse_args()

    torch.manual_seed(0)
    if options.threads:
        torch.set_num_threads(options.threads)
    count, data = read_bytes(training_images()[1])
    images = torch.frombuffer(bytearray(data), dtype=torch.uint8).reshape(count, 1, 28, 28).float() / 255
    encoder, decoder = Encoder(options.latent), Decoder(options.latent)
    if options.channels_last:
        encoder = encoder.to(memory_format=torch.channels_last)
        images = images.contiguous(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=0.001)

    seconds, figures = [], []
    for _ in range(options.epochs):
        began = time.perf_counter()
        figures.append(run_epoch(encoder, decoder, optimizer, images))
        seconds.append(time.perf_counter() - began)
    print(json.dumps({"seconds": seconds, "figures": figures, "torch": torch.__version__}))


if __name__ == "__main__":
    main()
