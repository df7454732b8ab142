"""Transforms of images, those of bytes before ToTensor and tensors behind it."""

import os
import torch
import torchvision
from torchvision import datasets, transforms
from torchvision.utils import save_image

def show(name, x):
    print(name, tuple(x.shape), [round(v, 4) for v in x.reshape(-1).tolist()][:16], round(x.sum().item(), 3))

os.makedirs('pictures/one', exist_ok=True)
places = torch.arange(10.0 * 12)
colors = torch.stack([torch.sin(places), torch.cos(places * 0.7), torch.sin(places * 0.1)]).reshape(3, 10, 12) * 0.5 + 0.5
save_image(colors, 'pictures/one/a.png')
save_image((colors * 0.6).flip(2), 'pictures/one/b.png')

def first(*parts):
    return datasets.ImageFolder('pictures', transform=transforms.Compose(list(parts)))[0][0]

tensor = transforms.ToTensor()
show("as it is", first(tensor))
show("smaller", first(transforms.Resize(5), tensor))
show("to a size", first(transforms.Resize((7, 5)), tensor))
show("larger", first(transforms.Resize((13, 20)), tensor))
show("nearest", first(transforms.Resize((7, 9), interpolation=transforms.InterpolationMode.NEAREST), tensor))
show("bicubic", first(transforms.Resize((15, 20), transforms.InterpolationMode.BICUBIC), tensor))
show("middle", first(transforms.CenterCrop(6), tensor))
show("middle with a border", first(transforms.CenterCrop((14, 7)), tensor))
show("padded", first(transforms.Pad(2), tensor))
show("padded with", first(transforms.Pad((1, 2, 3, 0), fill=128), tensor))
show("gray", first(transforms.Grayscale(), tensor))
show("gray in three", first(transforms.Grayscale(num_output_channels=3), transforms.Resize(4), tensor))
show("mirrored", first(transforms.RandomHorizontalFlip(p=1.0), tensor))
show("upside down", first(transforms.RandomVerticalFlip(1.0), tensor))
show("never", first(transforms.RandomHorizontalFlip(p=0.0), tensor))
show("of a tensor", first(tensor, transforms.Resize(5)))
show("tensor larger", first(tensor, transforms.Resize((13, 20))))
show("tensor gray", first(tensor, transforms.Grayscale()))
show("tensor padded", first(tensor, transforms.Pad(1, fill=0.5)))
show("usual", first(
    transforms.RandomHorizontalFlip(0.0), transforms.CenterCrop(8), transforms.Resize(4), tensor,
    transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)), transforms.Lambda(lambda x: x.clamp(-0.5, 0.5))))
show("alone", transforms.Resize((3, 3))(colors))
show("cropped", transforms.RandomCrop((10, 12))(colors))
print(transforms.RandomCrop(8, padding=2)(colors).shape == (3, 8, 8))
loader = torch.utils.data.DataLoader(
    datasets.ImageFolder('pictures', transform=transforms.Compose([transforms.Resize((4, 4)), tensor])), batch_size=2)
for images, labels in loader:
    show("batch", images)
many = datasets.ImageFolder('pictures', transform=transforms.Compose([transforms.RandomHorizontalFlip(), tensor]))
print(len({round(many[0][0][0, 0, 0].item(), 4) for _ in range(40)}))
