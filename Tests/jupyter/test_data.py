"""Data sets in the files that Python writes, and pictures in a folder."""

import io
import os
import random
import re
import struct

import numpy
import png_files
import pytest
from PIL import Image
from safetensors.numpy import load_file, save_file


def png(pixels):
    """A PNG file of bytes [height, width] or [height, width, 3]."""
    rows = [[tuple(numpy.atleast_1d(pixel).tolist()) for pixel in row] for row in pixels]
    return png_files.write(rows, 2 if pixels.ndim == 3 else 0, 8)


def as_batch(images):
    return images[:, None].astype(numpy.float32) / 255


IMAGES = numpy.random.default_rng(0).integers(0, 256, (40, 6, 5), dtype=numpy.uint8)
LABELS = numpy.arange(40) % 4


def as_batch(images):
    return images[:, None].astype(numpy.float32) / 255


@pytest.mark.parametrize(
    "dtype, scale",
    [
        ("uint8", 1), ("int64", 1), ("float64", 1 / 255), ("float32", 1 / 255), ("float16", 1), (">i4", 1), (">f8", 1),
        (">u2", 257), ("uint32", 1),
    ],
)
def test_numbers_of_every_type(run_cells, tmp_path, dtype, scale):
    numpy.save(tmp_path / "x.npy", (IMAGES * float(scale)).astype(dtype))
    done = run_cells('data "x.npy"\nexport cat([images(), images("test")]), "back.npy"\n')
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


# What PIL can be asked for where it writes a JPEG.
JPEG_KINDS = {
    "plain": {}, "progressive": {"progressive": True}, "full": {"subsampling": "4:4:4"}, "half": {"subsampling": "4:2:2"},
    "best": {"quality": 100}, "worst": {"quality": 5}, "restarts": {"restart_marker_blocks": 3},
    "turned": {"exif": b"Exif\0\0MM\0*\0\0\0\b\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"},
}


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_jpegs_have_the_pixels_that_pil_reads(run_cells, tmp_path, mode):
    """In sizes around those of blocks, of noise: the hardest that there is."""
    draw = numpy.random.default_rng(len(mode))
    cells, wanted = ["found = {}"], {}
    for kind, options in JPEG_KINDS.items():
        for width, height in [(1, 1), (8, 8), (17, 33), (50, 31), (64, 64)]:
            shape = (height, width) if mode == "L" else (height, width, len(mode))
            name = f"{kind}-{width}x{height}"
            (tmp_path / name).mkdir()
            for place in ("a.jpg", "b.JPEG"):
                noise = draw.integers(0, 256, shape, dtype=numpy.uint8).tobytes()
                Image.frombytes(mode, (width, height), noise).save(tmp_path / name / place, "JPEG", **options)
            wanted[name] = [
                numpy.asarray(read if read.mode == "L" else read.convert("RGB"))
                for read in (Image.open(tmp_path / name / place) for place in ("a.jpg", "b.JPEG"))
            ]
            cells.append(f'data "{name}", scale=255;\nfound["{name}"] = cat([images(), images("test")])')
    done = run_cells("\n".join(cells) + '\nsave found, "found.npz"\n')
    assert done.returncode == 0, done.stderr
    found = numpy.load(tmp_path / "found.npz")
    assert len(wanted) == 40
    for name, pictures in wanted.items():
        read = [numpy.rint(image * 255).transpose(1, 2, 0) for image in found[name]]
        pictures = [picture.reshape(read[0].shape) for picture in pictures]
        # Which one of the two is held out is a matter of chance.
        if not (read[0] == pictures[0]).all():
            read.reverse()
        assert all((one == other).all() for one, other in zip(read, pictures, strict=True)), name


