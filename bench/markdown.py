"""Tables and phrases of docs/benchmarks.md."""


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "| --- |" + " ---: |" * (len(heads) - 1)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def verdict(value, target, digits=2):
    """`0.36 (at most 0.50: reached)`"""
    word = "not measured" if value != value else "reached" if value <= target else "missed"
    return f"**{value:.{digits}f}** (at most {target:.{digits}f}: {word})"


def readable(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"
