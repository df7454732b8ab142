"""What VAE programs take of scipy, scikit-learn and einops, and of Python's statistics and collections.abc."""

import math, statistics
import numpy as np
import torch
import torch.nn as nn
from collections.abc import Callable, Iterable, Mapping, Sequence
from einops import rearrange, reduce, repeat, parse_shape
from einops.layers.torch import Rearrange, Reduce
import einops
from scipy.stats import norm
from scipy import stats
from scipy.special import expit, logit, logsumexp
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler, MinMaxScaler
from sklearn.metrics import accuracy_score, confusion_matrix, roc_auc_score, roc_curve, auc, mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.manifold import TSNE


def shown(x, digits=4):
    if isinstance(x, (tuple, list)):
        return type(x)(shown(v, digits) for v in x)
    if torch.is_tensor(x) or isinstance(x, np.ndarray):
        x = x.tolist()
        return shown(x, digits)
    return round(float(x), digits) + 0.0


# Quantiles, as the grid of codes of a VAE takes them.
print(shown(norm.ppf(np.linspace(0.05, 0.95, 5))), shown(norm.ppf([0.0, 0.5, 1.0])), round(norm.ppf(0.975), 12), round(norm.ppf(1e-12), 9), round(norm.ppf(0.3, 1, 2), 10), math.isnan(norm.ppf(1.5)))
print(round(norm.cdf(1.96), 12), shown(norm.cdf(np.array([[-1.0, 0.0], [1.0, 2.0]]))), round(norm.sf(3), 12), shown(norm.pdf(np.array([0.0, 1.0]), 0.5, 2)), round(norm.logpdf(0.3), 10), round(norm.pdf(0.0), 10))
frozen = norm(loc=2, scale=3)
print(round(frozen.cdf(2.0), 9), round(frozen.ppf(0.9), 9), frozen.mean(), frozen.std(), [round(float(v), 6) for v in frozen.interval(0.95)], round(frozen.logcdf(-10.0), 8), round(float(stats.norm.entropy()), 9))
print(norm.rvs(size=(2, 3)).shape, len(norm.rvs(0, 1, 10, random_state=1)), np.all(norm.rvs(size=4, random_state=3) == norm.rvs(size=4, random_state=3)))
print(round(expit(0.3), 10), shown(expit(np.array([-1.0, 0.0, 100.0]))), round(logit(0.3), 10), shown(logsumexp(np.array([[0.0, 1.0], [2.0, 3.0]]), axis=1)), round(float(logsumexp(np.array([1.0, 2.0]))), 5))

# Dimensions by name.
x = torch.arange(2 * 3 * 4 * 6, dtype=torch.float32).reshape(2, 3, 4, 6)
for pattern, sizes in (("b c h w -> b h w c", {}), ("b c h w -> b (c h w)", {}), ("b c (h p) (w q) -> b (h w) (p q c)", {"p": 2, "q": 3}), ("b c h w -> (b h) (w c)", {}), ("b ... -> b (...)", {}), ("... h w -> ... w h", {}), ("b c h w -> b 1 c h w 1", {}), ("(b1 b2) c h w -> b1 b2 (c h w)", {"b1": 2}), ("b c h w -> w h c b", {})):
    y = rearrange(x, pattern, **sizes)
    print(pattern, tuple(y.shape), y.flatten()[:5].tolist(), (y.flatten() * torch.arange(y.numel())).sum().item() % 10007)
for pattern, how, sizes in (("b c h w -> b c", "mean", {}), ("b c (h p) (w q) -> b c h w", "max", {"p": 2, "q": 2}), ("b c h w -> 1 c 1 1", "sum", {}), ("b c h w -> ", "min", {}), ("b ... -> b (...)", "sum", {})):
    y = reduce(x / 50, pattern, how, **sizes)
    print(pattern, how, tuple(y.shape), shown(y.flatten()[:4], 3))
for pattern, sizes in (("h w -> h w c", {"c": 2}), ("h w -> (h 2) w", {}), ("h w -> b h w", {"b": 3}), ("h w -> (h a) (w b)", {"a": 2, "b": 1}), ("h w -> h (repeat w)", {"repeat": 2})):
    y = repeat(x[0, 0], pattern, **sizes)
    print(pattern, tuple(y.shape), y.flatten()[:8].tolist())
