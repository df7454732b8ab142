/// Python's `itertools`: each gives an item when it is asked for one.
enum ItertoolsModule {
  static let text = #"""
    def _whole(name, n, least=0):
        if isinstance(n, bool) or not isinstance(n, int):
            raise TypeError(f"{name} takes a whole number, and this is a {type(n).__name__}")
        if n < least:
            raise ValueError(f"{name} must be at least {least}" if least else f"{name} must be non-negative")
        return n

    class _Iterator:
        def __iter__(self):
            return self

    class count(_Iterator):
        def __init__(self, start=0, step=1):
            if not isinstance(start, (int, float)) or not isinstance(step, (int, float)):
                raise TypeError("a number is required")
            self._next = start
            self._step = step

        def __next__(self):
            value = self._next
            self._next = value + self._step
            return value

        def __repr__(self):
            return f"count({self._next!r})" if self._step == 1 else f"count({self._next!r}, {self._step!r})"

    class cycle(_Iterator):
        def __init__(self, iterable):
            self._source = iter(iterable)
            self._saved = []
            self._place = -1

        def __next__(self):
            if self._place < 0:
                try:
                    item = next(self._source)
                    self._saved.append(item)
                    return item
                except StopIteration:
                    self._place = 0
            if len(self._saved) == 0:
                raise StopIteration
            item = self._saved[self._place]
            self._place = (self._place + 1) % len(self._saved)
            return item

    class repeat(_Iterator):
        def __init__(self, object, times=None):
            self._item = object
            self._left = times if times is None else max(0, _whole("times", times, times))

        def __next__(self):
            if self._left is not None:
                if self._left <= 0:
                    raise StopIteration
                self._left -= 1
            return self._item

        def __repr__(self):
            return f"repeat({self._item!r})" if self._left is None else f"repeat({self._item!r}, {self._left})"

    class _Chain(_Iterator):
        def __init__(self, parts):
            self._parts = iter(parts)
            self._current = iter(())

        def __next__(self):
            while True:
                try:
                    return next(self._current)
                except StopIteration:
                    self._current = iter(next(self._parts))

    class chain(_Chain):
        def __init__(self, *iterables):
            super().__init__(iterables)

        @staticmethod
        def from_iterable(iterable):
            return _Chain(iterable)

    class islice(_Iterator):
        def __init__(self, iterable, *bounds):
            if not 1 <= len(bounds) <= 3:
                raise TypeError(f"islice expected 2 to 4 arguments, got {len(bounds) + 1}")
            start, stop, step = (None, bounds[0], None) if len(bounds) == 1 else (bounds + (None,))[:3]
            for bound, least in ((start, 0), (stop, 0), (step, 1)):
                if bound is not None and (isinstance(bound, bool) or not isinstance(bound, int) or bound < least):
                    raise ValueError("the bounds of islice are None or whole numbers from 0 on, and its step from 1 on")
            self._items = iter(iterable)
            self._wanted = start or 0
            self._stop = stop
            self._step = step or 1
            self._index = 0

        def __next__(self):
            while self._index < self._wanted:
                next(self._items)
                self._index += 1
            if self._stop is not None and self._index >= self._stop:
                raise StopIteration
            item = next(self._items)
            self._index += 1
            self._wanted += self._step
            if self._stop is not None and self._wanted > self._stop:
                self._wanted = self._stop
            return item

    class product(_Iterator):
        def __init__(self, *iterables, repeat=1):
            self._pools = [tuple(pool) for pool in iterables] * _whole("repeat", repeat)
            self._places = None

        def __next__(self):
            if self._places is None:
                if any(len(pool) == 0 for pool in self._pools):
                    raise StopIteration
                self._places = [0] * len(self._pools)
            else:
                place = len(self._pools) - 1
                while place >= 0 and self._places[place] == len(self._pools[place]) - 1:
                    self._places[place] = 0
                    place -= 1
                if place < 0:
                    self._pools = [()]
                    self._places = None
                    raise StopIteration
                self._places[place] += 1
            return tuple([pool[place] for pool, place in zip(self._pools, self._places)])

    class _Choices(_Iterator):
        def __init__(self, iterable, r):
            self._pool = tuple(iterable)
            self._r = r
            self._places = None
            self._ended = False

        def __next__(self):
            if not self._ended:
                self._places = self._first() if self._places is None else self._following()
            if self._ended or self._places is None:
                self._ended = True
                raise StopIteration
            return tuple([self._pool[place] for place in self._places[:self._r]])

    class combinations(_Choices):
        def __init__(self, iterable, r):
            super().__init__(iterable, _whole("r", r))

        def _first(self):
            return list(range(self._r)) if self._r <= len(self._pool) else None

        def _following(self):
            places = self._places
            left = len(self._pool) - self._r
            for i in range(self._r - 1, -1, -1):
                if places[i] != i + left:
                    places[i] += 1
                    for j in range(i + 1, self._r):
                        places[j] = places[j - 1] + 1
                    return places
            return None

    class combinations_with_replacement(_Choices):
        def __init__(self, iterable, r):
            super().__init__(iterable, _whole("r", r))

        def _first(self):
            return [0] * self._r if self._r == 0 or len(self._pool) > 0 else None

        def _following(self):
            for i in range(self._r - 1, -1, -1):
                if self._places[i] != len(self._pool) - 1:
                    return self._places[:i] + [self._places[i] + 1] * (self._r - i)
            return None

