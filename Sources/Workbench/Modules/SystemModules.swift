/// Python's `os`, `time` and `random`, in what they have that is written in the language.
enum SystemModules {
  static let path = #"""
    sep = "/"

    def _text(path):
        if not isinstance(path, str):
            raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
        return path

    def join(path, *parts):
        _text(path)
        for part in parts:
            path = part if _text(part).startswith("/") else path + part if path == "" or path.endswith("/") else path + "/" + part
        return path

    def split(path):
        _text(path)
        place = path.rfind("/") + 1
        head = path[:place]
        return (head if head.replace("/", "") == "" else head.rstrip("/"), path[place:])

    def basename(path):
        return split(path)[1]

    def dirname(path):
        return split(path)[0]

    def splitext(path):
        name = basename(path)
        place = name.rfind(".")
        if place <= 0 or name[:place].replace(".", "") == "":
            return (path, "")
        return (path[:len(path) - len(name) + place], name[place:])

    def isabs(path):
        return path.startswith("/")
    """#

  static let os = #"""
    sep = "/"
    linesep = "\n"
    curdir = "."
    name = "posix"
    environ = {}

    def getenv(key, default=None):
        return environ.get(key, default)

    def makedirs(name, mode=511, exist_ok=False):
        if path.exists(name) and not (exist_ok and path.isdir(name)):
            raise OSError(f"File exists: {name!r}")
        _make_folders(name)

    def mkdir(path_, mode=511):
        makedirs(path_)
    """#

  static let random = #"""
    def seed(a=None):
        if a is not None:
            torch.manual_seed(a)

    def random():
        return (_bits(26) * 67108864.0 + _bits(26)) / 4503599627370496.0

    def uniform(a, b):
        return a + (b - a) * random()

    def randrange(start, stop=None, step=1):
        if stop is None:
            start, stop = 0, start
        steps = (stop - start + step - (1 if step > 0 else -1)) // step
        if steps <= 0:
            raise ValueError(f"empty range for randrange({start}, {stop}, {step})")
        return start + step * min(int(random() * steps), steps - 1)

    def randint(a, b):
        return randrange(a, b + 1)

    def choice(seq):
        if len(seq) == 0:
            raise IndexError("Cannot choose from an empty sequence")
        return seq[randrange(len(seq))]

    def choices(population, weights=None, k=1):
        if weights is None:
            return [choice(population) for _ in range(k)]
        sums = []
        for weight in weights:
            sums.append(weight + (sums[-1] if sums else 0))
        chosen = []
        for _ in range(k):
            place = random() * sums[-1]
            chosen.append(population[[total > place for total in sums].index(True)])
        return chosen

    def shuffle(x):
        for i in range(len(x) - 1, 0, -1):
            j = randrange(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(population, k):
        items = list(population)
        if k < 0 or k > len(items):
            raise ValueError("Sample larger than population or is negative")
        shuffle(items)
        return items[:k]

    def gauss(mu=0.0, sigma=1.0):
        return mu + sigma * torch.randn(1).item()

    def normalvariate(mu=0.0, sigma=1.0):
        return gauss(mu, sigma)

    def expovariate(lambd=1.0):
        return -_log(1.0 - random()) / lambd
    """#

  static let tqdm = #"""
    class tqdm:
        def __init__(self, iterable=None, desc=None, total=None, leave=True, file=None, ncols=None, mininterval=0.1,
                     maxinterval=10.0, miniters=None, ascii=None, disable=False, unit="it", unit_scale=False,
                     dynamic_ncols=False, smoothing=0.3, bar_format=None, initial=0, position=None, postfix=None,
                     colour=None):
            self.iterable = iterable
            self.desc = desc
            self.n = initial
            self.disable = disable
            self.leave = leave
            self.total = total
            if total is None and hasattr(iterable, "__len__"):
                self.total = len(iterable)
            self._postfix = ""
            self._bar = None if disable else _bar()
            self._items = None

        def __len__(self):
            return self.total

        def __iter__(self):
            self._items = iter(self.iterable)
            return self

        def __next__(self):
            try:
                item = next(self._items)
            except StopIteration:
                self.close()
                raise StopIteration
            self._show()
            self.n += 1
            return item

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.close()

        def _text(self):
            text = "" if self.desc is None else str(self.desc).rstrip(": ") + ": "
            text += str(self.n) if self.total is None else f"{self.n}/{self.total}"
            return text + ("" if self._postfix == "" else ", " + self._postfix)

        def _show(self):
            if self._bar is not None:
                _advance(self._bar, self.n / max(1, self.total or 0) if self.total else 0.0, self._text)

        def update(self, n=1):
            self.n += n
            self._show()

        def refresh(self):
            self._show()

        def reset(self, total=None):
            self.n = 0
            self.total = self.total if total is None else total

        def close(self):
            if self._bar is not None:
                _finish(self._bar, self._text() if self.leave else "")
                self._bar = None

        def set_description(self, desc=None, refresh=True):
            self.desc = desc

        def set_description_str(self, desc=None, refresh=True):
            self.desc = desc

        def set_postfix(self, ordered_dict=None, refresh=True, **values):
            every = {**(ordered_dict or {}), **values}
            self._postfix = ", ".join(
                f"{name}={value:.3g}" if isinstance(value, float) else f"{name}={value}" for name, value in every.items())

        def set_postfix_str(self, s="", refresh=True):
            self._postfix = str(s)

        @staticmethod
        def write(s, file=None, end="\n", nolock=False):
            print(s, end=end)

    def trange(*bounds, **options):
        return tqdm(range(*bounds), **options)

    tqdm_notebook = tqdm
    """#
}
