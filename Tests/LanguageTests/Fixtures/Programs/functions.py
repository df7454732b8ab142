#: arguments by position, by name, by default
def f(a, b=2, c=3):
    return a, b, c
print(f(1), f(1, 5), f(1, c=9), f(c=1, a=2, b=3), f(*[1, 2]), f(**{"a": 1, "c": 4}), f(1, *[2], **{"c": 3}))
#: star args and keyword args
def f(*args, **kwargs):
    return args, kwargs
print(f(), f(1, 2), f(a=1, b=2), f(1, *[2, 3], x=1, **{"y": 2}), f(*range(3), *"ab"))
#: keyword-only and positional-only
def f(a, /, b, *, c, d=4):
    return a, b, c, d
print(f(1, 2, c=3), f(1, b=2, c=3, d=5))
try:
    f(1, 2, 3)
except TypeError:
    print("TypeError")
try:
    f(1, 2)
except TypeError:
    print("TypeError")
#: star between positional and keyword arguments
def f(first, *rest, last=None):
    return first, rest, last
print(f(1), f(1, 2, 3), f(1, last=2), f(*[1, 2], 3, last=4))
#: errors of calls
def f(a, b=1):
    return a
for call in (lambda: f(), lambda: f(1, 2, 3), lambda: f(1, a=2), lambda: f(1, c=2), lambda: f(*3), lambda: f(**[1]), lambda: f(b=1)):
    try:
        call()
    except TypeError:
        print("TypeError", end=" ")
print()
#: arguments are evaluated from left to right
log = []
def t(x):
    log.append(x)
    return x
def f(*args, **kw):
    return 0
f(t(1), t(2), *[t(3)], k=t(4), **{"z": t(5)})
print(log)
#: defaults are evaluated once, at the definition
n = 5
def f(x=n, items=[]):
    items.append(x)
    return items
n = 6
print(f(), f(), f(1, []))
#: star targets
a, *b = [1, 2, 3]
*c, d = "xyz"
e, *f, g = range(2)
(h, *i), j = [1, 2, 3], 4
[k, l] = (5, 6)
print(a, b, c, d, e, f, g, h, i, j, k, l)
for x, *y in [(1, 2, 3), (4,)]:
    print(x, y)
#: swapping and chained assignment
a, b = 1, 2
a, b = b, a
x = y = []
x.append(1)
print(a, b, y, x is y)
i = 0
l = [0, 0, 0]
i, l[i] = 1, 5
print(i, l)
#: star in displays
a = [1, 2]
print([*a, 3, *a], (*a, *"xy"), {*a, 2, 5} == {1, 2, 5}, {**{"a": 1}, "b": 2, **{"a": 3}}, [*range(3), *{4: 5}], *a)
#: closures and nonlocal
def counter():
    n = 0
    def up(k=1):
        nonlocal n
        n += k
        return n
    return up
c, d = counter(), counter()
print(c(), c(), d(), c(5))
#: global
total = 0
def add(x):
    global total, made
    total += x
    made = True
add(3)
add(4)
print(total, made)
#: closures in loops share the variable
fs = []
for i in range(3):
    fs.append(lambda: i)
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
def make():
    result = []
    for k in range(3):
        def f():
            return k
        result.append(f)
    return result
print([f() for f in make()])
#: a closure sees later changes
def f():
    x = 1
    def g():
        return x
    x = 2
    return g()
print(f())
#: nonlocal through two levels
def a():
    x = 1
    def b():
        def c():
            nonlocal x
            x += 10
            return x
        return c() + x
    return b(), x
print(a())
#: shadowing of parameters and globals
x = "global"
def f(x):
    x = x + "!"
    return x
def g():
    x = "local"
    def h():
        return x
    return h()
print(f("a"), g(), x)
#: decorators
def twice(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs) * 2
    return wrapper
def add(n):
    def decorate(f):
        def wrapper(*args):
            return f(*args) + n
        return wrapper
    return decorate
@twice
@add(10)
def f(x):
    return x
@add(1)
@twice
def g(x):
    return x
print(f(1), g(1))
#: recursion and mutual recursion
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
def even(n):
    return True if n == 0 else odd(n - 1)
def odd(n):
    return False if n == 0 else even(n - 1)
print(fact(10), even(10), odd(7), even(7))
#: a function is defined again
def f():
    return 1
