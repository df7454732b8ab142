/// `torch.distributions`: each with the formulas of its density, entropy and divergence as its textbook definition has them.
enum DistributionsModule {
  /// Where PyTorch's classes and functions lie within it.
  static let parts = [
    "kl", "distribution", "normal", "log_normal", "laplace", "uniform", "exponential", "gumbel", "bernoulli",
    "categorical",
    "one_hot_categorical", "relaxed_categorical", "independent", "multivariate_normal",
  ]

  static let text = #"""
    def _tensor(value):
        return value if torch.is_tensor(value) else torch.tensor(float(value))

    def _together(*values):
        tensors = [_tensor(value) for value in values]
        shape = torch.broadcast_shapes(*[tensor.shape for tensor in tensors])
        return [tensor.expand(shape) for tensor in tensors]

    def _positive(value, name, kind):
        if not bool((value > 0).all()):
            raise ValueError(f"{kind} takes a {name} above 0, and some of this one's values are not")

    def _shares(value, kind):
        if not bool(((value >= 0) & (value <= 1)).all()):
            raise ValueError(f"{kind} takes probs from 0 to 1, and some of these are not")

    class Distribution:
        has_rsample = False

        def __init__(self, batch_shape=(), event_shape=(), validate_args=None):
            self.batch_shape = tuple(batch_shape)
            self.event_shape = tuple(event_shape)

        def _extended(self, sample_shape):
            return tuple(sample_shape) + self.batch_shape + self.event_shape

        def sample(self, sample_shape=()):
            with torch.no_grad():
                return self.rsample(sample_shape)

        def rsample(self, sample_shape=()):
            raise NotImplementedError(f"{type(self).__name__} has no draws that gradients go through")

        def sample_n(self, n):
            return self.sample((n,))

        @property
        def stddev(self):
            return self.variance.sqrt()

        def perplexity(self):
            return torch.exp(self.entropy())

        def __repr__(self):
            return f"{type(self).__name__}(batch_shape={self.batch_shape}, event_shape={self.event_shape})"

    class Normal(Distribution):
        has_rsample = True

        def __init__(self, loc, scale, validate_args=None):
            self.loc, self.scale = _together(loc, scale)
            if validate_args is not False:
                _positive(self.scale, "scale", "Normal")
            super().__init__(self.loc.shape)

        @property
        def mean(self):
            return self.loc

        @property
        def mode(self):
            return self.loc

        @property
        def stddev(self):
            return self.scale

        @property
        def variance(self):
            return self.scale.pow(2)

        def rsample(self, sample_shape=()):
            return self.loc + torch.randn(self._extended(sample_shape)) * self.scale

        def log_prob(self, value):
            return (
                -((value - self.loc) ** 2) / (2 * self.scale ** 2) - self.scale.log() - math.log(math.sqrt(2 * math.pi)))

        def entropy(self):
            return 0.5 + 0.5 * math.log(2 * math.pi) + torch.log(self.scale)

        def cdf(self, value):
            return 0.5 * (1 + torch.erf((value - self.loc) / (self.scale * math.sqrt(2))))

    class LogNormal(Distribution):
        has_rsample = True

        def __init__(self, loc, scale, validate_args=None):
            self.base_dist = Normal(loc, scale, validate_args)
            self.loc = self.base_dist.loc
            self.scale = self.base_dist.scale
            super().__init__(self.loc.shape)

        @property
        def mean(self):
            return (self.loc + self.scale.pow(2) / 2).exp()

        @property
        def variance(self):
            square = self.scale.pow(2)
            return square.expm1() * (2 * self.loc + square).exp()

        def rsample(self, sample_shape=()):
            return self.base_dist.rsample(sample_shape).exp()

        def log_prob(self, value):
            return self.base_dist.log_prob(value.log()) - value.log()

        def entropy(self):
            return self.base_dist.entropy() + self.loc

    class Laplace(Distribution):
        has_rsample = True

        def __init__(self, loc, scale, validate_args=None):
            self.loc, self.scale = _together(loc, scale)
            if validate_args is not False:
                _positive(self.scale, "scale", "Laplace")
            super().__init__(self.loc.shape)

        @property
        def mean(self):
            return self.loc

