/// What programs with PyTorch have of scikit-learn beside a network: views into its codes, scales of data, and counts of what a
/// classifier got right.
enum SklearnModule {
  static let decomposition = #"""
    class PCA:
        """The directions of largest variance. The sign of each is such that its largest number is above 0."""

        def __init__(self, n_components=None, *, copy=True, whiten=False, svd_solver="auto", tol=0.0, iterated_power="auto",
                     n_oversamples=10, power_iteration_normalizer="auto", random_state=None):
            self.n_components = n_components
            self.whiten = whiten

        def __repr__(self):
            parts = [] if self.n_components is None else [f"n_components={self.n_components}"]
            return f"PCA({', '.join(parts + (['whiten=True'] if self.whiten else []))})"

        def fit(self, X, y=None):
            X = _table(X, "PCA")
            n, width = X.shape
            self.mean_ = X.mean(axis=0)
            U, S, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
            largest = np.argmax(np.abs(Vt), axis=1)
            signs = np.sign(Vt[np.arange(len(Vt)), largest])
            Vt = Vt * signs.reshape(-1, 1)
            variance = S ** 2 / (n - 1)
            ratio = variance / variance.sum()
            k = self.n_components
            if k is None:
                k = min(n, width)
            elif isinstance(k, float) and 0 < k < 1:
                k = min(len(ratio), int((np.cumsum(ratio) < k).sum()) + 1)
            elif not isinstance(k, int) or not 0 <= k <= min(n, width):
                raise ValueError(f"n_components={k!r} is between 0 and {min(n, width)}, the smaller of the numbers of rows and columns")
            self.n_components_, self.n_samples_, self.n_features_in_ = k, n, width
            self.components_ = Vt[:k]
            self.explained_variance_ = variance[:k]
            self.explained_variance_ratio_ = ratio[:k]
            self.singular_values_ = S[:k]
            self.noise_variance_ = float(variance[k:].mean()) if k < len(variance) else 0.0
            return self

        def transform(self, X):
            X = _table(X, "PCA")
            if X.shape[1] != self.n_features_in_:
                raise ValueError(f"X has {X.shape[1]} features, but PCA is expecting {self.n_features_in_} features as input")
            Z = (X - self.mean_) @ self.components_.T
            return Z / np.sqrt(self.explained_variance_) if self.whiten else Z

        def fit_transform(self, X, y=None):
            return self.fit(X).transform(X)

        def inverse_transform(self, X):
            X = np.asarray(X, dtype=float)
            return (X * np.sqrt(self.explained_variance_) if self.whiten else X) @ self.components_ + self.mean_
    """#

  static let table = #"""
    def _table(X, name):
        X = np.asarray(X.detach() if torch.is_tensor(X) else X, dtype=float)
        if X.ndim != 2:
            raise ValueError(f"Expected 2D array, got {X.ndim}D array instead: {name} takes rows of numbers, X.reshape(len(X), -1)")
        if not np.isfinite(X).all():
            raise ValueError(f"Input X contains NaN or infinity, and {name} takes none")
        return X
    """#

  static let preprocessing = #"""
    class StandardScaler:
        def __init__(self, *, copy=True, with_mean=True, with_std=True):
            self.with_mean, self.with_std = with_mean, with_std

        def fit(self, X, y=None):
            X = _table(X, "StandardScaler")
            self.mean_ = X.mean(axis=0)
            self.var_ = X.var(axis=0)
            self.scale_ = np.where(self.var_ > 0, np.sqrt(self.var_), 1.0)
            return self

        def transform(self, X):
            X = _table(X, "StandardScaler")
            X = X - self.mean_ if self.with_mean else X
            return X / self.scale_ if self.with_std else X

        def fit_transform(self, X, y=None):
            return self.fit(X).transform(X)

        def inverse_transform(self, X):
            X = np.asarray(X, dtype=float)
            X = X * self.scale_ if self.with_std else X
            return X + self.mean_ if self.with_mean else X

    class MinMaxScaler:
        def __init__(self, feature_range=(0, 1), *, copy=True, clip=False):
            self.feature_range, self.clip = feature_range, clip

