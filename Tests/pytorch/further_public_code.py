"""What public programs use now and then: deprecated forms, windows that are no squares, turned images, normed weights, L-BFGS."""

import torch
import torch.nn.functional as F
import torchvision.transforms.functional as TF
from torch import nn, optim
from torchvision import transforms
from torchvision.transforms import InterpolationMode


def show(name, x):
    x = x.detach()
    print(name, tuple(x.shape), " ".join(f"{float(number):.4f}" for number in x.reshape(-1)[:12]), f"{float(x.sum()):.3f}")


def waves(*shape):
    return torch.sin(torch.arange(torch.zeros(shape).numel()).float() * 0.7).reshape(shape)


# Parts of unequal lengths.
print([part.tolist() for part in torch.tensor_split(torch.arange(7), 3)])
print([part.tolist() for part in torch.arange(7).tensor_split((1, 4, 9))])
print([tuple(part.shape) for part in torch.tensor_split(torch.zeros(2, 8), 3, dim=1)])
print([part.tolist() for part in torch.tensor_split(torch.arange(6), torch.tensor([2, -1]))])
whole = torch.zeros(5)
torch.tensor_split(whole, 2)[1].fill_(1)
print(whole.tolist(), [tuple(part.shape) for part in torch.zeros(4, 6).hsplit(3)])

# The factor between its tensors, as older programs have it.
a, b = torch.ones(3), torch.arange(3.0)
show("add", torch.add(a, 2, b))
show("and sub", a.sub(0.5, b))
show("by its name", torch.add(a, b, alpha=2))

# Without a dimension, along the first of length 3.
square = torch.arange(9.0).reshape(3, 3)
show("cross", torch.cross(square, square * square + 1))
show("along a dimension", torch.cross(square, square * square + 1, dim=1))
show("the only one", torch.cross(torch.ones(2, 3), torch.arange(6.0).reshape(2, 3)))

# Windows that are no squares.
image = waves(1, 2, 6, 8).requires_grad_()
show("max", nn.MaxPool2d((2, 1))(image))
show("mean", nn.AvgPool2d((3, 2), stride=(1, 2), padding=(1, 0))(image))
show("function", F.max_pool2d(image, (1, 4), stride=(2, 3)))
pooled = nn.MaxPool2d(kernel_size=(3, 2), stride=(2, 1), padding=(1, 1))(image)
(pooled * waves(*pooled.shape)).sum().backward()
show("gradient of max", image.grad)
image.grad = None
pooled = F.avg_pool2d(image, (2, 3), (1, 2))
(pooled * waves(*pooled.shape)).sum().backward()
show("gradient of mean", image.grad)
net = nn.Sequential(nn.Conv2d(2, 3, 3, padding=1), nn.ReLU(), nn.MaxPool2d((2, 4)))
for p in net.parameters():
    p.data = waves(*p.shape) * 0.5
show("after a convolution", net(image))
print(nn.MaxPool2d((2, 1)).kernel_size, nn.MaxPool2d(2).stride, nn.AvgPool2d((2, 1), padding=(1, 0)).padding)

# Images that are changed by what was chosen.
picture = (waves(3, 5, 7) + 1) / 2
show("mirrored", TF.hflip(picture))
show("upside down", TF.vflip(picture))
show("normalized", TF.normalize(picture, [0.5, 0.4, 0.3], [0.5, 0.2, 0.1]))
show("resized", TF.resize(picture, [4, 9]))
show("with nearest", TF.resize(picture, [10, 3], interpolation=InterpolationMode.NEAREST))
show("cropped", TF.crop(picture, 1, 2, 3, 4))
show("beyond the edge", TF.crop(picture, -1, 5, 4, 4))
show("the middle", TF.center_crop(picture, [3, 3]))
show("with a border", TF.pad(picture, [1, 2], fill=0.5))
show("a part resized", TF.resized_crop(picture, 0, 1, 4, 4, [6, 6]))
show("gray", TF.rgb_to_grayscale(picture))
show("brighter", TF.adjust_brightness(picture, 1.5))
for angle in (90, 180, -90, 30, 45.5, 200):
    show(f"turned by {angle}", TF.rotate(picture, angle))
show("with weights", TF.rotate(picture, 25, interpolation=InterpolationMode.BILINEAR))
show("grown", TF.rotate(picture, 30, expand=True))
show("about a corner", TF.rotate(picture, 15, center=[0, 0]))
show("with something beyond", TF.rotate(picture, 30, fill=[0.25, 0.5, 0.75]))
show("from a range", transforms.RandomRotation((40, 40))(picture))
print(tuple(transforms.RandomRotation(10)(picture).shape), tuple(transforms.RandomResizedCrop((4, 6))(picture).shape))
print(tuple(transforms.RandomCrop(9, pad_if_needed=True)(picture).shape), tuple(transforms.RandomCrop(4, padding=2)(picture).shape))
show("all of it", transforms.RandomResizedCrop(5, scale=(1.0, 1.0), ratio=(1.4, 1.4))(picture))

# A weight as a direction and a length.
for normed in (nn.utils.weight_norm, nn.utils.parametrizations.weight_norm):
    layer = nn.Linear(3, 2)
    layer.weight.data = waves(2, 3) + 0.3
    layer.bias.data = torch.tensor([0.1, -0.2])
    layer = normed(layer)
    print(sorted(name for name, p in layer.named_parameters()), [tuple(p.shape) for p in layer.state_dict().values()])
    x = waves(4, 3)
    show("normed", layer(x))
    optimizer = optim.SGD(layer.parameters(), lr=0.1)
    for step in range(3):
        optimizer.zero_grad()
        loss = (layer(x) ** 2).sum()
        loss.backward()
        optimizer.step()
    show("trained", layer.weight)
    print(f"{loss.item():.4f}")
conv = nn.utils.weight_norm(nn.Conv2d(2, 3, 3, padding=1, stride=2), dim=None)
print(tuple(conv.weight_g.shape), tuple(conv(torch.zeros(1, 2, 8, 8)).shape))
conv = nn.utils.remove_weight_norm(conv)
print(sorted(name for name, p in conv.named_parameters()))
up = nn.utils.weight_norm(nn.ConvTranspose2d(2, 3, 4, stride=2, padding=1))
print(tuple(up.weight_g.shape), tuple(up(torch.zeros(1, 2, 5, 5)).shape))

# L-BFGS, with steps of its own and with a line search.
for search in (None, "strong_wolfe"):
    x = nn.Parameter(torch.tensor([-1.2, 1.0]))
    optimizer = optim.LBFGS([x], lr=1.0 if search else 0.1, max_iter=10, history_size=5, line_search_fn=search)
    calls = []

    def closure():
        optimizer.zero_grad()
        loss = (1 - x[0]) ** 2 + 5 * (x[1] - x[0] ** 2) ** 2
        loss.backward()
        calls.append(loss.item())
        return loss

    for step in range(3):
        loss = optimizer.step(closure)
        print(f"{loss.item():.3f}", len(calls), [round(value, 2) for value in x.tolist()])
    print(optimizer.state_dict()["state"][0]["n_iter"], optimizer.param_groups[0]["line_search_fn"])
