"""Writes paths.json: how PyTorch and torchvision call what a cell finds under their names, `nn.Conv2d` or `x.clamp`.

    elbow run Tests/WorkbenchTests/Fixtures/paths.elbow > names.txt
    .venv-fixtures/bin/python Tests/WorkbenchTests/Fixtures/paths.py names.txt

Each line of names.txt is a path and the names behind its dot. A path may have several forms: overloads. Parameters that say how and
where to compute, not what, are left out. What PyTorch does not have is listed by itself: the test says why it is here.
"""

import importlib
import json
import pathlib
import re
import sys
import warnings

import torch
import torchvision

from forms import LEFT_OUT, forms


def found(path):
    if path == "torch.Tensor":
        return torch.Tensor
    try:
        return importlib.import_module(path)
    except ImportError:
        parent, _, name = path.rpartition(".")
        return getattr(importlib.import_module(parent), name)


def main():
    warnings.simplefilter("ignore")
    result, missing = {}, []
    for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        path, *names = line.split()
        module = found(path)
        for name in names:
            target = getattr(module, name, None)
            if target is None:
                missing.append(f"{path}.{name}")
                continue
            if not callable(target):
                continue
            if isinstance(target, type) and issubclass(target, torch.autograd.Function):
                continue
            known = forms(target, name)
            kept = [[parameter for parameter in form if parameter[0] not in LEFT_OUT] for form in known]
            # A bound object comes first in what is inspected, and what only forwards says nothing.
            kept = [form for form in kept if not {"args", "kwargs"} & {parameter[0] for parameter in form}]
            # None where PyTorch says nothing, as of layers that take `*args`.
            result[f"{path}.{name}"] = [form for number, form in enumerate(kept) if form not in kept[:number]]
    lines = ",\n".join(f"    {json.dumps(path)}: {json.dumps(result[path])}" for path in sorted(result))
    strange = ",\n".join(f"    {json.dumps(path)}" for path in sorted(missing))
    text = (
        f'{{\n  "madeWith": "PyTorch {torch.__version__}, torchvision {torchvision.__version__}",\n'
        f'  "notThere": [\n{strange}\n  ],\n  "forms": {{\n{lines}\n  }}\n}}\n')
    # Where a function lies in memory, and a module on the disk, is no matter of what it takes.
    text = re.sub(r" (at 0x[0-9a-f]+|from '[^']*')", "", text)
    pathlib.Path(__file__).with_suffix(".json").write_text(text, encoding="utf-8")
    print(f"{len(result)} paths, {len(missing)} that are not in PyTorch")


main()
