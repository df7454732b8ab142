"""Row 7: the most memory each contestant of row 1 ever held, its kernel included."""

from contest import in_turn
from markdown import table, verdict
from rows.epoch import contestants

TITLE = "Peak resident memory of a kernel that trained for one epoch"
MINUTES = (3, 3)


def measure(quick):
    return {name: entry["peak"] for name, entry in in_turn(contestants(), 1, warm=False).items()}


def report(data, machine):
    ours = data.get("Elbow train", float("nan"))
    rows = [[name, f"{peak:.0f}", f"{peak / ours:.1f}"] for name, peak in data.items()]
    return table(["", "MB", "× Elbow's"], rows) + ["", f"Elbow `train`: {verdict(ours, 200, digits=0)} MB."]
