"""Parameters that join a training late, or leave it for a while: each has steps of its own."""

import copy
import torch
from torch import nn, optim


def network(value):
    net = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 2))
    with torch.no_grad():
        for p in net.parameters():
            p.copy_((torch.sin(torch.arange(p.numel()).float()) * value).reshape(p.shape))
    return net


def train(make, steps, schedule):
    first, second = network(0.5), network(0.7)
    optimizer = make(list(first.parameters()) + list(second.parameters()))
    for step in range(steps):
        optimizer.zero_grad()
        x = torch.cos(torch.arange(8).float() + step).reshape(4, 2)
        use = schedule(step)
        loss = 0
        if "a" in use:
            loss = loss + first(x).pow(2).sum()
        if "b" in use:
            loss = loss + second(x).pow(2).sum()
        loss.backward()
        optimizer.step()
        print(step, f"{loss.item():.5f}")
    print(f"{first[0].weight.sum().item():.5f} {second[0].weight.sum().item():.5f} {second[2].bias.sum().item():.5f}")
    return optimizer, first, second


makers = {
    "adam": lambda p: optim.Adam(p, lr=0.05),
    "adamw": lambda p: optim.AdamW(p, lr=0.05, weight_decay=0.1),
    "sgd": lambda p: optim.SGD(p, lr=0.02, momentum=0.9),
    "rmsprop": lambda p: optim.RMSprop(p, lr=0.01, momentum=0.5),
}
for name, make in makers.items():
    print(name)
    train(make, 6, lambda step: "a" if step < 3 else "ab")
    train(make, 6, lambda step: "ab" if step % 2 == 0 else "b")

optimizer, first, second = train(makers["adam"], 4, lambda step: "b" if step < 3 else "ab")
state = optimizer.state_dict()["state"]
print(sorted(state.keys()), [int(state[number]["step"]) for number in sorted(state.keys())])
optimizer, first, second = train(makers["adam"], 3, lambda step: "a")
saved = copy.deepcopy(optimizer.state_dict())
print(sorted(saved["state"].keys()))
weights = copy.deepcopy(first.state_dict())
again, other = network(0.1), network(0.7)
print(again.load_state_dict(weights))
resumed = optim.Adam(list(again.parameters()) + list(other.parameters()), lr=1.0)
resumed.load_state_dict(saved)
for step in range(3):
    for o, a, b in [(optimizer, first, second), (resumed, again, other)]:
        o.zero_grad()
        x = torch.cos(torch.arange(8).float() * (step + 1)).reshape(4, 2)
        loss = a(x).pow(2).sum() + b(x).pow(2).sum()
        loss.backward()
        o.step()
        print(f"{loss.item():.5f}")
result = again.load_state_dict({"0.weight": weights["0.weight"], "more": torch.zeros(1)}, strict=False)
missing, unexpected = result
print(missing, unexpected, result.missing_keys == missing)
try:
    again.load_state_dict({})
except RuntimeError:
    print("refused")
norm = nn.BatchNorm1d(3)
print(norm.load_state_dict({name: value for name, value in norm.state_dict().items() if "num_batches" not in name}))
try:
    torch.load("nowhere.pt")
except FileNotFoundError:
    print("not there")
print(isinstance({1, 2}, set), isinstance(frozenset([1]), (set, tuple)), type({1}) == set)


class Options:
    def __init__(self):
        self.values = {"lr": 0.1, "epochs": 3}

    def keys(self):
        return self.values.keys()

    def __getitem__(self, key):
        return self.values[key]


def shown(**options):
    return sorted(options.items())


print(shown(**Options()), sorted(dict(Options()).items()), {**Options(), "more": 1}["more"])


class Log:
    def __init__(self):
        self.lines = []

    def write(self, text):
        self.lines.append(text)


log = Log()
print("epoch", 1, file=log)
print("epoch", 2, sep=": ", end="!", file=log)
print("".join(log.lines))
try:
    raise FileExistsError("here already")
except OSError as error:
    print(type(error).__name__, error)
