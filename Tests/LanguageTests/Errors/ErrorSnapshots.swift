/// Written by `ErrorSnapshotTests`; `RECORD_SNAPSHOTS=1 swift test --filter LanguageTests` writes it anew.
enum ErrorSnapshots {
  static let texts: [String: String] = [
    "torch prefix": #"""
    NameError: there is no `torch` here: functions have no prefix, and `torch.linear` is `linear`
      line 1 │ x = torch.linear(3, 4)
             │     ^^^^^^^^^^^^
      try: x = linear(3, 4)
    """#,
    "nn prefix": #"""
    NameError: there is no `nn` here: functions have no prefix, and `nn.Linear` is `linear`
      line 1 │ layer = nn.Linear(3, 4)
             │         ^^^^^^^^^
      try: layer = linear(3, 4)
    """#,
    "nested module": #"""
    NameError: `torch.nn.functional.exp2` is not part of Elbow
      line 1 │ x = torch.nn.functional.exp2(vector([1]))
             │     ^^^^^^^^^^^^^^^^^^^^^^^^
      try: x = 2**vector([1])
    """#,
    "plt": #"""
    NameError: there is no `plt` here: functions have no prefix, and `plt.imshow` is `show`
      line 1 │ plt.imshow(vector([1]))
             │ ^^^^^^^^^^
      try: show(vector([1]))
    """#,
    "unknown function of a module": #"""
    NameError: there is no `torch` here, and nothing that does what `torch.frobnicate` does
      line 1 │ torch.frobnicate(3)
             │ ^^^^^^^^^^^^^^^^
      try: `help` lists all functions and commands
    """#,
    "math constant": #"""
    NameError: there is no `math` here
      line 1 │ x = math.pi * 2
             │     ^^^^^^^
      try: x = 3.141592653589793 * 2
    """#,
    "import": #"""
    ImportError: there is no module `torch` here
      line 1 │ import torch
             │        ^^^^^
    """#,
    "from import": #"""
    ImportError: there is no module `torch` here
      line 1 │ from torch import nn
             │      ^^^^^^^^^^^^^^^
    """#,
    "class": #"""
    NameError: there is no `nn` here, and nothing that does what `nn.Module` does
      line 1 │ class Decoder(nn.Module):
             │               ^^^^^^^^^
      try: `help` lists all functions and commands
    """#,
    "decorator": #"""
    NameError: there is no `torch` here: functions have no prefix, and `torch.no_grad` is `no_grad`
      line 1 │ @torch.no_grad()
             │  ^^^^^^^^^^^^^
      try: @no_grad()
    """#,
    "with torch.no_grad": #"""
    NameError: there is no `torch` here: functions have no prefix, and `torch.no_grad` is `no_grad`
      line 1 │ with torch.no_grad():
             │      ^^^^^^^^^^^^^
      try: with no_grad():
    """#,
    "cell magic": #"""
    SyntaxError: Elbow has no `%` commands
      line 1 │ %%time
             │ ^^^^^^
      try: leave this line out; a line `time` afterwards gives the time of the last cell
    """#,
    "line magic": #"""
    SyntaxError: Elbow has no `%` commands
      line 1 │ %time train epochs=1
             │ ^^^^^^^^^^^^^^^^^^^^
      try: time train epochs=1
    """#,
    "another magic": #"""
    SyntaxError: Elbow has no `%` commands
      line 1 │ %who
             │ ^^^^
      try: leave this line out
    """#,
    "shell": #"""
    SyntaxError: a cell does not run other programs
      line 1 │ !pip install torch
             │ ^^^^^^^^^^^^^^^^^^
      try: leave this line out, and use a terminal
    """#,
    "view": #"""
    AttributeError: a vector (of 2) has no `view`; did you mean `reshape`?
      line 2 │ x.view(2)
             │ ~~^^^^~~~
      x is of 2, made in line 1 by vector([1, 2])
      try: x.reshape(2)
    """#,
    "misspelt method": #"""
    AttributeError: a vector (of 2) has no `meen`; did you mean `mean`?
      line 2 │ x.meen()
             │ ~~^^^^~~
      x is of 2, made in line 1 by vector([1, 2])
      try: x.mean()
    """#,
    "attribute without brackets": #"""
    AttributeError: `mean` of a vector (of 2) is a function, and needs its brackets
      line 2 │ y = x.mean
             │     ~~^^^^
      x is of 2, made in line 1 by vector([1, 2])
      try: y = x.mean()
    """#,
    "yield outside a function": #"""
    SyntaxError: `yield` stands outside a function
      line 2 │     yield x
             │     ^^^^^
      try: write it in a `def`: each call of that gives one value after another
    """#,
    "yield within an expression": #"""
    SyntaxError: `yield` is a line of its own, or all that stands right of `=`
      line 2 │     print(1 + (yield 1))
             │                ^^^^^
      try: give its value a name in a line above: received = yield value
    """#,
    "end of a generator": #"""
    StopIteration: the generator f has no further value
      line 5 │ next(g)
             │ ^^^^^^^
      try: next(generator, None)
    """#,
    "error in a generator": #"""
    ZeroDivisionError: 1 divided by zero
      line 3 │         yield 1 / x
             │               ~~^~~
      called in line 4 by ratios([1, 0])
    """#,
    "generator without a value to send": #"""
    TypeError: the generator f stands at no `yield` yet, which could take 2
      line 3 │ f().send(2)
             │ ^^^^^^^^^^^
      try: next(generator)
    """#,
    "async function": #"""
    SyntaxError: `async` is not part of Elbow: a cell does one thing after another
      line 1 │ async def f():
             │ ^^^^^
      try: leave it out
    """#,
    "await": #"""
    SyntaxError: `await` is not part of Elbow: a cell does one thing after another
      line 1 │ x = await f()
             │     ^^^^^
      try: leave it out
    """#,
    "match": #"""
    SyntaxError: `match` is not part of Elbow
      line 2 │ match x:
             │ ^^^^^
      try: if x == 1: … elif x == 2: …
    """#,
    "bases without an order": #"""
    TypeError: the bases of C, A, B, stand in no order that agrees with theirs
      line 7 │ class C(A, B):
             │         ^
      try: class C(B, A):
    """#,
    "metaclass": #"""
    TypeError: of metaclasses there is `ABCMeta` alone here
      line 1 │ class A(metaclass=len):
             │                   ^^^
      try: a decorator above the class, or a call behind it
    """#,
    "method that is never called": #"""
    SyntaxError: `__del__` is not called by Elbow
      line 2 │     def __del__(self):
             │         ^^^^^^^
      try: a method that is called by name, or __exit__ with `with`
    """#,
    "bytes": #"""
    SyntaxError: strings of bytes are not part of Elbow
      line 1 │ x = b"abc"
             │     ^^
    """#,
    "relative import": #"""
    SyntaxError: a cell stands in no folder of modules, so that there is nothing behind a leading dot
      line 1 │ from . import tools
             │      ^
      try: leave the line out, and run the text of that file in a cell before
    """#,
    "module of the standard library": #"""
    ImportError: there is no module `subprocess` here
      line 1 │ import subprocess
             │        ^^^^^^^^^^
    """#,
    "base that is no class": #"""
    TypeError: a class derives from a class, and this is 3
      line 1 │ class A(3):
             │         ^
    """#,
    "missing argument of a class": #"""
    ArgumentError: A needs `x`
      line 4 │ A()
             │ ^^^
      its form is A(x)
    """#,
    "class without initializer": #"""
    ArgumentError: A takes no arguments: it has no __init__
      line 3 │ A(1)
             │ ^^^^
      try: def __init__(self, …):
    """#,
    "initializer that returns": #"""
    TypeError: __init__ of A returns nothing, and this returned 1
      line 4 │ A()
             │ ^^^
    """#,
    "method without self": #"""
    ArgumentError: f is a method, and takes its object first
      line 4 │ A().f()
             │ ^^^^^^^
      try: def f(self):
    """#,
    "misspelt attribute": #"""
    AttributeError: an A has no `wieght`; did you mean `weight`?
      line 5 │ a.wieght
             │ ~~^^^^^^
      try: a.weight
    """#,
    "property without setter": #"""
    AttributeError: `x` of A is a property without a setter
      line 6 │ a.x = 2
             │ ^^^
      try: @x.setter
    """#,
    "super outside": #"""
    TypeError: `super()` stands in a method of a class
      line 2 │     return super()
             │            ^^^^^^^
      called in line 3 by f()
    """#,
    "object that is not callable": #"""
    TypeError: `a` is an A, and cannot be called
      line 4 │ a(1)
             │ ^^^^
      try: an operator between `a` and the bracket, or another name for the variable
    """#,
    "object without length": #"""
    TypeError: an A has no length: its class has no __len__
      line 3 │ len(A())
             │ ^^^^^^^^
    """#,
    "object without items": #"""
    TypeError: an A cannot be indexed: its class has no __getitem__
      line 3 │ A()[0]
             │ ~~~~^~
    """#,
    "object that is not iterable": #"""
    TypeError: cannot loop over an A: its class has no __iter__
      line 3 │ for x in A():
             │          ^^^
    """#,
    "text that is none": #"""
    TypeError: __repr__ of A returns a text, and this returned 3
      line 4 │ print(A())
             │ ^^^^^^^^^^
    """#,
    "equality without hash": #"""
    TypeError: an A cannot be a key: its class has __eq__ and no __hash__
      line 4 │ d = {A(): 1}
             │      ^^^
      try: def __hash__(self): return hash(…)
    """#,
    "object that is no scope": #"""
    TypeError: `with` takes something that lasts for a block, and this is an A: its class has no __enter__
      line 3 │ with A():
             │      ^^^
    """#,
    "error in a method": #"""
    ZeroDivisionError: 1 divided by zero
      cell 1, line 3 │         return 1 / x
                     │                ~~^~~
      called in cell 1, line 5 by self.f(0)
      called in line 2 by a.g()
    """#,
    "raised": #"""
    ValueError: n is negative: -1
      line 3 │         raise ValueError(f"n is negative: {n}")
             │         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      called in line 4 by f(-1)
    """#,
    "raised of one's own": #"""
    TooDeep: (3, 'levels')
      line 3 │ raise TooDeep(3, "levels")
             │ ^^^^^^^^^^^^^^^^^^^^^^^^^^
    """#,
    "raise of a text": #"""
    TypeError: what is raised is an error, and this is the string 'wrong'
      line 1 │ raise "wrong"
             │ ^^^^^^^^^^^^^
      try: raise ValueError("what is wrong")
    """#,
    "raise alone": #"""
    RuntimeError: `raise` alone repeats the error of an `except` around it, and there is none
      line 1 │ raise
             │ ^^^^^
    """#,
    "except of a text": #"""
    TypeError: `except` takes a class of errors, and this is the string 'ZeroDivisionError'
      line 3 │ except "ZeroDivisionError":
             │ ^^^^^^^^^^^^^^^^^^^^^^^^^^
      try: except ValueError as e:
    """#,
    "except without try": #"""
    SyntaxError: `except` belongs to no `try` above it
      line 1 │ except ValueError:
             │ ^^^^^^
      try: line it up with its `try`, and let no other line stand between
    """#,
    "try without except": #"""
    SyntaxError: `try` is followed by `except` or `finally`
      line 1 │ try:
             │ ^^^
      try: except Exception as e:
    """#,
    "except with a comma": #"""
    SyntaxError: several kinds of errors stand in brackets
      line 3 │ except ValueError, e:
             │                  ^
      try: except (TypeError, ValueError):
    """#,
    "except in the wrong order": #"""
    SyntaxError: an `except` without a kind takes every error, so it comes last
      line 3 │ except:
             │ ^^^^^^
    """#,
    "assertion": #"""
    AssertionError: it does not hold that x > 5
      line 2 │ assert x > 5
             │        ~~^~~
    """#,
    "assertion with words": #"""
    AssertionError: n is 0
      line 2 │ assert n > 0, f"n is {n}"
             │        ~~^~~
    """#,
    "nonlocal without an outer variable": #"""
    SyntaxError: `nonlocal x` in f: no function around it has a variable of that name
      line 1 │ def f():
             │     ^
      try: global x
    """#,
    "global at the top": #"""
    SyntaxError: `global` stands in a function: elsewhere names are the session's own
      line 1 │ global x
             │ ^^^^^^
      try: leave this line out
    """#,
    "keyword-only": #"""
    ArgumentError: f takes 1 argument, and got 2
      line 3 │ f(1, 2)
             │ ~~~~~^~
      its form is f(a, *, b)
    """#,
    "two stars": #"""
    SyntaxError: one `*` can take the rest, not two
      line 1 │ a, *b, *c = [1, 2, 3]
             │        ^^
    """#,
    "star alone": #"""
    SyntaxError: `*` stands among other names on the left of `=`
      line 1 │ *a = [1, 2]
             │ ^^
      try: first, *rest = items
    """#,
    "too few for a star": #"""
    ValueError: at least 2 names stand on the left, and a list of 1 gives 1
      line 1 │ a, *b, c = [1]
             │ ^^^^^^^^
    """#,
    "del of a missing name": #"""
    NameError: `nothing` is not defined
      line 1 │ del nothing
             │     ^^^^^^^
      try: run the line or the cell that makes it first, or see `variables` and `help` for the names there are
    """#,
    "del of a missing key": #"""
    KeyError: the dict has no key 'b'
      line 2 │ del d["b"]
             │     ^^^^^^
      it has 'a'
    """#,
    "comprehension with else": #"""
    SyntaxError: the `if` behind a comprehension only chooses items, and has no `else`
      line 1 │ x = [i for i in range(3) if i else 0]
             │                               ^^^^
      try: [a if condition else b for x in items]
    """#,
    "walrus alone": #"""
    SyntaxError: `:=` assigns within an expression; a line of its own takes `=`
      line 1 │ n := 3
             │   ^^
      try: n = 3
    """#,
    "numbers of keys": #"""
    TypeError: the keys of a dict have no numbers
      line 2 │ d.keys()[0]
             │ ~~~~~~~~~^~
      try: list(d.keys())[0]
    """#,
    "percent of a text": #"""
    TypeError: `%d` takes a number, and this is the string 'a'
      line 1 │ "%d" % "a"
             │ ~~~~~^~~~~
    """#,
    "stepped slice": #"""
    ValueError: the slice has 2 places, and 1 value stands on the right
      line 2 │ l[::2] = [1]
             │ ^^^^^^
    """#,
    "changed while looped over": #"""
    RuntimeError: the dict changed its size while a loop went through it
      line 2 │ for k in d:
             │          ^
      try: for key in list(d):
    """#,
    "missing comma": #"""
    SyntaxError: a comma is missing between the arguments of `train`
      line 1 │ train epochs=1 lr=0.1
             │               ^
      try: train epochs=1, lr=0.1
    """#,
    "command in an assignment": #"""
    SyntaxError: a command stands at the start of its line; where its value is wanted, it is written as a call
      line 1 │ h = train epochs=2
             │     ^^^^^^^^^^^^^^
      try: h = train(epochs=2)
    """#,
    "command with a word in an assignment": #"""
    SyntaxError: a command stands at the start of its line; where its value is wanted, it is written as a call
      line 1 │ p = plot elbo, kind=bars
             │     ^^^^^^^^^^^^^^^^^^^^
      try: p = plot("elbo", kind="bars")
    """#,
    "bracket or expression": #"""
    SyntaxError: it is not clear whether `show` takes the bracket or the whole expression
      line 3 │ show (a + b) / 2
             │      ^^^^^^^^^^^
      try: show ((a + b) / 2)
    """#,
    "unknown key": #"""
    ArgumentError: train has no parameter `epochz`; did you mean `epochs`?
      line 1 │ train epochz=3
             │       ^^^^^^
      it has epochs, lr
      try: train epochs=3
    """#,
    "unknown word": #"""
    ArgumentError: `los` is no word of this command; did you mean `loss`?
      line 1 │ plot los
             │      ^^^
      it knows loss, elbo or kl
      try: plot loss
    """#,
    "unknown closed word": #"""
    ArgumentError: `pie` is no word of this command
      line 1 │ plot loss, kind=pie
             │                 ^^^
      try: line or bars
    """#,
    "word in quotes": #"""
    ValueError: `kind` of plot is none of its words: 'pie'
      line 1 │ plot("loss", kind="pie")
             │                   ^^^^^
      try: line or bars
    """#,
    "value out of range": #"""
    ValueError: `epochs` of train must be between 1 and 100,000, and is 0
      line 2 │ train epochs=0
             │              ^
    """#,
    "value of another type": #"""
    TypeError: `epochs` of train takes a whole number, and this is the string 'many'
      line 1 │ train epochs="many"
             │              ^^^^^^
    """#,
    "fraction for a whole number": #"""
    TypeError: `epochs` of train takes a whole number, and this is 2.5
      line 2 │ train epochs=n
             │ ~~~~~~^^^^^^^^
    """#,
    "missing argument": #"""
    ArgumentError: show needs `x`: what to show
      line 1 │ show
             │ ^^^^
      its form is show x, columns=None
      example: show vector([1, 2])
    """#,
    "too many arguments": #"""
    ArgumentError: reconstruct takes one argument without a name, and got 2
      line 1 │ reconstruct 8, 9
             │                ^
      its form is reconstruct count=8
    """#,
    "argument twice": #"""
    ArgumentError: `epochs` of train is given twice
      line 1 │ train 1, epochs=2
             │          ^^^^^^
    """#,
    "positional after named": #"""
    SyntaxError: an argument without a name stands after one with a name
      line 1 │ train lr=0.1, 3
             │               ^
      try: train 3, lr=0.1
    """#,
    "misspelt command": #"""
    NameError: there is no command `trian`; did you mean `train`?
      line 1 │ trian epochs=2
             │ ^^^^^
      try: train epochs=2
    """#,
    "learning rate": #"""
    NameError: `e3` is not defined; a number in powers of ten is written without an operator
      line 1 │ train lr=1-e3
             │            ^^
      try: train lr=1e-3
    """#,
    "help on nothing": #"""
    NameError: there is no help on `trian`; did you mean `train`?
      line 1 │ help trian
             │ ^^^^^^^^^^
      try: help train
    """#,
    "misspelt variable": #"""
    NameError: `logvr` is not defined; did you mean `logvar`?
      line 2 │ var = logvr * 2
             │       ^^^^^
      try: var = logvar * 2
    """#,
    "unknown name": #"""
    NameError: `quux` is not defined
      line 1 │ quux
             │ ^^^^
      try: run the line or the cell that makes it first, or see `variables` and `help` for the names there are
    """#,
    "typo in line 3": #"""
    NameError: `y` is not defined
      line 3 │ print(y)
             │       ^
      try: run the line or the cell that makes it first, or see `variables` and `help` for the names there are
    """#,
    "true": #"""
    NameError: `true` is written `True`
      line 1 │ flag = true
             │        ^^^^
      try: flag = True
    """#,
    "local before assignment": #"""
    UnboundLocalError: `total` has no value yet: the function assigns it, so it is the function's own variable
      line 2 │     total = total + 1
             │             ^^^^^
      called in line 3 by f()
      try: assign it before this line, or make it a parameter
    """#,
    "unknown name in a function": #"""
    NameError: `factr` is not defined
      cell 1, line 2 │     return a * factr
                     │                ^^^^^
      called in line 1 by f(3)
      try: run the line or the cell that makes it first, or see `variables` and `help` for the names there are
    """#,
    "a number called": #"""
    TypeError: `mean_value` is 3, and cannot be called
      line 2 │ mean_value(2)
             │ ^^^^^^^^^^^^^
      try: an operator between `mean_value` and the bracket, or another name for the variable
    """#,
    "missing colon": #"""
    SyntaxError: the colon that opens the block of `for` is missing
      line 1 │ for i in range(3)
             │                  ^
      try: for i in range(3):
    """#,
    "missing block": #"""
    SyntaxError: the block of `for` is missing
      line 1 │ for i in range(3):
             │                  ^
      try: indent the lines that belong to it by four spaces
    """#,
    "unexpected indent": #"""
    SyntaxError: this line is indented, and no block begins before it
      line 2 │     y = 2
             │ ^^^^
      try: begin it at the left edge
    """#,
    "tabs and spaces": #"""
    SyntaxError: tabs and spaces are mixed, so it is not clear how far this line is indented
      line 3 │ 	y = 2
             │ ^
      try: indent every line with four spaces
    """#,
    "uneven indent": #"""
    SyntaxError: this line is indented by 2, which matches no block above it
      line 3 │   y = 2
             │ ^^
      try: line it up with the block it belongs to
    """#,
    "bracket never closed": #"""
    SyntaxError: the bracket `(` is never closed
      line 1 │ x = (1 + 2
             │     ^
      try: x = (1 + 2)
    """#,
    "bracket closes nothing": #"""
    SyntaxError: the bracket `)` closes nothing
      line 1 │ x = 1 + 2)
             │          ^
      try: leave it out, or open it before
    """#,
    "wrong bracket": #"""
    SyntaxError: the bracket `)` does not close `[`
      line 1 │ x = [1, 2)
             │          ^
      try: x = [1, 2]
    """#,
    "string never closed": #"""
    SyntaxError: this string is never closed
      line 1 │ print("hello)
             │       ^^^^^^^
      try: close it with "
    """#,
    "f-string never closed": #"""
    SyntaxError: a `{` of this f-string is never closed
      line 2 │ print(f"{x")
             │         ^^
      try: close it with `}`; `{{` writes a bracket
    """#,
    "assignment in a condition": #"""
    SyntaxError: `=` assigns; a condition compares
      line 2 │ if x = 1:
             │      ^
      try: if x == 1:
    """#,
    "else if": #"""
    SyntaxError: `else if` is written `elif`
      line 3 │ else if 2:
             │ ^^^^^^^
      try: elif 2:
    """#,
    "else without if": #"""
    SyntaxError: `else` belongs to no `if` above it
      line 1 │ else:
             │ ^^^^
      try: line it up with its `if`, and let no other line stand between
    """#,
    "two values": #"""
    SyntaxError: an operator or a comma is missing before `4`
      line 1 │ x = 3 4
             │       ^
    """#,
    "call without brackets": #"""
    SyntaxError: an operator or a comma is missing before `3`
      line 1 │ x = abs 3
             │         ^
      try: x = abs(3)
    """#,
    "comma missing in a list": #"""
    SyntaxError: a comma is missing before `3`
      line 1 │ [1, 2 3]
             │       ^
      try: [1, 2, 3]
    """#,
    "missing value": #"""
    SyntaxError: a value is missing at the end of this line
      line 1 │ x =
             │    ^
    """#,
    "increment": #"""
    SyntaxError: `++` is not part of Elbow
      line 2 │ i++
             │ ^^^
      try: i += 1
    """#,
    "ampersands": #"""
    SyntaxError: `&&` is written `and`
      line 3 │ if a && b:
             │      ^^
      try: if a and b:
    """#,
    "caret power": #"""
    TypeError: `^` does not apply to numbers; a power is written `**`
      line 1 │ 2 ^ 3
             │ ~~^~~
      example: x**2
    """#,
    "exclamation": #"""
    SyntaxError: `!` is written `not`
      line 1 │ x = !True
             │     ^
      try: x = not True
    """#,
    "curly quotes": #"""
    SyntaxError: the character `“` (U+201C LEFT DOUBLE QUOTATION MARK) is not part of the language; it is written `"`
      line 1 │ print(“hello”)
             │       ^
      try: print("hello")
    """#,
    "minus sign": #"""
    SyntaxError: the character `−` (U+2212 MINUS SIGN) is not part of the language; it is written `-`
      line 1 │ x = 3 − 2
             │       ^
      try: x = 3 - 2
    """#,
    "leading zero": #"""
    SyntaxError: a whole number does not begin with 0
      line 1 │ x = 007
             │     ^^^
      try: x = 7
    """#,
    "number and name": #"""
    SyntaxError: a name cannot begin with a digit, nor a number end in letters
      line 1 │ x = 2y
             │     ^^
      try: x = 2 * y
    """#,
    "assign to a call": #"""
    SyntaxError: a call cannot be assigned to
      line 1 │ len(x) = 3
             │ ^^^^^^
      try: `==` compares; the name comes left of `=`
    """#,
    "assign to an attribute": #"""
    AttributeError: the attributes of a vector are read, not assigned
      line 2 │ x.size = 3
             │ ^^^^^^
      try: keep the value in a variable of its own
    """#,
    "return outside": #"""
    SyntaxError: `return` stands outside a function
      line 1 │ return 3
             │ ^^^^^^
      try: a cell shows its last line by itself
    """#,
    "break outside": #"""
    SyntaxError: `break` stands outside a loop
      line 1 │ break
             │ ^^^^^
      try: indent it under its `for` or `while`
    """#,
    "division by zero": #"""
    ZeroDivisionError: 1 divided by zero
      line 3 │ print(a / b)
             │       ~~^~~
    """#,
    "string and number": #"""
    TypeError: `+` does not apply to the string 'loss ' and 3
      line 1 │ "loss " + 3
             │ ~~~~~~~~^~~
      try: an f-string, f"… {x} …", or str(x)
    """#,
    "list arithmetic": #"""
    TypeError: `*` does not apply to a list of 2 and a list of 1
      line 1 │ [1, 2] * [3]
             │ ~~~~~~~^~~~~
      try: a loop computes with each item, and a tensor with all: tensor(items)
    """#,
    "index out of range": #"""
    IndexError: the list has 3 items, and 3 is out of range
      line 2 │ losses[3]
             │ ~~~~~~~^~
      try: from 0 to 2, or from -3 to -1
    """#,
    "float index": #"""
    TypeError: the index of a list is a whole number, and this is 1.0
      line 2 │ losses[1.0]
             │ ~~~~~~~^^^~
      try: `//` divides to a whole number, int(…) cuts one off
    """#,
    "missing key": #"""
    KeyError: the dict has no key 'los'; did you mean 'loss'?
      line 2 │ d["los"]
             │ ~~^^^^^~
      it has 'loss'
    """#,
    "unpack too many": #"""
    ValueError: 2 names stand on the left, and a list of 3 gives 3 values
      line 1 │ a, b = [1, 2, 3]
             │ ^^^^
    """#,
    "unpack an iterator": #"""
    ValueError: 2 names stand on the left, and zip gives 3 values
      line 1 │ a, b = zip([1, 2, 3])
             │ ^^^^
      try: a loop: for x in …:
    """#,
    "loop over a number": #"""
    TypeError: cannot loop over 10
      line 1 │ for i in 10:
             │          ^^
      try: range(10)
    """#,
    "range of a fraction": #"""
    TypeError: `start` of range takes a whole number, and this is 2.5
      line 2 │ for i in range(n):
             │          ~~~~~~^~
    """#,
    "bad format": #"""
    ValueError: cannot read the format `.2q`
      line 1 │ f"{3:.2q}"
             │    ^
      try: `.4f` for four decimals, `>8` for a width of 8, `,` for thousands, `.1%` for percent
    """#,
    "format of text": #"""
    ValueError: the format `.2f` is for a number, and this is the string 'a'
      line 2 │ f"{x:.2f}"
             │    ^
      try: leave the format out, or make a number of it with float(…)
    """#,
    "int of text": #"""
    ValueError: the string '3.5' is no whole number
      line 1 │ int("3.5")
             │ ~~~~^^^^^~
      try: int(float(…))
    """#,
    "unhashable": #"""
    TypeError: a list of 1 cannot be the key of a dict
      line 1 │ {[1]: 2}
             │  ^^^
      try: use a string, a number or a tuple of them
    """#,
    "too large a string": #"""
    MemoryError: a string of 2000000000000 characters is too long; the limit is 16777216
      line 1 │ "ab" * 10**12
             │ ~~~~~^~~~~~~~
    """#,
    "too large a list": #"""
    MemoryError: a list of 1000000000000 items is too long; the limit is 10000000
      line 1 │ list(range(10**12))
             │ ^^^^^^^^^^^^^^^^^^^
    """#,
    "endless recursion": #"""
    RecursionError: functions call each other too deeply
      line 2 │     return f(n + 1)
             │            ^^^^^^^^
      called in line 2 by f(n + 1)
      called in line 2 by f(n + 1)
      called in line 2 by f(n + 1)
      called in line 2 by f(n + 1)
      … 995 more calls …
      called in line 3 by f(0)
      try: does the recursion have an end? A loop can go on for longer
    """#,
    "error in a function": #"""
    ZeroDivisionError: 1 divided by zero
      cell 1, line 2 │     return 1 / n
                     │            ~~^~~
      called in cell 1, line 5 by half(n)
      called in line 2 by outer(0)
    """#,
    "error in a lambda": #"""
    ZeroDivisionError: 1 divided by zero
      line 1 │ list(map(lambda x: 1 / x, [1, 0]))
             │                    ~~^~~
      called in line 1 by list(map(lambda x: 1 / x, [1, 0]))
    """#,
    "missing argument of a function": #"""
    ArgumentError: f needs `b`
      line 3 │ f(1)
             │ ^^^^
      its form is f(a, b)
    """#,
    "unknown argument of a function": #"""
    ArgumentError: f has no parameter `alpah`; did you mean `alpha`?
      line 3 │ f(alpah=1)
             │ ~~^^^^^^^~
      its form is f(alpha)
      try: f(alpha=1)
    """#,
    "too many for a function": #"""
    ArgumentError: f takes 1 argument, and got 2
      line 3 │ f(1, 2)
             │ ~~~~~^~
      its form is f(a)
    """#,
    "shape with provenance": #"""
    ShapeError: linear(20, 3) needs 20 features, and this has 3
      line 3 │ p = dec(z)
             │     ~~~~^~
      dec is 20→3, made in line 1 by linear(20, 3)
      z is of 3, made in line 2 by vector([1, 2, 3])
      try: rebuild it with linear(3, 3)
    """#,
    "provenance from an earlier cell": #"""
    ShapeError: vectors of 3 and of 1 do not fit together
      line 1 │ w = z + y * 2
             │     ~~^~~~~~~
      z is of 3, made in cell 1 by vector([1, 2, 3])
      y is of 1, made in cell 2 by vector([1])
    """#,
    "blamed argument": #"""
    ShapeError: [3] does not hold as many numbers
      line 2 │ reshape(x, 3)
             │ ~~~~~~~~~~~^~
      x is of 2, made in line 1 by vector([1, 2])
    """#,
    "over several lines": #"""
    ShapeError: [3] does not hold as many numbers
      line 2 │ y = reshape(
             │     ~~~~~~~~
      line 3 │     x,
             │     ~~
      line 4 │     3)
             │     ^~
      x is of 2, made in line 1 by vector([1, 2])
    """#,
    "ambiguous truth": #"""
    ValueError: the truth of 2 numbers is not clear
      line 2 │ if x:
             │    ^
      x is of 2, made in line 1 by vector([1, 2])
    """#,
    "operator without meaning": #"""
    TypeError: `@` does not apply to a vector (of 1) and 3
      line 1 │ vector([1]) @ 3
             │ ~~~~~~~~~~~~^~~
    """#,
    "item assignment to an object": #"""
    TypeError: the items of a vector cannot be changed
      line 2 │ x[0] = 3
             │ ^^^^
      try: make a new one of its parts: where(mask, new, old), or cat([x[:3], new, x[4:]])
    """#,
    "unforeseen failure": #"""
    InternalError: something went wrong inside Elbow: Unforeseen()
      line 1 │ broken()
             │ ^^^^^^^^
      try: save your work, and report this message with the cell that caused it
    """#,
    "not a scope": #"""
    TypeError: `with` takes something that lasts for a block, and this is 3
      line 1 │ with 3:
             │      ^
    """#,
  ]
}
