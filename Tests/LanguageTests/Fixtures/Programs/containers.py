#: list methods
l = [3, 1, 2]
l.append(5); l.insert(0, 9); l.extend((7, 8)); l.extend("a")
print(l, l.pop(), l.pop(0), l.index(2), l.count(1), len(l))
l.remove(1); l.sort(reverse=True); print(l)
l.reverse(); print(l, l.copy() == l, l.copy() is l)
l.insert(-1, 0); l.insert(100, 6); print(l, l.index(6, 2))
l.clear(); print(l)
#: list slices
l = list(range(10))
print(l[2:5], l[::3], l[::-1], l[-3:], l[:-7], l[8:100], l[5:2], l[5:2:-1], l[None:3], l[slice(1, 4)], l[slice(None, None, -4)])
l[2:4] = [20, 30, 40]
print(l)
l[::2] = [0] * len(l[::2])
print(l)
l[1:1] = ["x"]
l[:2] = []
l[len(l):] = [7]
print(l)
try:
    l[::2] = [1]
except ValueError:
    print("ValueError")
m = [1, 2, 3]
m[0], m[2] = m[2], m[0]
m[-1] = 9
print(m)
#: list operators
print([1] + [2], [1, 2] * 2, 2 * [0], [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] == [], [1] in [[1]], 3 in [1, 2], [[0] * 2 for _ in range(2)], not [], [1, "a", None, [2]])
#: shared and copied lists
a = [[0]] * 2
a[0].append(1)
b = a[:]
b[0] = "new"
print(a, b)
#: dict methods
d = {"a": 1, "b": 2}
print(d["a"], d.get("z"), d.get("z", 0), list(d.keys()), list(d.values()), list(d.items()), len(d), "a" in d, 1 in d, d.pop("a"), d.pop("zz", None), d)
d.update({"c": 3}, e=5); d.update([("f", 6)]); d.setdefault("g", []).append(1); d.setdefault("c", 0)
print(d, d.popitem(), d.copy() == d)
print(dict(a=1, b=2), dict([("x", 1)]), dict({"a": 1}, b=2), {**d, "c": 0}, d | {"z": 1}, dict.fromkeys("ab", 0), dict(zip("ab", [1, 2])), dict.fromkeys([1, 2]))
d |= {"q": 1}
print(d)
d.clear()
print(d, not d)
#: dict keys of all kinds
d = {1: "int", "1": "str", (1, 2): "tuple", None: "none", True: "bool", 2.5: "float"}
print(d, d[1], d[1.0], d[(1, 2)], d[1, 2], d[None], len(d))
#: dict iteration and order
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 9
for k in d:
    print(k, d[k], end=" ")
for k, v in d.items():
    print(k, v, end=" ")
print(sorted(d), sorted(d.items(), key=lambda kv: kv[1]), max(d, key=d.get), list(reversed(d)), min(d.values()), sum(d.values()))
#: dict views see changes
d = {"a": 1}
k, v, i = d.keys(), d.values(), d.items()
d["b"] = 2
print(list(k), list(v), list(i), len(k), "b" in k, 2 in v, ("a", 1) in i, k == {"a", "b"}, sorted(k & {"a"}), k, v, i)
#: dict changed during iteration
d = {1: 1, 2: 2}
try:
    for k in d:
        d[k + 10] = 0
except RuntimeError:
    print("RuntimeError")
for k in list(d):
    del d[k]
print(d)
#: nested containers
data = {"x": [1, 2, {"y": (3, 4)}]}
data["x"][2]["y"] = data["x"][2]["y"] + (5,)
data["x"][0] += 1
print(data, data["x"][2]["y"][-1])
#: tuples
t = (1, 2, 3)
print(t[0], t[-1], t[1:], t + (4,), t * 2, len(t), 2 in t, t.index(3), t.count(1), t == (1, 2, 3), t < (1, 3), (), (1,), tuple([1]), hash((1, 2)) == hash((1, 2)), sorted((3, 1)))
try:
    t[0] = 5
except TypeError:
    print("TypeError")
a = 1, 2
print(a, *a)
#: range
r = range(2, 20, 3)
print(list(r), len(r), r[1], r[-1], 5 in r, 6 in r, list(r[1:3]), r.start, r.stop, r.step, range(3) == range(0, 3), list(range(5, 0, -2)), bool(range(0)), list(range(0)), sum(range(101)), max(range(5)), range(3), list(reversed(range(3))), r.index(5), r.count(5))
#: sorted, min, max
words = ["banana", "Apple", "cherry", "fig"]
print(sorted(words), sorted(words, key=len), sorted(words, key=str.lower, reverse=True), min(words, key=len), max(words, key=lambda w: w[-1]), sorted([(2, "b"), (1, "z"), (2, "a")]), sorted({"b": 1, "a": 2}), sorted([3, 1, 2], key=lambda x: -x), max(1, 2.5, 2), min([], default="none"), max([1, 2], [1, 3]), sorted("bca", reverse=True))
pairs = [("a", 2), ("b", 1), ("c", 2), ("d", 1)]
print(sorted(pairs, key=lambda p: p[1]), sorted(pairs, key=lambda p: p[1], reverse=True))
l = [[2, 1], [1, 5], [1, 2]]
l.sort(key=lambda x: (x[0], -x[1]))
print(l)
#: enumerate, zip, map, filter, reversed, sum, any, all
print(list(enumerate("ab", start=1)), list(zip([1, 2, 3], "ab")), list(zip()), list(map(str, [1, 2])), list(map(pow, [2, 3], [3, 2])), list(filter(None, [0, 1, "", "a"])), sum([1, 2.5]), sum([[1], [2]], []), any([0, 1]), all([1, 0]), any([]), all([]), list(reversed([1, 2])), list(zip(*[[1, 2], [3, 4]])))
try:
    list(zip([1], [1, 2], strict=True))
