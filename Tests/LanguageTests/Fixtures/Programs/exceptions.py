#: try, except, else, finally in order
def f(x):
    log = []
    try:
        log.append("try")
        1 / x
    except ZeroDivisionError:
        log.append("except")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log
print(f(0), f(1))
#: the first except that fits
def kind(f):
    try:
        f()
    except KeyError:
        return "KeyError"
    except LookupError:
        return "LookupError"
    except (ValueError, TypeError) as e:
        return "value or type"
    except Exception as e:
        return "other " + type(e).__name__
    return "none"
print(kind(lambda: {}["a"]), kind(lambda: [][0]), kind(lambda: int("x")), kind(lambda: "a" + 1), kind(lambda: 1 / 0), kind(lambda: undefined_name), kind(lambda: None))
#: names of the errors of Python's own operations
def name(f):
    try:
        f()
    except Exception as e:
        return type(e).__name__
for f in [lambda: [1][5], lambda: {}["x"], lambda: "a" + 1, lambda: 1 / 0, lambda: 1 % 0, lambda: int("a"), lambda: float("a"), lambda: (1).x, lambda: None.x, lambda: nope, lambda: len(3), lambda: [1, 2].remove(3), lambda: [].pop(), lambda: next(iter([])), lambda: "abc".index("z"), lambda: {1: 2}.pop(3), lambda: max([]), lambda: 3(), lambda: [1] < ["a"], lambda: {[1]: 2}, lambda: range(1, 2, 0), lambda: "a" * "b", lambda: int([]), lambda: "x".join([1]), lambda: (lambda a: a)(), lambda: sorted([1, "a"]), lambda: [1, 2, 3].index(9), lambda: {1}.remove(2), lambda: abs("a"), lambda: [][1:2][0], lambda: "".split("")]:
    print(name(f), end=" ")
print()
#: return in try, finally runs after
log = []
def f():
    try:
        return "try"
    finally:
        log.append("finally")
print(f(), log)
#: return in finally wins
def f():
    try:
        return "try"
    finally:
        return "finally"
def g():
    try:
        raise ValueError
    finally:
        return "swallowed"
def h():
    try:
        1 / 0
    except ZeroDivisionError:
        return "except"
    finally:
        print("cleanup")
print(f(), g(), h())
#: the value of return is computed before finally
def f():
    x = 1
    try:
        return x
    finally:
        x = 2
print(f())
#: break and continue through finally
log = []
for i in range(5):
    try:
        if i == 1:
            continue
        if i == 3:
            break
        log.append(i)
    finally:
        log.append("f%d" % i)
print(log, i)
#: break and continue in finally and except
log = []
for i in range(4):
    try:
        if i % 2:
            raise ValueError(i)
    except ValueError:
        log.append("e")
        continue
    finally:
        if i == 2:
            break
    log.append(i)
print(log)
def f():
    while True:
        try:
            return 1
        finally:
            break
    return 2
print(f())
#: return in the else of a try
def f(x):
    try:
        pass
    except ValueError:
        return "except"
    else:
        return "else"
    finally:
        print("finally", x)
print(f(1))
#: an error in except replaces the first, finally still runs
def f():
    try:
        try:
            raise KeyError("first")
        except KeyError:
            raise ValueError("second")
        finally:
            print("inner finally")
    except ValueError as e:
        return str(e)
print(f())
#: an error in finally replaces the first
try:
    try:
        raise KeyError("a")
    finally:
        raise ValueError("b")
except Exception as e:
    print(type(e).__name__, e)
#: an error in else is not caught by the same try
try:
    try:
        pass
    except ValueError:
        print("wrong")
    else:
        raise ValueError("from else")
except ValueError as e:
    print("outer", e)
#: raise alone repeats the error
def f():
    try:
        raise ValueError("again")
    except ValueError:
        try:
            raise KeyError("k")
        except KeyError:
            pass
        raise
try:
    f()
except ValueError as e:
    print("caught", e)
#: re-raise the object itself
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        print("inner")
        raise e
except ArithmeticError as e:
    print("outer", type(e).__name__)
#: exceptions pass through functions and run every finally
log = []
def a():
    try:
        b()
    finally:
        log.append("a")
def b():
    try:
        c()
    finally:
        log.append("b")
def c():
    raise RuntimeError("deep")
try:
    a()
except RuntimeError as e:
    log.append(str(e))
print(log)
#: custom exceptions
class AppError(Exception):
    pass
class NotFound(AppError):
    def __init__(self, name, code=404):
        super().__init__(f"{name} not found")
        self.name = name
        self.code = code
try:
    raise NotFound("page")
except AppError as e:
    print(e, e.name, e.code, e.args, isinstance(e, Exception), repr(e))
#: a custom exception with __str__
class E(Exception):
    def __str__(self):
        return "E with " + str(self.args)
try:
    raise E(1, 2)
except E as e:
    print(e, e.args, str(e))
#: arguments and texts of exceptions
for e in (ValueError(), ValueError("a"), ValueError("a", 1), KeyError("k"), Exception(3), ValueError(["x"])):
    print(str(e), repr(e), e.args)
#: raise a class, and raise with brackets
for make in (ValueError, ValueError("x")):
    try:
        raise make
    except ValueError as e:
        print(repr(e))
#: the name is gone behind except
e = "before"
try:
    raise ValueError("x")
except ValueError as e:
    pass
