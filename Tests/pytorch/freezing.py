"""Parameters that are held for a while: what keeps no gradient stays as it is, and learns again afterwards."""

import torch
from torch import nn, optim


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.Linear(6, 2))
        self.decoder = nn.Sequential(nn.Linear(2, 6), nn.ReLU(), nn.Linear(6, 4))

    def forward(self, x):
        return self.decoder(self.encoder(x))


model = Model()
with torch.no_grad():
    for number, p in enumerate(model.parameters()):
        p.copy_((torch.sin(torch.arange(p.numel()).float() + number) * 0.5).reshape(p.shape))


def train(steps, parameters):
    optimizer = optim.Adam(parameters, lr=0.02)
    for step in range(steps):
        optimizer.zero_grad()
        x = torch.cos(torch.arange(20).float() * 0.7 + step).reshape(5, 4)
        loss = (model(x) - x).pow(2).mean()
        loss.backward()
        optimizer.step()
        print(f"{loss.item():.5f}", [p.grad is not None for p in model.parameters()])
    print(f"{sum(p.sum() for p in model.encoder.parameters()).item():.5f} {sum(p.sum() for p in model.decoder.parameters()).item():.5f}")


def learning():
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


print(learning(), sum(p.numel() for p in model.parameters()))
for p in model.decoder.parameters():
    p.requires_grad = False
print(learning(), [p.requires_grad for p in model.parameters()])
train(3, filter(lambda p: p.requires_grad, model.parameters()))
print(model.decoder(torch.ones(1, 2)).requires_grad, model(torch.ones(1, 4)).requires_grad)
model.decoder.requires_grad_(True)
model.encoder[0].weight.requires_grad_(False)
print(learning(), model.encoder[0].weight.requires_grad, model.encoder[0].weight.is_leaf)
train(3, model.parameters())
for p in model.parameters():
    p.requires_grad_(False)
print(learning(), model(torch.ones(1, 4)).requires_grad)
x = torch.ones(1, 4, requires_grad=True)
model(x).sum().backward()
print([f"{number:.5f}" for number in x.grad.reshape(-1).tolist()])
model.zero_grad()
model.requires_grad_()
print(learning(), all(p.requires_grad for p in model.parameters()))
train(2, model.parameters())
try:
    for p in model.parameters():
        p.requires_grad_(False)
    model(torch.ones(1, 4)).sum().backward()
except RuntimeError:
    print("nothing to differentiate")
conv = nn.Sequential(nn.Conv2d(1, 2, 3, padding=1), nn.BatchNorm2d(2), nn.ReLU(), nn.Conv2d(2, 1, 3))
with torch.no_grad():
    for number, p in enumerate(conv.parameters()):
        p.copy_((torch.cos(torch.arange(p.numel()).float() + number) * 0.5).reshape(p.shape))
conv[0].weight.requires_grad = False
conv[1].bias.requires_grad = False
images = torch.sin(torch.arange(2 * 36).float()).reshape(2, 1, 6, 6)
conv(images).pow(2).sum().backward()
for name, p in conv.named_parameters():
    print(name, p.requires_grad, None if p.grad is None else f"{p.grad.sum().item():.4f}")
