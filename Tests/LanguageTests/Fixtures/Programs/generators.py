#: a function that yields
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
print(list(count(4)), sum(count(5)), max(count(3)), sorted(count(3), reverse=True), tuple(count(2)), [x for x in count(3)])
for x in count(2):
    print(x)
#: nothing runs before the first value is asked for
def f():
    print("begun")
    yield 1
    print("gone on")
    yield 2
    print("ended")
g = f()
print("made")
print(next(g))
print(next(g))
print(next(g, "none"), next(g, "none"))
#: the end of a generator is a StopIteration, again and again
def f():
    yield 1
g = f()
print(next(g))
for i in range(2):
    try:
        next(g)
    except StopIteration as e:
        print("StopIteration", e.args, e.value)
print(list(g), [*g], list(f()))
#: the arguments are checked at the call
def f(a, b=2, *rest, key=3):
    yield a, b, rest, key
try:
    f()
except TypeError:
    print("TypeError")
print(list(f(1)), list(f(1, 5, 6, 7, key=8)))
#: batches, the last of which is smaller
def batches_of(x, n):
    for i in range(0, len(x), n):
        yield x[i:i + n]
print(list(batches_of(list(range(7)), 3)), list(batches_of("abcdef", 4)), list(batches_of([], 3)))
#: going through a list for ever
def cycle(loader):
    while True:
        for x in loader:
            yield x
it = cycle([1, 2, 3])
print([next(it) for _ in range(8)])
for i, x in zip(range(5), cycle("ab")):
    print(i, x, end=" ")
print()
#: enumerate, zip, map, filter, any, all, in, unpacking
def f():
    yield 3
    yield 1
    yield 2
print(list(enumerate(f())), list(zip(f(), f())), list(map(lambda x: 2 * x, f())), list(filter(lambda x: x > 1, f())))
print(any(f()), all(f()), 1 in f(), 7 in f(), dict(enumerate(f())), set(f()) == {1, 2, 3}, min(f()), ",".join(str(x) for x in f()))
a, b, c = f()
d, *e = f()
print(a, b, c, d, e, [*f(), *f()], max(*f()))
try:
    a, b = f()
except ValueError:
    print("ValueError")
#: what is left of a generator
def f():
    yield from range(6)
g = f()
print(next(g), 2 in g, list(g), list(g))
g = f()
for x in g:
    if x == 2:
        break
print(list(g))
#: iter of a generator is itself
def f():
    yield 1
g = f()
print(iter(g) is g, g == g, g is f(), bool(g), callable(g), type(g).__name__, g.__name__)
print(hasattr(g, "send"), hasattr(g, "__next__"), hasattr(g, "nothing"), next(iter(g)))
#: two generators of one function
def f(n):
    x = n
    while True:
        x = x * 2
        yield x
a, b = f(1), f(10)
print(next(a), next(b), next(a), next(b), next(a))
#: if, elif, else
def f(xs):
    for x in xs:
        if x < 0:
            yield "negative"
        elif x == 0:
            yield "zero"
            yield "still zero"
        else:
            y = x * 10
            yield y
            y += 1
            yield y
print(list(f([-1, 0, 2])))
#: break, continue, else of loops
def f():
    for i in range(10):
        if i % 2:
            continue
        if i == 6:
            break
        yield i
    else:
        yield "not reached"
    for i in range(2):
        yield i
    else:
        yield "for else"
        yield "more"
    n = 0
    while n < 5:
        n += 1
        if n == 2:
            continue
        if n == 4:
            break
        yield n
    else:
        yield "not reached"
    while n < 6:
        n += 1
        yield n
    else:
        yield "while else"
    yield "end"
print(list(f()))
#: loops in loops
def pairs(n):
    for i in range(n):
        for j in range(i):
            k = 0
            while k < j:
                yield i, j, k
                k += 1
            if j == 2:
                yield "two"
                break
        yield i
print(list(pairs(5)))
#: return ends a generator, its value is the error's
def f(n):
    for i in range(10):
        if i == n:
            return "done"
        yield i
    return
