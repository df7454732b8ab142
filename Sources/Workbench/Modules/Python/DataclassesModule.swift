/// Python's `dataclasses`.
enum DataclassesModule {
  static let text = #"""
    import copy

    class FrozenInstanceError(AttributeError):
        pass

    class _Missing:
        def __repr__(self):
            return "MISSING"

    MISSING = _Missing()

    class KW_ONLY:
        pass

    class Field:
        def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
            self.name = None
            self.type = None
            self.default = default
            self.default_factory = default_factory
            self.init = init
            self.repr = repr
            self.hash = hash
            self.compare = compare
            self.metadata = {} if metadata is None else metadata
            self.kw_only = kw_only

        def __repr__(self):
            return f"Field(name={self.name!r}, type={self.type!r}, default={self.default!r})"

    def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
              kw_only=MISSING):
        if default is not MISSING and default_factory is not MISSING:
            raise ValueError("cannot specify both default and default_factory")
        return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)

    def _has_value(one):
        return one.default is not MISSING or one.default_factory is not MISSING

    def _own_fields(cls, kw_only):
        own = []
        only = kw_only
        for name, kind in cls.__dict__.get("__annotations__", {}).items():
            if kind.startswith("ClassVar") or kind.startswith("typing.ClassVar"):
                continue
            if kind in ("KW_ONLY", "dataclasses.KW_ONLY"):
                only = True
                continue
            value = cls.__dict__.get(name, MISSING)
            one = value if isinstance(value, Field) else field(default=value)
            one.name = name
            one.type = kind
            if one.kw_only is MISSING:
                one.kw_only = only
            if isinstance(one.default, (list, dict, set)):
                raise ValueError(
                    f"mutable default {type(one.default).__name__} for field {name} is not allowed: use default_factory")
            own.append(one)
        return own

    def dataclass(cls=None, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
                  kw_only=False, slots=False):
        if cls is None:
            return lambda cls: _made(cls, init, repr, eq, order, unsafe_hash, frozen, kw_only)
        return _made(cls, init, repr, eq, order, unsafe_hash, frozen, kw_only)

    def _made(cls, init, with_repr, eq, order, unsafe_hash, frozen, kw_only):
        every = {}
        for base in cls.__bases__:
            for one in getattr(base, "__dataclass_fields__", {}).values():
                every[one.name] = one
        for one in _own_fields(cls, kw_only):
            every[one.name] = one
        if order and not eq:
            raise ValueError("eq must be true if order is true")
        all_fields = list(every.values())
        taken = [one for one in all_fields if one.init and not one.kw_only]
        named = [one.name for one in all_fields if one.init and one.kw_only]
        last = None
        for one in taken:
            if _has_value(one):
                last = one.name
            elif last is not None:
                raise TypeError(f"non-default argument {one.name!r} follows default argument")
        for one in all_fields:
            if one.name in cls.__dict__:
                if one.default is not MISSING:
                    setattr(cls, one.name, one.default)
                else:
                    delattr(cls, one.name)
        cls.__dataclass_fields__ = every
        cls.__dataclass_frozen__ = frozen
        cls.__match_args__ = tuple([one.name for one in taken])

        def __init__(self, *args, **values):
            if len(args) > len(taken):
                raise TypeError(
                    f"{cls.__name__}.__init__() takes {len(taken) + 1} positional arguments but {len(args) + 1} were given")
            for one, value in zip(taken, args):
                if one.name in values:
                    raise TypeError(f"{cls.__name__}.__init__() got multiple values for argument {one.name!r}")
                values[one.name] = value
            for name in values:
                if name not in every or not every[name].init:
                    raise TypeError(f"{cls.__name__}.__init__() got an unexpected keyword argument {name!r}")
            missing = [one.name for one in all_fields if one.init and one.name not in values and not _has_value(one)]
            if len(missing) > 0:
                raise TypeError(
                    f"{cls.__name__}.__init__() missing {len(missing)} required argument{'' if len(missing) == 1 else 's'}: "
                    + ", ".join([repr(name) for name in missing]))
            for one in all_fields:
                if one.name in values:
                    value = values[one.name]
                elif one.default_factory is not MISSING:
                    value = one.default_factory()
                elif one.default is not MISSING:
                    value = one.default
                else:
                    continue
                if frozen:
                    object.__setattr__(self, one.name, value)
                else:
                    setattr(self, one.name, value)
            if hasattr(self, "__post_init__"):
                self.__post_init__()

        def __repr__(self):
            shown = [f"{one.name}={getattr(self, one.name)!r}" for one in all_fields if one.repr]
            return f"{type(self).__name__}({', '.join(shown)})"

        def _values(self):
            return tuple([getattr(self, one.name) for one in all_fields if one.compare])

        def __eq__(self, other):
            return _values(self) == _values(other) if type(other) is type(self) else NotImplemented

        def __lt__(self, other):
            return _values(self) < _values(other) if type(other) is type(self) else NotImplemented

        def __le__(self, other):
            return _values(self) <= _values(other) if type(other) is type(self) else NotImplemented

        def __gt__(self, other):
            return _values(self) > _values(other) if type(other) is type(self) else NotImplemented

        def __ge__(self, other):
            return _values(self) >= _values(other) if type(other) is type(self) else NotImplemented

        def __hash__(self):
            return hash(_values(self))

        def __setattr__(self, name, value):
            raise FrozenInstanceError(f"cannot assign to field {name!r}")

        own = cls.__dict__
        if init and "__init__" not in own:
            cls.__init__ = __init__
        if with_repr and "__repr__" not in own:
            cls.__repr__ = __repr__
        if eq and "__eq__" not in own:
            cls.__eq__ = __eq__
        if order:
            for name, compare in (("__lt__", __lt__), ("__le__", __le__), ("__gt__", __gt__), ("__ge__", __ge__)):
                if name in own:
                    raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
                setattr(cls, name, compare)
        if (unsafe_hash or (eq and frozen)) and "__hash__" not in own:
            cls.__hash__ = __hash__
        if frozen:
            cls.__setattr__ = __setattr__
        return cls

    def is_dataclass(obj):
        return hasattr(obj, "__dataclass_fields__")

    def fields(class_or_instance):
        if not is_dataclass(class_or_instance):
            raise TypeError("must be called with a dataclass type or instance")
        return tuple(class_or_instance.__dataclass_fields__.values())

    def _check(obj, name):
        if not is_dataclass(obj) or isinstance(obj, type):
            raise TypeError(f"{name}() should be called on dataclass instances")

    def _converted(value, convert):
        if is_dataclass(value) and not isinstance(value, type):
            return convert(value)
        if isinstance(value, tuple) and hasattr(value, "_make"):
            return type(value)._make([_converted(item, convert) for item in value])
        if isinstance(value, list):
            return [_converted(item, convert) for item in value]
        if isinstance(value, tuple):
            return tuple([_converted(item, convert) for item in value])
        if isinstance(value, dict):
            return {_converted(key, convert): _converted(item, convert) for key, item in value.items()}
        return copy.deepcopy(value)

    def asdict(obj, *, dict_factory=dict):
        _check(obj, "asdict")
        return dict_factory(
            [(one.name, _converted(getattr(obj, one.name), lambda part: asdict(part, dict_factory=dict_factory)))
             for one in fields(obj)])

    def astuple(obj, *, tuple_factory=tuple):
        _check(obj, "astuple")
        return tuple_factory(
            [_converted(getattr(obj, one.name), lambda part: astuple(part, tuple_factory=tuple_factory)) for one in fields(obj)])

    def replace(obj, **changes):
        _check(obj, "replace")
        for one in fields(obj):
            if not one.init:
                if one.name in changes:
                    raise ValueError(f"field {one.name} is declared with init=False, it cannot be specified with replace()")
            elif one.name not in changes:
                changes[one.name] = getattr(obj, one.name)
        return type(obj)(**changes)
    """#
}
