"""In which order generators end that nobody asks for more, each within another."""


def inner(number):
    try:
        yield number
        yield number + 1
    finally:
        print("inner ends", number)


def outer():
    try:
        for x in inner(1):
            for y in inner(10):
                yield x + y
    finally:
        print("outer ends")


g = outer()
print(next(g))
del g
print("after loops")


def delegating():
    try:
        yield from inner(5)
    finally:
        print("delegating ends")


g = delegating()
print(next(g))
del g
print("after yield from")


def deep(level):
    try:
        if level > 0:
            for item in deep(level - 1):
                yield item
        else:
            yield "bottom"
    finally:
        print("deep ends", level)


g = deep(4)
print(next(g))
del g
print("after deep")


def in_a_row():
    try:
        for x in inner(1):
            break
        for x in inner(3):
            yield x
    except GeneratorExit:
        print("told")
        raise
    finally:
        print("row ends")


g = in_a_row()
print(next(g))
g.close()
print("after close")
for item in deep(2):
    print(item)
    break
print("after break")
