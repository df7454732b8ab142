"""PNG files of every kind there is, written chunk by chunk, with the samples that a reader should find in them."""

import struct
import zlib

# By colour type: samples of a pixel, and the depths there are.
KINDS = {0: (1, (1, 2, 4, 8, 16)), 2: (3, (8, 16)), 3: (1, (1, 2, 4, 8)), 4: (2, (8, 16)), 6: (4, (8, 16))}

# First column and row of each pass of an interlaced file, and its steps.
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]

# What says how light the samples are; none of it changes them.
COLOUR_CHUNKS = {
    "": b"",
    "gamma of 1": (b"gAMA", struct.pack(">I", 100_000)),
    "gamma of 1/2.2": (b"gAMA", struct.pack(">I", 45_455)),
    "sRGB": (b"sRGB", b"\0"),
    "chromaticities": (b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)),
    "profile": (b"iCCP", b"other\0\0" + zlib.compress(b"no profile at all" * 20)),
}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(samples, depth):
    """A row's samples as bytes, those of fewer than 8 bits together."""
    if depth == 16:
        return struct.pack(f">{len(samples)}H", *samples)
    if depth == 8:
        return bytes(samples)
    bits = "".join(format(sample, f"0{depth}b") for sample in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


def filtered(row, before, size, kind):
    """A row behind one of the five filters."""
    result = bytearray([kind])
    for i, byte in enumerate(row):
        left = row[i - size] if i >= size else 0
        above = before[i] if before else 0
        corner = before[i - size] if before and i >= size else 0
        guess = left + above - corner
        nearest = min((left, above, corner), key=lambda value: abs(guess - value))
        by = [0, left, above, (left + above) // 2, nearest][kind]
        result.append((byte - by) & 255)
    return bytes(result)


def write(pixels, kind, depth, *, interlaced=False, palette=None, extra=b""):
    """A file of rows of pixels, each a tuple of samples as they are stored."""
    height, width = len(pixels), len(pixels[0])
    data, count = b"", 0
    for x, y, step_x, step_y in PASSES if interlaced else [(0, 0, 1, 1)]:
        before = None
        for row in pixels[y::step_y]:
            samples = [sample for pixel in row[x::step_x] for sample in pixel]
            if not samples:
                continue
            line = packed(samples, depth)
            data += filtered(line, before, max(1, KINDS[kind][0] * depth // 8), count % 5)
            before, count = line, count + 1
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    chunks = chunk(b"IHDR", header) + (chunk(*extra) if extra else b"")
    if palette:
        chunks += chunk(b"PLTE", bytes(value for colour in palette for value in colour))
    return b"\x89PNG\r\n\x1a\n" + chunks + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def stored(pixels, kind, depth, palette=None):
    """What a reader of 8 bits should find: channels of rows. Alpha, which the callers keep opaque, is left out."""
    most = (1 << depth) - 1

    def eight(sample):
        return round(sample * 255 / most)

    def colours(pixel):
        if palette:
            return palette[pixel[0]]
        return tuple(eight(sample) for sample in pixel[: 1 if kind in (0, 4) else 3])

    rows = [[colours(pixel) for pixel in row] for row in pixels]
    return [[[pixel[channel] for pixel in row] for row in rows] for channel in range(len(rows[0][0]))]


def with_checksums(file):
    """The same file with the checksum of each chunk put right, as far as there are chunks."""
    result, place = bytearray(file), 8
    while place + 12 <= len(result):
        size = int.from_bytes(result[place : place + 4], "big")
        end = place + 8 + size
        if end + 4 > len(result):
            break
        result[end : end + 4] = struct.pack(">I", zlib.crc32(bytes(result[place + 4 : end])))
        place = end + 4
    return bytes(result)
