/// `torch.linalg`: what the table has no entry for.
enum LinalgModule {
  static let text = #"""
    def _symmetric(x, UPLO):
        if UPLO not in ("L", "U"):
            raise RuntimeError(f"Expected UPLO argument to be 'L' or 'U', but got {UPLO}")
        return x if UPLO == "L" else x.transpose(-2, -1)

    def eigh(A, UPLO="L"):
        values, vectors = _eigh(_symmetric(A, UPLO))
        return torch._named(["eigenvalues", "eigenvectors"], [values, vectors])

    def eigvalsh(A, UPLO="L"):
        return _eigh(_symmetric(A, UPLO))[0]

    def _completed(x):
        # What is orthogonal to the columns: the projection onto that has eigenvalues of 1, and of 0 for the columns.
        rest = torch.eye(x.shape[-2]) - x @ x.transpose(-2, -1)
        return torch.cat([x, _eigh(rest)[1][..., x.shape[-1]:]], -1)

    def svd(A, full_matrices=True):
        u, s, v = _svd(A)
        if full_matrices and A.shape[-1] != A.shape[-2]:
            # As in PyTorch, the vectors beyond the singular values pass no gradients: any basis would do.
            if A.shape[-2] > A.shape[-1]:
                u = torch.cat([u, _completed(u.detach())[..., s.shape[-1]:]], -1)
            else:
                v = torch.cat([v, _completed(v.detach())[..., s.shape[-1]:]], -1)
        return torch._named(["U", "S", "Vh"], [u, s, v.transpose(-2, -1)])

    def svdvals(A):
        return _svd(A)[1]

    def matrix_rank(A, tol=None, hermitian=False):
        s = svdvals(A)
        if tol is None:
            tol = s.amax(-1, keepdim=True) * max(A.shape[-2:]) * 1.1920928955078125e-07
        return (s > tol).sum(-1)

    def cond(A, p=None):
        if p not in (None, 2):
            raise NotImplementedError("cond is that of the second norm here")
        s = svdvals(A)
        return s.amax(-1) / s.amin(-1)

    def pinv(A, rcond=None, hermitian=False):
        u, s, v = _svd(A)
        least = s.amax(-1, keepdim=True) * (max(A.shape[-2:]) * 1.1920928955078125e-07 if rcond is None else rcond)
        inverse = torch.where(s > least, 1 / s, torch.zeros_like(s))
        return (v * inverse.unsqueeze(-2)) @ u.transpose(-2, -1)

    def qr(A, mode="reduced"):
        if mode != "reduced":
            raise NotImplementedError("qr is the reduced one here: mode='reduced'")
        # Householder's reflections, with the signs of LAPACK's.
        if A.ndim != 2:
            raise NotImplementedError("qr takes one matrix here")
        rows, columns = A.shape
        r = A.clone()
        q = torch.eye(rows)
        for place in range(min(rows - 1, columns)):
            x = r[place:, place]
            tail = torch.norm(x[1:])
            if tail.item() == 0:
                continue
            size = torch.norm(x)
            alpha = -size if x[0].item() >= 0 else size
            v = torch.cat([(x[0] - alpha).reshape(1), x[1:]])
            v = (v / torch.norm(v)).reshape(-1, 1)
            wide = torch.cat([torch.zeros(place, 1), v], 0)
            r = r - 2 * wide @ (wide.t() @ r)
            q = q - 2 * (q @ wide) @ wide.t()
        size = min(rows, columns)
        return torch._named(["Q", "R"], [q[:, :size], torch.triu(r[:size])])

    def norm(A, ord=None, dim=None, keepdim=False):
        if ord is None:
            return torch.norm(A, 2, dim, keepdim)
        if isinstance(dim, int) or (dim is None and A.ndim == 1):
            return vector_norm(A, ord, dim, keepdim)
        if dim is None and A.ndim != 2:
            raise RuntimeError(f"linalg.norm: with ord, the input must be 1-D or 2-D, and this has {A.ndim} dimensions")
        return matrix_norm(A, ord, (-2, -1) if dim is None else dim, keepdim)

    def vector_norm(x, ord=2, dim=None, keepdim=False):
        return torch.norm(x.reshape(-1) if dim is None and not keepdim else x, ord, dim, keepdim)

    def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False):
        if tuple(dim) != (-2, -1):
            raise NotImplementedError("matrix_norm goes over the last two dimensions here")
        if ord == "fro":
            result = torch.sqrt((A * A).sum((-2, -1), keepdim=keepdim))
            return result
        if ord == "nuc":
            result = svdvals(A).sum(-1)
        elif ord in (2, -2):
            s = svdvals(A)
            result = s.amax(-1) if ord == 2 else s.amin(-1)
        else:
            sizes = A.abs().sum(-2 if abs(ord) == 1 else -1)
            result = sizes.amax(-1) if ord > 0 else sizes.amin(-1)
        return result.reshape(result.shape + (1, 1)) if keepdim else result

    def solve_triangular(A, B, *, upper, left=True, unitriangular=False):
        triangle = torch.triu(A) if upper else torch.tril(A)
        if unitriangular:
            triangle = triangle - torch.diag_embed(torch.diagonal(triangle, dim1=-2, dim2=-1)) + torch.eye(A.shape[-1])
        if left:
            return solve(triangle, B)
        return solve(triangle.transpose(-2, -1), B.transpose(-2, -1)).transpose(-2, -1)

    def matrix_power(A, n):
        if n < 0:
            return matrix_power(inv(A), -n)
        result = torch.eye(A.shape[-1]).expand(A.shape)
        while n > 0:
            if n % 2 == 1:
                result = result @ A
            A = A @ A
            n = n // 2
        return result

    def matrix_exp(A):
        # A Taylor series of what is halved until it is small, and squared as often.
        size = A.detach().abs().sum(-1).max().item()
        halvings = max(0, math.ceil(math.log(max(size, 1e-30)) / math.log(2)) + 3)
        small = A / 2.0 ** halvings
        term = torch.eye(A.shape[-1]).expand(A.shape)
        result = term
        for place in range(1, 13):
            term = term @ small / place
            result = result + term
        for halving in range(halvings):
            result = result @ result
        return result

    def multi_dot(tensors):
        result = tensors[0]
        for x in tensors[1:]:
            result = result @ x
        return result
    """#
}
