/// `torch.distributions`: each with the formulas of its density, entropy and divergence as its textbook definition has them.
enum DistributionsModule {
  /// Where PyTorch's classes and functions lie within it.
  static let parts = [
    "kl", "distribution", "normal", "log_normal", "laplace", "uniform", "exponential", "gumbel", "bernoulli",
    "categorical", "one_hot_categorical", "relaxed_categorical", "independent", "multivariate_normal", "gamma", "beta",
    "dirichlet", "chi2", "cauchy", "half_normal", "half_cauchy", "studentT", "pareto", "weibull", "kumaraswamy",
    "inverse_gamma", "poisson", "geometric", "binomial", "negative_binomial", "multinomial", "continuous_bernoulli",
    "relaxed_bernoulli", "transforms", "transformed_distribution", "mixture_same_family",
  ]

  static let text =
    values + constraints + base + locationAndScale + intervals + positive + discrete + categories + counts + together
    + divergences + divergencesOfTwoKinds + "\n" + transformed

  /// What the others are written with.
  private static let values = #"""
    _tiny = 1.1920928955078125e-07
    _euler = 0.5772156649015329

    def _require(condition, message):
        if not condition:
            raise ValueError(message)

    def _tensor(value):
        return value if torch.is_tensor(value) else torch.tensor(float(value))

    def _broadcast(*tensors):
        shape = torch.broadcast_shapes(*[tensor.shape for tensor in tensors])
        return [tensor.expand(shape) for tensor in tensors]

    def _together(*values):
        return _broadcast(*[_tensor(value) for value in values])

    def _sum_last(values, dims):
        for _ in range(dims):
            values = values.sum(-1)
        return values

    def _logarithm(probs):
        return probs.clamp(_tiny, 1 - _tiny).log()

    def _inside(shares):
        # Strictly between 0 and 1: a logarithm of either end would be infinite.
        return shares.clamp(1.1754943508222875e-38, 1 - _tiny)

    def _erfinv_value(value):
        # By two polynomials (Giles 2010), which no float32 tells from the inverse of erf.
        near = value.clamp(-1 + _tiny / 2, 1 - _tiny / 2).detach()
        w = -torch.log((1 - near) * (1 + near))
        middle, tail = w - 2.5, w.sqrt() - 3
        a, b = torch.full_like(w, 2.81022636e-08), torch.full_like(w, -0.000200214257)
        for factor in (
                3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164, 0.246640727,
                1.50140941):
            a = a * middle + factor
        for factor in (
                0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047, 1.00167406,
                2.83297682):
            b = b * tail + factor
        return torch.where(w < 5, a, b) * near

    def _erfinv(value):
        found = _erfinv_value(value)
        # The value is there already, and this adds its derivative.
        slope = 0.5 * math.sqrt(math.pi) * torch.exp(found * found)
        found = found + slope * (value - value.detach())
        found = torch.where(value.abs() == 1, value.detach() * math.inf, found)
        return torch.where(value.abs() > 1, torch.full_like(found, math.nan), found)

    """#

  /// Where values may lie.
  private static let constraints = #"""
    class Constraint:
        def __init__(self, name, words, holds, event_dim=0, is_discrete=False):
            self._name = name
            self._words = words
            self._holds = holds
            self.event_dim = event_dim
            self.is_discrete = is_discrete

        def check(self, value):
            return self._holds(value)

        def _fault(self, value):
            # Of single numbers the first that does not belong is shown; of vectors and matrices only what they are to be.
            with torch.no_grad():
                value = value.detach()
                holds = self._holds(value)
                if bool(holds.all()):
                    return None
                if self.event_dim > 0:
                    return f"{self._words}, and this one of shape {tuple(value.shape)} is not"
                found = value.expand(holds.shape).masked_select(~holds)
                return f"{self._words}, and {found[0].item():g} is not"

        def __repr__(self):
            return self._name

    def _all_last(holds, dims):
        for _ in range(dims):
            holds = holds.all(-1)
        return holds

