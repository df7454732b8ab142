/// `numpy`: reductions that leave out what is nan, and what is counted or found.
extension NumPyModule {
  static let missing = #"""
    def _filled(a, value):
        x = _tensor(a).float()
        return torch.where(torch.isnan(x), torch.full_like(x, value), x)

    def _over(x, axis, keepdims, reduce):
        if axis is None:
            found = reduce(x.reshape(-1), 0, False)
            return (found.reshape([1] * x.dim()) if keepdims else found).numpy()
        return reduce(x, axis, keepdims).numpy()

    def nansum(a, axis=None, keepdims=False):
        return _over(_filled(a, 0.0), axis, keepdims, lambda x, dim, keep: x.sum(dim, keepdim=keep))

    def nanprod(a, axis=None, keepdims=False):
        return _over(_filled(a, 1.0), axis, keepdims, lambda x, dim, keep: x.prod(dim, keepdim=keep))

    def nanmean(a, axis=None, keepdims=False):
        return _over(_tensor(a).float(), axis, keepdims, lambda x, dim, keep: torch.nanmean(x, dim, keepdim=keep))

    def nanvar(a, axis=None, ddof=0, keepdims=False):
        def variance(x, dim, keep):
            there = (~torch.isnan(x)).sum(dim, keepdim=keep)
            apart = x - torch.nanmean(x, dim, keepdim=True)
            return torch.nansum(apart * apart, dim, keepdim=keep) / torch.where(there > ddof, there - ddof, float("nan"))
        return _over(_tensor(a).float(), axis, keepdims, variance)

    def nanstd(a, axis=None, ddof=0, keepdims=False):
        return np.sqrt(nanvar(a, axis, ddof, keepdims))

    def _extreme(a, axis, keepdims, worst, reduce):
        gone = torch.isnan(_tensor(a).float())
        found = _over(_filled(a, worst), axis, keepdims, reduce)
        return np.where(_over(gone, axis, keepdims, lambda x, dim, keep: torch.all(x, dim, keepdim=keep)), float("nan"), found)

    def nanmax(a, axis=None, keepdims=False):
        return _extreme(a, axis, keepdims, float("-inf"), lambda x, dim, keep: x.amax(dim, keepdim=keep))

    def nanmin(a, axis=None, keepdims=False):
        return _extreme(a, axis, keepdims, float("inf"), lambda x, dim, keep: x.amin(dim, keepdim=keep))

    def _place(a, axis, worst, find):
        x = _filled(a, worst)
        if bool(torch.isnan(_tensor(a).float()).all() if axis is None else torch.isnan(_tensor(a).float()).all(axis).any()):
            raise ValueError("All-NaN slice encountered")
        return find(x).numpy() if axis is None else find(x, axis).numpy()

    def nanargmax(a, axis=None):
        return _place(a, axis, float("-inf"), torch.argmax)

    def nanargmin(a, axis=None):
        return _place(a, axis, float("inf"), torch.argmin)

    def nanmedian(a, axis=None):
        rows = _tensor(a).float()
        if axis is None:
            rows, axis = rows.reshape(-1), 0
        rows = rows.movedim(axis, -1)
        found = []
        for row in rows.reshape(-1, rows.shape[-1]):
            there = row[~torch.isnan(row)]
            found.append(float(np.median(there.numpy())) if there.numel() > 0 else float("nan"))
        return torch.tensor(found).reshape(rows.shape[:-1]).numpy()

    def count_nonzero(a, axis=None, keepdims=False):
        return _over(_tensor(a) != 0, axis, keepdims, lambda x, dim, keep: x.sum(dim, keepdim=keep))

    def flatnonzero(a):
        return np.ravel(torch.nonzero(_tensor(a).reshape(-1)).numpy())

    def argwhere(a):
        return torch.nonzero(_tensor(a)).numpy()

    def extract(condition, arr):
        return np.ravel(np.asarray(arr))[np.ravel(np.asarray(condition)) != 0]

    def compress(condition, a, axis=None):
        kept = flatnonzero(condition)
        return np.take(np.ravel(np.asarray(a)) if axis is None else a, kept, 0 if axis is None else axis)

    def take_along_axis(arr, indices, axis=-1):
        x, places = _tensor(arr), _tensor(indices).long()
        if axis is None:
            x, axis = x.reshape(-1), 0
        if bool((places >= x.shape[axis]).any()) or bool((places < -x.shape[axis]).any()):
            raise IndexError(f"index is out of bounds for axis {axis} with size {x.shape[axis]}")
        return torch.take_along_dim(x, torch.where(places < 0, places + x.shape[axis], places), axis).numpy()

    # All of it in order is a way to part it.
    def partition(a, kth, axis=-1):
        return np.sort(np.asarray(a), axis)

    def argpartition(a, kth, axis=-1):
        return np.argsort(np.asarray(a), axis)

    def lexsort(keys, axis=-1):
        rows = [_tensor(key) for key in keys]
        order = torch.arange(rows[0].numel())
        for row in rows:
            order = order[torch.sort(row[order], stable=True)[1]]
        return order.numpy()

    def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
        xs, ys = _numbers(x), _numbers(y)
        if len(xs) != len(ys):
            raise ValueError("x and y must have the same length.")
        pair = list(bins) if isinstance(bins, (tuple, list)) and len(bins) == 2 else [bins, bins]
        limits = [None, None] if range is None else list(range)
        shares = [1.0] * len(xs) if weights is None else _numbers(weights)
        edges = [histogram_bin_edges(values, bins, limit) for values, bins, limit in zip((xs, ys), pair, limits)]
        steps = [_even_edges(values, bins, limit) if isinstance(bins, int) else _numbers(bins)
                 for values, bins, limit in zip((xs, ys), pair, limits)]
        heights = [[0.0] * (len(steps[1]) - 1) for nothing in steps[0][1:]]
        for a, b, share in zip(xs, ys, shares):
            row, column = _bin(steps[0], a), _bin(steps[1], b)
            if row is not None and column is not None:
                heights[row][column] += share
        if density:
            total = sum(sum(row) for row in heights)
            heights = [[height / total / (steps[0][i + 1] - steps[0][i]) / (steps[1][j + 1] - steps[1][j])
                        for j, height in enumerate(row)] for i, row in enumerate(heights)]
        return np.array(heights), edges[0], edges[1]
    """#
}
