"""Densities, entropies, divergences and draws of PyTorch's distributions."""

import torch
import torch.distributions as D
from torch.distributions import Normal, kl_divergence, Independent, Categorical
from torch.distributions.kl import kl_divergence as kl2
def show(x):
    print([round(v, 5) for v in x.detach().flatten().tolist()], tuple(x.shape))
loc = torch.tensor([[0.5, -1.0, 2.0], [0.0, 0.3, -0.7]], requires_grad=True)
scale = torch.tensor([[1.0, 0.5, 2.0], [0.1, 1.3, 0.7]], requires_grad=True)
x = torch.tensor([[0.2, 0.4, 1.0], [0.3, 0.9, 0.05]])
p = torch.tensor([[0.2, 0.4, 0.4], [0.7, 0.2, 0.1]])
for d in [Normal(loc, scale), D.LogNormal(loc, scale), D.Laplace(loc, scale), D.Uniform(loc - 3, loc + 3), D.Exponential(scale), D.Gumbel(loc, scale), D.Bernoulli(p), D.Bernoulli(logits=loc)]:
    print(type(d).__name__, tuple(d.batch_shape), tuple(d.event_shape))
    show(d.log_prob((x > 0.35).float() if isinstance(d, D.Bernoulli) else x))
    show(d.entropy())
    show(d.mean)
    show(d.variance)
    show(d.stddev)
    print(tuple(d.sample().shape), tuple(d.sample((4, 2)).shape))
y = torch.tensor([2, 0])
for d in [Categorical(p), Categorical(logits=loc)]:
    show(d.log_prob(y))
    show(d.entropy())
    show(d.probs)
    show(d.logits)
    print(tuple(d.sample().shape), tuple(d.sample((5,)).shape), tuple(d.batch_shape))
o = D.OneHotCategorical(probs=p)
show(o.log_prob(torch.eye(3)[y]))
print(tuple(o.sample((2,)).shape), o.sample().sum(-1).tolist())
i = Independent(Normal(loc, scale), 1)
show(i.log_prob(x)); show(i.entropy()); print(tuple(i.batch_shape), tuple(i.event_shape), tuple(i.rsample((7,)).shape))
q = Normal(torch.zeros(3), torch.ones(3))
show(kl_divergence(Normal(loc, scale), q))
show(kl2(Independent(Normal(loc, scale), 1), Independent(Normal(torch.zeros(2, 3), torch.ones(2, 3)), 1)))
show(kl_divergence(D.Laplace(loc, scale), D.Laplace(loc + 1, scale * 2)))
show(kl_divergence(D.Bernoulli(p), D.Bernoulli(1 - p)))
show(kl_divergence(Categorical(p), Categorical(torch.ones(2, 3))))
show(kl_divergence(D.Exponential(scale), D.Exponential(scale * 2)))
show(kl_divergence(D.Uniform(torch.zeros(2), torch.ones(2)), D.Uniform(torch.tensor([-1., .5]), torch.tensor([2., 3.]))))
c = torch.tensor([[2.0, 0.3], [0.3, 1.0]])
m = D.MultivariateNormal(torch.tensor([1.0, -1.0]), c)
show(m.log_prob(torch.tensor([[0.0, 0.5], [1.0, 1.0]]))); show(m.entropy()); show(m.variance)
show(kl_divergence(m, D.MultivariateNormal(torch.zeros(2), torch.eye(2))))
print(tuple(m.sample((3,)).shape))
loss = kl_divergence(Normal(loc, scale), q).sum() - Normal(loc, scale).log_prob(x).mean()
loss.backward()
show(loc.grad); show(scale.grad)
r = D.RelaxedOneHotCategorical(torch.tensor(0.5), logits=loc).rsample()
print([round(v, 4) for v in r.sum(-1).tolist()], tuple(r.shape))
for bad in (lambda: Normal(loc, -scale), lambda: D.Bernoulli(torch.tensor([1.5])), lambda: D.Bernoulli(), lambda: kl_divergence(q, D.Bernoulli(torch.tensor(0.5))), lambda: Categorical(torch.tensor([-1.0, 2.0]))):
    try:
        bad()
        print("no error")
    except (ValueError, NotImplementedError):
        print("error")
# What lies outside, and what is no parameter.
def outcome(f):
    try:
        value = f()
    except (ValueError, NotImplementedError) as error:
        return type(error).__name__
    return [round(v, 4) for v in value.detach().flatten().tolist()]
nan, inf = float("nan"), float("inf")
one = lambda v: torch.tensor([v])
for value in (-1.0, 0.0, 0.5, 1.0, 3.0, nan):
    v = one(value)
    print(value, [outcome(lambda: d.log_prob(v)) for d in (Normal(0.0, 1.0), D.LogNormal(0.0, 1.0), D.Uniform(0.0, 1.0), D.Exponential(2.0), D.Bernoulli(0.3), Categorical(torch.ones(3)))])
