#!/usr/bin/env python3
"""Writes pyplot.json beside it: the pixels that matplotlib's imsave writes for these calls, and the numbers of hist.

    .venv-fixtures/bin/python Tests/WorkbenchTests/Fixtures/pyplot.py

A pixel is given as red, green, blue and alpha. `x` holds numbers that are the same on every machine, in single precision.
"""

import json
import pathlib
import tempfile

import matplotlib
import matplotlib.pyplot as plt
import numpy as np

matplotlib.use("Agg")

SETUP = "x = ((np.arange(96) * 37) % 101 - 50) / 64\nx = x.reshape(8, 12)"

MAPS = """Accent Blues Greys RdBu Set1 Spectral binary bwr cividis coolwarm gray hot hsv inferno jet magma nipy_spectral
plasma rainbow seismic tab10 tab20 turbo twilight viridis viridis_r gray_r tab10_r RdBu_r seismic_r grey""".split()

PICTURES = [f"plt.imsave('p.png', x, cmap='{name}')" for name in MAPS] + [
    "plt.imsave('p.png', x)",
    "plt.imsave('p.png', x, cmap='gray', vmin=0, vmax=0.3)",
    "plt.imsave('p.png', x, cmap='gray', vmin=-2, vmax=3)",
    "plt.imsave('p.png', 0 * x + 2, cmap='viridis')",
    "plt.imsave('p.png', x + x * 0 / (x > 0), cmap='viridis', vmin=-1, vmax=1)",
    "plt.imsave('p.png', x > 0, cmap='gray')",
    "plt.imsave('p.png', ((x + 1) / 2).reshape(8, 4, 3))",
    "plt.imsave('p.png', ((x + 1) / 2).reshape(8, 3, 4))",
]

HISTOGRAMS = [
    "plt.hist(x.flatten())", "plt.hist(x.flatten(), bins=7)", "plt.hist(x.flatten(), bins=32, density=True)",
    "plt.hist(x.flatten(), bins=10, range=(-0.5, 0.5))", "plt.hist(x.flatten(), bins=[-1, -0.5, 0.25, 0.5])",
    "plt.hist([0, 1, 1, 2, 4], bins=4)", "plt.hist([2, 2, 2])", "plt.hist([0.1, 0.2, 0.3, 0.7, 1.0], bins=10)",
]


def space():
    made = {"np": np, "plt": plt}
    exec(SETUP.replace("/ 64", "/ np.float32(64)"), made)
    made["x"] = made["x"].astype(np.float32)
    return made


def main():
    pictures = []
    for cell in PICTURES:
        with tempfile.TemporaryDirectory() as folder, np.errstate(all="ignore"):
            path = str(pathlib.Path(folder) / "p.png")
            eval(cell.replace("'p.png'", "path"), {**space(), "path": path})
            picture = (plt.imread(path) * 255).round().astype(np.uint8)
            pictures.append({"cell": cell, "width": picture.shape[1], "height": picture.shape[0],
                             "bytes": picture.tobytes().hex()})
    histograms = []
    for cell in HISTOGRAMS:
        counts, edges, _ = eval(cell, space())
        histograms.append({"cell": cell, "counts": [float(count) for count in counts],
                           "edges": [float(np.float32(edge)) for edge in edges]})
    lines = [",\n".join("    " + json.dumps(row) for row in rows) for rows in (pictures, histograms)]
    text = f'{{\n  "madeWith": "matplotlib {matplotlib.__version__}",\n  "setup": {json.dumps(SETUP)},\n'
    text += f'  "pictures": [\n{lines[0]}\n  ],\n  "histograms": [\n{lines[1]}\n  ]\n}}\n'
    pathlib.Path(__file__).with_suffix(".json").write_text(text)


if __name__ == "__main__":
    main()
