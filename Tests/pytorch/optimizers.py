"""Every optimizer of torch.optim that is used, step by step."""

import torch
import torch.nn as nn
import torch.optim as O

def train(make, steps=15):
    w = nn.Parameter(torch.tensor([[1.0, -2.0, 3.0], [0.5, 0.1, -0.2]]))
    b = nn.Parameter(torch.tensor([0.3, -0.7, 0.2]))
    optimizer = make([w, b])
    for step in range(steps):
        optimizer.zero_grad()
        loss = ((w + b) ** 2).sum() + 0.5 * torch.sin(w * (step + 1)).sum()
        loss.backward()
        optimizer.step()
    return [round(v, 4) for p in (w, b) for v in p.detach().reshape(-1).tolist()]

print("Adam", train(lambda p: O.Adam(p, 0.05, (0.5, 0.9), 1e-7, 0.1)))
print("amsgrad", train(lambda p: O.Adam(p, lr=0.05, amsgrad=True)))
print("amsgrad, decayed", train(lambda p: O.Adam(p, lr=0.05, betas=(0.5, 0.9), weight_decay=0.1, amsgrad=True)))
print("maximize", train(lambda p: O.Adam(p, lr=0.01, maximize=True)))
print("AdamW", train(lambda p: O.AdamW(p, lr=0.05)))
print("AdamW amsgrad", train(lambda p: O.AdamW(p, 0.05, (0.5, 0.999), 1e-6, 0.2, True)))
print("SGD nesterov", train(lambda p: O.SGD(p, 0.01, 0.9, 0, 0.1, True)))
print("SGD dampened", train(lambda p: O.SGD(p, lr=0.01, momentum=0.9, dampening=0.5, weight_decay=0.01)))
print("RMSprop", train(lambda p: O.RMSprop(p, 0.01, 0.9, 1e-6, 0.1, 0.5)))
print("centered", train(lambda p: O.RMSprop(p, lr=0.01, centered=True)))
print("centered, momentum", train(lambda p: O.RMSprop(p, lr=0.01, centered=True, momentum=0.9, weight_decay=0.1)))
print("Adamax", train(lambda p: O.Adamax(p, lr=0.05)))
print("Adamax decayed", train(lambda p: O.Adamax(p, weight_decay=0.1)))
print("NAdam", train(lambda p: O.NAdam(p, lr=0.05)))
print("NAdam decoupled", train(lambda p: O.NAdam(p, weight_decay=0.1, decoupled_weight_decay=True)))
print("RAdam", train(lambda p: O.RAdam(p, lr=0.05)))
print("RAdam decayed", train(lambda p: O.RAdam(p, lr=0.05, weight_decay=0.1, betas=(0.8, 0.9))))
print("Adadelta", train(lambda p: O.Adadelta(p)))
print("Adadelta decayed", train(lambda p: O.Adadelta(p, lr=0.5, rho=0.8, weight_decay=0.1)))
print("Adagrad", train(lambda p: O.Adagrad(p, lr=0.1)))
print("Adagrad decayed", train(lambda p: O.Adagrad(p, lr=0.1, lr_decay=0.1, weight_decay=0.1, initial_accumulator_value=0.5)))

def values(*tensors):
    return [round(v, 4) for x in tensors for v in x.detach().reshape(-1).tolist()]

for kind, options in [(O.SGD, dict(lr=0.1, momentum=0.9)), (O.Adam, dict(lr=0.1)), (O.Adamax, dict(lr=0.1)), (O.NAdam, {})]:
    a, b, c = [nn.Parameter(torch.ones(2)) for _ in range(3)]
    optimizer = kind([a], **options)
    (a * 2).sum().backward()
    optimizer.step()
    optimizer.add_param_group({'params': [b, c], 'lr': 0.5, 'weight_decay': 0.1})
    for _ in range(3):
        optimizer.zero_grad()
        ((a + b) ** 2).sum().backward()
        optimizer.step()
    print(kind.__name__, [group['lr'] for group in optimizer.param_groups], values(a, b, c))
    try:
        optimizer.add_param_group({'params': b})
    except ValueError:
        print("it is there already")

w = nn.Parameter(torch.ones(2))
first = O.Adamax([w], lr=0.1)
(w ** 2).sum().backward()
first.step()
state = first.state_dict()
print(sorted(state), sorted(state['state'][0]), state['param_groups'][0]['params'])
second = O.Adamax([w], lr=0.3)
second.load_state_dict(state)
second.zero_grad()
(w ** 2).sum().backward()
second.step()
print(second.param_groups[0]['lr'], values(w))
schedule = O.lr_scheduler.ExponentialLR(second, 0.5)
schedule.step()
print(second.param_groups[0]['lr'], schedule.get_last_lr())

class Own(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1, decay=0.5):
        super(Own, self).__init__(params, dict(lr=lr, decay=decay))
    def step(self, closure=None):
        loss = None if closure is None else closure()
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is None:
                    continue
                state = self.state[p]
                if len(state) == 0:
                    state['m'] = torch.zeros_like(p.data)
                state['m'].mul_(group['decay']).add_(p.grad.data)
                p.data.add_(state['m'], alpha=-group['lr'])
        return loss

layer = nn.Linear(2, 1)
layer.weight.data.fill_(1)
layer.bias.data.zero_()
own = Own(layer.parameters())
for _ in range(3):
    own.zero_grad()
    (layer(torch.ones(1, 2)) ** 2).sum().backward()
    own.step()
print("own", values(layer.weight, layer.bias))
def closure():
    own.zero_grad()
    loss = (layer(torch.ones(1, 2)) ** 2).sum()
    loss.backward()
    return loss
print(round(own.step(closure).item(), 4))
