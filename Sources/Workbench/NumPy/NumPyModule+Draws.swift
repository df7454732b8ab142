/// `numpy.random`: the distributions that are drawn by way of uniform and normal numbers.
extension NumPyModule {
  static let drawn = #"""
    def lognormal(mean=0.0, sigma=1.0, size=None):
        return np.exp(np.random.normal(mean, sigma, size))

    def laplace(loc=0.0, scale=1.0, size=None):
        share = np.random.uniform(0.0, 1.0, _lengths(size, loc, scale)) - 0.5
        return loc - scale * np.sign(share) * np.log1p(-2 * np.abs(share))

    def logistic(loc=0.0, scale=1.0, size=None):
        share = np.random.uniform(0.0, 1.0, _lengths(size, loc, scale))
        return loc + scale * (np.log(share) - np.log1p(-share))

    def gumbel(loc=0.0, scale=1.0, size=None):
        return loc - scale * np.log(np.random.exponential(1.0, _lengths(size, loc, scale)))

    def rayleigh(scale=1.0, size=None):
        return scale * np.sqrt(2 * np.random.exponential(1.0, _lengths(size, scale)))

    def geometric(p, size=None):
        share = np.random.uniform(0.0, 1.0, _lengths(size, p))
        drawn = np.maximum(np.ceil(np.log1p(-share) / np.log1p(-np.asarray(p))), 1)
        return int(drawn) if drawn.ndim == 0 else drawn.astype(int)

    # Arrivals at distances that are exponential, counted up to lam.
    def poisson(lam=1.0, size=None):
        lengths = _lengths(size, lam)
        rates = torch.tensor(lam).float()
        if rates.numel() > 0 and not bool((rates >= 0).all()):
            raise ValueError("lam < 0 or lam is NaN")
        rates = rates.expand(lengths)
        most = float(rates.max()) if rates.numel() > 0 else 0.0
        count, reached = torch.zeros(lengths), torch.zeros(lengths)
        while bool((reached <= rates).any()):
            steps = torch.from_numpy(np.random.exponential(1.0, (max(8, min(256, int(most))),) + tuple(lengths)))
            places = reached + torch.cumsum(steps, 0)
            count = count + (places <= rates).sum(0)
            reached = places[-1]
        return int(count) if count.dim() == 0 else count.long().numpy()

    # Marsaglia and Tsang (2000): a cube of a normal number, kept or drawn again.
    def standard_gamma(shape, size=None):
        lengths = _lengths(size, shape)
        given = torch.tensor(shape).float()
        if not bool((given > 0).all()):
            raise ValueError("shape <= 0")
        given = given.expand(lengths).reshape(-1)
        raised = torch.where(given < 1, given + 1, given)
        d = raised - 1 / 3
        c = 1 / torch.sqrt(9 * d)
        found, open = torch.zeros(given.shape), torch.ones(given.shape, dtype=torch.bool)
        while bool(open.any()):
            x = torch.from_numpy(np.random.normal(0.0, 1.0, tuple(given.shape)))
            u = torch.from_numpy(np.random.uniform(0.0, 1.0, tuple(given.shape)))
            v = (1 + c * x) ** 3
            kept = open & (v > 0)
            kept = kept & (torch.log(u) < 0.5 * x * x + d - d * v + d * torch.log(torch.where(v > 0, v, torch.ones_like(v))))
            found = torch.where(kept, d * v, found)
            open = open & ~kept
        more = torch.from_numpy(np.random.uniform(0.0, 1.0, tuple(given.shape))) ** (1 / given)
        found = torch.where(given < 1, found * more, found).reshape(lengths)
        return found.item() if found.dim() == 0 else found.numpy()

    def gamma(shape, scale=1.0, size=None):
        return standard_gamma(shape, _lengths(size, shape, scale)) * scale

    def chisquare(df, size=None):
        return 2 * standard_gamma(np.asarray(df) / 2, _lengths(size, df))

    def beta(a, b, size=None):
        lengths = _lengths(size, a, b)
        first, second = standard_gamma(a, lengths), standard_gamma(b, lengths)
        return first / (first + second)

    def dirichlet(alpha, size=None):
        weights = np.asarray(alpha)
        parts = standard_gamma(weights, (() if size is None else _lengths(size)) + (len(weights),))
        return parts / np.sum(parts, axis=-1, keepdims=True)

    def multinomial(n, pvals, size=None):
        chances = torch.tensor(pvals).float()
        if bool((chances < 0).any()) or float(chances[:-1].sum()) > 1 + 1e-5:
            raise ValueError("sum(pvals[:-1]) > 1.0" if bool((chances >= 0).all()) else "pvals < 0, pvals > 1 or pvals contains NaNs")
        lengths = () if size is None else _lengths(size)
        ends = torch.cumsum(chances, 0)[:-1].contiguous()
        draws = torch.from_numpy(np.random.uniform(0.0, 1.0, tuple(lengths) + (n,)))
        kinds = torch.searchsorted(ends, draws, right=True)
        return torch.stack([(kinds == kind).sum(-1) for kind in range(len(chances))], -1).numpy()

    def multivariate_normal(mean, cov, size=None, check_valid="warn", tol=1e-8):
        middle, spread = torch.tensor(mean).float(), torch.tensor(cov).float()
        if middle.dim() != 1:
            raise ValueError("mean must be 1 dimensional")
        if spread.dim() != 2 or spread.shape[0] != spread.shape[1]:
            raise ValueError("cov must be 2 dimensional and square")
        if spread.shape[0] != len(middle):
            raise ValueError("mean and cov must have same length")
        values, vectors = torch.linalg.eigh(spread)
        if float(values.min()) < -1e-4 * max(1.0, float(values.max())):
            raise ValueError("np.random.multivariate_normal: cov is no covariance, it has a negative eigenvalue")
        root = vectors * torch.sqrt(torch.clamp(values, min=0)).unsqueeze(0)
        lengths = () if size is None else _lengths(size)
        draws = torch.from_numpy(np.random.normal(0.0, 1.0, tuple(lengths) + (len(middle),)))
        return (middle + draws @ root.t()).numpy()

    _draws = {
        "lognormal": lognormal, "laplace": laplace, "logistic": logistic, "gumbel": gumbel, "rayleigh": rayleigh,
        "geometric": geometric, "poisson": poisson, "standard_gamma": standard_gamma, "gamma": gamma,
        "chisquare": chisquare, "beta": beta, "dirichlet": dirichlet, "multinomial": multinomial,
        "multivariate_normal": multivariate_normal,
    }
    """#
}
