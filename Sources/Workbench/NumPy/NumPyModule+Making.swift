/// `numpy`: arrays that are made, put together and written into, and functions that are applied to them.
extension NumPyModule {
  static let making = #"""
    def identity(n, dtype=None):
        return np.eye(n) if dtype is None else np.eye(n, dtype=dtype)

    def copy(a):
        return np.array(a)

    def ascontiguousarray(a, dtype=None):
        return np.asarray(a) if dtype is None else np.asarray(a, dtype)

    def asanyarray(a, dtype=None):
        return ascontiguousarray(a, dtype)

    # Its numbers are nobody's business: zeros are as good as any.
    def empty(shape, dtype=None):
        return np.zeros(shape) if dtype is None else np.zeros(shape, dtype=dtype)

    def empty_like(prototype, dtype=None):
        return np.zeros_like(prototype) if dtype is None else np.zeros_like(prototype, dtype)

    def geomspace(start, stop, num=50, endpoint=True):
        if start == 0 or stop == 0:
            raise ValueError("Geometric sequence cannot include zero")
        if start * stop < 0:
            raise ValueError("np.geomspace goes from a number to one of the same sign here")
        steps = max(1, num - 1 if endpoint else num)
        return np.array([start * (stop / start) ** (place / steps) for place in range(num)])

    def fromiter(iter, dtype, count=-1):
        values = list(iter)
        return np.array(values if count < 0 else values[:count], dtype=dtype)

    def indices(dimensions, dtype=None):
        return np.stack([places.numpy() for places in torch.meshgrid(*[torch.arange(n) for n in dimensions], indexing="ij")])

    def fromfunction(function, shape, **kwargs):
        return function(*[places for places in indices(shape).astype(float)], **kwargs)

    class _Grid:
        def __init__(self, sparse):
            self._sparse = sparse

        def __getitem__(self, key):
            rows = []
            for part in key if isinstance(key, tuple) else (key,):
                step = 1 if part.step is None else part.step
                rows.append(torch.from_numpy(np.arange(0 if part.start is None else part.start, part.stop, step)))
            if not isinstance(key, tuple):
                return rows[0].numpy()
            if self._sparse:
                shapes = [[len(row) if place == axis else 1 for place in range(len(rows))] for axis, row in enumerate(rows)]
                return tuple(row.reshape(shape).numpy() for row, shape in zip(rows, shapes))
            return np.stack([grid.numpy() for grid in torch.meshgrid(*rows, indexing="ij")])

    mgrid, ogrid = _Grid(False), _Grid(True)

    def ix_(*args):
        found = []
        for axis, places in enumerate(args):
            row = np.asarray(places)
            if row.ndim != 1:
                raise ValueError("Cross index must be 1 dimensional")
            row = flatnonzero(row) if _tensor(row).dtype == torch.bool else row
            found.append(np.reshape(row, [len(row) if place == axis else 1 for place in range(len(args))]))
        return tuple(found)

    def hsplit(ary, indices_or_sections):
        return np.split(ary, indices_or_sections, 0 if np.ndim(ary) == 1 else 1)

    def vsplit(ary, indices_or_sections):
        return np.split(ary, indices_or_sections, 0)

    def block(arrays):
        def depth(part):
            return 1 + max(depth(inner) for inner in part) if isinstance(part, list) else 0
        deepest = depth(arrays)
        def joined(part, level):
            if not isinstance(part, list):
                x = np.asarray(part)
                while x.ndim < deepest:
                    x = np.expand_dims(x, 0)
                return x
            parts = [joined(inner, level - 1) for inner in part]
            return np.concatenate(parts, -level)
        return joined(arrays, deepest)

    def copyto(dst, src):
        dst[...] = src

    def put(a, ind, v):
        values = np.ravel(np.asarray(v)).tolist()
        flat = torch.from_numpy(a).view(-1)
        for order, place in enumerate(np.ravel(np.asarray(ind)).tolist()):
            flat[int(place)] = values[order % len(values)]

    def logical_xor(x1, x2):
        return torch.logical_xor(_tensor(x1), _tensor(x2)).numpy()

    def hypot(x1, x2):
        return torch.hypot(_tensor(x1).float(), _tensor(x2).float()).numpy()

    def cbrt(x):
        values = _tensor(x).float()
        return (torch.sign(values) * torch.abs(values) ** (1 / 3)).numpy()

    def sinc(x):
        return torch.sinc(_tensor(x).float()).numpy()

    def heaviside(x1, x2):
        x = _tensor(x1).float()
        return torch.heaviside(x, _tensor(x2).float().expand(x.shape).contiguous()).numpy()

    def deg2rad(x):
        return x * (np.pi / 180) if isinstance(x, (int, float)) else np.asarray(x) * (np.pi / 180)

