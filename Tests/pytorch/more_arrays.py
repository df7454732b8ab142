"""NumPy's rarer functions: products, polynomials, what is nan, arrays that are made, functions along an axis."""

import numpy as np
import torch


def shown(x):
    """The numbers of an array or a number, of as many digits as float32 has."""
    return list(np.shape(x)), [round(float(v), 4) + 0.0 for v in np.atleast_1d(x).reshape(-1).tolist()]


a = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
b = np.array([[1.0, -1.0], [0.5, 2.0]])
v, w = np.array([1.0, 2.0, 3.0]), np.array([4.0, -5.0, 6.0])

# Products.
print(shown(np.trace(a)), shown(np.trace(a, 1)), int(np.trace(np.array([[1, 2], [3, 4]]))))
print(shown(np.kron(b, [1, 10])), shown(np.inner(v, w)), shown(np.inner(a, a)), shown(np.inner(a, 2)))
print(shown(np.vdot(b, b)), shown(np.tensordot(a, b, axes=([0], [1]))), shown(np.tensordot(a, a, axes=2)))
print(shown(np.cross(v, w)), shown(np.cross(a, v)), shown(np.correlate(v, [0, 1, 0.5])), shown(np.correlate(v, [1, 2], "full")))

# Slopes and polynomials.
squares = np.array([1.0, 4.0, 9.0, 16.0, 25.0])
print(shown(np.gradient(squares)), shown(np.gradient(squares, 0.5)), shown(np.gradient(squares, np.array([1.0, 2.0, 4.0, 5.0, 7.0]))))
rows, columns = np.gradient(np.array([[1.0, 2.0, 6.0], [3.0, 4.0, 5.0]]))
print(shown(rows), shown(columns), shown(np.gradient(a, axis=1)))
x = np.linspace(-1, 2, 12)
line = np.polyfit(x, 3 * x - 1, 1)
cubic = np.polyfit(x, x**3 - 2 * x + 0.5, 3)
print(shown(line), shown(cubic), shown(np.polyfit(x, x**2, 1)), shown(np.polyfit(x, x**2, 1, w=x + 2)))
p = np.poly1d(line)
print(shown(p(2.0)), shown(p(v)), p.order, shown(p.coeffs), shown(np.polyval([1, 2, 3], v)), shown(np.poly1d([1, 2, 3]).deriv().c))

# What is nan.
n = np.array([[1.0, float("nan"), 3.0], [float("nan"), 5.0, -6.0]])
print(shown(np.nansum(n)), shown(np.nanmean(n)), shown(np.nanmean(n, axis=0)), shown(np.nanmax(n)), shown(np.nanmin(n, axis=1)))
print(shown(np.nanstd(n, axis=1)), shown(np.nanvar(n)), shown(np.nanvar(n, ddof=1)), shown(np.nanmedian(n)), shown(np.nanprod(n, axis=1, keepdims=True)))
print(int(np.nanargmax(n)), np.nanargmin(n, axis=1).tolist(), shown(np.nanmedian(n, axis=1)), shown(np.nansum(n, keepdims=True)))

# Counted and found.
k = np.array([[0, 1, 2], [3, 0, 0]])
print(int(np.count_nonzero(k)), np.count_nonzero(k, axis=1).tolist(), np.argwhere(k).tolist(), np.flatnonzero(k).tolist())
print(np.extract(k > 0, k).tolist(), np.compress([True, False, True], k, axis=1).tolist(), np.compress([False, True], [5, 6]).tolist())
print(np.take_along_axis(k, np.argsort(k, axis=1, kind="stable"), axis=1).tolist(), np.lexsort((np.array([1, 2, 3, 0]), np.array([1, 0, 1, 1]))).tolist())
print(np.sort(np.partition(np.array([5, 2, 8, 1, 9]), 2)[:3]).tolist(), np.sort(np.argpartition(np.array([5, 2, 8, 1, 9]), 2)[:3]).tolist())
heights, first, second = np.histogram2d([0.1, 0.6, 0.9, 0.2, 1.0], [0.0, 0.5, 0.4, 1.0, 0.9], bins=[2, 3], range=[[0, 1], [0, 1]])
print(shown(heights), shown(first), shown(second), shown(np.histogram2d([1, 2, 3], [1, 2, 4], bins=2, density=True)[0]))

# Made and put together.
print(shown(np.identity(2)), np.ix_([0, 1], [2, 0])[0].shape, k[np.ix_([1, 0], [2, 0])].tolist(), shown(np.geomspace(1, 1000, 4)))
print(np.indices((2, 3)).tolist(), np.mgrid[0:2, 1:4].tolist(), [g.tolist() for g in np.ogrid[0:2, 1:4]], np.mgrid[0:5:2].tolist())
print(np.fromfunction(lambda i, j: i + 2 * j, (2, 3)).tolist(), np.fromiter((i * i for i in range(4)), dtype=np.int64).tolist())
print(shown(np.block([[b, np.zeros((2, 1))], [np.ones((1, 3))]])), [part.tolist() for part in np.hsplit(k, 3)], [part.tolist() for part in np.vsplit(k, 2)])
c = np.copy(k)
c[0, 0] = 7
print(k[0, 0], c.tolist(), np.ascontiguousarray(k.T).tolist(), np.empty((2, 3)).shape, np.empty_like(k).shape)
np.copyto(c, 1)
np.put(c, [0, 5], [8, 9])
print(c.tolist(), np.logical_xor([True, False], [True, True]).tolist())

