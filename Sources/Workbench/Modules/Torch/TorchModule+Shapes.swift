/// Functions of `torch`: moving elements.
extension TorchModule {
  static let shapes = #"""
    def scatter(input, dim, index, src=None, *, value=None):
        return input.scatter(dim, index, value if src is None else src)

    def triu_indices(row, col, offset=0, *, dtype=None, device=None, layout=None):
        places = [[i, j] for i in range(row) for j in range(col) if j - i >= offset]
        return torch.tensor(places).long().reshape(-1, 2).t().contiguous()

    def tril_indices(row, col, offset=0, *, dtype=None, device=None, layout=None):
        places = [[i, j] for i in range(row) for j in range(col) if j - i <= offset]
        return torch.tensor(places).long().reshape(-1, 2).t().contiguous()

    def bitwise_and(input, other):
        return input & other

    def bitwise_or(input, other):
        return input | other

    def bitwise_xor(input, other):
        return input ^ other

    def bitwise_not(input):
        return ~input

    def bitwise_left_shift(input, other):
        return input << other

    def bitwise_right_shift(input, other):
        return input >> other

    def concat(tensors, dim=0):
        return torch.cat(tensors, dim)

    def concatenate(tensors, dim=0):
        return torch.cat(tensors, dim)

    def t(input):
        return input.t()

    def ravel(input):
        return input.reshape(-1)

    def argwhere(input):
        return torch.nonzero(input)

    def take(input, index):
        return input.reshape(-1)[index.long()]

    def broadcast_tensors(*tensors):
        shape = torch.broadcast_shapes(*[x.shape for x in tensors])
        return tuple([x.expand(shape) for x in tensors])

    def atleast_1d(input):
        return input.reshape(1) if input.dim() == 0 else input

    def atleast_2d(input):
        return input.reshape(1, -1) if input.dim() < 2 else input

    def cartesian_prod(*tensors):
        if len(tensors) == 1:
            return tensors[0]
        return torch.stack([grid.reshape(-1) for grid in torch.meshgrid(*tensors, indexing="ij")], 1)

    def combinations(input, r=2, with_replacement=False):
        _rank(input, 1, "combinations")
        def chosen(first, count):
            if count == 0:
                return [[]]
            return [
                [place] + rest for place in range(first, input.numel())
                for rest in chosen(place if with_replacement else place + 1, count - 1)]
        places = chosen(0, r)
        return input[torch.tensor(places).long()] if len(places) > 0 else torch.zeros(0, r)

    def tensor_split(input, indices_or_sections, dim=0):
        if input.dim() == 0:
            raise RuntimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
        length = input.shape[dim]
        given = indices_or_sections.tolist() if torch.is_tensor(indices_or_sections) else indices_or_sections
        if isinstance(given, int):
            if given <= 0:
                raise RuntimeError(f"number of sections must be larger than 0, got {given}")
            least, larger = length // given, length % given
            ends = [least * (i + 1) + min(i + 1, larger) for i in range(given)]
        else:
            ends = [min(length, max(0, end if end >= 0 else end + length)) for end in given] + [length]
        parts, start = [], 0
        for end in ends:
            parts.append(input.narrow(dim, min(start, length), max(0, end - start)))
            start = end
        return tuple(parts)

    def hsplit(input, indices_or_sections):
        return tensor_split(input, indices_or_sections, 0 if input.dim() == 1 else 1)

    def vsplit(input, indices_or_sections):
        return tensor_split(input, indices_or_sections, 0)

    def rot90(input, k=1, dims=(0, 1)):
        a, b = dims
        k = k % 4
        if k == 0:
            return input.clone()
        if k == 2:
            return torch.flip(input, [a, b])
        if k == 1:
            return torch.flip(input, [b]).transpose(a, b)
        return torch.flip(input, [a]).transpose(a, b)

    def index_fill(input, dim, index, value):
        result = input.clone().transpose(0, dim)
        result[index.long()] = value
        return result.transpose(0, dim)
    """#
}