print(rearrange([torch.ones(2, 3), torch.zeros(2, 3)], "k a b -> a (k b)").tolist(), rearrange(np.arange(6).reshape(2, 3), "a b -> b a").tolist(), reduce(np.arange(6.0).reshape(2, 3), "a b -> b", "sum").tolist(), shown(reduce(x[:, 0, 0] / 3 + 1, "b w -> b", "prod")), parse_shape(x, "b c _ w"))
print(tuple(einops.einsum(x[:, :, 0], x[:, 0], "b c w, b h w -> b c h").shape), repeat(torch.tensor([7.0]), "1 -> b 1", b=3).tolist(), rearrange(torch.ones(1, 5, 1), "1 n 1 -> n").numel())
net = nn.Sequential(Rearrange("b c h w -> b (c h w)"), nn.Linear(72, 4), Rearrange("b (h w) -> b 1 h w", h=2), Reduce("b c (h h2) w -> b c h w", "max", h2=2))
print(tuple(net(x).shape), net[0], net[3], sum(p.numel() for p in net.parameters()))
w = torch.ones(2, 6, requires_grad=True)
(rearrange(w, "a (b c) -> (a b) c", c=3) * torch.arange(3.0)).sum().backward()
print(w.grad.tolist())
for pattern, sizes in (("b c h w -> b c h", {}), ("b c h -> b c h", {}), ("b c h w -> b c h w k", {}), ("b c (h p) w -> b c h p w", {}), ("b c (h p) w -> b c h p w", {"p": 3}), ("b b h w -> b h w", {}), ("b (c h w -> b c h w", {})):
    try:
        print(rearrange(x, pattern, **sizes).shape)
    except Exception as error:
        print(type(error).__name__, isinstance(error, RuntimeError) or isinstance(error, einops.EinopsError))