g = f(2)
print(next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print(repr(e.value), e.args)
print(list(f(3)), list(f(0)), list(f(20)))
#: a generator that yields nothing
def f():
    return
    yield
def g():
    if False:
        yield 1
print(list(f()), list(g()), next(f(), None))
#: yield without a value
def f():
    yield
    x = yield
    print("got", x)
    yield ()
    yield 1,
    yield 1, 2
print(list(f()))
#: send
def average():
    total, count, mean = 0, 0, None
    while True:
        x = yield mean
        if x is None:
            return total
        total += x
        count += 1
        mean = total / count
g = average()
print(next(g), g.send(10), g.send(20), g.send(3))
try:
    g.send(None)
except StopIteration as e:
    print("total", e.value)
#: send to a generator that has not begun, or has ended
def f():
    x = yield 1
    print("x", x)
    y = (yield 2)
    print("y", y)
g = f()
try:
    g.send(5)
except TypeError as e:
    print("TypeError")
print(g.send(None), g.send("a"))
try:
    g.send("b")
except StopIteration:
    print("StopIteration")
try:
    g.send("c")
except StopIteration:
    print("StopIteration")
#: what is sent goes to any target
class A:
    pass
def f(d, a):
    d["k"] = yield 1
    a.x = yield 2
    p, (q, *r) = yield 3
    print(d, a.x, p, q, r)
    s = t = yield 4
    print(s, t)
    u: int = yield 5
    print(u)
    return (yield 6)
g = f({}, A())
print(next(g), g.send("v"), g.send("w"), g.send((1, (2, 3, 4))), g.send("x"), g.send("y"))
try:
    g.send("z")
except StopIteration as e:
    print(e.value)
#: an error ends a generator
def f():
    yield 1
    1 / 0
    yield 2
g = f()
print(next(g))
try:
    next(g)
except ZeroDivisionError:
    print("ZeroDivisionError")
print(next(g, "ended"))
total = 0
try:
    for x in f():
        total += x
except ZeroDivisionError:
    print("loop", total)
#: yield in try, except, else, finally
def f(fails):
    try:
        yield "try"
        if fails:
            raise ValueError("bad")
        yield "went well"
    except ValueError as e:
        yield f"except {e}"
        yield "more"
    else:
        yield "else"
    finally:
        yield "finally"
        print("cleaned")
    yield "behind"
print(list(f(False)))
print(list(f(True)))
#: the error in except is the same after a yield
def f():
    try:
        raise KeyError("k")
    except KeyError as e:
        yield 1
        print(repr(e))
        try:
            raise
        except KeyError as again:
            yield 2
            print(again is e)
        raise
g = f()
print(next(g))
try:
    1 / 0
except ZeroDivisionError:
    print(next(g))
try:
    next(g)
except KeyError as e:
    print("KeyError", e)
#: finally of a return, of an error, of a break
def f(way):
    for i in range(3):
        try:
            yield i
            if way == "return":
                return "r"
            if way == "error":
                raise RuntimeError("e")
            if way == "break":
                break
            if way == "continue":
                continue
            yield "on"
        finally:
            print("finally", way, i)
            yield "in finally"
for way in ("return", "break", "continue", "none"):
    print(list(f(way)))
g = f("error")
print(next(g), next(g))
try:
    next(g)
except RuntimeError as e:
    print(e)
#: an error before and within nested try
def f():
    try:
        try:
            yield 1
            raise ValueError(1)
        finally:
            yield 2
    except ValueError:
        yield 3
    try:
        yield 4
        [][0]
    except (KeyError, IndexError) as e:
        print(type(e).__name__)
        yield 5
print(list(f()))
#: close runs finally and ends it
def f():
    try:
        yield 1
        yield 2
    finally:
        print("closed")
g = f()
print(next(g))
print(g.close())
print(list(g), g.close())
h = f()
h.close()
print(next(h, "never begun"))
#: close and GeneratorExit
def f():
    try:
        yield 1
    except GeneratorExit:
        print("exit")
        raise
def g():
    try:
        yield 1
    except GeneratorExit:
        return
def h():
    for i in range(2):
        try:
            yield 1
        except GeneratorExit:
            pass
def k():
    try:
        yield 1
    except Exception:
        print("no Exception")
    finally:
        print("finally")
for make in (f, g, k):
    x = make()
    next(x)
    print(x.close())
x = h()
next(x)
try:
    x.close()
except RuntimeError:
    print("RuntimeError")
#: throw
def f():
    while True:
        try:
            x = yield 1
            print("sent", x)
        except ValueError as e:
            print("caught", e)
            yield "after"
g = f()
print(next(g), g.throw(ValueError("v")), next(g), g.send(5))
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("KeyError", e)
print(list(g))
n = f()
try:
    n.throw(ValueError("early"))
except ValueError as e:
    print(e, list(n))
#: a loop that is left closes its generator
def f():
    try:
        yield 1
        yield 2
    finally:
        print("closed")
for x in f():
    print(x)
    break
print("behind")
def first():
    for x in f():
        return x
print(first())
try:
    for x in f():
        raise ValueError
except ValueError:
    print("error")
g = f()
for x in g:
    break
print("still open", next(g))
for x in g:
    print("not reached")
#: a generator that goes through a generator which it leaves
def inner():
    try:
        yield 1
        yield 2
    finally:
        print("inner closed")
def outer():
    for x in inner():
        yield x
        break
    print("outer goes on")
    for x in inner():
        yield x
print(list(outer()))
#: with
class Scope:
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        print("enter", self.name)
        return self
    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind.__name__ if kind else None)
        return kind is KeyError
