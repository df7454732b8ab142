/// Python's `operator`, `bisect` and `heapq`: operators as functions, and lists that are kept in order.
enum OrderModules {
  static let operators = #"""
    def itemgetter(item, *items):
        if len(items) == 0:
            return lambda value: value[item]
        keys = (item,) + items
        return lambda value: tuple([value[key] for key in keys])

    def _reached(value, path):
        for name in path.split("."):
            value = getattr(value, name)
        return value

    def attrgetter(attribute, *attributes):
        if len(attributes) == 0:
            return lambda value: _reached(value, attribute)
        paths = (attribute,) + attributes
        return lambda value: tuple([_reached(value, path) for path in paths])

    def methodcaller(name, *args, **options):
        return lambda value: getattr(value, name)(*args, **options)

    def add(a, b):
        return a + b

    def sub(a, b):
        return a - b

    def mul(a, b):
        return a * b

    def truediv(a, b):
        return a / b

    def floordiv(a, b):
        return a // b

    def mod(a, b):
        return a % b

    def matmul(a, b):
        return a @ b

    def neg(a):
        return -a

    def eq(a, b):
        return a == b

    def ne(a, b):
        return a != b

    def lt(a, b):
        return a < b

    def le(a, b):
        return a <= b

    def gt(a, b):
        return a > b

    def ge(a, b):
        return a >= b

    def and_(a, b):
        return a & b

    def or_(a, b):
        return a | b

    def xor(a, b):
        return a ^ b

    def not_(a):
        return not a

    def contains(a, b):
        return b in a

    def getitem(a, b):
        return a[b]

    def setitem(a, b, c):
        a[b] = c
    """#

  static let bisection = #"""
    def _place(a, x, lo, hi, key, behind):
        if lo < 0:
            raise ValueError("lo must be non-negative")
        hi = len(a) if hi is None else hi
        while lo < hi:
            middle = (lo + hi) // 2
            item = a[middle] if key is None else key(a[middle])
            if x < item or (not behind and not item < x):
                hi = middle
            else:
                lo = middle + 1
        return lo

    def bisect_left(a, x, lo=0, hi=None, *, key=None):
        return _place(a, x, lo, hi, key, False)

    def bisect_right(a, x, lo=0, hi=None, *, key=None):
        return _place(a, x, lo, hi, key, True)

    bisect = bisect_right

    def insort_left(a, x, lo=0, hi=None, *, key=None):
        a.insert(_place(a, x if key is None else key(x), lo, hi, key, False), x)

    def insort_right(a, x, lo=0, hi=None, *, key=None):
        a.insert(_place(a, x if key is None else key(x), lo, hi, key, True), x)

    insort = insort_right
    """#

  /// Each item is at most the two at twice its place and behind.
  static let heaps = #"""
    def _rise(heap, place):
        item = heap[place]
        while place > 0 and item < heap[(place - 1) // 2]:
            heap[place] = heap[(place - 1) // 2]
            place = (place - 1) // 2
        heap[place] = item

    def _sink(heap, place):
        item, end = heap[place], len(heap)
        while 2 * place + 1 < end:
            child = 2 * place + 1
            if child + 1 < end and heap[child + 1] < heap[child]:
                child += 1
            if not heap[child] < item:
                break
            heap[place] = heap[child]
            place = child
        heap[place] = item

    def heapify(x):
        for place in reversed(range(len(x) // 2)):
            _sink(x, place)

    def heappush(heap, item):
        heap.append(item)
        _rise(heap, len(heap) - 1)

    def heappop(heap):
        last = heap.pop()
        return heapreplace(heap, last) if len(heap) > 0 else last

    def heapreplace(heap, item):
        least = heap[0]
        heap[0] = item
        _sink(heap, 0)
        return least

    def heappushpop(heap, item):
        return heapreplace(heap, item) if len(heap) > 0 and heap[0] < item else item

    def nsmallest(n, iterable, key=None):
        return sorted(iterable, key=key)[:max(n, 0)]

    def nlargest(n, iterable, key=None):
        return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
    """#

  /// `gc`: what nobody can reach is let go of at once here.
  static let collection = #"""
    def collect(generation=2):
        return 0

    def enable():
        return None

    def disable():
        return None

    def isenabled():
        return True
    """#
}
