/// Python's `contextlib`.
enum ContextlibModule {
  static let text = #"""
    class ContextDecorator:
        def _anew(self):
            return self

        def __call__(self, func):
            def within(*args, **options):
                with self._anew():
                    return func(*args, **options)
            return _renamed(within, getattr(func, "__name__", "within"))

    class AbstractContextManager:
        def __enter__(self):
            return self

        def __exit__(self, exc_type, exc_value, traceback):
            return None

    class _GeneratorContextManager(ContextDecorator):
        def __init__(self, func, args, options):
            self._made_of = (func, args, options)
            self.gen = func(*args, **options)

        def _anew(self):
            return _GeneratorContextManager(*self._made_of)

        def __enter__(self):
            try:
                return next(self.gen)
            except StopIteration:
                raise RuntimeError("generator didn't yield")

        def __exit__(self, kind, error, trace):
            if kind is None:
                try:
                    next(self.gen)
                except StopIteration:
                    return False
                self.gen.close()
                raise RuntimeError("generator didn't stop")
            try:
                self.gen.throw(error)
            except BaseException as e:
                if e is error or isinstance(error, StopIteration) and isinstance(e, RuntimeError):
                    return False
                if isinstance(e, StopIteration):
                    return True
                raise
            self.gen.close()
            raise RuntimeError("generator didn't stop after throw()")

    def contextmanager(func):
        def made(*args, **options):
            return _GeneratorContextManager(func, args, options)
        return _renamed(made, getattr(func, "__name__", "made"))

    class nullcontext(AbstractContextManager):
        def __init__(self, enter_result=None):
            self.enter_result = enter_result

        def __enter__(self):
            return self.enter_result

    class closing(AbstractContextManager):
        def __init__(self, thing):
            self.thing = thing

        def __enter__(self):
            return self.thing

        def __exit__(self, *error):
            self.thing.close()

    class suppress(AbstractContextManager):
        def __init__(self, *exceptions):
            self._exceptions = exceptions

        def __enter__(self):
            return None

        def __exit__(self, kind, error, trace):
            return kind is not None and issubclass(kind, self._exceptions)

    @contextmanager
    def _entered(manager):
        with manager as value:
            yield value

    class ExitStack(AbstractContextManager):
        def __init__(self):
            self._ends = []

        def enter_context(self, cm):
            # What follows `with` here need not be an object with methods.
            held = _entered(cm)
            value = held.__enter__()
            self._ends.append(held.__exit__)
            return value

        def push(self, exit):
            self._ends.append(exit.__exit__ if hasattr(exit, "__exit__") else exit)
            return exit

        def callback(self, callback, *args, **options):
            def end(*error):
                callback(*args, **options)
            self._ends.append(end)
            return callback

        def pop_all(self):
            other = ExitStack()
            other._ends, self._ends = self._ends, []
            return other

        def close(self):
            self.__exit__(None, None, None)

        def __exit__(self, kind, error, trace):
            pending = error
            while self._ends:
                end = self._ends.pop()
                try:
                    if end(None if pending is None else type(pending), pending, None):
                        pending = None
                except BaseException as e:
                    pending = e
            if pending is None:
                return error is not None
            if pending is not error:
                raise pending
            return False
    """#
}
