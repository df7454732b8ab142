/// Python's `warnings`.
enum WarningsModule {
  static let text = #"""
    # What is to happen with a warning: the last filter that fits decides.
    _filters = []
    _seen = []
    _recording = []

    class WarningMessage:
        def __init__(self, message, category, filename="", lineno=0, file=None, line=None, source=None):
            self.message = message
            self.category = category
            self.filename = filename
            self.lineno = lineno

        def __str__(self):
            return f"{{message : {self.message!r}, category : {self.category.__name__!r}}}"

    def _plain(pattern):
        text = pattern.replace("\\", "")
        while text.startswith(".*"):
            text = text[2:]
        while text.endswith(".*") or text.endswith("$"):
            text = text[:-2] if text.endswith(".*") else text[:-1]
        return text

    def _fits(entry, text, category):
        action, pattern, kind = entry
        if not issubclass(category, kind):
            return False
        words = _plain(pattern).lower()
        return words in text.lower() if pattern.startswith(".*") else text.lower().startswith(words)

    def _check(action, category):
        if action not in ["error", "ignore", "always", "default", "module", "once"]:
            raise AssertionError(f"invalid action: {action!r}")
        if not isinstance(category, type) or not issubclass(category, Warning):
            raise TypeError("category must be a Warning subclass")

    def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
        _check(action, category)
        entry = (action, message, category)
        if append:
            _filters.insert(0, entry)
        else:
            _filters.append(entry)
        _seen.clear()

    def simplefilter(action, category=Warning, lineno=0, append=False):
        filterwarnings(action, "", category, append=append)

    def resetwarnings():
        _filters.clear()
        _seen.clear()

    def warn(message, category=None, stacklevel=1, source=None):
        if isinstance(message, Warning):
            category = type(message)
        elif category is None:
            category = UserWarning
        if not isinstance(category, type) or not issubclass(category, Warning):
            raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
        text = str(message)
        action = "default"
        for entry in reversed(_filters):
            if _fits(entry, text, category):
                action = entry[0]
                break
        if action == "ignore":
            return
        warning = message if isinstance(message, Warning) else category(message)
        if action == "error":
            raise warning
        if action != "always":
            if (text, category.__name__) in _seen:
                return
            _seen.append((text, category.__name__))
        if len(_recording) > 0 and _recording[-1] is not None:
            _recording[-1].append(WarningMessage(warning, category))
        else:
            _write_error(f"{category.__name__}: {text}\n")

    def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
        warn(message, category)

    def showwarning(message, category, filename, lineno, file=None, line=None):
        _write_error(f"{category.__name__}: {message}\n")

    class catch_warnings:
        def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
            self._record = record
            self._action = action
            self._category = category

        def __enter__(self):
            self._before = list(_filters)
            log = [] if self._record else None
            _recording.append(log if self._record or len(_recording) == 0 else _recording[-1])
            _seen.clear()
            if self._action is not None:
                simplefilter(self._action, self._category)
            return log

        def __exit__(self, *error):
            _filters[:] = self._before
            _recording.pop()
            _seen.clear()
    """#
}
