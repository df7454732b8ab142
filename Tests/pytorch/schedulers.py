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