        def fit(self, X, y=None):
            X = _table(X, "MinMaxScaler")
            low, high = self.feature_range
            self.data_min_, self.data_max_ = X.min(axis=0), X.max(axis=0)
            self.data_range_ = self.data_max_ - self.data_min_
            self.scale_ = (high - low) / np.where(self.data_range_ > 0, self.data_range_, 1.0)
            self.min_ = low - self.data_min_ * self.scale_
            return self

        def transform(self, X):
            X = _table(X, "MinMaxScaler") * self.scale_ + self.min_
            return np.clip(X, self.feature_range[0], self.feature_range[1]) if self.clip else X

        def fit_transform(self, X, y=None):
            return self.fit(X).transform(X)

        def inverse_transform(self, X):
            return (np.asarray(X, dtype=float) - self.min_) / self.scale_
    """#

  static let metrics = #"""
    def _list(y):
        return [v for v in (y.tolist() if hasattr(y, "tolist") else y)]

    def accuracy_score(y_true, y_pred, *, normalize=True):
        right = sum(1 for a, b in zip(_list(y_true), _list(y_pred), strict=True) if a == b)
        return right / len(y_true) if normalize else right

    def confusion_matrix(y_true, y_pred, *, labels=None):
        y_true, y_pred = _list(y_true), _list(y_pred)
        labels = sorted(set(y_true) | set(y_pred)) if labels is None else _list(labels)
        places = {label: i for i, label in enumerate(labels)}
        counts = [[0] * len(labels) for label in labels]
        for a, b in zip(y_true, y_pred, strict=True):
            if a in places and b in places:
                counts[places[a]][places[b]] += 1
        return np.array(counts)

    # The differences number by number: a row of numbers is a column, and what has another shape is no answer.
    def _differences(y_true, y_pred):
        a, b = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
        a, b = (a.reshape(-1, 1) if a.ndim == 1 else a), (b.reshape(-1, 1) if b.ndim == 1 else b)
        if a.shape != b.shape:
            raise ValueError(f"y_true and y_pred have the shapes {tuple(a.shape)} and {tuple(b.shape)}, and are compared number by number")
        return a - b

    def mean_squared_error(y_true, y_pred):
        return float((_differences(y_true, y_pred) ** 2).mean())

    def mean_absolute_error(y_true, y_pred):
        return float(np.abs(_differences(y_true, y_pred)).mean())

    def roc_curve(y_true, y_score, *, pos_label=None, drop_intermediate=True):
        y_true, y_score = _list(y_true), _list(y_score)
        if len(y_true) != len(y_score):
            raise ValueError(f"Found input variables with inconsistent numbers of samples: {[len(y_true), len(y_score)]}")
        if len(set(y_true)) > 2:
            raise ValueError(f"a ROC curve is of two classes, and these are {len(set(y_true))}")
        if pos_label is None and not (set(y_true) <= {0, 1} or set(y_true) <= {-1, 1}):
            raise ValueError(f"y_true takes value in {set(y_true)} and pos_label is not specified: either make y_true take value in {{0, 1}} or {{-1, 1}} or pass pos_label explicitly")
        positive = (1 if pos_label is None else pos_label)
        order = sorted(range(len(y_score)), key=lambda i: -y_score[i])
        rates = [(0, 0, math.inf)]
        hits, misses = 0, 0
        for place, i in enumerate(order):
            if y_true[i] == positive:
                hits += 1
            else:
                misses += 1
            if place + 1 == len(order) or y_score[order[place + 1]] != y_score[i]:
                rates.append((misses, hits, y_score[i]))
        if hits == 0 or misses == 0:
            raise ValueError("roc_curve takes rows of both classes")
        if drop_intermediate:
            # What lies on a line between two others goes, but for the first threshold that is one.
            rates = [r for k, r in enumerate(rates) if k in (0, 1, len(rates) - 1)
                     or (rates[k + 1][0] - r[0], rates[k + 1][1] - r[1]) != (r[0] - rates[k - 1][0], r[1] - rates[k - 1][1])]
        return (np.array([r[0] / misses for r in rates]), np.array([r[1] / hits for r in rates]), np.array([r[2] for r in rates]))

