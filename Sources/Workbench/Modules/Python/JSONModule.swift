/// Python's `json`, for texts: a cell reads and writes no files with it.
enum JSONModule {
  static let text = #"""
    class JSONDecodeError(ValueError):
        def __init__(self, msg, doc, pos):
            self.msg = msg
            self.doc = doc
            self.pos = pos
            self.lineno = doc.count("\n", 0, pos) + 1
            self.colno = pos - doc.rfind("\n", 0, pos)
            super().__init__(f"{msg}: line {self.lineno} column {self.colno} (char {pos})")

    def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
              separators=None, default=None, sort_keys=False):
        if cls is not None:
            raise TypeError("cls is not taken here: default=… is a function that gives something else for other values")
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        items, keys = (", " if indent is None else ",", ": ") if separators is None else separators
        return _write(obj, indent, items, keys, bool(ensure_ascii), bool(sort_keys), bool(skipkeys), bool(allow_nan), default)

    def dump(obj, fp, **options):
        if not hasattr(fp, "write"):
            raise TypeError(
                f"json.dump writes to an object with a method `write`, as sys.stdout, and this is a {type(fp).__name__}: a cell "
                + "opens no files, and save x, \"x.npy\" and torch.save write them")
        fp.write(dumps(obj, **options))

    def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None):
        if not isinstance(s, str):
            raise TypeError(f"the JSON object must be str, bytes or bytearray, not {type(s).__name__}")
        if any(hook is not None for hook in (cls, object_hook, parse_float, parse_int, parse_constant, object_pairs_hook)):
            raise TypeError("json.loads takes no hooks here: what it gives can be changed afterwards")
        value, fault, place = _read(s)
        if fault is not None:
            raise JSONDecodeError(fault, s, place)
        return value

    def load(fp, **options):
        if not hasattr(fp, "read"):
            raise TypeError(
                f"json.load reads from an object with a method `read`, and this is a {type(fp).__name__}: a cell opens no files, "
                + "and torch.load and `load` read them")
        return loads(fp.read(), **options)
    """#
}