        @property
        def variance(self):
            return 2 * self.scale.pow(2)

        def rsample(self, sample_shape=()):
            u = torch.rand(self._extended(sample_shape)) - 0.5
            return self.loc - self.scale * u.sign() * torch.log1p(-2 * u.abs().clamp(max=0.49999997))

        def log_prob(self, value):
            return -torch.log(2 * self.scale) - torch.abs(value - self.loc) / self.scale

        def entropy(self):
            return 1 + torch.log(2 * self.scale)

    class Uniform(Distribution):
        has_rsample = True

        def __init__(self, low, high, validate_args=None):
            self.low, self.high = _together(low, high)
            if validate_args is not False and not bool((self.low < self.high).all()):
                raise ValueError("Uniform is not defined when low >= high")
            super().__init__(self.low.shape)

        @property
        def mean(self):
            return (self.high + self.low) / 2

        @property
        def variance(self):
            return (self.high - self.low).pow(2) / 12

        def rsample(self, sample_shape=()):
            return self.low + torch.rand(self._extended(sample_shape)) * (self.high - self.low)

        def log_prob(self, value):
            inside = (value >= self.low) & (value < self.high)
            return torch.where(inside, torch.zeros_like(value), torch.full_like(value, -math.inf)) - torch.log(
                self.high - self.low)

        def entropy(self):
            return torch.log(self.high - self.low)

    class Exponential(Distribution):
        has_rsample = True

        def __init__(self, rate, validate_args=None):
            self.rate = _tensor(rate)
            if validate_args is not False:
                _positive(self.rate, "rate", "Exponential")
            super().__init__(self.rate.shape)

        @property
        def mean(self):
            return 1 / self.rate

        @property
        def variance(self):
            return self.rate.pow(-2)

        def rsample(self, sample_shape=()):
            return -torch.log1p(-torch.rand(self._extended(sample_shape))) / self.rate

        def log_prob(self, value):
            return self.rate.log() - self.rate * value

        def entropy(self):
            return 1 - torch.log(self.rate)

    class Gumbel(Distribution):
        has_rsample = True

        def __init__(self, loc, scale, validate_args=None):
            self.loc, self.scale = _together(loc, scale)
            if validate_args is not False:
                _positive(self.scale, "scale", "Gumbel")
            super().__init__(self.loc.shape)

        @property
        def mean(self):
            return self.loc + self.scale * 0.5772156649015329

        @property
        def variance(self):
            return (math.pi / math.sqrt(6) * self.scale).pow(2)

        def rsample(self, sample_shape=()):
            u = torch.rand(self._extended(sample_shape)).clamp(1e-38, 1 - 6e-8)
            return self.loc - self.scale * torch.log(-torch.log(u))

        def log_prob(self, value):
            y = (self.loc - value) / self.scale
            return y - y.exp() - self.scale.log()

        def entropy(self):
            return self.scale.log() + (1 + 0.5772156649015329)

    class Bernoulli(Distribution):
        def __init__(self, probs=None, logits=None, validate_args=None):
            if (probs is None) == (logits is None):
                raise ValueError("Either `probs` or `logits` must be specified, but not both.")
            if probs is not None:
                self.probs = _tensor(probs)
                if validate_args is not False:
                    _shares(self.probs, "Bernoulli")
                near = self.probs.clamp(_tiny, 1 - _tiny)
                self.logits = near.log() - torch.log1p(-near)
            else:
                self.logits = _tensor(logits)
                self.probs = torch.sigmoid(self.logits)
            super().__init__(self.logits.shape)

        @property
        def mean(self):
            return self.probs

        @property
        def variance(self):
            return self.probs * (1 - self.probs)

        def sample(self, sample_shape=()):
            with torch.no_grad():
                return (torch.rand(self._extended(sample_shape)) < self.probs).float()

        def log_prob(self, value):
            logits, value = _together(self.logits, value)
            return -F.binary_cross_entropy_with_logits(logits, value, reduction="none")

        def entropy(self):
            return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none")

