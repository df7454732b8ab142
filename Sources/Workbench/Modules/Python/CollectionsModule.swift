/// Python's `collections`.
enum CollectionsModule {
  static let text = #"""
    class OrderedDict(dict):
        def move_to_end(self, key, last=True):
            value = super().__getitem__(key)
            super().pop(key)
            if last:
                super().__setitem__(key, value)
            else:
                others = list(super().items())
                super().clear()
                super().__setitem__(key, value)
                super().update(others)

        def popitem(self, last=True):
            if len(self) == 0:
                raise KeyError("dictionary is empty")
            if last:
                return super().popitem()
            key = next(iter(self))
            return (key, super().pop(key))

        def copy(self):
            return type(self)(self)

        def __eq__(self, other):
            if isinstance(other, OrderedDict):
                return list(self.items()) == list(other.items())
            return super().__eq__(other)

        def __or__(self, other):
            if not isinstance(other, dict):
                return NotImplemented
            both = type(self)(self)
            both.update(other)
            return both

        def __ror__(self, other):
            if not isinstance(other, dict):
                return NotImplemented
            both = type(self)(other)
            both.update(self)
            return both

        def __repr__(self):
            name = type(self).__name__
            return f"{name}({list(self.items())!r})" if len(self) > 0 else f"{name}()"

    class defaultdict(dict):
        def __init__(self, *items, **entries):
            self.default_factory = items[0] if len(items) > 0 else None
            if self.default_factory is not None and not callable(self.default_factory):
                raise TypeError("first argument must be callable or None")
            super().__init__(*items[1:], **entries)

        def __missing__(self, key):
            if self.default_factory is None:
                raise KeyError(key)
            value = self.default_factory()
            self[key] = value
            return value

        def copy(self):
            return type(self)(self.default_factory, self)

        def __or__(self, other):
            if not isinstance(other, dict):
                return NotImplemented
            both = self.copy()
            both.update(other)
            return both

        def __ror__(self, other):
            if not isinstance(other, dict):
                return NotImplemented
            both = type(self)(self.default_factory, other)
            both.update(self)
            return both

        def __repr__(self):
            return f"{type(self).__name__}({self.default_factory!r}, {super().__repr__()})"

    class Counter(dict):
        def __init__(self, *items, **counts):
            super().__init__()
            self.update(*items, **counts)

        def __missing__(self, key):
            return 0

        def _changed(self, sign, items, counts):
            if len(items) > 1:
                raise TypeError(f"a Counter takes one argument without a name, and got {len(items)}")
            for source in items + (counts,):
                if source is None:
                    continue
                if isinstance(source, dict):
                    for key, count in source.items():
                        self[key] = self.get(key, 0) + sign * count
                else:
                    for key in source:
                        self[key] = self.get(key, 0) + sign

        def update(self, *items, **counts):
            self._changed(1, items, counts)

        def subtract(self, *items, **counts):
            self._changed(-1, items, counts)

        def most_common(self, n=None):
            pairs = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
            return pairs if n is None else pairs[:max(0, n)]

        def elements(self):
            return (key for key, count in self.items() for _ in range(count))

        def total(self):
            return sum(self.values())

        def copy(self):
            return type(self)(self)

        @staticmethod
        def fromkeys(items, value=None):
            raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

        def __delitem__(self, key):
            if key in self:
                super().__delitem__(key)

        def _compared(self, other, holds):
            if not isinstance(other, Counter):
                return NotImplemented
            return all(holds(self[key], other[key]) for key in list(self) + list(other))

        def __eq__(self, other):
            return self._compared(other, lambda a, b: a == b)

        def __ne__(self, other):
            equal = self._compared(other, lambda a, b: a == b)
            return NotImplemented if equal is NotImplemented else not equal

        def __le__(self, other):
            return self._compared(other, lambda a, b: a <= b)

        def __ge__(self, other):
            return self._compared(other, lambda a, b: a >= b)

        def __lt__(self, other):
            return NotImplemented if not isinstance(other, Counter) else self <= other and self != other

        def __gt__(self, other):
            return NotImplemented if not isinstance(other, Counter) else self >= other and self != other