    def _is_number(value):
        return value == value

    def _is_symmetric(value):
        if value.shape[-1] != value.shape[-2]:
            return torch.tensor(False)
        other = value.transpose(-1, -2)
        return _all_last((value - other).abs() <= 1e-6 + 1e-5 * other.abs(), 2)

    def _is_positive_definite(value):
        symmetric = _is_symmetric(value)
        if not bool(symmetric.all()):
            return symmetric
        try:
            torch.linalg.cholesky(value)
        except Exception:
            return torch.zeros(tuple(value.shape)[:-2]) > 0
        return symmetric

    def _is_cholesky(value):
        return _all_last(value.tril() == value, 2) & (value.diagonal(dim1=-2, dim2=-1) > 0).all(-1)

    def _is_simplex(value):
        return (value >= 0).all(-1) & ((value.sum(-1) - 1).abs() < 1e-6)

    def _is_bit(value):
        return (value == 0) | (value == 1)

    def _end(bound):
        return bound if isinstance(bound, (int, float)) or bound.numel() > 1 else bound.item()

    def _words_of(bound):
        return f"{bound:g}" if isinstance(bound, (int, float)) else "the bound"

    class constraints:
        real = Constraint("Real()", "a number", _is_number)
        real_vector = Constraint(
            "IndependentConstraint(Real(), 1)", "a vector of numbers", lambda value: _is_number(value).all(-1), 1)
        positive = Constraint("GreaterThan(lower_bound=0.0)", "above 0", lambda value: value > 0)
        nonnegative = Constraint("GreaterThanEq(lower_bound=0.0)", "not negative", lambda value: value >= 0)
        unit_interval = Constraint(
            "Interval(lower_bound=0.0, upper_bound=1.0)", "from 0 to 1", lambda value: (value >= 0) & (value <= 1))
        boolean = Constraint("Boolean()", "0 or 1", _is_bit, is_discrete=True)
        one_hot = Constraint(
            "OneHot()", "a vector of zeros and a single 1", lambda value: _is_bit(value).all(-1) & (value.sum(-1) == 1), 1,
            True)
        simplex = Constraint("Simplex()", "a vector of probabilities that sum to 1", _is_simplex, 1)
        symmetric = Constraint("Symmetric()", "a symmetric matrix", _is_symmetric, 2)
        positive_definite = Constraint(
            "PositiveDefinite()", "a symmetric positive definite matrix", _is_positive_definite, 2)
        lower_cholesky = Constraint(
            "LowerCholesky()", "a lower triangular matrix with a diagonal above 0", _is_cholesky, 2)

        @staticmethod
        def greater_than(lower_bound):
            low = _end(lower_bound)
            return Constraint(
                f"GreaterThan(lower_bound={low})", f"above {_words_of(low)}", lambda value: value > lower_bound)

        @staticmethod
        def less_than(upper_bound):
            high = _end(upper_bound)
            return Constraint(
                f"LessThan(upper_bound={high})", f"below {_words_of(high)}", lambda value: value < upper_bound)

        @staticmethod
        def interval(lower_bound, upper_bound):
            low, high = _end(lower_bound), _end(upper_bound)
            return Constraint(
                f"Interval(lower_bound={low}, upper_bound={high})", f"from {_words_of(low)} to {_words_of(high)}",
                lambda value: (value >= lower_bound) & (value <= upper_bound))

        @staticmethod
        def integer_interval(lower_bound, upper_bound):
            return Constraint(
                f"IntegerInterval(lower_bound={lower_bound}, upper_bound={upper_bound})",
                f"a whole number from {lower_bound} to {upper_bound}",
                lambda value: (value % 1 == 0) & (value >= lower_bound) & (value <= upper_bound), is_discrete=True)

        @staticmethod
        def independent(constraint, reinterpreted_batch_ndims):
            return Constraint(
                f"IndependentConstraint({constraint!r}, {reinterpreted_batch_ndims})", constraint._words,
                lambda value: _all_last(constraint.check(value), reinterpreted_batch_ndims),
                constraint.event_dim + reinterpreted_batch_ndims, constraint.is_discrete)

