"""Images before they are tensors: what Pillow's have, and what transforms of one's own are given."""

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms
import torchvision.transforms.functional as TF

colors = (torch.arange(3 * 4 * 6) * 37 % 256).to(torch.uint8).reshape(3, 4, 6)
grey = (torch.arange(5 * 7) * 11 % 256).to(torch.uint8).reshape(1, 5, 7)

img = transforms.ToPILImage()(colors)
print(img.size, img.width, img.height, img.mode, type(img).__name__)
array = np.array(img)
print(array.shape, array.dtype == np.uint8, array[0, 0].tolist(), array[3, 5].tolist(), int(array.sum()))
print(np.asarray(img)[:, :, 0].tolist())
small = transforms.ToPILImage()(grey)
print(small.size, small.mode, np.array(small).shape, np.array(small)[1].tolist(), small.getpixel((2, 1)), img.getpixel((1, 2)))

print(transforms.ToTensor()(img).shape, round(transforms.ToTensor()(img)[0, 0, 1].item() * 255), transforms.PILToTensor()(img).dtype == torch.uint8, transforms.PILToTensor()(img)[:, 0, 1].tolist())
print(np.array(img.convert("L")).tolist())
print(np.array(small.convert("RGB")).shape, np.array(img.crop((1, 0, 3, 2))).tolist(), np.array(img.copy()).shape)

for name, made in [
    ("resize", transforms.Resize((2, 3))),
    ("crop", transforms.CenterCrop(2)),
    ("pad", transforms.Pad(1, fill=9)),
    ("grey", transforms.Grayscale()),
    ("flip", transforms.RandomHorizontalFlip(p=1.0)),
]:
    out = made(img)
    print(name, out.size, out.mode, np.array(out).dtype == np.uint8, np.array(out).reshape(-1)[:6].tolist())

print(np.array(TF.hflip(img))[0, :, 0].tolist(), np.array(TF.vflip(img))[0, :, 0].tolist(), np.array(TF.crop(img, 1, 2, 2, 3)).shape)
print(TF.to_tensor(img).shape, round(TF.to_tensor(small).mean().item(), 4), TF.to_pil_image(torch.full((1, 2, 2), 0.5)).size)
real = transforms.ToPILImage()(torch.tensor([[[0.0, 0.5], [0.999, 1.0]]]))
print(np.array(real).tolist(), np.array(transforms.ToPILImage()(np.array([[0, 128], [255, 7]], dtype=np.uint8))).tolist())


class Halved:
    """A transform of one's own is given the image."""

    def __call__(self, image):
        return np.array(image)[:, :, 0] // 2


class Channel:
    def __call__(self, image):
        return image.convert("L")


print(transforms.Compose([Halved()])(img)[0].tolist())
both = transforms.Compose([Channel(), transforms.Resize((2, 2)), transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
print(both(img).shape, [round(v, 3) for v in both(img).reshape(-1).tolist()])
print(transforms.Lambda(lambda image: image.size)(img), transforms.Compose([transforms.ToTensor(), transforms.ToPILImage()])(img).size)


class Images(Dataset):
    def __init__(self, transform):
        self.images = [colors, colors.flip(0), colors.flip(2)]
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.transform(transforms.ToPILImage()(self.images[index])), index


for x, y in DataLoader(Images(transforms.Compose([transforms.Grayscale(), transforms.ToTensor()])), batch_size=2):
    print(x.shape, round(x.mean().item(), 4), y.tolist())
print([np.array(x).shape for x, _ in Images(lambda image: image)], [round(float(np.array(x).mean()), 2) for x, _ in Images(lambda image: image)])
