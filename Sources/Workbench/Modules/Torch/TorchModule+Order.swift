/// Functions of `torch`: what sorted numbers tell.
extension TorchModule {
  static let order = #"""
    def kthvalue(input, k, dim=-1, keepdim=False):
        if not 1 <= k <= input.shape[dim]:
            raise RuntimeError(f"kthvalue(): selected number k out of range for dimension {dim}")
        ordered, places = torch.sort(input, dim)
        value, place = ordered.narrow(dim, k - 1, 1), places.narrow(dim, k - 1, 1)
        if not keepdim:
            value, place = value.squeeze(dim), place.squeeze(dim)
        return _named(["values", "indices"], [value, place])

    def median(input, dim=None, keepdim=False):
        if dim is None:
            if bool(torch.isnan(input).any()) or input.numel() == 0:
                return torch.tensor(math.nan)
            value = torch.kthvalue(input.reshape(-1), (input.numel() + 1) // 2).values.detach()
            if not input.requires_grad:
                return value
            # The gradient is shared by all that are equal to it.
            same = (input == value).float()
            shared = (input * same).sum() / same.sum()
            return value + (shared - shared.detach())
        found = torch.kthvalue(input, (input.shape[dim] + 1) // 2, dim, keepdim)
        gone = torch.isnan(input)
        if not bool(gone.any()):
            return found
        # Where one is nan, that is the median, and its place the first of them.
        first = torch.argmax(gone.long(), dim, keepdim)
        some = gone.any(dim, keepdim)
        return _named(
            ["values", "indices"],
            [torch.where(some, torch.full_like(found.values, math.nan), found.values), torch.where(some, first, found.indices)])

    def quantile(input, q, dim=None, keepdim=False, interpolation="linear"):
        if interpolation not in ["linear", "lower", "higher", "nearest", "midpoint"]:
            raise RuntimeError(f"quantile: interpolation is linear, lower, higher, nearest or midpoint, and not {interpolation!r}")
        if dim is None:
            flat = input.reshape(-1)
            result = torch.quantile(flat, q, 0, False, interpolation)
            return result.reshape(list(result.shape) + [1] * input.dim()) if keepdim else result
        if torch.is_tensor(q) and q.dim() > 0:
            return torch.stack([torch.quantile(input, share, dim, keepdim, interpolation) for share in q.tolist()])
        share = float(q)
        if not 0 <= share <= 1:
            raise RuntimeError("quantile() q values must be in the range [0, 1]")
        ordered = torch.sort(input, dim)[0]
        place = share * (input.shape[dim] - 1)
        low, high = math.floor(place), math.ceil(place)
        part = place - low
        if interpolation == "lower":
            part = 0.0
        elif interpolation == "higher":
            part = 1.0 if high > low else 0.0
        elif interpolation == "nearest":
            part = float(round(place) - low)
        elif interpolation == "midpoint":
            part = 0.5 if high > low else 0.0
        value = torch.lerp(ordered.narrow(dim, low, 1), ordered.narrow(dim, high, 1), part)
        gone = torch.isnan(input)
        if bool(gone.any()):
            value = torch.where(gone.any(dim, True), torch.full_like(value, math.nan), value)
        return value if keepdim else value.squeeze(dim)

    def bucketize(input, boundaries, right=False):
        return torch.searchsorted(boundaries, input, right=right)

    def histc(input, bins=100, min=0, max=0):
        low, high = float(min), float(max)
        if low == high:
            low, high = input.min().item(), input.max().item()
        if low == high:
            low, high = low - 1, high + 1
        flat = input.detach().reshape(-1)
        flat = flat[(flat >= low) & (flat <= high)]
        places = torch.clamp(torch.floor((flat - low) / (high - low) * bins), 0, bins - 1)
        return torch.bincount(places.long(), minlength=bins).float()

    def histogram(input, bins, *, range=None, weight=None, density=False):
        numbers = input.detach().float().reshape(-1)
        if torch.is_tensor(bins):
            edges = bins.float()
        else:
            low, high = (numbers.min().item(), numbers.max().item()) if range is None else (float(range[0]), float(range[1]))
            if low == high:
                low, high = low - 0.5, high + 0.5
            edges = torch.linspace(low, high, bins + 1)
        count = len(edges) - 1
        within = (numbers >= edges[0]) & (numbers <= edges[-1])
        places = torch.clamp(torch.searchsorted(edges, numbers[within], right=True) - 1, 0, count - 1)
        shares = torch.ones_like(numbers) if weight is None else weight.float().reshape(-1)
        heights = torch.bincount(places, shares[within], minlength=count).float()
        if density:
            heights = heights / heights.sum() / (edges[1:] - edges[:-1])
        return _named(["hist", "bin_edges"], [heights, edges])

    def aminmax(input, dim=None, keepdim=False):
        if dim is None:
            return _named(["min", "max"], [input.min(), input.max()])
        return _named(["min", "max"], [torch.amin(input, dim, keepdim), torch.amax(input, dim, keepdim)])

    def std_mean(input, dim=None, unbiased=True, keepdim=False):
        if dim is None:
            return (torch.std(input, unbiased=unbiased), torch.mean(input))
        return (torch.std(input, dim, unbiased=unbiased, keepdim=keepdim), torch.mean(input, dim, keepdim=keepdim))

    def var_mean(input, dim=None, unbiased=True, keepdim=False):
        if dim is None:
            return (torch.var(input, unbiased=unbiased), torch.mean(input))
        return (torch.var(input, dim, unbiased=unbiased, keepdim=keepdim), torch.mean(input, dim, keepdim=keepdim))

    def isin(elements, test_elements, *, assume_unique=False, invert=False):
        elements, tests = torch.as_tensor(elements), torch.as_tensor(test_elements).reshape(-1)
        found = (elements.unsqueeze(-1) == tests).any(-1) if tests.numel() > 0 else torch.zeros_like(elements).bool()
        return ~found if invert else found

    def mode(input, dim=-1, keepdim=False):
        if input.dim() == 0:
            return _named(["values", "indices"], [input.clone(), torch.tensor(0)])
        if bool((input != input).any()):
            raise ValueError("mode: some of these numbers are nan")
        length = input.shape[dim]
        rows = input.transpose(dim, -1)
        counts = (rows.unsqueeze(-1) == rows.unsqueeze(-2)).long().sum(-1)
        most = counts == counts.amax(-1, True)
        value = torch.where(most, rows, torch.full_like(rows, rows.max().item())).amin(-1, True)
        places = torch.where(rows == value, torch.arange(length), torch.full_like(torch.arange(length), -1)).amax(-1, True)
        value, places = value.transpose(dim, -1), places.transpose(dim, -1)
        return _named(["values", "indices"], [value, places] if keepdim else [value.squeeze(dim), places.squeeze(dim)])

    def _running(input, dim, better):
        if input.dim() == 0:
            return _named(["values", "indices"], [input.clone(), torch.tensor(0)])
        values, places = [], []
        for place, row in enumerate(input.unbind(dim)):
            if place == 0:
                values.append(row)
                places.append(torch.zeros_like(row).long())
                continue
            takes = better(row, values[-1]) | (row != row)
            values.append(torch.where(takes, row, values[-1]))
            places.append(torch.where(takes, torch.full_like(places[-1], place), places[-1]))
        return _named(["values", "indices"], [torch.stack(values, dim), torch.stack(places, dim)])

    def cummax(input, dim):
        return _running(input, dim, lambda new, old: new >= old)

    def cummin(input, dim):
        return _running(input, dim, lambda new, old: new <= old)

    def count_nonzero(input, dim=None):
        there = (input != 0).long()
        return there.sum() if dim is None else there.sum(dim)
    """#
}
