"""The same seed gives the same bits: twice, and on one thread and on two."""

import os
import re
import subprocess

import pytest

# Losses in full, step by step, of the tutorial's model and loop written by hand on the sample data.
BY_HAND = """
seed 7
data mnist, batch=64
enc = sequential(
    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),
    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),
    flatten, linear(32 * 5 * 5, 128), relu,
    heads(linear(128, 30), linear(128, 30)))
dec = sequential(linear(30, 512), relu, linear(512, 784), sigmoid)
optimizer = adam(enc, dec, lr=0.001)
for x in batches(64):
    optimizer.zero_grad()
    mean, logvar = enc(x)
    z = mean + sqrt(exp(logvar)) * randn_like(mean)
    LL = -binary_cross_entropy(dec(z), flatten(x), reduction="sum")
    KL = 0.5 * sum(mean**2 + exp(logvar) - 1 - logvar)
    loss = KL - LL
    loss.backward()
    optimizer.step()
    print(f"{loss.item():.9f}")
"""

# The same model through `train`; the picture holds 64 digits decoded from it.
BY_COMMAND = """
seed 7
data mnist, batch=64
model latent=30
train epochs=2, lr=0.001
sample 64
"""


def outcome(program, cells, threads, folder):
    """What a run printed, but for what tells the time, and the pictures it drew."""
    output = folder / str(len(list(folder.iterdir())))
    done = subprocess.run(
        [program, "run", "-", "--output", output],
        input=cells,
        capture_output=True,
        text=True,
        timeout=200,
        env={**os.environ, "ELBOW_THREADS": str(threads)},
    )
    assert done.returncode == 0, done.stderr
    lines = [re.sub(TIMES, "", line) for line in done.stdout.splitlines() if str(output) not in line]
    pictures = [file.read_bytes() for file in sorted(output.glob("*.png"))]
    assert lines or pictures
    return lines, pictures


# Seconds, minutes and rates.
TIMES = r"[\d,.:]+ *(s|ms|min|seconds|images/s|images per second)\b"


@pytest.mark.parametrize("cells", [BY_HAND, BY_COMMAND], ids=["by-hand", "by-command"])
def test_same_bits_twice_and_on_any_number_of_threads(elbow_program, cells, tmp_path):
    first = outcome(elbow_program, cells, 1, tmp_path)
    for threads in (1, 2, 3):
        assert outcome(elbow_program, cells, threads, tmp_path) == first


def test_another_seed_gives_other_losses(elbow_program, tmp_path):
    first = outcome(elbow_program, BY_HAND, 2, tmp_path)
    assert outcome(elbow_program, BY_HAND.replace("seed 7", "seed 8"), 2, tmp_path) != first
