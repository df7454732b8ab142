/// What Python's `math` has besides its native functions.
enum MathModule {
  static let text = #"""
    def _whole(x):
        if not isinstance(x, int):
            raise TypeError(f"'{type(x).__name__}' object cannot be interpreted as an integer")
        return x

    def gcd(*integers):
        result = 0
        for number in integers:
            number = abs(_whole(number))
            while number:
                result, number = number, result % number
        return result

    def lcm(*integers):
        result = 1
        for number in integers:
            number = abs(_whole(number))
            if number == 0:
                return 0
            result = result // gcd(result, number) * number
        return result

    def factorial(n):
        if _whole(n) < 0:
            raise ValueError("factorial() not defined for negative values")
        result = 1
        for number in range(2, n + 1):
            result *= number
        return result

    def perm(n, k=None):
        k = n if k is None else k
        if _whole(n) < 0 or _whole(k) < 0:
            raise ValueError("n and k must be non-negative integers")
        result = 1
        for number in range(n - k + 1, n + 1):
            result *= number
        return result if k <= n else 0

    def comb(n, k):
        if _whole(n) < 0 or _whole(k) < 0:
            raise ValueError("n and k must be non-negative integers")
        if k > n:
            return 0
        k = min(k, n - k)
        result = 1
        for number in range(1, k + 1):
            result = result * (n - k + number) // number
        return result

    def isqrt(n):
        if _whole(n) < 0:
            raise ValueError("isqrt() argument must be nonnegative")
        if n == 0:
            return 0
        # Newton's steps from above, which end where they would rise.
        root = 1 << (n.bit_length() + 1) // 2
        while True:
            lower = (root + n // root) // 2
            if lower >= root:
                return root
            root = lower

    def prod(iterable, *, start=1):
        for item in iterable:
            start = start * item
        return start

    def fsum(seq):
        parts = []
        for x in seq:
            x = float(x)
            kept = []
            for y in parts:
                if abs(x) < abs(y):
                    x, y = y, x
                high = x + y
                low = y - (high - x)
                if low:
                    kept.append(low)
                x = high
            parts = kept + [x]
        return float(sum(parts, 0.0))

    def dist(p, q):
        if len(p) != len(q):
            raise ValueError("both points must have the same number of dimensions")
        return sqrt(fsum([(a - b) ** 2 for a, b in zip(p, q)]))

    def copysign(x, y):
        negative = y < 0 or (y == 0 and str(float(y)).startswith("-"))
        return -abs(float(x)) if negative else abs(float(x))

    def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
        if rel_tol < 0 or abs_tol < 0:
            raise ValueError("tolerances must be non-negative")
        if a == b:
            return True
        if isinf(a) or isinf(b):
            return False
        return abs(a - b) <= max(rel_tol * max(abs(a), abs(b)), abs_tol)

    def modf(x):
        whole = float(trunc(x))
        return (copysign(x - whole, x), whole)
    """#
}
