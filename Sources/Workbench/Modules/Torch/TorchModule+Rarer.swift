/// Functions of `torch`: rarer ways of moving and choosing elements.
extension TorchModule {
  static let rarerShapes = #"""
    def fliplr(input):
        if input.dim() < 2:
            raise RuntimeError("Input must be >= 2-d.")
        return torch.flip(input, [1])

    def flipud(input):
        if input.dim() < 1:
            raise RuntimeError("Input must be >= 1-d.")
        return torch.flip(input, [0])

    def swapdims(input, dim0, dim1):
        return input.transpose(dim0, dim1)

    def moveaxis(input, source, destination):
        return input.movedim(source, destination)

    def clone(input, *, memory_format=None):
        return input.clone()

    def column_stack(tensors):
        return torch.cat([x.reshape(-1, 1) if x.dim() < 2 else x for x in tensors], 1)

    def row_stack(tensors):
        return torch.vstack(tensors)

    def dstack(tensors):
        return torch.cat([x.reshape(1, -1, 1) if x.dim() < 2 else x.unsqueeze(2) if x.dim() == 2 else x for x in tensors], 2)

    def atleast_3d(input):
        if input.dim() < 2:
            return input.reshape(1, -1, 1)
        return input.unsqueeze(2) if input.dim() == 2 else input

    def scalar_tensor(s, *, dtype=None, device=None, layout=None, requires_grad=False, pin_memory=False):
        return torch.tensor(float(s), dtype=dtype, requires_grad=requires_grad)

    def masked_scatter(input, mask, source):
        input, mask = torch.broadcast_tensors(input, mask)
        places = torch.cumsum(mask.reshape(-1).long(), 0) - 1
        count = int(mask.sum())
        if source.numel() < count:
            raise RuntimeError(f"masked_scatter: expected at least {count} elements in source, got {source.numel()}")
        if count == 0:
            return input.clone()
        chosen = source.reshape(-1)[torch.clamp(places, min=0)].reshape(input.shape)
        return torch.where(mask, chosen, input)

    def index_copy(input, dim, index, source):
        result = input.clone().transpose(0, dim)
        result[index.long()] = source.transpose(0, dim) if source.dim() > 0 else source
        return result.transpose(0, dim)

    def scatter_reduce(input, dim, index, src, reduce, *, include_self=True):
        if reduce not in ("sum", "prod", "mean", "amax", "amin"):
            raise RuntimeError(f"reduce argument must be either sum, prod, mean, amax or amin, got {reduce}.")
        src = src[tuple([slice(0, length) for length in index.shape])]
        taken = torch.zeros_like(input, dtype=torch.int64).scatter_add(dim, index, torch.ones_like(src, dtype=torch.int64))
        start = input
        if not include_self:
            neutral = {"sum": 0, "mean": 0, "prod": 1, "amax": -math.inf, "amin": math.inf}[reduce]
            start = torch.where(taken > 0, torch.full_like(input, neutral), input)
        if reduce in ("sum", "mean"):
            total = start.scatter_add(dim, index, src)
            if reduce == "sum":
                return total
            count = torch.clamp(taken + (1 if include_self else 0), min=1)
            if not input.is_floating_point():
                return torch.div(total, count, rounding_mode="floor").to(input.dtype)
            return total / count
        # One of those that meet at a place after another: each round takes the ones that are so many steps behind the first.
        rows, places = src.transpose(0, dim), index.transpose(0, dim)
        result = start.transpose(0, dim).clone()
        for row, place in zip(rows, places):
            place = place.unsqueeze(0)
            old = torch.gather(result, 0, place)
            row = row.unsqueeze(0)
            new = old * row if reduce == "prod" else torch.maximum(old, row) if reduce == "amax" else torch.minimum(old, row)
            result = result.scatter(0, place, new)
        result = result.transpose(0, dim)
        if reduce == "prod" or not input.is_floating_point():
            return result
        # The gradient goes to all that are as large, in equal shares.
        result = result.detach()
        own, met = start == result, src == torch.gather(result, dim, index)
        count = own.to(input.dtype).scatter_add(dim, index, met.to(input.dtype))
        nothing = torch.zeros_like(result)
        shares = torch.where(own, start, nothing) / torch.clamp(count, min=1)
        parts = torch.where(met, src, torch.zeros_like(src)) / torch.clamp(torch.gather(count, dim, index), min=1)
        shares = shares.scatter_add(dim, index, parts)
        return result + (shares - shares.detach())

    def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
        if dim is not None:
            raise NotImplementedError("unique_consecutive goes over all numbers here: without dim")
        flat = input.reshape(-1)
        if flat.numel() == 0:
            begins = torch.zeros(0).bool()
        else:
            begins = torch.cat([torch.tensor([True]), flat[1:] != flat[:-1]])
        values = flat[begins]
        numbers = torch.cumsum(begins.long(), 0) - 1
        parts = [values]
        if return_inverse:
            parts.append(numbers.reshape(input.shape))
        if return_counts:
            parts.append(torch.bincount(numbers, minlength=values.numel()))
        return parts[0] if len(parts) == 1 else tuple(parts)
    """#
}
