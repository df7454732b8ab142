#!/usr/bin/env python3
"""Runs the notebooks of a folder headless: notebooks.py [--short | --solved | --store | --check | --full] FOLDER OUTPUT [NAME...]

Writes each one executed, as .ipynb and as HTML, and prints a line for each: its name, how it went, how long it took, how
many pictures it holds, and how many of its claims were looked at and hold. Ends non-zero where one failed or none was found.

--short   takes for each parameter the value that its comment names: `epochs = 40  # short run: 4`
--solved  does so too, and puts the solutions into the exercises
--store   runs on the data that come with Elbow alone, and puts the outputs into the notebooks of FOLDER themselves
--check   runs the same way, and fails where the outputs are not those that are stored
--full    runs on the complete sets that ELBOW_DATA names, with the values that the comments name for them

The last three look after every cell whether what the notebook claims of its outputs is so (notebook_claims.py), and fail
where it is not.
"""

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

from notebook_claims import ClaimsClient
from notebook_outputs import FULL, SHORT, cleaned, differences, set_for, solved, without_own_data

CELL_TIMEOUT = 900  # seconds


def pictures(notebook):
    return sum(
        "image/png" in output.get("data", {})
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )


def run(source, target, mode, threads):
    """Runs one notebook; returns its seconds, its number of pictures, how many claims held, and what went wrong, if anything."""
    stored = nbformat.read(source, as_version=4)
    notebook = set_for(stored, {"short": SHORT, "solved": SHORT, "full": FULL}.get(mode))
    if mode == "solved":
        notebook = solved(notebook)
    environment = {**os.environ, "ELBOW_THREADS": str(threads)}
    if mode in ("store", "check"):
        environment = without_own_data(environment)
    began = time.monotonic()
    problem = None
    options = {
        "kernel_name": "elbow",
        "timeout": CELL_TIMEOUT,
        "record_timing": False,
        "resources": {"metadata": {"path": str(source.parent)}},
    }
    # Of a run that is cut short nothing is claimed, and of one on whatever data somebody has neither.
    data = {"store": "sample", "check": "sample", "full": "full"}.get(mode)
    client = ClaimsClient(notebook, data, **options) if data else NotebookClient(notebook, **options)
    try:
        client.execute(env=environment)
        problem = "\n".join(client.unmet) if data and client.unmet else None
    except (CellExecutionError, CellTimeoutError, DeadKernelError, RuntimeError) as error:
        problem = str(error).strip()
    seconds = time.monotonic() - began
    notebook = cleaned(notebook)
    if mode == "check" and not problem:
        problem = "\n".join(differences(stored, notebook)) or None
    # What was executed is written even of a notebook that failed: the error is in it.
    nbformat.write(notebook, target / source.name)
    if mode == "store" and not problem:
        nbformat.write(notebook, source)
    html, _ = HTMLExporter().from_notebook_node(notebook)
    (target / source.name).with_suffix(".html").write_text(html, encoding="utf-8")
    return seconds, pictures(notebook), client.met if data else None, problem


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group()
    for name in ("short", "solved", "store", "check", "full"):
        mode.add_argument(f"--{name}", dest="mode", action="store_const", const=name)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("names", nargs="*")
    return parser.parse_args()


def main():
    chosen = arguments()
    sources = sorted(
        source
        for source in chosen.folder.glob("*.ipynb")
        if not chosen.names or source.name in chosen.names or source.stem in chosen.names
    )
    if not sources:
        sys.exit(f"no notebooks in {chosen.folder}")
    chosen.output.mkdir(parents=True, exist_ok=True)
    failures = 0
    # One for each core, each with as many threads as are left for it; the results are the same with any number.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = min(cores, len(sources))
    # Each in a process of its own, because a notebook's client brings its own event loop.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = {
            pool.submit(run, source, chosen.output, chosen.mode, max(1, cores // workers)): source
            # The later notebooks train longest, and should not be what the others wait for at the end.
            for source in reversed(sources)
        }
        for future in as_completed(futures):
            source = futures[future]
            seconds, count, claims, problem = future.result()
            state = "FAILED" if problem else "ok"
            held = "" if claims is None else f"  {claims:3} claims hold"
            print(f"{source.name:<36} {state:<6} {seconds:6.1f} s  {count:3} pictures{held}", flush=True)
            if problem:
                failures += 1
                print(problem, file=sys.stderr)
    print(f"{len(sources) - failures} passed, {failures} failed; executed notebooks are in {chosen.output}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