    class Categorical(Distribution):
        def __init__(self, probs=None, logits=None, validate_args=None):
            if (probs is None) == (logits is None):
                raise ValueError("Either `probs` or `logits` must be specified, but not both.")
            if probs is not None:
                if validate_args is not False and not bool((probs >= 0).all()):
                    raise ValueError("Categorical takes probs that are not negative")
                self.probs = probs / probs.sum(-1, keepdim=True)
                self.logits = self.probs.clamp(_tiny, 1 - _tiny).log()
            else:
                self.logits = logits - logits.logsumexp(-1, keepdim=True)
                self.probs = torch.softmax(self.logits, -1)
            self._num_events = self.logits.shape[-1]
            super().__init__(tuple(self.logits.shape)[:-1])

        def sample(self, sample_shape=()):
            with torch.no_grad():
                count = 1
                for size in sample_shape:
                    count *= size
                rows = self.probs.reshape(-1, self._num_events)
                drawn = torch.multinomial(rows, count, replacement=True)
                return drawn.t().reshape(self._extended(sample_shape))

        def log_prob(self, value):
            value = value.long().unsqueeze(-1)
            shape = torch.broadcast_shapes(value.shape, tuple(self.logits.shape)[:-1] + (1,))
            logits = self.logits.expand(tuple(shape)[:-1] + (self._num_events,))
            return logits.gather(-1, value.expand(shape)).squeeze(-1)

        def entropy(self):
            return -(self.logits * self.probs).sum(-1)

    class OneHotCategorical(Distribution):
        def __init__(self, probs=None, logits=None, validate_args=None):
            self._categorical = Categorical(probs, logits, validate_args)
            self.probs = self._categorical.probs
            self.logits = self._categorical.logits
            super().__init__(self._categorical.batch_shape, (self._categorical._num_events,))

        @property
        def mean(self):
            return self.probs

        @property
        def variance(self):
            return self.probs * (1 - self.probs)

        def sample(self, sample_shape=()):
            return F.one_hot(self._categorical.sample(sample_shape), self._categorical._num_events).float()

        def log_prob(self, value):
            return self._categorical.log_prob(value.argmax(-1))

        def entropy(self):
            return self._categorical.entropy()

    class RelaxedOneHotCategorical(Distribution):
        has_rsample = True

        def __init__(self, temperature, probs=None, logits=None, validate_args=None):
            self.temperature = _tensor(temperature)
            base = Categorical(probs, logits, validate_args)
            self.probs = base.probs
            self.logits = base.logits
            super().__init__(base.batch_shape, (base._num_events,))

        def rsample(self, sample_shape=()):
            u = torch.rand(self._extended(sample_shape)).clamp(1e-38, 1 - 6e-8)
            return torch.softmax((self.logits - torch.log(-torch.log(u))) / self.temperature, -1)

    class Independent(Distribution):
        def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
            self.base_dist = base_distribution
            self.reinterpreted_batch_ndims = reinterpreted_batch_ndims
            shape = base_distribution.batch_shape
            if reinterpreted_batch_ndims > len(shape):
                raise ValueError(
                    f"Independent takes the last {reinterpreted_batch_ndims} dimensions together, and there are {len(shape)}")
            kept = len(shape) - reinterpreted_batch_ndims
            super().__init__(shape[:kept], shape[kept:] + base_distribution.event_shape)

        @property
        def has_rsample(self):
            return self.base_dist.has_rsample

        @property
        def mean(self):
            return self.base_dist.mean

        @property
        def variance(self):
            return self.base_dist.variance

        def sample(self, sample_shape=()):
            return self.base_dist.sample(sample_shape)

        def rsample(self, sample_shape=()):
            return self.base_dist.rsample(sample_shape)

        def _sum(self, values):
            for _ in range(self.reinterpreted_batch_ndims):
                values = values.sum(-1)
            return values

        def log_prob(self, value):
            return self._sum(self.base_dist.log_prob(value))

        def entropy(self):
            return self._sum(self.base_dist.entropy())

    class MultivariateNormal(Distribution):
        has_rsample = True