def test_pictures_are_what_their_first_bytes_say(run_cells, tmp_path):
    colours = numpy.stack([IMAGES] * 3, axis=-1)
    for number in range(4):
        # A PNG that is called a JPEG, and the other way round, as browsers save them.
        ending, kind = ("jpg", "PNG") if number % 2 else ("png", "JPEG")
        Image.fromarray(colours[number]).save(tmp_path / f"{number}.{ending}", kind)
    done = run_cells(f'data "{tmp_path}"\n')
    assert done.returncode == 0, done.stderr
    assert "3 + 1 images of 3×6×5" in done.stdout
    whole = (tmp_path / "0.png").read_bytes()
    (tmp_path / "0.png").write_bytes(whole[: len(whole) - 60])
    cut = run_cells(f'data "{tmp_path}"\n')
    assert cut.returncode != 0
    assert "0.png: " in cut.stderr and "JPEG" in cut.stderr
    (tmp_path / "0.png").write_bytes(b"GIF89a and more")
    other = run_cells(f'data "{tmp_path}"\n')
    assert "0.png: not a PNG or JPEG that can be read: it is a GIF picture" in other.stderr


def resized(picture, size, crop):
    """torchvision's Resize(size) and CenterCrop(size), or Resize((size, size)), in PIL's terms."""
    width, height = picture.size
    if crop == "none":
        return picture.resize((size, size), Image.BILINEAR)
    short, long = min(width, height), max(width, height)
    long = int(size * long / short)
    picture = picture.resize((size, long) if width <= height else (long, size), Image.BILINEAR)
    left, top = (round((side - size) / 2.0) for side in picture.size)
    return picture.crop((left, top, left + size, top + size))


@pytest.mark.parametrize("crop", ["center", "none"])
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_sizes_and_colours_are_those_of_pil(run_cells, tmp_path, mode, crop):
    """Pictures of thirty sizes, JPEG and PNG, to three sizes: each byte is the one that PIL gives."""
    draw = numpy.random.default_rng(3)
    for number in range(30):
        width, height = (int(side) for side in draw.integers(1, 90, 2))
        noise = draw.integers(0, 256, (height, width, len(mode)), dtype=numpy.uint8).tobytes()
        ending = "jpg" if mode != "RGBA" and number % 2 else "png"
        Image.frombytes(mode, (width, height), noise).save(tmp_path / f"{number}.{ending}")
    cells = ["found = {}"]
    for size in (7, 32, 61):
        for channels in (1, 3):
            cells.append(
                f'data "{tmp_path}", size={size}, crop={crop}, channels={channels}, ground=white, scale=255, test=1, seed=2;\n'
                f'found["{size} {channels}"] = cat([images(), images("test")])'
            )
    done = run_cells("\n".join(cells) + '\nsave found, "found.npz"\n')
    assert done.returncode == 0, done.stderr
    found = numpy.load(tmp_path / "found.npz")
    for size in (7, 32, 61):
        for channels in (1, 3):
            wanted = []
            for path in tmp_path.glob("*.[jp][pn]g"):
                picture = Image.open(path)
                if mode == "RGBA":
                    ground = Image.new("RGB", picture.size, (255, 255, 255))
                    ground.paste(picture, mask=picture.getchannel("A"))
                    picture = ground
                picture = resized(picture.convert("L" if channels == 1 else "RGB"), size, crop)
                wanted.append(numpy.asarray(picture).reshape(size, size, channels).transpose(2, 0, 1).tobytes())
            read = [image.tobytes() for image in numpy.rint(found[f"{size} {channels}"] * 255).astype(numpy.uint8)]
            assert len(read) == 30
            assert sorted(read) == sorted(wanted), (size, channels)


