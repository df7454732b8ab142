#: f-strings
name, n, x = "Ada", 3, 3.14159
print(f"{name} {n} {x:.2f} {n:03d} {n!r} {name!r} {name:>6}|{name:<6}|{name:^7}|{n + 1}{{}}")
print(f"{n=} {x=:.1f} {name=} {n + 1 = } {name!r:>8}", f"{'a' + 'b'}", f'{"x"}', f"{[1, 2][0]}", f"{ {'a': 1}['a'] }")
w, p = 10, 3
print(f"{x:{w}.{p}f}|{x:<{w}}|{name:*^{w}}|{n:{'0'}>{5}}")
print(f"{(lambda v: v * 2)(4)} {n if n > 2 else 0} {[i for i in range(3)]} {n:,} {1234567:,} {1234567.891:,.1f} {0.25:.0%} {0.5:%}")
#: format specs of numbers
for spec in ("d", "5d", "<5d", "^5d", "+d", " d", "05d", "x", "X", "o", "b", "#x", "#b", "08b", ",", "_", "e", ".1f", "g", "%", "c", "n", "=+6d", "*>6"):
    print(spec, format(42, spec), end="; ")
print()
for spec in (".2f", "8.3f", "<8.1f", "+.1f", "e", ".3e", "g", ".3g", "G", "%", ".1%", ",.2f", "010.2f", "", ".0f", "#.0f", "_.1f", " .1f", "*^10.1f"):
    print(spec, format(1234.5678, spec), end="; ")
print()
for v in (0.1, 1e10, 1e16, 1e-5, 123456789.0, float("inf"), float("-inf"), float("nan"), -0.0, 1e22, 0.1 + 0.2, 1/3, 100.0, 1e100):
    print(v, f"{v:.3f}", f"{v:g}", f"{v:.2e}", end="; ")
print()
#: format specs of strings and others
print(f"{'abc':.2}|{'abc':5}|{'abc':>5.1}|{True}|{True:d}|{None}|{[1]}|{(1, 2)}|{None!s:>6}")
for bad in ("{:d}", "{:.2q}", "{:5.1d}"):
    try:
        print(bad.format(1.5))
    except ValueError:
        print("ValueError")
try:
    f"{'a':d}"
except ValueError:
    print("ValueError")
#: str.format
print("{} {}".format(1, 2), "{1} {0}".format("a", "b"), "{x} {y:.1f}".format(x=1, y=2), "{0[1]} {0[0]}".format([5, 6]), "{a[k]}".format(a={"k": 1}), "{:>{w}}".format("a", w=4), "{{}}".format(), "{!r}".format("a"), "{0:.2f} {0:.0f}".format(2.567))
class P:
    x = 3
print("{.x} {p.x}".format(P(), p=P()), "{a} {b}".format_map({"a": 1, "b": 2}))
#: percent format
print("%d %s %r %5.2f|%-5d|%05d|%x|%e|%%|%+d|%c|%g|%10s|%-10s|%i" % (1, "a", "b", 3.14159, 7, 42, 255, 12345.678, 5, "z", 0.5, "r", "l", 9))
print("%s" % 3, "%s and %s" % ("a", [1]), "%(x)d %(y)s" % {"x": 1, "y": "b"}, "%s" % (1,), "%.3s|" % "abcdef", "%5s|" % None, "%*d" % (5, 3), "%o" % 8, "%d" % 3.9, "%X" % 255, "%#x" % 255, "% d" % 5)
for bad in (lambda: "%d" % "a", lambda: "%d %d" % 1, lambda: "%s" % (1, 2), lambda: "%d" % None):
    try:
        bad()
    except TypeError:
        print("TypeError")
