#: a class, its objects and their attributes
class Point:
    def __init__(self, x, y=2):
        self.x = x
        self.y = y

    def total(self):
        return self.x + self.y

p = Point(1)
q = Point(3, y=4)
p.x += 10
q.label = "q"
print(p.total(), q.total(), q.label, p.x, hasattr(p, "label"), hasattr(q, "label"))
#: class attributes are shared until an object has its own
class A:
    count = 0
    names = []

a, b = A(), A()
a.count += 1
b.names.append("b")
print(A.count, a.count, b.count, A.names, a.names is b.names)
A.count = 7
print(A.count, a.count, b.count)
#: a counter of all objects
class Counter:
    made = 0
    def __init__(self):
        Counter.made += 1
        self.number = Counter.made

print([Counter().number for _ in range(4)], Counter.made)
#: inheritance and overriding
class Animal:
    sound = "..."
    def __init__(self, name):
        self.name = name
    def speak(self):
        return f"{self.name} says {self.sound}"
class Dog(Animal):
    sound = "Woof"
class Puppy(Dog):
    def speak(self):
        return super().speak() + "!"
for x in (Animal("a"), Dog("d"), Puppy("p")):
    print(x.speak(), isinstance(x, Animal), isinstance(x, Dog), isinstance(x, Puppy))
print(issubclass(Puppy, Animal), issubclass(Animal, Puppy), issubclass(Dog, Dog))
#: super with a chain of three
class A:
    def __init__(self):
        self.log = ["A"]
class B(A):
    def __init__(self):
        super().__init__()
        self.log.append("B")
class C(B):
    def __init__(self):
        super().__init__()
        self.log.append("C")
print(C().log, B().log)
#: super with arguments
class A:
    def f(self):
        return "A.f"
class B(A):
    def f(self):
        return "B.f " + super(B, self).f()
class C(B):
    def f(self):
        return "C.f " + super(C, self).f()
    def g(self):
        return super(B, self).f()
print(C().f(), C().g())
#: the base's method by the class's name
class A:
    def __init__(self, n):
        self.n = n
    def f(self, k):
        return self.n * k
class B(A):
    def __init__(self, n):
        A.__init__(self, n + 1)
    def f(self, k):
        return A.f(self, k) + 1
print(B(1).f(10))
#: super in a nested function and in a comprehension
class A:
    def f(self, i):
        return i * 2
class B(A):
    def f(self, i):
        def inner():
            return super(B, self).f(i)
        base = super().f
        return inner() + sum([base(k) for k in range(3)])
print(B().f(5))
#: super().attribute and super() kept
class A:
    kind = "a"
    @property
    def size(self):
        return 3
class B(A):
    kind = "b"
    @property
    def size(self):
        return super().size + 1
    def kinds(self):
        s = super()
        return s.kind, self.kind
print(B().size, B().kinds())
#: super in a classmethod
class A:
    @classmethod
    def make(cls):
        return "A.make of " + cls.__name__
class B(A):
    @classmethod
    def make(cls):
        return "B " + super().make()
print(B.make(), A.make(), B().make())
#: properties with setters
class Celsius:
    def __init__(self, degrees):
        self._degrees = degrees
    @property
    def fahrenheit(self):
        return self._degrees * 9 / 5 + 32
    @fahrenheit.setter
    def fahrenheit(self, value):
        self._degrees = (value - 32) * 5 / 9
c = Celsius(100)
print(c.fahrenheit)
c.fahrenheit = 32
print(c._degrees, c.fahrenheit)
c.fahrenheit += 18
print(c._degrees)
#: a property without a setter
class A:
    @property
    def x(self):
        return 1
try:
    A().x = 2
except AttributeError as e:
    print("AttributeError", A().x)
#: a property that raises
class A:
    @property
    def x(self):
        raise ValueError("not yet")
try:
    A().x
except ValueError as e:
    print(e)
#: static and class methods
class Temp:
    scale = 10
    @staticmethod
    def double(x):
        return 2 * x
    @classmethod
    def scaled(cls, x):
        return cls.scale * x
