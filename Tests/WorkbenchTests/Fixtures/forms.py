"""How PyTorch's functions and classes are called: their parameters, from their code or from their documentation."""

import inspect
import re

from torch import nn

# How and where to compute, not what; and what PyTorch itself keeps for old programs only.
LEFT_OUT = set("""out out_dtype dtype layout device requires_grad pin_memory generator memory_format inplace size_average reduce
foreach maximize capturable differentiable fused _stacklevel stable self training sparse_grad""".split())


def inspected(function):
    target = function.__init__ if inspect.isclass(function) and function is not nn.Parameter else function
    return [[parameter.name] if parameter.default is inspect.Parameter.empty
            else [parameter.name, repr(parameter.default)]
            for parameter in inspect.signature(target).parameters.values()]


def documented(name, text):
    """The forms that a documentation string begins with: `max(input, dim, keepdim=False, *, out=None) -> …`."""
    call = rf"^\s*(?:\.\. function:: )?(?:linalg\.)?{name}\(([^()]*(?:\([^()]*\)[^()]*)*)\)"
    for arguments in re.findall(call + " ?->", text, re.M) or re.findall(call, text, re.M)[:1]:
        parts = re.split(r",\s*(?![^\[(]*[\])])", arguments)
        form = []
        for part in parts:
            match = re.match(r"\\?\*?(\w+)(?:\s*:[^=]*)?(?:=(.*))?$", part.strip())
            if match:
                form.append([match[1]] if match[2] is None else [match[1], match[2].strip()])
        yield form


def forms(function, name):
    try:
        return [inspected(function)]
    except (TypeError, ValueError):
        return list(documented(name, function.__doc__ or ""))