try:
    print(e)
except NameError:
    print("NameError")
#: nested try in loops
out = []
for x in ["1", "a", None, "4"]:
    try:
        try:
            out.append(int(x))
        except ValueError:
            out.append("bad")
    except TypeError:
        out.append("none")
print(out)
#: retry loop
tries = 0
while True:
    try:
        tries += 1
        if tries < 3:
            raise RuntimeError("again")
        break
    except RuntimeError:
        continue
print(tries)
#: assert
try:
    assert 1 == 2, "numbers differ"
except AssertionError as e:
    print("AssertionError", e)
assert True
assert (1, 2)
try:
    x = 3
    assert x > 5
except AssertionError as e:
    print("no message", repr(str(e)), e.args)
try:
    assert [], ("several", 2)
except AssertionError as e:
    print(e, e.args)
#: except with a tuple in a variable
errors = (KeyError, IndexError)
for f in (lambda: {}[1], lambda: [][1]):
    try:
        f()
    except errors as e:
        print(type(e).__name__)
#: raise from
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("bad") from e
except ValueError as e:
    print(e)
try:
    raise ValueError("plain") from None
except ValueError as e:
    print(e)
#: exceptions inside comprehensions and generators
def check(x):
    if x > 2:
        raise ValueError(x)
    return x
try:
    [check(i) for i in range(5)]
except ValueError as e:
    print("list", e.args)
g = (check(i) for i in range(5))
print(next(g), next(g))
try:
    list(g)
except ValueError as e:
    print("generator", e.args)
#: StopIteration from next
it = iter([1])
print(next(it))
try:
    next(it)
except StopIteration:
    print("StopIteration")
#: except Exception does not take BaseException's others
class Stop(BaseException):
    pass
try:
    try:
        raise Stop()
    except Exception:
        print("wrong")
except BaseException as e:
    print(type(e).__name__)
#: bare except
try:
    raise KeyError("x")
except:
    print("any")
#: classes of errors and their bases
print(issubclass(KeyError, LookupError), issubclass(IndexError, LookupError), issubclass(ZeroDivisionError, ArithmeticError), issubclass(FileNotFoundError, OSError), issubclass(NotImplementedError, RuntimeError), issubclass(ModuleNotFoundError, ImportError), issubclass(RecursionError, RuntimeError), issubclass(UnboundLocalError, NameError), issubclass(ValueError, LookupError))
#: NotImplementedError of a base
class Base:
    def forward(self):
        raise NotImplementedError
class Derived(Base):
    def forward(self):
        return "ok"
for c in (Base, Derived):
    try:
        print(c().forward())
    except NotImplementedError:
        print("not implemented")
#: an error keeps what was done before it
items = []
try:
    for i in range(5):
        items.append(i)
        if i == 3:
            raise ValueError
except ValueError:
    pass
print(items)
#: variables assigned in try are there afterwards
try:
    a = 1
    b = 1 / 0
    c = 3
except ZeroDivisionError:
    d = 4
print(a, d)
try:
    print(c)
except NameError:
    print("no c")
#: UnboundLocalError
x = 1
def f():
    try:
        print(x)
    except UnboundLocalError as e:
        print("unbound")
    x = 2
    return x
print(f())
#: finally without except
def f(n):
    try:
        if n:
            raise ValueError("v")
    finally:
        print("finally", n)
    return "end"
print(f(0))
try:
    f(1)
except ValueError:
    print("caught")
#: recursion error can be caught
def f(n):
    return f(n + 1)
try:
    f(0)
except RecursionError:
    print("too deep")
print("goes on")
#: with and try together
class R:
    def __enter__(self):
        return "r"
    def __exit__(self, *args):
        print("exit", args[0].__name__ if args[0] else None)
try:
    with R() as r:
        print(r)
        [][0]
except IndexError as e:
    print("IndexError")
#: exception in __exit__ and in __enter__
class A:
    def __enter__(self):
        raise ValueError("enter")
    def __exit__(self, *a):
        print("not reached")
class B:
    def __enter__(self): return self
    def __exit__(self, *a):
        raise KeyError("exit")
for c in (A, B):
    try:
        with c():
            print("body")
    except Exception as e:
        print(type(e).__name__, e.args)
#: exceptions compare and are kept in lists
errors = []
for v in ("1", "x", "2.5"):
    try:
        int(v)
    except ValueError as e:
        errors.append(e)
print(len(errors), [type(e).__name__ for e in errors], errors[0] is errors[0])
#: raising what is no exception
for bad in (3, "text", None, int):
    try:
        raise bad
    except TypeError:
        print("TypeError")
#: add_note and with_traceback are there
try:
    raise ValueError("v").with_traceback(None)
except ValueError as e:
    print(e)
#: loops with else and exceptions
def find(items, x):
    for i in items:
        try:
            if i == x:
                break
        finally:
            pass
    else:
        return "none"
    return "found"
print(find([1, 2], 2), find([1, 2], 3))
#: deep nesting of try in functions with return values
def f(a):
    try:
        try:
            if a == 0:
                return "inner return"
            if a == 1:
                raise ValueError("1")
            return "end of inner"
        except ValueError:
            if a == 1:
                return "inner except"
        finally:
            if a == 2:
                raise KeyError("2")
    except KeyError:
        return "outer except"
    finally:
        print("f", a)
print(f(0), f(1), f(2), f(3))