    """#

  /// What all have: shapes, checks of what they are given, and what follows from others.
  private static let base = #"""
    class Distribution:
        has_rsample = False
        has_enumerate_support = False
        arg_constraints = {}
        support = constraints.real
        _validate_args = True
        # The parameters as they were given, which have the shape of the batch.
        _given = ()

        @staticmethod
        def set_default_validate_args(value):
            Distribution._validate_args = bool(value)

        def __init__(self, batch_shape=(), event_shape=(), validate_args=None):
            self._batch_shape = tuple(batch_shape)
            self._event_shape = tuple(event_shape)
            if validate_args is not None:
                self._validate_args = validate_args
            if self._validate_args:
                for name, constraint in self.arg_constraints.items():
                    value = self.__dict__.get(name)
                    fault = None if value is None else constraint._fault(value)
                    _require(fault is None, f"{type(self).__name__}: {name} is to be {fault}")

        @property
        def batch_shape(self):
            return self._batch_shape

        @property
        def event_shape(self):
            return self._event_shape

        def _extended_shape(self, sample_shape=()):
            return tuple(sample_shape) + self._batch_shape + self._event_shape

        def _check(self, value):
            if not self._validate_args:
                return
            name = type(self).__name__
            if not torch.is_tensor(value):
                raise ValueError(f"{name} takes a tensor of values, and {value!r} is none: torch.tensor({value!r})")
            shape, own = tuple(value.shape), self._batch_shape + self._event_shape
            size = len(self._event_shape)
            _require(
                shape[len(shape) - size:] == self._event_shape if len(shape) >= size else False,
                f"{name} is of values whose last dimensions are {self._event_shape}, and this tensor has the shape {shape}")
            for length, wanted in zip(reversed(shape), reversed(own)):
                _require(
                    length == 1 or wanted == 1 or length == wanted,
                    f"{name} has the shape {own}, to which values of the shape {shape} do not broadcast")
            fault = self.support._fault(value)
            _require(fault is None, f"{name}: a value is to be {fault}; with validate_args=False none is looked at")

        def _missing(self, name):
            raise NotImplementedError(f"{type(self).__name__} has no {name} here")

        @property
        def mean(self):
            self._missing("mean")

        @property
        def mode(self):
            self._missing("mode")

        @property
        def variance(self):
            self._missing("variance")

        @property
        def stddev(self):
            return self.variance.sqrt()

        def sample(self, sample_shape=()):
            with torch.no_grad():
                return self.rsample(sample_shape)

        def rsample(self, sample_shape=()):
            raise NotImplementedError(f"{type(self).__name__} has no draws that gradients go through")

        def sample_n(self, n):
            return self.sample((n,))

        def log_prob(self, value):
            self._missing("log_prob")

        def cdf(self, value):
            self._missing("cdf")

        def icdf(self, value):
            self._missing("icdf")

        def entropy(self):
            self._missing("entropy")

        def enumerate_support(self, expand=True):
            self._missing("enumerate_support")

        def perplexity(self):
            return torch.exp(self.entropy())

        def _expanded(self, batch_shape):
            # A second one of the same kind: what was checked is not checked again, and what is normalized stays as it is.
            new = type(self).__new__(type(self))
            for name, value in self.__dict__.items():
                setattr(new, name, value)
            new._batch_shape = tuple(batch_shape)
            return new

        def expand(self, batch_shape):
            new = self._expanded(batch_shape)
            for name in self._shaped():
                setattr(new, name, getattr(self, name).expand(new._batch_shape + self._param_event_shape()))
            return new

        def _shaped(self):
            return self._given

        def _param_event_shape(self):
            return ()

        def __repr__(self):
            values = [(name, getattr(self, name)) for name in self._given]
            return type(self).__name__ + "(" + ", ".join(
                [f"{name}: {value if value.numel() == 1 else tuple(value.shape)}" for name, value in values]) + ")"

    """#
}
