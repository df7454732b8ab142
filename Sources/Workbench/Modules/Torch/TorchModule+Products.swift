/// Functions of `torch`: products of matrices.
extension TorchModule {
  static let products = #"""
    def _rank(input, rank, name):
        if input.dim() != rank:
            raise RuntimeError(f"{name}: expected a tensor with {rank} dimensions, and this has shape {tuple(input.shape)}")

    def inner(input, other):
        if input.dim() == 0 or other.dim() == 0:
            return input * other
        return torch.tensordot(input, other, ([-1], [-1]))

    def tensordot(a, b, dims=2):
        if isinstance(dims, int):
            left = list(range(a.dim() - dims, a.dim()))
            right = list(range(dims))
        else:
            left, right = dims
            left = [left] if isinstance(left, int) else [place % a.dim() for place in left]
            right = [right] if isinstance(right, int) else [place % b.dim() for place in right]
        if [a.shape[place] for place in left] != [b.shape[place] for place in right]:
            raise RuntimeError(f"tensordot: the dimensions {left} of {tuple(a.shape)} and {right} of {tuple(b.shape)} have other lengths")
        free = [place for place in range(a.dim()) if place not in left]
        others = [place for place in range(b.dim()) if place not in right]
        count = 1
        for place in left:
            count *= a.shape[place]
        rows = a.permute(*(free + left)).reshape(-1, count)
        columns = b.permute(*(right + others)).reshape(count, -1)
        shape = [a.shape[place] for place in free] + [b.shape[place] for place in others]
        return torch.matmul(rows, columns).reshape(shape)

    # With beta=0 nothing is taken of input, not even what is no number.
    def _added(input, product, beta, alpha):
        product = product if alpha == 1 else alpha * product
        return product if beta == 0 else (input if beta == 1 else beta * input) + product

    def addmm(input, mat1, mat2, beta=1, alpha=1):
        return _added(input, torch.mm(mat1, mat2), beta, alpha)

    def addmv(input, mat, vec, beta=1, alpha=1):
        return _added(input, torch.mv(mat, vec), beta, alpha)

    def baddbmm(input, batch1, batch2, beta=1, alpha=1):
        return _added(input, torch.bmm(batch1, batch2), beta, alpha)

    def addcmul(input, tensor1, tensor2, value=1):
        return input + value * tensor1 * tensor2

    def addcdiv(input, tensor1, tensor2, value=1):
        return input + value * tensor1 / tensor2

    def kron(input, other):
        rank = max(input.dim(), other.dim())
        a = input.reshape([1] * (rank - input.dim()) + list(input.shape))
        b = other.reshape([1] * (rank - other.dim()) + list(other.shape))
        pairs = []
        for i, j in zip(a.shape, b.shape):
            pairs.append((i, j))
        a = a.reshape([length for i, j in pairs for length in (i, 1)])
        b = b.reshape([length for i, j in pairs for length in (1, j)])
        return (a * b).reshape([i * j for i, j in pairs])

    def trace(input):
        _rank(input, 2, "trace")
        return torch.diagonal(input).sum()

    def diag_embed(input, offset=0, dim1=-2, dim2=-1):
        if (offset, dim1, dim2) != (0, -2, -1):
            raise NotImplementedError("diag_embed has only the main diagonal of the last two dimensions here")
        wide = input.unsqueeze(-1).expand(list(input.shape) + [input.shape[-1]])
        return torch.where(torch.eye(input.shape[-1]) > 0, wide, torch.zeros_like(wide))

    def block_diag(*tensors):
        blocks = [x if x.dim() == 2 else x.reshape(1, -1) for x in tensors]
        width = sum([x.shape[1] for x in blocks])
        rows, before = [], 0
        for x in blocks:
            count = x.shape[1]
            rows.append(torch.cat([torch.zeros(x.shape[0], before), x, torch.zeros(x.shape[0], width - before - count)], 1))
            before += count
        return torch.cat(rows, 0)

    def cross(input, other, dim=None):
        a, b = torch.broadcast_tensors(input, other)
        if dim is None:
            places = [place for place, length in enumerate(a.shape) if length == 3]
            if len(places) == 0:
                raise RuntimeError("no dimension of size 3 in input")
            dim = places[0]
        if a.shape[dim] != 3:
            raise RuntimeError(f"cross: dimension {dim} must have length 3, and these are {tuple(input.shape)} and {tuple(other.shape)}")
        x, y, z = a.unbind(dim)
        u, v, w = b.unbind(dim)
        return torch.stack([y * w - z * v, z * u - x * w, x * v - y * u], dim)

    def cov(input, correction=1):
        rows = input.reshape(1, -1) if input.dim() < 2 else input
        centered = rows - rows.mean(1, keepdim=True)
        result = torch.matmul(centered, centered.t()) / (rows.shape[1] - correction)
        return result.squeeze() if input.dim() < 2 else result

    def corrcoef(input):
        if input.dim() < 2:
            return torch.tensor(1.0)
        covariance = torch.cov(input)
        spread = torch.sqrt(torch.diagonal(covariance))
        return torch.clamp(covariance / spread.unsqueeze(0) / spread.unsqueeze(1), -1, 1)

    def dist(input, other, p=2):
        return torch.norm(input - other, p)

    def logdet(input):
        sign, size = torch.slogdet(input)
        return torch.where(sign > 0, size, torch.where(sign == 0, torch.full_like(size, -math.inf), torch.full_like(size, math.nan)))

    def pinverse(input, rcond=1e-15):
        return torch.linalg.pinv(input, rcond=max(rcond, 1e-7))

    def svd(input, some=True, compute_uv=True):
        u, s, vh = torch.linalg.svd(input, full_matrices=not some)
        return _named(["U", "S", "V"], [u, s, vh.transpose(-2, -1)])

    def qr(input, some=True):
        if not some:
            raise NotImplementedError("qr is the reduced one here: some=True")
        return torch.linalg.qr(input)

    def matrix_power(input, n):
        return torch.linalg.matrix_power(input, n)

    def matrix_exp(input):
        return torch.linalg.matrix_exp(input)

    def cholesky_solve(B, L, upper=False):
        factor = L.transpose(-2, -1) if upper else L
        return torch.linalg.solve(factor @ factor.transpose(-2, -1), B)

    def cholesky_inverse(L, upper=False):
        factor = L.transpose(-2, -1) if upper else L
        return torch.linalg.inv(factor @ factor.transpose(-2, -1))

    def triangular_solve(b, A, upper=True, transpose=False, unitriangular=False):
        matrix = torch.triu(A) if upper else torch.tril(A)
        matrix = matrix.transpose(-2, -1) if transpose else matrix
        return _named(
            ["solution", "cloned_coefficient"],
            [torch.linalg.solve_triangular(matrix, b, upper=upper != transpose, unitriangular=unitriangular), A.clone()])

    def pca_lowrank(A, q=None, center=True, niter=2):
        if A.ndim != 2:
            raise NotImplementedError("pca_lowrank takes one matrix here")
        q = min(6, A.shape[0], A.shape[1]) if q is None else q
        if not 0 <= q <= min(A.shape[0], A.shape[1]):
            raise ValueError(f"q(={q}) must be non-negative integer and not greater than min(m, n)={min(A.shape[0], A.shape[1])}")
        u, s, v = torch.svd(A - A.mean(0, keepdim=True) if center else A)
        return u[:, :q], s[:q], v[:, :q]

    def erfinv(input):
        return torch.distributions.normal._erfinv(input)
    """#
}