    def rad2deg(x):
        return x * (180 / np.pi) if isinstance(x, (int, float)) else np.asarray(x) * (180 / np.pi)

    def radians(x):
        return deg2rad(x)

    def degrees(x):
        return rad2deg(x)

    def arcsinh(x):
        return torch.asinh(_tensor(x).float()).numpy()

    def arccosh(x):
        return torch.acosh(_tensor(x).float()).numpy()

    def arctanh(x):
        return torch.atanh(_tensor(x).float()).numpy()

    def positive(x):
        return np.array(x)

    def signbit(x):
        return torch.signbit(_tensor(x).float()).numpy()

    def fix(x):
        return np.trunc(x)

    def float_power(x1, x2):
        return (_tensor(x1).float() ** _tensor(x2).float()).numpy()

    def fmax(x1, x2):
        return torch.fmax(_tensor(x1), _tensor(x2)).numpy()

    def fmin(x1, x2):
        return torch.fmin(_tensor(x1), _tensor(x2)).numpy()

    def divmod(x1, x2):
        x, y = np.asarray(x1), np.asarray(x2)
        return x // y, x % y

    def in1d(ar1, ar2, assume_unique=False, invert=False):
        return np.isin(np.ravel(np.asarray(ar1)), ar2, invert=invert)

    def select(condlist, choicelist, default=0):
        if len(condlist) != len(choicelist):
            raise ValueError("list of cases must be same length as list of conditions")
        found = default
        for condition, choice in zip(reversed(condlist), reversed(choicelist)):
            found = np.where(condition, choice, found)
        return found

    def piecewise(x, condlist, funclist):
        values = np.asarray(x)
        conditions = list(condlist) if isinstance(condlist, (list, tuple)) else [condlist]
        conditions = [np.asarray(condition) for condition in conditions]
        if len(funclist) == len(conditions) + 1:
            rest = conditions[0]
            for condition in conditions[1:]:
                rest = rest | condition
            conditions.append(~rest)
        if len(funclist) != len(conditions):
            raise ValueError(f"with {len(conditions)} condition(s), either {len(conditions)} or {len(conditions) + 1} functions are expected")
        found = np.zeros_like(values)
        for condition, function in zip(conditions, funclist):
            found[condition] = function(values[condition]) if callable(function) else function
        return found

    class vectorize:
        def __init__(self, pyfunc, otypes=None, signature=None):
            if signature is not None:
                raise NotImplementedError("np.vectorize applies a function to numbers here: no signature")
            self.pyfunc, self.otypes = pyfunc, otypes

        def __call__(self, *args):
            tensors = torch.broadcast_tensors(*[_tensor(a) for a in args])
            rows = zip(*[x.reshape(-1).tolist() for x in tensors])
            found = np.array([self.pyfunc(*row) for row in rows])
            if self.otypes is not None:
                found = found.astype(self.otypes[0])
            return np.reshape(found, tuple(tensors[0].shape))

    def apply_along_axis(func1d, axis, arr, *args, **kwargs):
        x = _tensor(arr).movedim(axis, -1)
        rows = [torch.tensor(func1d(row.numpy(), *args, **kwargs)) for row in x.reshape(-1, x.shape[-1])]
        found = torch.stack(rows)
        inner = list(rows[0].shape)
        found = found.reshape(list(x.shape[:-1]) + inner)
        if len(inner) > 0:
            found = found.movedim(-1, axis) if len(inner) == 1 else found
        return found.numpy()

    def ndindex(*shape):
        lengths = tuple(shape[0]) if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
        count = 1
        for length in lengths:
            count *= length
        for place in range(count):
            found = []
            for length in reversed(lengths):
                found.append(place % length)
                place = place // length
            yield tuple(reversed(found))

    def ndenumerate(arr):
        values = np.asarray(arr)
        for place in ndindex(values.shape):
            yield place, values[place].item()

    def finfo(dtype):
        return torch.finfo(torch.float64 if dtype is float else dtype)

    def iinfo(type):
        return torch.iinfo(torch.int64 if type is int else type)

    integer, signedinteger, floating, number = int, int, float, (int, float)

    def issubdtype(arg1, arg2):
        is_real = arg1 is float or arg1 is not int and arg1 is not bool and arg1.is_floating_point
        is_whole = arg1 is int or not is_real and arg1 is not bool and arg1 != np.bool_
        if arg2 is int:
            return is_whole
        if arg2 is float:
            return is_real
        return is_real or is_whole if arg2 == (int, float) else arg1 == arg2

    # There are no warnings of numbers here that could be kept quiet.
    class errstate:
        def __init__(self, **kwargs):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

    def seterr(**kwargs):
        return {"divide": "ignore", "over": "ignore", "under": "ignore", "invalid": "ignore"}
    """#
}
