/// Python's `enum`, over the language's own ``EnumClass``.
enum EnumModule {
  static let text = #"""
    def unique(enumeration):
        doubled = [f"{name} -> {member.name}" for name, member in enumeration.__members__.items() if name != member.name]
        if len(doubled) > 0:
            raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(doubled)}")
        return enumeration

    def _number(x):
        return x.value if isinstance(x, IntEnum) else x

    class IntEnum(Enum):
        def __int__(self):
            return self.value

        def __index__(self):
            return self.value

        def __float__(self):
            return float(self.value)

        def __bool__(self):
            return self.value != 0

        def __hash__(self):
            return hash(self.value)

        def __str__(self):
            return str(self.value)

        def __format__(self, form):
            return format(self.value, form)

        def __eq__(self, other):
            return self.value == _number(other)

        def __lt__(self, other):
            return self.value < _number(other)

        def __le__(self, other):
            return self.value <= _number(other)

        def __gt__(self, other):
            return self.value > _number(other)

        def __ge__(self, other):
            return self.value >= _number(other)

        def __add__(self, other):
            return self.value + _number(other)

        def __radd__(self, other):
            return other + self.value

        def __sub__(self, other):
            return self.value - _number(other)

        def __rsub__(self, other):
            return other - self.value

        def __mul__(self, other):
            return self.value * _number(other)

        def __rmul__(self, other):
            return other * self.value

        def __truediv__(self, other):
            return self.value / _number(other)

        def __rtruediv__(self, other):
            return other / self.value

        def __floordiv__(self, other):
            return self.value // _number(other)

        def __mod__(self, other):
            return self.value % _number(other)

        def __neg__(self):
            return -self.value

        def __and__(self, other):
            return self.value & _number(other)

        def __or__(self, other):
            return self.value | _number(other)

    class StrEnum(Enum):
        _texts_ = True

        def __str__(self):
            return self.value

        def __format__(self, form):
            return format(self.value, form)

        def __hash__(self):
            return hash(self.value)

        def __eq__(self, other):
            return self.value == (other.value if isinstance(other, StrEnum) else other)

        def __len__(self):
            return len(self.value)

        def __add__(self, other):
            return self.value + str(other)

        def __radd__(self, other):
            return other + self.value

        def __contains__(self, part):
            return part in self.value

        def __getattr__(self, name):
            if name.startswith("_"):
                raise AttributeError(f"{type(self).__name__} has no `{name}`")
            return getattr(self.value, name)
    """#
}
