"""Reads figures out of what training prints, so that one place knows what its lines look like."""

import re

NUMBER = r"(-?\d[\d,]*(?:\.\d+)?)"


def number(text):
    return float(text.replace(",", ""))


def epoch_lines(text):
    """The line that each epoch leaves behind, in order; the words of the plot speak of epochs and nats too, and begin otherwise."""
    return [line for line in text.splitlines() if re.match(r"epoch \d+/\d+ ", line) and "nats" in line]


def tutorial_figure(line):
    """The tutorial's own figure, the sum of the batches' losses over batch times pixels, in an epoch's line."""
    match = re.search(rf"tutorial\D*?{NUMBER}", line, re.I)
    assert match, f"no tutorial's figure in: {line}"
    return number(match.group(1))
