extension DistributionsModule {
  /// `kl_divergence`: the pairs for which there is a formula, each in the words of its two kinds.
  static let divergences = #"""
    _pairs = []

    def register_kl(type_p, type_q):
        def keep(formula):
            _pairs.append((type_p, type_q, formula))
            return formula
        return keep

    def kl_divergence(p, q):
        # The pair itself before one that it descends from, and the newest before an older one.
        for type_p, type_q, formula in reversed(_pairs):
            if type(p) is type_p and type(q) is type_q:
                return formula(p, q)
        for type_p, type_q, formula in reversed(_pairs):
            if isinstance(p, type_p) and isinstance(q, type_q):
                return formula(p, q)
        raise NotImplementedError(
            f"there is no formula for the divergence of {type(p).__name__} from {type(q).__name__}: draws of p and the "
            "difference of the two log_prob estimate it")

    def _where(mask, number, values):
        mask, values = _broadcast(mask, values)
        return torch.where(mask, torch.full_like(values, number), values)

    def _infinite(p, q):
        return torch.full_like(p.mean, math.inf)

    @register_kl(Independent, Independent)
    def _independent_independent(p, q):
        if p.reinterpreted_batch_ndims != q.reinterpreted_batch_ndims:
            raise NotImplementedError("both take the same number of dimensions together, and these do not")
        return p._sum(kl_divergence(p.base_dist, q.base_dist))

    @register_kl(Normal, Normal)
    def _normal_normal(p, q):
        ratio = (p.scale / q.scale).pow(2)
        return 0.5 * (ratio + ((p.loc - q.loc) / q.scale).pow(2) - 1 - ratio.log())

    @register_kl(LogNormal, LogNormal)
    def _lognormal_lognormal(p, q):
        return kl_divergence(p.base_dist, q.base_dist)

    @register_kl(Laplace, Laplace)
    def _laplace_laplace(p, q):
        ratio = p.scale / q.scale
        distance = (p.loc - q.loc).abs()
        return -ratio.log() + distance / q.scale + ratio * torch.exp(-distance / p.scale) - 1

    @register_kl(Gumbel, Gumbel)
    def _gumbel_gumbel(p, q):
        ratio = p.scale / q.scale
        away = (p.loc - q.loc) / q.scale
        return -ratio.log() + away + ratio * _euler + torch.exp((1 + ratio).lgamma() - away) - (1 + _euler)

    @register_kl(Exponential, Exponential)
    def _exponential_exponential(p, q):
        ratio = q.rate / p.rate
        return ratio - ratio.log() - 1

    @register_kl(Uniform, Uniform)
    def _uniform_uniform(p, q):
        result = torch.log((q.high - q.low) / (p.high - p.low))
        return _where((q.low > p.low) | (q.high < p.high), math.inf, result)

    @register_kl(Bernoulli, Bernoulli)
    def _bernoulli_bernoulli(p, q):
        one = p.probs * (F.softplus(-q.logits) - F.softplus(-p.logits))
        zero = (1 - p.probs) * (F.softplus(q.logits) - F.softplus(p.logits))
        # What never happens under p costs nothing, and what never happens under q alone costs all.
        one = _where(p.probs == 0, 0, _where(q.probs == 0, math.inf, one))
        return one + _where(p.probs == 1, 0, _where(q.probs == 1, math.inf, zero))

    @register_kl(Categorical, Categorical)
    def _categorical_categorical(p, q):
        terms = p.probs * (p.logits - q.logits)
        return _where(p.probs == 0, 0, _where(q.probs == 0, math.inf, terms)).sum(-1)

    @register_kl(OneHotCategorical, OneHotCategorical)
    def _onehot_onehot(p, q):
        return kl_divergence(p._categorical, q._categorical)

    @register_kl(MultivariateNormal, MultivariateNormal)
    def _multivariate_multivariate(p, q):
        _require(p.event_shape == q.event_shape, f"vectors of {p.event_shape} and {q.event_shape} numbers have no divergence")
        size = p.event_shape[0]
        scale_q, scale_p = _broadcast(q._triangle(), p.scale_tril)
        spread = torch.linalg.solve(scale_q, scale_p).pow(2).sum(-1).sum(-1)
        return q._half_log_det() - p._half_log_det() + 0.5 * (spread + q._square_distance(q.loc - p.loc) - size)

    """#

  /// The divergences of one kind of distribution from another: of the logarithm of p's density the expectation is minus its
  /// entropy, and that of the logarithm of q's has a closed form.
  static let divergencesOfTwoKinds = #"""
    def _across(p, expected_log_q):
        return -p.entropy() - expected_log_q

    def _gaussian(q, mean, variance):
        return -0.5 * math.log(2 * math.pi) - q.scale.log() - 0.5 * (variance + (mean - q.loc).pow(2)) / q.scale.pow(2)

    for _kind in (Normal, Laplace, Gumbel):
        for _narrower in (Exponential, Uniform):
            register_kl(_kind, _narrower)(_infinite)
    register_kl(Exponential, Uniform)(_infinite)

    for _kind in (Laplace, Gumbel, Exponential, Uniform):
        register_kl(_kind, Normal)(lambda p, q: _across(p, _gaussian(q, p.mean, p.variance)))

    @register_kl(Normal, Laplace)
    def _normal_laplace(p, q):
        away = p.loc - q.loc
        standard = away / p.scale
        distance = math.sqrt(2 / math.pi) * p.scale * torch.exp(-0.5 * standard.pow(2))
        distance = distance + away * torch.erf(standard / math.sqrt(2))
        return _across(p, -torch.log(2 * q.scale) - distance / q.scale)

    def _gumbel(q, mean, expected_exp):
        return (q.loc - mean) / q.scale - expected_exp - q.scale.log()

    @register_kl(Normal, Gumbel)
    def _normal_gumbel(p, q):
        expected = torch.exp((q.loc - p.loc) / q.scale + 0.5 * (p.scale / q.scale).pow(2))
        return _across(p, _gumbel(q, p.mean, expected))

    @register_kl(Exponential, Gumbel)
    def _exponential_gumbel(p, q):
        product = p.rate * q.scale
        return _across(p, _gumbel(q, p.mean, torch.exp(q.loc / q.scale) * product / (product + 1)))

    @register_kl(Uniform, Gumbel)
    def _uniform_gumbel(p, q):
        low, high = torch.exp((q.loc - p.low) / q.scale), torch.exp((q.loc - p.high) / q.scale)
        return _across(p, _gumbel(q, p.mean, q.scale / (p.high - p.low) * (low - high)))

    @register_kl(Uniform, Exponential)
    def _uniform_exponential(p, q):
        return _where(p.low < 0, math.inf, _across(p, q.rate.log() - q.rate * p.mean))
    """#
}
