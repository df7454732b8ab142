/// `numpy.random`: what it has besides its native functions, and generators with numbers of their own.
extension NumPyModule {
  static let random = #"""
    def random(size=None):
        return np.random.uniform(0.0, 1.0, size)

    random_sample = random
    ranf = random

    def standard_normal(size=None):
        return np.random.normal(0.0, 1.0, size)

    def random_integers(low, high=None, size=None):
        return np.random.randint(1, low + 1, size) if high is None else np.random.randint(low, high + 1, size)

    def shuffle(x):
        order = np.random.permutation(len(x)).tolist()
        if isinstance(x, list):
            x[:] = [x[place] for place in order]
        else:
            x[:] = np.array(x[order])

    # As many draws as are asked for; else one for each of the settings, which are numbers or arrays.
    def _lengths(size, *settings):
        if size is not None:
            return (size,) if isinstance(size, int) else tuple(size)
        together = np.zeros(())
        for setting in settings:
            together = together + np.zeros(np.shape(setting))
        return np.shape(together)

    def exponential(scale=1.0, size=None):
        return -np.log1p(-np.random.uniform(0.0, 1.0, _lengths(size, scale))) * scale

    def binomial(n, p, size=None):
        lengths = _lengths(size, n, p)
        counts, chances = torch.tensor(n).reshape(-1), torch.tensor(p, dtype=torch.float32).reshape(-1)
        if bool((counts < 0).any()):
            raise ValueError("n < 0")
        if not bool(((chances >= 0) & (chances <= 1)).all()):
            raise ValueError("p < 0, p > 1 or p is NaN")
        most = int(counts.max())
        found = np.random.uniform(0.0, 1.0, (most,) + lengths) < p
        if not isinstance(n, int):
            found = found & (np.arange(most).reshape((most,) + (1,) * len(lengths)) < n)
        drawn = found.sum(axis=0)
        return int(drawn) if lengths == () else drawn.astype(int)

    class RandomState:
        def __init__(self, seed=None):
            self._numbers = torch.Generator()
            self.seed(seed)

        def seed(self, seed=None):
            self._numbers.manual_seed(np.random.randint(0, 2**24) if seed is None else int(seed))

        def _draw(self, function, *values, **options):
            return torch._drawing(self._numbers, lambda: function(*values, **options))

        def rand(self, *lengths):
            return self._draw(np.random.rand, *lengths)

        def randn(self, *lengths):
            return self._draw(np.random.randn, *lengths)

        def random_sample(self, size=None):
            return self._draw(random, size)

        def random(self, size=None):
            return self._draw(random, size)

        def standard_normal(self, size=None):
            return self._draw(standard_normal, size)

        def normal(self, loc=0.0, scale=1.0, size=None):
            return self._draw(np.random.normal, loc, scale, size)

        def uniform(self, low=0.0, high=1.0, size=None):
            return self._draw(np.random.uniform, low, high, size)

        def exponential(self, scale=1.0, size=None):
            return self._draw(exponential, scale, size)

        def binomial(self, n, p, size=None):
            return self._draw(binomial, n, p, size)

        def randint(self, low, high=None, size=None):
            return self._draw(np.random.randint, low, high, size)

        def choice(self, a, size=None, replace=True, p=None):
            return self._draw(np.random.choice, a, size, replace, p)

        def permutation(self, x):
            return self._draw(np.random.permutation, x)

        def shuffle(self, x):
            return self._draw(shuffle, x)

        def __getattr__(self, name):
            if name not in _draws:
                raise AttributeError(f"'RandomState' object has no attribute '{name}'")
            return lambda *values, **options: self._draw(_draws[name], *values, **options)

    class Generator:
        def __init__(self, seed=None):
            self._state = RandomState(seed)

        def random(self, size=None):
            return self._state.random(size)

        def standard_normal(self, size=None):
            return self._state.standard_normal(size)

        def normal(self, loc=0.0, scale=1.0, size=None):
            return self._state.normal(loc, scale, size)

        def uniform(self, low=0.0, high=1.0, size=None):
            return self._state.uniform(low, high, size)

        def exponential(self, scale=1.0, size=None):
            return self._state.exponential(scale, size)

        def binomial(self, n, p, size=None):
            return self._state.binomial(n, p, size)

        def integers(self, low, high=None, size=None, endpoint=False):
            if high is None:
                low, high = 0, low
            return self._state.randint(low, high + 1 if endpoint else high, size)

        def choice(self, a, size=None, replace=True, p=None):
            return self._state.choice(a, size, replace, p)

        def permutation(self, x):
            return self._state.permutation(x)

        def shuffle(self, x):
            return self._state.shuffle(x)

        def __getattr__(self, name):
            if name not in _draws:
                raise AttributeError(f"'Generator' object has no attribute '{name}'")
            return getattr(self._state, name)

    def default_rng(seed=None):
        return seed if isinstance(seed, Generator) else Generator(seed)
    """#
}
