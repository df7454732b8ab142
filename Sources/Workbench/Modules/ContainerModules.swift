/// Python's `collections`, `itertools`, `functools`, `copy`, `abc` and `warnings`.
enum ContainerModules {
  static let collections = #"""
    OrderedDict = dict

    class defaultdict:
        def __init__(self, default_factory=None, items=()):
            self.default_factory = default_factory
            self._items = dict(items)

        def __getitem__(self, key):
            if key not in self._items:
                if self.default_factory is None:
                    raise KeyError(key)
                self._items[key] = self.default_factory()
            return self._items[key]

        def __setitem__(self, key, value):
            self._items[key] = value

        def __delitem__(self, key):
            del self._items[key]

        def __contains__(self, key):
            return key in self._items

        def __len__(self):
            return len(self._items)

        def __iter__(self):
            return iter(self._items)

        def __eq__(self, other):
            return self._items == (other._items if isinstance(other, defaultdict) else other)

        def __repr__(self):
            return f"defaultdict({self.default_factory!r}, {self._items!r})"

        def keys(self):
            return self._items.keys()

        def values(self):
            return self._items.values()

        def items(self):
            return self._items.items()

        def get(self, key, default=None):
            return self._items.get(key, default)

        def pop(self, key, *default):
            return self._items.pop(key, *default)

        def update(self, items):
            self._items.update(dict(items))

        def clear(self):
            self._items.clear()

    class Counter(defaultdict):
        def __init__(self, items=()):
            self.default_factory = int
            self._items = {}
            self.update(items)

        def __getitem__(self, key):
            return self._items.get(key, 0)

        def __repr__(self):
            return "Counter({" + ", ".join(f"{key!r}: {count!r}" for key, count in self.most_common()) + "})"

        def update(self, items):
            if hasattr(items, "items"):
                for key, count in items.items():
                    self._items[key] = self._items.get(key, 0) + count
            else:
                for key in items:
                    self._items[key] = self._items.get(key, 0) + 1

        def most_common(self, n=None):
            pairs = sorted(self._items.items(), key=lambda pair: -pair[1])
            return pairs if n is None else pairs[:n]

        def total(self):
            return sum(self._items.values())

    class deque:
        def __init__(self, items=(), maxlen=None):
            self.maxlen = maxlen
            self._items = []
            self.extend(items)

        def append(self, item):
            self._items.append(item)
            if self.maxlen is not None and len(self._items) > self.maxlen:
                self._items.pop(0)

        def appendleft(self, item):
            self._items.insert(0, item)
            if self.maxlen is not None and len(self._items) > self.maxlen:
                self._items.pop()

        def extend(self, items):
            for item in items:
                self.append(item)

        def pop(self):
            return self._items.pop()

        def popleft(self):
            return self._items.pop(0)

        def clear(self):
            self._items.clear()

        def __len__(self):
            return len(self._items)

        def __iter__(self):
            return iter(self._items)

        def __getitem__(self, index):
            return self._items[index]

        def __setitem__(self, index, item):
            self._items[index] = item

        def __contains__(self, item):
            return item in self._items

        def __repr__(self):
            return f"deque({self._items!r}" + ("" if self.maxlen is None else f", maxlen={self.maxlen}") + ")"

    def namedtuple(typename, field_names, defaults=()):
        names = field_names.replace(",", " ").split() if isinstance(field_names, str) else list(field_names)

        def make(*values, **named):
            items = list(values)
            for name in names[len(items):]:
                place = names.index(name) - len(names) + len(defaults)
                if name in named:
                    items.append(named[name])
                elif place >= 0:
                    items.append(defaults[place])
                else:
                    raise TypeError(f"{typename} needs `{name}`")
            if len(items) != len(names) or any(name not in names for name in named):
                raise TypeError(f"{typename} takes {', '.join(names)}")
            return _named(names, items)

        return make
    """#

  static let itertools = #"""
    class count:
        def __init__(self, start=0, step=1):
            self._next = start
            self._step = step

        def __iter__(self):
            return self

        def __next__(self):
            value = self._next
            self._next = value + self._step
            return value

    class cycle:
        def __init__(self, items):
            self._items = list(items)
            self._index = 0

        def __iter__(self):
            return self

        def __next__(self):
            if len(self._items) == 0:
                raise StopIteration
            item = self._items[self._index % len(self._items)]
            self._index += 1
            return item

    class repeat:
        def __init__(self, item, times=None):
            self._item = item
            self._left = times

        def __iter__(self):
            return self

        def __next__(self):
            if self._left is not None:
                if self._left <= 0:
                    raise StopIteration
                self._left -= 1
            return self._item