class Other(Temp):
    scale = 100
print(Temp.double(4), Temp().double(5), Temp.scaled(3), Other.scaled(3), Other().scaled(1))
#: a class method as a second constructor
class Pair:
    def __init__(self, a, b):
        self.a, self.b = a, b
    @classmethod
    def of(cls, text):
        a, b = text.split(",")
        return cls(int(a), int(b))
    def __repr__(self):
        return f"Pair({self.a}, {self.b})"
print(Pair.of("3,4"), [Pair.of("1,2")], {"p": Pair(5, 6)})
#: __call__, __len__, __getitem__
class Squares:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError("no more")
        return i * i
    def __call__(self, *args, scale=1):
        return sum(args) * scale
s = Squares(5)
print(len(s), s[3], list(s), s(1, 2, 3, scale=10), 16 in s, 15 in s, max(s), bool(s), bool(Squares(0)))
#: __iter__ and __next__
class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n
c = Countdown(3)
print(next(c), list(c), list(c), next(c, "end"))
print(sum(Countdown(5)), [x * 2 for x in Countdown(3)], sorted(Countdown(4)))
a, b, *rest = Countdown(5)
print(a, b, rest)
#: __iter__ that returns another iterator
class Bag:
    def __init__(self, *items):
        self.items = items
    def __iter__(self):
        return iter(self.items)
b = Bag(3, 1, 2)
print(list(b), sorted(b), [x for x in b], tuple(b), set(b) == {1, 2, 3}, dict(enumerate(b)))
for x in b:
    for y in b:
        print(x * y, end=" ")
print()
#: __eq__ and __ne__
class P:
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        return isinstance(other, P) and self.x == other.x
print(P(1) == P(1), P(1) != P(1), P(1) == P(2), P(1) != P(2), P(1) == 1, 1 == P(1), [P(1)] == [P(1)], P(3) in [P(1), P(3)])
print([P(1), P(2)].index(P(2)), [P(1), P(1), P(2)].count(P(1)), (P(1), 2) == (P(1), 2), {"a": P(1)} == {"a": P(1)})
#: objects without __eq__ are equal to themselves only
class P:
    pass
a, b = P(), P()
print(a == a, a == b, a != b, a is a, a in [b, a], [a] == [a], {a: 1}[a])
#: __lt__ and sorting
class Card:
    def __init__(self, rank):
        self.rank = rank
    def __lt__(self, other):
        return self.rank < other.rank
    def __repr__(self):
        return f"<{self.rank}>"
