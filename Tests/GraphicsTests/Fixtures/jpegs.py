#!/usr/bin/env python3
"""Writes jpegs.json beside it: JPEG files of every kind that PIL writes, and the pixels that PIL reads from them.

    .venv-fixtures/bin/python Tests/GraphicsTests/Fixtures/jpegs.py

Pixels are of `convert("RGB")`, as torchvision's loader has it, or of mode L where the file is grey.
"""

import base64
import io
import json
import math
import pathlib

from PIL import Image

KINDS = {
    "grey": ("L", {}),
    "grey, progressive": ("L", {"progressive": True}),
    "colours at full resolution": ("RGB", {"subsampling": "4:4:4"}),
    "colours at half of the width": ("RGB", {"subsampling": "4:2:2"}),
    "colours at half of both sides": ("RGB", {"subsampling": "4:2:0"}),
    "progressive": ("RGB", {"progressive": True, "subsampling": "4:2:0"}),
    "red, green and blue as they are": ("RGB", {"keep_rgb": True}),
    "with restarts": ("RGB", {"restart_marker_blocks": 1}),
    "of high quality": ("RGB", {"quality": 100}),
    "turned by EXIF": ("RGB", {"exif": b"Exif\0\0MM\0*\0\0\0\b\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"}),
    "cyan, magenta, yellow and black": ("CMYK", {}),
}


def picture(mode, width, height):
    channels = len(mode)
    samples = bytes(
        round(127.5 + 127.5 * math.sin(0.37 * x * (channel + 1) + 0.53 * y + channel)) if x < width - 2 else 255 * (y % 2)
        for y in range(height) for x in range(width) for channel in range(channels)
    )
    return Image.frombytes(mode, (width, height), samples)


def main():
    cases = []
    for kind, (mode, options) in KINDS.items():
        for width, height in ((1, 1), (17, 9)):
            file = io.BytesIO()
            picture(mode, width, height).save(file, "JPEG", **options)
            read = Image.open(io.BytesIO(file.getvalue()))
            read = read if read.mode == "L" else read.convert("RGB")
            cases.append({
                "name": f"{kind}, {width}×{height}", "width": width, "height": height, "channels": len(read.mode),
                "file": base64.b64encode(file.getvalue()).decode(), "pixels": base64.b64encode(read.tobytes()).decode(),
            })
    text = json.dumps(cases, indent=1, ensure_ascii=False) + "\n"
    pathlib.Path(__file__).with_name("jpegs.json").write_text(text)


if __name__ == "__main__":
    main()