    class _Chain:
        def __init__(self, parts):
            self._parts = iter(parts)
            self._current = iter(())

        def __iter__(self):
            return self

        def __next__(self):
            while True:
                try:
                    return next(self._current)
                except StopIteration:
                    self._current = iter(next(self._parts))

    class chain(_Chain):
        def __init__(self, *parts):
            super().__init__(parts)

        @staticmethod
        def from_iterable(parts):
            return _Chain(parts)

    class islice:
        def __init__(self, items, *bounds):
            self._items = iter(items)
            start, stop, step = (0, bounds[0], 1) if len(bounds) == 1 else (tuple(bounds) + (None, None))[:3]
            self._wanted = start or 0
            self._stop = stop
            self._step = step or 1
            self._index = 0

        def __iter__(self):
            return self

        def __next__(self):
            if self._stop is not None and self._wanted >= self._stop:
                raise StopIteration
            while self._index < self._wanted:
                next(self._items)
                self._index += 1
            self._index += 1
            self._wanted += self._step
            return next(self._items)

    def product(*pools, repeat=1):
        rows = [()]
        for pool in [list(pool) for pool in pools] * repeat:
            rows = [row + (item,) for row in rows for item in pool]
        return iter(rows)

    def combinations(items, r):
        items = list(items)

        def choose(start, left):
            if left == 0:
                return [()]
            return [(items[i],) + rest for i in range(start, len(items)) for rest in choose(i + 1, left - 1)]

        return iter(choose(0, r))

    def permutations(items, r=None):
        items = list(items)

        def choose(used, left):
            if left == 0:
                return [()]
            return [(items[i],) + rest for i in range(len(items)) if i not in used for rest in choose(used + [i], left - 1)]

        return iter(choose([], len(items) if r is None else r))

    def accumulate(items, func=None, initial=None):
        sums = [] if initial is None else [initial]
        for item in items:
            sums.append(item if len(sums) == 0 else sums[-1] + item if func is None else func(sums[-1], item))
        return iter(sums)

    def zip_longest(*parts, fillvalue=None):
        parts = [list(part) for part in parts]
        length = max([len(part) for part in parts] + [0])
        return iter([tuple(part[i] if i < len(part) else fillvalue for part in parts) for i in range(length)])
    """#

  static let functools = #"""
    def reduce(function, items, *initial):
        items = iter(items)
        if len(initial) > 0:
            result = initial[0]
        else:
            try:
                result = next(items)
            except StopIteration:
                raise TypeError("reduce() of empty iterable with no initial value")
        for item in items:
            result = function(result, item)
        return result

    class partial:
        def __init__(self, func, *args, **keywords):
            self.func = func
            self.args = args
            self.keywords = keywords

        def __call__(self, *args, **keywords):
            return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def wraps(wrapped):
        return lambda function: function

    def _cached(function):
        results = {}

        def call(*args):
            if args not in results:
                results[args] = function(*args)
            return results[args]

        return call

    def lru_cache(maxsize=128, typed=False):
        return _cached(maxsize) if callable(maxsize) else _cached

    def cache(function):
        return _cached(function)
    """#

  static let copy = #"""
    def copy(x):
        if isinstance(x, (list, dict, set)):
            return x.copy()
        if x is None or isinstance(x, (bool, int, float, str, tuple)):
            return x
        if torch.is_tensor(x):
            return x.clone()
        raise TypeError(f"copy copies numbers, texts, containers and tensors here, and this is {type(x).__name__}")

    def deepcopy(x):
        if x is None or isinstance(x, (bool, int, float, str)):
            return x
        if isinstance(x, list):
            return [deepcopy(item) for item in x]
        if isinstance(x, tuple):
            return tuple(deepcopy(item) for item in x)
        if isinstance(x, dict):
            return {key: deepcopy(value) for key, value in x.items()}
        if isinstance(x, set):
            return x.copy()
        if torch.is_tensor(x):
            return x.detach().clone().requires_grad_(x.requires_grad)
        raise TypeError(
            "deepcopy copies numbers, texts, containers and tensors here: of a network, deepcopy(net.state_dict()) keeps the "
            + f"weights, and this is {type(x).__name__}")
    """#

  static let abc = #"""
    class ABC:
        pass

    def abstractmethod(function):
        return function
    """#

  static let warnings = #"""
    def warn(message, category=None, stacklevel=1):
        print(f"warning: {message}")

    def filterwarnings(action, message="", category=None, module="", lineno=0, append=False):
        pass

    def simplefilter(action, category=None, lineno=0, append=False):
        pass
    """#
}