def f(way):
    with Scope("a") as a, Scope("b"):
        yield a.name
        if way == "value":
            raise ValueError
        if way == "key":
            raise KeyError
        if way == "return":
            return
        yield "on"
    yield "behind"
for way in ("none", "key", "return"):
    print(list(f(way)))
try:
    list(f("value"))
except ValueError:
    print("ValueError")
g = f("none")
next(g)
g.close()
#: yield from
def f():
    yield 0
    yield from [1, 2]
    yield from (x * x for x in range(3))
    yield from "ab"
    yield from {"k": 1}
    yield from range(2)
    yield from ()
print(list(f()))
#: yield from a generator gives its return value
def inner(n):
    for i in range(n):
        yield i
    return n * 10
def outer():
    a = yield from inner(2)
    b = yield from inner(0)
    c = yield from [7]
    yield a, b, c
    return (yield from inner(1))
g = outer()
print([next(g) for _ in range(5)])
try:
    next(g)
except StopIteration as e:
    print(e.value)
#: yield from passes on what is sent, thrown and closed
def inner():
    try:
        while True:
            try:
                x = yield
                print("inner got", x)
            except ValueError as e:
                print("inner caught", e)
                yield "handled"
    finally:
        print("inner closed")
def outer():
    yield "begin"
    yield from inner()
g = outer()
print(next(g), next(g), g.send(1), g.throw(ValueError("v")), next(g))
g.close()
g = outer()
next(g), next(g)
try:
    g.throw(KeyError("k"))
except KeyError:
    print("KeyError")
def plain():
    yield from [1, 2, 3]
g = plain()
next(g)
try:
    g.throw(ValueError("to a list"))
except ValueError as e:
    print(e)
g = plain()
next(g)
try:
    g.send(3)
except AttributeError:
    print("AttributeError")
#: a tree, recursively
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            for x in self.right:
                yield x
tree = Node(4, Node(2, Node(1), Node(3)), Node(6, Node(5)))
print(list(tree), sum(tree), 5 in tree, max(tree))
def flatten(x):
    if isinstance(x, list):
        for item in x:
            yield from flatten(item)
    else:
        yield x
