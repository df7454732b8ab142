#!/usr/bin/env python3
"""Measures Elbow beside PyTorch, JAX and Keras, everything in turn in one run, and writes docs/benchmarks.md.

The figures of each row are kept in bench/results.json; a run of some rows leaves the others as they were. A row that
cannot be measured or told leaves what was kept of it, and the next ones are measured all the same.
"""

import argparse
import datetime
import json
import os
import sys
import time
import traceback
from pathlib import Path

import contest
import machine
from contest import say
from rows import ROWS
from sessions import ROOT


def told(number, kept, here):
    """The lines of one row, or of what is wrong with its figures."""
    try:
        lines = ROWS[number].report(kept["data"], here)
    except Exception:
        traceback.print_exc()
        lines = ["Its figures are not complete."]
    how = "quick run, rough figures" if kept["quick"] else "full run"
    return lines + ["", f"*Taken {kept['taken']}, {how}, {kept['seconds'] / 60:.0f} min, load {kept['load']:.2f} at the start.*"]


def document(results):
    here, rows = results["machine"], results["rows"]
    versions = ", ".join(f"{name} {version}" for name, version in here["versions"].items())
    lines = [
        "# Benchmarks", "",
        "Written by `make bench`: Elbow beside its peers, each in a Jupyter kernel of its own, in turn in one run, with the",
        "variables of BLAS and OpenMP unset on all sides. Times are medians; ratios below 1 are in Elbow's favour.", "",
        f"Machine: {here['processor']}, {here['processors']} processors, {here['processors']} threads on all sides unless said "
        f"otherwise. Measured peak of fused multiply-add: {here['peak']['one']:.0f} GFLOP/s for one thread, "
        f"{here['peak']['all']:.0f} for all. OpenBLAS has kernels for {here['openblas']}.", "",
        f"Versions: {versions}.", "",
    ]
    for number, row in ROWS.items():
        kept = rows.get(str(number))
        if not kept:
            continue
        lines += [f"## {number}. {row.TITLE}", "", *told(number, kept, here), ""]
    return "\n".join(lines)


def measured(number, quick):
    say(f"\n{number}. {ROWS[number].TITLE}")
    load, began = os.getloadavg()[0], time.perf_counter()
    data = ROWS[number].measure(quick)
    return {
        "taken": datetime.datetime.now().isoformat(" ", "minutes"), "quick": quick, "load": load,
        "seconds": time.perf_counter() - began, "data": data,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default=",".join(map(str, ROWS)), help="which, as 1,5; none to write the page anew")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and shorter ones: rough figures")
    parser.add_argument("--elbow", default=contest.ELBOW, help="the program")
    parser.add_argument("--into", type=Path, help="a folder for results.json and benchmarks.md, to try without touching ours")
    options = parser.parse_args()
    contest.ELBOW = options.elbow
    results_file = (options.into or ROOT / "bench") / "results.json"
    document_file = (options.into or ROOT / "docs") / "benchmarks.md"
    chosen = [] if options.rows == "none" else [int(number) for number in options.rows.split(",")]

    results = json.loads(results_file.read_text()) if results_file.exists() else {"machine": None, "rows": {}}
    if chosen:
        minutes = sum(ROWS[number].MINUTES[0 if options.quick else 1] for number in chosen)
        say(f"rows {chosen}: about {minutes} minutes on an idle machine of two processors; load now {os.getloadavg()[0]:.2f}")
        results["machine"] = machine.describe()
        say(f"peak of fused multiply-add {results['machine']['peak']['all']:.0f} GFLOP/s")
    failed = []
    for number in chosen:
        try:
            results["rows"][str(number)] = measured(number, options.quick)
        except Exception:
            traceback.print_exc()
            failed.append(number)
            continue
        # After every row: what was measured is kept, whatever becomes of the next.
        results_file.write_text(json.dumps(results, indent=1) + "\n")
        say("\n".join(told(number, results["rows"][str(number)], results["machine"])))
    if results["machine"]:
        document_file.write_text(document(results))
    if failed:
        sys.exit(f"rows {failed} could not be measured")


if __name__ == "__main__":
    main()
