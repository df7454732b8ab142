"""Forms that are rare and legal: dimensions of scalars, none of them, ties with nan, infinities, powers and shifts below 0."""

import copy
import string

import torch
import torch.distributions as D
import torch.nn as nn
import torch.nn.functional as F
import numpy as np
import torch.utils.data as data

inf, nan = float("inf"), float("nan")


def shown(x):
    """What it is, and of what type."""
    if isinstance(x, tuple):
        return tuple(shown(part) for part in x)
    if torch.is_tensor(x):
        kind = "real" if x.dtype.is_floating_point else "truth" if x.dtype == torch.bool else "whole"
        numbers = [v if kind != "real" or v != v or abs(v) == inf else round(v, 4) + 0.0 for v in x.detach().reshape(-1).tolist()]
        return kind, tuple(x.shape), numbers
    return x


# A scalar is a row of one along dimension 0 or -1.
s = torch.tensor(2.5, requires_grad=True)
print(shown(s.sum(-1)), shown(s.mean(0)), shown(s.softmax(-1)), shown(s.log_softmax(0)), shown(s.cumsum(0)), shown(s.cumprod(-1)))
print(shown(tuple(s.max(-1))), shown(tuple(s.min(0, True))), shown(tuple(torch.tensor(-3).max(-1))), shown(s.argmax(-1)), shown(s.amax(0)))
print(shown(torch.tensor(True).any(0)), shown(torch.tensor(0).all(-1)), shown(tuple(s.sort())), shown(s.logsumexp(0)), shown(s.prod(0)))
(s.softmax(-1) + s.cumsum(0) * 3).backward()
print(shown(s.grad))

# No dimensions, all of them, kept ones; one that is named twice.
x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print(shown(torch.sum(x, dim=())), shown(x.mean(dim=())), shown(x.amax(dim=())), shown(torch.argmax(x, keepdim=True)), shown(x.argmin(keepdim=True)))
for name, twice in [("any", lambda: torch.any(x > 0, dim=[0, -2])), ("all", lambda: x.all((1, -1))), ("sum", lambda: x.sum((0, 0))), ("amax", lambda: x.amax((1, -1))), ("empty", lambda: torch.any(torch.zeros(0), dim=[0, -1]))]:
    try:
        twice()
        print(name, "none")
    except (RuntimeError, IndexError):
        print(name, "refused")
print(torch.zeros(2, 0, 3).tolist(), torch.zeros(2, 0).tolist(), torch.zeros(0, 2).tolist(), torch.zeros(2, 3, 0).tolist())
print(shown(torch.zeros(0, 2, dtype=torch.int64).prod(0)), shown(torch.zeros(0, 2).prod(0)))

# Before anything is computed, numbers become what is asked for.
r = torch.tensor([1.5, -2.5, 1.5, 0.0, 2.5, 2.5])
print(shown(torch.sum(r, dtype=torch.int64)), shown(r.cumsum(0, dtype=torch.int64)), shown(r.cumprod(0, dtype=torch.int64)), shown(torch.tensor([1, 2]).sum(dtype=torch.float32)))
print(torch.sum(r, dtype=torch.int32).dtype == torch.int32, torch.IntTensor([1, 2]).dtype == torch.int32, torch.ShortTensor([1]).dtype == torch.int16, torch.LongTensor([3]).dtype == torch.int64)

# Powers below 0, shifts below 0.
w = torch.tensor([1, -2, 2])
print(shown(w ** torch.tensor([2, -2, -1])), shown(2 ** torch.tensor([-1, 3])), shown(torch.tensor([-1, 1, 3]) ** torch.tensor([-3, -1, -1])))
print(shown(torch.tensor([4.0, inf, -inf, -0.0, 0.0, 9.0]) ** -0.5), shown(torch.tensor([4.0, 0.25]) ** -1))
print(shown(torch.tensor([4, -2]) << -2), shown(torch.tensor([4, -2]) >> -2), shown(torch.tensor([4, -2]) >> 1), shown(torch.tensor([1, 3]) << torch.tensor([2, -1])))

