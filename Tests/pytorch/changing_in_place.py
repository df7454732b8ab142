"""Tensors that change in place: items, slices and masks, methods with an underscore, views and aliases, gradients."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


def show(name, x):
    numbers = x.detach().reshape(-1).tolist()
    print(name, tuple(x.shape), " ".join(f"{float(number):.4f}" for number in numbers))


def refused(name, change):
    try:
        change()
        print(name, "went through")
    except (RuntimeError, IndexError, TypeError, ValueError) as error:
        print(name, "was refused")


x = torch.arange(12.0).reshape(3, 4)
x[0, 1] = 50
x[1] = torch.tensor([1.0, 2.0, 3.0, 4.0])
x[:, 3] = -1
show("items", x)
x[x > 9] = 0
x[torch.tensor([0, 2]), torch.tensor([0, 2])] = torch.tensor([7.0, 8.0])
show("masks", x)
x[1:, ::2] += 100
x[..., 0] *= 2
show("parts", x)
x[[0, 2]] = x[[2, 0]]
show("exchanged", x)

y = x
y += 1
show("an alias", x)
row = x[1]
row[0] = 0
row.mul_(2)
show("a row", x)
flat = x.view(-1)
flat[5] = 99
show("a flat view", x)
turned = x.t()
turned[3, 0] = -7
copied = turned.reshape(-1)
copied[0] = 1000
show("a transposed one", x)
first, second = x.chunk(2, dim=1)
first.zero_()
show("chunks", x)
x[0][2] = 5
show("two brackets", x)
for row in x:
    row /= row.abs().sum() + 1
show("rows of a loop", x)
seen = x.unsqueeze(0).squeeze()
x.fill_(2.5)
show("seen from before", seen)
show("and its row", row)
kept = x.clone()
x.copy_(torch.ones(4))
show("a copy stays", kept)
x.clamp_(0.25, 0.75).sub_(0.5).abs_().add_(torch.arange(4.0), alpha=2)
show("methods", x)
x.masked_fill_(x > 3, -1)
x.scatter_(1, torch.tensor([[0], [1], [2]]), 9.0)
show("scattered", x)
x.expand(2, 3, 4)[0]
torch.diagonal(x).zero_()
show("a diagonal", x)
x.narrow(1, 1, 2).fill_(3)
x.select(0, 2).neg_()
show("narrowed", x)

mask = torch.tensor([True, False, False])
mask[1] = True
print(mask.tolist(), (~mask).tolist())

# Gradients go through what was assigned, and not to what was overwritten.
w = nn.Parameter(torch.tensor([1.0, 2.0, 3.0]))
z = w * 2
z[1] = (w * w).sum()
z[2:] = 4
z.sum().backward()
show("gradient", w.grad)
h = torch.relu(w - 2)
h = h + 0
h += w * w
w.grad = None
h.sum().backward()
show("of a sum", w.grad)
w.grad.mul_(10)
show("scaled", w.grad)
w.grad.data.zero_()
show("zeroed", w.grad)


def without_no_grad():
    w[0] = 1


def without_no_grad_either():
    w.add_(1)


def wrong_shape():
    a = torch.zeros(3)
    a += torch.zeros(2, 3)


def wrong_value():
    torch.zeros(2, 3)[0] = torch.zeros(2)


def out_of_range():
    torch.zeros(2)[2] = 1


def expanded():
    torch.zeros(1, 3).expand(2, 3).add_(1)


refused("a parameter", without_no_grad)
refused("a parameter's method", without_no_grad_either)
refused("another shape", wrong_shape)
refused("a value that does not fit", wrong_value)
refused("a place that is not there", out_of_range)
refused("what was expanded", expanded)

with torch.no_grad():
    w[0] = 10
    w += 1
    w.mul_(0.5)
show("a parameter", w)
w.data[1] = -1
w.data -= 0.25 * torch.ones(3)
w.data.clamp_(-1, 2)
show("its data", w)
net = nn.Linear(2, 2)
net.weight.data.fill_(0.5)
net.bias.data.zero_()
held = net.weight.data
with torch.no_grad():
    net.weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
show("a layer", net(torch.ones(1, 2)))
show("held before", held)
optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
net(torch.ones(1, 2)).sum().backward()
optimizer.step()
show("held and stepped", held)

# Arrays look into the tensor that they are of.
t = torch.zeros(2, 2)
a = t.numpy()
a[0] = 5
a += 1
show("of an array", t)
b = a.copy()
b[1, 1] = 100
c = a.reshape(4)
c[3] = 8
d = a.flatten()
d[0] = -100
print(a.tolist(), b.tolist(), t[1].tolist())
u = torch.from_numpy(a)
u[0, 0] = 42
a.T[1, 0] = 43
a.transpose(1, 0)[0, 1] = 44
np.expand_dims(a, 0)[0, 1, 1] = 45
a.ravel()[3] += 1
print(a.tolist(), u.tolist(), a[:, None].shape)
v = torch.tensor([3.0, 1.0, 2.0])
v.mul(2).add_(1).sub(torch.ones(3), alpha=3).neg().amax().mul_(2)
print(v.tolist(), v.eq(1).tolist(), torch.logical_and(v > 1, v < 3).tolist(), v.mul(0.5).exp_().sum().item() > 0)
canvas = np.zeros((4, 6))
for i in range(2):
    for j in range(3):
        canvas[i * 2 : (i + 1) * 2, j * 2 : (j + 1) * 2] = np.ones((2, 2)) * (i * 3 + j)
print(canvas.tolist(), canvas.mean(), canvas.std().round(4))


# Layers that work in place, and what is written past the gradient.
net = nn.Sequential(nn.ReLU(True), nn.Linear(2, 2, bias=False))
with torch.no_grad():
    net[1].weight.fill_(1.)
x = torch.tensor([[-1., 2.]]) * 1
print((x + net(x)).tolist())
w = nn.Parameter(torch.tensor([2.0, 3.0]))
a = torch.ones(2)
a.data.add_(w)
(a * w).sum().backward()
print(a.requires_grad, w.grad.tolist(), a.tolist())
w.grad = None
a = torch.ones(2); a.data.copy_(w * 2); (a * w).sum().backward(); print(w.grad.tolist())
w.grad = None
a = torch.ones(2); a.data[0] = w[0]; (a * w).sum().backward(); print(w.grad.tolist())
a.data.mul_(0.9).add_(w, alpha=0.1); print([round(v, 4) for v in a.tolist()], a.requires_grad)
class B(nn.Module):
    def __init__(self):
        super().__init__()
        self.r = nn.LeakyReLU(0.1, inplace=True)
        self.c = nn.Linear(2, 2, bias=False)
    def forward(self, x):
        y = self.c(self.r(x))
        return x + y
b = B()
with torch.no_grad():
    b.c.weight.fill_(0.5)
h = torch.tensor([[-1.0, 2.0]], requires_grad=True)
z = h * 3
out = b(z)
out.pow(2).sum().backward()
print(out.tolist(), z.tolist(), h.grad.tolist())
t = torch.tensor([-1.0, 1.0])
y = F.relu(t, inplace=True)
print(t.tolist(), y is t)
u = nn.Sequential(nn.Sequential(nn.ELU(inplace=True), nn.Tanh()), nn.ReLU(inplace=True))
v = torch.tensor([-1.0, 1.0]); r = u(v); print([round(k, 4) for k in v.tolist()], [round(k, 4) for k in r.tolist()])
try:
    F.relu(w, inplace=True)
except RuntimeError:
    print("a leaf")
