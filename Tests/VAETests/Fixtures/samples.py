"""Writes samples.safetensors: how far two sets of features are from each other, by the published formulas in NumPy, SciPy and scikit-learn,
for Tests/VAETests/SampleQualityTests.swift.

    pip install numpy scipy scikit-learn safetensors
    python Tests/VAETests/Fixtures/samples.py

`values` are the Fréchet distance of `images` from `samples` as pytorch-fid computes it, their precision and recall by Kynkäänniemi et al.
(2019) with the third neighbour, and the accuracy of logistic regression on `codes`, fitted on the first 200.
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from scipy.linalg import sqrtm
from sklearn.linear_model import LogisticRegression

rng = np.random.default_rng(0)
mix = rng.standard_normal((6, 6))
images = (rng.standard_normal((90, 6)) @ mix).astype(np.float32)
samples = (rng.standard_normal((70, 6)) @ (0.7 * mix + 0.3 * rng.standard_normal((6, 6))) + 0.4).astype(np.float32)

a, b = images.astype(np.float64), samples.astype(np.float64)
covariances = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
root = sqrtm(covariances[0] @ covariances[1]).real
frechet = np.sum((a.mean(0) - b.mean(0)) ** 2) + np.trace(covariances[0]) + np.trace(covariances[1]) - 2 * np.trace(root)


def covered(points, others):
    """The share of points in a ball about one of the others, as far as its third neighbour."""
    radii = np.sort(np.linalg.norm(others[:, None] - others[None], axis=2), axis=1)[:, 3]
    return np.mean((np.linalg.norm(points[:, None] - others[None], axis=2) <= radii).any(axis=1))


labels = rng.integers(0, 3, 300)
codes = (rng.standard_normal((300, 4)) + 1.2 * np.eye(3, 4)[labels]).astype(np.float32) * np.float32([1, 10, 0.1, 1])
scaled = (codes - codes[:200].mean(0)) / codes[:200].std(0)
probe = LogisticRegression(C=1e6, max_iter=10_000).fit(scaled[:200], labels[:200])

values = [frechet, covered(b, a), covered(a, b), probe.score(scaled[200:], labels[200:])]
save_file(
    {
        "images": images, "samples": samples, "codes": codes, "labels": labels.astype(np.float32),
        "values": np.array(values, np.float32),
    },
    Path(__file__).with_suffix(".safetensors"),
)
print(values)
