"""Writes code_models.safetensors: noise schedules, DDPM's posterior, a denoiser's noise and its gradients, and a mixture found by
expectation-maximization, as PyTorch computes them from the papers' formulas.

    .venv-fixtures/bin/python Tests/VAETests/Fixtures/code_models.py

The file's metadata say with which PyTorch it was made. Computed in double precision. KIND/alpha_bars are the products of 1 - beta for t = 0
to 1000, KIND/posterior the rows (coefficient of z_0, coefficient of z_t, standard deviation) for t = 1 to 1000; denoiser/NAME are
parameters, gradient/NAME their gradients for the loss; mixture/codes are fitted by mixture/means and so on, until nothing changes.
"""

import math
import pathlib
import sys

import torch
from torch import distributions as D
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Support"))
from tensor_file import save  # noqa: E402

STEPS, LATENT, HIDDEN, WAVES, CLASSES, CODES = 1000, 3, 8, 128, 2, 5
torch.set_default_dtype(torch.float64)
torch.manual_seed(17)


def schedule(kind):
    if kind == "linear":
        betas = torch.linspace(1e-4, 0.02, STEPS)
    else:
        f = torch.cos((torch.arange(STEPS + 1) / STEPS + 0.008) / 1.008 * math.pi / 2) ** 2
        bars = f / f[0]
        betas = (1 - bars[1:] / bars[:-1]).clamp(max=0.999)
    bars = torch.cat([torch.ones(1), torch.cumprod(1 - betas, 0)])
    before, after = bars[1:], bars[:-1]
    rows = torch.stack([
        after.sqrt() * betas / (1 - before), (1 - betas).sqrt() * (1 - after) / (1 - before),
        ((1 - after) / (1 - before) * betas).sqrt()], 1)
    return bars, rows


class Denoiser(nn.Module):
    def __init__(self):
        super().__init__()
        self.input = nn.Linear(LATENT, HIDDEN)
        self.time = nn.Sequential(nn.Linear(WAVES, HIDDEN), nn.SiLU(), nn.Linear(HIDDEN, HIDDEN))
        self.label = nn.Linear(CLASSES, HIDDEN, bias=False)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.LayerNorm(HIDDEN), nn.Linear(HIDDEN, HIDDEN), nn.SiLU(), nn.Linear(HIDDEN, HIDDEN))
            for _ in range(2))
        self.output = nn.Sequential(nn.LayerNorm(HIDDEN), nn.Linear(HIDDEN, LATENT))

    def forward(self, z, t, y):
        half = WAVES // 2
        angles = t[:, None] * torch.exp(-math.log(10000) * torch.arange(half) / (half - 1))
        context = self.time(torch.cat([angles.sin(), angles.cos()], 1)) + self.label(y)
        h = self.input(z)
        for block in self.blocks:
            h = h + block(h + context)
        return self.output(h + context)


def expectation_maximization(codes, means, rounds=500):
    count, latent = codes.shape
    components = len(means)
    shares, covariances = torch.full((components,), 1 / components), torch.eye(latent).repeat(components, 1, 1)
    for _ in range(rounds):
        joint = D.MultivariateNormal(means, covariances).log_prob(codes[:, None]) + shares.log()
        r = joint.softmax(1)
        mass = r.sum(0)
        shares, means = mass / count, (r.T @ codes) / mass[:, None]
        centred = codes[:, None] - means
        covariances = torch.einsum("nk,nki,nkj->kij", r, centred, centred) / mass[:, None, None]
        covariances = covariances + 1e-6 * torch.eye(latent)
    joint = D.MultivariateNormal(means, covariances).log_prob(codes[:, None]) + shares.log()
    return joint.logsumexp(1).mean(), shares, means, covariances


def main():
    out = {}
    for kind in ("linear", "cosine"):
        out[f"{kind}/alpha_bars"], out[f"{kind}/posterior"] = schedule(kind)

    network = Denoiser()
    with torch.no_grad():
        for one in network.parameters():
            one.copy_((torch.randn(one.shape) * 0.4).float().double())
    z, noise = torch.randn(CODES, LATENT).float().double(), torch.randn(CODES, LATENT).float().double()
    t, y = torch.tensor([1.0, 3.0, 250.0, 700.0, 1000.0]), torch.tensor([[1.0, 0], [0, 1], [0, 0], [1, 0], [0, 1]])
    out |= {"z": z, "t": t, "y": y, "noise": noise, "denoised": network(z, t, y).detach()}
    bars = out["linear/alpha_bars"][t.long()][:, None]
    loss = ((network(bars.sqrt() * z + (1 - bars).sqrt() * noise, t, y) - noise) ** 2).mean()
    loss.backward()
    out["loss"] = loss.detach().reshape(1)
    for name, one in network.named_parameters():
        out[f"denoiser/{name}"], out[f"gradient/{name}"] = one.detach().clone(), one.grad.clone()

    centres = torch.tensor([[-3.0, 0], [3, 1], [0, 4]])
    factors = torch.tensor([[[0.6, 0], [0.3, 0.5]], [[1.0, 0], [-0.6, 0.4]], [[0.4, 0], [0, 0.9]]])
    which = torch.multinomial(torch.tensor([0.5, 0.3, 0.2]), 600, replacement=True)
    codes = (centres[which] + torch.einsum("nij,nj->ni", factors[which], torch.randn(600, 2))).float().double()
    value, shares, means, covariances = expectation_maximization(codes, centres)
    out |= {"mixture/codes": codes, "mixture/value": value.reshape(1), "mixture/shares": shares,
            "mixture/means": means, "mixture/covariances": covariances}
    path = pathlib.Path(__file__).with_suffix(".safetensors")
    save(path, out, {"torch": torch.__version__})
    print(loss.item(), value.item(), shares, path.stat().st_size)


main()
