"""What PyTorch gives as a look into its own memory goes on with it: gradients, statistics of batches, data that is replaced."""

import copy
from collections import OrderedDict

import numpy as np
import torch
from torch import nn, optim


def show(name, x):
    numbers = x.detach().reshape(-1).tolist()
    print(name, tuple(x.shape), " ".join(f"{float(number):.4f}" for number in numbers))


def refused(name, change):
    try:
        change()
        print(name, "went through")
    except (RuntimeError, TypeError, ValueError) as error:
        print(name, "was refused with", "a TypeError" if isinstance(error, TypeError) else "a RuntimeError")


# A gradient is one tensor from its first backward pass to the next zero_grad.
w = nn.Parameter(torch.tensor([1.0, 2.0, 3.0]))
b = nn.Parameter(torch.tensor([0.5]))
(w * w).sum().backward()
g = w.grad
first = w.grad[0:1]
print("one tensor", w.grad is g, w.grad is w.grad, b.grad)
(3 * w).sum().backward()
show("a second pass", g)
show("a part of it", first)
g *= 2
w.grad[1] = -1
show("changed under both names", w.grad)
show("and the part", first)
w.grad.data.clamp_(-4, 6)
show("clamped as data", g)
optimizer = optim.SGD([w, b], lr=0.1)
optimizer.step()
show("the step that follows", w)
optimizer.zero_grad()
print("forgotten", w.grad, [round(x, 4) for x in g.tolist()])
(w * w).sum().backward()
show("what comes then is another", w.grad)
show("the old one", g)
h = w.grad
optimizer.zero_grad(set_to_none=False)
show("zeros in place", h)
print("those that are none stay none", b.grad)
(w * 0 + 1 * w).sum().backward()
show("and go on", h)
nn.utils.clip_grad_norm_([w], 0.5)
show("clipped in place", h)
nn.utils.clip_grad_value_([w], 0.2)
show("and held", h)
w.grad = None
print("taken away", w.grad)
show("but kept here", h)

given = torch.tensor([1.0, 1.0, 1.0])
w.grad = given
print("given", w.grad is given)
(2 * w).sum().backward()
show("adds to what was given", given)
given.zero_()
show("which is the gradient", w.grad)
w.grad += 5
show("with both names", given)
optim.SGD([w], lr=1.0).step()
show("stepped by it", w)
flat = torch.zeros(5)
v = nn.Parameter(torch.ones(2, 2))
v.grad = flat[:4].view(2, 2)
(v * torch.tensor([[1.0, 2.0], [3.0, 4.0]])).sum().backward()
show("a part of one", flat)
w.grad.detach_()
for p in (v, w, b):
    if p.grad is not None:
        p.grad.zero_()
show("older programs", flat)
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
for place, p in enumerate(net.parameters()):
    p.data.fill_(0.1 * (place + 1))
net(torch.ones(1, 2)).sum().backward()
held = [p.grad for p in net.parameters()]
for gradient in held:
    show("of a network", gradient)
net.zero_grad(set_to_none=False)
print("all zeros", all(float(gradient.abs().sum()) == 0 for gradient in held))
net(torch.ones(1, 2)).sum().backward()
print("all there", all(p.grad is gradient for p, gradient in zip(net.parameters(), held)))
net.zero_grad()
print("all gone", all(p.grad is None for p in net.parameters()), float(held[0].sum()) > 0)
refused("of another shape", lambda: setattr(w, "grad", torch.ones(2)))
refused("of whole numbers", lambda: setattr(w, "grad", torch.tensor([1, 2, 3])))
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 3
y.retain_grad()
(y * y).sum().backward(retain_graph=True)
kept = y.grad
(y * y).sum().backward(retain_graph=True)
show("what was computed", y.grad)
show("the one before", kept)
y.grad.zero_()
(y * y).sum().backward()
show("begun anew", y.grad)

# What batch normalization keeps.
bn = nn.BatchNorm1d(2)
mean, variance, count = bn.running_mean, bn.running_var, bn.num_batches_tracked
bn(torch.tensor([[1.0, 2.0], [3.0, 5.0]]))
show("mean", mean)
show("variance", variance)
print("count", count.item(), bn.running_mean is mean)
mean.fill_(1.0)
bn.running_var.zero_()
bn.running_var[1] = 4
bn.eval()
show("with what was written", bn(torch.tensor([[1.0, 3.0]])))
show("and seen", variance)
other = torch.tensor([7.0, 8.0])
bn.running_mean = other
show("the old one", mean)
bn.train()
bn(torch.tensor([[7.0, 8.0], [9.0, 8.0]]))
show("the new one", other)
print("batches", count.item())
refused("a list", lambda: setattr(bn, "running_mean", [1, 2]))


class Masked(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)
        self.scale = 3
        self.shift = nn.Parameter(torch.zeros(1))
        self.register_buffer("mask", torch.ones(2))

    def forward(self, x):
        return self.fc(x) * self.mask + self.shift


masked = Masked()
mask = masked.mask
masked.load_state_dict({**masked.state_dict(), "mask": torch.tensor([0.0, 1.0])})
show("loaded into the buffer", mask)