# Number by number.
print(shown(np.hypot([3.0, 5.0], [4.0, 12.0])), shown(np.cbrt([-8.0, 27.0])), shown(np.sinc([0.0, 0.5])), shown(np.heaviside([-1.0, 0.0, 2.0], 0.5)))
print(round(np.deg2rad(180.0), 4), shown(np.rad2deg([np.pi, np.pi / 2])), shown(np.fix([-1.7, 1.7])), shown(np.float_power([2, 3], [-1, 2])))
print(shown(np.fmax([1.0, float("nan")], [0.5, 2.0])), shown(np.fmin([1.0, float("nan")], [0.5, 2.0])), [part.tolist() for part in np.divmod(np.array([7, -7]), 3)])
print(np.select([v < 2, v < 3], [v * 10, v * 100], default=-1).tolist(), np.piecewise(v, [v < 2, v >= 2], [lambda t: -t, 5.0]).tolist())
print(np.vectorize(lambda s, t: s + t if s > 1 else -t)(v, w).tolist(), np.vectorize(lambda s: s * s)(k).tolist())
print(shown(np.apply_along_axis(lambda row: row.max() - row.min(), 1, a)), shown(np.apply_along_axis(lambda row: row / row.sum(), 0, a)))
print(list(np.ndindex(2, 2)), [(place, int(value)) for place, value in np.ndenumerate(k)][:3], np.issubdtype(v.dtype, np.floating), np.issubdtype(k.dtype, np.integer))
with np.errstate(divide="ignore", invalid="ignore"):
    print(shown(np.where(v > 1, np.log(np.maximum(v, 1)), 0)), isinstance(3, (int, np.integer)), np.iinfo(np.int32).max)

print(sum(k).tolist(), sum(v), sum([v, w]).tolist(), k.sum(), np.sum(k, axis=0).tolist())

# Draws: their settings, and what many of them come to.
np.random.seed(0)
print(np.random.poisson(3.0, (4, 5)).shape, np.random.gamma(2.0, 0.5, 7).shape, np.random.dirichlet([1.0, 2.0, 3.0], 4).shape)
many = 20000
for name, drawn, mean, spread in [
    ("poisson", np.random.poisson(3.0, many), 3.0, 3.0**0.5),
    ("poisson of many", np.random.poisson(300.0, 2000), 300.0, 300.0**0.5),
    ("gamma", np.random.gamma(2.0, 0.5, many), 1.0, 0.5**0.5),
    ("gamma below one", np.random.gamma(0.4, 1.0, many), 0.4, 0.4**0.5),
    ("beta", np.random.beta(2.0, 3.0, many), 0.4, 0.2),
    ("laplace", np.random.laplace(1.0, 2.0, many), 1.0, 8**0.5),
    ("lognormal", np.random.lognormal(0.0, 0.5, many), np.exp(0.125), 0.6039),
    ("geometric", np.random.geometric(0.25, many), 4.0, 12**0.5),
    ("chisquare", np.random.chisquare(3, many), 3.0, 6**0.5),
    ("gumbel", np.random.gumbel(0.0, 1.0, many), 0.5772, 1.2825),
    ("rayleigh", np.random.rayleigh(1.0, many), 1.2533, 0.6551),
]:
    print(name, abs(float(np.mean(drawn)) - mean) < 0.05 * spread + 1e-9 if name != "poisson of many" else abs(float(np.mean(drawn)) - mean) < 2,
          abs(float(np.std(drawn)) / spread - 1) < 0.06)
counts = np.random.multinomial(10, [0.2, 0.3, 0.5], size=500)
print(counts.shape, int(counts.sum()), np.random.multinomial(4, [1.0, 0.0]).tolist(), bool(abs(counts.mean(axis=0)[2] - 5) < 0.4))
pairs = np.random.multivariate_normal([1.0, -1.0], [[2.0, 0.6], [0.6, 1.0]], 20000)
print(pairs.shape, bool(np.abs(np.cov(pairs.T) - np.array([[2.0, 0.6], [0.6, 1.0]])).max() < 0.1), np.random.default_rng(1).poisson(2.0, 3).shape)
print(np.random.RandomState(3).gamma(1.0, size=(2, 2)).shape, bool(np.random.dirichlet([5.0, 5.0]).sum() > 0.999), type(np.random.poisson(2.0)).__name__ in ("int", "int64"))
np.random.seed(5)
first = np.random.poisson(4.0, 6).tolist(), np.random.gamma([1.0, 5.0]).shape, np.random.beta(2.0, 2.0)
np.random.seed(5)
print(first[0] == np.random.poisson(4.0, 6).tolist(), np.random.laplace([0.0, 1.0], 1.0, (3, 2)).shape, int(np.random.geometric(1.0)), np.random.multinomial(0, [0.5, 0.5]).tolist())
