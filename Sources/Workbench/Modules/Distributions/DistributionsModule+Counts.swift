extension DistributionsModule {
  /// Those of counts, and those that a Bernoulli was made continuous in.
  static let counts = #"""
    class Poisson(Distribution):
        arg_constraints = {"rate": constraints.nonnegative}
        support = Constraint(
            "IntegerGreaterThan(lower_bound=0)", "a whole number from 0 on", lambda value: (value % 1 == 0) & (value >= 0),
            is_discrete=True)
        _given = ("rate",)

        def __init__(self, rate, validate_args=None):
            self.rate = _tensor(rate)
            super().__init__(self.rate.shape, (), validate_args)

        @property
        def mean(self):
            return self.rate

        @property
        def mode(self):
            return self.rate.floor()

        @property
        def variance(self):
            return self.rate

        def sample(self, sample_shape=()):
            with torch.no_grad():
                # As many events as come, at exponential distances, in one unit of time.
                rate = self.rate.expand(self._extended_shape(sample_shape))
                if rate.numel() > 0 and rate.max().item() > 1e5:
                    raise NotImplementedError("Poisson draws counts of rates up to 100,000 here")
                counts, time = torch.zeros_like(rate), torch.zeros_like(rate)
                while True:
                    time = time - torch.log(_inside(torch.rand(rate.shape)))
                    within = time < rate
                    if not bool(within.any()):
                        return counts
                    counts = counts + within.float()

        def log_prob(self, value):
            self._check(value)
            rate, value = _together(self.rate, value)
            return torch.xlogy(value, rate) - rate - torch.lgamma(value + 1)

    class Geometric(_ByProbability):
        arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
        support = Poisson.support

        def __init__(self, probs=None, logits=None, validate_args=None):
            self._take(probs, logits)
            given = _tensor(logits if probs is None else probs)
            setattr(self, self._given[0], given)
            super().__init__(given.shape, (), validate_args)
            if probs is None:
                self.probs = torch.sigmoid(self.logits)
            else:
                _require(not self._validate_args or bool((given > 0).all()), "Geometric: probs is to be above 0")
                near = self.probs.clamp(_tiny, 1 - _tiny)
                self.logits = near.log() - torch.log1p(-near)

        @property
        def mean(self):
            return 1 / self.probs - 1

        @property
        def mode(self):
            return torch.zeros_like(self.probs)

        @property
        def variance(self):
            return (1 / self.probs - 1) / self.probs

        def sample(self, sample_shape=()):
            with torch.no_grad():
                u = _inside(torch.rand(self._extended_shape(sample_shape)))
                return (u.log() / torch.log1p(-self.probs)).floor()

        def log_prob(self, value):
            self._check(value)
            value, probs = _together(value, self.probs)
            sure = (probs == 1) & (value == 0)
            return value * torch.log1p(-torch.where(sure, torch.zeros_like(probs), probs)) + probs.log()

        def entropy(self):
            return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none") / self.probs

    class _OfTrials(_ByProbability):
        def _take_trials(self, total_count, probs, logits, validate_args):
            self._take(probs, logits)
            self.total_count, given = _together(total_count, logits if probs is None else probs)
            setattr(self, self._given[0], given)
            Distribution.__init__(self, given.shape, (), validate_args)
            if probs is None:
                self.probs = torch.sigmoid(self.logits)
            else:
                near = self.probs.clamp(_tiny, 1 - _tiny)
                self.logits = near.log() - torch.log1p(-near)

        def _shaped(self):
            return ("total_count", "probs", "logits")

    class Binomial(_OfTrials):
        arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}

        def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
            self._take_trials(total_count, probs, logits, validate_args)

        @property
        def support(self):
            return Constraint(
                "IntegerInterval", "a whole number from 0 to total_count",
                lambda value: (value % 1 == 0) & (value >= 0) & (value <= self.total_count), is_discrete=True)

        @property
        def mean(self):
            return self.total_count * self.probs

        @property
        def mode(self):
            return torch.minimum(((self.total_count + 1) * self.probs).floor(), self.total_count)

        @property
        def variance(self):
            return self.total_count * self.probs * (1 - self.probs)

        def sample(self, sample_shape=()):
            with torch.no_grad():
                shape = self._extended_shape(sample_shape)
                counts = torch.zeros(shape)
                most = int(self.total_count.max().item()) if self.total_count.numel() > 0 else 0
                for trial in range(most):
                    counts += ((torch.rand(shape) < self.probs) & (self.total_count > trial)).float()
                return counts

        def log_prob(self, value):
            self._check(value)
            n, logits = self.total_count, self.logits
            rest = n * (logits.clamp(min=0) + logits - logits.clamp(max=0)) / 2 + n * torch.log1p(torch.exp(-logits.abs()))
            return (
                value * logits - torch.lgamma(value + 1) - torch.lgamma(n - value + 1) - (rest - torch.lgamma(n + 1)))

        def enumerate_support(self, expand=True):
            most = int(self.total_count.max())
            if most != int(self.total_count.min()):
                raise NotImplementedError("Inhomogeneous total count not supported by `enumerate_support`.")
            values = torch.arange(1 + most).float().reshape([-1] + [1] * len(self._batch_shape))
            return values.expand([-1] + list(self._batch_shape)) if expand else values

        def entropy(self):
            logs = self.log_prob(self.enumerate_support(False))
            return -(torch.exp(logs) * logs).sum(0)

    class NegativeBinomial(_OfTrials):
        arg_constraints = {
            "total_count": constraints.nonnegative, "probs": constraints.unit_interval, "logits": constraints.real}
        support = Poisson.support

        def __init__(self, total_count, probs=None, logits=None, validate_args=None):
            self._take_trials(total_count, probs, logits, validate_args)

        @property
        def mean(self):
            return self.total_count * torch.exp(self.logits)

        @property
        def mode(self):
            return ((self.total_count - 1) * self.logits.exp()).floor().clamp(min=0.0)

        @property
        def variance(self):
            return self.mean / torch.sigmoid(-self.logits)

        def sample(self, sample_shape=()):
            with torch.no_grad():
                shape = self._extended_shape(sample_shape)
                rate = _draw_gamma(self.total_count.expand(shape)) * torch.exp(self.logits)
                return Poisson(rate, False).sample()

        def log_prob(self, value):
            self._check(value)
            n = self.total_count
            scores = n * F.logsigmoid(-self.logits) + value * F.logsigmoid(self.logits)
            rest = -torch.lgamma(n + value) + torch.lgamma(1.0 + value) + torch.lgamma(n)
            none = (n + value == 0).expand(rest.shape)
            return scores - torch.where(none, torch.zeros_like(rest), rest)

    class Multinomial(_OfCategories):
        def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
            if not isinstance(total_count, int):
                raise NotImplementedError("inhomogeneous total_count is not supported")
            self.total_count = total_count
            self._take_categories(probs, logits, validate_args)

        @property
        def support(self):
            return Constraint(
                "Multinomial", "counts that sum to total_count at most",
                lambda value: (value >= 0).all(-1) & (value.sum(-1) <= self.total_count), 1, True)

        @property
        def mean(self):
            return self.probs * self.total_count

        @property
        def variance(self):
            return self.total_count * self.probs * (1 - self.probs)

        def sample(self, sample_shape=()):
            numbers = self._categorical.sample((self.total_count,) + tuple(sample_shape))
            return F.one_hot(numbers, self._event_shape[0]).float().sum(0)

        def log_prob(self, value):
            self._check(value)
            logits, value = _broadcast(self.logits, value)
            logits = torch.where((value == 0) & (logits == -math.inf), torch.zeros_like(logits), logits)
            return torch.lgamma(value.sum(-1) + 1) - torch.lgamma(value + 1).sum(-1) + (logits * value).sum(-1)

        # Of the categories by themselves, less what their order would tell.
        def entropy(self):
            counts = Binomial(self.total_count, probs=self.probs)
            values = counts.enumerate_support(False)[1:]
            order = (torch.exp(counts.log_prob(values)) * torch.lgamma(values + 1)).sum(0).sum(-1)
            return self.total_count * self._categorical.entropy() - math.lgamma(self.total_count + 1) + order

    class ContinuousBernoulli(_ByProbability):
        has_rsample = True
        arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
        support = constraints.unit_interval

        def __init__(self, probs=None, logits=None, lims=(0.499, 0.501), validate_args=None):
            self._take(probs, logits)
            self._lims = lims
            given = _tensor(logits if probs is None else probs)
            setattr(self, self._given[0], given)
            super().__init__(given.shape, (), validate_args)
            if probs is None:
                self.probs = torch.sigmoid(self.logits).clamp(_tiny, 1 - _tiny)
            else:
                self.probs = self.probs.clamp(_tiny, 1 - _tiny)
                self.logits = self.probs.log() - torch.log1p(-self.probs)

        def _away(self):
            return (self.probs <= self._lims[0]) | (self.probs > self._lims[1])

        def _cut(self):
            return torch.where(self._away(), self.probs, torch.full_like(self.probs, self._lims[0]))

        def _log_norm(self):
            cut = self._cut()
            below = torch.where(cut <= 0.5, cut, torch.zeros_like(cut))
            above = torch.where(cut >= 0.5, cut, torch.ones_like(cut))
            width = torch.where(cut <= 0.5, torch.log1p(-2.0 * below), torch.log(2.0 * above - 1.0))
            exact = torch.log(torch.abs(torch.log1p(-cut) - torch.log(cut))) - width
            x = torch.pow(self.probs - 0.5, 2)
            return torch.where(self._away(), exact, math.log(2.0) + (4.0 / 3.0 + 104.0 / 45.0 * x) * x)

        @property
        def mean(self):
            cut = self._cut()
            exact = cut / (2.0 * cut - 1.0) + 1.0 / (torch.log1p(-cut) - torch.log(cut))
            x = self.probs - 0.5
            return torch.where(self._away(), exact, 0.5 + (1.0 / 3.0 + 16.0 / 45.0 * torch.pow(x, 2)) * x)

        @property
        def variance(self):
            cut = self._cut()
            exact = cut * (cut - 1.0) / torch.pow(1.0 - 2.0 * cut, 2) + 1.0 / torch.pow(
                torch.log1p(-cut) - torch.log(cut), 2)
            x = torch.pow(self.probs - 0.5, 2)
            return torch.where(self._away(), exact, 1.0 / 12.0 - (1.0 / 15.0 - 128.0 / 945.0 * x) * x)

        def rsample(self, sample_shape=()):
            return self.icdf(torch.rand(self._extended_shape(sample_shape)).clamp(_tiny, 1 - _tiny))

        def log_prob(self, value):
            self._check(value)
            logits, value = _together(self.logits, value)
            return -F.binary_cross_entropy_with_logits(logits, value, reduction="none") + self._log_norm()

        def cdf(self, value):
            self._check(value)
            cut = self._cut()
            exact = (torch.pow(cut, value) * torch.pow(1.0 - cut, 1.0 - value) + cut - 1.0) / (2.0 * cut - 1.0)
            away, exact, value = _broadcast(self._away(), exact, value)
            found = torch.where(away, exact, value)
            return torch.where(value <= 0.0, torch.zeros_like(found), torch.where(value >= 1.0, torch.ones_like(found), found))

        def icdf(self, value):
            cut = self._cut()
            exact = (torch.log1p(-cut + value * (2.0 * cut - 1.0)) - torch.log1p(-cut)) / (torch.log(cut) - torch.log1p(-cut))
            away, exact, value = _broadcast(self._away(), exact, value)
            return torch.where(away, exact, value)

        def entropy(self):
            nothing, something = torch.log1p(-self.probs), torch.log(self.probs)
            return self.mean * (nothing - something) - self._log_norm() - nothing

    class LogitRelaxedBernoulli(_ByProbability):
        has_rsample = True
        arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
        support = constraints.real

        def __init__(self, temperature, probs=None, logits=None, validate_args=None):
            self.temperature = _tensor(temperature)
            self._take(probs, logits)
            given = _tensor(logits if probs is None else probs)
            setattr(self, self._given[0], given)
            super().__init__(given.shape, (), validate_args)
            if probs is None:
                self.probs = torch.sigmoid(self.logits)
            else:
                near = self.probs.clamp(_tiny, 1 - _tiny)
                self.logits = near.log() - torch.log1p(-near)

        def rsample(self, sample_shape=()):
            probs = self.probs.clamp(_tiny, 1 - _tiny).expand(self._extended_shape(sample_shape))
            u = torch.rand(probs.shape).clamp(_tiny, 1 - _tiny)
            return (u.log() - torch.log1p(-u) + probs.log() - torch.log1p(-probs)) / self.temperature

        def log_prob(self, value):
            self._check(value)
            logits, value = _together(self.logits, value)
            away = logits - value * self.temperature
            return self.temperature.log() + away - 2 * away.exp().log1p()

    class RelaxedBernoulli(LogitRelaxedBernoulli):
        support = constraints.unit_interval

        def rsample(self, sample_shape=()):
            return torch.sigmoid(super().rsample(sample_shape)).clamp(1.1754943508222875e-38, 1 - _tiny)

        def log_prob(self, value):
            self._check(value)
            near = value.clamp(1.1754943508222875e-38, 1 - _tiny)
            x = near.log() - torch.log1p(-near)
            logits, x = _together(self.logits, x)
            away = logits - x * self.temperature
            return self.temperature.log() + away - 2 * away.exp().log1p() + F.softplus(-x) + F.softplus(x)

    """#
}
