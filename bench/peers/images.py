"""Where the benchmarks find 60,000 images: the complete MNIST in ELBOW_DATA, else Debian's Fashion-MNIST."""

import gzip
import os
from pathlib import Path

FASHION = Path("/usr/share/datasets/fashion-mnist")
NAME = "train-images-idx3-ubyte"


def training_images():
    """The name of the data set in Elbow's language, and the file with its training images."""
    for folder in filter(None, os.environ.get("ELBOW_DATA", "").split(":")):
        for place in ("mnist", "", "MNIST/raw", "mnist/MNIST/raw"):
            for suffix in (".gz", ""):
                file = Path(folder, place, NAME + suffix)
                if file.exists():
                    return "mnist", file
    for suffix in (".gz", ""):
        file = FASHION / (NAME + suffix)
        if file.exists():
            return "fashion_mnist", file
    raise SystemExit("no complete MNIST in ELBOW_DATA, and no Fashion-MNIST either (Debian: dataset-fashion-mnist)")


def read_bytes(file):
    """An IDX file's header and bytes, unpacked where need be."""
    with gzip.open(file) if file.suffix == ".gz" else open(file, "rb") as stream:
        data = stream.read()
    count = int.from_bytes(data[4:8], "big")
    return count, data[16:]
