/// What `numpy` has besides its native functions, written in the language over these.
enum NumPyModule {
  static let whole = [text, tables, arrays, missing, making, products].joined(separator: "\n\n")

  static let text = #"""
    class NpzFile(dict):
        @property
        def files(self):
            return list(self.keys())

        def close(self):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

        def __repr__(self):
            return f"NpzFile with keys: {', '.join(self.keys())}"

    def load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding="ASCII"):
        found = _load(str(file))
        return NpzFile(found) if isinstance(found, dict) else found

    def savez(file, *args, **kwds):
        arrays = dict(kwds)
        for place, values in enumerate(args):
            name = f"arr_{place}"
            if name in arrays:
                raise ValueError(f"Cannot use un-named variables and keyword {name}")
            arrays[name] = values
        _savez(str(file), arrays)

    def savez_compressed(file, *args, **kwds):
        savez(file, *args, **kwds)

    def _tensor(a):
        return torch.tensor(np.asarray(a))

    def bincount(x, weights=None, minlength=0):
        return torch.bincount(_tensor(x), None if weights is None else _tensor(weights), minlength).numpy()

    def diff(a, n=1, axis=-1):
        if n < 0:
            raise ValueError(f"order must be non-negative but got {n}")
        x = _tensor(a)
        if x.dim() == 0:
            raise ValueError("diff requires input that is at least one dimensional")
        for nothing in [0] * n:
            length = x.shape[axis]
            later, earlier = x.narrow(axis, 1, max(length - 1, 0)), x.narrow(axis, 0, max(length - 1, 0))
            x = later != earlier if x.dtype == torch.bool else later - earlier
        return x.numpy()

    def searchsorted(a, v, side="left", sorter=None):
        if side not in ("left", "right"):
            raise ValueError(f"search side must be 'left' or 'right' (got {side!r})")
        row = _tensor(a)
        if sorter is not None:
            row = row[_tensor(sorter)]
        return torch.searchsorted(row.contiguous(), _tensor(v), right=side == "right").numpy()

    def digitize(x, bins, right=False):
        edges = _tensor(bins)
        steps = edges[1:] - edges[:-1]
        if bool((steps >= 0).all()):
            return searchsorted(bins, x, "left" if right else "right")
        if not bool((steps <= 0).all()):
            raise ValueError("bins must be monotonically increasing or decreasing")
        return len(edges) - searchsorted(edges.flip(0).numpy(), x, "right" if right else "left")

    def full_like(a, fill_value, dtype=None):
        like = np.asarray(a)
        kind = like.dtype if dtype is None else dtype
        return np.full(like.shape, fill_value, dtype=kind)

    def roll(a, shift, axis=None):
        x = _tensor(a)
        found = torch.roll(x.reshape(-1), shift, 0).reshape(x.shape) if axis is None else torch.roll(x, shift, axis)
        return found.contiguous().numpy()

    def array_split(ary, indices_or_sections, axis=0):
        a = np.asarray(ary)
        length = a.shape[axis]
        if isinstance(indices_or_sections, int):
            sections = indices_or_sections
            if sections <= 0:
                raise ValueError("number sections must be larger than 0.")
            size, more = length // sections, length % sections
            ends = [0]
            for place in [1] * more + [0] * (sections - more):
                ends.append(ends[-1] + size + place)
        else:
            def inside(place):
                return max(0, min(length, place + length if place < 0 else place))
            ends = [0] + [inside(int(place)) for place in np.asarray(indices_or_sections).tolist()] + [length]
        x = torch.from_numpy(a)
        return [x.narrow(axis, start, max(end - start, 0)).numpy() for start, end in zip(ends[:-1], ends[1:])]

    def split(ary, indices_or_sections, axis=0):
        if isinstance(indices_or_sections, int) and np.asarray(ary).shape[axis] % indices_or_sections != 0:
            raise ValueError("array split does not result in an equal division")
        return array_split(ary, indices_or_sections, axis)

    def _pairs(width, count):
        rows = np.asarray(width).tolist()
        if not isinstance(rows, list):
            return [(rows, rows)] * count
        if not isinstance(rows[0], list):
            rows = [rows if len(rows) == 2 else rows * 2] * count
        if len(rows) == 1:
            rows = rows * count
        if len(rows) != count:
            raise ValueError(f"operands could not be broadcast together with remapped shapes: {width} for {count} dimensions")
        return [(row[0], row[-1]) for row in rows]

    def pad(array, pad_width, mode="constant", constant_values=0):
        x = _tensor(array)
        if mode not in ("constant", "edge", "reflect", "symmetric", "wrap"):
            raise NotImplementedError(f"np.pad has the modes constant, edge, reflect, symmetric and wrap here, and not {mode!r}")
        values = _pairs(constant_values, x.dim())
        for axis, (before, after) in enumerate(_pairs(pad_width, x.dim())):
            if before < 0 or after < 0:
                raise ValueError("index can't contain negative values")
            length = x.shape[axis]
            if mode == "constant":
                parts = [x]
                for place, count in enumerate((before, after)):
                    lengths = list(x.shape)
                    lengths[axis] = count
                    more = torch.full(lengths, values[axis][place]).to(x.dtype)
                    parts = [more] + parts if place == 0 else parts + [more]
                x = torch.cat(parts, axis)
                continue
            places = []
            for place in range(-before, length + after):
                if mode == "edge":
                    place = max(0, min(length - 1, place))
                elif mode == "wrap":
                    place = place % length
                elif mode == "symmetric":
                    place = place % (2 * length)
                    place = min(place, 2 * length - 1 - place)
                elif length > 1:
                    place = place % (2 * length - 2)
                    place = min(place, 2 * length - 2 - place)
                else:
                    place = 0
                places.append(place)
            x = x.index_select(axis, torch.tensor(places).long())
        return x.numpy()

    def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None):
        if axis is not None:
            raise NotImplementedError("np.unique goes over all elements here: axis=None")
        flat = _tensor(ar).reshape(-1)
        found, inverse, counts = torch.unique(flat, return_inverse=True, return_counts=True)
        results = [found.numpy()]
        if return_index:
            first = [len(flat)] * len(found)
            for place, group in enumerate(inverse.tolist()):
                first[group] = min(first[group], place)
            results.append(torch.tensor(first).long().numpy())
        if return_inverse:
            results.append(inverse.reshape(_tensor(ar).shape).numpy())
        if return_counts:
            results.append(counts.numpy())
        return tuple(results) if len(results) > 1 else results[0]

    def _numbers(a):
        return [float(x) for x in np.asarray(a).reshape(-1).tolist()]

    def histogram_bin_edges(a, bins=10, range=None, weights=None):
        if isinstance(bins, str):
            raise NotImplementedError(f"np.histogram takes a number of bins or their edges here, and not {bins!r}")
        if not isinstance(bins, int):
            edges = _numbers(bins)
            if any([edges[place] > edges[place + 1] for place, edge in enumerate(edges[1:])]):
                raise ValueError("`bins` must increase monotonically, when an array")
            return np.asarray(bins)
        if bins < 1:
            raise ValueError("`bins` must be positive, when an integer")
        return np.array(_even_edges(_numbers(a), bins, range))

    def _even_edges(values, bins, limits):
        if limits is not None:
            low, high = float(limits[0]), float(limits[1])
            if low > high:
                raise ValueError("max must be larger than min in range parameter.")
        elif len(values) == 0:
            low, high = 0.0, 1.0
        else:
            low, high = min(values), max(values)
        if low == high:
            low, high = low - 0.5, high + 0.5
        return [low + place * ((high - low) / bins) for place, nothing in enumerate([0] * bins)] + [high]

    # The number of the bin that a value falls into; None outside of all. The last has its right edge too.
    def _bin(edges, value):
        if not edges[0] <= value <= edges[-1]:
            return None
        low, high = 0, len(edges) - 2
        while low < high:
            middle = (low + high + 1) // 2
            if edges[middle] <= value:
                low = middle
            else:
                high = middle - 1
        return low

    def histogram(a, bins=10, range=None, density=None, weights=None):
        values = _numbers(a)
        edges_array = histogram_bin_edges(a, bins, range)
        edges = _even_edges(values, bins, range) if isinstance(bins, int) else _numbers(bins)
        shares = [1] * len(values) if weights is None else _numbers(weights)
        if len(shares) != len(values):
            raise ValueError("weights should have the same shape as a.")
        count = len(edges) - 1
        heights = [0] * count
        for x, share in zip(values, shares):
            place = _bin(edges, x)
            if place is not None:
                heights[place] += share
        if density:
            total = sum(heights)
            heights = [height / total / (edges[place + 1] - edges[place]) for place, height in enumerate(heights)]
        return np.array(heights), edges_array

    def cov(m, y=None, rowvar=True, bias=False, ddof=None):
        rows = torch.tensor(np.asarray(m))
        rows = rows.reshape(1, -1) if rows.dim() < 2 else rows if rowvar else rows.t()
        if y is not None:
            more = torch.tensor(np.asarray(y))
            rows = torch.cat([rows, more.reshape(1, -1) if more.dim() < 2 else more if rowvar else more.t()], 0)
        correction = ddof if ddof is not None else 0 if bias else 1
        found = torch.cov(rows, correction=correction)
        return np.squeeze(found.numpy()) if found.numel() == 1 else found.numpy()

    def corrcoef(x, y=None, rowvar=True):
        covariance = torch.tensor(cov(x, y, rowvar))
        if covariance.dim() == 0:
            return 1.0
        spread = torch.sqrt(torch.diagonal(covariance))
        return torch.clamp(covariance / spread.unsqueeze(0) / spread.unsqueeze(1), -1, 1).numpy()
    """#

  /// `numpy.linalg`, by PyTorch's.
  static let linalg = #"""
    def _matrix(a):
        return torch.tensor(np.asarray(a))

    def _back(x):
        return x.numpy()

    def norm(x, ord=None, axis=None, keepdims=False):
        rows = _matrix(x).float()
        if ord is not None and axis is None and rows.ndim > 2:
            raise ValueError("Improper number of dimensions to norm.")
        return _back(torch.linalg.norm(rows, ord, axis, keepdims))

    def inv(a):
        return _back(torch.linalg.inv(_matrix(a)))

    def pinv(a, rcond=1e-7):
        return _back(torch.linalg.pinv(_matrix(a), rcond=rcond))

    def det(a):
        return torch.linalg.det(_matrix(a)).item()

    def slogdet(a):
        sign, size = torch.linalg.slogdet(_matrix(a))
        return sign.item(), size.item()

    def solve(a, b):
        return _back(torch.linalg.solve(_matrix(a), _matrix(b)))

    def cholesky(a):
        return _back(torch.linalg.cholesky(_matrix(a)))

    def qr(a):
        q, r = torch.linalg.qr(_matrix(a))
        return _back(q.contiguous()), _back(r)

    def svd(a, full_matrices=True, compute_uv=True):
        if not compute_uv:
            return _back(torch.linalg.svdvals(_matrix(a)))
        u, s, vh = torch.linalg.svd(_matrix(a), full_matrices)
        return _back(u), _back(s), _back(vh.contiguous())

    def eigh(a):
        values, vectors = torch.linalg.eigh(_matrix(a))
        return _back(values), _back(vectors)

    def eigvalsh(a):
        return _back(torch.linalg.eigvalsh(_matrix(a)))

    def matrix_rank(a):
        ranks = torch.linalg.matrix_rank(_matrix(a))
        return int(ranks.item()) if ranks.ndim == 0 else _back(ranks)
    """#
}