#: case
s = "hello World"
print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), "ß".upper(), "ABC".casefold(), "they're".title())
#: strip and pad
print(repr("  a b ".strip()), repr("  a ".lstrip()), repr(" a  ".rstrip()), "xxaxx".strip("x"), "abc".strip("ac"), "a".center(5, "*"), "ab".center(5), "a".ljust(3, ".") + "|", "a".rjust(3) + "|", "-42".zfill(6), "42".zfill(1), "abc".removeprefix("a"), "abc".removesuffix("bc"), "abc".removeprefix("x"), "ab".center(1), "abcd".center(7, "-"), "abc".center(6, "-"))
#: split and join
print("a b  c".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), " a ".split(" "), "".split(), "".split(","), "a b c".split(None, 1), "a b c".rsplit(None, 1), "abc".split("x"), "a--b".split("--"), "a,b".split(sep=","), "a b c".split(maxsplit=1))
print("-".join(["a", "b"]), "".join("abc"), ",".join({"x": 1}), "a\nb\r\nc\n".splitlines(), "a\nb".splitlines(True), "a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("x"), "abc".rpartition("x"))
#: search
s = "hello hello"
print(s.find("l"), s.rfind("l"), s.index("h"), s.rindex("h"), s.find("z"), s.count("l"), s.count("ll"), s.find("h", 1), s.find("o", 5, 8), s.startswith("he"), s.endswith(("x", "lo")), s.startswith("l", 2), s.startswith(("a", "h")), "abc".find(""), "aaaa".count("aa"), "".count(""), s.index("l", 5), s.count("l", 4))
for f in (lambda: s.index("z"), lambda: s.rindex("z")):
    try:
        f()
    except ValueError:
        print("ValueError")
#: replace and translate
print("aXbX".replace("X", "-"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".translate({97: "1", 98: None}), "abc".translate(str.maketrans("ab", "xy")), "a\tb".expandtabs(4), "abc".replace("x", "y"))
#: tests
for s in ("abc", "ab1", "123", "", " ", "ABC", "aB", "1.5", "Ab Cd", "a_b", "²", "\t\n"):
    print([s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle(), s.isidentifier(), s.isnumeric(), s.isdecimal(), s.isascii()].count(True), end=" ")
print()
#: slices and indices
s = "abcdef"
print(s[0], s[-1], s[1:3], s[:2], s[4:], s[::2], s[::-1], s[-3:-1], s[10:], s[2:100], s[5:1:-2], s[:-1], "x" in s, "cd" in s, len(s), s * 2, s + "g", s[3:1] == "")
for i in (6, -7, "a"):
    try:
        s[i]
    except (IndexError, TypeError) as e:
        print(type(e).__name__)
try:
    s[0] = "x"
except TypeError:
    print("TypeError")
#: comparison and order
print("a" < "b", "a" < "B", "abc" < "abd", "" < "a", "a" == "a", sorted(["b", "A", "a", "10", "9"]), max("hello"), min("hello"), "é" > "z", sorted("hello"))
#: escapes and raw strings
print("a\tb\\n\x41\u00e9", r"a\nb", 'it\'s', "it's", '"', """a "quoted" b""", "a" "b" 'c', "\101", repr("a\nb\t'\""), repr("\\"), len("\\"), repr('it"s'), repr("it's"), repr("\x00\x1f\x7f\xa0é"))
print("""first
second""")
print(f"{'''a'''}", f"""{
1 + 1}""")
#: conversions
print(str(1), str(1.0), str(1e20), str(True), str(None), str([1, "a"]), str((1,)), str({"a": 1}), int(" 12 "), int("-7"), int("ff", 16), int("0x1f", 16), int("101", 2), float("1e3"), float(" 2 "), bool(""), bool("False"), ord("a"), chr(97), int(3.9), int(-3.9), hex(255), oct(8), bin(5), int("1_000"), str(), int(), float(), ascii("é"), hex(-1))
#: iteration
for i, c in enumerate("ab"):
    print(i, c, end=" ")
print(list("abc"), set("aa") == {"a"}, tuple("ab"), [*"xy"], dict(zip("ab", [1, 2])), list(reversed("abc")), "".join(reversed("abc")))
#: methods with names taken from the class
print(list(map(str.upper, ["a", "b"])), str.join("-", ["a", "b"]), list(map(str.strip, [" a "])), sorted(["B", "a"], key=str.lower), " ".join(map(str, [1, 2])), list(map(int, "12")), max(["aa", "b"], key=len))
#: print
print()
print("a", 1, None, True, sep=", ", end="!\n")
print("a", "b", sep="")
print(*[1, 2, 3], sep="\n")
print("no newline", end="")
print(" then", flush=True)
print([], {}, (), "", [""], [None], [[]], (1,), {"a": [1, {"b": 2}]})
print("a", "b", sep=None, end=None)
