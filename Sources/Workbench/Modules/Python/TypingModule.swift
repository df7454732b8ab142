import Language

/// Python's `typing`: names of types are notes, and mean nothing; these few are more.
enum TypingModule {
  /// The names that `from typing import *` binds; any other is a note too.
  static var types: [String: Value] {
    """
    Any AnyStr Callable ClassVar Collection Deque DefaultDict Dict Final FrozenSet Generator Generic Hashable Iterable Iterator \
    List Literal Mapping MutableMapping NoReturn Optional OrderedDict Protocol Sequence Set Sized SupportsFloat SupportsInt Text \
    Tuple Type Union
    """.split(separator: " ").reduce(into: [:]) { types, name in
      types[String(name)] = .object(NamespaceValue("typing.\(name)", [:], isOpen: true))
    }
  }

  static let text = #"""
    TYPE_CHECKING = False

    def cast(typ, val):
        return val

    def overload(func):
        return func

    def final(f):
        return f

    def no_type_check(arg):
        return arg

    def runtime_checkable(cls):
        return cls

    def TypeVar(name, *constraints, **options):
        return name

    def NewType(name, tp):
        return lambda value: value

    def get_type_hints(obj):
        return dict(getattr(obj, "__annotations__", {}))
    """#

  /// Python's `types`: an object that is nothing but its attributes.
  static let namespaces = #"""
    class SimpleNamespace:
        def __init__(self, **attributes):
            for name, value in attributes.items():
                setattr(self, name, value)

        def __repr__(self):
            return "namespace(" + ", ".join(f"{name}={value!r}" for name, value in vars(self).items()) + ")"

        def __eq__(self, other):
            return isinstance(other, SimpleNamespace) and vars(self) == vars(other)
    """#

  /// Python's `numbers`: kinds of numbers, for `isinstance`.
  static let numbers = #"""
    Number = (int, float)
    Complex = Number
    Real = Number
    Rational = (int,)
    Integral = (int,)
    """#
}
