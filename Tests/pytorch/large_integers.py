"""Whole numbers of many digits, as generators of random numbers, hashes and factorials have them."""

import copy
import json
import math
import random
import time

import torch

# Literals, and what becomes of them.
print(2**60 + 1, 2**53 + 1, 9007199254740993, 0xFFFFFFFFFFFFFFFF, 0o7777777777777777777777, 1_000_000_000_000_000_000_000)
print(10**9 * 10**9 + 7, (10**9 + 7) ** 2 % 10, -(2**63), 2**63 - 2**63, 1 << 70, (1 << 70) >> 68, -(1 << 70) >> 69, ~(1 << 64))
print(type(2**60) is int, isinstance(2**60, int), isinstance(2**60, float), bool(2**60), (2**60).bit_length(), [2**60], {2**60: "a"}, (2**64,))
print(str(2**100), repr(-(2**100)), len(str(2**4000)), int("123456789012345678901234567890"), int("-ff" * 1 + "f" * 20, 16), int(1e23), int(-1.5e300) % 1000007)

# A linear congruential generator, one of xorshift's kind without xor, and a hash.
x = 12345
drawn = []
for i in range(6):
    x = (x * 1103515245 + 12345) % 2**31
    drawn.append(x)
print(drawn)
state = 88172645463325252
for i in range(5):
    state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
print(state, state >> 33, state & 0xFFFF, state | 1, state % 1000, float(state), state / 2**64)
h = 14695981039346656037
for c in "variational":
    h = (h + ord(c)) * 1099511628211 % 2**64
print(h, hex(h), bin(h)[:20], oct(-h), f"{h:x}", f"{h:,}", f"{h:>25}", f"{-h:+d}", f"{h:.3e}", f"{h:_b}"[:21], "%d %x" % (h, h), "%d" % 1e20)