cards = [Card(3), Card(1), Card(2)]
print(sorted(cards), min(cards), max(cards), sorted(cards, reverse=True), Card(1) < Card(2), Card(1) > Card(2))
cards.sort()
print(cards)
#: arithmetic of a class
class V:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __add__(self, other):
        return V(self.x + other.x, self.y + other.y)
    def __sub__(self, other):
        return V(self.x - other.x, self.y - other.y)
    def __mul__(self, k):
        return V(self.x * k, self.y * k)
    def __rmul__(self, k):
        return self * k
    def __neg__(self):
        return V(-self.x, -self.y)
    def __abs__(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5
    def __repr__(self):
        return f"V({self.x}, {self.y})"
a, b = V(3, 4), V(1, 1)
print(a + b, a - b, a * 2, 2 * a, -a, abs(a))
a += b
print(a)
#: NotImplemented tries the other side
class A:
    def __add__(self, other):
        if isinstance(other, int):
            return "A+int"
        return NotImplemented
class B:
    def __radd__(self, other):
        return "B radd"
    def __eq__(self, other):
        return NotImplemented
print(A() + 1, A() + B(), 5 + B(), B() == B(), B() == 3)
try:
    A() + "x"
except TypeError:
    print("TypeError")
#: __iadd__ changes in place
class Acc:
    def __init__(self):
        self.items = []
    def __iadd__(self, other):
        self.items.append(other)
        return self
a = Acc()
b = a
a += 1
a += 2
print(a.items, a is b)
#: __radd__ and sum
class N:
    def __init__(self, n):
        self.n = n
    def __add__(self, other):
        return N(self.n + (other.n if isinstance(other, N) else other))
    __radd__ = __add__
print(sum([N(1), N(2), N(3)]).n, (5 + N(1)).n)
#: __repr__ and __str__
class A:
    def __repr__(self):
        return "A()"
class B(A):
    def __str__(self):
        return "a B"
print(A(), B(), [A(), B()], str(A()), repr(B()), f"{B()} {B()!r} {B()!s}", "%s %r" % (B(), B()))
print("{} {!r}".format(B(), B()), (B(),), {1: B()})
#: __format__
class Money:
    def __init__(self, n):
        self.n = n
    def __format__(self, spec):
        return f"${self.n:{spec or '.1f'}}"
print(f"{Money(2.5)} {Money(2.5):.3f}", "{:.2f}".format(Money(1)), format(Money(3), ".0f"))
#: __contains__
class Even:
    def __contains__(self, x):
        return x % 2 == 0
print(4 in Even(), 5 in Even(), 5 not in Even())
#: __bool__ and __len__ as truth
class A:
    def __bool__(self):
        return False
class B:
    def __len__(self):
        return 0
class C:
    pass
print(bool(A()), bool(B()), bool(C()), not A(), "yes" if B() else "no", A() or 3, [x for x in (A(), C()) if x] != [])
#: __getitem__ with tuples, slices and strings
class G:
    def __getitem__(self, key):
        return key
g = G()
print(g[1], g[1, 2], g["a"], g[1:2], g[::2], g[1:, "b"], g[None])
s = g[2:10:3]
print(s.start, s.stop, s.step)
#: __setitem__ and __delitem__
class D:
    def __init__(self):
        self.log = []
    def __getitem__(self, key):
        return 10
    def __setitem__(self, key, value):
        self.log.append(("set", key, value))
    def __delitem__(self, key):
        self.log.append(("del", key))
d = D()
d["a"] = 1
d[0, 1] = 2
d["n"] += 5
del d["a"]
print(d.log)
#: __getattr__ for what is missing
class Lazy:
    def __init__(self):
        self.real = 1
    def __getattr__(self, name):
        if name.startswith("x_"):
            return name[2:]
        raise AttributeError(name)
l = Lazy()
print(l.real, l.x_abc, hasattr(l, "y"), hasattr(l, "x_y"), getattr(l, "z", "default"))
try:
    l.other
except AttributeError as e:
    print("missing", e)
#: __setattr__ watches assignments
class Watch:
    def __init__(self):
        self.a = 1
    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)
w = Watch()
w.b = 2
w.a += 1
print(w.a, w.b)
#: __enter__ and __exit__
class Log:
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        print("enter", self.name)
        return self
    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind is None, value)
        return kind is ValueError
with Log("a") as a, Log("b"):
    print("in", a.name)
with Log("c"):
    raise ValueError("swallowed")
print("after")
try:
    with Log("d"):
        raise KeyError("k")
except KeyError:
    print("passed on")
def f():
    for i in range(3):
        with Log(i):
            if i == 0:
                continue
            return i
print(f())
#: __hash__ with __eq__
class K:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __hash__(self):
        return hash(self.n)
d = {K(1): "one"}
d[K(1)] = "uno"
print(len(d), d[K(1)], len({K(1), K(2), K(1)}), K(2) in d)
#: methods are values
class A:
    def __init__(self, n):
        self.n = n
    def add(self, k):
        return self.n + k
f = A(10).add
g = A.add
print(f(1), g(A(5), 2), list(map(A(1).add, [1, 2])), f.__self__.n, f.__name__)
#: a function as a class attribute and as an object's
class A:
    f = lambda self, x: (self.n, x)
a = A()
a.n = 1
a.g = lambda x: x * 2
print(a.f(3), a.g(4))
#: an instance attribute hides a method
class A:
    def f(self):
        return "method"
a = A()
a.f = lambda: "own"
print(a.f(), A().f())
del a.f
print(a.f())
#: methods added to the class later
class A:
    pass
