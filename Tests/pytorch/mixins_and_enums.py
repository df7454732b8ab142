"""Classes with several bases, in Python's order of them, and classes of enumerated values."""

from abc import ABC, abstractmethod
from enum import Enum, IntEnum, auto, unique

import torch
from torch import nn


class Named:
    prefix = "a"

    def __init__(self, *args, **kwargs):
        print("Named", len(args), sorted(kwargs))
        super().__init__(*args, **kwargs)
        self.title = self.prefix + " " + type(self).__name__

    def describe(self):
        return "named " + self.title


class Counted:
    def __init__(self, *args, **kwargs):
        print("Counted", len(args), sorted(kwargs))
        super().__init__(*args, **kwargs)
        self.calls = 0

    def describe(self):
        return "counted"

    def count(self):
        self.calls += 1
        return self.calls


class Base:
    def __init__(self, size):
        print("Base", size)
        self.size = size

    def describe(self):
        return "base " + str(self.size)


class Both(Named, Counted, Base):
    prefix = "the"

    def describe(self):
        return "both, " + super().describe()


both = Both(3)
print(both.title, both.calls, both.size, both.describe(), both.count(), both.count())
print([c.__name__ for c in Both.__mro__], [c.__name__ for c in Both.__bases__])
print(isinstance(both, Counted), issubclass(Both, Base), issubclass(Base, Both))


class Root:
    def go(self):
        return ["root"]


class Left(Root):
    def go(self):
        return ["left"] + super().go()


class Right(Root):
    def go(self):
        return ["right"] + super().go()


class Diamond(Left, Right):
    def go(self):
        return ["diamond"] + super().go()

    @classmethod
    def kind(cls):
        return cls.__name__


print(Diamond().go(), Left().go(), [c.__name__ for c in Diamond.mro()], Diamond.kind())
print(super(Left, Diamond()).go())
try:
    class Crossed(Root, Left):
        pass
    print("went through")
except TypeError as error:
    print("no order of bases", type(error).__name__)


class Sampling:
    """A mixin that knows nothing of modules."""

    def reparametrize(self, mean, logvar, noise):
        return mean + torch.exp(0.5 * logvar) * noise

    def kl(self, mean, logvar):
        return -0.5 * (1 + logvar - mean.pow(2) - logvar.exp()).sum()


class Saving:
    def shapes(self):
        return {name: tuple(p.shape) for name, p in self.named_parameters()}


class VAE(Sampling, Saving, nn.Module):
    def __init__(self, latent):
        super().__init__()
        self.enc = nn.Linear(4, 2 * latent)
        self.dec = nn.Linear(latent, 4)

    def forward(self, x, noise):
        mean, logvar = self.enc(x).chunk(2, dim=1)
        return self.dec(self.reparametrize(mean, logvar, noise)), self.kl(mean, logvar)


model = VAE(2)
for place, p in enumerate(model.parameters()):
    p.data = torch.sin(torch.arange(p.numel()).float() + place).reshape(p.shape)
out, kl = model(torch.ones(1, 4), torch.tensor([[0.5, -1.0]]))
print([round(x, 4) for x in out[0].tolist()], round(kl.item(), 4))
print(model.shapes(), isinstance(model, nn.Module), isinstance(model, Sampling))
(out.sum() + kl).backward()
print(round(float(sum(p.grad.abs().sum() for p in model.parameters())), 3))


class Late(nn.Module, Saving):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(2))

    def shapes(self):
        return "late", super().shapes()


print(Late().shapes())


class Shape(ABC):
    @abstractmethod
    def area(self):
        pass


class Printed:
    def __str__(self):
        return f"{type(self).__name__} of {self.area()}"


class Square(Printed, Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2


print(Square(3))
try:
    class Open(Printed, Shape):
        pass
    Open()
except TypeError:
    print("abstract still")


class Options(dict, Root):
    def __getattr__(self, name):
        return self[name]


options = Options(lr=0.1)
print(options.lr, options.go(), len(options))


class Failure(ValueError, KeyError):
    pass


try:
    raise Failure("both kinds")
except KeyError as error:
    print("caught as a KeyError", isinstance(error, ValueError))


# Enumerated values.
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = auto()
    CRIMSON = 1

    def darker(self):
        return Color((self.value % 3) + 1)

    @property
    def letter(self):
        return self.name[0]

    @classmethod
    def default(cls):
        return cls.GREEN


print(Color.RED, repr(Color.BLUE), Color.RED.name, Color.BLUE.value, [c.name for c in Color], len(Color))
print(Color(2) is Color.GREEN, Color["BLUE"] is Color.BLUE, Color.CRIMSON is Color.RED, Color.RED == Color.GREEN)
print(Color.RED.darker(), Color.BLUE.letter, Color.default(), Color.RED in Color, list(Color.__members__))
print(isinstance(Color.RED, Color), type(Color.RED) is Color, {Color.RED: "r"}[Color.RED], f"{Color.GREEN}")
for wrong in (lambda: Color(7), lambda: Color["PINK"], lambda: setattr(Color, "RED", 3)):
    try:
        wrong()
        print("went through")
    except (ValueError, KeyError, AttributeError) as error:
        print(type(error).__name__)


class Activation(Enum):
    RELU = "relu"
    TANH = "tanh"

    def make(self):
        return nn.ReLU() if self is Activation.RELU else nn.Tanh()


print(Activation("tanh").make()(torch.zeros(1)).item(), [a.value for a in Activation])


class Stage(IntEnum):
    FIRST = auto()
    SECOND = auto()


print(Stage.FIRST < Stage.SECOND, Stage.SECOND == 2, Stage.FIRST + 1, [10, 20, 30][Stage.SECOND], max(Stage).name)
print(Stage.SECOND, f"{Stage.FIRST}", int(Stage.SECOND), sorted([Stage.SECOND, Stage.FIRST])[0].name)


class Planet(Enum):
    EARTH = (5.976, 6.378)
    MARS = (0.642, 3.397)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    def density(self):
        return round(self.mass / self.radius ** 3, 4)


print([(planet.name, planet.mass, planet.density()) for planet in Planet])
try:
    @unique
    class Twice(Enum):
        A = 1
        B = 1
except ValueError:
    print("not unique")
try:
    class More(Color):
        PINK = 9
except TypeError:
    print("no further members")
