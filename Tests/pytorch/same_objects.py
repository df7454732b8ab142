"""What is the same memory, in which order modules count, and gradients where numbers are equal."""

import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


# A place that was None is taken at the end, as the order of an optimizer's parameters has it.
class Late(nn.Module):
    def __init__(self):
        super().__init__()
        self.flow = None
        self.w = None
        self.enc = nn.Linear(1, 1)
        self.v = nn.Parameter(torch.ones(1))
        self.register_parameter("gain", None)
        self.shift = nn.Parameter(torch.zeros(1))


net = Late()
net.flow = nn.Linear(1, 2)
net.w = nn.Parameter(torch.zeros(1))
net.gain = nn.Parameter(torch.ones(1))
print(list(net.state_dict()), [n for n, _ in net.named_children()])
net.enc = None
net.enc = nn.Linear(1, 3)
print([n for n, _ in net.named_parameters()], [n for n, _ in net.named_children()])
del net.flow
net.flow = nn.Linear(2, 2)
print([n for n, _ in net.named_children()])


# Layers that do nothing give what they are given.
class Residual(nn.Module):
    def __init__(self, skip):
        super().__init__()
        self.skip = skip
        self.act = nn.ReLU()

    def forward(self, x):
        out = self.skip(x)
        out += self.act(x)
        return out + x


for skip in [nn.Identity(), nn.Sequential(), nn.Dropout(0.5).eval(), nn.Sequential(nn.Identity(), nn.Dropout(0.0))]:
    x = torch.tensor([1.0, -1.0])
    print(Residual(skip)(x).tolist(), x.tolist(), skip(x) is x, end=" ")
print()
x = torch.tensor([-1.0, 2.0])
net = nn.Sequential(nn.Dropout(0.5), nn.ReLU(True)).eval()
print((x + net(x)).tolist(), x.tolist(), F.dropout(x, 0.5, training=False) is x)
x = torch.tensor([0.2, 1.0])
print(F.threshold(x, 0.5, 9.0, True).tolist(), x.tolist(), nn.Threshold(2.0, 3.0, inplace=True)(x).tolist(), x.tolist())

# Arrays and tensors of one memory
a = np.zeros(2)
b = np.asarray(a)
b += 1
t = torch.zeros(2)
c = np.asarray(t)
c[0] = 5
x = torch.ones(2)
y = torch.Tensor(x)
y += 1
print(a.tolist(), b is a, t.tolist(), x.tolist(), np.array(a) is a, torch.Tensor([1, 2]).tolist())

# Equal numbers share a gradient
x = torch.tensor([1.0, 1.0, 3.0], requires_grad=True)
value = x.median()
value.backward()
print(value.item(), x.grad.tolist())
x = torch.zeros(2, requires_grad=True)
torch.atan2(x[0], x[1]).backward()
print(x.grad.tolist())
x = torch.tensor([3.0, 4.0], requires_grad=True)
torch.atan2(x[0], x[1]).backward()
print([round(v, 4) for v in x.grad.tolist()])

# Kinds of modules, numbers of Python's
layers = [nn.ModuleList([nn.ReLU()]), nn.ModuleDict({"a": nn.ReLU()}), nn.ReLU()]
print([isinstance(m, nn.ModuleList) for m in layers])
print([isinstance(m, (nn.ModuleDict, nn.Sequential)) for m in layers])
print(math.gcd(12, 18), math.lcm(4, 6), math.gcd(0, 7), math.gcd())
print(math.factorial(10), math.comb(10, 3), math.perm(5, 2), math.comb(3, 5))
print(math.isqrt(17), math.isqrt(16), math.prod([2, 3.5]), math.prod([], start=2))
print(math.fsum([0.1] * 10), math.dist([0, 0], [3, 4]))
print(math.copysign(2, -0.0), math.copysign(-3, 1), math.modf(-2.5))
print(math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(0, 1e-12), math.isclose(0, 1e-12, abs_tol=1e-9))
for wrong in [lambda: math.factorial(-1), lambda: math.isqrt(-1), lambda: math.gcd(1.5)]:
    try:
        print(wrong())
    except (ValueError, TypeError):
        print("refused")


# Lists of lists of modules
class Nested(nn.Module):
    def __init__(self):
        super().__init__()
        self.levels = nn.ModuleList([nn.ModuleList([nn.Linear(2, 2), nn.ReLU()]), nn.ModuleDict({"a": nn.ModuleList([nn.Linear(2, 1)])})])

    def forward(self, x):
        for layer in self.levels[0]:
            x = layer(x)
        return self.levels[1]["a"][0](x)


net = Nested()
print(list(net.state_dict()), len(net.levels), net(torch.ones(3, 2)).shape == (3, 1), len(list(net.modules())))
