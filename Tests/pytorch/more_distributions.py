"""Distributions beside the usual ones: densities, moments, divergences, and values that went through functions."""

import torch
import torch.distributions as D
from torch.distributions import transforms as T
from torch.distributions.gamma import Gamma
from torch.distributions.kl import kl_divergence
from torch.distributions.relaxed_bernoulli import LogitRelaxedBernoulli

def t(*values):
    return torch.tensor(values)

def show(name, *tensors):
    print(name, [[round(v, 4) for v in x.detach().reshape(-1).tolist()] for x in tensors])

x = t(0.2, 0.7)
for d in [
        Gamma(t(2.0, 0.5), t(0.5, 3.0)), D.Beta(t(2.0, 0.5), t(3.0, 0.7)), D.Chi2(t(3.0, 1.0)), D.HalfNormal(t(2.0, 0.5)),
        D.StudentT(t(3.0, 5.0), 0.1, 2.0), D.InverseGamma(t(3.0, 4.0), t(2.0, 1.0)), D.Weibull(t(1.0, 2.0), t(1.5, 0.8)),
        D.Kumaraswamy(t(2.0, 0.5), t(3.0, 0.7)), D.ContinuousBernoulli(t(0.3, 0.5)), D.ContinuousBernoulli(logits=t(2.0, -1.0))]:
    show(type(d).__name__, d.log_prob(x), d.mean, d.variance, d.entropy())
cauchy = D.Cauchy(t(0.5), t(2.0))
show("Cauchy", cauchy.log_prob(x), cauchy.cdf(x), cauchy.icdf(x), cauchy.entropy(), cauchy.mode)
half = D.HalfCauchy(t(2.0))
show("HalfCauchy", half.log_prob(x), half.cdf(x), half.entropy())
pareto = D.Pareto(t(0.1), t(3.0))
show("Pareto", pareto.log_prob(x), pareto.mean, pareto.variance, pareto.entropy())
n = t(0.0, 2.0)
for d in [
        D.Poisson(t(2.0, 0.3)), D.Geometric(t(0.3, 0.9)), D.Binomial(5, t(0.3, 0.9)), D.Binomial(4, logits=t(-1.0, 2.0)),
        D.NegativeBinomial(t(5.0, 2.5), t(0.3, 0.6))]:
    show(type(d).__name__, d.log_prob(n), d.mean, d.variance, d.mode)
counts = D.Multinomial(4, torch.tensor([0.2, 0.8]))
show("Multinomial", counts.log_prob(t(1.0, 3.0)), counts.mean, counts.variance)
shares = D.Dirichlet(torch.tensor([[1.0, 2.0, 3.0], [0.5, 0.5, 2.0]]))
show("Dirichlet", shares.log_prob(torch.tensor([0.2, 0.3, 0.5])), shares.mean, shares.variance, shares.entropy())
print(shares.batch_shape == (2,), shares.event_shape == (3,), shares.sample((4,)).shape == (4, 2, 3))
relaxed = D.RelaxedBernoulli(torch.tensor(0.5), probs=t(0.3, 0.8))
show("RelaxedBernoulli", relaxed.log_prob(x))
show("its logit", LogitRelaxedBernoulli(torch.tensor(0.5), logits=t(1.0, -1.0)).log_prob(x))

a, b = t(2.0, 0.5).requires_grad_(), t(1.0, 1.5).requires_grad_()
for kind in (D.Gamma, D.Beta, D.HalfNormal, D.Cauchy, D.Poisson):
    one = kind(a) if kind in (D.HalfNormal, D.Poisson) else kind(a, b)
    other = kind(t(3.0, 0.7)) if kind in (D.HalfNormal, D.Poisson) else kind(t(3.0, 0.7), t(2.0, 1.2))
    divergence = kl_divergence(one, other)
    gradient, = torch.autograd.grad(divergence.sum(), a)
    show(kind.__name__, divergence, gradient)
show("Dirichlet", kl_divergence(D.Dirichlet(torch.ones(3)), D.Dirichlet(t(1.0, 2.0, 3.0))))
show("Geometric", kl_divergence(D.Geometric(t(0.3)), D.Geometric(t(0.5))))
show("ContinuousBernoulli", kl_divergence(D.ContinuousBernoulli(t(0.3, 0.5)), D.ContinuousBernoulli(t(0.6, 0.9))))
show("slope of a density", torch.autograd.grad(D.Beta(a, b).log_prob(x).sum(), [a, b])[0])

flow = D.TransformedDistribution(D.Normal(t(0.0), t(1.0)), [T.AffineTransform(1.0, 2.0), T.SigmoidTransform()])
show("logistic", flow.log_prob(x), flow.cdf(x), flow.icdf(t(0.25, 0.5)))
show("log-normal", D.TransformedDistribution(D.Normal(0.0, 1.0), T.ExpTransform()).log_prob(x))
vector = D.TransformedDistribution(D.Independent(D.Normal(torch.zeros(2), torch.ones(2)), 1), [T.TanhTransform()])
show("squashed", vector.log_prob(x))
print(vector.event_shape == (2,), vector.rsample((3,)).shape == (3, 2))
show("softplus", D.TransformedDistribution(D.Normal(0.0, 1.0), [T.SoftplusTransform()]).log_prob(x))
show("power", D.TransformedDistribution(D.Uniform(0.0, 1.0), [T.PowerTransform(torch.tensor(2.0))]).log_prob(x))
there = T.ComposeTransform([T.AffineTransform(0.5, -2.0), T.ExpTransform()])
show("there and back", there(x), there.inv(there(x)), there.log_abs_det_jacobian(x, there(x)))

mixture = D.MixtureSameFamily(D.Categorical(torch.tensor([0.3, 0.7])), D.Normal(t(-1.0, 2.0), t(0.5, 1.0)))
show("mixture", mixture.log_prob(x), mixture.mean, mixture.variance, mixture.cdf(x))
wide = D.MixtureSameFamily(
    D.Categorical(logits=torch.zeros(3)), D.Independent(D.Normal(torch.arange(6.).reshape(3, 2), torch.ones(3, 2)), 1))
show("mixture of vectors", wide.log_prob(x), wide.mean, wide.variance)
print(wide.sample((5,)).shape == (5, 2), mixture.sample((5,)).shape == (5,))
torch.manual_seed(1)
for d in (D.Gamma(0.5, 2.0), D.Gamma(3.0, 2.0), D.Beta(2.0, 3.0), D.Poisson(3.5), D.Binomial(6, torch.tensor(0.3)), D.Geometric(torch.tensor(0.4)), D.NegativeBinomial(4.0, torch.tensor(0.4)), D.ContinuousBernoulli(torch.tensor(0.2)), D.Kumaraswamy(2.0, 3.0)):
    drawn = d.sample((20000,))
    print(type(d).__name__, abs(drawn.mean().item() - d.mean.item()) < 0.1, abs(drawn.var().item() / d.variance.item() - 1) < 0.15)
