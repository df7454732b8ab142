"""Python's json, datetime, pathlib, dataclasses, os, sys, warnings, abc, random, string and textwrap."""

import json
import os
import random
import string
import sys
import textwrap
import warnings
from abc import ABC, abstractmethod
from dataclasses import asdict, astuple, dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ClassVar, List, Optional


def failing(*attempts):
    for attempt in attempts:
        try:
            print("no error:", attempt())
        except Exception as e:
            print(type(e).__name__)


# json
for value in (None, True, 1, 1.5, 1e20, 'a"b\\\n\té€', [1, [2, []]], {"a": [1, {"c": None}]}, (1, 2), {1: 2, None: 3}):
    print(json.dumps(value))
settings = {"b": 1, "a": [1, 2, {"x": []}], "c": {}}
print(json.dumps(settings, indent=2, sort_keys=True))
print(json.dumps(settings, separators=(",", ":")), json.dumps("é", ensure_ascii=False), json.dumps([{1}], default=list))
print(json.loads('{"a": [1, -2.5e3, true, null, "x\\u00e9\\n\\ud83d\\ude00"], "b": {}}'), json.loads(json.dumps(settings)) == settings)
for wrong in ("", "{", "[1,]", "{'a': 1}", '{"a" 1}', "[1 2]", '"abc', "1 2"):
    try:
        print(json.loads(wrong))
    except json.JSONDecodeError as e:
        print(e, e.pos)
json.dump([1, 2], sys.stdout)
print()
failing(lambda: json.dumps({1, 2}), lambda: json.dumps({(1,): 2}), lambda: json.loads(3))

# datetime
then = datetime(2024, 2, 29, 13, 5, 7, 250000)
print(then, repr(then), then.isoformat(), then.strftime("%Y-%m-%d_%H-%M-%S %a %B %j"), then.date(), then.weekday())
print(then + timedelta(days=1), then - timedelta(hours=14), then - datetime(2023, 12, 31), f"{then:%Y/%m}")
for span in (timedelta(0), timedelta(days=-1), timedelta(hours=1.5), timedelta(seconds=0.5), -timedelta(seconds=1)):
    print(span, repr(span), span.days, span.seconds, span.total_seconds())
print(timedelta(1) / timedelta(hours=1), timedelta(1) * 2 > timedelta(1), str(timedelta(seconds=3723)).split(".")[0])
print(date(2024, 1, 31) + timedelta(1), date(2024, 3, 1) - date(2024, 2, 1), datetime.strptime("06/05/2024", "%d/%m/%Y"))
start = datetime.now()
print(timedelta(0) <= datetime.now() - start < timedelta(seconds=5), start.date() == date.today())
failing(lambda: date(2023, 2, 29), lambda: datetime(2023, 1, 1) - 3, lambda: datetime.strptime("x", "%Y"))

# pathlib and os
path = Path("runs/first") / "model.tar.gz"
print(path, repr(path), path.name, path.stem, path.suffix, path.suffixes, path.parent, path.parts, path.with_suffix(".pt"))
root = Path("root")
root.mkdir()
(root / "x" / "y").mkdir(parents=True, exist_ok=True)
print(root.exists(), root.is_dir(), root.is_file(), sorted(str(p) for p in root.rglob("*")), [p.name for p in root.glob("[x-z]")])
for name in ("", "a/../b", "/a//b/./c/..", "//x", "../a", "a/b/../../.."):
    print(repr(name), os.path.normpath(name), os.path.split(name), os.path.splitext(name))
print(os.path.relpath("/a/b", "/a/c"), os.path.commonprefix(["abc", "abd"]), os.path.commonpath(["/a/b", "/a/c"]))
print(os.path.abspath("x") == os.path.join(os.getcwd(), "x"), os.path.join(path, "z"), os.path.abspath("/a/../b"))
os.makedirs("deep/er")
print(os.listdir("deep"), [(folder, names) for folder, names, _ in os.walk("deep")], os.getenv("NO_SUCH", "default"))
os.environ["MINE"] = "1"
print(os.environ["MINE"], "PATH" in os.environ, os.environ.get("NO_SUCH"))
failing(
    lambda: root.mkdir(), lambda: os.makedirs("deep"), lambda: os.mkdir("deep"), lambda: os.mkdir("no/such"),
    lambda: os.listdir("no"), lambda: os.path.getsize("no"), lambda: os.environ["NO_SUCH"], lambda: os.path.join("a", 3))