# Quotients and remainders of all signs, powers by a modulus.
for a in (2**70 + 3, -(2**70) - 3):
    for b in (7, -7, 2**35 + 1, -(2**66)):
        print(a // b, a % b, divmod(b, a), a / b)
print(pow(3, 200, 10**9 + 7), pow(2**80, 2**70, 2**61 - 1), pow(3, 50, -(10**12)), (-3) ** 41, 7**-2, (2**70) ** 0, 2**70 / 3, 1 / 2**70)
print(-(2**60) * 3, abs(-(2**60)), +(2**60), -(-(2**70)), 2**70 - 2**70 + 5, (2**60 + 1) * (2**60 - 1) == 2**120 - 1)
print(round(123456789012345678901, -5), round(-123456789012345650000, -5), round(2**60), round(1e22), round(25, -1), round(-15, -1), round(35, -1))

# Beside floats: exactly.
print(2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 2**60 == 2.0**60, 2.0**60 < 2**60 + 1, 2**70 < float("inf"), -(2**70) < -1e300, 2**70 == float("nan"), 2**1000 < 1e308)
print(2**60 + 0.5, 2**60 * 1.0, 0.5 * 2**61, 2**60 // 1.5, max(2**60, 1e10), min(2**60, 2**61, 5), sorted([2**60, 1, -(2**70), 2.5e18]))
print({2**60: 1, 2.0**60: 2}, {2**60 + 1: 1, 2**60: 2}, len({2**60, 2.0**60, 2**61}), hash(2**60) == hash(2.0**60), 2**60 in [1, 2**60], 2**60 in range(10))

# The functions of the library.
print(math.factorial(25), math.comb(100, 50), math.perm(30, 20), math.gcd(2**70, 6**40), math.lcm(10**12, 15**10), math.prod([10**6] * 4))
print(math.isqrt(10**40), math.isqrt(2**101), math.isqrt(0), math.isqrt(24), math.floor(1e20), math.ceil(-1e20), math.trunc(2.5e17), math.sqrt(2**80), round(math.log2(2**90), 6), round(math.log(10**30), 6))
print(sum([2**60] * 3), sum(range(10**8 - 3, 10**8)), json.dumps({"a": 2**64, "b": [-(2**70)]}), json.loads("[18446744073709551617, -3]"), copy.deepcopy([2**90]))
n = 2**62
n += 1
n *= 4
n -= 2**64
n //= 1
print(n, n == 4, n is not None, "a" * (2**62 - 2**62 + 3), [10, 20, 30][2**62 - 2**62 + 1])

# What cannot be.
for attempt in (lambda: 2**70 // 0, lambda: 2**70 % 0, lambda: float(2**2000), lambda: 2**2000 * 1.5, lambda: 2**70 << -1, lambda: int("12x" + "3" * 20), lambda: [1] * 2**70, lambda: 2**70 + "a"):
    try:
        print(attempt())
    except (ArithmeticError, ValueError, TypeError, MemoryError) as error:
        print(type(error).__name__ if not isinstance(error, (OverflowError, MemoryError)) else "too large")
fibonacci = [0, 1]
while len(fibonacci) < 150:
    fibonacci.append(fibonacci[-1] + fibonacci[-2])
print(fibonacci[93], fibonacci[149], sum(int(d) for d in str(fibonacci[149])))

# What is too large for a float is none, and its logarithm is one.
print(math.log(2**2000), math.log2(2**2000), math.log10(10**400), round(math.log(2**70, 2), 9), math.log(2**60), math.sqrt(2**500))
for attempt in (lambda: math.sqrt(2**3000), lambda: math.exp(2**3000), lambda: math.floor(float("inf"))):
    try:
        print(attempt())
    except OverflowError:
        print("too large")
print((2**70 + 1).bit_count(), (-7).bit_count(), (2**70).as_integer_ratio(), int("0b1" + "0" * 70, 0), int("0x1f", 0), int("-0o17", 0), int("42", 0), int("0", 0))

# Draws of many digits: within their bounds, with all digits in use, and the same again from the same seed.
random.seed(2**64 - 1)
first = [random.getrandbits(100) for _ in range(200)] + [random.randint(-(2**80), 2**80) for _ in range(200)]
random.seed(2**64 - 1)
again = [random.getrandbits(100) for _ in range(200)] + [random.randint(-(2**80), 2**80) for _ in range(200)]
print(first == again, all(0 <= n < 2**100 for n in first[:200]), all(-(2**80) <= n <= 2**80 for n in first[200:]), len(set(first)))
print(sum(n & 1 for n in first[:200]) in range(60, 140), sum(n >> 99 for n in first[:200]) in range(60, 140), sum(n < 0 for n in first[200:]) in range(60, 140))
clock = time.time_ns()
print(type(clock) is int, 0 <= clock / 1e9 - time.time() + 60 < 120, 0 <= time.perf_counter_ns() - time.perf_counter_ns() + 10**9)
for attempt in (lambda: 1e300**2, lambda: 255**1e300, lambda: 10.0**400, lambda: 1e200 * 1e200, lambda: float("inf") ** 2, lambda: 2.0**-2000, lambda: math.pow(2, 0.5), lambda: math.exp(True), lambda: math.isfinite(2**60)):
    try:
        print(attempt())
    except OverflowError:
        print("too large")
print([round(math.log10(n), 12) for n in (2**53 + 1, 2**63, 2**64, 10**30)], [math.log2(2**k) for k in (53, 54, 63, 64, 65, 100)])

kept = "large-integers.pt"
torch.save({"seed": 2**60 + 1, "below": -(2**62), "small": 5}, kept)
print(torch.load(kept))
for attempt in (lambda: 10**400 * 0.5, lambda: 10**400 == [1], lambda: 10**400 in [None, "a", {1}], lambda: {1} == 10**400, lambda: 10**400 != range(3)):
    try:
        print(attempt())
    except OverflowError:
        print("too large")
for attempt in (lambda: math.pow(1e300, 2), lambda: math.hypot(1.7e308, 1.7e308), lambda: math.pow(-2, 0.5), lambda: math.pow(0, -1), lambda: math.fmod(1, 0), lambda: math.pow(float("inf"), 2), lambda: math.pow(float("nan"), 0), lambda: math.atan2(0, 0), lambda: math.fmod(-7, 3)):
    try:
        print(attempt())
    except (OverflowError, ValueError) as error:
        print(type(error).__name__)
