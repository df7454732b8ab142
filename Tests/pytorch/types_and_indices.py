"""What programs ask of types, modules and indices, and the ways of a gradient."""

import numpy as np
import torch
from torch import nn

# Types
x, layer = torch.zeros(2), nn.Linear(2, 3)
print(type(x) is torch.Tensor, type(x) == torch.Tensor, type(x).__name__, type(x) in (torch.Tensor, list))
print(type(nn.Parameter(x)) is nn.Parameter, type(nn.Parameter(x)) is torch.Tensor, type(nn.Parameter(x)).__name__)
print(type(np.zeros(2)) is np.ndarray, type(np.zeros(2)).__name__, type(x) is type(torch.ones(3)), type(x) is np.ndarray)
print(type(layer) is nn.Linear, type(layer) == nn.Linear, type(layer) is nn.Conv2d, type(layer) is type(nn.Linear(1, 1)))
print(type(nn.BatchNorm1d(2)) is nn.BatchNorm1d, type(nn.BatchNorm2d(2)) == nn.BatchNorm2d)
print(type(nn.BatchNorm1d(2)) is nn.BatchNorm2d, isinstance(nn.BatchNorm2d(2), nn.BatchNorm1d))
print({nn.BatchNorm1d: "rows", nn.BatchNorm2d: "images"}.get(type(nn.BatchNorm1d(2))), {type(nn.BatchNorm2d(2)): 1}[nn.BatchNorm2d])
for layer_of, wrong in [(nn.BatchNorm1d(2), torch.zeros(2, 2, 4, 4)), (nn.BatchNorm2d(2), torch.zeros(2, 2))]:
    try:
        print(layer_of(wrong).shape)
    except Exception:
        print("refused")
print({nn.Linear: "linear", nn.ReLU: "relu"}[type(nn.ReLU())], type(layer) in {nn.Linear, nn.Conv2d})


@torch.no_grad()
def init_weights(m):
    if type(m) is nn.Linear:
        m.weight.fill_(1.0)


net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 2))
net.apply(init_weights)
print(net[0].weight.tolist(), net[2].weight.tolist())

# Parameters as a generator, modules once
parameters = net.parameters()
print(next(parameters).shape == (2, 2), next(parameters).shape == (2,), next(net.parameters()).device)
print(next(net.named_parameters())[0], next(iter(net.children())).out_features, next(net.modules()) is net)


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)
        self.body = nn.Sequential(self.first, nn.ReLU())
        self.again = self.first


tied = Tied()
print([name for name, _ in tied.named_modules()], [name for name, _ in tied.named_children()])
print(len(list(tied.modules())), len(list(tied.children())), sum(p.numel() for m in tied.children() for p in m.parameters()))

# Indices
cube = torch.arange(24.0).reshape(2, 3, 4)
rows, columns = torch.tensor([0, 1]), torch.tensor([1, 2])
print(cube[rows, :, columns].tolist())
print(cube[[0, 1], 1:, [0, 1]].tolist())
print(cube[rows[:, None], columns].shape == (2, 2, 4), cube[rows[:, None], columns, 0].tolist())
print(cube[rows, 0, columns].tolist(), cube[0, rows].shape == (2, 4), cube[:, rows, None, columns].shape == (2, 2, 1))
print(cube[rows, None, :, columns].shape == (2, 1, 3), cube[0, :, [0, 1]].shape == (3, 2), cube[..., columns].shape == (2, 3, 2))
print(cube[tuple([slice(0, 1), slice(None), 2])].tolist(), cube[(0, Ellipsis, 1)].tolist())
array = cube.numpy().copy()
print(array[0, :, [0, 1]].shape, array[[0, 1], :, [0, 1]].tolist(), array[np.array([0, 1])[:, None], [0, 2]].shape)
pair = np.array([[0.0, 1.0], [2.0, 3.0]])
print([0, 1] in pair, [0, 9] in pair, [8, 9] in pair, 3.0 in pair, -1 in pair, (2, 9) in pair)
print((np.array([1, 2, 3]) == [1, 5, 3]).tolist(), ([1, 2] + np.array([1, 2])).tolist(), (np.array([1, 2]) * (3, 4)).tolist())
print((pair - (np.ones(2), np.zeros(2))).tolist(), (np.ones(2), np.zeros(2)) in pair)
print((pair > [1, 1]).tolist(), (pair - [[1], [2]]).tolist(), torch.tensor([1, 2]) == [1, 2])
array[0, :, [0, 1]] = np.array([[1, 2, 3], [4, 5, 6]])
print(array[0].tolist())
changed = torch.zeros(2, 3, 4)
changed[rows, :, columns] = torch.tensor([1.0, 2.0, 3.0])
print(changed.sum().item(), changed[0, :, 1].tolist(), changed[1, :, 2].tolist())
changed[rows[:, None], columns] += 1
print(changed.sum().item())
leaf = cube.clone().requires_grad_()
(leaf[rows, :, columns] * torch.arange(6.0).reshape(2, 3)).sum().backward()
print(leaf.grad[0, :, 1].tolist(), leaf.grad[1, :, 2].tolist(), leaf.grad.sum().item())

# Where something is
mask = torch.tensor([[True, False], [True, True]])
print(torch.where(mask)[0].dtype, [part.tolist() for part in torch.where(mask)], np.where(mask.numpy())[1].tolist())
print(3 in torch.arange(4), 7 in torch.arange(4), torch.tensor(2.0) in torch.arange(4.0), 2 in np.arange(4))
print(sum([[1], [2, 3]], []), sum([(1,), (2,)], ()))

print(torch.rand(2).new_tensor([1, 2]).dtype, torch.arange(2).new_tensor([True]).dtype, torch.rand(1).new_tensor([1], dtype=torch.int64).dtype)

# One memory
array = np.zeros(3, dtype=np.float32)
tensor = torch.as_tensor(array)
array[0] = 1
tensor[1] = 2
print(array.tolist(), tensor.tolist(), torch.as_tensor(tensor) is tensor, torch.as_tensor([1, 2]).dtype)
other = torch.as_tensor(array, dtype=torch.int64)
other[2] = 5
print(array.tolist(), other.tolist())

# Gradients of more than one number
leaf = torch.tensor([1.0, 2.0], requires_grad=True)
(leaf * leaf).backward(torch.tensor([1.0, 10.0]))
print(leaf.grad.tolist())
(leaf * 3).backward(gradient=torch.ones_like(leaf))
print(leaf.grad.tolist())
leaf.backward(torch.tensor([0.5, 0.5]))
print(leaf.grad.tolist())
try:
    (leaf * 2).backward(torch.ones(3))
    print("taken")
except RuntimeError:
    print("RuntimeError")
