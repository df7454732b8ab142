extension DistributionsModule {
  /// Those that gammas are behind, and others of positive or far-flung values. Draws of gammas are without gradients here: PyTorch
  /// has those by approximations of its own.
  static let positive = #"""
    def _draw_gamma(concentration):
        # Marsaglia and Tsang 2000; below 1 by one draw above it.
        with torch.no_grad():
            small = concentration < 1
            d = torch.where(small, concentration + 1, concentration) - 1 / 3
            c = 1 / torch.sqrt(9 * d)
            result = torch.zeros_like(d)
            open = torch.ones_like(d) > 0
            while bool(open.any()):
                x = torch.randn(d.shape)
                v = (1 + c * x) ** 3
                u = _inside(torch.rand(d.shape))
                bound = 0.5 * x * x + d - d * v + d * torch.log(v.clamp(min=1e-30))
                taken = open & (v > 0) & (torch.log(u) < bound)
                result = torch.where(taken, d * v, result)
                open = open & ~taken
            boost = _inside(torch.rand(d.shape)) ** (1 / torch.where(small, concentration, torch.ones_like(d)))
            return torch.where(small, result * boost, result).clamp(min=1.1754943508222875e-38)

    class _Drawn(Distribution):
        def rsample(self, sample_shape=()):
            parts = [getattr(self, name) for name in self._given]
            if torch.is_grad_enabled() and any([part.requires_grad for part in parts]):
                raise NotImplementedError(
                    f"draws of {type(self).__name__} have no gradients here: sample() draws without, and log_prob has one")
            return self.sample(sample_shape)

    def _lower_gamma(a, x):
        # Its series up to the middle of the density, and the continued fraction of what is above behind it.
        scale = torch.exp(torch.xlogy(a, x) - x - torch.lgamma(a))
        is_low = x < a + 1
        low, high = torch.where(is_low, x, a), torch.where(is_low, a + 2, x)
        term = 1 / a
        total = term
        for step in range(1, 200):
            term = term * low / (a + step)
            total = total + term
            if bool((term.detach() <= total.detach() * 1e-9).all()):
                break
        b = high + 1 - a
        c, d = torch.full_like(b, 1e30), 1 / b
        fraction = d
        for step in range(1, 200):
            factor = -step * (step - a)
            b = b + 2
            d, c = 1 / (factor * d + b), b + factor / c
            fraction = fraction * (d * c)
            if bool((((d * c).detach() - 1).abs() <= 1e-8).all()):
                break
        return torch.where(is_low, scale * total, 1 - scale * fraction)

    class Gamma(_Drawn):
        arg_constraints = {"concentration": constraints.positive, "rate": constraints.positive}
        support = constraints.nonnegative
        _given = ("concentration", "rate")

        def __init__(self, concentration, rate, validate_args=None):
            self.concentration, self.rate = _together(concentration, rate)
            super().__init__(self.concentration.shape, (), validate_args)

        @property
        def mean(self):
            return self.concentration / self.rate

        @property
        def mode(self):
            return ((self.concentration - 1) / self.rate).clamp(min=0)

        @property
        def variance(self):
            return self.concentration / self.rate.pow(2)

        def sample(self, sample_shape=()):
            with torch.no_grad():
                shape = self._extended_shape(sample_shape)
                return _draw_gamma(self.concentration.expand(shape)) / self.rate

        def log_prob(self, value):
            value = _tensor(value)
            self._check(value)
            return (
                torch.xlogy(self.concentration, self.rate) + torch.xlogy(self.concentration - 1, value) - self.rate * value
                - torch.lgamma(self.concentration))

        def cdf(self, value):
            value = _tensor(value)
            self._check(value)
            return _lower_gamma(*_together(self.concentration, self.rate * value))

        def entropy(self):
            c = self.concentration
            return c - torch.log(self.rate) + torch.lgamma(c) + (1 - c) * torch.digamma(c)

    class Chi2(Gamma):
        arg_constraints = {"df": constraints.positive}

        def __init__(self, df, validate_args=None):
            super().__init__(0.5 * _tensor(df), 0.5, validate_args)

        @property
        def df(self):
            return self.concentration * 2

    class InverseGamma(_Drawn):
        arg_constraints = {"concentration": constraints.positive, "rate": constraints.positive}
        support = constraints.positive
        _given = ("concentration", "rate")

        def __init__(self, concentration, rate, validate_args=None):
            self.concentration, self.rate = _together(concentration, rate)
            super().__init__(self.concentration.shape, (), validate_args)

        @property
        def mean(self):
            c = self.concentration
            return torch.where(c > 1, self.rate / (c - 1), torch.full_like(c, math.inf))

        @property
        def mode(self):
            return self.rate / (self.concentration + 1)

        @property
        def variance(self):
            c = self.concentration
            return torch.where(c > 2, self.rate.square() / ((c - 1).square() * (c - 2)), torch.full_like(c, math.inf))

        def sample(self, sample_shape=()):
            with torch.no_grad():
                return self.rate / _draw_gamma(self.concentration.expand(self._extended_shape(sample_shape)))

        def cdf(self, value):
            value = _tensor(value)
            self._check(value)
            return 1 - _lower_gamma(*_together(self.concentration, self.rate / value))

        def log_prob(self, value):
            self._check(value)
            return Gamma(self.concentration, self.rate, False).log_prob(1 / value) - 2 * value.log()

        def entropy(self):
            c = self.concentration
            return c + self.rate.log() + c.lgamma() - (1 + c) * c.digamma()

    class Dirichlet(_Drawn):
        support = constraints.simplex
        _given = ("concentration",)

        def __init__(self, concentration, validate_args=None):
            _require(
                torch.is_tensor(concentration) and concentration.dim() > 0,
                "`concentration` parameter must be at least one-dimensional.")
            self.concentration = concentration
            super().__init__(tuple(concentration.shape)[:-1], tuple(concentration.shape)[-1:], validate_args)
            _require(
                not self._validate_args or bool((concentration > 0).all()), "Dirichlet: concentration is to be above 0")

        def _param_event_shape(self):
            return self._event_shape

        @property
        def mean(self):
            return self.concentration / self.concentration.sum(-1, keepdim=True)

        @property
        def mode(self):
            above = (self.concentration - 1).clamp(min=0.0)
            mode = above / above.sum(-1, keepdim=True)
            flat = (self.concentration < 1).all(-1).unsqueeze(-1)
            return torch.where(flat, F.one_hot(self.concentration.argmax(-1), self._event_shape[0]).float(), mode)

        @property
        def variance(self):
            total = self.concentration.sum(-1, keepdim=True)
            return self.concentration * (total - self.concentration) / (total.pow(2) * (total + 1))

        def sample(self, sample_shape=()):
            with torch.no_grad():
                drawn = _draw_gamma(self.concentration.expand(self._extended_shape(sample_shape)))
                return drawn / drawn.sum(-1, keepdim=True)

        def log_prob(self, value):
            self._check(value)
            return (
                torch.xlogy(self.concentration - 1.0, value).sum(-1) + torch.lgamma(self.concentration.sum(-1))
                - torch.lgamma(self.concentration).sum(-1))

        def entropy(self):
            c = self.concentration
            total = c.sum(-1)
            return (
                torch.lgamma(c).sum(-1) - torch.lgamma(total) - (c.shape[-1] - total) * torch.digamma(total)
                - ((c - 1.0) * torch.digamma(c)).sum(-1))

    class Beta(_Drawn):
        arg_constraints = {"concentration1": constraints.positive, "concentration0": constraints.positive}
        support = constraints.unit_interval
        _given = ("concentration1", "concentration0")

        def __init__(self, concentration1, concentration0, validate_args=None):
            self.concentration1, self.concentration0 = _together(concentration1, concentration0)
            super().__init__(self.concentration1.shape, (), validate_args)

        @property
        def _dirichlet(self):
            return Dirichlet(torch.stack([self.concentration1, self.concentration0], -1), False)

        @property
        def mean(self):
            return self.concentration1 / (self.concentration1 + self.concentration0)

        @property
        def mode(self):
            return self._dirichlet.mode[..., 0]

        @property
        def variance(self):
            total = self.concentration1 + self.concentration0
            return self.concentration1 * self.concentration0 / (total.pow(2) * (total + 1))

        def sample(self, sample_shape=()):
            return self._dirichlet.sample(sample_shape).select(-1, 0)

        def log_prob(self, value):
            self._check(value)
            return self._dirichlet.log_prob(torch.stack([value, 1.0 - value], -1))

        def entropy(self):
            return self._dirichlet.entropy()

    class Cauchy(_LocationScale):
        @property
        def mean(self):
            return torch.full(self._extended_shape(), math.nan)

        @property
        def variance(self):
            return torch.full(self._extended_shape(), math.inf)

        @property
        def stddev(self):
            return self.variance

        def rsample(self, sample_shape=()):
            return self.icdf(_inside(torch.rand(self._extended_shape(sample_shape))))

        def log_prob(self, value):
            self._check(value)
            return -math.log(math.pi) - self.scale.log() - ((value - self.loc) / self.scale).pow(2).log1p()

        def cdf(self, value):
            self._check(value)
            return torch.atan(self._standard(value)) / math.pi + 0.5

        def icdf(self, value):
            return torch.tan(math.pi * (value - 0.5)) * self.scale + self.loc

        def entropy(self):
            return math.log(4 * math.pi) + self.scale.log()

    class _Half(Distribution):
        has_rsample = True
        arg_constraints = {"scale": constraints.positive}
        support = constraints.nonnegative
        _given = ("scale",)
        _whole = Normal

        def __init__(self, scale, validate_args=None):
            self.scale = _tensor(scale)
            super().__init__(self.scale.shape, (), validate_args)

        @property
        def base_dist(self):
            return self._whole(torch.zeros_like(self.scale), self.scale, False)

        @property
        def mode(self):
            return torch.zeros_like(self.scale)

        def rsample(self, sample_shape=()):
            return self.base_dist.rsample(sample_shape).abs()

        def log_prob(self, value):
            self._check(value)
            value, inside = _broadcast(value, value >= 0)
            found = self.base_dist.log_prob(value) + math.log(2)
            inside, found = _broadcast(inside, found)
            return torch.where(inside, found, torch.full_like(found, -math.inf))

        def cdf(self, value):
            self._check(value)
            return 2 * self.base_dist.cdf(value) - 1

        def icdf(self, prob):
            return self.base_dist.icdf((prob + 1) / 2)

        def entropy(self):
            return self.base_dist.entropy() - math.log(2)

    class HalfNormal(_Half):
        @property
        def mean(self):
            return self.scale * math.sqrt(2 / math.pi)

        @property
        def variance(self):
            return self.scale.pow(2) * (1 - 2 / math.pi)

    class HalfCauchy(_Half):
        _whole = Cauchy

        @property
        def mean(self):
            return torch.full(self._extended_shape(), math.inf)

        @property
        def variance(self):
            return torch.full(self._extended_shape(), math.inf)

    class StudentT(Distribution):
        has_rsample = True
        arg_constraints = {"df": constraints.positive, "loc": constraints.real, "scale": constraints.positive}
        _given = ("df", "loc", "scale")

        def __init__(self, df, loc=0.0, scale=1.0, validate_args=None):
            self.df, self.loc, self.scale = _together(df, loc, scale)
            super().__init__(self.df.shape, (), validate_args)

        @property
        def mean(self):
            return torch.where(self.df <= 1, torch.full_like(self.loc, math.nan), self.loc)

        @property
        def mode(self):
            return self.loc

        @property
        def variance(self):
            finite = self.scale.pow(2) * self.df / (self.df - 2)
            wide = torch.full_like(finite, math.inf)
            return torch.where(self.df > 2, finite, torch.where(self.df > 1, wide, torch.full_like(finite, math.nan)))

        def rsample(self, sample_shape=()):
            shape = self._extended_shape(sample_shape)
            if torch.is_grad_enabled() and self.df.requires_grad:
                raise NotImplementedError("draws of StudentT have no gradient with respect to df here")
            chi = 2 * _draw_gamma(0.5 * self.df.expand(shape))
            return self.loc + self.scale * torch.randn(shape) * torch.rsqrt(chi / self.df)

        def log_prob(self, value):
            self._check(value)
            y = (value - self.loc) / self.scale
            rest = (
                self.scale.log() + 0.5 * self.df.log() + 0.5 * math.log(math.pi) + torch.lgamma(0.5 * self.df)
                - torch.lgamma(0.5 * (self.df + 1.0)))
            return -0.5 * (self.df + 1.0) * torch.log1p(y ** 2.0 / self.df) - rest

        def entropy(self):
            half, more = 0.5 * self.df, 0.5 * (self.df + 1)
            beta = torch.lgamma(half) + math.lgamma(0.5) - torch.lgamma(more)
            return self.scale.log() + more * (torch.digamma(more) - torch.digamma(half)) + 0.5 * self.df.log() + beta

    class Pareto(Distribution):
        has_rsample = True
        arg_constraints = {"alpha": constraints.positive, "scale": constraints.positive}
        _given = ("scale", "alpha")

        def __init__(self, scale, alpha, validate_args=None):
            self.scale, self.alpha = _together(scale, alpha)
            super().__init__(self.scale.shape, (), validate_args)

        @property
        def support(self):
            return Constraint("GreaterThanEq", "not below the scale", lambda value: value >= self.scale)

        @property
        def mean(self):
            a = self.alpha.clamp(min=1)
            return a * self.scale / (a - 1)

        @property
        def mode(self):
            return self.scale

        @property
        def variance(self):
            a = self.alpha.clamp(min=2)
            return self.scale.pow(2) * a / ((a - 1).pow(2) * (a - 2))

        def rsample(self, sample_shape=()):
            drawn = -torch.log(_inside(torch.rand(self._extended_shape(sample_shape))))
            return self.scale * torch.exp(drawn / self.alpha)

        def log_prob(self, value):
            self._check(value)
            return self.alpha.log() + self.alpha * self.scale.log() - (self.alpha + 1) * value.log()

        def icdf(self, value):
            return self.scale * torch.exp(-torch.log1p(-value) / self.alpha)

        def cdf(self, value):
            self._check(value)
            return 1 - (self.scale / value) ** self.alpha

        def entropy(self):
            return (self.scale / self.alpha).log() + (1 + self.alpha.reciprocal())

    class Weibull(Distribution):
        has_rsample = True
        arg_constraints = {"scale": constraints.positive, "concentration": constraints.positive}
        support = constraints.positive
        _given = ("scale", "concentration")

        def __init__(self, scale, concentration, validate_args=None):
            self.scale, self.concentration = _together(scale, concentration)
            super().__init__(self.scale.shape, (), validate_args)

        def _moment(self, power):
            return torch.exp(torch.lgamma(1 + power / self.concentration))

        @property
        def mean(self):
            return self.scale * self._moment(1)

        @property
        def variance(self):
            return self.scale.pow(2) * (self._moment(2) - torch.exp(2 * torch.lgamma(1 + 1 / self.concentration)))

        @property
        def mode(self):
            c = self.concentration
            return self.scale * ((c - 1) / c) ** (1 / c)

        def cdf(self, value):
            self._check(value)
            return 1 - torch.exp(-(value / self.scale) ** self.concentration)

        def icdf(self, value):
            return self.scale * (-torch.log1p(-value)) ** (1 / self.concentration)

        def rsample(self, sample_shape=()):
            drawn = -torch.log(_inside(torch.rand(self._extended_shape(sample_shape))))
            return self.scale * drawn ** (1 / self.concentration)

        def log_prob(self, value):
            self._check(value)
            y = value / self.scale
            c = self.concentration
            return c.log() - self.scale.log() + (c - 1) * y.log() - y ** c

        def entropy(self):
            inverse = 1 / self.concentration
            return _euler * (1 - inverse) + torch.log(self.scale * inverse) + 1

    class Kumaraswamy(Distribution):
        has_rsample = True
        arg_constraints = {"concentration1": constraints.positive, "concentration0": constraints.positive}
        support = constraints.unit_interval
        _given = ("concentration1", "concentration0")

        def __init__(self, concentration1, concentration0, validate_args=None):
            self.concentration1, self.concentration0 = _together(concentration1, concentration0)
            super().__init__(self.concentration1.shape, (), validate_args)

        def _moment(self, power):
            a, b = self.concentration1, self.concentration0
            first = 1 + power / a
            return b * torch.exp(torch.lgamma(first) + torch.lgamma(b) - torch.lgamma(first + b))

        @property
        def mean(self):
            return self._moment(1)

        @property
        def variance(self):
            return self._moment(2) - self.mean.pow(2)

        def rsample(self, sample_shape=()):
            u = torch.rand(self._extended_shape(sample_shape)).clamp(_tiny, 1 - _tiny)
            return (1 - u ** (1 / self.concentration0)) ** (1 / self.concentration1)

        def cdf(self, value):
            self._check(value)
            return 1 - (1 - value ** self.concentration1) ** self.concentration0

        def icdf(self, value):
            return (1 - (1 - value) ** (1 / self.concentration0)) ** (1 / self.concentration1)

        def log_prob(self, value):
            self._check(value)
            a, b = self.concentration1, self.concentration0
            return a.log() + b.log() + (a - 1) * value.log() + (b - 1) * torch.log1p(-value ** a)

        def entropy(self):
            a, b = self.concentration1, self.concentration0
            return (1 - 1 / b) + (1 - 1 / a) * (torch.digamma(b + 1) + _euler) - a.log() - b.log()

    """#
}
