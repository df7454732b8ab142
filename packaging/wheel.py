#!/usr/bin/env python3
"""Packs the wheel: wheel.py BUILD DIST

BUILD/elbow is the program that packaging/program.sh linked, and BUILD/THIRD-PARTY.md its parts' licences. The wheel lays
them into an environment's own folders, where each is looked for:

    bin/elbow                            the program
    share/jupyter/kernels/elbow/         what makes it known to Jupyter
    share/jupyter/labextensions/elbow-highlighting/   its colours in JupyterLab and Notebook
    share/elbow/Notebooks, docs          what `elbow lab` puts into the learner's folder
    share/elbow/Notebooks/checks         what `judge` asks about its exercises
    share/elbow/datasets/mnist-sample    digits
    lib/python3.X/site-packages/elbow_jupyter   what papermill and Pygments ask

Needs nothing but Python's standard library.
"""

import base64
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

NAME = "elbow_kernel"
# For who learns and who teaches; the same list is in Sources/elbow/Lab/Lessons.swift.
PAGES = ["conditional", "controls", "debugging", "errors", "gallery", "glossary", "installing", "language", "latent-diffusion", "measures", "objectives", "posteriors", "priors",
         "published-numbers", "quantized", "reference", "saved-files", "teaching"]
# From share/jupyter/kernels/elbow to bin, wherever the environment lies and whoever's Jupyter starts the kernel: Jupyter
# puts the folder of kernel.json in place of {resource_dir}.
PROGRAM = "{resource_dir}/../../../../bin/elbow"
METADATA = """\
Metadata-Version: 2.4
Name: elbow-kernel
Version: {version}
Summary: A Jupyter kernel in which one learns variational autoencoders by doing
Keywords: jupyter,kernel,variational autoencoder,deep learning,teaching
License-Expression: Apache-2.0
License-File: LICENSE
License-File: THIRD-PARTY.md
Classifier: Framework :: Jupyter
Classifier: Intended Audience :: Education
Classifier: Operating System :: POSIX :: Linux
Classifier: Topic :: Scientific/Engineering :: Artificial Intelligence
Requires-Python: >=3.9
Requires-Dist: pygments
Provides-Extra: lab
Requires-Dist: jupyterlab>=4.2,<5; extra == 'lab'
Requires-Dist: jupyterlab_widgets>=3,<4; extra == 'lab'
Requires-Dist: anywidget>=0.11,<0.12; extra == 'lab'
Description-Content-Type: text/markdown

{readme}"""


def version():
    return re.search(r'version = "(.+)"', Path("Sources/elbow/Elbow.swift").read_text()).group(1)


def tag(program):
    """The wheel's platform: the newest version of glibc that the program asks for (PEP 600)."""
    symbols = subprocess.run(["objdump", "-T", program], capture_output=True, text=True, check=True).stdout
    newest = max(tuple(map(int, found)) for found in re.findall(r"GLIBC_(\d+)\.(\d+)", symbols))
    return f"manylinux_{newest[0]}_{newest[1]}_{platform.machine()}"


def installed(program):
    """Pairs of a path and the bytes, of what `elbow install` puts into an environment: the kernelspec, with a kernel.json that
    holds at any place, the colours for JupyterLab, and the package for papermill and Pygments."""
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder, "lib/python3/site-packages")
        packages.mkdir(parents=True)
        environment = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "CONDA_PREFIX")}
        subprocess.run([program, "install", "--prefix", folder], check=True, env=environment, stdout=subprocess.DEVNULL)
        data = f"{NAME}-{version()}.data/data"
        files = {f"{data}/{path.relative_to(folder)}": path.read_bytes() for path in sorted(Path(folder, "share").rglob("*")) if path.is_file()}
        files |= {f"elbow_jupyter/{path.name}": path.read_bytes() for path in sorted((packages / "elbow_jupyter").iterdir())}
    kernel = f"{data}/share/jupyter/kernels/elbow/kernel.json"
    spec = json.loads(files[kernel])
    spec["argv"][0] = PROGRAM
    files[kernel] = json.dumps(spec, indent=1).encode() + b"\n"
    return files.items()