def g():
    return f()
print(g())
def f():
    return 2
print(g())
#: lambdas
print((lambda: 1)(), (lambda x, y=2: x + y)(1), (lambda *a: a)(1, 2), (lambda **k: k)(a=1), (lambda x: lambda y: x + y)(1)(2))
print(sorted([3, 1, 2], key=lambda x: -x), list(map(lambda x, y: x * y, [1, 2], [3, 4])), list(filter(lambda x: x % 2, range(5))))
#: functions have names and are compared by identity
def f(): pass
g = f
print(f.__name__, g is f, f == g, (lambda: 0).__name__, f == (lambda: 0))
#: return without a value
def f():
    return
def g():
    pass
print(f(), g(), f() is None)
#: conditional expressions and short circuits
def t(x):
    print("t", x)
    return x
print(t(0) or t(2), t(1) and t(3), not t(0), t(1) if t(0) else t(5), None or [] or "x", 1 and "" and 2)
#: chained comparisons
def t(x):
    print("t", x, end=" ")
    return x
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 == 2 != 1)
print(t(1) < t(2) < t(3), t(3) < t(2) < t(1))
print(1 in [1] == True, 1 is 1 is 1, "a" < "b" in ["b"])
#: walrus
if (n := 10) > 5:
    print(n)
while (n := n - 4) > 0:
    print(n)
print([y := 3, y * 2], y, (z := 5) + z)
print([last := x for x in range(4)], last)
data = [1, 2, 3]
if any((bad := x) > 2 for x in data):
    print("bad", bad)
def f():
    if (k := 3) and k > 2:
        return k
print(f())
#: annotations are notes
def f(x: int, y: "list[int]" = None, *args: str, **kw: dict) -> str:
    z: int = x
    w: float
    return z
a: int = 3
b: "anything" = a
print(f(1), a, b)
#: docstrings
def f():
    """Says nothing."""
    return 1
class C:
    "Words."
    def m(self):
        '''More
        words.'''
        return 2
print(f(), C().m())
#: main
def main():
    print("in main")
if __name__ == "__main__":
    main()
print(__name__)
#: pass, ellipsis, semicolons
def f(): ...
def g(): pass
if True: x = 1; y = 2
for i in range(2): x += i
print(f(), g(), x, y, ...)
#: line continuation
total = 1 + \
    2
items = [
    1,
    2,  # a comment
]
print(total, items, (1 +
    2))
#: del of names and items
x = 1
del x
try:
    x
except NameError:
    print("gone")
l = [0, 1, 2, 3, 4, 5]
del l[0], l[-1]
print(l)
del l[1:3]
print(l)
d = {"a": 1, "b": 2}
del d["a"]
print(d)
a, b = 1, 2
del a, b
print("deleted")
l = list(range(10))
del l[::2]
print(l)
#: augmented assignments
a = 5
a += 1; a -= 2; a *= 3; a //= 2; a **= 2; a %= 7; a <<= 3; a >>= 1; a |= 3; a &= 14
print(a)
l = [1]
m = l
l += [2]
l *= 2
print(l, m is l)
t = (1,)
u = t
t += (2,)
print(t, u)
s = "a"
s += "b"
s *= 2
print(s)
d = {"n": 1}
d["n"] += 4
d["n"] /= 2
print(d)
x = [1, 2, 3]
x[1] += 10
x[-1] *= 3
print(x)
#: for with else, while with else
for i in range(3):
    pass
else:
    print("no break", i)
for i in range(3):
    if i == 1:
        break
else:
    print("wrong")
n = 3
while n:
    n -= 1
else:
    print("done", n)
while True:
    break
else:
    print("wrong")
#: loops over changing lists
l = [1, 2, 3]
for x in l:
    if x < 3:
        l.append(x + 10)
    if len(l) > 6:
        break
print(l)
#: nested loops, break and continue
out = []
for i in range(4):
    if i == 2:
        continue
    for j in range(4):
        if j == i:
            break
        out.append((i, j))
print(out)
#: loop targets of all kinds
class A: pass
a = A()
d = {}
for a.x in range(3):
    pass
for d["k"] in "ab":
    pass
for i, (j, k) in [(1, (2, 3)), (4, [5, 6])]:
    print(i, j, k)
print(a.x, d)
#: loop variables stay
for i in range(3):
    pass
print(i)
for i in []:
    pass
