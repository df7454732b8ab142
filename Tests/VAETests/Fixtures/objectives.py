"""Writes objectives.safetensors: what each of train's objectives comes to on one batch of a small model, and its gradients, as
PyTorch computes them from the papers' formulas.

    .venv-fixtures/bin/python Tests/VAETests/Fixtures/objectives.py

The file's metadata say with which PyTorch it was made. Computed in double precision from numbers of single precision, so that
the only rounding a comparison sees is Elbow's. CASE/loss is what is lowered, CASE/NUMBER the gradient of the parameter of that
number: the encoder's, then the decoder's.
"""

import math
import pathlib
import sys

import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Support"))
from tensor_file import save  # noqa: E402

BATCH, LATENT, PIXELS, SAMPLES, IMAGES = 5, 3, 12, 4, 50
torch.set_default_dtype(torch.float64)
torch.manual_seed(20)


def rounded(x):
    return x.float().double()


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(PIXELS, 6)
        self.mean, self.logvar = nn.Linear(6, LATENT), nn.Linear(6, LATENT)
        self.first, self.last = nn.Linear(LATENT, 6), nn.Linear(6, PIXELS)
        with torch.no_grad():
            for parameter in self.parameters():
                parameter.copy_(rounded(torch.randn(parameter.shape) * 0.6))

    def encode(self, x):
        h = torch.tanh(self.hidden(x))
        return self.mean(h), self.logvar(h)

    def decode(self, z):
        return self.last(torch.tanh(self.first(z)))


def log_normal(z, mean, logvar):
    return -0.5 * ((z - mean) ** 2 / logvar.exp() + logvar + math.log(2 * math.pi))


def bernoulli(logits, x):
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)


def kl(mean, logvar):
    return 0.5 * (mean**2 + logvar.exp() - 1 - logvar).sum()


def one(model, x, noise):
    mean, logvar = model.encode(x)
    z = mean + (0.5 * logvar).exp() * noise[:BATCH]
    return mean, logvar, z, model.decode(z)


def elbo(model, x, noise, weight=2.0):
    mean, logvar, z, logits = one(model, x, noise)
    return bernoulli(logits, x).sum() + weight * kl(mean, logvar)


def weighted(model, x, noise, doubly):
    """Tucker et al. 2019: the encoder is reached through z alone, whose gradient is multiplied by the weights once more."""
    mean, logvar = model.encode(x)
    z = mean + (0.5 * logvar).exp() * noise.reshape(SAMPLES, BATCH, LATENT)
    if doubly:
        mean, logvar = mean.detach(), logvar.detach()
    log_w = (
        log_normal(z, torch.zeros(()), torch.zeros(())).sum(-1)
        - log_normal(z, mean, logvar).sum(-1)
        - bernoulli(model.decode(z), x.expand(SAMPLES, BATCH, PIXELS))
    )
    bound = (math.log(SAMPLES) - torch.logsumexp(log_w, 0)).sum()
    if not doubly:
        return bound
    shares = torch.softmax(log_w.detach(), 0)
    z.register_hook(lambda gradient: shares[..., None] * gradient)
    surrogate = -(shares * log_w).sum()
    return surrogate + (bound - surrogate).detach()


def capacity(model, x, noise, nats):
    mean, logvar, z, logits = one(model, x, noise)
    return bernoulli(logits, x).sum() + 30 * BATCH * (kl(mean, logvar) / BATCH - nats).abs()


def total_correlation(model, x, noise, stratified):
    mean, logvar, z, logits = one(model, x, noise)
    pairs = log_normal(z[:, None], mean[None], logvar[None])
    if stratified:
        # Chen et al. 2018, appendix C.2: the image itself, one other that stands for those outside of the batch, the rest.
        rest = BATCH - 1
        weights = torch.full((BATCH, BATCH), 1 / rest)
        for i in range(BATCH):
            weights[i, i] = 1 / IMAGES
            weights[i, (i + 1) % BATCH] = (IMAGES - rest) / (IMAGES * rest)
    else:
        weights = torch.full((BATCH, BATCH), 1 / (IMAGES * BATCH))
    log_q = torch.logsumexp(pairs.sum(2) + weights.log(), 1)
    log_single = torch.logsumexp(pairs + weights.log()[..., None], 1).sum(1)
    log_q_x = log_normal(z, mean, logvar).sum(1)
    log_p = log_normal(z, torch.zeros(()), torch.zeros(())).sum(1)
    terms = 1.5 * (log_q_x - log_q) + 6 * (log_q - log_single) + 0.5 * (log_single - log_p)
    return (bernoulli(logits, x) + terms).sum()


