extension ArgparseModule {
  /// What reads a command line.
  static let parsers = #"""
    class ArgumentParser:
        def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=None,
                     prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error",
                     add_help=True, allow_abbrev=True, exit_on_error=True):
            if prefix_chars != "-" or fromfile_prefix_chars is not None:
                raise NotImplementedError("options begin with - here, and arguments are not read from files")
            self.prog = prog or (sys.argv[0] if sys.argv else "") or "cell"
            self.usage = usage
            self.description = description
            self.epilog = epilog
            self.version = None
            self.formatter_class = formatter_class
            self.argument_default = argument_default
            self.conflict_handler = conflict_handler
            self.add_help = add_help
            self.allow_abbrev = allow_abbrev
            self.exit_on_error = exit_on_error
            self._actions = []
            self._defaults = {}
            self._exclusive = []
            if add_help:
                self.add_argument("-h", "--help", action="help", default=SUPPRESS, help="show this help message and exit")
            for parent in parents:
                for action in parent._actions:
                    self._add(action)
                self._exclusive += parent._exclusive
                self._defaults.update(parent._defaults)

        # MARK: what there is

        def _add(self, action):
            for flag in action.option_strings:
                for other in list(self._actions):
                    if flag in other.option_strings:
                        if self.conflict_handler != "resolve":
                            plural = "s" if len([f for f in action.option_strings if f in other.option_strings]) > 1 else ""
                            shared = ", ".join([f for f in action.option_strings if f in other.option_strings])
                            raise ArgumentError(action, f"conflicting option string{plural}: {shared}")
                        other.option_strings.remove(flag)
                        if len(other.option_strings) == 0:
                            self._actions.remove(other)
            self._actions.append(action)
            return action

        def add_argument(self, *flags, **settings):
            if len(flags) == 0 or (len(flags) == 1 and not flags[0].startswith("-")):
                if len(flags) > 0 and "dest" in settings:
                    raise ValueError("dest supplied twice for positional argument")
                if len(flags) == 0 and "dest" not in settings:
                    raise TypeError("add_argument takes the name of an argument, such as '--epochs'")
                if "required" in settings:
                    raise TypeError("'required' is an invalid argument for positionals")
                dest = settings.pop("dest") if "dest" in settings else flags[0]
                flags = ()
                nargs = settings.get("nargs")
                kind = settings.get("action", "store")
                takes_words = kind in ("store", "append", "extend") or not isinstance(kind, str)
                needed = takes_words and nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER)
                if nargs == ZERO_OR_MORE and "default" not in settings:
                    needed = True
            else:
                for flag in flags:
                    if not flag.startswith("-"):
                        raise ValueError(f"invalid option string {flag!r}: must start with a character '-'")
                dest = settings.pop("dest", None)
                if dest is None:
                    long = [flag for flag in flags if flag.startswith("--") and len(flag) > 2]
                    dest = (long[0] if long else flags[0]).lstrip("-")
                    if dest == "":
                        raise ValueError(f"dest= is required for options like {flags[0]!r}")
                    dest = dest.replace("-", "_")
                needed = settings.pop("required", False)
            action = settings.pop("action", "store")
            kind = _actions.get(action) if isinstance(action, str) else _Store if action is None else action
            if kind is None:
                raise ValueError(f"unknown action {action!r}")
            if "default" not in settings:
                if dest in self._defaults:
                    settings["default"] = self._defaults[dest]
                elif self.argument_default is not None:
                    settings["default"] = self.argument_default
            converter = settings.get("type")
            if converter is not None and not callable(converter):
                raise ValueError(f"{converter!r} is not callable")
            made = kind(list(flags), dest, **settings)
            made.required = bool(needed)
            return self._add(made)

        def add_argument_group(self, title=None, description=None):
            return _Group(self, title, description)

        def add_mutually_exclusive_group(self, required=False):
            group = _Group(self, exclusive=True, required=required)
            self._exclusive.append(group)
            return group

        def add_subparsers(self, **settings):
            raise NotImplementedError(
                "there are no subparsers here: a cell has no command line, and an option with choices=[…] says what is to be done")

        def set_defaults(self, **values):
            self._defaults.update(values)
            for action in self._actions:
                if action.dest in values:
                    action.default = values[action.dest]

        def get_default(self, dest):
            for action in self._actions:
                if action.dest == dest and action.default is not None:
                    return action.default
            return self._defaults.get(dest)

        # MARK: errors

        def exit(self, status=0, message=None):
            if message:
                sys.stderr.write(message)
            if status == 0:
                raise SystemExit(0)
            stop = SystemExit(message.strip() if message else status)
            stop.code = status
            raise stop

        def error(self, message):
            # The words are the error's: it is told where the cell ends.
            stop = SystemExit(f"{message}\n{self.format_usage().strip()}")
            stop.code = 2
            raise stop

        # MARK: words

        # None for a word that is no option; else the option, the flag, and what stands behind it in the same word.
        def _option(self, word):
            if len(word) < 2 or not word.startswith("-"):
                return None
            for action in self._actions:
                if word in action.option_strings:
                    return action, word, None
            flag, sign, value = word.partition("=")
            if sign == "=":
                for action in self._actions:
                    if flag in action.option_strings:
                        return action, flag, value
            found = []
            for action in self._actions:
                for own in action.option_strings:
                    if word.startswith("--"):
                        if self.allow_abbrev and own.startswith(flag):
                            found.append((action, own, value if sign == "=" else None))
                    elif own == word[:2]:
                        found.append((action, own, word[2:]))
                    elif own.startswith(word):
                        found.append((action, own, None))
            if len(found) > 1:
                self.error(f"ambiguous option: {word} could match {', '.join([own for _, own, _ in found])}")
            if len(found) == 1:
                return found[0]
            if _is_number(word) and not any(_is_number(own) for action in self._actions for own in action.option_strings):
                return None
            if " " in word:
                return None
            return None, word, None

        def _value(self, action, word):
            value = word
            if action.type is not None:
                try:
                    value = action.type(word)
                except ArgumentTypeError as error:
                    raise ArgumentError(action, str(error))
                except (TypeError, ValueError):
                    name = getattr(action.type, "__name__", repr(action.type))
                    raise ArgumentError(action, f"invalid {name} value: {word!r}")
            return value

        def _checked(self, action, value):
            if action.choices is not None and value not in action.choices:
                choices = ", ".join([repr(choice) for choice in action.choices])
                raise ArgumentError(action, f"invalid choice: {value!r} (choose from {choices})")
            return value

        def _values(self, action, words):
            if action.nargs not in (REMAINDER,):
                words = list(words)
                if "--" in words:
                    words.remove("--")
            if action.nargs == OPTIONAL and len(words) == 0:
                value = action.const if action.option_strings else action.default
                return self._checked(action, self._value(action, value)) if isinstance(value, str) else value
            if action.nargs == ZERO_OR_MORE and len(words) == 0 and not action.option_strings:
                return action.default if action.default is not None else []
            if action.nargs in (None, OPTIONAL):
                return self._checked(action, self._value(action, words[0]))
            values = [self._value(action, word) for word in words]
            if action.nargs != REMAINDER:
                for value in values:
                    self._checked(action, value)
            return values

        def _expected(self, action):
            if action.nargs is None:
                return "expected one argument"
            if action.nargs == OPTIONAL:
                return "expected at most one argument"
            if action.nargs == ONE_OR_MORE:
                return "expected at least one argument"
            return f"expected {action.nargs} argument{'' if action.nargs == 1 else 's'}"

        def parse_args(self, args=None, namespace=None):
            result, rest = self.parse_known_args(args, namespace)
            if len(rest) > 0:
                self.error("unrecognized arguments: " + " ".join(rest))
            return result

        def parse_known_args(self, args=None, namespace=None):
            words = [str(word) if not isinstance(word, str) else word for word in (sys.argv[1:] if args is None else args)]
            result = Namespace() if namespace is None else namespace
            for action in self._actions:
                if action.dest != SUPPRESS and action.default != SUPPRESS and not hasattr(result, action.dest):
                    setattr(result, action.dest, action.default)
            for name, value in self._defaults.items():
                if not hasattr(result, name):
                    setattr(result, name, value)
            if not self.exit_on_error:
                return self._parsed(words, result)
            try:
                return self._parsed(words, result)
            except ArgumentError as error:
                self.error(str(error))

        def _parsed(self, words, result):
            seen = []
            given = []
            extras = []
            # Which words are options, as far as that can be known before they are taken.
            options = []
            behind = False
            for word in words:
                if word == "--" and not behind:
                    behind = True
                    options.append("-")
                else:
                    options.append(None if behind else self._option(word))
            places = [action for action in self._actions if not action.option_strings]

            def take(action, arguments, flag=None):
                seen.append(action)
                values = self._values(action, arguments) if action.nargs != 0 else []
                if values is not action.default:
                    for group in self._exclusive:
                        if action in group.members:
                            for other in given:
                                if other is not action and other in group.members:
                                    raise ArgumentError(action, f"not allowed with argument {_name_of(other)}")
                    given.append(action)
                action(self, result, values, flag)

            def run(start, most):
                end = start
                count = 0
                while end < len(words) and count < most and (options[end] is None or options[end] == "-"):
                    if options[end] is None:
                        count += 1
                    end += 1
                return end, count

            at = 0
            while True:
                # Words that are no options go to the arguments without a dash, as many of them as these fit.
                end, available = run(at, len(words))
                if places and (available > 0 or end == len(words)):
                    for number in range(len(places), 0, -1):
                        shares = _shares(places[:number], available)
                        if shares is not None:
                            break
                        shares = []
                    for share in shares:
                        # What may have nothing waits for words that come later.
                        if share == 0 and end < len(words) and places[0].nargs != REMAINDER:
                            break
                        action = places.pop(0)
                        if action.nargs == REMAINDER:
                            take(action, words[at:])
                            at = len(words)
                            break
                        stop, _ = run(at, share)
                        take(action, words[at:stop])
                        at = stop
                end, available = run(at, len(words))
                extras += [word for word in words[at:end]]
                at = end
                if at >= len(words):
                    break
                action, flag, inline = options[at]
                if action is None:
                    extras.append(words[at])
                    at += 1
                    continue
                at += 1
                while inline is not None and action.nargs == 0:
                    if flag.startswith("--") or inline == "":
                        raise ArgumentError(action, f"ignored explicit argument {inline!r}")
                    take(action, [], flag)
                    # Letters behind one dash: -vq.
                    flag = "-" + inline[0]
                    following = [other for other in self._actions if flag in other.option_strings]
                    if len(following) == 0:
                        raise ArgumentError(action, f"ignored explicit argument {inline!r}")
                    action = following[0]
                    inline = inline[1:] or None
                least, most = _bounds(action.nargs)
                if inline is not None:
                    if least > 1:
                        raise ArgumentError(action, self._expected(action))
                    take(action, [inline], flag)
                    continue
                end = at
                while end < len(words) and end - at < most and (options[end] is None or action.nargs == REMAINDER):
                    end += 1
                if end - at < least:
                    raise ArgumentError(action, self._expected(action))
                take(action, words[at:end], flag)
                at = end
            missing = []
            for action in self._actions:
                if action in seen:
                    continue
                if action.required:
                    missing.append(_name_of(action))
                elif isinstance(action.default, str) and action.default != SUPPRESS and action.type is not None:
                    if getattr(result, action.dest, None) is action.default:
                        setattr(result, action.dest, self._value(action, action.default))
            if missing:
                raise ArgumentError(None, "the following arguments are required: " + ", ".join(missing))
            for group in self._exclusive:
                if group.required and not any(action in given for action in group.members):
                    names = " ".join([_name_of(action) for action in group.members if action.help != SUPPRESS])
                    raise ArgumentError(None, f"one of the arguments {names} is required")
            return result, extras

        # MARK: help

        def _metavar(self, action):
            if action.metavar is not None:
                return action.metavar if isinstance(action.metavar, str) else " ".join(action.metavar)
            if action.choices is not None:
                return "{" + ",".join([str(choice) for choice in action.choices]) + "}"
            return action.dest.upper() if action.option_strings else action.dest

        def _words(self, action):
            name = self._metavar(action)
            if action.nargs is None:
                return name
            if action.nargs == OPTIONAL:
                return f"[{name}]"
            if action.nargs == ZERO_OR_MORE:
                return f"[{name} ...]"
            if action.nargs == ONE_OR_MORE:
                return f"{name} [{name} ...]"
            if action.nargs == REMAINDER:
                return "..."
            return " ".join([name] * action.nargs)

        def format_usage(self):
            if self.usage is not None:
                return f"usage: {self.usage}\n".replace("%(prog)s", self.prog)
            parts = [self.prog]
            for action in self._actions:
                if action.option_strings and action.help != SUPPRESS:
                    text = " | ".join(action.option_strings) if isinstance(action, BooleanOptionalAction) else action.option_strings[0]
                    text += "" if action.nargs == 0 else " " + self._words(action)
                    parts.append(text if action.required else f"[{text}]")
            parts += [self._words(action) for action in self._actions if not action.option_strings and action.help != SUPPRESS]
            return f"usage: {' '.join(parts)}\n"

        def _rows(self, title, actions):
            rows = []
            for action in actions:
                if action.help == SUPPRESS:
                    continue
                if action.nargs == 0 or not action.option_strings:
                    head = ", ".join(action.option_strings) or self._metavar(action)
                else:
                    head = ", ".join([f"{flag} {self._words(action)}" for flag in action.option_strings])
                help = (action.help or "").replace("%(default)s", str(action.default)).replace("%(prog)s", self.prog)
                help = help.replace("%(type)s", getattr(action.type, "__name__", "")).replace("%%", "%")
                if self.formatter_class is ArgumentDefaultsHelpFormatter and action.help and "%(default)" not in action.help:
                    if action.default not in (None, SUPPRESS) and (action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)):
                        help += f" (default: {action.default})"
                rows.append(f"  {head:<21} {help}".rstrip() if len(head) <= 20 else f"  {head}" + (f"\n{'':24}{help}" if help else ""))
            return [] if len(rows) == 0 else ["", title + ":"] + rows

        def format_help(self):
            lines = [self.format_usage().rstrip()]
            if self.description is not None:
                lines += ["", self.description.replace("%(prog)s", self.prog)]
            lines += self._rows("positional arguments", [action for action in self._actions if not action.option_strings])
            lines += self._rows("options", [action for action in self._actions if action.option_strings])
            if self.epilog is not None:
                lines += ["", self.epilog]
            return "\n".join(lines) + "\n"

        def print_help(self, file=None):
            print(self.format_help(), end="") if file is None else file.write(self.format_help())

        def print_usage(self, file=None):
            print(self.format_usage(), end="") if file is None else file.write(self.format_usage())

    def FileType(mode="r", *args, **options):
        raise NotImplementedError("a cell opens no files: an option of type str has the path")
    """#
}
