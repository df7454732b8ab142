/// `tqdm`: bars of loops.
enum TqdmModule {
  static let text = #"""
    def _number(value):
        short = f"{value:.3g}".replace("e+0", "e+").replace("e-0", "e-")
        plain = str(value)
        return short if len(short) < len(plain) else plain

    class tqdm:
        def __init__(self, iterable=None, desc=None, total=None, leave=True, file=None, ncols=None, mininterval=0.1,
                     maxinterval=10.0, miniters=None, ascii=None, disable=False, unit="it", unit_scale=False,
                     dynamic_ncols=False, smoothing=0.3, bar_format=None, initial=0, position=None, postfix=None,
                     unit_divisor=1000, write_bytes=False, lock_args=None, nrows=None, colour=None, delay=0.0, gui=False,
                     **options):
            self.iterable = iterable
            self.desc = desc or ""
            self.n = initial
            self.disable = bool(disable)
            self.leave = leave
            self.initial = initial
            self.unit = unit
            self.total = total
            if total is None and iterable is not None:
                try:
                    self.total = len(iterable)
                except TypeError:
                    pass
            self.postfix = None
            self._bar = None if self.disable else _bar()
            if postfix is not None:
                self.set_postfix(postfix) if isinstance(postfix, dict) else self.set_postfix_str(postfix)

        def __len__(self):
            if self.iterable is None:
                if self.total is None:
                    raise TypeError("a bar without an iterable and a total has no length")
                return self.total
            return len(self.iterable)

        def __bool__(self):
            if self.total is not None:
                return self.total > 0
            if self.iterable is None:
                raise TypeError("bool() undefined when iterable == total == None")
            return bool(self.iterable)

        def __iter__(self):
            if self.iterable is None:
                raise TypeError("'NoneType' object is not iterable")
            return _Steps(self, iter(self.iterable))

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.close()

        def _text(self):
            text = "" if self.desc == "" else str(self.desc).rstrip(": ") + ": "
            text += str(self.n) if self.total is None else f"{self.n}/{self.total}"
            return text + ("" if not self.postfix else ", " + self.postfix)

        def __str__(self):
            return self._text()

        def __repr__(self):
            return self._text()

        def _show(self):
            if self._bar is not None:
                _advance(self._bar, max(0.0, self.n / max(1, self.total or 0)) if self.total else 0.0, self._text)

        def update(self, n=1):
            if not self.disable:
                self.n += n
                self._show()

        def refresh(self, *args, **options):
            self._show()

        def display(self, *args, **options):
            self._show()

        def clear(self, *args, **options):
            pass

        def unpause(self):
            pass

        def reset(self, total=None):
            self.n = 0
            self.total = self.total if total is None else total

        def close(self):
            if self._bar is not None:
                _finish(self._bar, self._text() if self.leave else "")
                self._bar = None

        def set_description(self, desc=None, refresh=True):
            self.desc = desc + ": " if desc else ""
            self._show()

        def set_description_str(self, desc=None, refresh=True):
            self.desc = desc or ""
            self._show()

        def set_postfix(self, ordered_dict=None, refresh=True, **values):
            every = dict(ordered_dict or {})
            for name in sorted(values):
                every[name] = values[name]
            self.postfix = ", ".join([
                f"{name}={_number(value) if isinstance(value, (int, float)) else str(value).strip()}"
                for name, value in every.items()])
            self._show()

        def set_postfix_str(self, s="", refresh=True):
            self.postfix = str(s)
            self._show()

        @property
        def format_dict(self):
            return {"n": self.n, "total": self.total, "desc": self.desc, "postfix": self.postfix, "unit": self.unit}

        @staticmethod
        def write(s, file=None, end="\n", nolock=False):
            if file is None:
                print(s, end=end)
            else:
                file.write(str(s) + end)

    class _Steps:
        def __init__(self, bar, items):
            self._owner = bar
            self._items = items
            self._started = False

        def __iter__(self):
            return self

        def __next__(self):
            bar = self._owner
            if self._started and not bar.disable:
                bar.n += 1
            self._started = True
            try:
                item = next(self._items)
            except StopIteration:
                self._started = False
                bar.close()
                raise StopIteration
            bar._show()
            return item

    def trange(*bounds, **options):
        return tqdm(range(*bounds), **options)

    tqdm_notebook = tqdm
    tnrange = trange
    """#
}
