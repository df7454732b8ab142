/// `numpy`: rarer functions of arrays.
extension NumPyModule {
  static let arrays = #"""
    def moveaxis(a, source, destination):
        return _tensor(a).movedim(source, destination).contiguous().numpy()

    def interp(x, xp, fp, left=None, right=None, period=None):
        if period is not None:
            raise NotImplementedError("np.interp has no period here")
        places, knots, values = _tensor(x).float(), _tensor(xp).float(), _tensor(fp).float()
        if knots.numel() == 0 or knots.shape != values.shape:
            raise ValueError("fp and xp are not of the same length." if knots.numel() > 0 else "array of sample points is empty")
        if knots.numel() == 1:
            found = torch.full_like(places, values[0].item())
        else:
            after = torch.clamp(torch.searchsorted(knots, places.contiguous(), right=True), 1, knots.numel() - 1)
            low, high = knots[after - 1], knots[after]
            share = (places - low) / torch.where(high == low, torch.ones_like(high), high - low)
            found = values[after - 1] + torch.clamp(share, 0, 1) * (values[after] - values[after - 1])
        if left is not None:
            found = torch.where(places < knots[0], float(left), found)
        if right is not None:
            found = torch.where(places > knots[-1], float(right), found)
        return found.numpy()

    def shape(a):
        return () if isinstance(a, (int, float)) else np.asarray(a).shape

    def ndim(a):
        return len(np.shape(a))

