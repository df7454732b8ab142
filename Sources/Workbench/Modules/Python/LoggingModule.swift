/// Python's `logging`, whose records go to the streams of a cell.
enum LoggingModule {
  static let text = #"""
    import sys
    import time

    CRITICAL = 50
    FATAL = CRITICAL
    ERROR = 40
    WARNING = 30
    WARN = WARNING
    INFO = 20
    DEBUG = 10
    NOTSET = 0

    BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
    raiseExceptions = True
    _names = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
    _disabled = [0]

    def getLevelName(level):
        if isinstance(level, str):
            for number, name in _names.items():
                if name == level:
                    return number
            return f"Level {level}"
        return _names.get(level, f"Level {level}")

    def addLevelName(level, levelName):
        _names[level] = levelName

    def _level(level):
        if isinstance(level, int):
            return level
        if isinstance(level, str):
            number = {"WARN": 30, "FATAL": 50}.get(level, getLevelName(level))
            if isinstance(number, int):
                return number
            raise ValueError(f"Unknown level: {level!r}")
        raise TypeError(f"Level not an integer or a valid string: {level!r}")

    class LogRecord:
        def __init__(self, name, level, msg, args):
            self.name = name
            self.levelno = level
            self.levelname = getLevelName(level)
            self.msg = msg
            self.args = args[0] if len(args) == 1 and isinstance(args[0], dict) and args[0] else args
            self.created = time.time()

        def getMessage(self):
            text = str(self.msg)
            return text % self.args if self.args else text

    class Formatter:
        def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
            if style != "%":
                raise NotImplementedError("formats of logging are written with % here, as \"%(levelname)s %(message)s\"")
            self._fmt = "%(message)s" if fmt is None else fmt
            self.datefmt = datefmt

        def formatTime(self, record, datefmt=None):
            if datefmt:
                return time.strftime(datefmt)
            return time.strftime("%Y-%m-%d %H:%M:%S") + ",%03d" % int(record.created % 1 * 1000)

        def format(self, record):
            message = record.getMessage()
            fields = dict(
                name=record.name, levelno=record.levelno, levelname=record.levelname, message=message, msg=record.msg,
                created=record.created, msecs=record.created % 1 * 1000)
            if "%(asctime)" in self._fmt:
                fields["asctime"] = self.formatTime(record, self.datefmt)
            try:
                return self._fmt % fields
            except KeyError as e:
                raise ValueError(f"a record of logging has no {e} here: it has asctime, {', '.join(fields)}")

    class Filter:
        def __init__(self, name=""):
            self.name = name

        def filter(self, record):
            return self.name == "" or record.name == self.name or record.name.startswith(self.name + ".")

    class _Filtering:
        def addFilter(self, filter):
            self.filters.append(filter)

        def removeFilter(self, filter):
            self.filters.remove(filter)

        def filter(self, record):
            return all([f.filter(record) if hasattr(f, "filter") else f(record) for f in self.filters])

    class Handler(_Filtering):
        def __init__(self, level=0):
            self.level = _level(level)
            self.formatter = None
            self.filters = []

        def setLevel(self, level):
            self.level = _level(level)

        def setFormatter(self, fmt):
            self.formatter = fmt

        def format(self, record):
            return (self.formatter or Formatter()).format(record)

        def handle(self, record):
            if self.filter(record):
                self.emit(record)

        def emit(self, record):
            raise NotImplementedError("emit must be implemented by Handler subclasses")

        def flush(self):
            pass

        def close(self):
            pass

    class NullHandler(Handler):
        def emit(self, record):
            pass

    class StreamHandler(Handler):
        terminator = "\n"

        def __init__(self, stream=None):
            super().__init__()
            self.stream = sys.stderr if stream is None else stream

        def emit(self, record):
            self.stream.write(self.format(record) + self.terminator)

    class FileHandler(StreamHandler):
        def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
            raise NotImplementedError(
                "a cell writes no log files: logging.StreamHandler() writes into the notebook, and `train epochs=3, "
                "log=\"run.csv\"` into a file")

    class Logger(_Filtering):
        def __init__(self, name, level=0):
            self.name = name
            self.level = _level(level)
            self.parent = None
            self.propagate = True
            self.disabled = False
            self.handlers = []
            self.filters = []

        def setLevel(self, level):
            self.level = _level(level)

