"""Writes posteriors.safetensors: codes of each posterior that is more than diagonal, log q(z | x) of them, and the gradients, as
PyTorch computes them from the papers' formulas.

    .venv-fixtures/bin/python Tests/VAETests/Fixtures/posteriors.py

The file's metadata say with which PyTorch it was made. Computed in double precision from numbers of single precision. NAME/z are the
codes of the noise `noise`, NAME/value their log q. That of `full` is MultivariateNormal's; those of the flows are log N(z₀) less the
logarithm of the determinant of a Jacobian that autograd computed, which no formula for a step's determinant went into. NAME/mean,
NAME/logvar, NAME/further and NAME/PARAMETER are the gradients of Σ weights · z + Σ log q; start/… are those numbers themselves.
full/kl is KL(q ‖ N(0, I)), full/at log q of the codes `point`, with full/at/NAME its gradients.
"""

import math
import pathlib
import sys

import torch
from torch import distributions as D

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Support"))
from tensor_file import save  # noqa: E402

CODES, LATENT, CONTEXT, PLANES, STEPS, HIDDEN = 6, 3, 5, 3, 2, 64
torch.set_default_dtype(torch.float64)
torch.manual_seed(33)


def number(*shape, spread=0.7):
    return (torch.randn(*shape) * spread).float().double().requires_grad_()


def lower(logvar, below):
    """L of rows of what stands below its diagonal."""
    L = torch.diag_embed((0.5 * logvar).exp())
    rows, columns = torch.tril_indices(LATENT, LATENT, -1)
    return L.index_put((torch.arange(len(L))[:, None], rows[None], columns[None]), below)


def planar(z, numbers):
    """Rezende & Mohamed (2015), eq. 10 and app. A.1, of one code."""
    for step in numbers.reshape(PLANES, 2 * LATENT + 1):
        u, w, b = step[:LATENT], step[LATENT:2 * LATENT], step[-1]
        m = torch.log1p(torch.exp(w @ u)) - 1
        z = z + (u + (m - w @ u) * w / (w @ w)) * torch.tanh(w @ z + b)
    return z


def autoregressive(z, h, parameters):
    """Kingma et al. (2016), alg. 1, of one code: number by number, with the sums written out that masks stand for."""
    for number in range(STEPS):
        input, context, hidden_bias, output, output_bias = parameters[5 * number:5 * number + 5]
        order = list(range(LATENT)) if number % 2 == 0 else list(range(LATENT))[::-1]
        sees = torch.arange(HIDDEN) % LATENT
        pre = context @ h + hidden_bias
        m, s = [None] * LATENT, [None] * LATENT
        for rank, place in enumerate(order):
            # Units that see no more than the numbers before this one.
            total_m, total_s = output_bias[place], output_bias[LATENT + place]
            for seen in range(rank + 1):
                units = sees == seen
                before = order[:seen]
                inner = pre[units] + (input[units][:, before] @ z[before] if before else 0)
                inner = torch.relu(inner)
                total_m = total_m + output[place, units] @ inner
                total_s = total_s + output[LATENT + place, units] @ inner
            m[place], s[place] = total_m, total_s
        sigma = torch.sigmoid(torch.stack(s))
        z = sigma * z + (1 - sigma) * torch.stack(m)
    return z


def main():
    noise = number(CODES, LATENT, spread=1.0).detach()
    weights = number(CODES, LATENT, spread=1.0).detach()
    out = {"noise": noise, "weights": weights}
    ofnoise = D.Normal(0.0, 1.0).log_prob(noise).sum(1)

    def keep(name, z, value, named):
        for one in named.values():
            one.grad = None
        ((weights * z).sum() + value.sum()).backward()
        out[f"{name}/z"], out[f"{name}/value"] = z.detach(), value.detach()
        for key, one in named.items():
            out[f"start/{name}/{key}"], out[f"{name}/{key}"] = one.detach().clone(), one.grad.clone()

    def start(further):
        return {"mean": number(CODES, LATENT), "logvar": number(CODES, LATENT), "further": number(CODES, further)}

    named = start(LATENT * (LATENT - 1) // 2)
    q = D.MultivariateNormal(named["mean"], scale_tril=lower(named["logvar"], named["further"]))
    z = named["mean"] + (q.scale_tril @ noise[:, :, None])[:, :, 0]
    keep("full", z, q.log_prob(z), named)
    standard = D.MultivariateNormal(torch.zeros(LATENT), torch.eye(LATENT))
    out["full/kl"] = D.kl_divergence(D.MultivariateNormal(
        named["mean"].detach(), scale_tril=lower(named["logvar"], named["further"]).detach()), standard)
    point = number(CODES, LATENT, spread=1.5)
    fixed = {key: one.detach().requires_grad_() for key, one in named.items()}
    at = D.MultivariateNormal(fixed["mean"], scale_tril=lower(fixed["logvar"], fixed["further"])).log_prob(point)
    at.sum().backward()
    out["point"], out["full/at"], out["full/at/z"] = point.detach(), at.detach(), point.grad
    for key, one in fixed.items():
        out[f"full/at/{key}"] = one.grad

    def flowing(name, step, named):
        """log q by the Jacobian of the whole way from the noise."""
        def code(epsilon, mean, logvar, further):
            return step(mean + (0.5 * logvar).exp() * epsilon, further)
        given = (noise, named["mean"], named["logvar"], named["further"])
        z = torch.stack([code(*row) for row in zip(*given)])
        jacobians = torch.stack([
            torch.autograd.functional.jacobian(lambda e, r=row: code(e, *r[1:]), row[0], create_graph=True)
            for row in zip(*given)])
        keep(name, z, ofnoise - torch.linalg.slogdet(jacobians)[1], named)

    flowing("planar", planar, start(PLANES * (2 * LATENT + 1)))
    named = start(CONTEXT)
    for step in range(STEPS):
        named |= {
            f"{step}.input": number(HIDDEN, LATENT), f"{step}.context": number(HIDDEN, CONTEXT),
            f"{step}.hidden_bias": number(HIDDEN), f"{step}.output": number(2 * LATENT, HIDDEN, spread=1 / math.sqrt(HIDDEN)),
            f"{step}.output_bias": number(2 * LATENT)}
    flowing("iaf", lambda z, h: autoregressive(z, h, list(named.values())[3:]), named)
    path = pathlib.Path(__file__).with_suffix(".safetensors")
    save(path, out, {"torch": torch.__version__})
    print({name: out[f"{name}/value"].sum().item() for name in ("full", "planar", "iaf")}, path.stat().st_size)


main()