try:
    os.mkdir("deep")
except OSError as e:
    print(isinstance(e, FileExistsError))


# dataclasses
@dataclass
class Config:
    latent: int
    lr: float = 1e-3
    layers: List[int] = field(default_factory=list)
    name: Optional[str] = None
    KIND: ClassVar[str] = "vae"

    def doubled(self):
        return self.latent * 2


one, other = Config(20), Config(20, layers=[512])
print(one, other, one == Config(20), one == other, one.doubled(), Config.KIND, asdict(other), astuple(other))
one.layers.append(1)
print(Config(2).layers, replace(one, lr=0.5), [f.name for f in fields(one)], is_dataclass(Config), is_dataclass(3))


@dataclass(frozen=True, order=True)
class Key:
    major: int
    minor: int = 0


@dataclass
class Extended(Config):
    beta: float = 4.0
    total: float = field(init=False, repr=False)

    def __post_init__(self):
        self.total = self.latent * self.beta


print(Key(1) < Key(1, 2), {Key(1): "a"}[Key(1)], sorted([Key(2), Key(1)]), Extended(2), Extended(2).total)


def mutable():
    @dataclass
    class Wrong:
        x: list = []


failing(lambda: Config(), lambda: Config(1, 2, 3, 4, 5), lambda: Config(q=1), lambda: setattr(Key(1), "major", 3), mutable, lambda: {Config(1): 1})


# abc, sys, warnings
class Base(ABC):
    @abstractmethod
    def forward(self):
        return "base"

    @property
    @abstractmethod
    def size(self):
        pass


class Half(Base):
    def forward(self):
        return super().forward() + " and half"


class Whole(Half):
    size = 3


print(Whole().forward(), Whole().size, isinstance(Whole(), Base))
failing(lambda: Base(), lambda: Half())
print(sys.version_info >= (3, 6), sys.version_info[:2] >= (3, 8), sys.version_info.major, sys.stdout.write("written\n"))
print("to the error stream", file=sys.stderr)
for status in ((), (0,), (3,), ("stopped",)):
    try:
        sys.exit(*status)
    except SystemExit as e:
        print("exit", e.code, e.args)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.filterwarnings("ignore", message=".*secret.*")
    warnings.warn("one")
    warnings.warn("two", DeprecationWarning)
    warnings.warn("a secret one")
print([(str(w.message), w.category.__name__) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    failing(lambda: warnings.warn("now an error", RuntimeWarning))

# random, string, textwrap
random.seed("a text")
first = random.random()
random.seed("a text")
print(first == random.random(), 0 <= first < 1, len(set(random.sample(range(10**9), 5))), sorted(random.sample(range(5), 5)))
print(set(random.choices("ab", weights=[0, 1], k=20)), set(random.choices("ab", cum_weights=[1, 1], k=20)), random.getrandbits(0))
draws = [random.triangular(0, 10, 2) for _ in range(2000)]
print(abs(sum(draws) / 2000 - 4) < 0.4, abs(sum(random.betavariate(2, 3) for _ in range(2000)) / 2000 - 0.4) < 0.04)
failing(
    lambda: random.sample({1, 2}, 1), lambda: random.sample([1], 2), lambda: random.choices([1], weights=[0]),
    lambda: random.choices([1, 2], weights=[1]), lambda: random.choice([]), lambda: random.randint(3, 1),
    lambda: random.randrange(1, 9, 0), lambda: random.shuffle((1, 2)), lambda: random.seed([1]), lambda: random.getrandbits(-1))
print(string.ascii_lowercase, string.digits, textwrap.fill("the quick brown fox jumps over the lazy dog", 16))
print(textwrap.dedent("    a\n      b"), textwrap.indent("a\nb", "> "), textwrap.shorten("hello world foo", 12))
sys.exit(0)
print("never")
