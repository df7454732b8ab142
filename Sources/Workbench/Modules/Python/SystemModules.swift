/// Python's `os` and `os.path`.
enum SystemModules {
  static let path = #"""
    sep = "/"
    curdir = "."
    pardir = ".."
    extsep = "."

    def _text(path):
        if hasattr(path, "__fspath__"):
            return path.__fspath__()
        if not isinstance(path, str):
            raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
        return path

    def join(path, *parts):
        path = _text(path)
        for part in parts:
            part = _text(part)
            path = part if part.startswith("/") else path + part if path == "" or path.endswith("/") else path + "/" + part
        return path

    def split(path):
        path = _text(path)
        place = path.rfind("/") + 1
        head = path[:place]
        return (head if head.replace("/", "") == "" else head.rstrip("/"), path[place:])

    def basename(path):
        return split(path)[1]

    def dirname(path):
        return split(path)[0]

    def splitext(path):
        path = _text(path)
        name = basename(path)
        place = name.rfind(".")
        if place <= 0 or name[:place].replace(".", "") == "":
            return (path, "")
        return (path[:len(path) - len(name) + place], name[place:])

    def isabs(path):
        return _text(path).startswith("/")

    def normpath(path):
        path = _text(path)
        if path == "":
            return "."
        root = "//" if path.startswith("//") and not path.startswith("///") else "/" if path.startswith("/") else ""
        parts = []
        for part in path.split("/"):
            if part in ("", "."):
                continue
            if part != ".." or (root == "" and len(parts) == 0) or (len(parts) > 0 and parts[-1] == ".."):
                parts.append(part)
            elif len(parts) > 0:
                parts.pop()
        return root + "/".join(parts) or "."

    def normcase(path):
        return _text(path)

    def abspath(path):
        return normpath(_absolute(_text(path)))

    def realpath(path, *, strict=False):
        path = abspath(path)
        if _exists(path):
            return _resolved(path)
        if strict:
            raise FileNotFoundError(f"No such file or directory: {path!r}")
        # Of what is not there yet the folder may be.
        head, tail = split(path)
        return path if head == path else join(realpath(head), tail)

    def relpath(path, start="."):
        if _text(path) == "":
            raise ValueError("no path specified")
        here = [part for part in abspath(start).split("/") if part]
        there = [part for part in abspath(path).split("/") if part]
        common = 0
        while common < min(len(here), len(there)) and here[common] == there[common]:
            common += 1
        return "/".join([".."] * (len(here) - common) + there[common:]) or "."

    def commonprefix(m):
        if len(m) == 0:
            return ""
        first, last = min(m), max(m)
        for place in range(len(first)):
            if first[:place + 1] != last[:place + 1]:
                return first[:place]
        return first

    def commonpath(paths):
        paths = [_text(path) for path in paths]
        if len(paths) == 0:
            raise ValueError("commonpath() arg is an empty sequence")
        if len(set([path.startswith("/") for path in paths])) > 1:
            raise ValueError("Can't mix absolute and relative paths")
        parts = [[part for part in path.split("/") if part not in ("", ".")] for path in paths]
        first, last = min(parts), max(parts)
        common = 0
        while common < min(len(first), len(last)) and first[common] == last[common]:
            common += 1
        return ("/" if paths[0].startswith("/") else "") + "/".join(first[:common])

    def exists(path):
        return _exists(_text(path))

    def isfile(path):
        return _isfile(_text(path))

    def isdir(path):
        return _isdir(_text(path))

    def islink(path):
        return _islink(_text(path))

    lexists = exists

    def expanduser(path):
        return _expanduser(_text(path))

    def _fact(path, value):
        if value is None:
            raise FileNotFoundError(f"No such file or directory: {path!r}")
        return value

    def getsize(filename):
        return _fact(filename, _size(_text(filename)))

    def getmtime(filename):
        return _fact(filename, _modified(_text(filename)))
    """#

  static let os = #"""
    sep = "/"
    linesep = "\n"
    curdir = "."
    pardir = ".."
    extsep = "."
    pathsep = ":"
    name = "posix"
    devnull = "/dev/null"
    error = OSError

    # The variables as they were when the session began; what a cell puts in is for cells.
    class _Environment(dict):
        def _checked(self, text):
            if not isinstance(text, str):
                raise TypeError(f"str expected, not {type(text).__name__}")
            return text

        def __setitem__(self, key, value):
            super().__setitem__(self._checked(key), self._checked(value))

        def setdefault(self, key, value):
            if key not in self:
                self[key] = value
            return self[key]

        def copy(self):
            return dict(self)

        def __repr__(self):
            return f"environ({super().__repr__()})"

    environ = _Environment(_environment())

    def getcwd():
        return path.abspath(".")

    def getenv(key, default=None):
        return environ.get(key, default)

    def putenv(key, value):
        environ[key] = value

    def fspath(path_):
        return path._text(path_)

    def getpid():
        return _pid()

    def makedirs(name, mode=511, exist_ok=False):
        name = path._text(name)
        if path.exists(name):
            if exist_ok and path.isdir(name):
                return
            raise FileExistsError(f"File exists: {name!r}")
        if name == "":
            raise FileNotFoundError("No such file or directory: ''")
        _make_folders(name)

    def mkdir(path_, mode=511):
        name = path._text(path_)
        if path.exists(name):
            raise FileExistsError(f"File exists: {name!r}")
        head = path.dirname(name.rstrip("/"))
        if head != "" and not path.isdir(head):
            raise FileNotFoundError(f"No such file or directory: {name!r}")
        if name == "":
            raise FileNotFoundError("No such file or directory: ''")
        _make_folders(name)

    def listdir(path_="."):
        name = path._text(path_)
        if path.isfile(name):
            raise NotADirectoryError(f"Not a directory: {name!r}")
        return _listdir(name)

    def walk(top, topdown=True, onerror=None, followlinks=False):
        rows = []

        def visit(folder):
            names = listdir(folder)
            folders = [name for name in names if path.isdir(path.join(folder, name))]
            row = (folder, folders, [name for name in names if name not in folders])
            if topdown:
                rows.append(row)
            for name in folders:
                below = path.join(folder, name)
                if followlinks or not path.islink(below):
                    visit(below)
            if not topdown:
                rows.append(row)

        if path.isdir(top):
            visit(path._text(top))
        return iter(rows)
    """#

  static let traceback = #"""
    def format_exc(limit=None, chain=True):
        return _handled()

    def print_exc(limit=None, file=None, chain=True):
        if file is None:
            _write_error(_handled())
        else:
            file.write(_handled())

    def format_exception_only(exc, value=None):
        error = exc if value is None else value
        return [f"{type(error).__name__}: {error}\n"]

    def format_exception(exc, value=None, tb=None, limit=None, chain=True):
        return format_exception_only(exc, value)

    def print_exception(exc, value=None, tb=None, limit=None, file=None, chain=True):
        text = "".join(format_exception(exc, value))
        if file is None:
            _write_error(text)
        else:
            file.write(text)
    """#
}
