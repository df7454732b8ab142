/// Python's `argparse`.
enum ArgparseModule {
  static let text = arguments + "\n\n" + parsers

  private static let arguments = #"""
    import sys

    SUPPRESS = "==SUPPRESS=="
    OPTIONAL = "?"
    ZERO_OR_MORE = "*"
    ONE_OR_MORE = "+"
    REMAINDER = "..."

    class Namespace:
        def __init__(self, **values):
            for name, value in values.items():
                setattr(self, name, value)

        def __eq__(self, other):
            return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

        def __contains__(self, name):
            return name in vars(self)

        def __repr__(self):
            return f"{type(self).__name__}(" + ", ".join([f"{name}={value!r}" for name, value in vars(self).items()]) + ")"

    class ArgumentError(Exception):
        def __init__(self, argument, message):
            super().__init__(argument, message)
            self.argument_name = _name_of(argument)
            self.message = message

        def __str__(self):
            return self.message if self.argument_name is None else f"argument {self.argument_name}: {self.message}"

    class ArgumentTypeError(Exception):
        pass

    class HelpFormatter:
        pass

    class ArgumentDefaultsHelpFormatter(HelpFormatter):
        pass

    class RawTextHelpFormatter(HelpFormatter):
        pass

    class RawDescriptionHelpFormatter(HelpFormatter):
        pass

    class MetavarTypeHelpFormatter(HelpFormatter):
        pass

    def _name_of(argument):
        if argument is None:
            return None
        if argument.option_strings:
            return "/".join(argument.option_strings)
        return argument.dest if argument.metavar in (None, SUPPRESS) else argument.metavar

    class Action:
        def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False,
                     help=None, metavar=None):
            self.option_strings = list(option_strings)
            self.dest = dest
            self.nargs = nargs
            self.const = const
            self.default = default
            self.type = type
            self.choices = choices
            self.required = required
            self.help = help
            self.metavar = metavar

        def __call__(self, parser, namespace, values, option_string=None):
            raise NotImplementedError(".__call__() not defined")

    class _Store(Action):
        def __init__(self, option_strings, dest, **settings):
            super().__init__(option_strings, dest, **settings)
            if self.nargs == 0:
                raise ValueError("nargs for store actions must be != 0; if you have nothing to store, use store_true or store_const")
            if self.const is not None and self.nargs != OPTIONAL:
                raise ValueError("nargs must be '?' to supply const")

        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, values)

    class _Const(Action):
        def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
            super().__init__(option_strings, dest, nargs=0, const=const, default=default, required=required, help=help)

        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, self.const)

    class _True(_Const):
        def __init__(self, option_strings, dest, default=False, required=False, help=None):
            super().__init__(option_strings, dest, True, default, required, help)

    class _False(_Const):
        def __init__(self, option_strings, dest, default=True, required=False, help=None):
            super().__init__(option_strings, dest, False, default, required, help)

    def _items(namespace, dest):
        items = getattr(namespace, dest, None)
        return [] if items is None else list(items)

    class _Append(Action):
        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, _items(namespace, self.dest) + [values])

    class _AppendConst(_Const):
        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, _items(namespace, self.dest) + [self.const])

    class _Extend(Action):
        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, _items(namespace, self.dest) + list(values))

    class _Count(_Const):
        def __init__(self, option_strings, dest, default=None, required=False, help=None):
            super().__init__(option_strings, dest, None, default, required, help)

        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)

    class _Help(_Const):
        def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None):
            super().__init__(option_strings, dest, None, default, False, help)

        def __call__(self, parser, namespace, values, option_string=None):
            parser.print_help()
            parser.exit()

    class _Version(_Const):
        def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, version=None, help="show program's version number and exit"):
            super().__init__(option_strings, dest, None, SUPPRESS, False, help)
            self.version = version

        def __call__(self, parser, namespace, values, option_string=None):
            print((self.version or parser.version or "").replace("%(prog)s", parser.prog))
            parser.exit()

    class BooleanOptionalAction(Action):
        def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None, metavar=None):
            flags = []
            for flag in option_strings:
                flags.append(flag)
                if flag.startswith("--"):
                    flags.append("--no-" + flag[2:])
            super().__init__(flags, dest, nargs=0, default=default, type=type, choices=choices, required=required, help=help)

        def __call__(self, parser, namespace, values, option_string=None):
            if option_string in self.option_strings:
                setattr(namespace, self.dest, not option_string.startswith("--no-"))

    _actions = {
        "store": _Store, "store_const": _Const, "store_true": _True, "store_false": _False, "append": _Append,
        "append_const": _AppendConst, "extend": _Extend, "count": _Count, "help": _Help, "version": _Version}

    def _is_number(text):
        digits = text[1:]
        if digits.isdigit():
            return True
        whole, point, rest = digits.partition(".")
        return point == "." and rest.isdigit() and (whole == "" or whole.isdigit())

    # How few and how many words an argument takes.
    def _bounds(nargs):
        if nargs is None:
            return 1, 1
        if nargs == OPTIONAL:
            return 0, 1
        if nargs in (ZERO_OR_MORE, REMAINDER):
            return 0, 1000000
        if nargs == ONE_OR_MORE:
            return 1, 1000000
        return nargs, nargs

    # How many of so many words each of the arguments takes, the first ones as many as they may; None where that cannot be.
    def _shares(actions, available):
        if len(actions) == 0:
            return []
        least, most = _bounds(actions[0].nargs)
        for count in range(min(most, available), least - 1, -1):
            rest = _shares(actions[1:], available - count)
            if rest is not None:
                return [count] + rest
        return None

    class _Group:
        def __init__(self, parser, title=None, description=None, exclusive=False, required=False):
            self._parser = parser
            self.title = title
            self.description = description
            self.exclusive = exclusive
            self.required = required
            self.members = []

        def add_argument(self, *flags, **settings):
            action = self._parser.add_argument(*flags, **settings)
            if self.exclusive and action.required:
                raise ValueError("mutually exclusive arguments must be optional")
            self.members.append(action)
            return action

        def add_argument_group(self, title=None, description=None):
            return self._parser.add_argument_group(title, description)

        def add_mutually_exclusive_group(self, required=False):
            return self._parser.add_mutually_exclusive_group(required=required)
    """#
}
