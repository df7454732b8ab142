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