except ValueError:
    print("ValueError")
#: iterators
it = iter([1, 2, 3])
print(next(it), list(it), next(it, "end"), list(it))
e = enumerate("ab")
print(next(e), list(e))
z = zip([1, 2], [3, 4])
print(next(z), list(z), list(z))
m = map(abs, [-1, -2])
for x in m:
    break
print(list(m), iter(it) is it)
for a, b in zip(it, it):
    print("never")
i = iter(range(6))
print(list(zip(i, i)))
n = [0]
def tick():
    n[0] += 1
    return n[0]
print(list(iter(tick, 4)))
#: numbers
print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 % -3, 7 / 2, 2 ** 10, 2 ** -1, 2 ** 0.5, 7.5 // 2, -7.5 % 2, 1e3, 5 // 0.3, divmod(7, 2), divmod(-7, 2), divmod(7.5, 2), abs(-3), round(2.5), round(3.5), round(2.567, 2), round(1234, -2), pow(2, 3), pow(2, 3, 5), 3 + True, True + True, 1_000, 0b11, 0o17, 0xff)
print(1 == 1.0, 1 is not None, 0.1 + 0.2 == 0.3, 3 > 2.5, -2 ** 2, (-2) ** 2, not 0, ~5, 5 & 3, 5 | 3, 1 << 4, 20 >> 2, -5 >> 1, True & False, True | False, True ^ True, float("inf") > 1e308, float("nan") == float("nan"), min(1, -1), max(0.5, 0), int(7.9), float(3))
print((5).bit_length(), (2.0).is_integer(), (2.5).is_integer(), (7).__add__(3) if False else 10, 10 .real if False else 10)
print(sum([0.1] * 10), 1e308 * 10, 5 // -2, -5 // 2, 5.0 // -2, 0.0 == -0.0, round(-2.5), round(0.5), round(1.5), round(-0.4), round(2.675, 2), int("0"), 10 % 3.5, 1 / 3)
#: whole numbers as bools and indices
print([10, 20][True], "ab"[False], [1, 2, 3][-1], sum([True, True, False]), True == 1, True is True, isinstance(True, bool), int(True), [True, 1, 1.0].count(1))
#: identity and equality
a = [1]
b = [1]
print(a == b, a is b, a is a, None is None, a is not b, None == 0, "" == False, [] == (), 1 == "1", (1,) == [1], {} == [], 0 == False, None != None)
#: nan and membership
x = float("nan")
print(x == x, x != x, x < x, x in [1.0, 2.0], x in [float("nan")])
#: truth of everything
for v in (0, 1, -1, 0.0, 0.1, "", " ", [], [0], (), (0,), {}, {0: 0}, None, True, False, set(), {0}, range(0), range(1), len, lambda: 0):
    print(int(bool(v)), end="")
print()
#: reprs
print([1.0, 1e16, 1e-7, "a'b", 'a"b', None, True, (1, [2]), {1: {2: 3}}, {"s"}, set(), 1e22, 123456789012345680.0, 0.00001, 100000000000000000.0, 5e-324])
l = [1]
l.append(l)
print(l)
d = {}
d["d"] = d
print(d)
#: copying dicts and lists of lists
a = {"x": [1]}
b = dict(a)
c = a.copy()
b["x"].append(2)
c["y"] = 3
print(a, b, c)
#: in and not in
print(1 in (1, 2), "k" in {"k": 1}, 5 not in [1], "ell" in "hello", None in [None], [] in [[]], 1.0 in [1], "" in "a", (1, 2) in {(1, 2): 0})
#: del and slices of nested lists
m = [[1, 2, 3], [4, 5, 6]]
del m[0][1]
m[1][0:2] = [0]
print(m, [row[-1] for row in m], [list(r) for r in zip(*m)])
#: unpacking in many places
(a, b), c = (1, 2), 3
for (i, j), k in {(1, 2): 3}.items():
    print(i, j, k)
head, *_ = "hello"
x, y = {"p": 1, "q": 2}
print(a, b, c, head, x, y, [*{"a": 1}], *{"b": 2})
#: a while loop with several ends
def f(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
        if steps > 1000:
            return None
    return steps
print(f(27), f(1))