print(list(flatten([1, [2, [3, [4]], 5], [[]], 6])))
def permutations(items):
    if not items:
        yield []
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [items[i]] + rest
print(list(permutations([1, 2, 3])))
#: methods that yield
class Loader:
    def __init__(self, data, size):
        self.data, self.size = data, size
        self.epochs = 0
    def __iter__(self):
        self.epochs += 1
        for i in range(0, len(self.data), self.size):
            yield self.data[i:i + self.size]
    def __len__(self):
        return (len(self.data) + self.size - 1) // self.size
    def named(self, name, value=1):
        yield name
        self.name = value
        yield self.name
    @classmethod
    def of(cls, *sizes):
        for size in sizes:
            yield cls(list(range(size)), 2)
    @staticmethod
    def ones(n):
        for _ in range(n):
            yield 1
    @property
    def pairs(self):
        for x in self.data:
            yield x, x
loader = Loader(list(range(5)), 2)
for epoch in range(2):
    for i, batch in enumerate(loader):
        print(epoch, i, batch)
print(len(loader), loader.epochs, list(loader.named("n", value=3)), loader.name, [len(l) for l in Loader.of(1, 5)])
print(list(Loader.ones(3)), list(loader.pairs)[:2], next(iter(loader)), dict(loader.pairs))
#: super in a method that yields
class A:
    def items(self):
        yield 1
        yield 2
class B(A):
    def items(self):
        yield 0
        yield from super().items()
        for x in super().items():
            yield x * 10
print(list(B().items()))
#: closures and nested functions
def outer(n):
    total = 0
    def add(x):
        nonlocal total
        total += x
        return total
    for i in range(n):
        yield add(i)
    yield lambda: total
    def inner():
        yield total
        yield total * 2
    yield from inner()
values = list(outer(4))
print(values[:4], values[4](), values[5:])
def makers():
    for i in range(3):
        yield lambda: i
print([f() for f in makers()], [f() for f in list(makers())])
def counter():
    n = 0
    def bump():
        nonlocal n
        n += 1
    while True:
        yield n, bump
g = counter()
n, bump = next(g)
bump()
bump()
print(n, next(g)[0])
#: a function made by a generator outlives it
def f():
    x = [1]
    def g():
        x.append(len(x))
        return x
    yield g
g = next(f())
g()
print(g(), g())
#: comprehensions in a generator, and generators in comprehensions
def f(n):
    for i in range(n):
        yield [j * i for j in range(i)]
        yield sum(j for j in range(i))
print(list(f(4)), {x: y for x, y in zip(range(3), f(2))}, [y for x in f(3) if isinstance(x, list) for y in x])
#: locals are kept, and globals are seen as they are
n = 1
def f():
    a, b = 1, 2
    while True:
        yield a, b, n
        a, b = b, a + b
g = f()
print(next(g), next(g))
n = 5
a = b = 0
print(next(g), next(g))
def h():
    global n
    n += 1
    yield n
    n += 1
    yield n
print(list(h()), n)
#: unbound locals
def f():
    yield 1
    yield x
    x = 3
g = f()
print(next(g))
try:
    next(g)
except UnboundLocalError:
    print("UnboundLocalError")
#: del in a generator
def f():
    x = 5
    yield x
    del x
    try:
        yield x
    except NameError:
        yield "gone"
print(list(f()))
#: a generator that asks itself
def f():
    yield 1
    yield next(g)
g = f()
print(next(g))
try:
    next(g)
except ValueError:
    print("ValueError")
#: StopIteration within a generator
def f():
    yield 1
    next(iter([]))
    yield 2
g = f()
print(next(g))
try:
    next(g)
except RuntimeError as e:
    print("RuntimeError")
def g(it):
    while True:
        try:
            yield next(it)
        except StopIteration:
            return
print(list(g(iter([1, 2]))))
def h():
    raise StopIteration
    yield
try:
    list(h())
except RuntimeError:
    print("RuntimeError")
#: a dict that changes while a generator goes through it
def f(d):
    for k in d:
        yield k
d = {1: 2, 3: 4}
g = f(d)
print(next(g))
d[5] = 6
try:
    next(g)
except RuntimeError:
    print("RuntimeError")
#: a list that grows while a generator goes through it
def f(l):
    for x in l:
        yield x
l = [1]
for x in f(l):
    if x < 5:
        l.append(x + 1)
