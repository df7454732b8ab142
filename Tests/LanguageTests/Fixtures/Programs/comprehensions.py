#: lists, sets, dicts, generators
print([x * x for x in range(5)], {x % 3 for x in range(9)} == {0, 1, 2}, {x: x * x for x in range(3)}, list(x for x in "ab"))
#: several clauses and conditions
print([(x, y) for x in range(3) for y in range(x)], [x for x in range(20) if x % 2 if x % 3], [x if x > 1 else -x for x in range(4)])
print([[i * j for j in range(3)] for i in range(3)], [y for row in [[1, 2], [3]] for y in row], {k: [v for v in range(k)] for k in range(3)})
#: the variables are the comprehension's own
x = "outer"
l = [x for x in range(3)]
print(x, l)
def f():
    i = 10
    s = [i for i in range(3)]
    return i, s
print(f())
#: the first iterable is evaluated outside
x = [1, 2, 3]
print([x for x in x], x)
class A:
    items = [1, 2]
    doubled = [i * 2 for i in items]
print(A.doubled)
#: closures of comprehensions
fs = [lambda: x for x in range(3)]
print([f() for f in fs])
fs = [(lambda k: lambda: k)(x) for x in range(3)]
print([f() for f in fs])
#: comprehensions in functions see locals and parameters
def f(n, k=2):
    m = 3
    return [i * n + m for i in range(k) if i < m]
print(f(10))
def g(rows):
    return [[x * k for x in row] for k, row in enumerate(rows)]
print(g([[1, 2], [3]]))
#: generators are lazy and go through once
log = []
def t(x):
    log.append(x)
    return x
g = (t(x) for x in range(5))
print(log, next(g), next(g), log)
print(list(g), list(g), log)
#: generators in calls
print(sum(x * x for x in range(4)), max(len(w) for w in ["a", "bbb"]), any(x > 2 for x in [1, 3]), all(x for x in []), ",".join(str(x) for x in range(3)), sorted((x % 3, x) for x in range(5)), dict((k, 1) for k in "ab"), tuple(x for x in range(2)), set(x for x in "aab") == {"a", "b"})
print(sum((x for x in range(3)), 10), list(zip((x for x in range(2)), "ab")), min((abs(x), x) for x in [-3, 1]))
#: any and all stop early
def t(x):
    print("t", x, end=" ")
    return x
print(any(t(x) for x in [0, 1, 2]), all(t(x) for x in [1, 0, 2]))
#: dict comprehension keeps the last
print({x % 2: x for x in range(5)}, {k: v for k, v in [("a", 1), ("a", 2)]}, {v: k for k, v in {"a": 1}.items()})
#: enumerate, zip, reversed, items inside
print([i + x for i, x in enumerate([10, 20], 1)], [a + b for a, b in zip([1, 2], [3, 4])], [x for x in reversed([1, 2])], [k + str(v) for k, v in {"a": 1}.items()])
#: nested functions in conditions
print([x for x in range(10) if (lambda y: y % 4 == 0)(x)], [f(x) for f in (abs, str) for x in (-1, 2)])
#: star in a loop of a comprehension
print([(a, b) for a, *b in [(1, 2, 3), (4,)]], [a + c for a, (b, c) in [(1, (2, 3))]])
#: a comprehension over a string, a dict, a set, a range with step
print([c for c in "aé"], [k for k in {"x": 1, "y": 2}], sorted([v for v in {3, 1}]), [i for i in range(10, 0, -3)])
#: walrus in a condition
print([y for x in range(5) if (y := x * 2) > 4], y)
#: a generator sees later changes of a variable
n = 1
g = (n * x for x in [1, 2])
n = 10
print(list(g))
#: the first iterable of a generator is evaluated at once
items = [1, 2]
g = (x for x in items)
items = [9]
print(list(g))
try:
    g = (x for x in 3)
except TypeError:
    print("TypeError")
#: conditions before and after several fors
print([(x, y) for x in range(4) if x % 2 for y in range(3) if y != x])
#: a set keeps what is equal once
print(len({1, 1.0, True, "1"}), len({(1, 2), (1, 2)}), {1, 2} == {2, 1}, len(set("hello")))
#: sets
a, b = {1, 2, 3}, {2, 3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= b, {2} < a, a >= {1}, a.isdisjoint({9}), a.union([7]) == {1, 2, 3, 7}, a.issubset({1, 2, 3, 4}))
a.add(5); a.discard(99); a.remove(1); a.update([8], {9})
print(sorted(a), len(a), 5 in a, a.intersection({5, 8}) == {5, 8}, a.difference([5]) == {2, 3, 8, 9}, bool(set()), set())
c = a.copy(); c.clear()
print(len(c), len(a) > 0)
a |= {100}; a &= {100, 5}; a -= {5}; a ^= {1}
print(sorted(a))
s = frozenset([1, 2])
print(s == {1, 2}, {s: "x"}[frozenset([2, 1])], len(s))
#: errors within a comprehension
try:
    [1 / x for x in [1, 0]]
except ZeroDivisionError:
    print("ZeroDivisionError")
try:
    {x: 1 for x in [[1]]}
except TypeError:
    print("TypeError")