# What is no number, and what is infinite.
print(torch.isclose(torch.tensor([inf, 1.0, inf, -inf]), torch.tensor([-inf, inf, inf, -inf])).tolist(), torch.allclose(torch.tensor([1.0]), torch.tensor([inf])), bool(np.allclose([inf], [-inf])), np.isclose([inf, 1.0], [inf, -inf]).tolist())
n = torch.tensor([1.0, nan, 3.0, 3.0], requires_grad=True)
n.amax().backward()
print(shown(n.grad), shown(F.hardshrink(torch.tensor([nan, 0.2, -0.7]))), shown(F.softshrink(torch.tensor([nan, 0.2, -0.7]))))
print(shown(tuple(torch.tensor([[1.0, nan, 2.0], [3.0, 1.0, 2.0]]).median(1))), shown(torch.quantile(torch.tensor([[1.0, nan], [3.0, 4.0]]), 0.5, dim=1)), shown(torch.quantile(torch.tensor([1.0, nan]), 0.5)))
p = nn.Parameter(torch.tensor([1.0, 2.0]))
p.grad = torch.tensor([nan, 4.0])
nn.utils.clip_grad_norm_([p], 1.0)
print(shown(p.grad), shown(torch.logit(torch.tensor([0.25, 0.5, 0.9]))), shown(torch.logit(torch.tensor([1.5, -2.5]))))
q = torch.ones(1, 2, 3)
mask = torch.tensor([[True, False], [False, False]])
print(shown(F.scaled_dot_product_attention(q, q, q * 2, attn_mask=mask)), shown(torch.signbit(torch.tensor([-0.0, 0.0, -3.0]))))

# Joined, sorted, counted.
print(shown(torch.cat([torch.tensor([]), x])), shown(torch.cat((torch.Tensor(), torch.tensor([[1, 2]])), 0)), shown(torch.cat([torch.tensor([]), torch.tensor([1.0])])))
print(shown(tuple(torch.sort(torch.tensor([2, 1, 2]), stable=True))), shown(torch.tensor([3, 1]).argsort(stable=True)), np.argsort([3, 1, 2], kind="stable").tolist())
print(shown(tuple(torch.histogram(torch.tensor([1.0, 2.0, 1.0, 4.0]), bins=3))), shown(torch.histogram(torch.tensor([1.0, 2.0, 1.0]), bins=4, range=(0.0, 3.0), density=True).hist))
print(sum([1, 2], 0.5), sum((v * v for v in [1.0, 2.0]), 10.0), shown(sum([torch.ones(2), torch.ones(2)], torch.zeros(2))), sum([1, 2, 3], 0.0), sum([[1], [2]], []), sum([1, 2], start=3))
print([round(v, 4) for v in np.tanh(np.array([0.0, 0.5])).tolist()], round(float(np.tanh(0.5)), 4), [round(v, 4) for v in np.arcsinh(np.array([0.0, 1.0])).tolist()], np.signbit(np.array([-1.0, 2.0])).tolist())

# Divergences and entropies.
print(round(D.kl_divergence(D.Uniform(1.0, 2.0), D.Pareto(1.0, 2.0)).item(), 4), D.kl_divergence(D.Uniform(0.5, 2.0), D.Pareto(1.0, 2.0)).item())
print(round(D.Binomial(4, torch.tensor(0.3)).entropy().item(), 4), D.Binomial(3, torch.tensor([0.2, 0.5])).enumerate_support().tolist(), round(D.Multinomial(3, torch.tensor([0.2, 0.3, 0.5])).entropy().item(), 4))

# How they are written.
print(f"{True:>5}|{False:3d}|{True}|{True!s:>6}|{nan:.2E}|{inf:G}|{-inf:.1f}|{nan:8.3e}|")