a = A()
def hello(self, name):
    return "hello " + name
A.hello = hello
print(a.hello("x"), A().hello("y"))
A.hello = lambda self, name: "bye " + name
print(a.hello("x"))
#: nested classes
class Outer:
    class Inner:
        value = 5
        def f(self):
            return "inner"
    def make(self):
        return self.Inner()
print(Outer.Inner.value, Outer().make().f(), Outer.Inner().f())
#: a class in a function sees the function's variables
def make(n):
    class A:
        k = n
        def f(self):
            return n * 10
    return A
print(make(1)().f(), make(2).k, make(1) is make(1))
#: the body of a class runs once, in order
class A:
    x = 1
    y = x + 1
    print("body", x, y)
    for i in range(3):
        z = i
    if y > 1:
        def f(self):
            return self.z
    names = [c for c in "ab"]
print(A.z, A().f(), A.names, A.i)
#: functions do not see the names of a class's body
x = "global"
class A:
    x = "class"
    def f(self):
        return x
    y = x
print(A().f(), A.y)
#: a name of the body that is also a global
n = 5
class A:
    n = n + 1
    m = n
print(n, A.n, A.m)
#: comprehensions in a class body
class A:
    n = 3
    items = [i for i in range(n)]
print(A.items)
#: isinstance with tuples and builtins
class A: pass
class B(A): pass
print(isinstance(B(), (int, A)), isinstance(3, (str, int)), isinstance(True, int), isinstance("a", str), isinstance([], (tuple, dict)), isinstance({}, dict), isinstance(1.0, float), isinstance(None, type(None)))
#: type and __class__
class A: pass
a = A()
print(type(a) is A, a.__class__ is A, type(a).__name__, a.__class__.__name__, A.__name__, type(a) == A)
print(type(3).__name__, type("").__name__, type([]).__name__, type(3) == int, type(3.0) is float, type(None).__name__, type(True) == int)
print(type(3), type("a"), type([1]), type({}), type(()), type(1.5), type(True))
#: __dict__, vars, getattr, setattr, delattr
class A:
    def __init__(self):
        self.a, self.b = 1, 2
x = A()
print(x.__dict__, vars(x))
setattr(x, "c", 3)
delattr(x, "a")
print(getattr(x, "c"), sorted(vars(x)), getattr(x, "zz", None), x.__dict__["b"])
#: deleting attributes
class A: pass
a = A()
a.x = 1
del a.x
try:
    a.x
except AttributeError:
    print("gone")
try:
    del a.x
except AttributeError:
    print("still gone")
#: __doc__ and empty classes
class Empty:
    """A class with words."""
class Nothing: ...
print(Empty() is not None, Nothing().__class__.__name__)
#: objects refer to each other
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next
head = None
for i in range(4):
    head = Node(i, head)
node, seen = head, []
while node is not None:
    seen.append(node.value)
    node = node.next
print(seen)
#: a method that returns self chains
class B:
    def __init__(self):
        self.parts = []
    def add(self, x):
        self.parts.append(x)
        return self
print(B().add(1).add(2).add(3).parts)
#: keyword arguments and defaults of methods
class A:
    def f(self, a, b=2, *args, c, d=4, **kw):
        return a, b, args, c, d, kw
print(A().f(1, c=3), A().f(1, 2, 3, 4, c=5, e=6), A().f(b=1, a=0, c=9))
#: a mutable default is made once
class A:
    def f(self, x, to=[]):
        to.append(x)
        return to
print(A().f(1), A().f(2), A().f(3, []))
#: recursion through methods
class Tree:
    def __init__(self, value, *children):
        self.value, self.children = value, children
    def total(self):
        return self.value + sum(c.total() for c in self.children)
    def depth(self):
        return 1 + max((c.depth() for c in self.children), default=0)
t = Tree(1, Tree(2, Tree(3)), Tree(4))
print(t.total(), t.depth())
#: comparison methods give what they give
class A:
    def __lt__(self, other):
        return "lt"
    def __eq__(self, other):
        return "eq"
    def __ge__(self, other):
        return "ge"
