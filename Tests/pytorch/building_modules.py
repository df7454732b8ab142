"""Networks that are put together, filled, changed and copied piece by piece."""

import copy
import torch
import torch.nn as nn
from torch.nn import init
from torch.nn.parameter import Parameter

def show(name, x):
    print(name, tuple(x.shape), [round(v, 4) for v in x.detach().reshape(-1).tolist()])

def waves(module):
    for number, p in enumerate(module.parameters()):
        p.data = torch.sin(torch.arange(float(p.numel())) + number).reshape(p.shape)

net = nn.Sequential()
net.add_module('first', nn.Linear(3, 4))
net.add_module('activation', nn.Tanh())
net.add_module('last{0}'.format(1), nn.Linear(4, 2))
waves(net)
show("named", net(torch.ones(2, 3)))
print([name for name, p in net.named_parameters()], net.first.in_features)
net.append(nn.Sigmoid())
net[1] = nn.ReLU()
print(len(net), [type(m).__name__ for m in net])
show("changed", net(torch.ones(1, 3)))
del net[3]
print(len(net))

class Net(nn.Module):
    def __init__(self, layers):
        super().__init__()
        for number in range(layers):
            self.add_module('fc%d' % number, nn.Linear(2, 2))
        self.register_buffer('offset', torch.zeros(2))
        self.register_parameter('scale', Parameter(torch.ones(2)))
        self.register_parameter('none', None)
        self.body = nn.ModuleList([nn.Linear(2, 2)])
        self.body.insert(0, nn.Tanh())
        self.settings = {'a': [1]}
    def forward(self, x):
        for name, module in self._modules.items():
            if name.startswith('fc'):
                x = torch.relu(module(x) + self.offset)
        for module in self.body:
            x = module(x)
        return x * self.scale

model = Net(2)
waves(model)
show("by name", model(torch.ones(1, 2)))
print(list(model._modules), list(model._buffers), 'scale' in model._parameters, model.none is None)
for name in model._modules['fc0']._parameters:
    print(name, model.fc0._parameters[name].requires_grad)
order = []
model.apply(lambda m: order.append(m.__class__.__name__))
print(order)

def weights_init(m):
    classname = m.__class__.__name__
    if classname.find('Conv') != -1:
        m.weight.data.normal_(0.0, 0.02)
        m.bias.data.fill_(0)
    elif classname.find('Linear') != -1:
        init.constant_(m.weight.data, 0.1)
        m.bias.data.fill_(0.01)
model.apply(weights_init)
show("filled", model(torch.ones(1, 2)))

layer = nn.Linear(2, 2)
layer.weight = nn.Parameter(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
layer.bias.data = torch.full((2,), 0.5)
show("assigned", layer(torch.ones(1, 2)))
tied = nn.Linear(2, 2, bias=False)
tied.weight = layer.weight
optimizer = torch.optim.SGD(tied.parameters(), lr=0.1)
tied(torch.ones(1, 2)).sum().backward()
optimizer.step()
show("tied", layer.weight)
try:
    layer.weight = torch.ones(2, 2)
except TypeError:
    print("a parameter is wanted")

twin = copy.deepcopy(model)
twin.scale.data.mul_(2)
twin.fc0.weight.data.zero_()
twin.settings['a'].append(2)
twin.offset += 1
show("original", model(torch.ones(1, 2)))
show("copy", twin(torch.ones(1, 2)))
print(model.settings, twin.settings, model.training, list(twin.state_dict()) == list(model.state_dict()))
whole = copy.deepcopy(nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2)).eval())
print(whole.training, whole[1].running_var.tolist())
average = copy.deepcopy(layer)
for p in average.parameters():
    p.requires_grad_(False)
for p, q in zip(layer.parameters(), average.parameters()):
    q.data.mul_(0.9).add_(0.1 * (p.data + 1))
show("moving average", average.weight)
print([p.requires_grad for p in average.parameters()])

show("eye", init.eye_(torch.empty(2, 3)))
show("dirac", init.dirac_(torch.empty(2, 2, 3)))
square = init.orthogonal_(torch.empty(4, 4), gain=2.0)
show("orthogonal", (square @ square.t()).round())
print(init.trunc_normal_(torch.empty(500), std=0.5, a=-0.6, b=0.6).abs().max().item() <= 0.6)
print(int((init.sparse_(torch.empty(10, 4), 0.3) == 0).sum().item()))
for name in ['linear', 'conv2d', 'sigmoid', 'tanh', 'relu', 'selu']:
    print(name, round(init.calculate_gain(name), 4))
print(round(init.calculate_gain('leaky_relu', 0.2), 4))

class Settings:
    def __init__(self, **options):
        self.__dict__.update(options)
s = Settings(lr=0.1, epochs=3)
vars(s)['name'] = 'vae'
s.__dict__['beta'] = 4
own = s.__dict__
s.extra = 1
del own['epochs']
print(s.lr, s.name, s.beta, own['extra'], hasattr(s, 'epochs'), sorted(vars(s)))
