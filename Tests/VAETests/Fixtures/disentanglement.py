"""Writes disentanglement.safetensors: measures of fixed codes by their authors' and Locatello et al.'s (2019) formulas, in NumPy and
scikit-learn, for Tests/VAETests/DisentanglementTests.swift.

    pip install numpy==2.4.6 scikit-learn safetensors
    python Tests/VAETests/Fixtures/disentanglement.py

`groups` are images that agree in the factor of `kinds`, for FactorVAE's score; `values` are MIG, SAP, DCI's disentanglement, completeness
and informativeness, and FactorVAE's score.
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import Lasso
from sklearn.metrics import mutual_info_score

rng = np.random.default_rng(0)
N = 600
shape = rng.integers(0, 4, N).astype(np.float32)
size, x, angle = (rng.random((3, N)) * [[5], [10], [6.28]] + [[5], [11], [0]]).astype(np.float32)
factors = np.stack([shape, size, x, angle], 1)
noise = rng.standard_normal((N, 6)).astype(np.float32)
codes = np.stack([
    0.9 * size + 0.4 * noise[:, 0], -0.2 * x + 0.05 * shape + 0.1 * noise[:, 1], shape + 0.3 * noise[:, 2],
    np.sin(angle) + 0.2 * noise[:, 3], 0.02 * noise[:, 4], 0.1 * x + 0.1 * size + 0.5 * noise[:, 5],
], 1).astype(np.float32)


def discretized(column, keep):
    """Locatello et al.'s _histogram_discretize; columns of at most 20 values stay as they are."""
    values = np.unique(column)
    if keep and len(values) <= 20:
        return np.searchsorted(values, column)
    return np.digitize(column, np.histogram(column.astype(np.float64), 20)[1][:-1])


m = np.array([[mutual_info_score(discretized(codes[:, i], False), discretized(factors[:, j], True))
               for j in range(factors.shape[1])] for i in range(codes.shape[1])])
h = np.array([mutual_info_score(discretized(factors[:, j], True), discretized(factors[:, j], True)) for j in range(factors.shape[1])])
ordered = np.sort(m, 0)[::-1]
mig = np.mean((ordered[0] - ordered[1]) / h)

scores = np.array([[np.cov(codes[:, i], factors[:, j], ddof=1)[0, 1] ** 2
                    / (np.var(codes[:, i].astype(float), ddof=1) * np.var(factors[:, j].astype(float), ddof=1))
                    for j in range(factors.shape[1])] for i in range(codes.shape[1])])
ordered = np.sort(scores, 0)[::-1]
sap = np.mean(ordered[0] - ordered[1])


def concentration(rows):
    shares = rows / rows.sum(1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        entropy = -np.nansum(np.where(shares > 0, shares * np.log(shares), 0), 1)
    return 1 - entropy / np.log(rows.shape[1])


z = (codes - codes.mean(0, dtype=np.float64)) / codes.std(0, dtype=np.float64)
v = (factors - factors.mean(0, dtype=np.float64)) / factors.std(0, dtype=np.float64)
importance, explained = [], []
for j in range(factors.shape[1]):
    fit = Lasso(alpha=0.02, tol=1e-10, max_iter=100000).fit(z[::2], v[::2, j])
    importance.append(np.abs(fit.coef_))
    explained.append(fit.score(z[1::2], v[1::2, j]))
importance = np.array(importance).T  # a row for each dimension
rows = importance.sum(1)
kept = rows > 0
disentanglement = np.sum(rows[kept] / rows.sum() * concentration(importance[kept]))
completeness = np.sum(importance.sum(0) / importance.sum() * concentration(importance.T))

# FactorVAE: groups of images within one part of one factor.
groups, kinds = [], []
deviations = np.sqrt(np.var(codes, axis=0, ddof=1))
votes = np.zeros((codes.shape[1], factors.shape[1]), dtype=int)
for _ in range(200):
    j = rng.integers(factors.shape[1])
    parts = discretized(factors[:, j], True)
    members = np.flatnonzero(parts == parts[rng.integers(N)])
    chosen = rng.choice(members, 5)
    local = np.var(codes[chosen].astype(np.float64), axis=0, ddof=1) / np.var(codes.astype(np.float64), axis=0, ddof=1)
    local[deviations < 0.05] = np.inf
    votes[np.argmin(local), j] += 1
    groups.append(chosen)
    kinds.append(j)
factor_vae = votes.max(1).sum() / votes.sum()

save_file({
    "codes": codes, "factors": factors, "information": m.astype(np.float32), "importance": np.ascontiguousarray(importance, dtype=np.float32),
    "groups": np.array(groups, dtype=np.float32), "kinds": np.array(kinds, dtype=np.float32),
    "values": np.array([mig, sap, disentanglement, completeness, np.mean(explained), factor_vae], dtype=np.float32),
}, Path(__file__).with_name("disentanglement.safetensors"))
print(mig, sap, disentanglement, completeness, np.mean(explained), factor_vae)
