"""Python's itertools and functools."""

from functools import cache, cached_property, cmp_to_key, lru_cache, partial, reduce, total_ordering, wraps
from itertools import (
    accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile, filterfalse,
    groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest)


def failing(*attempts):
    for attempt in attempts:
        try:
            print("no error:", attempt())
        except Exception as e:
            print(type(e).__name__)


print(list(islice(count(), 3)), list(islice("abcdefg", 2, None, 2)), list(islice("abc", 0)), list(islice(count(2, 3), 1, 9, 4)))
numbers = iter(range(10))
print(list(islice(numbers, 3)), next(numbers), list(islice(numbers, 0, 4, 2)), next(numbers))
print(list(accumulate([1, 2, 3])), list(accumulate([3, 1, 5], max)), list(accumulate([1, 2], lambda a, b: a * b, initial=10)))
print(list(chain([1], (2, 3), "x")), list(islice(chain.from_iterable([i, i] for i in count()), 5)))
print(list(zip_longest("ab", [1, 2, 3], fillvalue="-")), list(zip_longest()))
print(list(product("ab", repeat=2)), list(product([1, 2], "x", [3, 4])), list(product()), list(product("ab", [])))
print(list(combinations("abcd", 2)), list(combinations(range(2), 3)), list(combinations_with_replacement("abc", 2)))
print(list(permutations("abc")), list(permutations(range(3), 2)), list(islice(permutations(range(12)), 2)))
print([(key, list(group)) for key, group in groupby("aaabbca")], [key for key, _ in groupby([1, 3, 2, 5], lambda x: x % 2)])
print(list(starmap(pow, [(2, 3), (3, 2)])), list(takewhile(lambda x: x < 3, [1, 2, 5, 1])))
print(list(dropwhile(lambda x: x < 3, [1, 2, 5, 1])), list(filterfalse(None, [0, 1, "", 2])), list(compress("abc", [1, 0, 1])))
a, b = tee(iter([1, 2, 3]))
print(next(a), next(a), list(b), list(a), len(tee([1], 3)))
print(list(pairwise("abcd")), list(pairwise([1])), list(islice(cycle("ab"), 5)), list(cycle([])), list(repeat(7, 3)))
print(repeat(5, 2), count(3), count(1, 2), list(zip(count(), "ab")), list(map(pow, range(4), repeat(2))))
failing(
    lambda: islice([1], -1), lambda: islice([1], 0, 5, 0), lambda: combinations("ab", -1), lambda: next(iter(islice([], 3))),
    lambda: count("a"), lambda: reduce(max, []), lambda: partial(3), lambda: lru_cache(maxsize="x"))

print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(max, [3, 5, 1], 10))
binary = partial(int, base=2)
print(binary("101"), binary.keywords, partial(partial(max, 3), 5)(1), partial(sorted, reverse=True)([1, 2]))


@lru_cache(maxsize=2)
def doubled(x, y=0):
    print("computing", x, y)
    return x * 2


print(doubled(1), doubled(1), doubled(2), doubled(3), doubled(1), doubled.cache_info(), doubled.__name__)
doubled.cache_clear()
print(doubled.cache_info(), doubled.cache_info().hits)


@cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(70), fibonacci.cache_info())


class Model:
    def __init__(self):
        self.runs = 0

    @lru_cache(maxsize=None)
    def scaled(self, k):
        self.runs += 1
        return k * 10

    @cached_property
    def summary(self):
        self.runs += 1
        return "summary"


model = Model()
print(model.scaled(1), model.scaled(1), model.scaled(2), model.runs, model.summary, model.summary, model.runs)
del model.summary
print(model.summary, model.runs)


def counting(function):
    @wraps(function)
    def inner(*args, **options):
        inner_calls.append(function.__name__)
        return function(*args, **options)

    return inner


inner_calls = []


@counting
def named(x, scale=1):
    return x * scale


print(named(1), named(2, scale=3), named.__name__, inner_calls)


@total_ordering
class Version:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == other.number

    def __lt__(self, other):
        return self.number < other.number


print(Version(1) <= Version(1), Version(2) > Version(1), Version(2) >= Version(3), max(Version(3), Version(1)).number)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
