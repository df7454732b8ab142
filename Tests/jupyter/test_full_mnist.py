"""The tutorial's own figures, on the complete MNIST. Skipped where ELBOW_DATA does not hold it."""

import os
import subprocess
import sys

import pytest
from figures import epoch_lines, tutorial_figure
from places import NOTEBOOKS, ROOT

EPOCH_TIMEOUT = 120  # seconds an epoch, several times what it takes


@pytest.fixture
def kernel(start_kernel, full_data):
    return start_kernel(ELBOW_DATA=full_data)


def test_the_untrained_model(kernel):
    kernel.ok("data mnist, batch=64\nmodel latent=30")
    kernel.ok("e = evaluate()", timeout=EPOCH_TIMEOUT)
    loss, kl = map(float, kernel.ok('print(e["loss"], e["kl"])').stream().split())
    assert 543 <= loss <= 556
    assert 0 < kl < 0.2


@pytest.mark.timeout(2 * EPOCH_TIMEOUT + 60)
def test_the_first_two_epochs(kernel):
    kernel.ok("data mnist, batch=64\nmodel latent=30")
    result = kernel.ok("train epochs=2, lr=0.001", timeout=2 * EPOCH_TIMEOUT)
    first, second = epoch_lines(result.text)
    # The tutorial: 193.28 and 145.99.
    assert 190 <= tutorial_figure(first) <= 197
    assert 144 <= tutorial_figure(second) <= 148


@pytest.mark.timeout(2 * EPOCH_TIMEOUT + 60)
def test_the_loop_written_by_hand(kernel):
    """The canonical cell learns as `train` does."""
    kernel.ok(
        """
data mnist
enc = sequential(
    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),
    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),
    flatten, linear(32 * 5 * 5, 128), relu,
    heads(linear(128, 30), linear(128, 30)))
dec = sequential(linear(30, 512), relu, linear(512, 784), sigmoid)
optimizer = adam(enc, dec, lr=0.001)
"""
    )
    result = kernel.ok(
        """
total = 0
for x in batches(64):
    optimizer.zero_grad()
    mean, logvar = enc(x)
    var = exp(logvar)
    p = dec(mean + sqrt(var) * randn_like(mean))
    LL = -binary_cross_entropy(p, flatten(x), reduction="sum")
    KL = 0.5 * sum(mean**2 + var - 1 - logvar)
    loss = KL - LL
    loss.backward()
    optimizer.step()
    total += loss.item() / (64 * 784)
print(f"{total:.4f}")
""",
        timeout=EPOCH_TIMEOUT,
    )
    assert 190 <= float(result.stream()) <= 197


@pytest.mark.timeout(1800)
def test_what_the_notebooks_claim_holds_here_too(full_data, tmp_path):
    """Of three; `make notebooks-full` looks at all."""
    names = ["03-encoder-network", "05-gradients-through-samples", "06-training"]
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/notebooks.py", "--full", NOTEBOOKS, tmp_path, *names],
        capture_output=True, text=True, env={**os.environ, "ELBOW_DATA": str(full_data)})
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("claims hold") == len(names)
