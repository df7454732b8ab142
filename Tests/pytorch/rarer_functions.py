"""Rarer functions of torch and torch.nn.functional, and the layers made of them, each with its values and its gradient."""

import math
import torch
import torch.nn as nn
import torch.nn.functional as F


def sines(*shape, start=0.0, scale=1.0):
    count = 1
    for length in shape:
        count *= length
    return (torch.sin(torch.arange(count).float() * 1.7 + start) * scale).reshape(shape)


def show(name, value):
    if isinstance(value, (tuple, list)):
        for number, part in enumerate(value):
            show(f"{name}[{number}]", part)
        return
    if not torch.is_tensor(value):
        print(name, value)
        return
    flat = value.detach().reshape(-1).float()
    weights = torch.cos(torch.arange(flat.numel()).float())
    first = " ".join(f"{number:.4f}" for number in flat[:3].tolist())
    print(f"{name} {tuple(value.shape)} sum {flat.sum().item():.4f} weighted {(flat * weights).sum().item():.4f} first {first}")


def gradient(name, function, *inputs):
    leaves = [nn.Parameter(x.clone()) for x in inputs]
    result = function(*leaves)
    show(name, result)
    weights = torch.cos(torch.arange(result.numel()).float()).reshape(result.shape)
    (result * weights).sum().backward()
    for number, leaf in enumerate(leaves):
        show(f"  gradient {number}", leaf.grad)


a, b = sines(3, 4), sines(3, 4, start=0.5)
images = sines(2, 3, 5, 6)
numbers = torch.arange(12).reshape(3, 4)
holes = torch.tensor([[1.0, math.nan, 3.0], [math.nan, 2.0, 7.0]])

# Moving and choosing
show("fliplr", torch.fliplr(numbers))
show("flipud", numbers.flipud())
show("swapdims", torch.swapdims(images, 1, 2))
show("moveaxis", images.moveaxis(1, -1))
show("clone", torch.clone(numbers))
show("column_stack", torch.column_stack([torch.arange(2), torch.arange(4).reshape(2, 2)]))
show("row_stack", torch.row_stack([torch.arange(2), torch.arange(2)]))
show("dstack", torch.dstack([numbers, numbers]))
show("atleast_3d", torch.atleast_3d(torch.arange(3)))
show("scalar_tensor", torch.scalar_tensor(3))
show("mT", images.mT)
gradient("masked_scatter", lambda x, y: x.masked_scatter(a > 0, y), a, b)
gradient("index_copy", lambda x, y: torch.index_copy(x, 1, torch.tensor([2, 0]), y), a, sines(3, 2))
changed = a.clone()
changed.index_copy_(0, torch.tensor([2, 0]), torch.ones(2, 4))
show("index_copy_", changed)
places = torch.tensor([[0, 0, 1, 3], [2, 2, 2, 2], [1, 0, 1, 0]])
for way in ["sum", "mean", "prod", "amax", "amin"]:
    show(f"scatter_reduce {way}", torch.scatter_reduce(a, 1, places, b, reduce=way))
    show(f"scatter_reduce {way} alone", a.scatter_reduce(0, places % 3, b, reduce=way, include_self=False))
show("unique_consecutive", torch.unique_consecutive(torch.tensor([1, 1, 2, 1, 1]), return_inverse=True, return_counts=True))

# Of numbers
gradient("logit", lambda x: torch.logit(torch.sigmoid(x)), a)
show("logit eps", torch.logit(torch.tensor([0.0, 0.3, 1.0]), 0.01))
gradient("sinc", torch.sinc, a)
show("sgn", torch.sgn(numbers - 5))
show("fmax", torch.fmax(holes, holes.flip(1)))
show("fmin", torch.fmin(holes, holes.flip(1)))
show("nansum", [torch.nansum(holes), torch.nansum(holes, 1), torch.nansum(holes, 0, True)])
show("nanmean", [torch.nanmean(holes), torch.nanmean(holes, 1)])
show("nanmedian", torch.nanmedian(holes))
show("rsub", torch.rsub(a, 1, alpha=2))
gradient("addr", lambda x, y, z: torch.addr(x, y, z, beta=0.5, alpha=2), a, sines(3), sines(4))
gradient("renorm", lambda x: torch.renorm(x, 2, 0, 1.0), a)
show("msort", torch.msort(a))
show("vander", [torch.vander(torch.arange(4.0)), torch.vander(torch.arange(4.0), 2, True)])
show("cumulative_trapezoid", [torch.cumulative_trapezoid(a), torch.cumulative_trapezoid(a, dim=0, dx=0.5)])
show("cumulative_trapezoid x", torch.cumulative_trapezoid(a, torch.tensor([0.0, 1, 3, 4])))
show("randint_like", torch.randint_like(numbers, 1).sum())
show("poisson", torch.poisson(torch.zeros(3)).sum())

# All singular vectors: the products are the same, whatever signs and bases
for name, matrix in [("wide", a + torch.eye(3, 4)), ("tall", (a + torch.eye(3, 4)).t()), ("rank 2", a)]:
    u, s, vh = torch.linalg.svd(matrix)
    print(name, tuple(u.shape), tuple(s.shape), tuple(vh.shape))
    middle = torch.zeros(matrix.shape)
    middle[torch.arange(3), torch.arange(3)] = s
    print(f"  back {(u @ middle @ vh - matrix).abs().max().item() < 1e-5}")
    print(f"  orthogonal {(u.t() @ u - torch.eye(u.shape[0])).abs().max().item() < 1e-5}"
          f" {(vh @ vh.t() - torch.eye(vh.shape[0])).abs().max().item() < 1e-5}")