# Views of codes.
data = np.array([[2.5, 2.4, 0.1], [0.5, 0.7, 0.9], [2.2, 2.9, 0.3], [1.9, 2.2, 0.5], [3.1, 3.0, -0.4], [2.3, 2.7, 0.2], [2.0, 1.6, 0.6], [1.0, 1.1, 1.2]])
pca = PCA(n_components=2)
codes = pca.fit_transform(data)
print(codes.shape, shown(codes, 3), shown(pca.components_, 3), shown(pca.explained_variance_ratio_), shown(pca.mean_), shown(pca.singular_values_, 3), shown(pca.inverse_transform(codes)[0], 2), pca.n_components_)
print(PCA(0.9).fit(data).n_components_, PCA().fit(data).components_.shape, shown(PCA(1, whiten=True).fit_transform(data).std(ddof=1), 3), round(pca.noise_variance_, 4), shown(pca.transform(data[:2]), 3))
scaler = StandardScaler().fit(data)
print(shown(scaler.mean_), shown(scaler.scale_), shown(scaler.transform(data)[0]), shown(scaler.inverse_transform(scaler.transform(data))[1]), shown(MinMaxScaler().fit_transform(data)[0]), shown(MinMaxScaler((-1, 1)).fit_transform(data)[1]))
truth, guess, score = [0, 1, 1, 0, 2, 2], [0, 1, 0, 0, 2, 1], [0.1, 0.9, 0.4, 0.35, 0.8, 0.7]
print(accuracy_score(truth, guess), confusion_matrix(truth, guess).tolist(), mean_squared_error([1.0, 2.0], [2.0, 4.0]))
binary = [0, 0, 1, 1, 0, 1, 1, 0]
scores = np.array([0.1, 0.4, 0.35, 0.8, 0.2, 0.7, 0.7, 0.7])
false_rate, true_rate, thresholds = roc_curve(binary, scores)
print(shown(false_rate), shown(true_rate), shown(thresholds[1:]), round(roc_auc_score(binary, scores), 6), round(float(auc(false_rate, true_rate)), 6))
a, b, c, d = train_test_split(np.arange(20).reshape(10, 2), list(range(10)), test_size=0.3, random_state=0)
print(a.shape, b.shape, len(c), len(d), sorted(c + d), [row[0] // 2 for row in a.tolist()] == c, [len(part) for part in train_test_split(list(range(10)), shuffle=False)])
torch.manual_seed(0)
np.random.seed(0)
points = np.concatenate([np.random.normal(0, 1, (40, 8)), np.random.normal(8, 1, (40, 8))])
view = TSNE(n_components=2, perplexity=10, random_state=0, max_iter=400).fit_transform(points)
first, second = view[:40], view[40:]
apart = np.linalg.norm(first.mean(axis=0) - second.mean(axis=0))
spread = max(np.linalg.norm(first - first.mean(axis=0), axis=1).max(), np.linalg.norm(second - second.mean(axis=0), axis=1).max())
print(view.shape, bool(apart > spread), bool(np.isfinite(view).all()))

# What can be done with a value; and lists of numbers.
for value in ([1], (1,), "a", {"a": 1}, 3, len, range(3), iter([1]), {1}, None):
    print([isinstance(value, kind) for kind in (Iterable, Callable, Mapping, Sequence)])
numbers = [2, 4, 4, 4, 5, 5, 7, 9]
print(statistics.mean(numbers), statistics.median(numbers), statistics.stdev(numbers), statistics.pstdev(numbers), statistics.variance(numbers), statistics.mode(numbers), statistics.fmean([1.5, 2.5]), statistics.mean([1, 2]), statistics.median([3, 1, 2]), statistics.quantiles(numbers, n=4), statistics.multimode("aabb"))
print(statistics.mean([0.1] * 3), statistics.pvariance([1.5, 2.5, 4.0]), statistics.harmonic_mean([40, 60]), round(statistics.geometric_mean([54, 24, 36]), 6), round(statistics.correlation([1, 2, 3], [1.0, 2.5, 2.0]), 6), statistics.mean([1, 2, 3, 4, 4]))

# Frozen, at the borders, and what is no answer.
frozen = norm(2, 3)
print(len(frozen.rvs(100)), frozen.rvs(size=(2, 3)).shape, isinstance(norm.rvs(), float), norm.rvs(0, 1, 4).shape, norm.rvs(size=1).shape, shown(frozen.pdf(np.array([2.0, 5.0]))), round(frozen.var(), 6), round(float(frozen.entropy()), 6))
print(math.isnan(norm.pdf(0.0, 0, -1)), math.isnan(norm.cdf(1.0, 0, 0)), math.isnan(norm.ppf(0.5, 0, -2)), [math.isnan(v) for v in norm.pdf(np.array([0.0, 0.0]), 0, np.array([1.0, -1.0]))])
print(roc_auc_score([1, 2, 2, 1], [0.1, 0.9, 0.8, 0.3]), roc_auc_score([-1, 1, 1, -1], [0.1, 0.9, 0.2, 0.3]), shown(roc_curve([1, 2, 2, 1], [0.1, 0.9, 0.8, 0.3], pos_label=2)[1]))
print(mean_squared_error(np.array([1.0, 2.0, 3.0]), np.array([[1.0], [2.0], [3.0]])), mean_squared_error([[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [3.0, 6.0]]))
for attempt in (lambda: roc_curve([1, 2, 2, 1], [0.1, 0.9, 0.8, 0.3]), lambda: roc_auc_score([0, 1, 2, 1], [0.1, 0.9, 0.8, 0.3]), lambda: mean_squared_error([1.0, 2.0], [1.0]), lambda: accuracy_score([1, 2], [1]), lambda: statistics.harmonic_mean([-1, 2]), lambda: train_test_split([1, 2], [1]), lambda: PCA(5).fit(data), lambda: PCA().fit([1.0, 2.0]), lambda: TSNE().fit_transform(data)):
    try:
        print(attempt())
    except ValueError:
        print("no answer")
print(statistics.mean([True, False, True]), True.as_integer_ratio(), (0.1).as_integer_ratio(), (-2.5).as_integer_ratio(), (5e-324).as_integer_ratio()[0], (1e300).as_integer_ratio()[1], statistics.harmonic_mean([0, 1]))
for attempt in (lambda: rearrange(x, "b c h w -> b c (h w)", q=3), lambda: repeat(x, "b c h w -> b c h"), lambda: reduce(x, "b c h w -> b k", "mean")):
    try:
        print(attempt().shape)
    except Exception as error:
        print(isinstance(error, RuntimeError) or isinstance(error, einops.EinopsError))