    class permutations(_Choices):
        def __init__(self, iterable, r=None):
            pool = tuple(iterable)
            super().__init__(pool, len(pool) if r is None else _whole("r", r))

        def _first(self):
            n = len(self._pool)
            self._turns = list(range(n, n - self._r, -1))
            return list(range(n)) if self._r <= n else None

        def _following(self):
            places = self._places
            n = len(places)
            for i in range(self._r - 1, -1, -1):
                self._turns[i] -= 1
                if self._turns[i] == 0:
                    places[i:] = places[i + 1:] + places[i:i + 1]
                    self._turns[i] = n - i
                else:
                    j = self._turns[i]
                    places[i], places[n - j] = places[n - j], places[i]
                    return places
            return None

    class accumulate(_Iterator):
        def __init__(self, iterable, func=None, *, initial=None):
            self._items = iter(iterable)
            self._func = func
            self._total = initial
            self._begun = False
            self._has_initial = initial is not None

        def __next__(self):
            if not self._begun:
                self._begun = True
                if not self._has_initial:
                    self._total = next(self._items)
                return self._total
            item = next(self._items)
            self._total = self._total + item if self._func is None else self._func(self._total, item)
            return self._total

    class zip_longest(_Iterator):
        def __init__(self, *iterables, fillvalue=None):
            self._parts = [iter(part) for part in iterables]
            self._left = len(self._parts)
            self._fill = fillvalue

        def __next__(self):
            if self._left == 0:
                raise StopIteration
            row = []
            for place, part in enumerate(self._parts):
                item = self._fill
                if part is not None:
                    try:
                        item = next(part)
                    except StopIteration:
                        self._left -= 1
                        if self._left == 0:
                            raise StopIteration
                        self._parts[place] = None
                row.append(item)
            return tuple(row)

    class starmap(_Iterator):
        def __init__(self, function, iterable):
            self._function = function
            self._items = iter(iterable)

        def __next__(self):
            return self._function(*next(self._items))

    class takewhile(_Iterator):
        def __init__(self, predicate, iterable):
            self._predicate = predicate
            self._items = iter(iterable)
            self._ended = False

        def __next__(self):
            if self._ended:
                raise StopIteration
            item = next(self._items)
            if not self._predicate(item):
                self._ended = True
                raise StopIteration
            return item

    class dropwhile(_Iterator):
        def __init__(self, predicate, iterable):
            self._predicate = predicate
            self._items = iter(iterable)

        def __next__(self):
            item = next(self._items)
            while self._predicate is not None and self._predicate(item):
                item = next(self._items)
            self._predicate = None
            return item

    class filterfalse(_Iterator):
        def __init__(self, predicate, iterable):
            self._predicate = bool if predicate is None else predicate
            self._items = iter(iterable)

        def __next__(self):
            item = next(self._items)
            while self._predicate(item):
                item = next(self._items)
            return item

    class compress(_Iterator):
        def __init__(self, data, selectors):
            self._pairs = zip(data, selectors)
            self._pairs = iter(self._pairs)

        def __next__(self):
            while True:
                item, wanted = next(self._pairs)
                if wanted:
                    return item

    class pairwise(_Iterator):
        def __init__(self, iterable):
            self._items = iter(iterable)
            self._begun = False

        def __next__(self):
            if not self._begun:
                self._last = next(self._items)
                self._begun = True
            first = self._last
            self._last = next(self._items)
            return (first, self._last)

    class batched(_Iterator):
        def __init__(self, iterable, n):
            self._n = _whole("n", n, 1)
            self._items = iter(iterable)

        def __next__(self):
            batch = tuple(islice(self._items, self._n))
            if len(batch) == 0:
                raise StopIteration
            return batch

    # Each item is in a cell that knows the next one: what all branches have passed is let go.
    class _Branch(_Iterator):
        def __init__(self, source, cell):
            self._source = source
            self._cell = cell

        def __next__(self):
            if len(self._cell) == 0:
                item = next(self._source)
                self._cell.append(item)
                self._cell.append([])
            item, self._cell = self._cell
            return item

    def tee(iterable, n=2):
        source = iter(iterable)
        cell = []
        return tuple([_Branch(source, cell) for _ in range(_whole("n", n))])

    class _Group(_Iterator):
        def __init__(self, parent, key):
            self._parent = parent
            self._key = key

        def __next__(self):
            parent = self._parent
            if parent._group is not self or not parent._has_item:
                raise StopIteration
            if parent._item_key != self._key:
                raise StopIteration
            item = parent._item
            parent._advance()
            return item

    class groupby(_Iterator):
        def __init__(self, iterable, key=None):
            self._items = iter(iterable)
            self._key = key
            self._group = None
            self._has_item = False
            self._begun = False

        def _advance(self):
            try:
                self._item = next(self._items)
                self._item_key = self._item if self._key is None else self._key(self._item)
                self._has_item = True
            except StopIteration:
                self._has_item = False

        def __next__(self):
            if not self._begun:
                self._begun = True
                self._advance()
            elif self._group is not None:
                key = self._group._key
                while self._has_item and self._item_key == key:
                    self._advance()
            if not self._has_item:
                self._group = None
                raise StopIteration
            self._group = _Group(self, self._item_key)
            return (self._item_key, self._group)
    """#
}