def test_a_saved_session_brings_its_pictures_to_their_form_again(run_cells, tmp_path):
    for number in range(12):
        picture = Image.frombytes("RGB", (20 + number, 24), (IMAGES.tobytes() * 2)[: (20 + number) * 72])
        (tmp_path / "faces").mkdir(exist_ok=True)
        picture.save(tmp_path / f"faces/{number}.jpg")
    wrong = run_cells('data "faces"\n')
    assert "expected pictures of one size, 20×24" in wrong.stderr and "size=64" in wrong.stderr
    cells = 'data "faces", size=(16, 12), channels=1, batch=4\nmodel mlp, latent=2, hidden=8\ntrain epochs=1\n'
    done = run_cells(cells + 'save "run"\ntrain epochs=1\nexport history().steps, "a.npy"\n')
    assert done.returncode == 0, done.stderr
    assert "11 + 1 images of 1×16×12" in done.stdout
    assert "pictures 20 to 31 wide and 24 high were brought to 12×16" in done.stdout
    again = run_cells('load "run"\ntrain epochs=1\nexport history().steps, "b.npy"\n')
    assert again.returncode == 0, again.stderr
    assert (numpy.load(tmp_path / "a.npy") == numpy.load(tmp_path / "b.npy")).all()


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


@pytest.mark.parametrize("kind", png_files.KINDS)
def test_every_kind_of_png_gives_the_samples_that_are_stored(run_cells, tmp_path, kind):
    """All depths, interlaced or not, in sizes around those of the passes, whatever the file says of its colours."""
    draw = random.Random(kind)
    samples, depths = png_files.KINDS[kind]
    wanted, cells = {}, []
    for depth in depths:
        for width, height in [(1, 1), (3, 2), (5, 9), (13, 11)]:
            for interlaced in (False, True):
                for colours, extra in png_files.COLOUR_CHUNKS.items():
                    most = (1 << depth) - 1
                    palette = [tuple(draw.randrange(256) for _ in range(3)) for _ in range(most + 1)]
                    palette = palette if kind == 3 else None
                    rows = [
                        [
                            tuple(
                                most if kind in (4, 6) and place == samples - 1 else draw.randrange(most + 1)
                                for place in range(samples)
                            )
                            for _ in range(width)
                        ]
                        for _ in range(height)
                    ]
                    # One white pixel: a picture that is all dark would leave open what is white.
                    rows[0][0] = ((most,) * samples) if kind != 3 else rows[0][0]
                    name = f"{depth}-{width}x{height}-{'i' if interlaced else 'p'}-{colours.replace('/', ' of ')}"
                    file = png_files.write(rows, kind, depth, interlaced=interlaced, palette=palette, extra=extra)
                    for copy in "ab":
                        place = tmp_path / name / f"{copy}.png"
                        place.parent.mkdir(exist_ok=True)
                        place.write_bytes(file)
                    wanted[name] = numpy.array(png_files.stored(rows, kind, depth, palette), dtype=numpy.uint8)
                    cells.append(f'data "{name}", scale=255;\nfound["{name}"] = images()[0]')
    done = run_cells("found = {}\n" + "\n".join(cells) + '\nsave found, "found.npz"\n')
    assert done.returncode == 0, done.stderr
    found = numpy.load(tmp_path / "found.npz")
    wrong = [name for name in wanted if not (numpy.rint(found[name] * 255) == wanted[name]).all()]
    assert len(wanted) == 48 * len(depths)
    assert not wrong


# Errors of files that NumPy reads: bytes too many, and a row of numbers as a type.
MEANT = re.compile(r"numbers of \d bytes?, found .* of them|found something else \(.?\d+[a-z]")