    def convolve(a, v, mode="full"):
        x, kernel = _tensor(a), _tensor(v)
        if x.dim() > 1 or kernel.dim() > 1:
            raise ValueError("object too deep for desired array")
        x, kernel = x.reshape(-1), kernel.reshape(-1)
        if x.numel() == 0 or kernel.numel() == 0:
            raise ValueError(("a" if x.numel() == 0 else "v") + " cannot be empty")
        if mode not in ("full", "same", "valid"):
            raise ValueError(f"mode must be one of 'valid', 'same', or 'full' (got '{mode}')")
        if kernel.numel() > x.numel():
            x, kernel = kernel, x
        n, m = x.numel(), kernel.numel()
        found = torch.zeros(n + m - 1, dtype=(x[:1] * kernel[:1]).dtype)
        for i in range(m):
            found[i:i + n] += x * kernel[i]
        if mode == "same":
            found = found[(m - 1) // 2:(m - 1) // 2 + n]
        elif mode == "valid":
            found = found[m - 1:n]
        return found.contiguous().numpy()

    class _Joined:
        def __init__(self, join):
            self._join = join

        def __getitem__(self, key):
            parts = []
            for part in key if isinstance(key, tuple) else (key,):
                if isinstance(part, str):
                    raise NotImplementedError("np.r_ and np.c_ take no directives here: np.concatenate(…, axis)")
                if isinstance(part, slice):
                    start, step = 0 if part.start is None else part.start, 1 if part.step is None else part.step
                    part = np.arange(start, part.stop, step)
                parts.append(np.atleast_1d(np.asarray(part)))
            return self._join(parts)

    r_ = _Joined(lambda parts: np.concatenate(parts))
    c_ = _Joined(lambda parts: np.concatenate([part.reshape(-1, 1) if part.ndim == 1 else part for part in parts], axis=-1))

    def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
        if dtype is not None or axis != 0:
            raise NotImplementedError("np.logspace gives real numbers along axis 0 here; np.logspace(…).round().astype(int) whole ones")
        return float(base) ** np.linspace(start, stop, num, endpoint=endpoint)

    def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
        x, y = _tensor(a).float(), _tensor(b).float()
        return torch.isclose(x, y, rtol, atol, equal_nan).numpy()

    def einsum(subscripts, *operands):
        return torch.einsum(subscripts, *[_tensor(a) for a in operands]).numpy()

    def triu(m, k=0):
        return torch.triu(_tensor(m), k).numpy()

    def tril(m, k=0):
        return torch.tril(_tensor(m), k).numpy()

    def trapezoid(y, x=None, dx=1.0, axis=-1):
        return torch.trapezoid(_tensor(y), None if x is None else _tensor(x), axis, dx).numpy()

    def trapz(y, x=None, dx=1.0, axis=-1):
        return trapezoid(y, x, dx, axis)

    def take(a, indices, axis=None):
        x, places = _tensor(a), _tensor(indices).long()
        if axis is None:
            x, axis = x.reshape(-1), 0
        length = x.shape[axis]
        if bool((places >= length).any()) or bool((places < -length).any()):
            raise IndexError(f"index is out of bounds for axis {axis} with size {length}")
        places = torch.where(places < 0, places + length, places)
        lengths = list(x.shape)
        axis = axis % len(lengths)
        found = torch.index_select(x, axis, places.reshape(-1))
        return found.reshape(lengths[:axis] + list(places.shape) + lengths[axis + 1:]).numpy()

    def average(a, axis=None, weights=None, returned=False):
        x = _tensor(a).float()
        if weights is None:
            shares = torch.ones_like(x)
        else:
            shares = _tensor(weights).float()
            if shares.shape != x.shape:
                if axis is None:
                    raise TypeError("Axis must be specified when shapes of a and weights differ.")
                lengths = [1] * x.dim()
                lengths[axis] = x.shape[axis]
                shares = shares.reshape(lengths).expand(x.shape)
        total = shares.sum() if axis is None else shares.sum(axis)
        if bool((total == 0).any()):
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        sums = (x * shares).sum() if axis is None else (x * shares).sum(axis)
        return ((sums / total).numpy(), total.numpy()) if returned else (sums / total).numpy()

    def atleast_1d(a):
        return torch.atleast_1d(_tensor(a)).numpy()

    def atleast_2d(a):
        return torch.atleast_2d(_tensor(a)).numpy()

    def broadcast_to(array, shape):
        return _tensor(array).expand(shape if isinstance(shape, (tuple, list)) else (shape,)).contiguous().numpy()

    def column_stack(tup):
        return torch.column_stack([_tensor(a) for a in tup]).numpy()

    def dstack(tup):
        return torch.dstack([_tensor(a) for a in tup]).numpy()

    def fliplr(m):
        return torch.fliplr(_tensor(m)).numpy()

    def flipud(m):
        return torch.flipud(_tensor(m)).numpy()

    def rot90(m, k=1, axes=(0, 1)):
        return torch.rot90(_tensor(m), k, axes).contiguous().numpy()

    def append(arr, values, axis=None):
        if axis is None:
            return np.concatenate([np.ravel(np.asarray(arr)), np.ravel(np.asarray(values))])
        return np.concatenate([np.asarray(arr), np.asarray(values)], axis)

    def _kept(length, obj):
        if isinstance(obj, slice):
            gone = list(range(length))[obj]
        else:
            places = np.asarray([obj] if isinstance(obj, int) else obj)
            if _tensor(places).dtype == torch.bool:
                if places.ndim != 1 or len(places) != length:
                    raise ValueError(f"boolean array argument obj to delete must be one dimensional and match the axis length of {length}")
                return [place for place in range(length) if not bool(places[place])]
            numbers = [places.item()] if places.ndim == 0 else places.tolist()
            for place in numbers:
                if not -length <= place < length:
                    raise IndexError(f"index {place} is out of bounds for axis 0 with size {length}")
            gone = [int(place) % length for place in numbers]
        return [place for place in range(length) if place not in gone]

    def delete(arr, obj, axis=None):
        x = _tensor(arr)
        if axis is None:
            x, axis = x.reshape(-1), 0
        return torch.index_select(x, axis, torch.tensor(_kept(x.shape[axis], obj)).long()).numpy()

    def insert(arr, obj, values, axis=None):
        x = _tensor(arr)
        if axis is None:
            x, axis = x.reshape(-1), 0
        if not isinstance(obj, int):
            raise NotImplementedError("np.insert puts values at one place here")
        length = x.shape[axis]
        if not -length <= obj <= length:
            raise IndexError(f"index {obj} is out of bounds for axis {axis} with size {length}")
        place = obj + length if obj < 0 else obj
        new = _tensor(values).to(x.dtype)
        lengths = list(x.shape)
        if x.dim() == 1:
            new = new.reshape(-1)
        else:
            while new.dim() < x.dim():
                new = new.unsqueeze(0)
            new = torch.movedim(new, 0, axis)
            lengths[axis] = new.shape[axis]
            new = new.expand(lengths)
        return torch.cat([x.narrow(axis, 0, place), new, x.narrow(axis, place, length - place)], axis).numpy()

    def isin(element, test_elements, assume_unique=False, invert=False):
        return torch.isin(_tensor(element), _tensor(test_elements), invert=invert).numpy()

    def intersect1d(ar1, ar2):
        first = np.unique(np.asarray(ar1))
        return first[isin(first, ar2)]

    def setdiff1d(ar1, ar2):
        first = np.unique(np.asarray(ar1))
        return first[isin(first, ar2, invert=True)]

    def union1d(ar1, ar2):
        return np.unique(append(ar1, ar2))
    """#
}
