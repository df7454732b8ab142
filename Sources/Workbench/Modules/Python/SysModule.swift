/// Python's `sys`, where no command line is.
enum SysModule {
  static let text = #"""
    class _Stream:
        encoding = "utf-8"
        errors = "strict"
        closed = False

        def write(self, text):
            if not isinstance(text, str):
                raise TypeError(f"write() argument must be str, not {type(text).__name__}")
            self._put(text)
            return len(text)

        def writelines(self, lines):
            for line in lines:
                self.write(line)

        def flush(self):
            pass

        def isatty(self):
            return False

        def writable(self):
            return True

        def readable(self):
            return False

    class _Output(_Stream):
        name = "<stdout>"

        def _put(self, text):
            print(text, end="")

    class _Errors(_Stream):
        name = "<stderr>"

        def _put(self, text):
            _write_error(text)

    stdout = _Output()
    stderr = _Errors()
    __stdout__ = stdout
    __stderr__ = stderr
    argv = [""]
    orig_argv = [""]
    path = []
    modules = {}
    platform = "linux"
    byteorder = "little"
    executable = ""
    prefix = ""
    version = "3.11 (Elbow's cells, which have Python's syntax)"
    hexversion = 51052528
    version_info = _named_class("version_info", ["major", "minor", "micro", "releaselevel", "serial"])(3, 11, 0, "final", 0)
    float_info = _named_class("float_info", ["max", "min", "epsilon", "dig", "mant_dig"])(
        1.7976931348623157e+308, 2.2250738585072014e-308, 2.220446049250313e-16, 15, 53)

    def exit(status=None):
        if status is None:
            raise SystemExit()
        raise SystemExit(status)

    def getrecursionlimit():
        return 1000

    def setrecursionlimit(limit):
        if limit < 1:
            raise ValueError("recursion limit must be greater or equal than 1")

    def getdefaultencoding():
        return "utf-8"

    def getfilesystemencoding():
        return "utf-8"

    def intern(string):
        return string
    """#
}
