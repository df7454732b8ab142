"""Reads figures out of what training prints, so that one place knows what its lines look like."""

import re

NUMBER = r"(-?\d[\d,]*(?:\.\d+)?)"


def number(text):
    return float(text.replace(",", ""))


def epoch_lines(text):
    """The line that each epoch leaves behind, in order: those that name an epoch and nats."""
    return [line for line in text.splitlines() if re.search(r"\bepoch\b", line, re.I) and "nats" in line]


def nats(line, name=None):
    """The nats per image in a line: the first such figure, or the one that stands beside a name such as KL."""
    if name:
        match = re.search(rf"\b{name}\b\s*[:=]?\s*{NUMBER}|{NUMBER}\s*(?:nats\s*)?{name}\b", line, re.I)
    else:
        match = re.search(rf"{NUMBER}\s*nats", line) or re.search(rf"(?:total|loss|elbo)\s*[:=]?\s*{NUMBER}", line, re.I)
    assert match, f"no nats{f' of {name}' if name else ''} in: {line}"
    return number(next(group for group in match.groups() if group))


def tutorial_figure(line):
    """The tutorial's own figure, the sum of the batches' losses over batch times pixels, in an epoch's line."""
    match = re.search(rf"tutorial\D*?{NUMBER}", line, re.I)
    assert match, f"no tutorial's figure in: {line}"
    return number(match.group(1))
