"""What programs of PyTorch's first years are written with."""

import warnings
warnings.simplefilter("ignore")
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.backends.cudnn as cudnn
from torch.autograd import Variable
from typing import *

cudnn.benchmark = True
torch.backends.cudnn.deterministic = True
T = TypeVar('T')
Pairs = List[Tuple[int, int]]

def show(name, x):
    print(name, tuple(x.shape), [round(v, 4) for v in x.detach().reshape(-1).tolist()])

FloatTensor = torch.cuda.FloatTensor if torch.cuda.is_available() else torch.FloatTensor
x = FloatTensor(2, 3).fill_(1.5)
show("filled", x)
show("of numbers", torch.FloatTensor([[1, 2], [3, 4]]))
show("of a size", torch.FloatTensor(x.size()).zero_())
show("of a shape", torch.Tensor(x.shape).fill_(2))
show("of an array", torch.Tensor(np.array([1.0, 2.5])))
show("double", torch.DoubleTensor([0.25]))
labels = torch.LongTensor([1, 0, 2])
show("chosen", torch.eye(3)[labels])
print(x.type(), (x > 0).type())
show("type", Variable(x).type(torch.FloatTensor))
show("type by name", torch.tensor([1.7, -1.7]).type('torch.FloatTensor'))
show("cut off", torch.tensor([1.7, -1.7]).type(torch.LongTensor).float())

std = torch.ones(2, 2)
eps = Variable(std.data.new(std.size()).normal_())
print(eps.shape == std.shape, eps.requires_grad)
print(x.new().resize_as_(x).normal_().shape == x.shape, x.new([1, 2]).tolist(), x.new(2).fill_(3).tolist())
show("resized", torch.arange(6.).resize_(3, 2))
show("shorter", torch.arange(6.).resize_(2, 2))
noise = torch.FloatTensor(4, 2)
noise.resize_(3, 2).normal_(0, 1)
print(tuple(noise.shape))

v = Variable(torch.ones(3), requires_grad=True)
loss = (v * v * torch.tensor([1., 2., 3.])).sum()
loss.backward()
show("gradient", v.grad)
show("data", v.data)
log2pi = torch.from_numpy(np.asarray(np.log(2 * np.pi)))
print(round(log2pi.item(), 4), log2pi.dim())
c = torch.tensor([[1.0, 2.0], [3.0, 5.0]])
show("softmax", F.softmax(c))
show("log_softmax", F.log_softmax(c))
show("softmax of a row", F.softmax(c[0]))
show("softmax of images", F.softmax(torch.arange(8.).reshape(2, 2, 2)))
show("softmin", F.softmin(c))
show("the layer", nn.Softmax()(c))
show("the other", nn.LogSoftmax()(c))
show("summed loss", F.mse_loss(c, torch.zeros(2, 2), size_average=False))
image = torch.arange(16.).reshape(1, 1, 4, 4)
show("mean of windows", F.avg_pool2d(image, (2, 2)))
show("largest", F.max_pool2d(image, (2, 2), stride=(2, 2), padding=(0, 0)))
show("layer of windows", nn.MaxPool2d((3, 3), (1, 1), (1, 1))(image))
show("layer of means", nn.AvgPool2d((2, 2), (2, 2))(image))
show("larger", F.upsample(image[:, :, :1, :2], scale_factor=2))

layer = nn.Linear(3, 2)
nn.init.constant(layer.weight, 0.25)
nn.init.constant(layer.bias.data, 0.5)
show("constant", layer(torch.ones(1, 3)))
for fill in (nn.init.xavier_uniform, nn.init.xavier_normal, nn.init.kaiming_normal, nn.init.orthogonal, nn.init.normal):
    print(fill(layer.weight).shape == (2, 3))
parallel = torch.nn.parallel.DataParallel(layer)
print(isinstance(parallel.module, nn.Linear), list(parallel.state_dict()))
