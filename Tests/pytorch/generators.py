"""A VAE whose loaders, schedules and contexts are functions that yield."""

import time
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset


def numbers(count, phase):
    """Numbers that look random and are the same everywhere."""
    return torch.sin(torch.arange(count, dtype=torch.float32) * 12.9898 + phase * 78.233)


def fill(net, scale=0.15):
    """The same weights in every program: no random numbers are compared, only what is computed with them."""
    state = {}
    for place, (name, tensor) in enumerate(net.state_dict().items()):
        state[name] = (numbers(tensor.numel(), place + 1) * scale).reshape(tensor.shape)
    net.load_state_dict(state)


def noises(shape, scale=1.0):
    """Noise for one step after another."""
    count = 1
    for length in shape:
        count *= length
    step = 0
    while True:
        yield (numbers(count, step + 0.5) * scale).reshape(shape)
        step += 1


def infinite(loader):
    """Goes through a loader for ever."""
    epoch = 0
    while True:
        for batch in loader:
            yield epoch, batch
        epoch += 1


def batches_of(*tensors, size):
    for i in range(0, len(tensors[0]), size):
        yield tuple(t[i:i + size] for t in tensors)


def annealed(steps, cycles=2, ratio=0.5):
    """A cyclical weight of the KL, which whoever uses it may scale."""
    period = steps / cycles
    scale = 1.0
    for step in range(steps):
        position = (step % period) / period
        change = yield scale * min(1.0, position / ratio)
        if change is not None:
            scale = change


class Prefetch:
    """Makes each batch what the model takes, as loaders for another device do."""

    def __init__(self, loader):
        self.loader = loader
        self.seen = 0

    def __len__(self):
        return len(self.loader)

    def __iter__(self):
        first = True
        for x, label in self.loader:
            x = x.view(x.size(0), -1)
            if not first:
                yield batch
            first = False
            batch = (x, F.one_hot(label, 4).float())
            self.seen += len(x)
        yield batch


class Blocks(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.layers = nn.ModuleList(self.made(sizes))

    def made(self, sizes):
        for i, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
            yield nn.Linear(inputs, outputs)
            if i < len(sizes) - 2:
                yield nn.Tanh()

    def states(self, x):
        for layer in self.layers:
            x = layer(x)
            if isinstance(layer, nn.Linear):
                yield x

    def forward(self, x):
        *_, last = self.states(x)
        return last


class VAE(nn.Module):
    def __init__(self, pixels=36, latent=3):
        super().__init__()
        self.encoder = Blocks(pixels, 16, 2 * latent)
        self.decoder = Blocks(latent, 16, pixels)
        self.noise = noises((6, latent))

    def forward(self, x):
        mu, logvar = self.encoder(x).chunk(2, dim=-1)
        z = mu + next(self.noise)[:len(x)] * torch.exp(logvar / 2)
        return self.decoder(z), mu, logvar

    def decay_groups(self):
        yield {"params": [p for p in self.parameters() if p.dim() > 1], "weight_decay": 0.01}
        yield {"params": [p for p in self.parameters() if p.dim() < 2]}


@contextmanager
def evaluating(net):
    """Evaluation mode, and nothing recorded."""
    was = net.training
    net.eval()
    try:
        with torch.no_grad():
            yield net
    finally:
        net.train(was)


@torch.no_grad()
def reconstructions(net, batches):
    for x, *_ in batches:
        yield net(x)[0].sigmoid()


def loss_of(net, x, weight):
    logits, mu, logvar = net(x)
    bce = F.binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp()) / len(x)
    return bce + weight * kl, bce, kl


data = torch.sigmoid(2 * numbers(15 * 36, 3)).reshape(15, 6, 6)
labels = torch.arange(15) % 4
loader = Prefetch(DataLoader(TensorDataset(data, labels), batch_size=6))
net = VAE()
fill(net)
optimizer = torch.optim.Adam(net.decay_groups(), lr=1e-2)
print(len(loader), [len(x) for x, _ in loader], [len(group["params"]) for group in optimizer.param_groups])

weights = annealed(12)
weight = next(weights)
for step, (epoch, (x, code)) in zip(range(12), infinite(loader)):
    loss, bce, kl = loss_of(net, x, weight)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{epoch} {step:2} {tuple(code.shape)} weight {weight:.3f} loss {loss.item():.4f} = {bce.item():.4f} + {kl.item():.4f}")
    try:
        weight = weights.send(0.5 if step == 6 else None)
    except StopIteration:
        print("the schedule ends at step", step)
print("seen", loader.seen)

with evaluating(net) as evaluated:
    total = sum(loss_of(evaluated, x, 1.0)[0].item() * len(x) for x, _ in batches_of(data.flatten(1), labels, size=4))
    print("evaluated", evaluated.training, torch.is_grad_enabled(), f"{total / len(data):.4f}")
print("after", net.training, torch.is_grad_enabled())
with suppress(ZeroDivisionError), evaluating(net):
    1 / 0
print("after", net.training, torch.is_grad_enabled())

for image in reconstructions(net, batches_of(data.flatten(1)[:10], size=6)):
    print(tuple(image.shape), image.requires_grad, torch.is_grad_enabled(), f"{image.mean().item():.4f}")

states = list(net.encoder.states(data.flatten(1)[:2]))
print([tuple(h.shape) for h in states], all(h.requires_grad for h in states))
for name, h in zip(["hidden", "code"], net.encoder.states(data.flatten(1)[:2])):
    print(name, f"{h.sum().item():.4f}")


@contextmanager
def timed(name, log):
    start = time.perf_counter()
    try:
        yield log
    except ValueError as e:
        log.append(f"{name} failed: {e}")
    else:
        log.append(f"{name} done")
    log.append(time.perf_counter() >= start)


log = []
with timed("a", log) as same:
    same.append(1)
with timed("b", log):
    raise ValueError("stopped")
try:
    with timed("c", log):
        raise KeyError("c")
except KeyError as e:
    log.append(repr(e))


@timed("d", log)
def decorated(x):
    return 2 * x


print(decorated(3), decorated(4), log, decorated.__name__)


@contextmanager
def never():
    return
    yield


@contextmanager
def twice():
    yield 1
    yield 2


for scope in (never, twice):
    try:
        with scope() as value:
            print("entered", value)
    except RuntimeError as e:
        print("RuntimeError", e)


class Thing:
    def __init__(self, name):
        self.name = name

    def close(self):
        print("closed", self.name)


with ExitStack() as stack:
    stack.enter_context(evaluating(net))
    stack.enter_context(torch.no_grad())
    thing = stack.enter_context(closing(Thing("thing")))
    stack.callback(print, "called back", thing.name, sep=": ")
    print("stacked", net.training, torch.is_grad_enabled(), (net(data.flatten(1)[:3])[0]).requires_grad)
print("unstacked", net.training, torch.is_grad_enabled())
with nullcontext() as nothing, nullcontext(3) as three:
    print(nothing, three)
