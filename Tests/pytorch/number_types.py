# Types of numbers as programs ask for them and compare them, grids of whole numbers, and losses of saturated probabilities.
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torchvision.utils import make_grid

for name in ["int8", "int16", "int32", "int64", "uint8", "bool", "float32", "float64"]:
    kind = getattr(torch, name)
    t = torch.ones(2).to(kind)
    print(name, t.dtype, t.dtype == kind, t.type(kind).dtype == kind, kind.is_floating_point, kind.itemsize)
x = torch.rand(4)
print(x.int().dtype, x.short().dtype, x.char().dtype, x.long().dtype, x.double().dtype, x.double().float().dtype)
print(x.int().dtype == torch.int32, x.int().dtype == torch.int64, x.double().dtype == torch.float32, x.dtype == torch.float32)
print(x.int()[:2].dtype, x.double()[0].dtype, x.int().cpu().dtype, x.int().long().dtype, x.int().type(), x.double().type())
print(torch.tensor([1.0], dtype=torch.float64).dtype == torch.double, torch.zeros(2, dtype=torch.int16).dtype == torch.short)
print(torch.int32 == torch.int, torch.int32 == torch.int64, torch.int8 in (torch.int8, torch.uint8), x.int().dtype in (torch.int32,))
a = np.zeros(3)
print(a.dtype, a.dtype == np.float64, a.dtype == float, a.dtype == np.float32, a.astype(np.float32).dtype, a.astype("int32").dtype)
print(np.arange(3).dtype == np.int64, np.zeros(3, dtype=np.float32).dtype == np.float32, np.zeros(3, dtype=np.int16).dtype, (a > 0).dtype)
print(torch.from_numpy(a).dtype, torch.tensor(a).dtype, torch.tensor(a).dtype == torch.float64, torch.zeros(2).numpy().dtype)
whole = torch.tensor([1, 2, 3])
same = whole.int()
same += 1
print(whole.tolist(), same.tolist(), whole.long() is whole)
for limits in [torch.finfo(torch.float32), torch.finfo(torch.float64), torch.finfo(torch.float16)]:
    print(limits.bits, limits.eps, limits.max, limits.tiny)
for limits in [torch.iinfo(torch.int32), torch.iinfo(torch.uint8), torch.iinfo(torch.int16)]:
    print(limits.bits, limits.min, limits.max)

images = (torch.arange(8 * 16).view(8, 1, 4, 4) * 2 % 256).to(torch.uint8)
for grid in [make_grid(images, nrow=4, pad_value=0.5), make_grid(images.int(), nrow=4, pad_value=128), make_grid(images.float(), pad_value=0.5)]:
    print(tuple(grid.shape), grid.is_floating_point(), grid.float().sum().item(), grid.max().item())

logits = torch.tensor([20.0, -30.0, 3.0, 120.0, -120.0], requires_grad=True)
target = torch.tensor([0.0, 1.0, 1.0, 1.0, 1.0])
for loss in [F.binary_cross_entropy(torch.sigmoid(logits), target, reduction="sum"), nn.BCELoss()(nn.Sigmoid()(logits), target),
             F.binary_cross_entropy(torch.sigmoid(logits), target, reduction="none").sum(),
             F.binary_cross_entropy_with_logits(logits, target, reduction="sum")]:
    logits.grad = None
    loss.backward()
    print(round(loss.item(), 3), [round(g, 4) for g in (logits.grad + 0).tolist()])

for make in [torch.tensor, torch.Tensor, torch.FloatTensor, torch.as_tensor]:
    w = torch.tensor(2.0, requires_grad=True)
    made = make([w, w])
    (made.sum() + w).backward()
    print(made.requires_grad, w.grad.item())
layer = nn.Linear(2, 2)
print(hasattr(layer, "mean"), hasattr(nn.ReLU(), "exp"), hasattr(layer, "weight"), hasattr(torch.ones(2), "mean"), hasattr([1], "mean"), hasattr(3, "sum"))


class Radial(nn.Module):
    def forward(self, x):
        return x


try:
    Radial().inverse(torch.eye(2))
except AttributeError:
    print("no inverse", hasattr(Radial(), "inverse"), getattr(Radial(), "log", None))