def discrepancy(model, x, noise, inverse):
    mean, logvar, z, logits = one(model, x, noise)
    prior, width = noise[BATCH : 2 * BATCH], 2 * LATENT * 0.8**2

    def kernel(a, b):
        d = torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist") ** 2 if a is not b else pairwise(a)
        if not inverse:
            return torch.exp(-d / width)
        return sum(s * width / (s * width + d) for s in (0.1, 0.2, 0.5, 1, 2, 5, 10))

    def pairwise(a):
        return ((a[:, None] - a[None]) ** 2).sum(-1)

    apart = 1 - torch.eye(BATCH)
    within = sum((kernel(a, a) * apart).sum() for a in (z, prior)) / (BATCH * (BATCH - 1))
    mmd = within - 2 * kernel(z, prior).mean()
    return bernoulli(logits, x).sum() + 0.5 * kl(mean, logvar) + 40 * BATCH * mmd


def inferred(model, x, noise, codes):
    mean, logvar, z, logits = one(model, x, noise)
    covariance = torch.cov(mean.T, correction=0)
    if codes:
        covariance = covariance + torch.diag(logvar.exp().mean(0))
    diagonal = torch.diag(covariance)
    others = (covariance**2).sum() - (diagonal**2).sum()
    return bernoulli(logits, x).sum() + kl(mean, logvar) + BATCH * (7 * others + 3 * ((diagonal - 1) ** 2).sum())


def log_cosh(model, x, noise):
    mean, logvar, z, logits = one(model, x, noise)
    difference = torch.sigmoid(logits) - x
    return (torch.cosh(10 * difference).log() / 10).sum() + kl(mean, logvar)


CASES = {
    "elbo": elbo,
    "iwae": lambda *batch: weighted(*batch, doubly=False),
    "dreg": lambda *batch: weighted(*batch, doubly=True),
    "beta above": lambda *batch: capacity(*batch, nats=0.5),
    "beta below": lambda *batch: capacity(*batch, nats=40),
    "tc weighted": lambda *batch: total_correlation(*batch, stratified=False),
    "tc stratified": lambda *batch: total_correlation(*batch, stratified=True),
    "mmd rbf": lambda *batch: discrepancy(*batch, inverse=False),
    "mmd imq": lambda *batch: discrepancy(*batch, inverse=True),
    "dip means": lambda *batch: inferred(*batch, codes=False),
    "dip codes": lambda *batch: inferred(*batch, codes=True),
    "logcosh": log_cosh,
}


def main():
    model = Model()
    x, noise = rounded(torch.rand(BATCH, PIXELS)), rounded(torch.randn(SAMPLES * BATCH, LATENT))
    out = {"x": x.reshape(BATCH, 1, 3, 4), "noise": noise}
    for number, parameter in enumerate(model.parameters()):
        out[f"parameter/{number}"] = parameter.detach().clone()
    for name, loss in CASES.items():
        model.zero_grad()
        value = loss(model, x, noise)
        value.backward()
        out[f"{name}/loss"] = value.detach().reshape(1)
        for number, parameter in enumerate(model.parameters()):
            gradient = parameter.grad if parameter.grad is not None else torch.zeros_like(parameter)
            out[f"{name}/{number}"] = gradient.clone()
    path = pathlib.Path(__file__).with_suffix(".safetensors")
    save(path, out, {"torch": torch.__version__})
    print({name: round(out[f"{name}/loss"].item(), 4) for name in CASES}, path.stat().st_size, "bytes")


main()
