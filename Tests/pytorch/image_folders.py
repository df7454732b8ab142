"""ImageFolder of pictures of different sizes, each read when it is asked for."""

import os
import torch
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms
from torchvision.utils import save_image

def show(name, x):
    print(name, tuple(x.shape), [round(v, 4) for v in x.reshape(-1).tolist()][:12], round(x.sum().item(), 3))

SIZES = [(10, 12), (31, 9), (16, 16), (7, 40), (50, 33), (12, 10)]
for number, (height, width) in enumerate(SIZES):
    folder = 'faces/' + ('cat' if number % 2 == 0 else 'dog')
    os.makedirs(folder, exist_ok=True)
    places = torch.arange(1.0 * height * width)
    colors = torch.stack([torch.sin(places * (0.1 + number)), torch.cos(places * 0.7), torch.sin(places * 0.1)])
    save_image(colors.reshape(3, height, width) * 0.5 + 0.5, folder + '/' + str(number) + '.png')

usual = transforms.Compose([transforms.Resize(14), transforms.CenterCrop(14), transforms.ToTensor()])
faces = datasets.ImageFolder('faces', transform=usual)
print(len(faces), faces.classes, faces.class_to_idx)
print([label for _, label in faces.samples])
print([os.path.basename(path) for path, _ in faces.imgs])
print(list(faces.targets))
for number in range(len(faces)):
    image, label = faces[number]
    show(str(number) + ' ' + str(label), image)
plain = datasets.ImageFolder('faces', transform=transforms.ToTensor())
for number in range(len(plain)):
    show('as it is ' + str(number), plain[number][0])
for images, labels in DataLoader(faces, batch_size=4):
    show('batch', images)
    print(labels.tolist())
gray = transforms.Compose([transforms.Grayscale(), transforms.Resize((5, 9)), transforms.ToTensor()])
for images, labels in DataLoader(Subset(datasets.ImageFolder('faces', gray, lambda label: label + 10), [5, 0, 2]), batch_size=3):
    show('gray', images)
    print(labels.tolist())
