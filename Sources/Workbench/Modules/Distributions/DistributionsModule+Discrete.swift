extension DistributionsModule {
  /// Those that are given by probabilities or their logits: of one of two things.
  static let discrete = #"""
    class _ByProbability(Distribution):
        def _take(self, probs, logits):
            _require(
                (probs is None) != (logits is None), f"{type(self).__name__} takes either probs or logits, and one of them")
            self._given = ("logits",) if probs is None else ("probs",)

        @property
        def param_shape(self):
            return tuple(self.logits.shape)

        def _shaped(self):
            return ("probs", "logits")

        def _count(self):
            return 2

        def enumerate_support(self, expand=True):
            if not self.has_enumerate_support:
                self._missing("enumerate_support")
            values = torch.arange(float(self._count())).reshape((-1,) + (1,) * len(self._batch_shape))
            return values.expand((self._count(),) + self._batch_shape) if expand else values

    class Bernoulli(_ByProbability):
        has_enumerate_support = True
        arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
        support = constraints.boolean

        def __init__(self, probs=None, logits=None, validate_args=None):
            self._take(probs, logits)
            given = _tensor(logits if probs is None else probs)
            setattr(self, self._given[0], given)
            super().__init__(given.shape, (), validate_args)
            if probs is None:
                self.probs = torch.sigmoid(self.logits)
            else:
                near = self.probs.clamp(_tiny, 1 - _tiny)
                self.logits = near.log() - torch.log1p(-near)

        @property
        def mean(self):
            return self.probs

        @property
        def mode(self):
            mode = (self.probs >= 0.5).float()
            return torch.where(self.probs == 0.5, torch.full_like(mode, math.nan), mode)

        @property
        def variance(self):
            return self.probs * (1 - self.probs)

        def sample(self, sample_shape=()):
            with torch.no_grad():
                return (torch.rand(self._extended_shape(sample_shape)) < self.probs).float()

        def log_prob(self, value):
            self._check(value)
            logits, value = _together(self.logits, value)
            return (value - 1) * logits - F.softplus(-logits)

        def entropy(self):
            return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none")

    """#

  /// Of one of several things, by its number, by a vector that points to it, or by one that nearly does.
  static let categories = #"""
    class Categorical(_ByProbability):
        has_enumerate_support = True
        arg_constraints = {"probs": constraints.simplex, "logits": constraints.real_vector}

        def __init__(self, probs=None, logits=None, validate_args=None):
            self._take(probs, logits)
            name = self._given[0]
            given = logits if probs is None else probs
            _require(
                torch.is_tensor(given) and given.dim() > 0,
                f"{type(self).__name__}: {name} is a tensor with a dimension of categories, and this is {given!r}")
            if probs is None:
                self.logits = logits - logits.logsumexp(-1, keepdim=True)
            else:
                self.probs = probs / probs.sum(-1, keepdim=True)
            self._num_events = given.shape[-1]
            super().__init__(tuple(given.shape)[:-1], (), validate_args)
            if probs is None:
                self.probs = torch.softmax(self.logits, -1)
            else:
                self.logits = _logarithm(self.probs)

        def _param_event_shape(self):
            return (self._num_events,)

        def _count(self):
            return self._num_events

        @property
        def support(self):
            return constraints.integer_interval(0, self._num_events - 1)

        @property
        def mean(self):
            return torch.full(self._extended_shape(), math.nan)

        @property
        def mode(self):
            return self.probs.argmax(-1)

        @property
        def variance(self):
            return torch.full(self._extended_shape(), math.nan)

        def sample(self, sample_shape=()):
            with torch.no_grad():
                count = 1
                for size in sample_shape:
                    count *= size
                rows = self.probs.reshape(-1, self._num_events)
                drawn = torch.multinomial(rows, count, replacement=True)
                return drawn.t().reshape(self._extended_shape(sample_shape))

        def log_prob(self, value):
            self._check(value)
            value = value.long().unsqueeze(-1)
            shape = tuple(torch.broadcast_shapes(value.shape, self._batch_shape + (1,)))
            logits = self.logits.expand(shape[:-1] + (self._num_events,))
            return logits.gather(-1, value.expand(shape)).squeeze(-1)

        def entropy(self):
            # A logit of -∞ times its probability of 0 would be no number.
            return -(self.logits.clamp(min=-3.4028234663852886e38) * self.probs).sum(-1)

    class _OfCategories(_ByProbability):
        def _take_categories(self, probs, logits, validate_args):
            self._take(probs, logits)
            self._categorical = Categorical(probs, logits, validate_args)
            Distribution.__init__(
                self, self._categorical._batch_shape, (self._categorical._num_events,), validate_args)

        @property
        def probs(self):
            return self._categorical.probs

        @property
        def logits(self):
            return self._categorical.logits

        def expand(self, batch_shape):
            new = self._expanded(batch_shape)
            new._categorical = self._categorical.expand(batch_shape)
            return new

    class OneHotCategorical(_OfCategories):
        has_enumerate_support = True
        support = constraints.one_hot

        def __init__(self, probs=None, logits=None, validate_args=None):
            self._take_categories(probs, logits, validate_args)

        def _pointing(self, numbers):
            return F.one_hot(numbers, self._event_shape[0]).float()

        @property
        def mean(self):
            return self.probs

        @property
        def mode(self):
            return self._pointing(self.probs.argmax(-1))

        @property
        def variance(self):
            return self.probs * (1 - self.probs)

        def sample(self, sample_shape=()):
            return self._pointing(self._categorical.sample(sample_shape))

        def log_prob(self, value):
            self._check(value)
            return self._categorical.log_prob(value.argmax(-1))

        def entropy(self):
            return self._categorical.entropy()

        def enumerate_support(self, expand=True):
            return self._pointing(self._categorical.enumerate_support(expand).long())

    class OneHotCategoricalStraightThrough(OneHotCategorical):
        has_rsample = True

        def rsample(self, sample_shape=()):
            return self.sample(sample_shape) + (self.probs - self.probs.detach())

    class RelaxedOneHotCategorical(_OfCategories):
        has_rsample = True
        support = constraints.simplex

        def __init__(self, temperature, probs=None, logits=None, validate_args=None):
            self.temperature = _tensor(temperature)
            self._take_categories(probs, logits, validate_args)

        def rsample(self, sample_shape=()):
            noise = -torch.log(-torch.log(_inside(torch.rand(self._extended_shape(sample_shape)))))
            return torch.softmax((self.logits + noise) / self.temperature, -1)

        def log_prob(self, value):
            self._check(value)
            count = self._event_shape[0]
            logits, logarithm = _broadcast(self.logits, value.log())
            scores = torch.log_softmax(logits - logarithm * self.temperature, -1)
            rest = torch.tensor(float(count)).lgamma() + (count - 1) * self.temperature.log()
            return scores.sum(-1) + rest - logarithm.sum(-1)

    """#
}
