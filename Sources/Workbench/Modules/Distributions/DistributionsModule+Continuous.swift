extension DistributionsModule {
  /// Those with a place and a width.
  static let locationAndScale = #"""
    class _LocationScale(Distribution):
        has_rsample = True
        arg_constraints = {"loc": constraints.real, "scale": constraints.positive}
        _given = ("loc", "scale")

        def __init__(self, loc, scale, validate_args=None):
            self.loc, self.scale = _together(loc, scale)
            super().__init__(self.loc.shape, (), validate_args)

        @property
        def mean(self):
            return self.loc

        @property
        def mode(self):
            return self.loc

        @property
        def variance(self):
            return self.stddev.pow(2)

        def _standard(self, value):
            return (value - self.loc) / self.scale

    class Normal(_LocationScale):
        @property
        def stddev(self):
            return self.scale

        def rsample(self, sample_shape=()):
            return self.loc + torch.randn(self._extended_shape(sample_shape)) * self.scale

        def log_prob(self, value):
            self._check(value)
            return (
                -((value - self.loc) ** 2) / (2 * self.scale ** 2) - self.scale.log() - math.log(math.sqrt(2 * math.pi)))

        def cdf(self, value):
            self._check(value)
            return 0.5 * (1 + torch.erf(self._standard(value) / math.sqrt(2)))

        def icdf(self, value):
            return self.loc + self.scale * _erfinv(2 * value - 1) * math.sqrt(2)

        def entropy(self):
            return 0.5 + 0.5 * math.log(2 * math.pi) + torch.log(self.scale)

    class Laplace(_LocationScale):
        @property
        def stddev(self):
            return math.sqrt(2) * self.scale

        @property
        def variance(self):
            return 2 * self.scale.pow(2)

        def rsample(self, sample_shape=()):
            u = torch.rand(self._extended_shape(sample_shape)) - 0.5
            return self.loc - self.scale * u.sign() * torch.log1p(-2 * u.abs().clamp(max=0.49999997))

        def log_prob(self, value):
            self._check(value)
            return -torch.log(2 * self.scale) - torch.abs(value - self.loc) / self.scale

        def cdf(self, value):
            self._check(value)
            away = value - self.loc
            return 0.5 - 0.5 * away.sign() * torch.expm1(-away.abs() / self.scale)

        def icdf(self, value):
            side = value - 0.5
            return self.loc - self.scale * side.sign() * torch.log1p(-2 * side.abs())

        def entropy(self):
            return 1 + torch.log(2 * self.scale)

    class Gumbel(_LocationScale):
        @property
        def mean(self):
            return self.loc + self.scale * _euler

        @property
        def stddev(self):
            return math.pi / math.sqrt(6) * self.scale

        def rsample(self, sample_shape=()):
            return self.icdf(torch.rand(self._extended_shape(sample_shape)))

        def log_prob(self, value):
            self._check(value)
            y = (self.loc - value) / self.scale
            return y - y.exp() - self.scale.log()

        def cdf(self, value):
            self._check(value)
            return torch.exp(-torch.exp(-self._standard(value)))

        def icdf(self, value):
            return self.loc - self.scale * torch.log(-torch.log(_inside(value)))

        def entropy(self):
            return self.scale.log() + (1 + _euler)

    class LogNormal(_LocationScale):
        support = constraints.positive

        def __init__(self, loc, scale, validate_args=None):
            super().__init__(loc, scale, validate_args)
            self.base_dist = Normal(self.loc, self.scale, validate_args)

        def expand(self, batch_shape):
            new = super().expand(batch_shape)
            new.base_dist = self.base_dist.expand(batch_shape)
            return new

        @property
        def mean(self):
            return (self.loc + self.scale.pow(2) / 2).exp()

        @property
        def mode(self):
            return (self.loc - self.scale.pow(2)).exp()

        @property
        def variance(self):
            square = self.scale.pow(2)
            return square.expm1() * (2 * self.loc + square).exp()

        @property
        def stddev(self):
            return self.variance.sqrt()

        def rsample(self, sample_shape=()):
            return self.base_dist.rsample(sample_shape).exp()

        def log_prob(self, value):
            self._check(value)
            logarithm = value.log()
            return self.base_dist.log_prob(logarithm) - logarithm

        def cdf(self, value):
            return self.base_dist.cdf(_tensor(value).log())

        def icdf(self, value):
            return self.base_dist.icdf(value).exp()

        def entropy(self):
            return self.base_dist.entropy() + self.loc

    """#

  /// Those that begin, or end, somewhere.
  static let intervals = #"""
    class Uniform(Distribution):
        has_rsample = True
        _given = ("low", "high")

        def __init__(self, low, high, validate_args=None):
            self.low, self.high = _together(low, high)
            super().__init__(self.low.shape, (), validate_args)
            if self._validate_args:
                _require(bool((self.low < self.high).all()), "Uniform: low is to be below high, and is not everywhere")

        @property
        def support(self):
            return constraints.interval(self.low, self.high)

        @property
        def mean(self):
            return (self.high + self.low) / 2

        @property
        def mode(self):
            return math.nan * self.high

        @property
        def stddev(self):
            return (self.high - self.low) / math.sqrt(12)

        @property
        def variance(self):
            return (self.high - self.low).pow(2) / 12

        def rsample(self, sample_shape=()):
            return self.low + torch.rand(self._extended_shape(sample_shape)) * (self.high - self.low)

        def log_prob(self, value):
            self._check(value)
            inside = (self.low <= value) & (self.high > value)
            density = -torch.log(self.high - self.low).expand(inside.shape)
            return torch.where(inside, density, torch.full_like(density, -math.inf))

        def cdf(self, value):
            self._check(value)
            return ((value - self.low) / (self.high - self.low)).clamp(min=0, max=1)

        def icdf(self, value):
            return value * (self.high - self.low) + self.low

        def entropy(self):
            return torch.log(self.high - self.low)

    class Exponential(Distribution):
        has_rsample = True
        arg_constraints = {"rate": constraints.positive}
        support = constraints.nonnegative
        _given = ("rate",)

        def __init__(self, rate, validate_args=None):
            self.rate = _tensor(rate)
            super().__init__(self.rate.shape, (), validate_args)

        @property
        def mean(self):
            return 1 / self.rate

        @property
        def mode(self):
            return torch.zeros_like(self.rate)

        @property
        def stddev(self):
            return 1 / self.rate

        @property
        def variance(self):
            return self.rate.pow(-2)

        def rsample(self, sample_shape=()):
            return -torch.log1p(-torch.rand(self._extended_shape(sample_shape))) / self.rate

        def log_prob(self, value):
            self._check(value)
            return self.rate.log() - self.rate * value

        def cdf(self, value):
            self._check(value)
            return 1 - torch.exp(-self.rate * value)

        def icdf(self, value):
            return -torch.log1p(-value) / self.rate

        def entropy(self):
            return 1 - torch.log(self.rate)

    """#
}