        def _combined(self, other, combine):
            if not isinstance(other, Counter):
                return NotImplemented
            result = Counter()
            for key in list(self) + [key for key in other if key not in self]:
                count = combine(self[key], other[key])
                if count > 0:
                    result[key] = count
            return result

        def __add__(self, other):
            return self._combined(other, lambda a, b: a + b)

        def __sub__(self, other):
            return self._combined(other, lambda a, b: a - b)

        def __or__(self, other):
            return self._combined(other, max)

        def __and__(self, other):
            return self._combined(other, min)

        def __pos__(self):
            return self + Counter()

        def __neg__(self):
            return Counter() - self

        def _become(self, result):
            if result is NotImplemented:
                return result
            self.clear()
            super().update(result)
            return self

        def __iadd__(self, other):
            return self._become(self + other)

        def __isub__(self, other):
            return self._become(self - other)

        def __ior__(self, other):
            return self._become(self | other)

        def __iand__(self, other):
            return self._become(self & other)

        def __repr__(self):
            if len(self) == 0:
                return f"{type(self).__name__}()"
            try:
                pairs = self.most_common()
            except TypeError:
                pairs = self.items()
            return type(self).__name__ + "({" + ", ".join(f"{key!r}: {count!r}" for key, count in pairs) + "})"

    class _DequeIterator:
        def __init__(self, items, places):
            self._deque = items
            self._state = items._state
            self._places = iter(places)

        def __iter__(self):
            return self

        def __next__(self):
            if self._state != self._deque._state:
                raise RuntimeError("deque mutated during iteration")
            return self._deque._items[next(self._places)]

    # The items lie behind `_head` places that are free, so that both ends take and give in constant time.
    class deque:
        def __init__(self, iterable=(), maxlen=None):
            if maxlen is not None and (not isinstance(maxlen, int) or isinstance(maxlen, bool)):
                raise TypeError("an integer is required")
            if maxlen is not None and maxlen < 0:
                raise ValueError("maxlen must be non-negative")
            self._maxlen = maxlen
            self._items = []
            self._head = 0
            self._state = 0
            self.extend(iterable)

        @property
        def maxlen(self):
            return self._maxlen

        def _drop(self):
            item = self._items[self._head]
            self._items[self._head] = None
            self._head += 1
            if self._head > 64 and self._head * 2 > len(self._items):
                del self._items[:self._head]
                self._head = 0
            return item

        def append(self, x):
            self._state += 1
            self._items.append(x)
            if self._maxlen is not None and len(self) > self._maxlen:
                self._drop()

        def appendleft(self, x):
            self._state += 1
            if self._maxlen == 0:
                return
            if self._head == 0:
                free = max(16, len(self._items))
                self._items[:0] = [None] * free
                self._head = free
            self._head -= 1
            self._items[self._head] = x
            if self._maxlen is not None and len(self) > self._maxlen:
                self._items.pop()

        def extend(self, iterable):
            if iterable is self:
                iterable = list(iterable)
            for item in iterable:
                self.append(item)

        def extendleft(self, iterable):
            if iterable is self:
                iterable = list(iterable)
            for item in iterable:
                self.appendleft(item)

        def pop(self):
            if len(self) == 0:
                raise IndexError("pop from an empty deque")
            self._state += 1
            return self._items.pop()

        def popleft(self):
            if len(self) == 0:
                raise IndexError("pop from an empty deque")
            self._state += 1
            return self._drop()

        def _become(self, items):
            self._state += 1
            self._items = items
            self._head = 0

        def _list(self):
            return self._items[self._head:]

        def clear(self):
            self._become([])

        def rotate(self, n=1):
            if not isinstance(n, int):
                raise TypeError(f"'{type(n).__name__}' object cannot be interpreted as an integer")
            items = self._list()
            if len(items) > 1:
                n = n % len(items)
                self._become(items[len(items) - n:] + items[:len(items) - n])

        def reverse(self):
            self._become(self._list()[::-1])

        def count(self, x):
            return self._list().count(x)

