"""Learning rates by schedule: each of PyTorch's for a dozen epochs."""

import torch
from torch import optim
from torch.optim import lr_scheduler
from torch.optim.lr_scheduler import StepLR
def run(make, steps=12, metric=None):
    p = torch.nn.Parameter(torch.zeros(1))
    opt = optim.SGD([p], lr=0.1)
    s = make(opt)
    rates = []
    p.sum().backward()
    for i in range(steps):
        opt.step()
        if metric is None:
            s.step()
        else:
            s.step(metric[i])
        rates.append(round(opt.param_groups[0]['lr'], 10))
    print(rates[: steps // 2])
    print(rates[steps // 2 :])
run(lambda o: StepLR(o, step_size=3, gamma=0.5))
run(lambda o: lr_scheduler.MultiStepLR(o, milestones=[2, 5, 5, 9], gamma=0.1))
run(lambda o: lr_scheduler.ExponentialLR(o, 0.9))
run(lambda o: lr_scheduler.ConstantLR(o, factor=0.5, total_iters=4))
run(lambda o: lr_scheduler.LinearLR(o, start_factor=0.25, total_iters=5))
run(lambda o: lr_scheduler.PolynomialLR(o, total_iters=8, power=2.0))
run(lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=5, eta_min=0.01), 16)
run(lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, T_0=3, T_mult=2), 16)
run(lambda o: lr_scheduler.LambdaLR(o, lr_lambda=lambda e: 0.95 ** e))
run(lambda o: lr_scheduler.MultiplicativeLR(o, lr_lambda=lambda e: 0.95))
run(lambda o: lr_scheduler.ReduceLROnPlateau(o, 'min', factor=0.5, patience=2), 12, [5, 4, 4, 4, 4, 4, 3, 3.1, 3.2, 3.3, 3.4, 3.5])
run(lambda o: lr_scheduler.ReduceLROnPlateau(o, mode='max', factor=0.1, patience=1, cooldown=2, min_lr=0.005), 12, [5, 4, 4, 4, 4, 4, 3, 3.1, 3.2, 3.3, 3.4, 3.5])
p = torch.nn.Parameter(torch.zeros(1))
opt = optim.Adam([p], lr=0.1)
s = StepLR(opt, 2)
p.sum().backward()
opt.step()
s.step()
print(s.get_last_lr(), s.last_epoch)


def groups(kind="SGD", **settings):
    """An optimizer whose first group has a rate of its own."""
    one, two = torch.nn.Parameter(torch.tensor([1.0, 2.0])), torch.nn.Parameter(torch.tensor([3.0]))
    return getattr(optim, kind)([{"params": [one], "lr": 0.5}, {"params": two}], lr=0.1, **settings)
def rates(opt):
    return [float(f"{group['lr']:.7g}") for group in opt.param_groups]
makers = {
    "linear": lambda o: lr_scheduler.LinearLR(o, 0.25, 0.8, 7),
    "function": lambda o: lr_scheduler.LambdaLR(o, [lambda e: 0.95 ** e, lambda e: 1 / (e + 1)]),
    "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, 5, 0.01),
    "restarts": lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 3, 2, 0.001),
    "cycle": lambda o: lr_scheduler.CyclicLR(o, [0.01, 0.02], [0.3, 0.1], 4, 6, "triangular2", base_momentum=0.7),
    "one cycle": lambda o: lr_scheduler.OneCycleLR(o, [0.7, 0.3], 31),
    "one cycle, linear": lambda o: lr_scheduler.OneCycleLR(
        o, 0.7, epochs=8, steps_per_epoch=4, three_phase=True, anneal_strategy="linear", cycle_momentum=False),
    "warmed up": lambda o: lr_scheduler.SequentialLR(
        o, [lr_scheduler.LinearLR(o, 0.1, total_iters=5), lr_scheduler.CosineAnnealingLR(o, 20)], milestones=[5]),
    "three": lambda o: lr_scheduler.SequentialLR(
        o, [lr_scheduler.ConstantLR(o, 0.1, 3), lr_scheduler.ExponentialLR(o, 0.9), lr_scheduler.StepLR(o, 4)], [4, 12]),
    "chained": lambda o: lr_scheduler.ChainedScheduler(
        [lr_scheduler.ConstantLR(o, 0.1, 3), lr_scheduler.ExponentialLR(o, 0.9)]),
}
for name, make in makers.items():
    for kind, settings in (("SGD", {"momentum": 0.5}), ("Adam", {})):
        opt = groups(kind, **settings)
        s = make(opt)
        course, momentum = [rates(opt)], []
        for epoch in range(30):
            opt.step()
            s.step()
            course.append(rates(opt))
            group = opt.param_groups[0]
            momentum.append(float(f"{group['betas'][0] if 'betas' in group else group['momentum']:.6g}"))
        print(name, kind, course[:16])
        print(course[16:], momentum[::3])
        print([float(f"{r:.7g}") for r in s.get_last_lr()], [float(f"{g['initial_lr']:.6g}") for g in opt.state_dict()["param_groups"]])
    # Left and taken up again.
    first = groups(momentum=0.5)
    s = make(first)
    for epoch in range(7):
        first.step()
        s.step()
    second = groups(momentum=0.5)
    t = make(second)
    second.load_state_dict(first.state_dict())
    t.load_state_dict(s.state_dict())
    for epoch in range(9):
        for opt, schedule in ((first, s), (second, t)):
            opt.step()
            schedule.step()
    print(rates(first), rates(second))
# From an epoch on, and to one.
for make in (lambda o, n: StepLR(o, 3, 0.5, n), lambda o, n: lr_scheduler.ExponentialLR(o, 0.9, n), lambda o, n: lr_scheduler.CosineAnnealingLR(o, 5, 0.01, n), lambda o, n: lr_scheduler.PolynomialLR(o, 8, 2.0, n), lambda o, n: lr_scheduler.LambdaLR(o, lambda e: 0.9 ** e, n)):
    opt = groups()
    try:
        make(opt, 4)
        print("no error")
    except KeyError:
        print("KeyError")
    make(opt, -1)
    s = make(opt, 4)
    course = [rates(opt)]
    for epoch in range(6):
        opt.step()
        s.step()
        course.append(rates(opt))
    s.step(2)
    print(course, rates(opt), s.last_epoch, s._step_count)
s = lr_scheduler.CosineAnnealingWarmRestarts(groups(), 4, 2)
for epoch in (0.5, 3.75, 4, 13.5, 2):
    s.step(epoch)
    print([float(f"{r:.7g}") for r in s.get_last_lr()], s.T_i)
opt = groups()
s = lr_scheduler.ReduceLROnPlateau(opt, patience=1, threshold=0.3, threshold_mode="abs", min_lr=[0.1, 0.01])
for loss in (5, 4, 4, 4, 4, 3.9, 3, 3, 3, 3):
    opt.step()
    s.step(torch.tensor(float(loss)))
    print(s.get_last_lr(), s.num_bad_epochs)
print(isinstance(s, lr_scheduler.LRScheduler))
for bad in (lambda o: StepLR(3, 2), lambda o: lr_scheduler.LambdaLR(o, [lambda e: 1]), lambda o: lr_scheduler.MultiplicativeLR(o, 0.5), lambda o: lr_scheduler.ConstantLR(o, 1.5), lambda o: lr_scheduler.LinearLR(o, 0.0), lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 0), lambda o: lr_scheduler.ReduceLROnPlateau(o, "low"), lambda o: lr_scheduler.OneCycleLR(o, 0.1), lambda o: lr_scheduler.CyclicLR(o, [0.1], 0.2), lambda o: lr_scheduler.CyclicLR(groups("RMSprop"), 0.1, 0.2, mode="x"), lambda o: lr_scheduler.SequentialLR(o, [StepLR(o, 2)], [2]), lambda o: lr_scheduler.ChainedScheduler([StepLR(o, 2), StepLR(groups(), 2)]), lambda o: lr_scheduler.LRScheduler(o)):
    try:
        bad(groups())
        print("no error")
    except (ValueError, TypeError, NotImplementedError) as error:
        print(type(error).__name__)
# Groups learn by their own settings.
for kind, settings in (("SGD", {"momentum": 0.9}), ("Adam", {}), ("AdamW", {}), ("RMSprop", {"momentum": 0.5})):
    opt = groups(kind, **settings)
    (one,), (two,) = [group["params"] for group in opt.param_groups]
    opt.param_groups[0]["weight_decay"] = 0.1
    for epoch in range(5):
        opt.zero_grad()
        ((one ** 2).sum() * two.sum() / 100).backward()
        opt.step()
        if epoch == 2:
            opt.param_groups[1]["lr"] = 0.02
    print(kind, [round(v, 4) for v in one.tolist() + two.tolist()], [group["params"] for group in opt.state_dict()["param_groups"]])
