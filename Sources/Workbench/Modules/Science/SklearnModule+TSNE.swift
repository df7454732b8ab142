extension SklearnModule {
  /// t-SNE (van der Maaten & Hinton, 2008), every pair of points computed: scikit-learn's `method="exact"`, with its steps.
  static let manifold = #"""
    class TSNE:
        def __init__(self, n_components=2, *, perplexity=30.0, early_exaggeration=12.0, learning_rate="auto", max_iter=None,
                     n_iter_without_progress=300, min_grad_norm=1e-07, metric="euclidean", metric_params=None, init="pca",
                     verbose=0, random_state=None, method="barnes_hut", angle=0.5, n_jobs=None, n_iter=None):
            if metric != "euclidean":
                raise NotImplementedError("TSNE measures distances as metric=\"euclidean\" here")
            self.n_components, self.perplexity, self.early_exaggeration = n_components, perplexity, early_exaggeration
            self.learning_rate, self.max_iter = learning_rate, max_iter or n_iter or 1000
            self.n_iter_without_progress, self.min_grad_norm = n_iter_without_progress, min_grad_norm
            self.init, self.verbose, self.random_state = init, verbose, random_state

        def fit(self, X, y=None):
            self.fit_transform(X)
            return self

        def fit_transform(self, X, y=None):
            X = _table(X, "TSNE")
            n = len(X)
            if n > 10000:
                raise ValueError(f"TSNE computes all pairs of points here, and {n} are too many: take a part, X[:5000]")
            if self.perplexity >= n:
                raise ValueError(f"perplexity must be less than n_samples: {self.perplexity}, and there are {n} points")
            with torch.no_grad():
                P = self._affinities(torch.as_tensor(X))
                self.embedding_ = self._descend(P, self._start(X)).numpy()
            return self.embedding_

        # How near each point is to each, by a normal distribution whose width gives each as many neighbours as `perplexity`.
        def _affinities(self, X):
            n = len(X)
            D = _distances(X)
            D.fill_diagonal_(float("inf"))
            # What is taken off a row changes nothing in its shares.
            D = D - D.min(dim=1, keepdim=True)[0]
            D.fill_diagonal_(0.0)
            others = 1 - torch.eye(n)
            sharpness = torch.ones(n, 1)
            low, high = torch.full((n, 1), -float("inf")), torch.full((n, 1), float("inf"))
            for step in range(100):
                P = torch.exp(-D * sharpness) * others
                total = P.sum(dim=1, keepdim=True)
                excess = torch.log(total) + sharpness * (D * P).sum(dim=1, keepdim=True) / total - math.log(self.perplexity)
                if excess.abs().max() < 1e-5:
                    break
                wide = excess > 0
                low, high = torch.where(wide, sharpness, low), torch.where(wide, high, sharpness)
                middle = (low + high) / 2
                sharpness = torch.where(torch.isinf(high), sharpness * 2, torch.where(torch.isinf(low), sharpness / 2, middle))
            P = P / total
            P = P + P.T
            return torch.clamp(P / P.sum(), min=1e-12) * others

        def _start(self, X):
            n = len(X)
            if isinstance(self.init, str) and self.init == "pca":
                Y = PCA(self.n_components).fit_transform(X)
                return torch.as_tensor(Y / np.std(Y[:, 0]) * 1e-4)
            if isinstance(self.init, str):
                if self.init != "random":
                    raise ValueError("init is \"pca\", \"random\" or an array")
                generator = np.random if self.random_state is None else np.random.RandomState(self.random_state)
                return torch.as_tensor(generator.normal(0, 1e-4, (n, self.n_components)))
            return torch.as_tensor(np.asarray(self.init, dtype=float)).clone()

        def _descend(self, P, Y):
            n = len(Y)
            others = 1 - torch.eye(n)
            rate = max(n / self.early_exaggeration / 4, 50) if self.learning_rate == "auto" else self.learning_rate
            degrees = max(self.n_components - 1, 1)
            exploring = 250
            update, gains = torch.zeros_like(Y), torch.ones_like(Y)
            best, best_step = float("inf"), 0
            for step in range(self.max_iter):
                if step in (0, exploring):
                    update, gains = torch.zeros_like(Y), torch.ones_like(Y)
                    best, best_step = float("inf"), step
                target = P * self.early_exaggeration if step < exploring else P
                near = (1 + _distances(Y) / degrees) ** (-(degrees + 1) / 2) * others
                Q = torch.clamp(near / near.sum(), min=1e-12)
                pull = (target - Q) * near ** (2 / (degrees + 1))
                gradient = 2 * (degrees + 1) / degrees * (pull.sum(dim=1, keepdim=True) * Y - pull @ Y)
                gains = torch.clamp(torch.where(update * gradient < 0, gains + 0.2, gains * 0.8), min=0.01)
                update = (0.5 if step < exploring else 0.8) * update - rate * gains * gradient
                Y = Y + update
                self.n_iter_ = step
                if (step + 1) % 50 == 0:
                    self.kl_divergence_ = (target * torch.log(torch.clamp(target, min=1e-12) / Q)).sum().item()
                    if self.verbose >= 2:
                        print(f"[t-SNE] Iteration {step + 1}: error = {self.kl_divergence_:.7f}, gradient norm = {gradient.norm().item():.7f}")
                    if self.kl_divergence_ < best:
                        best, best_step = self.kl_divergence_, step
                    elif step - best_step > self.n_iter_without_progress and step >= exploring:
                        break
                    if gradient.norm().item() <= self.min_grad_norm and step >= exploring:
                        break
            return Y

    def _distances(X):
        squares = (X * X).sum(dim=1, keepdim=True)
        return torch.clamp(squares + squares.T - 2 * X @ X.T, min=0)
    """#
}
