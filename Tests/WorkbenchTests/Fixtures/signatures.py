"""Writes signatures.json: the parameters of the PyTorch functions and layers whose names Elbow has.

    .venv-fixtures/bin/python Tests/WorkbenchTests/Fixtures/signatures.py

A name may have several forms: a function and a layer, or overloads. Parameters that say how and where to compute, not
what, are left out, and so are those that PyTorch itself keeps for old programs only.
"""

import builtins
import json
import pathlib

import torch
import torch.nn.functional as F
from torch import nn, optim

from forms import LEFT_OUT, forms

# Of these, the functions of torch.nn.functional are meant: torch has others of that name, or there is a class besides.
FUNCTIONAL = """relu gelu elu selu softsign logsigmoid mish relu6 hardtanh softplus leaky_relu softmax log_softmax dropout avg_pool2d max_pool2d
binary_cross_entropy_with_logits kl_div poisson_nll_loss cosine_similarity""".split()
# Random numbers have no values to compare, and so no case in values.json.
RANDOM = "randint randint_like multinomial rand randn rand_like randn_like randperm normal bernoulli".split()
# These are more than Python's functions of that name; all others that Python has too are nothing but Python's.
TENSORS_TOO = "abs pow max min round sum".split()
# Functions that are something else in torch: a layer's there takes the weights.
NOT_COMPARED = "gru lstm gru_cell lstm_cell cholesky solve conv1d conv_transpose1d group_norm instance_norm embedding prelu upsample conv2d no_grad detach expand repeat unfold expand_as view_as".split()
OTHERS = {
    "inv": [torch.linalg.inv], "cholesky": [torch.linalg.cholesky], "solve": [torch.linalg.solve], "group_norm": [nn.GroupNorm], "instance_norm": [nn.InstanceNorm2d], "embedding": [nn.Embedding], "prelu": [nn.PReLU], "gru": [nn.RNNBase], "lstm": [nn.RNNBase], "gru_cell": [nn.GRUCell], "lstm_cell": [nn.LSTMCell],
    "conv1d": [nn.Conv1d], "conv_transpose1d": [nn.ConvTranspose1d], "upsample": [nn.Upsample],
    "adaptive_avg_pool2d": [nn.AdaptiveAvgPool2d], "repeat": [torch.Tensor.repeat], "unfold": [torch.Tensor.unfold], "expand_as": [torch.Tensor.expand_as],
    "view_as": [torch.Tensor.view_as], "masked_fill": [torch.Tensor.masked_fill], "gaussian_nll": [F.gaussian_nll_loss], "linear": [nn.Linear], "conv2d": [nn.Conv2d],
    "conv_transpose2d": [nn.ConvTranspose2d], "max_pool2d": [nn.MaxPool2d], "avg_pool2d": [nn.AvgPool2d],
    "batch_norm": [nn.BatchNorm2d], "layer_norm": [nn.LayerNorm], "dropout": [nn.Dropout], "flatten": [nn.Flatten],
    "unflatten": [nn.Unflatten], "leaky_relu": [nn.LeakyReLU], "gelu": [nn.GELU], "elu": [nn.ELU], "softplus": [nn.Softplus],
    "adam": [optim.Adam], "adamw": [optim.AdamW], "sgd": [optim.SGD], "rmsprop": [optim.RMSprop], "parameter": [nn.Parameter],
    "grad": [torch.autograd.grad],
}


def sources():
    """Where PyTorch has the names that have a case in values.json: a new function is compared as soon as it has its case.

    What neither torch nor torch.nn.functional has, or what is a layer here and takes its weights there, is in OTHERS.
    """
    values = json.loads(pathlib.Path(__file__).with_name("values.json").read_text())
    names = dict.fromkeys([case["name"] for case in values["cases"]] + RANDOM)
    for name in names:
        if name in FUNCTIONAL + NOT_COMPARED or hasattr(builtins, name) and name not in TENSORS_TOO:
            continue
        if hasattr(torch, name):
            yield name, torch
        elif hasattr(F, name) and name not in OTHERS:
            yield name, F
    yield from ((name, F) for name in FUNCTIONAL)


def main():
    found = {}
    for name, source in sources():
        function = F.max_pool2d_with_indices if name == "max_pool2d" else getattr(source, name)
        found.setdefault(name, []).extend(forms(function, name))
    for name, functions in OTHERS.items():
        for function in functions:
            found.setdefault(name, []).extend(forms(function, name))
    for name, all_forms in found.items():
        kept = [[parameter for parameter in form if parameter[0] not in LEFT_OUT] for form in all_forms]
        found[name] = [form for number, form in enumerate(kept) if form and form not in kept[:number]]
        if not found[name]:
            raise SystemExit(f"{name}: no form was found")
    lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(found[name])}" for name in sorted(found))
    text = f'{{\n  "madeWith": "PyTorch {torch.__version__}",\n  "forms": {{\n{lines}\n  }}\n}}\n'
    pathlib.Path(__file__).with_suffix(".json").write_text(text)
    print(f"{len(found)} names")


main()
