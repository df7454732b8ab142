"""Writes priors.safetensors: log p(z) of some codes under each learned prior, and its gradients, as PyTorch computes them from the
papers' formulas.

    .venv-fixtures/bin/python Tests/VAETests/Fixtures/priors.py

The file's metadata say with which PyTorch it was made. Computed in double precision from numbers of single precision. NAME/value is
log p(z), NAME/z the gradient of its sum with respect to z, NAME/PARAMETER that of a parameter; start/NAME/PARAMETER is the parameter.
The encoder of the VampPrior is that of objectives.py: a layer, tanh, and one for each of mean and log-variance.
"""

import math
import pathlib
import sys

import torch
from torch import distributions as D
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Support"))
from tensor_file import save  # noqa: E402

CODES, LATENT, PIXELS, COMPONENTS, COUPLINGS, HIDDEN = 6, 3, 12, 4, 3, 64
torch.set_default_dtype(torch.float64)
torch.manual_seed(21)


def rounded(x):
    return x.float().double()


def parameter(*shape, spread=0.7):
    return rounded(torch.randn(*shape) * spread).requires_grad_()


def mixture(logits, means, logvars):
    return D.MixtureSameFamily(
        D.Categorical(logits=logits), D.Independent(D.Normal(means, (0.5 * logvars).exp()), 1))


def coupled(z, networks):
    """RealNVP, of which each layer changes one half by the other."""
    logdet, first = torch.zeros(len(z)), LATENT // 2
    for number, network in enumerate(networks):
        low, high = z[:, :first], z[:, first:]
        kept, changed = (low, high) if number % 2 == 0 else (high, low)
        scale, shift = network(kept).chunk(2, 1)
        scale = torch.tanh(scale)
        changed = changed * scale.exp() + shift
        z = torch.cat((kept, changed) if number % 2 == 0 else (changed, kept), 1)
        logdet = logdet + scale.sum(1)
    return D.Normal(0.0, 1.0).log_prob(z).sum(1) + logdet


def main():
    z = rounded(torch.randn(CODES, LATENT) * 1.5).requires_grad_()
    out = {"z": z.detach().clone()}

    def keep(name, value, named):
        z.grad = None
        value.sum().backward()
        out[f"{name}/value"], out[f"{name}/z"] = value.detach(), z.grad.clone()
        for key, one in named.items():
            out[f"start/{name}/{key}"], out[f"{name}/{key}"] = one.detach().clone(), one.grad.clone()

    named = {"logits": parameter(COMPONENTS), "means": parameter(COMPONENTS, LATENT),
             "logvars": parameter(COMPONENTS, LATENT)}
    keep("mixture", mixture(**named).log_prob(z), named)

    inputs = parameter(COMPONENTS, PIXELS, spread=1.5)
    hidden, mean, logvar = nn.Linear(PIXELS, 6), nn.Linear(6, LATENT), nn.Linear(6, LATENT)
    with torch.no_grad():
        for one in (*hidden.parameters(), *mean.parameters(), *logvar.parameters()):
            one.copy_(rounded(torch.randn(one.shape) * 0.6))
    h = torch.tanh(hidden(torch.sigmoid(inputs)))
    vamp = mixture(torch.zeros(COMPONENTS), mean(h), logvar(h))
    encoder = [*hidden.parameters(), *mean.parameters(), *logvar.parameters()]
    keep("vamp", vamp.log_prob(z), {"inputs": inputs} | {f"encoder{i}": one for i, one in enumerate(encoder)})

    networks = []
    for number in range(COUPLINGS):
        kept = LATENT // 2 if number % 2 == 0 else LATENT - LATENT // 2
        networks.append(nn.Sequential(
            nn.Linear(kept, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(),
            nn.Linear(HIDDEN, 2 * (LATENT - kept))))
    named = {f"{i}.{key}": one for i, network in enumerate(networks) for key, one in network.named_parameters()}
    with torch.no_grad():
        for one in named.values():
            one.copy_(rounded(torch.randn(one.shape) / math.sqrt(one.shape[-1])))
    keep("flow", coupled(z, networks), named)
    path = pathlib.Path(__file__).with_suffix(".safetensors")
    save(path, out, {"torch": torch.__version__})
    print({name: out[f"{name}/value"].sum().item() for name in ("mixture", "vamp", "flow")}, path.stat().st_size)


main()
