/// Python's `functools`.
enum FunctoolsModule {
  static let text = #"""
    def reduce(function, iterable, *initial):
        if len(initial) > 1:
            raise TypeError(f"reduce expected at most 3 arguments, got {len(initial) + 2}")
        items = iter(iterable)
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
            if not callable(func):
                raise TypeError("the first argument must be callable")
            if isinstance(func, partial):
                args = func.args + args
                keywords = {**func.keywords, **keywords}
                func = func.func
            self.func = func
            self.args = args
            self.keywords = keywords

        def __call__(self, *args, **keywords):
            return self.func(*self.args, *args, **{**self.keywords, **keywords})

        def __repr__(self):
            parts = [repr(self.func)] + [repr(arg) for arg in self.args]
            return "functools.partial(" + ", ".join(parts + [f"{name}={value!r}" for name, value in self.keywords.items()]) + ")"

    def _name(function):
        name = getattr(function, "__name__", None)
        return name if isinstance(name, str) else type(function).__name__

    def update_wrapper(wrapper, wrapped, assigned=(), updated=()):
        return _renamed(wrapper, _name(wrapped))

    def wraps(wrapped, assigned=(), updated=()):
        return lambda wrapper: update_wrapper(wrapper, wrapped)

    class _CacheInfo:
        def __init__(self, *values):
            self.hits, self.misses, self.maxsize, self.currsize = values

        def __iter__(self):
            return iter((self.hits, self.misses, self.maxsize, self.currsize))

        def __getitem__(self, index):
            return (self.hits, self.misses, self.maxsize, self.currsize)[index]

        def __len__(self):
            return 4

        def __eq__(self, other):
            return tuple(self) == tuple(other)

        def __repr__(self):
            return f"CacheInfo(hits={self.hits}, misses={self.misses}, maxsize={self.maxsize}, currsize={self.currsize})"

    class _Cached:
        def __init__(self, function, maxsize, typed):
            self.__wrapped__ = function
            self.__name__ = _name(function)
            self.__qualname__ = self.__name__
            self.__doc__ = getattr(function, "__doc__", None)
            self._maxsize = maxsize
            self._typed = typed
            self.cache_clear()

        def __call__(self, *args, **keywords):
            # As in CPython, one whole number or text is its own key, and another one than a tuple of a number equal to it.
            key = args[0] if len(args) == 1 and type(args[0]) in (int, str) else args
            if keywords:
                key = (args, tuple(keywords.items()))
            if self._typed:
                key = (key, tuple([type(arg).__name__ for arg in args]), tuple([type(arg).__name__ for arg in keywords.values()]))
            results = self._results
            if key in results:
                self._hits += 1
                if self._maxsize is None:
                    return results[key]
                # The one that was asked for last stands last.
                result = results.pop(key)
                results[key] = result
                return result
            self._misses += 1
            result = self.__wrapped__(*args, **keywords)
            if self._maxsize != 0:
                results[key] = result
                if self._maxsize is not None and len(results) > self._maxsize:
                    del results[next(iter(results))]
            return result

        def __get__(self, owner, type=None):
            if owner is None:
                return self
            return partial(self, owner)

        def cache_info(self):
            return _CacheInfo(self._hits, self._misses, self._maxsize, len(self._results))

        def cache_clear(self):
            self._results = {}
            self._hits = 0
            self._misses = 0

        def cache_parameters(self):
            return {"maxsize": self._maxsize, "typed": self._typed}

        def __repr__(self):
            return f"<function {self.__name__}>"

    def lru_cache(maxsize=128, typed=False):
        if callable(maxsize):
            return _Cached(maxsize, 128, typed)
        if maxsize is not None and not isinstance(maxsize, int):
            raise TypeError("Expected first argument to be an integer, a callable, or None")
        if maxsize is not None and maxsize < 0:
            maxsize = 0
        return lambda function: _Cached(function, maxsize, typed)

    def cache(user_function):
        return _Cached(user_function, None, False)

    class cached_property:
        def __init__(self, func):
            self.func = func
            self.attrname = _name(func)

        def __get__(self, owner, type=None):
            if owner is None:
                return self
            value = self.func(owner)
            setattr(owner, self.attrname, value)
            return value

    def total_ordering(cls):
        names = [name for name in ("__lt__", "__le__", "__gt__", "__ge__") if name in cls.__dict__]
        if len(names) == 0:
            raise ValueError("must define at least one ordering operation: < > <= >=")
        root = names[0]
        less = root in ("__lt__", "__le__")
        strict = root in ("__lt__", "__gt__")

        def ordering(name):
            # Where `root` says of two what comes first, and `==` whether they are one, the others follow.
            same_side = (name in ("__lt__", "__le__")) == less
            wants_strict = name in ("__lt__", "__gt__")

            def compare(self, other):
                result = getattr(self, root)(other)
                if result is NotImplemented:
                    return result
                if same_side:
                    if wants_strict == strict:
                        return result
                    return (result or self == other) if strict else (result and not self == other)
                if wants_strict == strict:
                    return (not result and not self == other) if strict else (not result or self == other)
                return not result

            return compare

        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            if name not in names:
                setattr(cls, name, ordering(name))
        return cls

    def cmp_to_key(mycmp):
        class Key:
            def __init__(self, obj):
                self.obj = obj

            def __lt__(self, other):
                return mycmp(self.obj, other.obj) < 0

            def __gt__(self, other):
                return mycmp(self.obj, other.obj) > 0

            def __le__(self, other):
                return mycmp(self.obj, other.obj) <= 0

            def __ge__(self, other):
                return mycmp(self.obj, other.obj) >= 0

            def __eq__(self, other):
                return mycmp(self.obj, other.obj) == 0

        return Key

    def singledispatch(function):
        raise NotImplementedError("singledispatch is not here: isinstance(…) within one function chooses as well")
    """#
}
