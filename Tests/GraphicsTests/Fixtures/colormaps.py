#!/usr/bin/env python3
"""Writes Sources/Graphics/Charts/Colormap+Tables.swift: matplotlib's colour maps as the bytes that it draws.

Run it with matplotlib installed, after a map was added to NAMES.
"""

import pathlib
import textwrap

import matplotlib
import numpy as np

NAMES = """
Accent autumn Blues bone cool copper Dark2 Greens Greys Oranges Paired Pastel1 Purples RdBu RdYlBu RdYlGn Reds Set1 Set2 Set3 Spectral YlGnBu YlOrRd
BuGn BuPu bwr cividis coolwarm gray hot hsv inferno jet magma nipy_spectral plasma rainbow seismic tab10 tab20 turbo
PiYG pink PRGn PuBu PuOr RdPu RdGy spring summer twilight viridis winter YlGn YlOrBr
""".split()

HEAD = """\
extension Colormap {
  /// The maps by their names: six hexadecimal digits for each colour, from the first to the last.
  ///
  /// The other way round (`gray_r`) stands here where rounding makes it another map than the reversed one. Written by
  /// Tests/GraphicsTests/Fixtures/colormaps.py from matplotlib %s. Those with names of colours, such as
  /// `Blues`, `RdBu` and `Set1`, are of Cynthia Brewer's (colorbrewer.org, Apache License 2.0).
  static let tables: [String: String] = [
"""


def drawn(name):
    colormap = matplotlib.colormaps[name]
    return colormap(np.arange(colormap.N), bytes=True)[:, :3]


def main():
    path = pathlib.Path(__file__).parents[3] / "Sources/Graphics/Charts/Colormap+Tables.swift"
    text = HEAD % matplotlib.__version__
    tables = {}
    for name in sorted(NAMES, key=lambda name: (name.lower(), name)):
        tables[name] = drawn(name)
        if (drawn(name + "_r") != tables[name][::-1]).any():
            tables[name + "_r"] = drawn(name + "_r")
    for name, colors in tables.items():
        digits = colors.tobytes().hex()
        lines = [digits[start : start + 108] for start in range(0, len(digits), 108)]
        text += f'    "{name}": """\n' + textwrap.indent(" \\\n".join(lines).replace(" \\", "\\"), " " * 6) + '\n      """,\n'
    path.write_text(text + "  ]\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