show("batch", [part.shape[-1] for part in torch.linalg.svd(images)])
gradient("svd", lambda x: torch.linalg.svd(x, full_matrices=True)[1] * torch.tensor([1.0, 2.0, 3.0]), a + torch.eye(3, 4))

# Activations, windows, places
gradient("celu", lambda x: F.celu(x, 0.5), a)
gradient("hardsigmoid", F.hardsigmoid, a * 4)
gradient("hardswish", F.hardswish, a * 4)
gradient("tanhshrink", F.tanhshrink, a)
gradient("softshrink", lambda x: F.softshrink(x, 0.3), a)
gradient("hardshrink", lambda x: F.hardshrink(x, 0.3), a)
gradient("prelu", F.prelu, a, sines(4))
gradient("rrelu", F.rrelu, a)
gradient("bilinear", F.bilinear, a, b, sines(2, 4, 4), sines(2))
gradient("lp_pool2d", lambda x: F.lp_pool2d(x, 2, 2), images)
gradient("unfold", lambda x: F.unfold(x, (2, 3), padding=1, stride=2), images)
gradient("fold", lambda x: F.fold(x, (4, 5), (2, 3), padding=1, stride=2), sines(2, 12, 9))
gradient("adaptive_avg_pool1d", lambda x: F.adaptive_avg_pool1d(x, 4), sines(2, 3, 7))
gradient("adaptive_max_pool1d", lambda x: F.adaptive_max_pool1d(x, 4), sines(2, 3, 7))
gradient("affine_grid", lambda x: F.affine_grid(x, (2, 3, 4, 5)), sines(2, 2, 3))
grid = sines(2, 4, 3, 2, scale=1.2)
gradient("grid_sample", lambda x, y: F.grid_sample(x, y), images, grid)
gradient("grid_sample corners", lambda x, y: F.grid_sample(x, y, align_corners=True), images, grid)
gradient("grid_sample border", lambda x, y: F.grid_sample(x, y, padding_mode="border"), images, grid)
gradient("grid_sample nearest", lambda x: F.grid_sample(x, grid, mode="nearest"), images)

# Losses with margins
signs, kinds = torch.sign(b), torch.tensor([0, 2, 1])
for way in ["none", "mean", "sum"]:
    gradient(f"hinge_embedding {way}", lambda x: F.hinge_embedding_loss(x, signs, 0.7, reduction=way), a)
    gradient(f"multilabel_soft_margin {way}", lambda x: F.multilabel_soft_margin_loss(x, (b > 0).float(), reduction=way), a)
    gradient(f"multi_margin {way}", lambda x: F.multi_margin_loss(x, kinds, reduction=way), a)
show("multi_margin 2", F.multi_margin_loss(a, kinds, p=2, weight=torch.tensor([1.0, 2.0, 3.0, 4.0])))

# The same as layers
for layer in [
    nn.Hardsigmoid(), nn.Hardswish(), nn.CELU(0.5), nn.Tanhshrink(), nn.Softshrink(0.3), nn.Hardshrink(0.3), nn.RReLU().eval(),
    nn.Unfold(2), nn.ChannelShuffle(3),
]:
    show(str(layer), layer(images))
show("fold", nn.Fold((4, 5), 2)(sines(2, 12, 12)))
for layer in [nn.InstanceNorm1d(3), nn.InstanceNorm1d(3, affine=True), nn.AdaptiveAvgPool1d(4), nn.AdaptiveMaxPool1d(4)]:
    show(str(layer), layer(sines(2, 3, 7)))
print([name for name, _ in nn.InstanceNorm1d(3, affine=True).named_parameters()])
show("losses", [nn.HingeEmbeddingLoss(0.7)(a, signs), nn.MultiMarginLoss()(a, kinds),
                nn.MultiLabelSoftMarginLoss()(a, (b > 0).float())])

# Changed in place
for change in [F.hardswish, F.celu, F.hardsigmoid, F.rrelu, nn.Hardsigmoid(True), nn.Hardswish(inplace=True), nn.CELU(inplace=True)]:
    x = a.clone()
    y = change(x) if isinstance(change, nn.Module) else change(x, inplace=True)
    show("in place", x)
    print(torch.equal(x, y), torch.equal(x, a))

# Several that are as large share the gradient, and means of whole numbers are whole
ties = torch.tensor([[2.0, 2.0, 2.0], [1.0, 3.0, 3.0]])
for way in ["amax", "amin"]:
    for included in [True, False]:
        gradient(f"ties {way} {included}", lambda x: torch.zeros(2, 2).scatter_reduce(1, torch.tensor([[0, 0, 0], [1, 1, 0]]), x, way, include_self=included), ties)
        gradient(f"own {way} {included}", lambda x: x.scatter_reduce(1, torch.tensor([[0, 1], [2, 2]]), torch.tensor([[2.0, 1.0], [3.0, 3.0]]), way, include_self=included), ties)
means = torch.zeros(2, dtype=torch.int64).scatter_reduce(0, torch.tensor([0, 0, 0, 1]), torch.tensor([1, 2, 3, 4]), "mean")
below = torch.tensor([-4]).scatter_reduce(0, torch.tensor([0]), torch.tensor([-3]), "mean")
print(means.tolist(), means.dtype, below.tolist())

# What was taken of a generator is gone
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
modules = net.children()
next(modules)
print([type(m).__name__ for m in modules])
names = net.named_parameters()
next(names)
print([name for name, _ in names], len(list(net.named_parameters())))
