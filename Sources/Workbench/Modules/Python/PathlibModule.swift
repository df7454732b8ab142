/// Python's `pathlib`: names of files and folders, and what is there.
enum PathlibModule {
  static let text = #"""
    import os

    def _matches(name, pattern):
        if pattern == "":
            return name == ""
        if pattern[0] == "*":
            return any(_matches(name[place:], pattern[1:]) for place in range(len(name) + 1))
        if name == "":
            return False
        if pattern[0] == "?":
            return _matches(name[1:], pattern[1:])
        if pattern[0] == "[" and "]" in pattern[2:]:
            end = pattern.index("]", 2)
            letters = pattern[1:end]
            turned = letters[0] == "!"
            letters = letters[1:] if turned else letters
            found = False
            place = 0
            while place < len(letters):
                if place + 2 < len(letters) and letters[place + 1] == "-":
                    found = found or letters[place] <= name[0] <= letters[place + 2]
                    place += 3
                else:
                    found = found or letters[place] == name[0]
                    place += 1
            return found != turned and _matches(name[1:], pattern[end + 1:])
        return name[0] == pattern[0] and _matches(name[1:], pattern[1:])

    class PurePath:
        def __init__(self, *parts):
            texts = []
            for part in parts:
                if isinstance(part, PurePath):
                    part = str(part)
                if not isinstance(part, str):
                    raise TypeError(
                        f"argument should be a str or an os.PathLike object, not '{type(part).__name__}'")
                texts.append(part)
            joined = os.path.join(*texts) if len(texts) > 0 else ""
            names = [name for name in joined.split("/") if name not in ("", ".")]
            self._text = ("/" if joined.startswith("/") else "") + "/".join(names) or "."

        def _with(self, *parts):
            return type(self)(*parts)

        def __str__(self):
            return self._text

        def __fspath__(self):
            return self._text

        def __repr__(self):
            return f"{'PosixPath' if isinstance(self, Path) else type(self).__name__}({self._text!r})"

        def __truediv__(self, other):
            return self._with(self, other) if isinstance(other, (str, PurePath)) else NotImplemented

        def __rtruediv__(self, other):
            return self._with(other, self) if isinstance(other, str) else NotImplemented

        def __eq__(self, other):
            return self._text == other._text if isinstance(other, PurePath) else NotImplemented

        def __lt__(self, other):
            return self.parts < other.parts if isinstance(other, PurePath) else NotImplemented

        def __hash__(self):
            return hash(self._text)

        @property
        def parts(self):
            names = [name for name in self._text.split("/") if name not in ("", ".")]
            return tuple((["/"] if self._text.startswith("/") else []) + names)

        @property
        def name(self):
            return self.parts[-1] if len(self.parts) > 0 and self.parts[-1] != "/" else ""

        @property
        def suffix(self):
            place = self.name.rfind(".")
            return self.name[place:] if 0 < place < len(self.name) - 1 else ""

        @property
        def suffixes(self):
            return [] if self.name.endswith(".") else ["." + part for part in self.name.lstrip(".").split(".")[1:]]

        @property
        def stem(self):
            return self.name[:len(self.name) - len(self.suffix)]

        @property
        def parent(self):
            if self._text in (".", "/"):
                return self
            return self._with(*self.parts[:-1])

        @property
        def parents(self):
            every = []
            path = self
            while path.parent != path:
                path = path.parent
                every.append(path)
            return tuple(every)

        @property
        def anchor(self):
            return self.root

        @property
        def root(self):
            return "/" if self._text.startswith("/") else ""

        def is_absolute(self):
            return self._text.startswith("/")

        def as_posix(self):
            return self._text

        def joinpath(self, *parts):
            return self._with(self, *parts)

        def with_name(self, name):
            if self.name == "":
                raise ValueError(f"{self!r} has an empty name")
            if name in ("", ".") or "/" in name:
                raise ValueError(f"Invalid name {name!r}")
            return self.parent / name

        def with_suffix(self, suffix):
            if suffix != "" and (not suffix.startswith(".") or suffix == "." or "/" in suffix):
                raise ValueError(f"Invalid suffix {suffix!r}")
            return self.with_name(self.stem + suffix)

        def with_stem(self, stem):
            return self.with_name(stem + self.suffix)

        def relative_to(self, other):
            base = self._with(other).parts
            if self.parts[:len(base)] != base:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            return self._with(*self.parts[len(base):])

        def is_relative_to(self, other):
            base = self._with(other).parts
            return self.parts[:len(base)] == base

