"""Generators with numbers of their own, settings of layers that few programs use, and gradients at corners."""

import random

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def filled(module):
    """Every parameter by a rule, so that it is the same everywhere."""
    with torch.no_grad():
        for number, p in enumerate(module.parameters()):
            p.copy_(torch.linspace(-1, 1, p.numel()).reshape(p.shape) * (number % 3 + 1) / 3)
    return module


def told(x):
    numbers = x.detach().flatten()
    return [round(v, 3) + 0.0 for v in numbers[:4].tolist() + numbers[-3:].tolist() + [numbers.sum().item()]]


# A generator is nobody else's: what it draws is the same each time, and nothing else begins anew.
def with_generator(seed):
    return torch.randn(3, generator=torch.Generator().manual_seed(seed))


torch.manual_seed(1)
first = torch.rand(4)
torch.manual_seed(1)
a, b = with_generator(5), with_generator(5)
print(torch.equal(a, b), torch.equal(a, with_generator(6)), torch.equal(torch.rand(4), first))
g = torch.Generator()
g.manual_seed(5)
print(torch.equal(torch.randn(3, generator=g), a), torch.equal(torch.randn(3, generator=g), a), g.initial_seed())
torch.manual_seed(5)
print(torch.equal(torch.randn(3), a), isinstance(g, torch.Generator))
draws = [
    lambda g: torch.rand(2, 3, generator=g), lambda g: torch.randint(0, 100, (4,), generator=g),
    lambda g: torch.randperm(20, generator=g), lambda g: torch.normal(torch.zeros(3), 1.0, generator=g),
    lambda g: torch.bernoulli(torch.full((20,), 0.5), generator=g),
    lambda g: torch.multinomial(torch.ones(10), 5, generator=g), lambda g: torch.empty(4).normal_(generator=g),
    lambda g: torch.empty(4).uniform_(generator=g), lambda g: nn.init.normal_(torch.empty(3), generator=g),
    lambda g: nn.init.kaiming_uniform_(torch.empty(3, 3), generator=g),
    lambda g: torch.poisson(torch.full((5,), 30.0), generator=g),
]
for draw in draws:
    x, y = draw(torch.Generator().manual_seed(2)), draw(torch.Generator().manual_seed(2))
    print(torch.equal(x, y), torch.equal(x, draw(torch.Generator().manual_seed(3))), end=" ")
print()

data = torch.utils.data.TensorDataset(torch.arange(20.0))


def order(seed):
    loader = torch.utils.data.DataLoader(data, batch_size=5, shuffle=True, generator=torch.Generator().manual_seed(seed))
    return [[x.tolist() for x, in loader] for epoch in range(2)]


one, again = order(3), order(3)
print(one == again, one[0] == one[1], order(4) == one)
parts = [torch.utils.data.random_split(data, [15, 5], generator=torch.Generator().manual_seed(7)) for i in range(2)]
print([len(p) for p in parts[0]], list(parts[0][1].indices) == list(parts[1][1].indices))


# NumPy's seed and Python's are their own.
def evaluated():
    np.random.seed(0)
    random.seed(0)
    return np.random.randn(3).tolist(), random.random(), np.random.permutation(9).tolist()


torch.manual_seed(1)
e1, r1, e2, r2 = evaluated(), torch.rand(2), evaluated(), torch.rand(2)
print(e1 == e2, torch.equal(r1, r2))
torch.manual_seed(9)
print(evaluated() == e1, random.random() == random.random())
rng, same = np.random.default_rng(4), np.random.default_rng(4)
print(np.array_equal(rng.normal(size=(2, 2)), same.normal(size=(2, 2))), rng.integers(0, 5, size=100).max() <= 4,
      rng.random() == same.integers(3), rng.permutation(5).shape, 0 <= rng.uniform(0, 2) < 2)
state = np.random.RandomState(3)
print(state.randn(2, 3).shape, np.array_equal(np.random.RandomState(3).rand(4), np.random.RandomState(3).rand(4)))
items = [1, 2, 3, 4, 5]
state.shuffle(items)
print(sorted(items), np.random.random((2, 2)).shape, np.random.standard_normal(3).shape)

# Settings of layers
cube = torch.linspace(-3, 3, 2 * 3 * 4 * 5).reshape(2, 3, 4, 5)
print(nn.Flatten(2)(cube).shape == (2, 3, 20), nn.Flatten(0, 1)(cube).shape == (6, 4, 5), nn.Flatten()(cube).shape == (2, 60))
print(told(F.softplus(cube, beta=2)), told(F.softplus(cube * 2, 0.5, 1)), told(nn.Softplus(beta=3, threshold=2)(cube)))
x = torch.tensor([-1.0, 0.0, 0.5, 4.0], requires_grad=True)
F.softplus(x, beta=2, threshold=3).sum().backward()
print(told(x.grad), nn.Softplus()(x).shape == x.shape)
odd = torch.linspace(0, 1, 2 * 5 * 7).reshape(1, 2, 5, 7).sin()
for settings in [(2, None, 0), (3, 2, 1), (2, 3, 0), ((2, 3), (2, 1), (1, 1))]:
    layer = nn.MaxPool2d(*settings, ceil_mode=True)
    print(list(layer(odd).shape), told(layer(odd)), end=" ")
print()

# Sequences both ways
line = torch.linspace(-1, 1, 4 * 2 * 3).reshape(4, 2, 3)
for kind in [nn.GRU, nn.RNN]:
    net = filled(kind(3, 2, num_layers=2, bidirectional=True))
    output, h = net(line)
    print(list(output.shape), list(h.shape), told(output), told(h), len(list(net.parameters())))
net = filled(nn.LSTM(3, 2, batch_first=True, bidirectional=True))
output, (h, c) = net(line.transpose(0, 1), (torch.ones(2, 2, 2), torch.zeros(2, 2, 2)))
print(list(output.shape), told(output), told(h), told(c), list(net.state_dict()))
output.sum().backward()
print(told(net.weight_hh_l0_reverse.grad), told(net.weight_ih_l0.grad))
net = filled(nn.GRU(3, 4, 2, dropout=0.5, batch_first=True))
net.eval()
print(told(net(line)[0]), isinstance(net, nn.GRU))
print(told(filled(nn.RNN(3, 2, nonlinearity="relu"))(line[:, 0])[0]))

# Gradients at corners
x = torch.tensor([-1.0, 0.0, 0.5, 1.0, 2.0], requires_grad=True)
for function in [lambda x: x.clamp(0, 1), lambda x: x.clamp(min=0), lambda x: torch.clamp(x, max=1.0), lambda x: x.clamp_min(0),
                 lambda x: F.hardtanh(x, 0, 1), lambda x: torch.maximum(x, torch.zeros(5)), torch.abs, F.relu6]:
    x.grad = None
    function(x).sum().backward()
    print([round(v, 2) for v in x.grad.tolist()], end=" ")
print()

# What graphics processors and compilers would do
scaler = torch.amp.GradScaler("cuda", enabled=False)
w = nn.Parameter(torch.ones(2))
optimizer = torch.optim.SGD([w], lr=0.5)
with torch.autocast("cpu", enabled=False):
    loss = (w ** 2).sum()
scaler.scale(loss).backward()
scaler.step(optimizer)
scaler.update()
print(w.tolist(), told(torch.special.expit(torch.zeros(3))), told(torch.special.entr(torch.tensor([0.0, 0.5, 1.0]))))