def test_headers_are_read_or_refused_as_numpy_does(kernel, tmp_path):
    """Two thousand files of NumPy's with a byte or more changed: what one reader refuses, the other does, too.

    Three differences are meant. Text, records and complex numbers are no tensors. A type that is a row of others, as
    `<4f8`, which NumPy itself never writes, is no type of numbers. And bytes behind the numbers, of which NumPy says
    nothing, are damage, or a second array that nobody would miss.
    """
    draw = random.Random(13)
    values = numpy.arange(24, dtype=numpy.int16).reshape(2, 3, 4)
    originals = []
    for dtype in ("<i2", ">f4", "|u1", "<f8", "|b1"):
        for order in "CF":
            file = io.BytesIO()
            numpy.save(file, numpy.asarray(values.astype(dtype), order=order))
            originals.append(file.getvalue())
    alphabet = b"0123456789<>|=,()[]{}:'\" LTFuifbcSUOV\x00\xff\n"
    different = []
    for number in range(2000):
        file = bytearray(draw.choice(originals))
        for _ in range(draw.choice([1, 1, 2, 3])):
            place = draw.randrange(min(len(file), 80))
            action = draw.randrange(4)
            if action == 0:
                file[place] = draw.choice(alphabet)
            elif action == 1:
                del file[place]
            elif action == 2:
                file.insert(place, draw.choice(alphabet))
            else:
                file = file[: draw.randrange(len(file))]
            if not file:
                break
        path = tmp_path / "x.npy"
        path.write_bytes(bytes(file))
        result = kernel.run(f'x = load("{path}")\nsave x, "{tmp_path}/back.npy"')
        try:
            theirs = numpy.load(path, allow_pickle=False)
        except Exception:
            theirs = None
        ours = numpy.load(tmp_path / "back.npy") if result.status == "ok" else None
        if theirs is not None and (theirs.dtype.kind not in "biuf" or theirs.dtype.itemsize > 8):
            theirs = None
        if theirs is not None and ours is None and MEANT.search(str(result.reply)):
            theirs = None
        if (theirs is None) != (ours is None):
            different.append((number, bytes(file[:90]), None if theirs is None else theirs.dtype, result.reply))
        elif theirs is not None:
            with numpy.errstate(all="ignore"):
                as_float = theirs.astype(numpy.float32)
            if as_float.shape != ours.shape or not numpy.array_equal(as_float, ours.astype(numpy.float32), equal_nan=True):
                different.append((number, bytes(file[:90]), "other numbers"))
    assert not different, different[:5]


@pytest.mark.parametrize("save", [numpy.savez, numpy.savez_compressed])
def test_what_is_no_array_of_numbers_is_left_and_named(run_cells, tmp_path, save):
    save(
        tmp_path / "set.npz", imgs=(IMAGES > 127).astype(numpy.uint8), names=numpy.array(["a", "b"]),
        about=numpy.array({"author": "?"}, dtype=object), dates=numpy.array(["2026-01-01"], dtype="M8[D]"),
        waves=numpy.zeros(3, dtype=complex), rows=numpy.zeros(2, dtype=[("a", "f4"), ("b", "i2")]),
    )
    done = run_cells('data "set.npz"\nprint(sorted(list(load("set.npz"))))\nexport images(), "back.npy"\n')
    assert done.returncode == 0, done.stderr
    for words in ("names (text", "about (Python objects", "dates (dates", "waves (complex numbers", "rows (records"):
        assert done.stdout.count(words) == 2, done.stdout
    assert "values 0 … 1 (uint8) are taken as they are" in done.stdout
    assert "['imgs']" in done.stdout
    assert set(numpy.load(tmp_path / "back.npy").flat) == {0, 1}


def test_an_archive_that_unpacks_to_far_more_takes_no_memory(run_cells, tmp_path):
    """500 MB of zeros in 0.5 MB: their shape, which is none of images, is looked at before they are unpacked."""
    numpy.savez_compressed(tmp_path / "bomb.npz", x=numpy.zeros(1 << 27, "f4"))
    done = run_cells('data "bomb.npz"\n')
    assert done.returncode != 0
    assert "images are N×height×width" in done.stderr


