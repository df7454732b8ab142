"""Functions whose derivatives the program says, and hooks."""

import torch
import torch.nn as nn
from torch.autograd import Function

def show(name, x):
    print(name, [round(v, 4) for v in x.detach().reshape(-1).tolist()])

class Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale):
        ctx.scale = scale
        ctx.save_for_backward(x)
        return torch.round(x)
    @staticmethod
    def backward(ctx, gradient):
        x, = ctx.saved_tensors
        return gradient * ctx.scale * x, None

x = torch.tensor([0.2, 1.7, -2.4], requires_grad=True)
y = Round.apply(x, 2.0)
show("rounded", y)
print(y.requires_grad, y.is_leaf)
(y * torch.tensor([1., 2., 3.])).sum().backward()
show("its gradient", x.grad)

class Reversed(Function):
    @staticmethod
    def forward(ctx, x, strength):
        ctx.strength = strength
        return x.view_as(x)
    @staticmethod
    def backward(ctx, gradient):
        return gradient.neg() * ctx.strength, None

x.grad = None
layer = nn.Linear(3, 2)
nn.init.constant_(layer.weight, 0.5)
nn.init.zeros_(layer.bias)
layer(Reversed.apply(x, 0.5)).sum().backward()
show("reversed", x.grad)
show("behind it", layer.weight.grad)

class Both(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b, a + b
    @staticmethod
    def backward(ctx, product, total):
        a, b = ctx.saved_tensors
        print("needed", ctx.needs_input_grad)
        return product * b + total, product * a + total

a = torch.ones(2, 2, requires_grad=True)
b = torch.full((2, 2), 3.0)
p, s = Both.apply(a, b)
(p.sum() * 2 + (s ** 2).sum()).backward()
show("of two results", a.grad)
p, s = Both.apply(a, b)
s.sum().backward()
show("of one of them", a.grad)
with torch.no_grad():
    print(Both.apply(a, b)[0].requires_grad)

class Quantized(Function):
    @staticmethod
    def forward(ctx, inputs, codebook):
        flat = inputs.view(-1, codebook.size(1))
        distances = ((flat.unsqueeze(1) - codebook.unsqueeze(0)) ** 2).sum(2)
        _, indices = torch.min(distances, dim=1)
        ctx.save_for_backward(indices, codebook)
        ctx.mark_non_differentiable(indices)
        return torch.index_select(codebook, 0, indices).view_as(inputs), indices
    @staticmethod
    def backward(ctx, gradient, of_indices):
        inputs = codes = None
        if ctx.needs_input_grad[0]:
            inputs = gradient.clone()
        if ctx.needs_input_grad[1]:
            indices, codebook = ctx.saved_tensors
            codes = torch.zeros_like(codebook)
            codes.index_add_(0, indices, gradient.contiguous().view(-1, codebook.size(1)))
        return inputs, codes

z = torch.tensor([[0.1, 0.2], [0.9, 1.1], [0.8, 1.3]], requires_grad=True)
codebook = torch.tensor([[0., 0.], [1., 1.]], requires_grad=True)
vq = Quantized.apply
q, indices = vq(z, codebook)
(q * torch.arange(6.).reshape(3, 2)).sum().backward()
show("codes", q)
print(indices.requires_grad)
show("of the inputs", z.grad)
show("of the codebook", codebook.grad)

class Wrong(Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, gradient):
        return gradient, gradient
try:
    Wrong.apply(z).sum().backward()
    print("no error")
except RuntimeError:
    print("one gradient too many")

x = torch.tensor([1., 2.], requires_grad=True)
handle = x.register_hook(lambda gradient: gradient * 2)
y = x * 3
seen = []
y.register_hook(lambda gradient: seen.append(gradient.tolist()))
y.retain_grad()
(y ** 2).sum().backward()
show("doubled", x.grad)
print(seen)
show("kept", y.grad)
handle.remove()
x.grad = None
(x * 3).sum().backward()
show("without", x.grad)
layer = nn.Linear(2, 1)
for p in layer.parameters():
    p.register_hook(lambda gradient: torch.clamp(gradient, -0.1, 0.1))
(layer(torch.ones(1, 2)) * 5).sum().backward()
show("held", layer.weight.grad)
show("held too", layer.bias.grad)

net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
for number, p in enumerate(net.parameters()):
    p.data = torch.cos(torch.arange(float(p.numel())) + number).reshape(p.shape)
activations = {}
def hook(name):
    def keep(module, inputs, output):
        activations[name] = (type(module).__name__, [round(v, 4) for v in output.reshape(-1).tolist()])
    return keep
handles = [net[0].register_forward_hook(hook('linear')), net[1].register_forward_hook(hook('relu'))]
show("seen", net(torch.ones(2, 2)))
print(activations)
for handle in handles:
    handle.remove()
activations.clear()
net(torch.ones(2, 2))
print(activations)
class Scaled(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = net
    def forward(self, x, by=1):
        return self.net(x) * by
scaled = Scaled()
handle = scaled.register_forward_hook(lambda module, inputs, output: output + 100)
show("added", scaled(torch.ones(1, 2), by=2))
handle.remove()
handle = net[2].register_forward_pre_hook(lambda module, inputs: (inputs[0] * 0,))
show("before", scaled(torch.ones(1, 2)))
handle.remove()
show("after", scaled(torch.ones(1, 2)))