        def getEffectiveLevel(self):
            logger = self
            while logger is not None:
                if logger.level:
                    return logger.level
                logger = logger.parent
            return 0

        def isEnabledFor(self, level):
            return not self.disabled and level > _disabled[0] and level >= self.getEffectiveLevel()

        def addHandler(self, hdlr):
            if hdlr not in self.handlers:
                self.handlers.append(hdlr)

        def removeHandler(self, hdlr):
            if hdlr in self.handlers:
                self.handlers.remove(hdlr)

        def hasHandlers(self):
            logger = self
            while logger is not None:
                if len(logger.handlers) > 0:
                    return True
                logger = logger.parent if logger.propagate else None
            return False

        def getChild(self, suffix):
            return getLogger(suffix if self is root else f"{self.name}.{suffix}")

        def log(self, level, msg, *args, exc_info=None, stack_info=False, stacklevel=1, extra=None):
            if not isinstance(level, int):
                raise TypeError("level must be an integer")
            if not self.isEnabledFor(level):
                return
            record = LogRecord(self.name, level, msg, args)
            if isinstance(exc_info, BaseException):
                record.msg = f"{record.getMessage()}\n{type(exc_info).__name__}: {exc_info}"
                record.args = ()
            self.handle(record)

        def handle(self, record):
            if not self.filter(record):
                return
            found = 0
            logger = self
            while logger is not None:
                for handler in logger.handlers:
                    found += 1
                    if record.levelno >= handler.level:
                        handler.handle(record)
                logger = logger.parent if logger.propagate else None
            if found == 0 and record.levelno >= lastResort.level:
                lastResort.handle(record)

        def debug(self, msg, *args, **options):
            self.log(DEBUG, msg, *args, **options)

        def info(self, msg, *args, **options):
            self.log(INFO, msg, *args, **options)

        def warning(self, msg, *args, **options):
            self.log(WARNING, msg, *args, **options)

        def warn(self, msg, *args, **options):
            self.log(WARNING, msg, *args, **options)

        def error(self, msg, *args, **options):
            self.log(ERROR, msg, *args, **options)

        def exception(self, msg, *args, **options):
            self.log(ERROR, msg, *args, **options)

        def critical(self, msg, *args, **options):
            self.log(CRITICAL, msg, *args, **options)

        fatal = critical

        def __repr__(self):
            return f"<{type(self).__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>"

    # What writes where nothing was configured.
    lastResort = StreamHandler()
    lastResort.setLevel(WARNING)
    root = Logger("root", WARNING)
    _loggers = {}

    def getLogger(name=None):
        if not name or name == "root":
            return root
        if not isinstance(name, str):
            raise TypeError("A logger name must be a string")
        if name not in _loggers:
            logger = Logger(name)
            _loggers[name] = logger
            for other in _loggers.values():
                other.parent = _parent(other.name)
        return _loggers[name]

    def _parent(name):
        while "." in name:
            name = name.rsplit(".", 1)[0]
            if name in _loggers:
                return _loggers[name]
        return root

    def basicConfig(*, filename=None, filemode="a", format=None, datefmt=None, style="%", level=None, stream=None, handlers=None,
                    force=False, encoding=None, errors=None):
        if force:
            root.handlers.clear()
        if len(root.handlers) > 0:
            return
        if filename is not None:
            FileHandler(filename)
        formatter = Formatter(BASIC_FORMAT if format is None else format, datefmt, style)
        for handler in [StreamHandler(stream)] if handlers is None else handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        if level is not None:
            root.setLevel(level)

    def disable(level=50):
        _disabled[0] = _level(level)

    def log(level, msg, *args, **options):
        if len(root.handlers) == 0:
            basicConfig()
        root.log(level, msg, *args, **options)

    def debug(msg, *args, **options):
        log(DEBUG, msg, *args, **options)

    def info(msg, *args, **options):
        log(INFO, msg, *args, **options)

    def warning(msg, *args, **options):
        log(WARNING, msg, *args, **options)

    def error(msg, *args, **options):
        log(ERROR, msg, *args, **options)

    def exception(msg, *args, **options):
        log(ERROR, msg, *args, **options)

    def critical(msg, *args, **options):
        log(CRITICAL, msg, *args, **options)

    def captureWarnings(capture):
        pass

    def shutdown():
        pass
    """#
}