print([outcome(lambda: d.log_prob(0.5)) for d in (Normal(0.0, 1.0), D.Bernoulli(0.3))])
print(outcome(lambda: Normal(torch.zeros(3), 1.0).log_prob(torch.zeros(2))), outcome(lambda: D.OneHotCategorical(torch.ones(3)).log_prob(torch.tensor([0.5, 0.5, 0.0]))), outcome(lambda: m.log_prob(torch.zeros(3))))
print(outcome(lambda: D.Exponential(2.0, validate_args=False).log_prob(one(-1.0))), outcome(lambda: D.Uniform(0.0, 1.0, validate_args=False).log_prob(one(-1.0))))
skew = torch.tensor([[1.0, 0.5], [0.0, 1.0]])
for make in (lambda: Normal(nan, 1.0), lambda: Normal(0.0, nan), lambda: Normal(0.0, 0.0), lambda: D.Gumbel(0.0, -1.0), lambda: D.LogNormal(0.0, -1.0), lambda: D.Uniform(1.0, 1.0), lambda: D.Exponential(-2.0), lambda: D.Bernoulli(nan), lambda: D.Bernoulli(logits=torch.tensor(nan)), lambda: Categorical(torch.zeros(2)), lambda: Categorical(torch.tensor(0.5)), lambda: D.MultivariateNormal(torch.zeros(2), skew), lambda: D.MultivariateNormal(torch.zeros(2), -torch.eye(2)), lambda: D.MultivariateNormal(torch.zeros(2), scale_tril=skew), lambda: D.MultivariateNormal(torch.zeros(2), precision_matrix=-torch.eye(2)), lambda: D.Independent(Normal(0.0, 1.0), 1), lambda: Normal(0.0, 1.0).expand((2,))):
    try:
        print(tuple(make().batch_shape))
    except ValueError:
        print("ValueError")
# Shares and the values below which they lie.
v = torch.tensor([[0.2, 0.4, 0.9], [0.3, 0.75, 0.05]], requires_grad=True)
for d in (Normal(loc, scale), D.LogNormal(loc, scale), D.Laplace(loc, scale), D.Gumbel(loc, scale), D.Uniform(loc, loc + 2), D.Exponential(scale)):
    print(type(d).__name__, d.has_rsample)
    show(d.icdf(v)); show(d.cdf(d.icdf(v))); show(d.mode); show(d.perplexity())
    v.grad = None
    d.icdf(v).sum().backward()
    print([f"{g:.3g}" for g in v.grad.flatten().tolist()])
for d in (D.Bernoulli(p), Categorical(p), D.OneHotCategorical(p), D.OneHotCategoricalStraightThrough(p), i, m):
    show(d.mode.float()); print(d.has_rsample, d.has_enumerate_support, tuple(d.expand((4,) + tuple(d.batch_shape)).sample().shape), bool(d.support.check(d.sample((3,))).all()))
show(D.Bernoulli(p).enumerate_support()); show(Categorical(p).enumerate_support(expand=False).float()); show(D.OneHotCategorical(p).enumerate_support())
show(D.RelaxedOneHotCategorical(torch.tensor(0.7), p).log_prob(torch.tensor([[0.25, 0.25, 0.5], [0.125, 0.375, 0.5]])))
show(m.covariance_matrix); show(m.precision_matrix); show(m.scale_tril); show(m.expand((2,)).log_prob(torch.zeros(2)))
batch = D.MultivariateNormal(torch.zeros(4, 1, 2), torch.stack([c, torch.eye(2), 3 * c]))
show(batch.log_prob(torch.ones(2))); print(tuple(batch.batch_shape), tuple(batch.sample((5,)).shape))
factor = torch.tensor([[1.0, 0.0], [0.5, 2.0]], requires_grad=True)
D.MultivariateNormal(torch.zeros(2), scale_tril=factor).log_prob(torch.ones(2)).backward()
show(factor.grad)
# Divergences of any two.
kinds = [Normal(loc, scale), D.LogNormal(loc, scale), D.Laplace(loc, scale), D.Gumbel(loc, scale), D.Exponential(scale), D.Uniform(scale, scale + 1), D.Bernoulli(p), Categorical(p), i, m]
others = [Normal(loc + 0.5, scale * 2), D.LogNormal(loc + 0.5, scale * 2), D.Laplace(loc + 0.5, scale * 2), D.Gumbel(loc + 0.5, scale * 2), D.Exponential(scale * 2), D.Uniform(scale - 1, scale + 3), D.Bernoulli(1 - p), Categorical(torch.ones(2, 3)), Independent(Normal(torch.zeros(2, 3), torch.ones(2, 3)), 1), D.MultivariateNormal(torch.zeros(2), torch.eye(2))]
for a in kinds:
    for b in others:
        try:
            print(type(a).__name__, type(b).__name__, [f"{k:.4g}" for k in kl_divergence(a, b).flatten().tolist()])
        except NotImplementedError:
            pass
never = lambda *shares: D.Bernoulli(torch.tensor(shares))
show(kl_divergence(never(0.0, 1.0, 0.5, 0.0, 1.0), never(0.0, 1.0, 0.0, 1.0, 0.0)))
show(kl_divergence(Categorical(torch.tensor([0.0, 0.5, 0.5])), Categorical(torch.tensor([0.5, 0.5, 0.0]))))
for a, b in ((Normal, D.Laplace), (D.Laplace, Normal), (Normal, D.Gumbel), (D.Gumbel, D.Gumbel), (D.Gumbel, Normal)):
    loc.grad = scale.grad = None
    kl_divergence(a(loc, scale), b(0.5, 2.0)).sum().backward()
    print([f"{g:.4g}" for g in loc.grad.flatten().tolist() + scale.grad.flatten().tolist()])