# What a module holds.
held = vars(masked)
print("vars", [name for name in ("training", "_parameters", "_buffers", "_modules", "scale", "fc") if name in held])
print(held["training"], list(held["_parameters"]), list(held["_buffers"]), list(held["_modules"]), held["scale"])
masked.eval()
print("mode", vars(masked)["training"], masked.__dict__["training"])
print("settings", sorted(name for name in vars(masked) if not name.startswith("_")))
print("kind of dict", type(masked.state_dict()).__name__, isinstance(masked.state_dict(), OrderedDict))
torch.save({"net": masked.state_dict(), "epoch": 3}, "masked.pt")
loaded = torch.load("masked.pt")
print("loaded", type(loaded).__name__, type(loaded["net"]).__name__, list(loaded["net"]), loaded["epoch"])

# Whole numbers are not learned.
refused("whole numbers", lambda: nn.Parameter(torch.tensor([1, 2])))
refused("a truth", lambda: nn.Parameter(torch.tensor([True])))
refused("and a tensor", lambda: torch.tensor([1, 2], requires_grad=True))
fixed = nn.Parameter(torch.arange(3), requires_grad=False)
print("fixed", fixed.dtype, fixed.requires_grad, fixed.tolist(), torch.tensor([5.0, 6.0, 7.0])[fixed].tolist())
refused("later", lambda: fixed.requires_grad_())

# t.data = x gives another memory.
t = torch.zeros(3)
row, whole = t[0:1], t.view(3)
x = torch.ones(3)
t.data = x
row[0] = 9
show("a look into the old one", whole)
show("the tensor", t)
t[1] = 5
show("and the other", x)
x.mul_(10)
show("with both names", t)
t.data = torch.arange(4.0)
show("of another length", t)
show("apart from", x)
t.data = t[1:3]
show("a part of itself", t)
r = torch.zeros(2, 2)
q = r[1]
q.data = torch.ones(2)
show("a row that left", r)

# From NumPy: double becomes float by a copy, single is the same memory.
a = np.array([1.0, 2.0])
z = torch.from_numpy(a).float()
z[0] = 9
print("double", a.tolist())
torch.from_numpy(a)[0] = 4
print("shared", a.tolist(), z.tolist())
single = a.astype(np.float32)
z = torch.from_numpy(single).float()
z[0] = 7
print("single", single.tolist(), a.tolist())
d = torch.zeros(2)
d.double()[0] = 1
d.to(torch.float64)[0] = 2
d.float()[1] = 3
print("conversions", d.tolist(), d.double().float().tolist())

# A state_dict holds what the network holds.
net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
with torch.no_grad():
    net[0].weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    net[0].bias.zero_()
state, kept = net.state_dict(), copy.deepcopy(net.state_dict())
twin = copy.deepcopy(net)
for value in state.values():
    if value.dtype.is_floating_point:
        value.mul_(2)
print(net[0].weight.tolist(), net[1].running_var.tolist(), kept["0.weight"].tolist(), kept["1.running_var"].tolist())
net(torch.tensor([[1.0, 0.0], [0.0, 1.0]])).sum().backward()
with torch.no_grad():
    net[0].weight -= 1
print(state["0.weight"].tolist(), state["1.num_batches_tracked"].item(), [round(v, 4) for v in state["1.running_mean"].tolist()], state["0.weight"].requires_grad)
for average, current in zip(twin.state_dict().values(), net.state_dict().values()):
    average.copy_(average * 0.5 + current * 0.5)
print(twin[0].weight.tolist(), [round(v, 4) for v in twin[1].running_mean.tolist()], twin[1].num_batches_tracked.item())
net.load_state_dict(kept)
print(net[0].weight.tolist(), state["0.weight"].tolist(), state["0.bias"].tolist() == net[0].bias.tolist())
target, source = twin.state_dict(), net.state_dict()
for name in source:
    target[name] = 0.25 * source[name] + 0.75 * target[name]
print(twin[0].weight.tolist(), target["0.weight"].tolist())
twin.load_state_dict(target)
print(twin[0].weight.tolist(), twin.load_state_dict(twin.state_dict()))

# Layers that begin anew, as programs find them.
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(40, 30), nn.BatchNorm1d(30), nn.ReLU(), nn.LayerNorm(30), nn.Dropout(0.5), nn.Embedding(5, 4), nn.Conv2d(1, 2, 3), nn.GRU(2, 3))
print([hasattr(m, "reset_parameters") for m in net], [hasattr(m, "reset_running_stats") for m in net])
with torch.no_grad():
    for p in net.parameters():
        p.fill_(7.0)
    net[1](torch.ones(4, 30) * torch.arange(4.0).unsqueeze(1))
weight, layer = net[0].weight, net[0]


@torch.no_grad()
def renew(m):
    if hasattr(m, "reset_parameters"):
        m.reset_parameters()


net.apply(renew)
print(weight is net[0].weight, layer is net[0], bool((weight.abs() <= 1 / 40**0.5).all()), bool(weight.std() > 0.05), bool((net[0].bias.abs() <= 1 / 40**0.5).all()))
print(net[1].weight.unique().tolist(), net[1].bias.unique().tolist(), net[1].running_mean.unique().tolist(), net[1].running_var.unique().tolist(), int(net[1].num_batches_tracked), net[3].weight.unique().tolist(), [bool(p.abs().max() < 5) for p in net.parameters()])
net[1](torch.ones(4, 30) * torch.arange(4.0).unsqueeze(1))
net[1].reset_running_stats()
print(net[1].running_mean.unique().tolist(), net[1].running_var.unique().tolist(), int(net[1].num_batches_tracked))