    def auc(x, y):
        x, y = _list(x), _list(y)
        return sum((b - a) * (c + d) / 2 for a, b, c, d in zip(x, x[1:], y, y[1:]))

    def roc_auc_score(y_true, y_score):
        # Of two classes whatever they are called the last is the one to be found.
        false_rate, true_rate, _ = roc_curve(y_true, y_score, pos_label=max(_list(y_true)), drop_intermediate=False)
        return auc(false_rate, true_rate)
    """#

  static let selection = #"""
    def train_test_split(*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None):
        """Rows in two parts. Which go where is drawn from the session's numbers, or from those of the seed."""
        if stratify is not None:
            raise NotImplementedError("train_test_split draws rows of all classes alike here: stratify=None")
        n = len(arrays[0])
        for array in arrays:
            if len(array) != n:
                raise ValueError(f"Found input variables with inconsistent numbers of samples: {[len(array) for array in arrays]}")
        def count(size, rounded):
            return rounded(size * n) if isinstance(size, float) else size
        if test_size is None and train_size is None:
            test_size = 0.25
        tests = n - count(train_size, math.floor) if test_size is None else count(test_size, math.ceil)
        trains = n - tests if train_size is None else count(train_size, math.floor)
        if tests <= 0 or trains <= 0 or tests + trains > n:
            raise ValueError(f"{n} rows make no parts of {trains} and {tests}")
        order = list(range(n))
        if shuffle:
            order = [int(i) for i in (np.random.permutation(n) if random_state is None else np.random.RandomState(random_state).permutation(n))]
            chosen, rest = order[tests:tests + trains], order[:tests]
        else:
            chosen, rest = order[:trains], order[trains:trains + tests]
        def part(array, places):
            return [array[i] for i in places] if isinstance(array, list) else array[places]
        return [half for array in arrays for half in (part(array, chosen), part(array, rest))]
    """#

  static let datasets = #"""
    def _generator(random_state):
        return np.random if random_state is None else np.random.RandomState(random_state)

    def _shuffled(X, y, noise, shuffle, random_state):
        generator = _generator(random_state)
        if shuffle:
            order = generator.permutation(len(X))
            X, y = X[order], y[order]
        if noise is not None:
            X = X + generator.normal(0, noise, X.shape)
        return X, y

    def make_moons(n_samples=100, *, shuffle=True, noise=None, random_state=None):
        outer = n_samples // 2
        a, b = np.linspace(0, math.pi, outer), np.linspace(0, math.pi, n_samples - outer)
        X = np.concatenate([np.stack([np.cos(a), np.sin(a)], axis=1), np.stack([1 - np.cos(b), 1 - np.sin(b) - 0.5], axis=1)])
        y = np.array([0] * outer + [1] * (n_samples - outer))
        return _shuffled(X, y, noise, shuffle, random_state)

    def make_circles(n_samples=100, *, shuffle=True, noise=None, random_state=None, factor=0.8):
        outer = n_samples // 2
        a = np.arange(outer) * (2 * math.pi / outer)
        b = np.arange(n_samples - outer) * (2 * math.pi / (n_samples - outer))
        X = np.concatenate([np.stack([np.cos(a), np.sin(a)], axis=1), factor * np.stack([np.cos(b), np.sin(b)], axis=1)])
        y = np.array([0] * outer + [1] * (n_samples - outer))
        return _shuffled(X, y, noise, shuffle, random_state)

    def make_blobs(n_samples=100, n_features=2, *, centers=None, cluster_std=1.0, center_box=(-10.0, 10.0), shuffle=True,
                   random_state=None):
        generator = _generator(random_state)
        if centers is None or isinstance(centers, int):
            centers = generator.uniform(center_box[0], center_box[1], (3 if centers is None else centers, n_features))
        centers = np.asarray(centers, dtype=float)
        counts = [n_samples // len(centers) + (1 if i < n_samples % len(centers) else 0) for i in range(len(centers))]
        X = np.concatenate([centers[i] + generator.normal(0, cluster_std, (count, centers.shape[1])) for i, count in enumerate(counts)])
        y = np.array([i for i, count in enumerate(counts) for _ in range(count)])
        order = generator.permutation(n_samples)
        return (X[order], y[order]) if shuffle else (X, y)
    """#
}
