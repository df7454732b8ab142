#!/usr/bin/env python3
"""Writes image_grids.json beside it: what torchvision's make_grid and save_image give for these calls.

    .venv-fixtures/bin/python Tests/WorkbenchTests/Fixtures/image_grids.py

`x(…)` makes images of a shape from numbers that are the same on every machine; the test puts its text in place of it.
"""

import json
import pathlib
import re
import tempfile

import torch
import torchvision
from PIL import Image
from torchvision.utils import make_grid, save_image

NUMBERS = "(((torch.arange({count}) * 37) % 101 - 50) / 64).reshape({shape})"

GRIDS = [
    "make_grid(x(6, 1, 3, 3))",
    "make_grid(x(6, 1, 3, 3), nrow=4)",
    "make_grid(x(7, 3, 2, 4), nrow=3, padding=1, pad_value=0.3)",
    "make_grid(x(5, 1, 3, 2), 2, 0)",
    "make_grid(x(2, 2, 3, 2), pad_value=1)",
    "make_grid(x(2, 4, 3, 2))",
    "make_grid(x(4, 5))",
    "make_grid(x(1, 4, 5))",
    "make_grid(x(3, 4, 5))",
    "make_grid(x(1, 1, 4, 5), padding=3)",
    "make_grid(x(1, 3, 4, 5))",
    "make_grid([x(1, 3, 3), 2 * x(1, 3, 3)], nrow=1)",
    "make_grid(x(6, 1, 3, 3), normalize=True)",
    "make_grid(x(6, 3, 3, 3), normalize=True, scale_each=True)",
    "make_grid(x(6, 1, 3, 3), normalize=True, value_range=(-0.3, 0.45))",
    "make_grid(x(6, 3, 3, 3), normalize=True, value_range=(-0.1, 0.7), scale_each=True, pad_value=1)",
    "make_grid(0 * x(2, 1, 2, 2) + 0.25, normalize=True)",
    "make_grid(x(2, 1, 2, 2) / (x(2, 1, 2, 2) > 0), normalize=True, value_range=(-1, 1))",
    "make_grid(x(2, 1, 2, 2) * float('nan'), normalize=True)",
]

PICTURES = [
    "save_image(x(6, 1, 5, 4), 'grid.png')",
    "save_image(x(4, 3, 5, 4), 'grid.png', nrow=2, padding=1, pad_value=0.7)",
    "save_image(x(9, 1, 3, 3), 'grid.png', nrow=3, normalize=True)",
    "save_image(x(1, 4, 3, 3), 'grid.png')",
    "save_image(x(28, 28), 'grid.png')",
]


def meant(cell):
    """The cell with the numbers of its images."""

    def numbers(match):
        shape = [int(length) for length in match[1].split(",")]
        return NUMBERS.format(count=torch.Size(shape).numel(), shape=", ".join(map(str, shape)))

    return re.sub(r"\bx\(([\d, ]+)\)", numbers, cell)


def main():
    grids = []
    for cell in GRIDS:
        grid = eval(meant(cell))
        grids.append({"cell": meant(cell), "shape": list(grid.shape),
                      "numbers": " ".join(f"{number:.9g}" for number in grid.flatten().tolist())})
    pictures = []
    for cell in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            path = str(pathlib.Path(folder) / "grid.png")
            eval(meant(cell).replace("'grid.png'", "path"), globals(), {"path": path})
            picture = Image.open(path)
            pictures.append({"cell": meant(cell), "width": picture.width, "height": picture.height,
                             "bytes": picture.tobytes().hex()})
    lines = [",\n".join("    " + json.dumps(row) for row in rows) for rows in (grids, pictures)]
    text = f'{{\n  "madeWith": "torchvision {torchvision.__version__}, PyTorch {torch.__version__}",\n'
    text += f'  "grids": [\n{lines[0]}\n  ],\n  "pictures": [\n{lines[1]}\n  ]\n}}\n'
    pathlib.Path(__file__).with_suffix(".json").write_text(text)


if __name__ == "__main__":
    main()