        def index(self, x, start=0, stop=None):
            length = len(self)
            start = max(0, start + length) if start < 0 else start
            stop = length if stop is None else max(0, stop + length) if stop < 0 else min(stop, length)
            for place in range(start, stop):
                if self._items[self._head + place] == x:
                    return place
            raise ValueError(f"{x!r} is not in deque")

        def insert(self, i, x):
            if self._maxlen is not None and len(self) >= self._maxlen:
                raise IndexError("deque already at its maximum size")
            items = self._list()
            items.insert(i, x)
            self._become(items)

        def remove(self, value):
            items = self._list()
            if value not in items:
                raise ValueError("deque.remove(x): x not in deque")
            items.remove(value)
            self._become(items)

        def copy(self):
            return type(self)(self, self._maxlen)

        def __copy__(self):
            return self.copy()

        def __len__(self):
            return len(self._items) - self._head

        def __iter__(self):
            return _DequeIterator(self, range(self._head, len(self._items)))

        def __reversed__(self):
            return _DequeIterator(self, range(len(self._items) - 1, self._head - 1, -1))

        def _place(self, index):
            if isinstance(index, slice) or not isinstance(index, int):
                raise TypeError(f"sequence index must be integer, not '{type(index).__name__}'")
            if not -len(self) <= index < len(self):
                raise IndexError("deque index out of range")
            return (index if index < 0 else index + self._head)

        def __getitem__(self, index):
            return self._items[self._place(index)]

        def __setitem__(self, index, item):
            self._items[self._place(index)] = item

        def __delitem__(self, index):
            place = self._place(index)
            self._state += 1
            del self._items[place]

        def __contains__(self, item):
            for other in self:
                if other is item or other == item:
                    return True
            return False

        def __eq__(self, other):
            return self._list() == other._list() if isinstance(other, deque) else NotImplemented

        def __lt__(self, other):
            return self._list() < other._list() if isinstance(other, deque) else NotImplemented

        def __le__(self, other):
            return self._list() <= other._list() if isinstance(other, deque) else NotImplemented

        def __gt__(self, other):
            return self._list() > other._list() if isinstance(other, deque) else NotImplemented

        def __ge__(self, other):
            return self._list() >= other._list() if isinstance(other, deque) else NotImplemented

        def __add__(self, other):
            if not isinstance(other, deque):
                raise TypeError(f"can only concatenate deque (not \"{type(other).__name__}\") to deque")
            result = self.copy()
            result.extend(other)
            return result

        def __iadd__(self, other):
            self.extend(other)
            return self

        def __mul__(self, n):
            return type(self)(self._list() * n, self._maxlen)

        def __rmul__(self, n):
            return self * n

        def __imul__(self, n):
            items = self._list() * n
            self._become(items if self._maxlen is None else items[max(0, len(items) - self._maxlen):])
            return self

        def __repr__(self):
            return f"{type(self).__name__}({self._list()!r}" + ("" if self._maxlen is None else f", maxlen={self._maxlen}") + ")"

    _keywords = (
        "False None True and as assert async await break class continue def del elif else except finally for from global if "
        + "import in is lambda nonlocal not or pass raise return try while with yield").split()

    def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
        names = field_names.replace(",", " ").split() if isinstance(field_names, str) else [str(name) for name in field_names]
        if rename:
            seen = []
            for place, name in enumerate(names):
                if not name.isidentifier() or name in _keywords or name.startswith("_") or name in seen:
                    names[place] = f"_{place}"
                seen.append(names[place])
        for name in [typename] + names:
            if not isinstance(name, str):
                raise TypeError("Type names and field names must be strings")
            if not name.isidentifier():
                raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
            if name in _keywords:
                raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
        for place, name in enumerate(names):
            if name.startswith("_") and not rename:
                raise ValueError(f"Field names cannot start with an underscore: {name!r}")
            if name in names[:place]:
                raise ValueError(f"Encountered duplicate field name: {name!r}")
        values = [] if defaults is None else list(defaults)
        if len(values) > len(names):
            raise TypeError("Got more default values than field names")
        return _named_class(typename, names, values)
    """#
}
