/// What programs with PyTorch have of SciPy: the normal distribution, by whose quantiles a grid of codes is laid out, and functions
/// of single numbers.
enum SciPyModule {
  static let stats = #"""
    # Of numbers in double precision, of arrays number by number.
    def _each(f, x):
        if isinstance(x, (int, float)):
            return f(float(x))
        x = np.asarray(x)
        return np.array([f(float(v)) for v in x.ravel()], dtype=float).reshape(x.shape)

    def _density(x):
        return math.exp(-0.5 * x * x) / 2.5066282746310002

    def _below(x):
        return 0.5 * math.erfc(-x / 1.4142135623730951)

    def _quantile(p):
        if not 0 <= p <= 1:
            return math.nan
        if p == 0 or p == 1:
            return math.inf if p == 1 else -math.inf
        if p > 0.5:
            return -_lower(1 - p)
        return _lower(p)

    # Halley's steps from a start by Abramowitz and Stegun (1964), 26.2.23, which is good to 0.00045.
    def _lower(p):
        if p == 0.5:
            return 0.0
        t = math.sqrt(-2 * math.log(p))
        x = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
        for step in range(3):
            error = (_below(x) - p) / _density(x)
            x -= error / (1 + 0.5 * x * error)
        return x

    # As in SciPy, there is no answer where the spread is not above 0.
    def _spread(scale):
        if isinstance(scale, (int, float)):
            return scale if scale > 0 else math.nan
        scale = np.asarray(scale)
        return np.where(scale > 0, scale, math.nan)

    def _standard(x, loc, scale):
        return ((x if isinstance(x, (int, float)) else np.asarray(x)) - loc) / _spread(scale)

    class _Normal:
        def __call__(self, loc=0, scale=1):
            return _Frozen(loc, scale)

        def pdf(self, x, loc=0, scale=1):
            z = _standard(x, loc, scale)
            return (_density(z) if isinstance(z, float) else np.exp(-0.5 * z * z) / 2.5066282746310002) / scale

        def logpdf(self, x, loc=0, scale=1):
            z = _standard(x, loc, scale)
            return -0.5 * z * z - 0.9189385332046727 - (math.log(scale) if isinstance(scale, (int, float)) and scale > 0 else np.log(scale))

        def cdf(self, x, loc=0, scale=1):
            return _each(_below, _standard(x, loc, scale))

        def sf(self, x, loc=0, scale=1):
            return _each(lambda z: _below(-z), _standard(x, loc, scale))

        def logcdf(self, x, loc=0, scale=1):
            return _each(lambda z: -0.5 * z * z - math.log(-z) - 0.9189385332046727 if z <= -37 else math.log(_below(z)),
                         _standard(x, loc, scale))

        def ppf(self, q, loc=0, scale=1):
            return _each(_quantile, q) * _spread(scale) + loc

        def isf(self, q, loc=0, scale=1):
            return loc - _each(_quantile, q) * _spread(scale)

        def interval(self, confidence, loc=0, scale=1):
            half = (1 - confidence) / 2
            return self.ppf(half, loc, scale), self.isf(half, loc, scale)

        def rvs(self, loc=0, scale=1, size=None, random_state=None):
            generator = np.random if random_state is None else np.random.RandomState(random_state)
            return generator.normal(loc, scale, size)

        def mean(self, loc=0, scale=1):
            return float(loc)

        def std(self, loc=0, scale=1):
            return float(_spread(scale))

        def var(self, loc=0, scale=1):
            return self.std(loc, scale) ** 2

        def entropy(self, loc=0, scale=1):
            return 1.4189385332046727 + math.log(self.std(loc, scale))

        def fit(self, data):
            data = np.asarray(data)
            return float(data.mean()), float(data.std())

    # `norm(loc, scale)`: its methods take neither any more.
    class _Frozen:
        def __init__(self, loc, scale):
            self._loc, self._scale = loc, scale

        def pdf(self, x):
            return norm.pdf(x, self._loc, self._scale)

        def logpdf(self, x):
            return norm.logpdf(x, self._loc, self._scale)

        def cdf(self, x):
            return norm.cdf(x, self._loc, self._scale)

        def sf(self, x):
            return norm.sf(x, self._loc, self._scale)

        def logcdf(self, x):
            return norm.logcdf(x, self._loc, self._scale)

        def ppf(self, q):
            return norm.ppf(q, self._loc, self._scale)

        def isf(self, q):
            return norm.isf(q, self._loc, self._scale)

        def interval(self, confidence):
            return norm.interval(confidence, self._loc, self._scale)

        def rvs(self, size=None, random_state=None):
            return norm.rvs(self._loc, self._scale, size, random_state)

        def mean(self):
            return norm.mean(self._loc, self._scale)

        def std(self):
            return norm.std(self._loc, self._scale)

        def var(self):
            return norm.var(self._loc, self._scale)

        def entropy(self):
            return norm.entropy(self._loc, self._scale)

    norm = _Normal()
    """#

  static let special = #"""
    def expit(x):
        if isinstance(x, (int, float)):
            return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
        return torch.sigmoid(torch.as_tensor(np.asarray(x))).numpy()

    def logit(x):
        if isinstance(x, (int, float)):
            return math.log(x / (1 - x)) if 0 < x < 1 else math.inf if x == 1 else -math.inf if x == 0 else math.nan
        x = np.asarray(x)
        return np.log(x / (1 - x))

    def erf(x):
        return math.erf(x) if isinstance(x, (int, float)) else torch.erf(torch.as_tensor(np.asarray(x))).numpy()

    def gammaln(x):
        return math.lgamma(x) if isinstance(x, (int, float)) else torch.lgamma(torch.as_tensor(np.asarray(x))).numpy()

    def logsumexp(a, axis=None, keepdims=False):
        a = torch.as_tensor(np.asarray(a, dtype=float))
        axis = tuple(range(a.dim())) if axis is None else axis
        result = torch.logsumexp(a, axis, keepdims)
        return result.item() if result.dim() == 0 else result.numpy()

    def softmax(x, axis=None):
        x = torch.as_tensor(np.asarray(x, dtype=float))
        if axis is None:
            return torch.softmax(x.flatten(), 0).reshape(x.shape).numpy()
        return torch.softmax(x, axis).numpy()

    def log_softmax(x, axis=None):
        x = torch.as_tensor(np.asarray(x, dtype=float))
        if axis is None:
            return torch.log_softmax(x.flatten(), 0).reshape(x.shape).numpy()
        return torch.log_softmax(x, axis).numpy()
    """#
}