def damaged_png(draw, kind):
    """A picture with some bytes changed, and now and then with the checksums put right."""
    samples, depths = png_files.KINDS[kind]
    depth = draw.choice(depths)
    most = (1 << depth) - 1
    palette = [tuple(draw.randrange(256) for _ in range(3)) for _ in range(most + 1)] if kind == 3 else None

    def pixel():
        return tuple(
            most if kind in (4, 6) and place == samples - 1 else draw.randrange(most + 1) for place in range(samples)
        )

    rows = [[pixel() for _ in range(7)] for _ in range(6)]
    file = bytearray(png_files.write(rows, kind, depth, interlaced=draw.random() < 0.5, palette=palette))
    for _ in range(draw.choice([1, 1, 2])):
        place = draw.randrange(len(file))
        action = draw.randrange(5)
        if action < 3:
            file[place] = draw.choice([0, 1, 2, 3, 7, 8, 16, 127, 128, 255, draw.randrange(256)])
        elif action == 3:
            del file[place]
        else:
            file = file[:place] or file
    return png_files.with_checksums(bytes(file)) if draw.random() < 0.5 else bytes(file)


def image_kind(path):
    """The colour type that a file states."""
    return path.read_bytes()[25]


def pillow(path):
    """Channels of rows of 8 bits as PIL reads them, or None."""
    try:
        with Image.open(path) as image:
            image.load()
            if image.mode in ("I;16", "I"):
                return numpy.rint(numpy.array(image, dtype=float) / 257)[None]
            if image.mode in ("1", "L", "LA"):
                return numpy.array(image.convert("L"))[None]
            colours = numpy.array(image.convert("RGBA"))[..., :3].transpose(2, 0, 1)
            # To Pillow grey of 16 bits with alpha is RGBA.
            return colours[:1] if image_kind(path) == 4 else colours
    except Exception:
        return None


# Files that Pillow reads and Elbow refuses. Pillow stops at the last pixel it needs, and looks neither at what comes behind
# it nor at every field of the header; to Elbow a damaged file is one, whichever part of it is.
STRICTER = ("CRC error", "Invalid IHDR data", "the file was cut off", "Not enough image data", "transparent pixels",
            "PNG unsigned integer out of range", "invalid chunk type")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_damaged_pictures_are_read_or_refused_as_pillow_does(kernel, tmp_path):
    """Of 1,000 damaged files none is read that Pillow refuses, none is read otherwise, and refusals are of the kinds above."""
    draw = random.Random(7)
    (tmp_path / "set").mkdir()
    different, both = [], 0
    for number in range(1000):
        file = damaged_png(draw, draw.choice(list(png_files.KINDS)))
        for copy in "ab":
            (tmp_path / "set" / f"{copy}.png").write_bytes(file)
        result = kernel.run(f'data "{tmp_path}/set", scale=255\nsave images()[0], "{tmp_path}/back.npy"')
        theirs = pillow(tmp_path / "set/a.png")
        ours = numpy.rint(numpy.load(tmp_path / "back.npy") * 255) if result.status == "ok" else None
        if ours is None:
            message = result.reply["evalue"]
            if theirs is not None and not any(reason in message for reason in STRICTER):
                different.append((number, message))
        elif theirs is None or theirs.shape != ours.shape or abs(theirs - ours).max() > 1:
            different.append((number, "Pillow refuses it" if theirs is None else "other values"))
        else:
            both += 1
    assert not different, different[:5]
    assert both > 50


@pytest.mark.parametrize("ending", ["npy", "npz", "safetensors"])
def test_masks_come_back_as_masks(run_cells, tmp_path, ending):
    what, item = ("m", "") if ending == "npy" else ('{"m": m, "x": x}', '["m"]')
    cells = f'x = arange(6)\nm = x > 2\nsave {what}, "m.{ending}"\n'
    cells += f'back = load("m.{ending}"){item}\nprint(len(x[back]), back[0].item())\n'
    done = run_cells(cells)
    assert done.returncode == 0, done.stderr
    assert "3 False" in done.stdout
    if ending != "safetensors":
        stored = numpy.load(tmp_path / f"m.{ending}")
        assert (stored if ending == "npy" else stored["m"]).dtype == bool
    else:
        assert load_file(tmp_path / "m.safetensors")["m"].dtype == bool
