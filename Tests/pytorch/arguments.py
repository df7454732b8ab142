"""Python's argparse, with the words of command lines."""

import argparse


def parse(parser, *words):
    try:
        print(parser.parse_args(list(words)))
    except SystemExit as e:
        print("exit", e.code)
    except argparse.ArgumentError as e:
        print("error:", e)


def new(**settings):
    return argparse.ArgumentParser(prog="train.py", **settings)


p = new()
p.add_argument("--a", type=int, default=1)
p.add_argument("-b", type=int)
p.add_argument("-v", "--verbose", action="store_true")
p.add_argument("-q", action="count", default=0)
p.add_argument("--name", default="n")
for words in (
    (), ("--a=5", "-b5"), ("--a", "-5"), ("-vq",), ("-qqv", "-qb", "3"), ("--name=-x",), ("--name", "-x"), ("--verb",),
    ("-b=5",), ("-vb5",), ("--a", "x"), ("--zzz",), ("--a",), ("--verbose=3",), ("foo",), ("--na=", "--a=0"),
):
    parse(p, *words)
p = new(exit_on_error=False)
p.add_argument("--a", type=int)
p.add_argument("--mode", choices=["x", "y"])
p.add_argument("--n", nargs=2)
p.add_argument("--plus", nargs="+")
p.add_argument("-c", "--chan", type=float)
p.add_argument("--flag", action="store_true")
for words in (("--a", "x"), ("--mode", "z"), ("--n", "1"), ("--plus",), ("--a",), ("--chan", "v"), ("--flag=1",)):
    parse(p, *words)
p = new()
p.add_argument("data")
p.add_argument("rest", nargs="*")
p.add_argument("--o", nargs="?", const="C", default="D")
p.add_argument("--p", nargs="+", type=int)
for words in (("a",), ("a", "b", "c"), ("--o", "--p", "1", "2", "--", "a"), ("a", "--o"), ("a", "--o", "x"), (), ("--", "-x", "-y")):
    parse(p, *words)
base = new(add_help=False)
base.add_argument("--shared", default=1)
p = new(parents=[base], argument_default=7)
p.add_argument("--own")
p.add_argument("--flag", action=argparse.BooleanOptionalAction, default=True)
parse(p, "--shared", "2", "--no-flag")
p = new(argument_default=argparse.SUPPRESS)
p.add_argument("--a")
parse(p)
p = new()
group = p.add_mutually_exclusive_group(required=True)
group.add_argument("--mlp", action="store_true")
group.add_argument("--conv", action="store_true")
parse(p, "--mlp")
parse(p, "--mlp", "--conv")
parse(p)
p = new()
p.add_argument("--x", action="append", type=int)
p.add_argument("--z", action="extend", nargs="+")
p.add_argument("--lr", type=float, default="1e-3", required=False)
p.set_defaults(extra=5)
parse(p, "--x", "1", "--x", "2", "--z", "1", "2", "--z", "3")
print(p.parse_known_args(["--lr", "2", "--unknown", "3", "word"]), p.get_default("lr"))


def wrong(*flags, **settings):
    p = new()
    p.add_argument("--a")
    try:
        p.add_argument(*flags, **settings)
    except Exception as e:
        print(type(e).__name__)


wrong("--a")
wrong("--b", action="nope")
wrong("--b", type="int")
wrong("--b", nope=3)
n = argparse.Namespace(a=1, b="x")
print(n, n == argparse.Namespace(b="x", a=1), n == argparse.Namespace(a=2), "a" in n, vars(n))
n.c = 5
print(n, sorted(vars(n)))