        def match(self, pattern):
            wanted = self._with(pattern).parts
            own = self.parts
            if len(wanted) > len(own) or (pattern.startswith("/") and len(wanted) != len(own)):
                return False
            return all(_matches(name, part) for name, part in zip(own[len(own) - len(wanted):], wanted))

    class Path(PurePath):
        @classmethod
        def cwd(cls):
            return cls(os.getcwd())

        @classmethod
        def home(cls):
            return cls(os.path.expanduser("~"))

        def exists(self):
            return os.path.exists(self._text)

        def is_file(self):
            return os.path.isfile(self._text)

        def is_dir(self):
            return os.path.isdir(self._text)

        def is_symlink(self):
            return os.path.islink(self._text)

        def absolute(self):
            return self._with(os.getcwd(), self)

        def resolve(self, strict=False):
            if strict and not self.exists():
                raise FileNotFoundError(f"No such file or directory: {self._text!r}")
            return self._with(os.path.realpath(self._text))

        def expanduser(self):
            return self._with(os.path.expanduser(self._text))

        def mkdir(self, mode=511, parents=False, exist_ok=False):
            if exist_ok and self.is_dir():
                return
            if parents and not self.exists():
                os.makedirs(self._text, exist_ok=exist_ok)
            else:
                os.mkdir(self._text)

        def iterdir(self):
            return iter([self / name for name in os.listdir(self._text)])

        def _found(self, parts):
            if len(parts) == 0:
                return [self]
            found = []
            if parts[0] == "**":
                found += self._found(parts[1:])
                for name in os.listdir(self._text):
                    below = self / name
                    if below.is_dir() and not below.is_symlink():
                        found += below._found(parts)
            elif parts[0] == "..":
                # Never among the names of a folder.
                found += (self / "..")._found(parts[1:]) if self.is_dir() else []
            elif self.is_dir():
                for name in os.listdir(self._text):
                    if _matches(name, parts[0]) and (len(parts) == 1 or (self / name).is_dir()):
                        found += (self / name)._found(parts[1:])
            return found

        def glob(self, pattern):
            if pattern == "":
                raise ValueError(f"Unacceptable pattern: {pattern!r}")
            if pattern.startswith("/"):
                raise NotImplementedError("Non-relative patterns are unsupported")
            parts = [part for part in pattern.split("/") if part not in ("", ".")]
            found = self._found(parts) if self.is_dir() else []
            if parts and parts[-1] == "**":
                found = [path for path in found if path.is_dir()]
            seen = {}
            for path in found:
                seen[str(path)] = path
            return iter(list(seen.values()))

        def rglob(self, pattern):
            return self.glob("**/" + pattern)

        def _refuse(self):
            raise NotImplementedError(
                "a cell opens, moves and deletes no files: torch.save, torch.load, np.save, np.load, `save` and `load` take a path")

        def open(self, *args, **options):
            self._refuse()

        def read_text(self, *args, **options):
            self._refuse()

        def write_text(self, *args, **options):
            self._refuse()

        def unlink(self, *args, **options):
            self._refuse()

        def rename(self, *args, **options):
            self._refuse()

        def rmdir(self, *args, **options):
            self._refuse()

        def touch(self, *args, **options):
            self._refuse()

    PosixPath = Path
    PurePosixPath = PurePath
    """#

  /// Python's `glob`: the same patterns as functions of texts.
  static let glob = #"""
    from pathlib import Path

    def _is_shown(found, parts):
        # A name that begins with a dot is found only where the pattern has one too.
        shown = any(part.startswith(".") and part != ".." for part in parts)
        return shown or not any(part.startswith(".") and part != ".." for part in found.split("/"))

    def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
        if root_dir is not None or dir_fd is not None:
            raise NotImplementedError("glob.glob looks from where the session is: its pattern may begin with a folder")
        text = str(pathname)
        start = "/" if text.startswith("/") else "./" if text.startswith("./") else ""
        parts = [part for part in text[len(start):].split("/") if part not in ("", ".")]
        if not recursive:
            parts = ["*" if part == "**" else part for part in parts]
        if len(parts) == 0:
            return [text] if text != "" else []
        whole = []
        if parts[-1] == "**":
            # Behind a folder the folder itself is among what lies in it.
            whole = [text[:-2]] if text != "**" and Path(text[:-2]).is_dir() else []
            parts = parts + ["*"]
        found = [str(path) for path in Path(start or ".").glob("/".join(parts))]
        if start == "./":
            found = ["./" + name for name in found]
        if include_hidden:
            return whole + found
        return whole + [name for name in found if _is_shown(name[len(start):], parts)]

    def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
        return iter(glob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))

    def escape(pathname):
        return "".join("[" + letter + "]" if letter in "*?[" else letter for letter in pathname)
    """#
}