class Counted(nn.Module):
    """A call that does more than the forward pass."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)
        self.calls = 0

    def __call__(self, x):
        self.calls += 1
        return super().__call__(x)

    def forward(self, x):
        return self.fc(x) * 0 + self.calls


net = Counted()
print(shown(net(torch.ones(1, 2))), shown(net(torch.ones(1, 2))), net.calls)


def visualize(data):
    """A parameter may have the name of a module."""
    data = data.cpu().numpy()
    return data.shape


def shout(string):
    return string.upper()


class Scaled(nn.Module):
    def forward(self, data):
        return (lambda np: np.numel())(data)


print(visualize(torch.ones(2, 3)), shout("elbo"), Scaled()(torch.ones(4)), string.digits, len(data.TensorDataset(torch.ones(3))))

# Data sets are gone through, and so are the groups of an optimizer.
pairs = data.TensorDataset(torch.arange(4).float(), torch.arange(4))
print([(x.item(), y.item()) for x, y in pairs], [y.item() for _, y in data.Subset(pairs, [2, 0])], len(list(data.random_split(pairs, [3, 1])[0])))
group = torch.optim.SGD(net.parameters(), lr=0.5).param_groups[0]
print("lr" in group.keys(), [value for name, value in group.items() if name == "lr"], shown(torch.Tensor((0.5, 2.0))))

# The graph, as tutorials look at it.
a = torch.tensor([2.0, 3.0], requires_grad=True)
b = a * 2
print(a.grad_fn is None, b.grad_fn is None, b.detach().grad_fn is None, b.grad_fn.name(), (a + 1).sum().grad_fn.name(), (b - a).grad_fn.name(), a.exp().grad_fn.name())
print(shown(torch.diag_embed(torch.tensor([nan, 2.0]))), shown(torch.addmm(torch.tensor(nan), torch.ones(1, 2), torch.ones(2, 1), beta=0)), shown(torch.nanmean(torch.tensor([[1.0, nan]]), keepdim=True)), shown(torch.nansum(torch.tensor([nan, 2.0]), keepdim=True)))

# Modes, of layers by themselves and of networks of them.
modes = []
for layer in (nn.Linear(2, 2), nn.Sequential(nn.Linear(2, 2), nn.ReLU()), nn.BatchNorm1d(2), nn.GRU(2, 2), nn.ModuleList([nn.Linear(1, 1)]), nn.ModuleDict({"a": nn.Linear(1, 1)})):
    modes += [layer.training, layer.eval().training, layer.train().training]
print(modes)
# What has no largest share, what has no sign, and what is no state of a network.
inf = float("inf")
rows = torch.tensor([[1.0, inf, 2.0], [0.0, -inf, 1.0], [-inf, -inf, -inf]])
print(shown(rows.softmax(1)), shown(rows.log_softmax(1)), shown(rows.logsumexp(1)), shown(torch.sign(torch.tensor([-2.0, nan]))))
print([bool(np.isnan(x)) for x in np.sign(np.array([-2.0, nan, 0.0]))])
kept = "unusual-tensors.pt"
torch.save({"x": torch.ones(2), "y": torch.zeros(2)}, kept)
print(type(torch.load(kept)) is dict, list(torch.load(kept)), shown(torch.load(kept)["x"]))

# Dimensions that come and go in place; who looked before sees what was seen.
x = torch.arange(6.0).reshape(2, 3)
row = x[1]
y = x
print(x.unsqueeze_(0).shape, y.shape, shown(x.squeeze_(0)), shown(x.t_()), shown(y.transpose_(0, 1)))
x.t_()
x[2, 1] = 50.0
row[0] = -1.0
print(shown(row), shown(x), shown(x.swapaxes_(0, 1)), shown(x.is_contiguous()))
part = x[:, 1:]
part.t_().mul_(2)
print(shown(part), shown(x), shown(torch.relu_(x)), shown(torch.neg_(part)), shown(x))
w = torch.tensor([1.0, 2.0], requires_grad=True)
z = w * 3
z.unsqueeze_(1)
(z * torch.tensor([[2.0, 1.0]])).sum().backward()
print(shown(w.grad), shown(z.shape == (2, 1)), shown(torch.tensor([3.0]).squeeze_()), shown(torch.ones(2).t_()))
try:
    w.unsqueeze_(0)
except RuntimeError:
    print("a leaf keeps its shape")

# What older programs give by position.
x = torch.tensor([[1.0, 2.0, 4.0], [0.0, 3.0, 5.0]])
print(shown(x.var(False)), shown(x.var(0, False)), shown(torch.std(x, 1, False, True)), shown(torch.var(x, (0, 1), True)), shown(x.std(True)), shown(x.var(1, unbiased=False)))
print(shown(x.norm("fro")), shown(torch.norm(x, "fro", 1)), shown(torch.norm(x, p=None, dim=0, keepdim=True)), shown(x.norm(1)), shown(x.norm(float("inf"), 1)))

# A layer that is told by itself, in a network that is not; and a sample between, which leaves each as it was.
net = nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5)), nn.BatchNorm1d(2))
net[1].eval()
modes = [net.training, net[0].training, net[1].training]
net[0][0].eval()
modes += [net.training, net[0].training, net[0][0].training, net[0][1].training]
net.training = False
modes += [net.training, net[0].training, net[0][1].training, net[1].training]
twin = copy.deepcopy(net)
modes += [twin.training, twin[0].training, twin[0][0].training, twin[1].training]
net.train()
modes += [net.training, net[0][0].training, net[1].training, twin.training]
print(modes, [m.training for m in net.eval().modules()], [m.training for m in nn.Sequential(net, nn.Linear(2, 2)).modules()][:3])
