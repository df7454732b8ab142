#!/usr/bin/env python3
"""Runs every notebook of a folder headless: notebooks.py FOLDER OUTPUT [NAME...]

Writes each one executed, as .ipynb and as HTML, and prints a line for each: its name, how it went, how long it took and
how many pictures it holds. Ends non-zero where one failed or none was found.
"""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

CELL_TIMEOUT = 900  # seconds


def pictures(notebook):
    return sum(
        "image/png" in output.get("data", {})
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )


def run(source, target):
    """Runs one notebook; returns its seconds, its number of pictures and what went wrong, if anything."""
    notebook = nbformat.read(source, as_version=4)
    began = time.monotonic()
    problem = None
    try:
        NotebookClient(
            notebook,
            kernel_name="elbow",
            timeout=CELL_TIMEOUT,
            resources={"metadata": {"path": str(source.parent)}},
        ).execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError, RuntimeError) as error:
        problem = str(error).strip()
    seconds = time.monotonic() - began
    # What was executed is written even of a notebook that failed: the error is in it.
    nbformat.write(notebook, target / source.name)
    html, _ = HTMLExporter().from_notebook_node(notebook)
    (target / source.name).with_suffix(".html").write_text(html, encoding="utf-8")
    return seconds, pictures(notebook), problem


def main():
    folder, target, names = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    sources = sorted(s for s in folder.glob("*.ipynb") if not names or s.name in names or s.stem in names)
    if not sources:
        sys.exit(f"no notebooks in {folder}")
    target.mkdir(parents=True, exist_ok=True)
    failures = 0
    # Each in a process of its own, because a notebook's client brings its own event loop.
    workers = min(2, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(run, source, target) for source in sources]
        for source, future in zip(sources, futures):
            seconds, count, problem = future.result()
            state = "FAILED" if problem else "ok"
            print(f"{source.name:<36} {state:<6} {seconds:6.1f} s  {count:3} pictures", flush=True)
            if problem:
                failures += 1
                print(problem, file=sys.stderr)
    print(f"{len(sources) - failures} passed, {failures} failed; executed notebooks are in {target}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
