/// `numpy.random`: what `torch.distributions` draws too, of NumPy's own numbers.
extension NumPyModule {
  static let drawn = #"""
    def _plain(drawn):
        return drawn.item() if drawn.dim() == 0 else drawn.numpy()

    # As many as are asked for, each with its settings.
    def _of(kind, size, *settings):
        lengths = _lengths(size, *settings)
        values = [torch.tensor(setting).float().expand(lengths) for setting in settings]
        return _drawing(lambda: kind(*values).sample())

    def lognormal(mean=0.0, sigma=1.0, size=None):
        return np.exp(np.random.normal(mean, sigma, size))

    def laplace(loc=0.0, scale=1.0, size=None):
        return _plain(_of(torch.distributions.Laplace, size, loc, scale))

    def gumbel(loc=0.0, scale=1.0, size=None):
        return _plain(_of(torch.distributions.Gumbel, size, loc, scale))

    def logistic(loc=0.0, scale=1.0, size=None):
        share = np.random.uniform(0.0, 1.0, _lengths(size, loc, scale))
        return loc + scale * (np.log(share) - np.log1p(-share))

    def rayleigh(scale=1.0, size=None):
        return scale * np.sqrt(2 * np.random.exponential(1.0, _lengths(size, scale)))

    # Trials up to the first success, that one among them; PyTorch counts the others.
    def geometric(p, size=None):
        return _plain((_of(torch.distributions.Geometric, size, p) + 1).long())

    def poisson(lam=1.0, size=None):
        return _plain(_of(torch.distributions.Poisson, size, lam).long())

    def standard_gamma(shape, size=None):
        return _plain(_of(lambda shape: torch.distributions.Gamma(shape, torch.ones_like(shape)), size, shape))

    def gamma(shape, scale=1.0, size=None):
        return standard_gamma(shape, _lengths(size, shape, scale)) * scale

    def chisquare(df, size=None):
        return _plain(_of(torch.distributions.Chi2, size, df))

    def beta(a, b, size=None):
        return _plain(_of(torch.distributions.Beta, size, a, b))

    def dirichlet(alpha, size=None):
        kind = torch.distributions.Dirichlet(torch.tensor(alpha).float())
        return _drawing(lambda: kind.sample(() if size is None else _lengths(size))).numpy()

    def multinomial(n, pvals, size=None):
        chances = torch.tensor(pvals).float()
        if bool((chances < 0).any()) or float(chances[:-1].sum()) > 1 + 1e-5:
            raise ValueError("sum(pvals[:-1]) > 1.0" if bool((chances >= 0).all()) else "pvals < 0, pvals > 1 or pvals contains NaNs")
        # What is left of 1 is the last one's, whatever stands there.
        chances = torch.cat([chances[:-1], (1 - chances[:-1].sum()).clamp(min=0).reshape(1)])
        lengths = () if size is None else _lengths(size)
        if n == 0:
            return torch.zeros(tuple(lengths) + (len(chances),)).long().numpy()
        return _drawing(lambda: torch.distributions.Multinomial(n, chances).sample(lengths)).long().numpy()

    # By eigenvectors, as there: a covariance may have directions without any spread.
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
