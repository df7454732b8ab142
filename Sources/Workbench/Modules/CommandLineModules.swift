/// Python's `argparse` and `sys`, where no command line is: options have their defaults.
enum CommandLineModules {
  static let argparse = #"""
    SUPPRESS = "==SUPPRESS=="

    class Namespace:
        def __init__(self, **values):
            for name, value in values.items():
                setattr(self, name, value)

        def __repr__(self):
            return "Namespace(" + ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items()) + ")"

        def __contains__(self, name):
            return name in self.__dict__

    class ArgumentError(Exception):
        pass

    class ArgumentTypeError(Exception):
        pass

    class HelpFormatter:
        pass

    class ArgumentDefaultsHelpFormatter:
        pass

    class RawTextHelpFormatter:
        pass

    class _Option:
        def __init__(self, flags, dest, action, nargs, const, default, type, choices, required):
            self.flags = flags
            self.dest = dest
            self.action = action
            self.nargs = nargs
            self.const = const
            self.default = default
            self.type = type
            self.choices = choices
            self.required = required

        def convert(self, text):
            value = text
            if self.type is not None:
                try:
                    value = self.type(text)
                except (ValueError, TypeError):
                    raise ValueError(f"argument {'/'.join(self.flags)}: invalid value: {text!r}")
            if self.choices is not None and value not in self.choices:
                raise ValueError(
                    f"argument {'/'.join(self.flags)}: invalid choice: {value!r} (choose from "
                    + ", ".join(repr(choice) for choice in self.choices) + ")")
            return value

        def fallback(self):
            if isinstance(self.default, str):
                return self.default if self.type is None else self.convert(self.default)
            return self.default

    def _is_option(text):
        return len(text) > 1 and text.startswith("-") and not text[1:].replace(".", "", 1).isdigit()

    class ArgumentParser:
        def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=None,
                     prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error",
                     add_help=True, allow_abbrev=True, exit_on_error=True):
            self.prog = prog
            self.description = description
            self._options = []
            self._defaults = {}
            for parent in parents:
                self._options += parent._options

        def add_argument(self, *flags, action="store", nargs=None, const=None, default=None, type=None, choices=None,
                         required=False, help=None, metavar=None, dest=None, version=None):
            if len(flags) == 0:
                if dest is None:
                    raise ValueError("add_argument takes the name of an option, such as '--epochs'")
                flags = (dest,)
            if action not in ["store", "store_true", "store_false", "store_const", "append", "count", "version"]:
                raise ValueError(f"unknown action {action!r}")
            if dest is None:
                long = [flag for flag in flags if flag.startswith("--")]
                dest = (long[0] if long else flags[0]).lstrip("-").replace("-", "_")
            if default is None and action == "store_true":
                default = False
            if default is None and action == "store_false":
                default = True
            if action != "version":
                self._options.append(
                    _Option(flags, dest, action, nargs, const, default, type, choices, required))

        def add_argument_group(self, title=None, description=None):
            return self

        def add_mutually_exclusive_group(self, required=False):
            return self

        def set_defaults(self, **values):
            for name, value in values.items():
                self._defaults[name] = value

        def get_default(self, dest):
            for option in self._options:
                if option.dest == dest:
                    return option.default
            return self._defaults.get(dest)

        def error(self, message):
            raise ValueError(message)

        def print_help(self, file=None):
            print(self.format_help())

        def print_usage(self, file=None):
            print("options: " + " ".join(option.flags[-1] for option in self._options))

        def format_help(self):
            lines = [] if self.description is None else [self.description, ""]
            lines.append("options:")
            return "\n".join(lines + [f"  {', '.join(option.flags)}" for option in self._options])

        def parse_args(self, args=None, namespace=None):
            result, rest = self.parse_known_args(args, namespace)
            if len(rest) > 0:
                raise ValueError("unrecognized arguments: " + " ".join(rest))
            return result

        def parse_known_args(self, args=None, namespace=None):
            words = [] if args is None else list(args)
            result = Namespace() if namespace is None else namespace
            for option in self._options:
                if option.default != SUPPRESS:
                    setattr(result, option.dest, option.fallback())
            for name, value in self._defaults.items():
                setattr(result, name, value)
            given = []
            rest = []
            places = [option for option in self._options if not option.flags[0].startswith("-")]
            while len(words) > 0:
                word = words.pop(0)
                if not _is_option(word):
                    if len(places) == 0:
                        rest.append(word)
                        continue
                    option = places.pop(0)
                    words.insert(0, word)
                else:
                    inline = None
                    if word.startswith("--") and "=" in word:
                        word, inline = word.split("=", 1)
                    found = [option for option in self._options if word in option.flags]
                    if len(found) == 0 and word.startswith("--"):
                        found = [
                            option for option in self._options
                            if any(flag.startswith(word) for flag in option.flags)]
                    if len(found) != 1:
                        rest.append(word if inline is None else word + "=" + inline)
                        continue
                    option = found[0]
                    if inline is not None:
                        words.insert(0, inline)
                given.append(option.dest)
                self._take(option, words, result)
            for option in self._options:
                needed = option.required or (
                    not option.flags[0].startswith("-") and option.nargs not in ["?", "*"] and option.default is None)
                if needed and option.dest not in given:
                    raise ValueError(
                        f"the argument {'/'.join(option.flags)} is required, and a cell has no command line: "
                        + "parse_args(['" + option.flags[-1] + "', …]) gives it")
            return result, rest

        def _take(self, option, words, result):
            if option.action == "store_true":
                value = True
            elif option.action == "store_false":
                value = False
            elif option.action == "store_const":
                value = option.const
            elif option.action == "count":
                value = (getattr(result, option.dest) or 0) + 1
            else:
                value = self._values(option, words)
                if option.action == "append":
                    value = (getattr(result, option.dest) or []) + [value]
            setattr(result, option.dest, value)

        def _values(self, option, words):
            if option.nargs is None:
                if len(words) == 0 or _is_option(words[0]):
                    raise ValueError(f"argument {'/'.join(option.flags)}: expected one argument")
                return option.convert(words.pop(0))
            if option.nargs == "?":
                if len(words) == 0 or _is_option(words[0]):
                    return option.const
                return option.convert(words.pop(0))
            values = []
            while len(words) > 0 and not _is_option(words[0]) and len(values) != option.nargs:
                values.append(option.convert(words.pop(0)))
            if option.nargs == "+" and len(values) == 0:
                raise ValueError(f"argument {'/'.join(option.flags)}: expected at least one argument")
            if isinstance(option.nargs, int) and len(values) != option.nargs:
                raise ValueError(f"argument {'/'.join(option.flags)}: expected {option.nargs} arguments")
            return values

    class BooleanOptionalAction:
        pass
    """#

  static let sys = #"""
    class _Stream:
        def write(self, text):
            print(text, end="")
            return len(text)

        def flush(self):
            pass

        def isatty(self):
            return False

    stdout = _Stream()
    stderr = _Stream()
    argv = [""]
    path = []
    modules = {}
    platform = "linux"
    byteorder = "little"
    executable = ""

    class _Version:
        major = 3
        minor = 12
        micro = 0

    version_info = _Version()

    def exit(status=None):
        raise SystemExit("" if status is None else status)

    def getrecursionlimit():
        return 1000
    """#
}