print(A() < 1, A() == 1, A() >= 1, 1 > A(), 1 <= A(), 1 == A())
#: the rest of the operators
class A:
    def __truediv__(self, o): return "truediv"
    def __floordiv__(self, o): return "floordiv"
    def __mod__(self, o): return "mod"
    def __pow__(self, o): return "pow"
    def __matmul__(self, o): return "matmul"
    def __and__(self, o): return "and"
    def __or__(self, o): return "or"
    def __xor__(self, o): return "xor"
    def __lshift__(self, o): return "lshift"
    def __rshift__(self, o): return "rshift"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __rtruediv__(self, o): return "rtruediv"
    def __rpow__(self, o): return "rpow"
a = A()
print(a / 1, a // 1, a % 1, a ** 1, a @ 1, a & 1, a | 1, a ^ 1, a << 1, a >> 1, +a, ~a, 1 / a, 2 ** a)
#: numbers of a class
class N:
    def __int__(self): return 3
    def __float__(self): return 2.5
    def __index__(self): return 1
    def __round__(self, n=None): return "round"
print(int(N()), float(N()), [10, 20][N()], round(N()), list(range(N())))
#: a class attribute that is an object of the class
class Color:
    def __init__(self, name):
        self.name = name
Color.RED = Color("red")
print(Color.RED.name, Color.RED.RED.name)
#: private names are ordinary here as long as the class itself uses them
class A:
    def __init__(self):
        self.__x = 3
        self._y = 4
    def get(self):
        return self.__x + self._y
print(A().get())
#: an initializer of the base that calls an overridden method
class Base:
    def __init__(self):
        self.kind = self.name()
    def name(self):
        return "base"
class Derived(Base):
    def name(self):
        return "derived"
print(Base().kind, Derived().kind)
#: __slots__ and annotations are read past
class A:
    __slots__ = ("x",)
    x: int
    y: int = 3
    def f(self, a: int, b: "str" = "b") -> list:
        z: float = 1.5
        return [a, b, z]
a = A()
a.x = 1
print(a.x, A.y, a.f(2))
#: a new style of new
class A(object):
    def __new__(cls, *args):
        made = super().__new__(cls)
        made.tag = "made"
        return made
    def __init__(self, n):
        self.n = n
print(A(3).n, A(4).tag)
#: objects as defaults of dict.get and in sets
class A: pass
a, b = A(), A()
s = {a, b, a}
print(len(s), a in s, A() in s, {}.get("x", a) is a)
#: __init_subclass__ is not needed for a registry
registry = {}
def register(cls_name):
    def wrap(f):
        registry[cls_name] = f
        return f
    return wrap
class Model:
    @staticmethod
    @register("relu")
    def relu(x):
        return max(x, 0)
print(registry["relu"](-3), Model.relu(4))
#: errors of calls of a class
class A:
    def __init__(self, x):
        self.x = x
class B: pass
for make in (lambda: A(), lambda: A(1, 2), lambda: A(y=1), lambda: B(1), lambda: A(1)(2), lambda: B().f(), lambda: B()[0], lambda: len(B()), lambda: B() + 1, lambda: B() < B(), lambda: iter(B())):
    try:
        make()
        print("no error")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__)
#: a number of the class, read again and again
class A:
    k = 1
    name = "a"

    def get(self):
        return self.k, self.k + 1, self.name


class B(A):
    pass


class D(dict):
    k = 4

    def get_k(self):
        return self.k


a, b = A(), B()
for step in range(9):
    print(step, a.get(), b.get())
    if step == 0:
        A.k = 2
    elif step == 1:
        a.k = 5
    elif step == 2:
        del a.k
    elif step == 3:
        B.k = 7.5
    elif step == 4:
        B.name = property(lambda self: "from a property")
    elif step == 5:
        del B.k
    elif step == 6:
        A.k = True
    elif step == 7:
        b.__class__.k = len("text")
d, e = D(), D()
print(d.get_k(), e.get_k())
e.__dict__ = e
e["k"] = 9
print(d.get_k(), e.get_k())
