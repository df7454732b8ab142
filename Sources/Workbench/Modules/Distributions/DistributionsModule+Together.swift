extension DistributionsModule {
  /// Those of several numbers at once.
  static let together = #"""
    class Independent(Distribution):
        def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
            shape = base_distribution.batch_shape
            _require(
                reinterpreted_batch_ndims <= len(shape),
                f"Independent takes the last {reinterpreted_batch_ndims} dimensions together, and there are {len(shape)}")
            self.base_dist = base_distribution
            self.reinterpreted_batch_ndims = reinterpreted_batch_ndims
            kept = len(shape) - reinterpreted_batch_ndims
            super().__init__(shape[:kept], shape[kept:] + base_distribution.event_shape, validate_args)

        def expand(self, batch_shape):
            new = self._expanded(batch_shape)
            new.base_dist = self.base_dist.expand(
                new._batch_shape + self._event_shape[:self.reinterpreted_batch_ndims])
            return new

        @property
        def has_rsample(self):
            return self.base_dist.has_rsample

        @property
        def has_enumerate_support(self):
            return self.reinterpreted_batch_ndims == 0 and self.base_dist.has_enumerate_support

        @property
        def support(self):
            if self.reinterpreted_batch_ndims == 0:
                return self.base_dist.support
            return constraints.independent(self.base_dist.support, self.reinterpreted_batch_ndims)

        @property
        def mean(self):
            return self.base_dist.mean

        @property
        def mode(self):
            return self.base_dist.mode

        @property
        def variance(self):
            return self.base_dist.variance

        def sample(self, sample_shape=()):
            return self.base_dist.sample(sample_shape)

        def rsample(self, sample_shape=()):
            return self.base_dist.rsample(sample_shape)

        def _sum(self, values):
            return _sum_last(values, self.reinterpreted_batch_ndims)

        def log_prob(self, value):
            return self._sum(self.base_dist.log_prob(value))

        def entropy(self):
            return self._sum(self.base_dist.entropy())

        def enumerate_support(self, expand=True):
            if self.reinterpreted_batch_ndims > 0:
                self._missing("enumerate_support")
            return self.base_dist.enumerate_support(expand)

        def __repr__(self):
            return f"Independent({self.base_dist}, {self.reinterpreted_batch_ndims})"

    class MultivariateNormal(Distribution):
        has_rsample = True
        arg_constraints = {
            "loc": constraints.real_vector, "covariance_matrix": constraints.positive_definite,
            "precision_matrix": constraints.positive_definite, "scale_tril": constraints.lower_cholesky}
        support = constraints.real_vector

        def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
            matrices = {
                "covariance_matrix": covariance_matrix, "precision_matrix": precision_matrix, "scale_tril": scale_tril}
            names = [name for name, matrix in matrices.items() if matrix is not None]
            _require(len(names) == 1, f"MultivariateNormal takes one of {', '.join(matrices)}, and here are {len(names)}")
            _require(loc.dim() > 0, "MultivariateNormal: loc is a vector, and this is a number")
            name, matrix = names[0], matrices[names[0]]
            _require(matrix.dim() > 1, f"MultivariateNormal: {name} is a matrix, and this has {matrix.dim()} dimensions")
            shape = tuple(torch.broadcast_shapes(tuple(matrix.shape)[:-2], tuple(loc.shape)[:-1]))
            size = matrix.shape[-1]
            self.loc = loc.expand(shape + (size,))
            self._given = ("loc", name)
            setattr(self, name, matrix.expand(shape + tuple(matrix.shape)[-2:]))
            super().__init__(shape, (size,), validate_args)
            if name != "scale_tril":
                covariance = torch.linalg.inv(matrix) if name == "precision_matrix" else matrix
                self.scale_tril = torch.linalg.cholesky(covariance).expand(shape + (size, size))
            if name != "covariance_matrix":
                self.covariance_matrix = self.scale_tril @ self.scale_tril.transpose(-1, -2)
            if name != "precision_matrix":
                self.precision_matrix = torch.linalg.inv(self.covariance_matrix)

        def expand(self, batch_shape):
            new = self._expanded(batch_shape)
            size = self._event_shape
            new.loc = self.loc.expand(new._batch_shape + size)
            for name in ("scale_tril", "covariance_matrix", "precision_matrix"):
                setattr(new, name, getattr(self, name).expand(new._batch_shape + size + size))
            return new

        @property
        def mean(self):
            return self.loc

        @property
        def mode(self):
            return self.loc

        @property
        def variance(self):
            return self.scale_tril.pow(2).sum(-1)

        def rsample(self, sample_shape=()):
            noise = torch.randn(self._extended_shape(sample_shape))
            return self.loc + (self.scale_tril @ noise.unsqueeze(-1)).squeeze(-1)

        def _half_log_det(self):
            return self.scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)

        def _triangle(self):
            # What stands above the diagonal is zero, and stays so for a gradient too.
            return self.scale_tril.tril()

        def _square_distance(self, difference):
            difference = difference.unsqueeze(-1)
            size = self._event_shape[0]
            scale = self._triangle().expand(tuple(difference.shape)[:-2] + (size, size))
            return torch.linalg.solve(scale, difference).squeeze(-1).pow(2).sum(-1)

        def log_prob(self, value):
            self._check(value)
            distance = self._square_distance(value - self.loc)
            return -0.5 * (self._event_shape[0] * math.log(2 * math.pi) + distance) - self._half_log_det()

        def entropy(self):
            return 0.5 * self._event_shape[0] * (1 + math.log(2 * math.pi)) + self._half_log_det()

    """#
}