print(l)
#: the value of return is told once
def f():
    return 1
    yield
g = f()
print(next(g, "end"))
for attempt in range(2):
    try:
        next(g)
    except StopIteration as e:
        print(e.value)
g = f()
for attempt in range(2):
    try:
        next(g)
    except StopIteration as e:
        print(e.value)
#: a generator whose loop fails closes what it went through first
def inner():
    try:
        yield 1
        yield 2
    finally:
        print("inner closed")
def outer():
    for x in inner():
        yield 1 / (x - x)
try:
    next(outer())
except ZeroDivisionError:
    print("outer failed")
#: pipelines
def numbers():
    n = 0
    while True:
        yield n
        n += 1
def take(n, items):
    for i, x in enumerate(items):
        if i == n:
            return
        yield x
def squares(items):
    for x in items:
        yield x * x
def odd(items):
    for x in items:
        if x % 2:
            yield x
print(list(take(5, squares(odd(numbers())))))
def primes():
    found = []
    for n in numbers():
        if n > 1 and all(n % p for p in found):
            found.append(n)
            yield n
print(list(take(10, primes())))
def chunk(items, n):
    rest = []
    for x in items:
        rest.append(x)
        if len(rest) == n:
            yield rest
            rest = []
    if rest:
        yield rest
print(list(chunk(take(7, numbers()), 3)))
#: a decorator above a generator function, and one that yields
def twice(f):
    def wrapped(*args):
        for x in f(*args):
            yield x
            yield x
    return wrapped
@twice
def f(n):
    for i in range(n):
        yield i
print(list(f(3)))
def logged(f):
    def wrapped(*args, **options):
        print("called")
        return f(*args, **options)
    return wrapped
@logged
def g(a, b=1):
    yield a
    yield b
print(list(g(3, b=4)))
#: a coroutine that takes lines
def collector(found):
    while True:
        line = yield
        if "x" in line:
            found.append(line)
found = []
c = collector(found)
next(c)
for line in ["ax", "b", "xc"]:
    c.send(line)
c.close()
print(found)
#: many generators at once
def f(n):
    try:
        for i in range(n):
            yield i
    finally:
        done.append(n)
done = []
gs = [f(3) for _ in range(2000)]
print(sum(next(g) for g in gs), sum(next(g) for g in gs), len(done))
print(sum(len(list(g)) for g in gs), len(done))
#: deep generators
def nest(n):
    if n:
        yield from nest(n - 1)
    yield n
print(sum(nest(100)))
def wrap(items):
    for x in items:
        yield x + 1
g = range(3)
for _ in range(100):
    g = wrap(g)
print(list(g))
#: the value of a statement with yield is what is sent, in the middle of a loop
def f():
    log = []
    for i in range(3):
        x = yield i
        if x:
            log.append((i, x))
            continue
        y = yield -i
        log.append((i, y))
    return log
g = f()
print(next(g), g.send("a"), next(g), g.send("b"), next(g))
try:
    g.send("c")
    g.send("d")
except StopIteration as e:
    print(e.value)
#: annotated generators with a docstring
def f(n: int) -> "Iterator[int]":
    """Counts."""
    i: int = 0
    while i < n:
        yield i
        i += 1
print(list(f(3)))
#: assert and pass in a generator
def f(xs):
    for x in xs:
        assert x > 0, "not positive"
        pass
        yield x
g = f([1, -1])
print(next(g))
try:
    next(g)
except AssertionError as e:
    print(e)
#: a class made in a generator
def f():
    class A:
        x = 1
        def g(self):
            yield self.x
            yield 2
    yield A
    yield from A().g()
print([x if isinstance(x, int) else x.__name__ for x in f()])
#: sum of infinite ones with a break
def f():
    i = 0
    while True:
        i += 1
        yield i
total = 0
for x in f():
    if x > 1000:
        break
    total += x
print(total)
#: yield in the head of nothing but itself
def f(*args, **options):
    for name, value in options.items():
        yield name, value
    yield args
print(list(f(1, 2, a=3, b=4)))
