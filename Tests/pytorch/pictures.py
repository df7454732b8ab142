"""The pictures of a tutorial: losses, images in a grid, the latent space and its manifold; their numbers are printed."""

import matplotlib.gridspec as gridspec
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn as nn
from torchvision.utils import make_grid


def numbers(count, phase):
    """Numbers that look random and are the same everywhere."""
    return torch.sin(torch.arange(count, dtype=torch.float32) * 12.9898 + phase * 78.233)


class Decoder(nn.Module):
    def __init__(self, latent=2, pixels=64):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(latent, 16), nn.Tanh(), nn.Linear(16, pixels), nn.Sigmoid())

    def forward(self, z):
        return self.net(z).view(-1, 1, 8, 8)


decoder = Decoder()
for place, p in enumerate(decoder.parameters()):
    p.data = numbers(p.numel(), place + 1).view(p.shape)
z = numbers(128, 7).view(64, 2) * 2
labels = torch.arange(64) % 4
target = torch.sigmoid(numbers(64 * 64, 3).view(64, 1, 8, 8) * 3)
optimizer = torch.optim.Adam(decoder.parameters(), lr=0.02)
losses = []
for step in range(30):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(decoder(z), target)
    loss.backward()
    optimizer.step()
    losses.append(loss.item() * 1000)
    if step % 2 == 0:
        print(f"step {step} loss {losses[-1]:.3f}")
with torch.no_grad():
    samples = decoder(z)

# The loss, and how bright the pixels are.
plt.figure(figsize=(8, 4))
plt.subplot(1, 2, 1)
plt.plot(losses, label="train")
plt.plot(range(0, 30, 5), losses[::5], "r--o", label="test")
plt.axhline(60, color="gray", linestyle=":")
plt.xlabel("epoch")
plt.ylabel("-ELBO")
plt.title("Loss")
plt.legend()
print(["{:.3f}".format(limit) for limit in [*plt.xlim(), *plt.ylim()]])
plt.subplot(1, 2, 2)
counts, edges, _ = plt.hist(samples.numpy().flatten(), bins=12, alpha=0.7)
print(len(counts), int(counts.sum()), "{:.3f} {:.3f}".format(edges[0], edges[-1]))
plt.tight_layout()
plt.show()

# Sixty-four subplots are one picture.
fig, axes = plt.subplots(8, 8, figsize=(8, 8))
for ax, image in zip(axes.flat, samples):
    ax.imshow(image.squeeze().numpy(), cmap="gray", vmin=0, vmax=1)
    ax.axis("off")
fig.suptitle("Samples")
print(axes.shape, axes[3, 5] is axes.flatten()[29], len(axes[:, 0]))
plt.show()

# The same as one image.
grid = make_grid(samples, nrow=8, padding=1, normalize=True)
print(tuple(grid.shape), "{:.5f}".format(grid.mean().item()))
plt.imshow(grid.permute(1, 2, 0).numpy())
plt.axis("off")
print([float(limit) for limit in [*plt.xlim(), *plt.ylim()]])
plt.show()

# The latent space with its classes.
fig, ax = plt.subplots(figsize=(6, 5))
points = ax.scatter(z[:, 0], z[:, 1], c=labels, cmap="tab10", s=12)
fig.colorbar(points, ax=ax, label="class")
ax.set(title="Latent space", xlabel="$z_1$", ylabel="$z_2$", xlim=(-3, 3), ylim=(-3, 3))
ax.grid(True, alpha=0.3)
print([float(limit) for limit in [*ax.get_xlim(), *ax.get_ylim()]])
plt.show()

# The manifold, in a grid without room between.
n = 6
places = np.linspace(-2, 2, n)
fig = plt.figure(figsize=(4, 4))
grid = gridspec.GridSpec(n, n)
grid.update(wspace=0.05, hspace=0.05)
total = 0.0
for i, y in enumerate(places[::-1]):
    for j, x in enumerate(places):
        ax = plt.subplot(grid[i * n + j])
        image = decoder(torch.tensor([[float(x), float(y)]])).detach()[0, 0]
        total += image.mean().item()
        ax.imshow(image, cmap="Greys_r")
        ax.set_xticks([])
        ax.set_yticks([])
print("{:.4f}".format(total / n**2))
