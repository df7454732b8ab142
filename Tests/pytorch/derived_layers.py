"""Classes that derive from layers, as masked convolutions, blocks and normalizations of public code do."""

import torch
import torch.nn as nn
import torch.nn.functional as F


def filled(module):
    """Every parameter by a rule, so that it is the same everywhere."""
    with torch.no_grad():
        for number, p in enumerate(module.parameters()):
            p.copy_(torch.linspace(-1, 1, p.numel()).reshape(p.shape) * (number + 1) / 3)
    return module


def told(x):
    numbers = x.detach().flatten()
    return [round(v, 3) + 0.0 for v in numbers[:4].tolist() + numbers[-3:].tolist() + [numbers.sum().item()]]


class MaskedConv2d(nn.Conv2d):
    def __init__(self, mask_type, *args, **kwargs):
        super(MaskedConv2d, self).__init__(*args, **kwargs)
        self.register_buffer("mask", torch.ones_like(self.weight))
        height, width = self.kernel_size
        self.mask[:, :, height // 2, width // 2 + (mask_type == "B"):] = 0
        self.mask[:, :, height // 2 + 1:] = 0

    def forward(self, x):
        self.weight.data *= self.mask
        return super(MaskedConv2d, self).forward(x)


image = torch.linspace(0, 1, 2 * 1 * 5 * 5).reshape(2, 1, 5, 5)
masked = filled(MaskedConv2d("A", 1, 2, 3, padding=1, bias=False))
print(masked(image).shape == (2, 2, 5, 5), told(masked(image)), list(masked.state_dict()))
print(isinstance(masked, nn.Conv2d), isinstance(masked, nn.Linear), isinstance(masked, nn.Module), type(masked) is nn.Conv2d)
print(masked.in_channels, masked.out_channels, masked.kernel_size, masked.stride, masked.padding, masked.bias is None)
print([type(m).__name__ for m in nn.Sequential(masked, nn.ReLU())], issubclass(MaskedConv2d, nn.Module))


class MaskedLinear(nn.Linear):
    def __init__(self, n_in, n_out, mask):
        super().__init__(n_in, n_out)
        self.register_buffer("mask", mask)

    def forward(self, x):
        return F.linear(x, self.weight * self.mask, self.bias)


made = filled(MaskedLinear(3, 2, torch.tensor([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0]])))
rows = torch.tensor([[1.0, 2.0, 3.0], [-1.0, 0.5, 2.0]])
made(rows).pow(2).sum().backward()
print(told(made(rows)), told(made.weight.grad), told(made.bias.grad), list(dict(made.named_parameters())))
optimizer = torch.optim.SGD(made.parameters(), lr=0.1)
optimizer.step()
print(told(made(rows)), made.extra_repr())


class Flow(nn.Linear):
    def reset_parameters(self):
        nn.init.constant_(self.weight, 0.25)
        nn.init.zeros_(self.bias)


print(told(Flow(2, 3)(torch.ones(1, 2))))


class Block(nn.Sequential):
    def __init__(self, n_in, n_out):
        super().__init__(nn.Linear(n_in, n_out), nn.BatchNorm1d(n_out), nn.ReLU())
        self.scale = 2.0

    def forward(self, x):
        return self.scale * super().forward(x)


block = filled(Block(3, 4))
print(told(block(rows)), len(block), [type(m).__name__ for m in block], list(block.state_dict())[:3])
print(type(block[0]).__name__, type(block[-1]).__name__, isinstance(block, nn.Sequential))
block.append(nn.Linear(4, 1))
print(len(block), block(rows).shape == (2, 1), sum(p.numel() for p in block.parameters()))


class ConvBNReLU(nn.Sequential):
    def __init__(self, n_in, n_out, kernel_size=3):
        super(ConvBNReLU, self).__init__(
            nn.Conv2d(n_in, n_out, kernel_size, padding=(kernel_size - 1) // 2, bias=False),
            nn.BatchNorm2d(n_out),
            nn.ReLU(inplace=True),
        )


net = filled(nn.Sequential(ConvBNReLU(1, 2), ConvBNReLU(2, 3, 1)))
print(told(net(image)), list(net.state_dict())[:4], [n for n, _ in net.named_modules()])
net.eval()
print(told(net(image)), net[0][1].training)


class LayerNorm2d(nn.LayerNorm):
    def forward(self, x):
        x = F.layer_norm(x.permute(0, 2, 3, 1), self.normalized_shape, self.weight, self.bias, self.eps)
        return x.permute(0, 3, 1, 2)


class Conditional(nn.BatchNorm2d):
    def __init__(self, channels, classes):
        super().__init__(channels, affine=False)
        self.gain = nn.Embedding(classes, channels)

    def forward(self, x, y):
        return super().forward(x) * self.gain(y)[:, :, None, None]


maps = torch.linspace(-1, 2, 2 * 3 * 2 * 2).reshape(2, 3, 2, 2)
norm = filled(LayerNorm2d(3))
print(told(norm(maps)), norm.normalized_shape, list(norm.state_dict()))
conditional = filled(Conditional(3, 2))
print(told(conditional(maps, torch.tensor([0, 1]))), told(conditional.running_mean), told(conditional.running_var))
print(conditional.weight is None, list(conditional.state_dict()), conditional.num_batches_tracked.item())
conditional.eval()
print(told(conditional(maps, torch.tensor([1, 1]))))


class GroupNorm32(nn.GroupNorm):
    def forward(self, x):
        return super().forward(x.float()).type(x.dtype)


print(told(filled(GroupNorm32(3, 3))(maps)))


class Up(nn.ConvTranspose2d):
    def forward(self, x):
        return torch.relu(super().forward(x))


print(told(filled(Up(3, 2, 2, stride=2))(maps)), Up(3, 2, 2, stride=2).weight.shape == (3, 2, 2, 2))


class Scaled(nn.Embedding):
    def forward(self, i):
        return super().forward(i) * self.embedding_dim ** 0.5


print(told(filled(Scaled(3, 4))(torch.tensor([2, 0]))))


class Pair(nn.ModuleList):
    def forward(self, x):
        return [m(x) for m in self]


pair = filled(Pair([nn.Linear(3, 1), nn.Linear(3, 2)]))
print([told(x) for x in pair(rows)], list(pair.state_dict()), len(pair))

# Borders other than zeros
for mode in ["reflect", "replicate", "circular"]:
    layer = filled(nn.Conv2d(1, 1, 3, padding=1, padding_mode=mode))
    print(mode, told(layer(image)), layer(image).shape == image.shape, isinstance(layer, nn.Conv2d), layer.padding_mode)
layer = filled(nn.Conv2d(1, 1, (3, 2), stride=2, padding=(2, 1), padding_mode="circular"))
print(told(layer(image)), layer(image).shape[2:] == (4, 3))
line = filled(nn.Conv1d(1, 1, 3, padding=1, padding_mode="reflect"))
print(told(line(image[:, :, 0])))
