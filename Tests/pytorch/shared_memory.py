"""What lies in one memory: parameters made of tensors, weights in two places, and parameters that get another memory."""

import copy
from collections import OrderedDict

import numpy as np
import torch
from torch import nn, optim


def show(*tensors):
    print([[round(v, 4) for v in t.detach().flatten().tolist()] for t in tensors])


# A parameter made of a tensor: each changes with the other.
t = torch.zeros(3)
p = nn.Parameter(t)
t[0] = 5.0
show(p)
optimizer = optim.SGD([p], lr=0.5)
for step in range(2):
    optimizer.zero_grad()
    (p - 1).pow(2).sum().backward()
    optimizer.step()
    show(t, p)
late = t[1:]
t.mul_(2)
show(p, late)
with torch.no_grad():
    p.fill_(3.0)
show(t, late)

# A tensor that keeps its gradient already.
leaf = torch.ones(2, requires_grad=True)
p = nn.Parameter(leaf)
optimizer = optim.SGD([p], lr=0.5)
p.pow(2).sum().backward()
optimizer.step()
show(leaf, p)

# Rows of a tensor, and a turned one.
x = torch.arange(8.0).reshape(4, 2)
first, last = nn.Parameter(x[:2]), nn.Parameter(x[2:].t())
optimizer = optim.SGD([first, last], lr=1.0)
(first.sum() + 2 * last.sum()).backward()
optimizer.step()
show(x)
x[3, 0] = 9.0
show(last)

# An array.
a = np.ones((2, 2), dtype=np.float32)
p = nn.Parameter(torch.from_numpy(a))
a[0, 0] = 7
with torch.no_grad():
    p[1, 1] = 4.0
print(a.tolist(), p.tolist())


# Averages of weights that are put in the place of others for a while.
class EMA:
    def __init__(self, model, decay):
        self.model, self.decay, self.backup = model, decay, {}
        self.shadow = {name: p.data.clone() for name, p in model.named_parameters()}

    def update(self):
        for name, p in self.model.named_parameters():
            self.shadow[name] = (1.0 - self.decay) * p.data + self.decay * self.shadow[name]

    def apply_shadow(self):
        for name, p in self.model.named_parameters():
            self.backup[name] = p.data
            p.data = self.shadow[name]

    def restore(self):
        for name, p in self.model.named_parameters():
            p.data = self.backup[name]
        self.backup = {}


net = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1))
with torch.no_grad():
    for p in net.parameters():
        p.copy_(torch.sin(torch.arange(p.numel()) + 1.0).reshape(p.shape))
ema = EMA(net, 0.8)
optimizer = optim.Adam(net.parameters(), lr=0.1)
for step in range(3):
    optimizer.zero_grad()
    net(torch.ones(4, 2)).pow(2).mean().backward()
    optimizer.step()
    ema.update()
    ema.apply_shadow()
    show(net[0].weight, net(torch.ones(1, 2)))
    ema.restore()
    show(net[0].weight, ema.shadow["0.weight"])

# A step that is tried and taken back.
p = nn.Parameter(torch.tensor([1.0, 2.0]))
old = p.data
p.data = old - 0.5
show(old, p)
p.data = old
show(p)
with torch.no_grad():
    p.add_(1)
show(old)


# One weight in two places: one gradient, one step.
class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(3, 2)
        self.decoder = nn.Linear(2, 3)
        self.decoder.weight = nn.Parameter(torch.zeros(3, 2))
        self.embedding = nn.Embedding(3, 2)
        self.out = nn.Linear(2, 3, bias=False)
        self.out.weight = self.embedding.weight

    def forward(self, words, x):
        return self.out(self.embedding(words)) + self.decoder(self.encoder(x))


net = Tied()
with torch.no_grad():
    for p in net.parameters():
        p.copy_(torch.cos(torch.arange(p.numel()) + 1.0).reshape(p.shape))
print(net.out.weight is net.embedding.weight, len(list(net.parameters())), sorted(net.state_dict()))
optimizer = optim.AdamW(net.parameters(), lr=0.05)
for step in range(3):
    optimizer.zero_grad()
    loss = net(torch.tensor([0, 2]), torch.ones(2, 3)).pow(2).mean()
    loss.backward()
    print(f"{loss.item():.5f}", f"{nn.utils.clip_grad_norm_(net.parameters(), 1.0).item():.5f}")
    optimizer.step()
show(net.out.weight, net.embedding.weight.grad)
twin = copy.deepcopy(net)
print(twin.out.weight is twin.embedding.weight, twin.out.weight is net.out.weight)

# Who is who.
layer = nn.Linear(2, 2)
parameters = list(layer.parameters())
print(layer.weight is layer.weight, parameters[0] is layer.weight, id(layer.bias) == id(layer.bias))
print(layer.bias in [layer.bias], len({layer.weight, layer.weight, layer.bias}), {layer.weight: 1}[layer.weight])
weight = layer.weight
layer.weight = nn.Parameter(torch.ones(2, 2))
print(weight is layer.weight, {torch.float32: "real"}[torch.float], net.encoder is net.encoder)


# Buffers that are not saved, and counts of batches.
class Masked(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mask", torch.ones(2))
        self.register_buffer("cache", torch.zeros(1), persistent=False)
        self.norm = nn.BatchNorm1d(2)


net = Masked()
print(list(net.state_dict()), [name for name, _ in net.named_buffers()], list(net._buffers))
for step in range(3):
    net.norm(torch.sin(torch.arange(8.0) + step).reshape(4, 2))
count = net.norm.num_batches_tracked
print(count.item(), count.dtype, net.state_dict()["norm.num_batches_tracked"].dtype, "num_batches_tracked" in net.norm._buffers)
net.norm.running_mean.zero_()
net.norm.num_batches_tracked += 2
print(net.norm.running_mean.tolist(), net.norm.num_batches_tracked.item())

# Names of layers that are added and taken out.
net = nn.Sequential(OrderedDict([("a", nn.Linear(1, 1)), ("act", nn.ReLU())]))
net.append(nn.Linear(1, 2))
print([name for name, _ in net.named_children()], list(net.state_dict()))
del net[0]
print([name for name, _ in net.named_children()], list(net.state_dict()))
layers = nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 2)])
del layers[0]
print(list(layers.state_dict()), len(layers))


# What an object keeps: settings here, and parameters, buffers and layers in dicts of their own.
class Settings(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__ = self


settings = Settings(width=3)
settings.depth = 2
settings["width"] += 1
print(settings.width, settings["depth"], settings, hasattr(settings, "rate"))
del settings.depth
twin = copy.copy(settings)
twin.width = 9
print(list(settings), twin.width, twin["width"])


class Kept(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(1, 1)
        self.weight = nn.Parameter(torch.zeros(1))
        self.register_buffer("mean", torch.ones(1))
        self.width = 3


net = Kept()
print([name for name in vars(net) if not name.startswith("_") and name != "training"], list(copy.deepcopy(net).state_dict()))
net.training = False
print(net.training, net.layer.training, net.train().training)