def readme():
    """The README for a page of PyPI's: links lead nowhere there, and the pictures are not with it."""
    text = Path("README.md").read_text()
    text = re.sub(r"!\[[^]]*\]\([^)]*\)\n*", "", text)
    return re.sub(r"\[([^]]*)\]\((?!http)[^)]*\)", r"\1", text)


def contents(build):
    """Pairs of a path in the wheel and the bytes."""
    program = build / "elbow"
    data = f"{NAME}-{version()}.data"
    info = f"{NAME}-{version()}.dist-info"
    yield f"{data}/scripts/elbow", program.read_bytes()
    yield from installed(program.resolve())
    # What lets several processes run a notebook, for each MPI that was there.
    for path in sorted(Path(".build/release").glob("libelbow-*.so")):
        yield f"{data}/data/lib/elbow/{path.name}", path.read_bytes()
    for path in [*sorted(Path("Notebooks").glob("*.ipynb")), *(Path("docs", f"{page}.md") for page in PAGES)]:
        yield f"{data}/data/share/elbow/{path}", path.read_bytes()
    for path in sorted(Path("docs/pictures").rglob("*.png")):
        yield f"{data}/data/share/elbow/{path}", path.read_bytes()
    # What `judge` asks: beside the program, and not in the learner's folder.
    for path in sorted(Path("Notebooks/checks").glob("*.elbow")):
        yield f"{data}/data/share/elbow/{path}", path.read_bytes()
    # What a teacher's page names.
    for name in ("assignment.py", "notebook_outputs.py", "nbgrader_config.py"):
        yield f"{data}/data/share/elbow/scripts/{name}", Path("scripts", name).read_bytes()
    for path in sorted(Path(".build/datasets/mnist-sample").iterdir()):
        yield f"{data}/data/share/elbow/datasets/mnist-sample/{path.name}", path.read_bytes()

    yield f"{info}/METADATA", METADATA.format(version=version(), readme=readme()).encode()
    yield f"{info}/WHEEL", (
        f"Wheel-Version: 1.0\nGenerator: elbow {version()}\nRoot-Is-Purelib: false\nTag: py3-none-{tag(program)}\n"
    ).encode()
    yield f"{info}/entry_points.txt", Path("kernelspec/companion/entry_points.txt").read_bytes()
    yield f"{info}/licenses/LICENSE", Path("LICENSE").read_bytes()
    yield f"{info}/licenses/THIRD-PARTY.md", (build / "THIRD-PARTY.md").read_bytes()


def write(build, dist):
    dist.mkdir(parents=True, exist_ok=True)
    wheel = dist / f"{NAME}-{version()}-py3-none-{tag(build / 'elbow')}.whl"
    moment = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "315532800")))[:6]  # 1980, the first that zip knows
    record, record_path = [], f"{NAME}-{version()}.dist-info/RECORD"

    def add(archive, path, content):
        entry = zipfile.ZipInfo(path, moment)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = (0o100755 if ".data/scripts/" in path else 0o100644) << 16
        archive.writestr(entry, content, compresslevel=9)

    with zipfile.ZipFile(wheel.with_suffix(".new"), "w") as archive:
        for path, content in contents(build):
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{path},sha256={digest},{len(content)}\n")
            add(archive, path, content)
        add(archive, record_path, "".join(record) + f"{record_path},,\n")
    for old in dist.glob(f"{NAME}-*.whl"):
        old.unlink()
    wheel.with_suffix(".new").rename(wheel)
    return wheel


if __name__ == "__main__":
    wheel = write(*map(Path, sys.argv[1:]))
    print(f"{wheel}: {wheel.stat().st_size / 1e6:.1f} MB")
