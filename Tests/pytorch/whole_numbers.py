"""Whole numbers, bytes and truths: which kind a result has, and what is written of it."""
import numpy as np
import torch
import torch.nn.functional as F

x = torch.tensor([1, 2, 3])
print(x.dtype, (x + 1).dtype, (x + 1.0).dtype, (x / 1).dtype, (x * x).dtype, (x > 1).dtype, (x > 1).sum().dtype)
print((x & 1).tolist(), (x << 2).tolist(), (~x).tolist(), (x | 4).tolist(), (x ^ 3).tolist())
print(torch.cat([x, x]).dtype, torch.cat([x, x.float()]).dtype, torch.stack([x, x])[0].tolist())
print(x.max().item(), x.min().item(), x.prod().item(), x.cumsum(0).tolist(), x.float().mean().item())
v, i = x.max(0); print(v.item(), i.item())
print(torch.where(x > 1, 1, 0).tolist(), torch.where(x > 1, 1.0, 0).tolist())
print(x.float().argmax().item(), x.unique().tolist(), torch.bincount(x).tolist(), x.sort()[1].tolist())
print(torch.nonzero(x > 1).tolist(), torch.nn.functional.one_hot(x, 4).tolist())
print(torch.zeros_like(x).dtype, torch.ones_like(x).tolist(), torch.full((2,), 7).tolist(), torch.full((2,), 7.0).tolist())
print(x.abs().tolist(), (-x).tolist(), x.clamp(0, 2).tolist(), x.clamp(0.0, 2.0).tolist(), x.pow(2).tolist(), (x ** 2).tolist(), (x % 2).tolist(), (x // 2).tolist())
print(x.repeat(2).tolist(), x.reshape(3, 1).tolist(), x[1:].tolist(), x[x > 1].tolist(), x.flip(0).tolist())
y = torch.zeros(3, dtype=torch.long); y[0] = 2; y += 1; y[1:] = torch.tensor([5, 6]); print(y.tolist(), y.dtype)
print(x.bool().tolist(), x.float().tolist(), x.long().dtype)
b = torch.tensor([0, 127, 255], dtype=torch.uint8); print(b.dtype, (b / 255).tolist()[2], b.tolist(), (b.float() / 2).tolist())
print((b == 255).sum().item(), f"{(x == 2).sum().item()}/{len(x)}", f"{x.sum():d}")
print((x @ x).item(), torch.dot(x, x).item() , torch.matmul(x.reshape(1, 3), x.reshape(3, 1)).tolist())
print(torch.randperm(4).sort()[0].tolist(), torch.randint(0, 5, (2, 2)).dtype)
print(torch.tensor(5).item(), torch.tensor(5.0).item(), torch.tensor(True).item(), int(torch.tensor(5)), float(torch.tensor(5)))
print(torch.tensor([1, 2.5]).dtype, torch.tensor([True, False]).dtype, torch.tensor([]).dtype, torch.tensor([True, 2]).dtype)
print(torch.eq(x, 2).long().tolist(), torch.add(x, 1).tolist(), torch.floor_divide(x, 2).tolist(), torch.mul(x, 2).tolist(), torch.maximum(x, x).tolist(), x.add(1).tolist())
print(x.topk(2)[0].tolist(), x.topk(2)[1].tolist(), x.diff().tolist(), x.gather(0, torch.tensor([0, 0])).tolist(), x.scatter_add(0, torch.tensor([0, 0]), torch.tensor([1, 1])).tolist())
print(x.masked_fill(x > 1, 0).tolist(), torch.tril(torch.ones(2, 2, dtype=torch.long)).tolist(), x.sum(0).item(), x.reshape(1, 3).sum(1).tolist())
print(torch.is_floating_point(x), x.is_floating_point(), x.type_as(x.float()).dtype, x.to(torch.float32).dtype, x.to(x.float()).dtype, x.new_zeros(2).dtype, x.new_tensor([1]).dtype)
print(torch.multinomial(torch.tensor([0.0, 1.0]), 1).item(), x.sign().tolist(), torch.square(x).tolist())
a = np.array([1, 2, 3]); print(a.sum(), a.max(), a.dtype, a.tolist(), (a * 2).tolist(), (a / 2).tolist(), a.mean(), a.argmax(), np.arange(3).tolist(), np.zeros(2).tolist(), np.unique(a).tolist())
print(x.numpy().dtype, torch.from_numpy(a).dtype, np.array([1.0]).tolist(), a[0], a[1:].tolist(), a.astype(float).tolist(), a.astype(np.uint8).dtype, (a > 1).sum(), np.where(a > 1, 1, 0).tolist(), a.cumsum().tolist(), np.argsort(a).tolist())
print(torch.arange(3).dtype, (torch.arange(3) / 2).tolist(), torch.arange(0, 3, 1).dtype, torch.arange(3.0).dtype)
for value in [x.sum(), x.float().sum(), (x > 1).sum(), x.argmax(), x.float().mean(), (x > 1).any()]:
    print(type(value.item()).__name__, value.item())
logits = torch.tensor([[0.1, 2.0, -1.0], [1.5, 0.2, 0.3], [0.0, 0.1, 3.0]])
labels = torch.tensor([1, 0, 0])
predicted = logits.argmax(dim=1)
correct = (predicted == labels).sum().item()
print(f"Accuracy: {correct}/{len(labels)} ({100 * correct / len(labels):.1f}%)", predicted.tolist())
print("{:d} of {:3d}".format(correct, labels.numel()), str(correct), repr(predicted.max().item()))
print(F.cross_entropy(logits, labels).item(), F.one_hot(labels).float().sum(0).tolist())
counts = torch.zeros(3, dtype=torch.long)
for label in labels:
    counts[label] += 1
print(counts.tolist(), counts.dtype, [int(c) for c in counts])
z = torch.zeros(3)
z[0] = 2
z[1:] = torch.tensor([5, 6])
print(z.tolist(), z.dtype)
for bad in ["x += 0.5", "x /= 2", "x.requires_grad_()"]:
    try:
        if bad == "x += 0.5":
            x += 0.5
        elif bad == "x /= 2":
            x /= 2
        else:
            x.requires_grad_()
    except RuntimeError:
        print(bad, "is refused")
print(x.tolist())

# What moves or fills a mask leaves it one, which chooses.
x = torch.tensor([10, 20, 30])
m = torch.zeros(3, dtype=torch.bool).masked_fill(x == 20, 1)
print(x[m].tolist(), m.dtype, (~m).tolist())
m = torch.zeros(3, dtype=torch.bool).scatter(0, torch.tensor([1]), 1)
print(x[m].tolist(), x[F.pad(torch.tensor([True, True]), (1, 0))].tolist())
print(torch.tensor([[1, 2], [3, 4]])[torch.diag(torch.tensor([True, True]))].tolist())
print(torch.outer(torch.tensor([True, False]), torch.tensor([True, True])).dtype, x[torch.tensor([0, 1, 1]).byte()].tolist())
a = np.array([10, 20, 30])
print(a[np.ones_like(a == 10)].tolist(), np.zeros_like(a).dtype, (1 - (a > 10)).tolist(), np.abs(-3), [10, 20][np.abs(-1)])
# Whole numbers stay such.
i = torch.tensor([3, 7])
print(torch.div(i, 3, rounding_mode="floor").tolist(), torch.div(i, 3, rounding_mode="trunc").dtype, torch.div(i, 2).tolist())
print(F.pad(i, (1, 0)).tolist(), i.cumprod(0).tolist(), torch.diag(i).tolist(), torch.add(i, i, alpha=2).tolist())
w = i.long()
w[0] = 5
f = torch.ones(2)
g = f.to(torch.float32)
g[0] = 3
print(i.tolist(), f.tolist(), i.masked_fill(i > 5, 9).tolist(), torch.full_like(i, 4).tolist())
print((torch.tensor([5000]) ** 2).tolist(), torch.full((1000,), 100000).sum().item(), (torch.tensor([4096]) * 8192).tolist())
print(torch.full((100000,), 1000).float().mean().item(), np.linalg.norm(np.array([3000, 4000])), np.full(100000, 1000).std())
print((i > 5).sum(dtype=torch.float).item(), i.sum(dtype=torch.float32).dtype, (i > 5).float().mean().item())
print(np.array([1, 2, 3]).mean(), np.array([10000000, 10000000]).mean(), max(np.array([1.0, 2.0])))
