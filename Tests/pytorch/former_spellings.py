# What older programs and those of other habits write: losses by position, `out=`, deeper paths of modules, small libraries.
import traceback
import types
import os
from glob import glob
from numbers import Number

import bisect
import gc
import heapq
import operator

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from matplotlib.colors import to_hex, to_rgb, to_rgba
from torch.autograd.function import Function
from torch.nn.modules.module import Module
from torch.optim.optimizer import Optimizer
from torch.utils.data import DataLoader as PlainLoader
from torch.utils.data import RandomSampler, TensorDataset
from torch.utils.data.dataloader import DataLoader

a, b = torch.tensor([0.2, 0.7, 0.5]), torch.tensor([0.0, 1.0, 1.0])
print([round(v.item(), 5) for v in [F.mse_loss(a, b, False), F.mse_loss(a, b, None, None, "sum"), F.l1_loss(a, b, True), F.smooth_l1_loss(a, b, False)]])
print(F.mse_loss(a, b, None, False).shape, round(F.binary_cross_entropy(a, b, None, False).item(), 5), round(nn.MSELoss(False)(a, b).item(), 5))
print(round(nn.BCELoss(None, False)(a, b).item(), 5), round(F.binary_cross_entropy(a, b, torch.tensor([1.0, 2.0, 3.0]), None, None, "sum").item(), 5))
scores, classes = torch.log_softmax(torch.tensor([[1.0, 2.0, 0.5], [0.1, 0.2, 3.0]]), 1), torch.tensor([1, 0])
print(round(F.nll_loss(scores, classes, None, None, 0, None).item(), 5), round(F.nll_loss(scores, classes, None, False, -100, None).item(), 5))
print(round(F.cross_entropy(scores, classes, None, None, -100, None, "sum", 0.1).item(), 5), round(nn.CrossEntropyLoss(None, False)(scores, classes).item(), 5))
print(round(F.kl_div(scores, torch.exp(scores) * 0.5, False).item(), 5), round(F.gaussian_nll_loss(a, b, torch.ones(3), True, 1e-6, "sum").item(), 5))

out = torch.empty(0)
torch.add(a, b, out=out)
print(out.tolist(), torch.round(a, out=None).tolist(), torch.ones(2, 2, out=out).tolist(), out.shape)
view = torch.zeros(4)
torch.mul(a, 2, out=view[:3])
print(view.tolist(), torch.arange(0, 3, out=torch.LongTensor()).tolist(), torch.exp(b, out=torch.zeros(3)).tolist())
print(torch.zeros(size=(2, 3)).shape, torch.empty(size=a.size()).shape, torch.randn(size=(1, 2)).shape, np.zeros(shape=(2, 1)).shape)
print(torch.flip(torch.arange(4).view(2, 2), dims=[0, 1]).tolist(), a.flip(dims=(0,)).tolist(), torch.ones(2, 3).permute(dims=(1, 0)).shape)

print(Module is nn.Module, DataLoader is PlainLoader, isinstance(nn.modules.linear.Linear(1, 1), Module))
for layer in [nn.Conv2d(1, 1, 3), nn.ConvTranspose2d(1, 1, 3), nn.Linear(1, 1), nn.BatchNorm1d(2)]:
    print(isinstance(layer, torch.nn.modules.conv._ConvNd), isinstance(layer, nn.modules.batchnorm._BatchNorm))
layers = nn.ModuleList([nn.Linear(2, 2)])
same = layers
layers += [nn.ReLU(), nn.Linear(2, 1)]
print(len(layers), same is layers, len(layers + [nn.Tanh()]), len(layers), [n for n, _ in layers.named_parameters()])
parts = nn.ModuleDict(dict(embed=nn.Embedding(3, 2), blocks=nn.ModuleList([nn.Linear(2, 2)])))
print(parts.embed is parts["embed"], len(parts.blocks), [n for n, _ in parts.named_parameters()])

