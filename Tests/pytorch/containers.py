"""Python's collections, and copies of what holds others."""

import copy
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple

import torch
import torch.nn as nn


def failing(*attempts):
    for attempt in attempts:
        try:
            print("no error:", attempt())
        except Exception as e:
            print(type(e).__name__)


# defaultdict, Counter and OrderedDict are dicts.
losses = defaultdict(list)
for epoch in range(3):
    losses["loss"].append(1 / (epoch + 1))
    losses["kl"].append(epoch)
print(losses, isinstance(losses, dict), {**losses}, dict(losses) == losses, len(losses), "z" in losses, losses.get("z"))
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 2
print({name: dict(inner) for name, inner in nested.items()}, losses.pop("kl"), losses.setdefault("n", 4), losses.popitem())
print(type(losses.copy()).__name__, defaultdict.fromkeys("ab", 3), {"z": 1} | defaultdict(int, a=2))
c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], "z" in c, sorted(c.elements()), c.total(), isinstance(c, dict), sum(c.values()))
c.update("aab")
c.subtract({"a": 3, "q": 1})
print(c, +c, -c)
a, b = Counter(a=3, b=1), Counter(a=1, b=2, c=5)
print(a + b, a - b, a | b, a & b, a == b, a == {"a": 3, "b": 1}, a <= a + b)
a += b
print(a, Counter())
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
print(o, o == {"b": 2, "a": 1, "c": 3}, o == OrderedDict([("b", 2), ("a", 1), ("c", 3)]), list(reversed(o)))
o.move_to_end("a")
o.move_to_end("c", last=False)
print(list(o), o.popitem(last=False), o.popitem(), o | {"k": 1}, OrderedDict.fromkeys("xy", 0))


class Recent(OrderedDict):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def __getitem__(self, key):
        value = super().__getitem__(key)
        self.move_to_end(key)
        return value

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        if len(self) > self.size:
            self.popitem(last=False)


recent = Recent(2)
recent["a"] = 1
recent["b"] = 2
print(recent["a"])
recent["c"] = 3
print(list(recent), recent.size, recent)


class Config(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)

    def __setattr__(self, name, value):
        self[name] = value


config = Config(lr=0.1)
config.latent = 20
print(config, config.lr, hasattr(config, "beta"), config == {"lr": 0.1, "latent": 20}, "{lr}".format(**config))
net = nn.Sequential(OrderedDict([("encode", nn.Linear(4, 3)), ("act", nn.ReLU()), ("decode", nn.Linear(3, 4))]))
print(list(net.state_dict()), net.load_state_dict(OrderedDict(net.state_dict())) is None)
failing(
    lambda: defaultdict(None)["x"], lambda: defaultdict(3), lambda: Counter.fromkeys("ab"), lambda: Counter(1),
    lambda: Counter("a") + {"a": 1}, lambda: OrderedDict().popitem(), lambda: OrderedDict(a=1).move_to_end("z"),
    lambda: {Config(): 1}, lambda: Counter("a").rotate(1))

# deque
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
print(q, q[0], q[-1], len(q), sum(q), q.maxlen)
q.extend([7, 8])
q.extendleft([1, 2])
print(q)
q = deque("abcdef")
q.rotate(2)
print(q)
q.rotate(-3)
q.reverse()
q.insert(1, "X")
q.insert(-1, "Y")
q.remove("X")
del q[0]
print(q, q.index("Y"), q.count("a"), "z" in q)
print(deque([1, 2]) == deque([1, 2]), deque([1, 2]) == [1, 2], deque([1]) + deque([3]), deque([1]) * 2, deque([1]).copy())
q = deque()
for i in range(300):
    q.appendleft(i)
for i in range(200):
    q.popleft()
    q.append(i)
print(len(q), q[0], q[99], q.pop(), q.popleft(), list(reversed(q))[:3], bool(deque()))


def grow():
    for x in q:
        q.append(x)


failing(
    grow, lambda: deque([1]) + [2], lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[3],
    lambda: deque([1, 2])[0:2], lambda: deque([1]).remove(5), lambda: deque([1]).index(5), lambda: deque([1], maxlen=-1),
    lambda: deque([1, 2], maxlen=2).insert(0, 3), lambda: {deque(): 1}, lambda: deque([1]).sort())

# namedtuple
Point = namedtuple("Point", "x y")
p = Point(1, y=2)
print(p, p.x, p[1], tuple(p), type(p).__name__, isinstance(p, Point), isinstance(p, tuple), p == (1, 2), [p], f"{p}")
print(p._asdict(), p._replace(x=5), Point._fields, Point._make([3, 4]), {p: 1}[(1, 2)], p < Point(2, 0), Point.__name__)
Layer = namedtuple("Layer", ["units", "act", "bias"], defaults=["relu", True])
print(Layer(3), Layer(3, bias=False), Layer._field_defaults, namedtuple("P", "x class _y x", rename=True)._fields)


class Vector(namedtuple("Vector", "x y")):
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5

    @classmethod
    def origin(cls):
        return cls(0, 0)


v = Vector(3, 4)
print(v, v.norm(), Vector.origin(), isinstance(v, Vector), v._replace(x=0).norm())
failing(
    lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, z=3), lambda: Point(1, 2, x=3), lambda: p._replace(z=3),
    lambda: Point._make([1]), lambda: p.z, lambda: setattr(p, "x", 3), lambda: namedtuple("P", "x x"),
    lambda: namedtuple("P", "x _y"), lambda: namedtuple("P", "x class"), lambda: namedtuple("P", "x 1y"))

# Copies keep what is shared, and what holds itself.
shared = [1]
both = copy.deepcopy([shared, shared])
both[0].append(2)
ring = [1]
ring.append(ring)
again = copy.deepcopy(ring)
print(both, both[0] is both[1], shared, again[1] is again, again is ring)


class Node:
    def __init__(self, value):
        self.value = value
        self.next = self


node = Node([1])
other = copy.deepcopy(node)
other.value.append(2)
shallow = copy.copy(node)
shallow.value.append(3)
print(node.value, other.value, other.next is other, type(other).__name__, shallow.next is node)


class Counted:
    def __init__(self, n):
        self.n = n

    def __deepcopy__(self, memo):
        return Counted(self.n + 1)

    def __copy__(self):
        return Counted(self.n - 1)


print(copy.deepcopy([Counted(1)])[0].n, copy.copy(Counted(1)).n)
point = Point([1], 2)
moved = copy.deepcopy(point)
moved.x.append(2)
print(point, moved, type(moved) is Point, copy.deepcopy({1, 2}) == {1, 2}, copy.deepcopy((1, [2])))
for held in (defaultdict(list, a=[1]), OrderedDict(a=[1]), Counter("aab"), deque([[1], 2], maxlen=3)):
    print(copy.deepcopy(held), copy.copy(held), type(copy.deepcopy(held)) is type(held))
t = torch.ones(2, requires_grad=True)
u = copy.deepcopy(t)
zeros = torch.zeros(2)
pair = copy.deepcopy([zeros, zeros])
pair[0][0] = 5
print(u.requires_grad, u is t, zeros.tolist(), pair[1].tolist(), pair[0] is pair[1])
failing(lambda: copy.deepcopy(t * 2))
