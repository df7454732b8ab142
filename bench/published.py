#!/usr/bin/env python3
"""Runs published experiments on the full MNIST, and prints Elbow's figures beside theirs: docs/published-numbers.md.

    ELBOW_DATA=~/datasets bench/published.py tutorial [--seeds 3] [--epochs 10]
    ELBOW_DATA=~/datasets bench/published.py burda [--codes 1] [--minutes 60] [--folder DIR]

tutorial  the recipe of the tutorial, for several seeds: nats per image on the training and on the test images
burda     images binarized anew at every look, two hidden layers of 200 tanh units on both sides, 50 latents (Burda,
          Grosse & Salakhutdinov 2016), for as long as is given; then -log p(x) of the test images with 5,000 codes each.
          --codes 5 trains on the importance-weighted bound of five. The networks are saved in DIR after every epoch, and a
          run that was stopped goes on from there, with the moments of Adam forgotten.
"""

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ELBOW = ROOT / ".build/release/elbow"

TUTORIAL = """
seed {seed}
data mnist, batch=64
model tutorial, latent=30
h = train(epochs={epochs}, lr=0.001)
print("train", h.loss[-1])
print("test", evaluate()["loss"])
"""

# Stage i lasts 3^i epochs at a rate of 0.001 · 10^(-i/7), in batches of 20; Adam's epsilon is 1e-4 (their section 5).
BURDA = """
seed 1
data mnist, batch=20
enc = sequential(flatten, linear(784, 200), tanh, linear(200, 200), tanh, heads(linear(200, 50), linear(200, 50)))
dec = sequential(linear(50, 200), tanh, linear(200, 200), tanh, linear(200, 784))
model enc, dec
{resume}
first = {first}
stage = -1
epoch = 0
while True:
    epoch += 1
    # The stages end after 1, 4, 13, 40, … epochs.
    now = int(log((2 * epoch - 1) * 1.0) / log(3) + 0.000001)
    if now != stage:
        stage = now
        optimizer = adam(enc, dec, lr=0.001 * 10**(-stage / 7), eps=0.0001)
    if epoch <= first:
        continue
    total = 0
    for x in batches(20):
        b = flatten(bernoulli(x))
        mean, logvar = enc(b)
{objective}
        step(optimizer, loss / len(b))
        total += loss.item()
    save("{folder}/run")
    print("epoch", epoch, "stage", stage, "train", total / len(labels()))
"""

ELBO = """
        z = mean + exp(0.5 * logvar) * randn_like(mean)
        reconstruction = binary_cross_entropy_with_logits(dec(z), b, reduction="sum")
        loss = reconstruction + kl_divergence(mean, logvar, reduction="sum")
"""

IWAE = """
        eps = randn({codes}, len(b), 50)
        z = mean + exp(0.5 * logvar) * eps
        logits = dec(reshape(z, ({codes} * len(b), 50)))
        copies = reshape(b + zeros({codes}, 1, 1), ({codes} * len(b), 784))
        pixels = sum(binary_cross_entropy_with_logits(logits, copies, reduction="none"), dim=1)
        weights = -reshape(pixels, ({codes}, len(b))) - 0.5 * sum(z**2 - eps**2 - logvar, dim=2)
        loss = len(b) * log({codes}) - sum(logsumexp(weights, dim=0))
"""

# One binarization of the test images, the same for every model. (The constants of the two normal densities cancel.)
LIKELIHOOD = """
data mnist
load "{folder}/run"
seed 1000
x = flatten(bernoulli(images("test")[:{images}]))
costs = []
with no_grad():
    for i in range(len(x)):
        b = x[i : i + 1]
        mean, logvar = networks()[0](b)
        eps = randn(5000, 50)
        z = mean + exp(0.5 * logvar) * eps
        pixels = sum(binary_cross_entropy_with_logits(networks()[1](z), b + zeros(5000, 1), reduction="none"), dim=1)
        weights = -pixels - 0.5 * sum(z**2 - eps**2 - logvar, dim=1)
        costs.append((log(5000) - logsumexp(weights, dim=0)).item())
costs = tensor(costs)
print("nll", mean(costs).item(), "error", std(costs).item() / sqrt(len(costs)))
"""


def run(cells, minutes=float("inf")):
    """What the cells print, as it is printed, and the seconds of processor that they took.

    After so many minutes they are ended, as soon as they print that an epoch is over.
    """
    end = time.monotonic() + 60 * minutes
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines = []
    with subprocess.Popen(
        [ELBOW, "run", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "ELBOW_AUTOSAVE": "0"},
    ) as process:
        process.stdin.write(cells)
        process.stdin.close()
        for line in process.stdout:
            lines.append(line)
            print(line, end="", flush=True)
            if line.startswith("epoch ") and time.monotonic() > end:
                process.kill()
                break
    if process.returncode and time.monotonic() < end:
        sys.exit(f"elbow ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return "".join(lines), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def figures(text, name):
    return [float(number) for number in re.findall(rf"\b{name} (-?[\d.]+)", text)]


def tutorial(options):
    train, test = [], []
    for seed in range(1, options.seeds + 1):
        text, _ = run(TUTORIAL.format(seed=seed, epochs=options.epochs))
        train += figures(text, "train")
        test += figures(text, "test")
    print("| | mean | seeds |\n|---|---|---|")
    for name, values in (("train", train), ("test", test)):
        print(f"| {name} | {statistics.mean(values):.2f} | {', '.join(f'{value:.2f}' for value in values)} |")


def burda(options):
    folder = Path(options.folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    progress = folder / "epochs.txt"
    first = len(progress.read_text().splitlines()) if progress.exists() else 0
    objective = (ELBO if options.codes == 1 else IWAE.format(codes=options.codes)).strip("\n")
    began = time.monotonic()
    text, seconds = run(
        BURDA.format(
            resume=f'load "{folder}/run"' if first else "", first=first, folder=folder, objective=objective),
        options.minutes)
    epochs = [line for line in text.splitlines() if line.startswith("epoch ")]
    with progress.open("a") as file:
        file.writelines(line + "\n" for line in epochs)
    print(f"{len(epochs)} epochs in {(time.monotonic() - began) / 60:.0f} minutes, {seconds:.0f} s of processor")
    run(LIKELIHOOD.format(folder=folder, images=options.images))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["tutorial", "burda"])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--codes", type=int, default=1, help="of each image in training: 1 for the ELBO")
    parser.add_argument("--minutes", type=float, default=60, help="of training")
    parser.add_argument("--images", type=int, default=10_000, help="test images for -log p(x)")
    parser.add_argument("--folder", default="published", help="where the networks are saved")
    parser.add_argument("--elbow", default=ELBOW, help="the program")
    options = parser.parse_args()
    globals()["ELBOW"] = options.elbow
    {"tutorial": tutorial, "burda": burda}[options.what](options)


main()