print(i)
#: with several things at once
class C:
    def __init__(self, n): self.n = n
    def __enter__(self): return self.n
    def __exit__(self, *a): print("exit", self.n)
with C(1) as a, C(2) as b:
    print(a, b)
with (C(3) as a, C(4)):
    print(a)
with C((5, 6)) as (x, y):
    print(x, y)
#: functions in containers
ops = {"add": lambda a, b: a + b, "mul": lambda a, b: a * b}
print(ops["add"](2, 3), ops["mul"](2, 3), [f(2) for f in (abs, str, float)], [len, max][1]([1, 5]))
#: passing functions as arguments with names
def apply(f, *args, **kwargs):
    return f(*args, **kwargs)
print(apply(sorted, [3, 1], reverse=True), apply(max, 1, 5), apply(print, "a", "b", sep="-"), apply(dict, a=1))
#: generator functions' work by iterators of comprehensions
def pairs(items):
    return ((i, x) for i, x in enumerate(items))
print(list(pairs("ab")), dict(pairs("xy")), sum(i for i, _ in pairs("abc")))
#: a global read before a local of a nested function is bound
def outer():
    def inner():
        return later
    later = "late"
    return inner()
print(outer())
#: unpacking errors
for code in (lambda: [None for a, b in [(1, 2, 3)]], lambda: [None for a, b in [(1,)]], lambda: [None for a, b in [3]]):
    try:
        code()
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
try:
    a, b = 1, 2, 3
except ValueError as e:
    print("ValueError")
try:
    a, *b, c = [1]
except ValueError as e:
    print("ValueError")
#: where a function ends
def sign(x):
    if x > 0:
        return 1
    elif x < 0:
        return -1
    return 0


def last(x):
    if x > 2:
        y = x
    elif x == 2:
        return
    else:
        return "few"


def after(x):
    """Goes on behind an `if` that does not always return."""
    if x:
        if x > 1:
            return "more"
        x += 10
    else:
        x = 5
    for i in range(3):
        if i == x:
            return "found"
    while x > 11:
        return "above"
    try:
        if x == 11:
            return "tried"
    finally:
        x = 0
    return x


def nothing():
    pass


def chain(x):
    if x == 0: return "zero"
    if x == 1: return "one"
    if x == 2:
        def inner():
            return x * 2
        return inner()
    if x == 3: return [k for k in range(x)]
    if x == 4: return (yield_ for yield_ in [x])
    with open_nothing() as n:
        if x == 5:
            return n
    return lambda: x


class open_nothing:
    def __enter__(self):
        return "entered"

    def __exit__(self, *error):
        print("left")


print([sign(x) for x in (-3, 0, 4)], [last(x) for x in (1, 2, 3)], [after(x) for x in (0, 1, 2, None, 12)], nothing())
print([chain(x) for x in (0, 1, 2, 3, 5)], list(chain(4)), chain(6)())
def squares(x):
    if x == 0: return 0
    if x == 1: return 1
    if x == 2: return 4
    if x == 3: return 9
    if x == 4: return 16
    if x == 5: return 25
    if x == 6: return 36
    if x == 7: return 49
    if x == 8: return 64
    if x == 9: return 81
    if x == 10: return 100
    if x == 11: return 121
    if x == 12: return 144
    if x == 13: return 169
    if x == 14: return 196
    if x == 15: return 225
    if x == 16: return 256
    if x == 17: return 289
    if x == 18: return 324
    if x == 19: return 361
    if x == 20: return 400
    if x == 21: return 441
    if x == 22: return 484
    if x == 23: return 529
    if x == 24: return 576
    if x == 25: return 625
    if x == 26: return 676
    if x == 27: return 729
    if x == 28: return 784
    if x == 29: return 841
    if x == 30: return 900
    if x == 31: return 961
    if x == 32: return 1024
    if x == 33: return 1089
    if x == 34: return 1156
    if x == 35: return 1225
    if x == 36: return 1296
    if x == 37: return 1369
    if x == 38: return 1444
    if x == 39: return 1521
    return -1


print([squares(x) for x in range(42)])


def deep(x):
    if x == 0:
        return "end"
    else:
        if x % 2:
            return deep(x - 1)
        else:
            if x % 3:
                return deep(x - 1)
            else:
                return deep(x - 2)


print(deep(30), deep(31))
