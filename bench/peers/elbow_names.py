"""PyTorch under Elbow's names, so that one text of a cell runs in both."""

import torch
import torch.nn.functional as F
from torch import cat, cumsum, exp, log, logsumexp, maximum, nn, no_grad, permute, prod  # noqa: F401
from torch import clamp, log_softmax, matmul, mean, rand, randn, randn_like  # noqa: F401
from torch import softmax, sqrt, stack, std, sum, transpose, var, where, zeros  # noqa: F401
from torch.nn.functional import binary_cross_entropy, binary_cross_entropy_with_logits, mse_loss  # noqa: F401

sequential = nn.Sequential
linear, conv2d, conv_transpose2d = nn.Linear, nn.Conv2d, nn.ConvTranspose2d
batch_norm, layer_norm, unflatten = nn.BatchNorm2d, nn.LayerNorm, nn.Unflatten


class heads(nn.Module):
    def __init__(self, *networks):
        super().__init__()
        self.networks = nn.ModuleList(networks)

    def forward(self, x):
        return tuple(network(x) for network in self.networks)


class Either:
    """A layer where it is made with numbers, a function where it is given a tensor, as Elbow has it."""

    def __init__(self, layer, function):
        self.layer, self.function = layer, function

    def __call__(self, *arguments, **named):
        if arguments and isinstance(arguments[0], torch.Tensor):
            return self.function(*arguments, **named)
        return self.layer(*arguments, **named)


max_pool2d = Either(nn.MaxPool2d, F.max_pool2d)
avg_pool2d = Either(nn.AvgPool2d, F.avg_pool2d)
dropout = Either(nn.Dropout, F.dropout)
leaky_relu = Either(nn.LeakyReLU, F.leaky_relu)
relu, sigmoid, tanh, silu, softplus = nn.ReLU(), nn.Sigmoid(), nn.Tanh(), nn.SiLU(), nn.Softplus()
flatten = nn.Flatten()


def parameter(x):
    return x.clone().requires_grad_()


def grad(loss, variables):
    return torch.autograd.grad(loss, variables)


def adam(*networks, lr):
    return torch.optim.Adam([p for network in networks for p in network.parameters()], lr=lr)


def backward(loss):
    loss.backward()


def step(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def channels_last(*things):
    """Gives networks and lists of images PyTorch's other order in memory."""
    for thing in things:
        if isinstance(thing, nn.Module):
            thing.to(memory_format=torch.channels_last)
        else:
            thing[:] = [x.contiguous(memory_format=torch.channels_last) for x in thing]
