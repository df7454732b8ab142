/// `numpy`: products of arrays, and polynomials.
extension NumPyModule {
  static let products = #"""
    def trace(a, offset=0):
        return torch.diagonal(_tensor(a), offset).sum().numpy()

    def kron(a, b):
        return torch.kron(_tensor(a), _tensor(b)).numpy()

    def inner(a, b):
        x, y = _tensor(a), _tensor(b)
        if x.dim() == 0 or y.dim() == 0:
            return (x * y).numpy()
        if x.shape[-1] != y.shape[-1]:
            raise ValueError(f"shapes {tuple(x.shape)} and {tuple(y.shape)} not aligned: {x.shape[-1]} and {y.shape[-1]} differ")
        return torch.tensordot(x, y, ([x.dim() - 1], [y.dim() - 1])).numpy()

    def vdot(a, b):
        return inner(np.ravel(np.asarray(a)), np.ravel(np.asarray(b)))

    def tensordot(a, b, axes=2):
        if isinstance(axes, (tuple, list)):
            axes = tuple([axis] if isinstance(axis, int) else list(axis) for axis in axes)
        return torch.tensordot(_tensor(a), _tensor(b), axes).numpy()

    def cross(a, b, axis=-1):
        x, y = torch.broadcast_tensors(_tensor(a), _tensor(b))
        if x.shape[axis] != 3:
            raise ValueError("incompatible dimensions for cross product\n(dimension must be 3)")
        return torch.cross(x, y, dim=axis).numpy()

    def correlate(a, v, mode="valid"):
        return convolve(a, _tensor(v).flip(0).numpy(), mode)

    def gradient(f, *varargs, axis=None):
        x = _tensor(f).float()
        axes = list(range(x.dim())) if axis is None else [axis] if isinstance(axis, int) else list(axis)
        steps = list(varargs) if len(varargs) == len(axes) else list(varargs) * len(axes) if len(varargs) == 1 else [1.0] * len(axes)
        if len(varargs) not in (0, 1, len(axes)):
            raise TypeError("invalid number of arguments")
        found = []
        for axis, step in zip(axes, steps):
            length = x.shape[axis]
            if length < 2:
                raise ValueError("Shape of array too small to calculate a numerical gradient, at least 2 elements are required.")
            places = _tensor(step).float()
            if places.dim() == 0:
                places = torch.arange(length) * places
            if places.dim() != 1 or places.numel() != length:
                raise ValueError("when 1d, distances must match the length of the corresponding dimension")
            widths = [1] * x.dim()
            widths[axis] = length - 1
            slopes = (x.narrow(axis, 1, length - 1) - x.narrow(axis, 0, length - 1)) / (places[1:] - places[:-1]).reshape(widths)
            before, after = slopes.narrow(axis, 0, length - 2), slopes.narrow(axis, 1, length - 2)
            widths[axis] = length - 2
            left, right = (places[1:-1] - places[:-2]).reshape(widths), (places[2:] - places[1:-1]).reshape(widths)
            middle = (before * right + after * left) / (left + right)
            found.append(torch.cat([slopes.narrow(axis, 0, 1), middle, slopes.narrow(axis, length - 2, 1)], axis).numpy())
        return found[0] if len(found) == 1 else tuple(found)

    def polyval(p, x):
        found = np.zeros(np.shape(x)) if np.ndim(x) > 0 else 0.0
        for coefficient in (p.coeffs if isinstance(p, poly1d) else np.asarray(p)).tolist():
            found = found * x + coefficient
        return found

    # By reflections (Householder 1958), in numbers of 64 bits: the columns of high powers are nearly alike.
    def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
        if full or cov:
            raise NotImplementedError("np.polyfit gives the coefficients alone here")
        xs, ys = [float(v) for v in np.asarray(x).tolist()], [float(v) for v in np.asarray(y).tolist()]
        if len(xs) != len(ys):
            raise TypeError("expected x and y to have same length")
        if len(xs) == 0:
            raise TypeError("expected non-empty vector for x")
        weights = [1.0] * len(xs) if w is None else [float(v) for v in np.asarray(w).tolist()]
        columns = [[weight * v ** power for v, weight in zip(xs, weights)] for power in range(deg, -1, -1)]
        target = [v * weight for v, weight in zip(ys, weights)]
        scales = [max(sum(v * v for v in column) ** 0.5, 1e-300) for column in columns]
        columns = [[v / scale for v in column] for column, scale in zip(columns, scales)] + [target]
        count = deg + 1
        for k in range(min(count, len(xs))):
            head = columns[k][k:]
            length = sum(v * v for v in head) ** 0.5
            if length == 0:
                continue
            head[0] += length if head[0] >= 0 else -length
            size = sum(v * v for v in head)
            for j in range(k, count + 1):
                column = columns[j]
                share = 2 * sum(a * b for a, b in zip(head, column[k:])) / size
                columns[j] = column[:k] + [b - share * a for a, b in zip(head, column[k:])]
        found = [0.0] * count
        for k in range(min(count, len(xs)) - 1, -1, -1):
            if abs(columns[k][k]) < 1e-13:
                raise np.linalg.LinAlgError(f"np.polyfit: the points do not settle a polynomial of degree {deg}")
            rest = columns[count][k] - sum(columns[j][k] * found[j] for j in range(k + 1, count))
            found[k] = rest / columns[k][k]
        if len(xs) < count:
            raise np.linalg.LinAlgError(f"np.polyfit: {len(xs)} points do not settle a polynomial of degree {deg}")
        return np.array([v / scale for v, scale in zip(found, scales)])

    class poly1d:
        def __init__(self, c):
            self.coeffs = np.atleast_1d(np.asarray(c))

        @property
        def c(self):
            return self.coeffs

        @property
        def order(self):
            return len(self.coeffs) - 1

        @property
        def o(self):
            return self.order

        def __call__(self, x):
            return polyval(self.coeffs, x)

        def __len__(self):
            return self.order

        def __getitem__(self, power):
            return self.coeffs[self.order - power] if 0 <= power <= self.order else 0

        def deriv(self, m=1):
            values = self.coeffs.tolist()
            for nothing in range(m):
                values = [v * (len(values) - 1 - place) for place, v in enumerate(values[:-1])] or [0.0]
            return poly1d(values)

        def __repr__(self):
            return f"poly1d({self.coeffs.tolist()})"
    """#
}