torch.manual_seed(0)
data = TensorDataset(torch.arange(10.0))
loader = DataLoader(data, batch_size=4, sampler=RandomSampler(data, replacement=True, num_samples=int(1e10)))
print(len(loader), next(iter(loader))[0].shape, isinstance(3, Number), isinstance(2.5, Number), isinstance("3", Number))
print([round(c, 4) for c in to_rgb("tab:orange")], [round(c, 4) for c in to_rgba("red", 0.5)], to_hex("C0"), to_rgb("0.5"), to_hex((0, 1, 0)))
print(np.convolve([1, 2, 3], [0, 1, 0.5]).tolist(), np.convolve([1, 2, 3, 4], [1, 1, 1], "valid").tolist(), np.convolve([1.0, 2, 3], [1, 1], mode="same").tolist())
print(np.c_[np.array([1, 2]), np.array([3, 4])].tolist(), np.r_[np.array([1, 2]), 0, 4:7].tolist(), np.c_[np.ones((2, 1)), np.zeros((2, 2))].shape)
sure = np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 1.0]])
print(np.random.binomial(1, sure[0]).tolist(), np.random.binomial(3, sure).tolist(), np.random.binomial(np.array([2, 0]), 1.0).tolist(), np.random.binomial(10, sure, size=(4, 2, 3)).shape, np.random.binomial(2, 1.0), np.random.binomial(1, 0.5, 3).shape)
print(np.random.normal(sure, 0.0).tolist(), np.random.uniform(np.array([1.0, 5.0]), np.array([1.0, 5.0])).tolist(), np.random.normal(sure[0], 1.0, (4, 3)).shape, np.random.exponential(np.ones((2, 2))).shape, np.shape([[1, 2]]), np.ndim(3))

# Written past the gradient, where nothing changes: the pass that is under way stays right.
mask, masked = torch.tensor([[1.0, 0.0], [1.0, 1.0]]), nn.Linear(2, 2, bias=False)
with torch.no_grad():
    masked.weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
ones = torch.ones(1, 2, requires_grad=True)


def once(x):
    masked.weight.data *= mask
    return masked(x)


once(once(ones)).sum().backward()
print(ones.grad.tolist(), masked.weight.grad.tolist())
weight = torch.tensor(2.0, requires_grad=True)
filled = torch.autograd.Variable(torch.zeros(3))
filled[0] = weight * 3
filled.sum().backward()
print(filled.tolist(), weight.grad.item())
weight.grad = None
past = torch.zeros(3).data
past[0] = weight * 3
(past.sum() + weight).backward()
print(past.tolist(), weight.grad.item(), past.requires_grad)
weight.grad = None
memory = torch.zeros(2)
past = memory.data
past += weight
past.mul_(weight)
(past.sum() + memory.sum() * weight).backward()
print(past.tolist(), memory.tolist(), weight.grad.item(), memory.requires_grad)
settings = types.SimpleNamespace(width=3, name="net")
settings.depth = 2
print(settings, settings.width * settings.depth, settings == types.SimpleNamespace(width=3, name="net", depth=2), glob("no such folder/*.png"))


print(Function is torch.autograd.Function, Optimizer is torch.optim.Optimizer, gc.collect() >= 0)
pairs = [("b", 2), ("a", 1), ("c", 3)]
print(sorted(pairs, key=operator.itemgetter(1)), operator.itemgetter(0, 1)(pairs[0]), operator.attrgetter("width")(settings), operator.methodcaller("upper")("ab"))
print(operator.mul(3, 4), operator.lt(1, 2), operator.matmul(torch.eye(2), torch.ones(2)).tolist(), operator.contains([1, 2], 2))
order = [1, 3, 3, 5]
print(bisect.bisect_left(order, 3), bisect.bisect(order, 3), bisect.bisect_right(order, 9), bisect.bisect_left(order, 3, 2))
bisect.insort(order, 4)
heap = [5, 2, 8, 1, 9, 3]
heapq.heapify(heap)
heapq.heappush(heap, 0)
print(order, [heapq.heappop(heap) for _ in range(4)], heapq.nlargest(2, [4, 1, 7]), heapq.nsmallest(2, pairs), heapq.heappushpop(heap, 4), heapq.heapreplace(heap, 6), sorted(heap))


def unused(x):
    return torch.cat(x, -x, 1) + torch._no_such_thing(x) + undefined_name


os.makedirs("pictures/inner/.hidden", exist_ok=True)
for name in ["pictures/b.png", "pictures/a.png", "pictures/.c.png", "pictures/inner/d.png", "pictures/inner/.hidden/e.png"]:
    torch.save(torch.ones(1), name)
for pattern in ["pictures/*", "./pictures/*.png", "pictures/../pictures/*.png", "pictures/.*", "*/*/*.png", "pictures/[!a].png"]:
    print(sorted(glob(pattern)))
print(sorted(glob("pictures/**", recursive=True)), sorted(glob("**/*.png", recursive=True)))
try:
    raise ValueError("first")
except ValueError:
    print("first" in traceback.format_exc(), "ValueError" in traceback.format_exc())
print(traceback.format_exception_only(KeyError("x"))[0].strip(), "done")
