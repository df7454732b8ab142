extension DistributionsModule {
  /// Values of another distribution that went through functions, and mixtures.
  static let transformed = #"""
    def _dims(part):
        # A transform of one's own says it by the set that it takes.
        domain = getattr(part, "domain", None)
        return max(part.event_dim, 0 if domain is None else domain.event_dim)

    class Transform:
        bijective = True
        event_dim = 0

        def __init__(self, cache_size=0):
            pass

        @property
        def inv(self):
            return _InverseTransform(self)

        @property
        def sign(self):
            return 1

        def __call__(self, x):
            return self._call(x)

        def __eq__(self, other):
            return self is other

        def __hash__(self):
            return id(self)

        def __repr__(self):
            return type(self).__name__ + "()"

    class _InverseTransform(Transform):
        def __init__(self, forth):
            self._forth = forth
            self.event_dim = _dims(forth)

        @property
        def inv(self):
            return self._forth

        @property
        def sign(self):
            return self._forth.sign

        def _call(self, x):
            return self._forth._inverse(x)

        def _inverse(self, y):
            return self._forth._call(y)

        def log_abs_det_jacobian(self, x, y):
            return -self._forth.log_abs_det_jacobian(y, x)

    class ComposeTransform(Transform):
        def __init__(self, parts, cache_size=0):
            self.parts = list(parts)
            self.event_dim = max([_dims(part) for part in self.parts] + [0])

        def _call(self, x):
            for part in self.parts:
                x = part(x)
            return x

        def _inverse(self, y):
            for part in reversed(self.parts):
                y = part._inverse(y)
            return y

        def log_abs_det_jacobian(self, x, y):
            total = torch.zeros_like(_sum_last(x, self.event_dim))
            for part in self.parts:
                after = part(x)
                total = total + _sum_last(part.log_abs_det_jacobian(x, after), self.event_dim - _dims(part))
                x = after
            return total

    class AffineTransform(Transform):
        def __init__(self, loc, scale, event_dim=0, cache_size=0):
            self.loc = loc
            self.scale = scale
            self.event_dim = event_dim

        @property
        def sign(self):
            return torch.sign(_tensor(self.scale))

        def _call(self, x):
            return self.loc + self.scale * x

        def _inverse(self, y):
            return (y - self.loc) / self.scale

        def log_abs_det_jacobian(self, x, y):
            size = torch.log(torch.abs(_tensor(self.scale)))
            return _sum_last(size.expand(torch.broadcast_shapes(size.shape, x.shape)), self.event_dim)

    class ExpTransform(Transform):
        def _call(self, x):
            return x.exp()

        def _inverse(self, y):
            return y.log()

        def log_abs_det_jacobian(self, x, y):
            return x

    class PowerTransform(Transform):
        def __init__(self, exponent, cache_size=0):
            self.exponent = _tensor(exponent)

        def _call(self, x):
            return x.pow(self.exponent)

        def _inverse(self, y):
            return y.pow(1 / self.exponent)

        def log_abs_det_jacobian(self, x, y):
            return (self.exponent * y / x).abs().log()

    class SigmoidTransform(Transform):
        def _call(self, x):
            return torch.sigmoid(x).clamp(1.1754943508222875e-38, 1 - _tiny)

        def _inverse(self, y):
            y = y.clamp(1.1754943508222875e-38, 1 - _tiny)
            return y.log() - torch.log1p(-y)

        def log_abs_det_jacobian(self, x, y):
            return -F.softplus(-x) - F.softplus(x)

    class TanhTransform(Transform):
        def _call(self, x):
            return x.tanh()

        def _inverse(self, y):
            return torch.atanh(y)

        def log_abs_det_jacobian(self, x, y):
            return 2.0 * (math.log(2.0) - x - F.softplus(-2.0 * x))

    class SoftplusTransform(Transform):
        def _call(self, x):
            return F.softplus(x)

        def _inverse(self, y):
            return torch.log(-torch.expm1(-y)) + y

        def log_abs_det_jacobian(self, x, y):
            return -F.softplus(-x)

    class AbsTransform(Transform):
        bijective = False

        def _call(self, x):
            return x.abs()

        def _inverse(self, y):
            return y

    class IndependentTransform(Transform):
        def __init__(self, base_transform, reinterpreted_batch_ndims, cache_size=0):
            self.base_transform = base_transform
            self.reinterpreted_batch_ndims = reinterpreted_batch_ndims
            self.event_dim = _dims(base_transform) + reinterpreted_batch_ndims

        def _call(self, x):
            return self.base_transform(x)

        def _inverse(self, y):
            return self.base_transform._inverse(y)

        def log_abs_det_jacobian(self, x, y):
            return _sum_last(self.base_transform.log_abs_det_jacobian(x, y), self.reinterpreted_batch_ndims)

    class TransformedDistribution(Distribution):
        def __init__(self, base_distribution, transforms, validate_args=None):
            transforms = [transforms] if isinstance(transforms, Transform) else list(transforms)
            for part in transforms:
                _require(isinstance(part, Transform), f"transforms must be a Transform or a list of Transforms, and this is {part!r}")
            self.base_dist = base_distribution
            self.transforms = transforms
            shape = base_distribution.batch_shape + base_distribution.event_shape
            with torch.no_grad():
                probe = torch.zeros(shape) + 0.5
                for part in transforms:
                    probe = part(probe)
            size = max([len(base_distribution.event_shape)] + [_dims(part) for part in transforms])
            whole = tuple(probe.shape)
            # More dimensions together than the base has: those of its batch are summed over.
            more = size - len(base_distribution.event_shape)
            if whole != shape:
                base_distribution = base_distribution.expand(whole[:len(whole) - len(base_distribution.event_shape)])
            self._base = Independent(base_distribution, more, False) if more > 0 else base_distribution
            super().__init__(whole[:len(whole) - size], whole[len(whole) - size:], validate_args)

        @property
        def has_rsample(self):
            return self._base.has_rsample

        @property
        def support(self):
            return Constraint("Real()", "a number", lambda value: value == value)

        def expand(self, batch_shape):
            return TransformedDistribution(self._base.expand(batch_shape), self.transforms)

        def sample(self, sample_shape=()):
            with torch.no_grad():
                x = self._base.sample(sample_shape)
                for part in self.transforms:
                    x = part(x)
                return x

        def rsample(self, sample_shape=()):
            x = self._base.rsample(sample_shape)
            for part in self.transforms:
                x = part(x)
            return x

        def log_prob(self, value):
            size = len(self._event_shape)
            result, y = 0.0, value
            for part in reversed(self.transforms):
                if not part.bijective:
                    raise NotImplementedError(f"{type(part).__name__} is no bijection, and has no density here")
                x = part._inverse(y)
                result = result - _sum_last(part.log_abs_det_jacobian(x, y), size - _dims(part))
                y = x
            return result + _sum_last(self._base.log_prob(y), size - len(self._base.event_shape))

        def _signed(self, share):
            sign = 1
            for part in self.transforms:
                sign = sign * part.sign
            return sign * (share - 0.5) + 0.5

        def cdf(self, value):
            for part in reversed(self.transforms):
                value = part._inverse(value)
            return self._signed(self._base.cdf(value))

        def icdf(self, value):
            value = self._base.icdf(self._signed(value))
            for part in self.transforms:
                value = part(value)
            return value

        def __repr__(self):
            return f"TransformedDistribution({self.base_dist!r}, {self.transforms!r})"

    class MixtureSameFamily(Distribution):
        def __init__(self, mixture_distribution, component_distribution, validate_args=None):
            _require(
                isinstance(mixture_distribution, Categorical),
                " The Mixture distribution needs to be an  instance of torch.distributions.Categorical")
            _require(
                isinstance(component_distribution, Distribution),
                "The Component distribution need to be an instance of torch.distributions.Distribution")
            self._mixture_distribution = mixture_distribution
            self._component_distribution = component_distribution
            batch = component_distribution.batch_shape
            _require(
                len(batch) > 0 and mixture_distribution._num_events == batch[-1],
                "`mixture_distribution component` (last dimension of the probabilities) does not equal the "
                "`component_distribution.batch_shape[-1]`")
            super().__init__(batch[:-1], component_distribution.event_shape, validate_args)

        @property
        def mixture_distribution(self):
            return self._mixture_distribution

        @property
        def component_distribution(self):
            return self._component_distribution

        @property
        def support(self):
            return self._component_distribution.support

        def _padded_shares(self):
            shares = self._mixture_distribution.probs
            return shares.reshape(tuple(shares.shape) + (1,) * len(self._event_shape))

        def _place(self):
            return -1 - len(self._event_shape)

        @property
        def mean(self):
            return (self._padded_shares() * self._component_distribution.mean).sum(self._place())

        @property
        def variance(self):
            shares, place = self._padded_shares(), self._place()
            within = (shares * self._component_distribution.variance).sum(place)
            away = self._component_distribution.mean - self.mean.unsqueeze(place)
            return within + (shares * away.pow(2.0)).sum(place)

        def sample(self, sample_shape=()):
            with torch.no_grad():
                chosen = self._mixture_distribution.sample(sample_shape)
                drawn = self._component_distribution.sample(sample_shape)
                size = len(self._event_shape)
                lead = tuple(drawn.shape)[:len(drawn.shape) - size - 1]
                index = chosen.expand(lead).reshape(lead + (1,) * (size + 1)).expand(lead + (1,) + self._event_shape)
                return drawn.gather(self._place(), index.long()).squeeze(self._place())

        def log_prob(self, value):
            self._check(value)
            scores = self._component_distribution.log_prob(value.unsqueeze(self._place()))
            return torch.logsumexp(scores + torch.log_softmax(self._mixture_distribution.logits, -1), -1)

        def cdf(self, value):
            below = self._component_distribution.cdf(value.unsqueeze(self._place()))
            return (below * self._mixture_distribution.probs).sum(-1)

        def __repr__(self):
            return f"MixtureSameFamily(\n  {self._mixture_distribution!r},\n  {self._component_distribution!r})"

    @register_kl(Gamma, Gamma)
    def _gamma_gamma(p, q):
        return (
            q.concentration * (p.rate / q.rate).log() + torch.lgamma(q.concentration) - torch.lgamma(p.concentration)
            + (p.concentration - q.concentration) * torch.digamma(p.concentration)
            + (q.rate - p.rate) * (p.concentration / p.rate))

    @register_kl(Beta, Beta)
    def _beta_beta(p, q):
        sum_p, sum_q = p.concentration1 + p.concentration0, q.concentration1 + q.concentration0
        return (
            q.concentration1.lgamma() + q.concentration0.lgamma() + sum_p.lgamma()
            - (p.concentration1.lgamma() + p.concentration0.lgamma() + sum_q.lgamma())
            + (p.concentration1 - q.concentration1) * torch.digamma(p.concentration1)
            + (p.concentration0 - q.concentration0) * torch.digamma(p.concentration0)
            + (sum_q - sum_p) * torch.digamma(sum_p))

    @register_kl(Dirichlet, Dirichlet)
    def _dirichlet_dirichlet(p, q):
        sum_p, sum_q = p.concentration.sum(-1), q.concentration.sum(-1)
        parts = (p.concentration.lgamma() - q.concentration.lgamma()).sum(-1)
        slopes = p.concentration.digamma() - sum_p.digamma().unsqueeze(-1)
        return sum_p.lgamma() - sum_q.lgamma() - parts + ((p.concentration - q.concentration) * slopes).sum(-1)

    @register_kl(Poisson, Poisson)
    def _poisson_poisson(p, q):
        return p.rate * (p.rate.log() - q.rate.log()) - (p.rate - q.rate)

    @register_kl(Geometric, Geometric)
    def _geometric_geometric(p, q):
        return -p.entropy() - torch.log1p(-q.probs) / p.probs - q.logits

    @register_kl(Cauchy, Cauchy)
    def _cauchy_cauchy(p, q):
        return ((p.scale + q.scale).pow(2) + (p.loc - q.loc).pow(2)).log() - (4 * p.scale * q.scale).log()

    @register_kl(HalfNormal, HalfNormal)
    def _halfnormal_halfnormal(p, q):
        return _normal_normal(p.base_dist, q.base_dist)

    @register_kl(ContinuousBernoulli, ContinuousBernoulli)
    def _continuous_continuous(p, q):
        return (
            p.mean * (p.logits - q.logits) + p._log_norm() + torch.log1p(-p.probs) - q._log_norm() - torch.log1p(-q.probs))

    def _gamma_density(q, mean, mean_log):
        a, b = q.concentration, q.rate
        return torch.xlogy(a, b) - torch.lgamma(a) + (a - 1) * mean_log - b * mean

    def _mean_log(p):
        # The expectation of the logarithm of what is drawn.
        if isinstance(p, Exponential):
            return -_euler - p.rate.log()
        if isinstance(p, Beta):
            return torch.digamma(p.concentration1) - torch.digamma(p.concentration1 + p.concentration0)
        if isinstance(p, Pareto):
            return p.scale.log() + 1 / p.alpha
        return (torch.xlogy(p.high, p.high) - torch.xlogy(p.low, p.low)) / (p.high - p.low) - 1

    def _continuous_density(q, mean):
        return q.logits * mean + torch.log1p(-q.probs) + q._log_norm()

    for _kind in (Normal, Laplace, Gumbel):
        for _narrower in (Gamma, Beta, Pareto, ContinuousBernoulli):
            register_kl(_kind, _narrower)(_infinite)
    for _kind, _narrower in (
            (Gamma, Uniform), (Gamma, Beta), (Gamma, Pareto), (Gamma, ContinuousBernoulli), (Exponential, Beta), (Exponential, Pareto),
            (Exponential, ContinuousBernoulli), (Beta, Pareto), (Pareto, Uniform), (Pareto, Beta),
            (Pareto, ContinuousBernoulli), (ContinuousBernoulli, Pareto), (Poisson, Bernoulli), (Poisson, Binomial)):
        register_kl(_kind, _narrower)(_infinite)

    for _kind in (Gamma, Beta, Pareto, ContinuousBernoulli):
        register_kl(_kind, Normal)(lambda p, q: _across(p, _gaussian(q, p.mean, p.variance)))
        register_kl(_kind, Exponential)(lambda p, q: _across(p, q.rate.log() - q.rate * p.mean))
    for _kind in (Exponential, Beta, Pareto):
        register_kl(_kind, Gamma)(lambda p, q: _across(p, _gamma_density(q, p.mean, _mean_log(p))))

    @register_kl(Uniform, Gamma)
    def _uniform_gamma(p, q):
        return _where(p.low < 0, math.inf, _across(p, _gamma_density(q, p.mean, _mean_log(p))))

    @register_kl(Gamma, Gumbel)
    def _gamma_gumbel(p, q):
        expected = torch.exp(q.loc / q.scale) * (1 + 1 / (p.rate * q.scale)) ** -p.concentration
        return _across(p, _gumbel(q, p.mean, expected))

    @register_kl(Uniform, Beta)
    def _uniform_beta(p, q):
        def mean_log(low, high):
            return (torch.xlogy(high, high) - torch.xlogy(low, low)) / (high - low) - 1
        a, b = q.concentration1, q.concentration0
        inside = torch.lgamma(a + b) - torch.lgamma(a) - torch.lgamma(b) + (a - 1) * mean_log(p.low, p.high)
        inside = inside + (b - 1) * mean_log(1 - p.high, 1 - p.low)
        return _where((p.low < 0) | (p.high > 1), math.inf, _across(p, inside))

    @register_kl(Uniform, ContinuousBernoulli)
    def _uniform_continuous(p, q):
        return _where((p.low < 0) | (p.high > 1), math.inf, _across(p, _continuous_density(q, p.mean)))

    @register_kl(Beta, ContinuousBernoulli)
    def _beta_continuous(p, q):
        return _across(p, _continuous_density(q, p.mean))

    for _kind in (Beta, ContinuousBernoulli):
        register_kl(_kind, Uniform)(
            lambda p, q: _where((q.low > 0) | (q.high < 1), math.inf, _across(p, -torch.log(q.high - q.low) + 0 * p.mean)))

    @register_kl(Uniform, Pareto)
    def _uniform_pareto(p, q):
        mean_log = (torch.xlogy(p.high, p.high) - torch.xlogy(p.low, p.low)) / (p.high - p.low) - 1
        expected = q.alpha.log() + q.alpha * q.scale.log() - (q.alpha + 1) * mean_log
        return _where(p.low < q.scale, math.inf, _across(p, expected))

    @register_kl(Pareto, Pareto)
    def _pareto_pareto(p, q):
        ratio = q.alpha / p.alpha
        result = q.alpha * (p.scale / q.scale).log() - ratio.log() + ratio - 1
        return _where(p.scale < q.scale, math.inf, result)

    @register_kl(Binomial, Binomial)
    def _binomial_binomial(p, q):
        if bool((_tensor(p.total_count) < _tensor(q.total_count)).any()):
            raise NotImplementedError("the divergence of a binomial from one of more draws has no formula")
        result = p.total_count * (p.probs * (p.logits - q.logits) + torch.log1p(-p.probs) - torch.log1p(-q.probs))
        return _where(_tensor(p.total_count) > _tensor(q.total_count), math.inf, result)

    @register_kl(Bernoulli, Poisson)
    def _bernoulli_poisson(p, q):
        return _across(p, p.probs * q.rate.log() - q.rate)

    """#
}
