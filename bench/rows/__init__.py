"""The rows of docs/benchmarks.md, each with a TITLE, how many MINUTES it takes (quick, full), `measure(quick)`, which
gives what is kept in results.json, and `report(data, machine)`, which makes lines of Markdown of it."""

from . import (
    cold_start, conv_vae, epoch, inference, memory, networks, operations, sizes,
)

ROWS = {1: epoch, 2: sizes, 3: conv_vae, 4: inference, 5: operations, 6: cold_start, 7: memory, 8: networks}
