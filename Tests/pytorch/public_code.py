"""What public programs use besides networks: classes of Python's, attributes of their own, rarer functions, NumPy's arrays."""

import copy
import logging
from abc import ABC, ABCMeta, abstractmethod
from typing import Generic, TypeVar

import numpy as np
import torch
import torch.distributions as D
import torch.nn.functional as F
from torch import nn, optim

T = TypeVar("T")


def show(x):
    return [round(float(v), 4) for v in torch.as_tensor(x).flatten().tolist()]


# Classes.
class BaseVAE(nn.Module, ABC):
    @abstractmethod
    def encode(self, x):
        ...


class VAE(BaseVAE):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(2, 2)

    def encode(self, x):
        return self.net(x)


class Box(Generic[T]):
    def __init__(self, value: T):
        self.value = value


class Shape(metaclass=ABCMeta):
    @abstractmethod
    def area(self):
        ...


print(tuple(VAE().encode(torch.ones(3, 2)).shape), Box[int](4).value, isinstance(VAE(), nn.Module))
for kind in (BaseVAE, Shape):
    try:
        kind()
    except TypeError:
        print("TypeError", kind.__name__)
print([name for name in dir(Box(1)) if not name.startswith("_")])

# Optimizers and attributes.
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Dropout(0.5))
net.latent_dim = 3
net[0].tag = "first"
net[2].p = 0.0
print(net.latent_dim, [getattr(m, "tag", None) for m in net.modules()], hasattr(net[1], "tag"), net[2].p)
net.last = nn.Linear(3, 1)
print([name for name, _ in net.named_children()], tuple(net(torch.ones(1, 2)).shape))
optimizer = optim.Adam(net.parameters(), lr=0.01)
print(isinstance(optimizer, optim.Adam), isinstance(optimizer, optim.SGD), isinstance(optimizer, optim.Optimizer))
print(type(optimizer).__name__, optimizer.defaults["lr"], optimizer.defaults["betas"])
criterion = nn.MSELoss(reduction="sum").to("cpu")
twin = copy.deepcopy(criterion)
criterion.reduction = "mean"
print(criterion.reduction, criterion(torch.ones(2), torch.zeros(2)).item(), twin.reduction, isinstance(criterion, nn.Module))
print(isinstance(criterion, nn.MSELoss), isinstance(criterion, nn.BCELoss), list(criterion.parameters()), criterion)
print(torch.ones(2).grad, torch.device("cpu"), f"on {torch.ones(1).device}", [torch.device("cpu")])

# Older signatures.
m, g = torch.ones(2), torch.full((2,), 3.0)
m.mul_(0.9).add_(0.1, g)
m.addcmul_(0.5, g, g).addcdiv_(-0.1, g, m)
print(show(m), show(torch.Tensor(range(3))))

# Rarer functions.
a, b = torch.tensor([5, 3, 12]), torch.tensor([1, 6, 10])
print(torch.bitwise_and(a, b).tolist(), torch.bitwise_or(a, b).tolist(), torch.bitwise_xor(a, b).tolist(), a.bitwise_not().tolist())
print(torch.isin(a, torch.tensor([3, 12])).tolist(), torch.triu_indices(3, 3).tolist(), torch.tril_indices(3, 2, -1).tolist())
x = torch.tensor([[3.0, 1.0, 4.0, 1.0], [2.0, 7.0, 2.0, 7.0]])
print(x.cummax(1).values.tolist(), x.cummax(1).indices.tolist(), torch.cummin(x, 0)[0].tolist(), x.mode(1).values.tolist())
print(torch.scatter(torch.zeros(2, 3), 1, torch.tensor([[0], [2]]), 1.0).tolist())
drawn = torch.zeros(100).random_(2, 5)
print(sorted(set(drawn.tolist())), torch.zeros(4, dtype=torch.long).random_(1).tolist())
y = x.to(torch.float32, copy=True)
y[0, 0] = 9.0
print(x[0, 0].item(), y[0, 0].item())
images = torch.arange(30.0).reshape(1, 1, 5, 6)
print(show(F.adaptive_max_pool2d(images, (2, 3))), show(nn.AdaptiveMaxPool2d(1)(images)))
for f in (lambda: torch.linalg.cholesky(-torch.eye(2)), lambda: torch.inverse(torch.zeros(2, 2))):
    try:
        f()
    except torch.linalg.LinAlgError as e:
        print("LinAlgError", isinstance(e, RuntimeError))
try:
    np.linalg.solve(np.zeros((2, 2)), np.ones(2))
except np.linalg.LinAlgError:
    print("LinAlgError")

# Arrays.
print(np.arange(3, dtype=np.float32).tolist(), np.bincount(np.array([0, 1, 1, 3]), minlength=5).tolist(), np.diff(np.array([1, 4, 9])).tolist())
print(np.digitize(np.array([0.5, 1.5, 2.5]), [1, 2]).tolist(), np.searchsorted(np.array([1, 2, 3]), [2, 2.5], side="right").tolist())
values, inverse, counts = np.unique(np.array([3, 1, 1, 2]), return_inverse=True, return_counts=True)
print(values.tolist(), inverse.tolist(), counts.tolist(), np.full_like(np.array([1, 2]), 7).tolist())
print(np.pad(np.ones((2, 2)), ((1, 0), (0, 1))).tolist(), np.pad(np.arange(3), 2, mode="reflect").tolist(), np.pad(np.arange(3), 2, mode="edge").tolist())
print(np.roll(np.arange(4), 1).tolist(), [part.tolist() for part in np.split(np.arange(6), [2, 3])], [len(part) for part in np.array_split(np.arange(5), 3)])
print(np.array(3.5).item(), np.array([1, 2, 3])[0].item(), np.array([1.5, 2]).sum().item(), float(np.float32(0.5)), int(np.int64(3)), float(np.max([1, 2.5])))

# Distributions.
t = torch.tensor
for d, x in [
    (D.Gamma(t(2.0), t(3.0)), 1.5), (D.Chi2(t(3.0)), 8.0), (D.Weibull(t(2.0), t(3.0)), 0.4), (D.InverseGamma(t(3.0), t(1.0)), 0.3),
    (D.Pareto(t(1.0), t(3.0)), 1.5), (D.Kumaraswamy(t(2.0), t(3.0)), 0.3)]:
    print(type(d).__name__, f"{d.mean.item():.4f} {d.variance.item():.4f} {d.entropy().item():.4f} {d.cdf(t(x)).item():.4f}")
print(f"{D.Weibull(t(2.0), t(3.0)).mode.item():.4f} {D.Weibull(t(2.0), t(3.0)).icdf(t(0.3)).item():.4f}")
pairs = {
    "gamma": D.Gamma(t(2.0), t(1.0)), "exponential": D.Exponential(t(2.0)), "uniform": D.Uniform(t(0.1), t(0.9)),
    "beta": D.Beta(t(2.0), t(3.0)), "pareto": D.Pareto(t(1.0), t(3.0)), "normal": D.Normal(t(0.1), t(1.2)),
    "continuous": D.ContinuousBernoulli(t(0.3)), "gumbel": D.Gumbel(t(0.0), t(2.0))}
for p in pairs:
    for q in pairs:
        try:
            print(p, q, f"{D.kl_divergence(pairs[p], pairs[q]).item():.4f}")
        except NotImplementedError:
            print(p, q, "none")

# A dict by parameters and by types.
names = {p: name for name, p in net.named_parameters()}
print(names[net[0].weight], {torch.float32: 32, torch.int64: 64}[torch.long], torch.ones(1) in names)
logging.getLogger("quiet").info("not said")