        def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
            given = [m for m in (covariance_matrix, precision_matrix, scale_tril) if m is not None]
            if len(given) != 1:
                raise ValueError("Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.")
            if precision_matrix is not None:
                covariance_matrix = torch.linalg.inv(precision_matrix)
            self.loc = loc
            self.scale_tril = torch.linalg.cholesky(covariance_matrix) if scale_tril is None else scale_tril
            self.covariance_matrix = self.scale_tril @ self.scale_tril.transpose(-1, -2)
            shape = tuple(torch.broadcast_shapes(loc.shape, tuple(self.scale_tril.shape)[:-1]))
            self.loc = loc.expand(shape)
            super().__init__(shape[:-1], shape[-1:])

        @property
        def mean(self):
            return self.loc

        @property
        def variance(self):
            return self.scale_tril.pow(2).sum(-1).expand(self.loc.shape)

        def rsample(self, sample_shape=()):
            e = torch.randn(self._extended(sample_shape))
            return self.loc + (self.scale_tril @ e.unsqueeze(-1)).squeeze(-1)

        def _half_log_det(self):
            return (self.scale_tril * torch.eye(self.scale_tril.shape[-1])).sum(-1).log().sum(-1)

        def log_prob(self, value):
            difference = (value - self.loc).unsqueeze(-1)
            scale = self.scale_tril.expand(tuple(difference.shape)[:-2] + tuple(self.scale_tril.shape)[-2:])
            m = torch.linalg.solve(scale, difference).squeeze(-1).pow(2).sum(-1)
            return -0.5 * (self.event_shape[0] * math.log(2 * math.pi) + m) - self._half_log_det()

        def entropy(self):
            return 0.5 * self.event_shape[0] * (1 + math.log(2 * math.pi)) + self._half_log_det()

    def kl_divergence(p, q):
        if isinstance(p, Independent) and isinstance(q, Independent):
            if p.reinterpreted_batch_ndims != q.reinterpreted_batch_ndims:
                raise NotImplementedError("both take the same dimensions together")
            return p._sum(kl_divergence(p.base_dist, q.base_dist))
        if isinstance(p, Normal) and isinstance(q, Normal):
            ratio = (p.scale / q.scale).pow(2)
            return 0.5 * (ratio + ((p.loc - q.loc) / q.scale).pow(2) - 1 - ratio.log())
        if isinstance(p, LogNormal) and isinstance(q, LogNormal):
            return kl_divergence(p.base_dist, q.base_dist)
        if isinstance(p, Laplace) and isinstance(q, Laplace):
            ratio = p.scale / q.scale
            distance = (p.loc - q.loc).abs()
            return -ratio.log() + distance / q.scale + ratio * torch.exp(-distance / p.scale) - 1
        if isinstance(p, Exponential) and isinstance(q, Exponential):
            ratio = q.rate / p.rate
            return ratio - ratio.log() - 1
        if isinstance(p, Uniform) and isinstance(q, Uniform):
            result = torch.log((q.high - q.low) / (p.high - p.low))
            return torch.where((q.low > p.low) | (q.high < p.high), torch.full_like(result, math.inf), result)
        if isinstance(p, Bernoulli) and isinstance(q, Bernoulli):
            one = p.probs * (F.softplus(-q.logits) - F.softplus(-p.logits))
            zero = (1 - p.probs) * (F.softplus(q.logits) - F.softplus(p.logits))
            return one + zero
        if isinstance(p, Categorical) and isinstance(q, Categorical):
            terms = p.probs * (p.logits - q.logits)
            terms = torch.where((q.probs == 0).expand(terms.shape), torch.full_like(terms, math.inf), terms)
            return torch.where((p.probs == 0).expand(terms.shape), torch.zeros_like(terms), terms).sum(-1)
        if isinstance(p, OneHotCategorical) and isinstance(q, OneHotCategorical):
            return kl_divergence(p._categorical, q._categorical)
        if isinstance(p, MultivariateNormal) and isinstance(q, MultivariateNormal):
            size = p.event_shape[0]
            m = torch.linalg.solve(q.scale_tril, p.scale_tril).pow(2).sum(-1).sum(-1)
            d = torch.linalg.solve(q.scale_tril, (q.loc - p.loc).unsqueeze(-1)).squeeze(-1).pow(2).sum(-1)
            return q._half_log_det() - p._half_log_det() + 0.5 * (m + d - size)
        raise NotImplementedError(
            f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}")

    _tiny = 1.1920928955078125e-07
    """#
}
