"""Data sets in the files that Python writes, and pictures in a folder."""

import os
import struct
import zlib

import numpy
import pytest
from safetensors.numpy import save_file


def png(pixels):
    """A PNG file of bytes [height, width] or [height, width, 3]."""
    height, width = pixels.shape[:2]

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2 if pixels.ndim == 3 else 0, 0, 0, 0)
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


IMAGES = numpy.random.default_rng(0).integers(0, 256, (40, 6, 5), dtype=numpy.uint8)
LABELS = numpy.arange(40) % 4


def as_batch(images):
    return images[:, None].astype(numpy.float32) / 255


@pytest.mark.parametrize(
    "dtype, scale",
    [("uint8", 1), ("int64", 1), ("float64", 1 / 255), ("float32", 1 / 255), ("float16", 1), (">i4", None)],
)
def test_numbers_of_every_type(run_cells, tmp_path, dtype, scale):
    numpy.save(tmp_path / "x.npy", (IMAGES * (scale or 1)).astype(dtype))
    done = run_cells('data "x.npy"\nexport cat([images(), images("test")]), "back.npy"\n')
    if scale is None:
        assert done.returncode != 0
        assert "least significant byte first" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    back = numpy.load(tmp_path / "back.npy")
    # In another order: some of them were held out.
    assert sorted(map(bytes, back)) == sorted(map(bytes, as_batch(IMAGES)))


@pytest.mark.parametrize("save", [numpy.savez, numpy.savez_compressed])
def test_archives_with_labels(run_cells, tmp_path, save):
    save(
        tmp_path / "set.npz", x_train=numpy.asfortranarray(IMAGES), y_train=LABELS[:, None], x_test=IMAGES[:8],
        y_test=LABELS[:8],
    )
    done = run_cells('data "set.npz"\nexport {"x": images(), "y": labels(), "t": images("test")}, "back.npz"\n')
    assert done.returncode == 0, done.stderr
    assert "set.npz: 40 + 8 images of 1×6×5, 4 classes" in done.stdout
    back = numpy.load(tmp_path / "back.npz")
    assert (back["x"] == as_batch(IMAGES)).all()
    assert (back["y"] == LABELS).all()
    assert (back["t"] == as_batch(IMAGES[:8])).all()


def test_safetensors_with_labels(run_cells, tmp_path):
    colour = numpy.stack([IMAGES] * 3, axis=-1)
    save_file(
        {"images": numpy.ascontiguousarray(colour), "labels": LABELS.astype(numpy.int64)}, tmp_path / "set.safetensors"
    )
    done = run_cells('data "set.safetensors", test=4, classes=[1]\n')
    assert done.returncode == 0, done.stderr
    assert "set.safetensors: 6 + 4 images of 3×6×5, 1 of 4 classes (1)" in done.stdout


def test_pictures_by_class(run_cells, tmp_path):
    for number, (image, label) in enumerate(zip(IMAGES, LABELS, strict=True)):
        folder = tmp_path / "pictures" / f"class {label}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.png").write_bytes(png(image if label else numpy.stack([image] * 3, axis=-1)))
    done = run_cells('data "pictures", seed=1\nexport {"x": images(), "y": labels()}, "back.npz"\n')
    assert done.returncode == 0, done.stderr
    assert "pictures: 36 + 4 images of 3×6×5, 4 classes" in done.stdout
    back = numpy.load(tmp_path / "back.npz")
    known = {bytes(image): label for image, label in zip(as_batch(IMAGES), LABELS, strict=True)}
    for image, label in zip(back["x"], back["y"], strict=True):
        assert known[bytes(image[:1])] == label
        assert (image == image[:1]).all()
    (tmp_path / "pictures/class 2/odd.png").write_bytes(png(IMAGES[0][:, :4]))
    odd = run_cells('data "pictures"\n')
    assert odd.returncode != 0
    assert "class 2/odd.png: expected pictures of one size, 5×6" in odd.stderr
    assert "found 4×6" in odd.stderr


def test_kmnist_is_found_by_its_folder(run_cells, tmp_path):
    folder = tmp_path / "data/KMNIST/raw"
    folder.mkdir(parents=True)
    for part, count in (("train", 30), ("t10k", 10)):
        (folder / f"{part}-images-idx3-ubyte").write_bytes(
            struct.pack(">IIII", 2051, count, 6, 5) + IMAGES[:count].tobytes()
        )
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(
            struct.pack(">II", 2049, count) + LABELS[:count].astype(numpy.uint8).tobytes()
        )
    environment = {**os.environ, "ELBOW_DATA": str(tmp_path / "data")}
    done = run_cells('data kmnist\ndata kmnist, classes=["su"]\n', environment=environment)
    assert done.returncode == 0, done.stderr
    assert "KMNIST: 30 + 10 images of 1×6×5, 10 classes" in done.stdout
    assert run_cells('data "data/KMNIST/raw"\n').returncode == 0


def test_a_saved_session_finds_its_file_again(run_cells, tmp_path):
    numpy.save(tmp_path / "x.npy", IMAGES)
    options = "binarize=dynamic, validation=4, batch=8"
    cells = f'data "x.npy", {options}\nmodel mlp, latent=2, hidden=8\ntrain epochs=1, validate=True\n'
    done = run_cells(cells + 'save "run"\ntrain epochs=1\nexport history().steps, "a.npy"\n')
    assert done.returncode == 0, done.stderr
    (tmp_path / "elsewhere").mkdir()
    again = run_cells('load "run"\ntrain epochs=1\nexport history().steps, "b.npy"\nsession\n')
    assert again.returncode == 0, again.stderr
    assert (numpy.load(tmp_path / "a.npy") == numpy.load(tmp_path / "b.npy")).all()
    assert "32 + 4 to validate + 4 images" in again.stdout
    assert "binarized anew for every batch" in again.stdout
