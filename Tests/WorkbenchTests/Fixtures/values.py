"""Writes values.json: cells of Elbow with the values that PyTorch gives for them.

    .venv-fixtures/bin/python Tests/WorkbenchTests/Fixtures/values.py

values.json says with which PyTorch it was made. A cell is run here as the Python it nearly is, in a namespace in
which Elbow's functions are PyTorch's; where Elbow departs from PyTorch, the case carries the Python that gives the
expected value. The first word of a case is the entry of the table that it is a case of; `tensor` also stands for what
tensors can do by themselves (operators, indices, attributes).
"""

import builtins
import json
import pathlib

import torch
import torch.nn.functional as F

CASES = []


def case(name, cell, python=None):
    CASES.append((name, cell, python or cell))


def slope(name, setup, result, *variables, python=None):
    """The gradient of the result's elements, times 1, 2, 3, …, with respect to each of the variables."""
    loss = "y = {}\nloss = sum(y * cumsum(ones_like(y).reshape(-1), 0).reshape(y.shape))\n"
    for variable in variables:
        case(name, setup + loss.format(result) + f"grad(loss, {variable})",
             setup + loss.format(python or result) + f"torch.autograd.grad(loss, {variable})[0]")


# --- making tensors -------------------------------------------------------------------------------------------------

case("tensor", "tensor([[1, 2], [3, 4.5]])")
case("tensor", "tensor(3.5)")
case("tensor", "tensor([])")
case("tensor", "tensor([True, False, True])")
case("tensor", "tensor((1, 2, 3))")
case("tensor", "tensor(range(4))", "tensor(list(range(4)))")
case("tensor", "tensor([[[1], [2]], [[3], [4]]]).shape")
case("zeros", "zeros(2, 3)")
case("zeros", "zeros((2, 3))")
case("zeros", "zeros([4])")
case("zeros", "zeros(0, 3).shape")
case("ones", "ones(2, 2)")
case("full", "full((2, 3), 0.5)")
case("full", "full(2, 7)", "full((2,), 7)")
for name in ["zeros_like", "ones_like"]:
    case(name, f"{name}(randn(2, 3))")
case("full_like", "full_like(randn(2, 3), 0.5)")
case("arange", "arange(5)")
case("arange", "arange(2, 5)")
case("arange", "arange(0, 1, 0.25)")
case("arange", "arange(5, 0, -2)")
case("arange", "arange(0, 0.5, 0.2)")
case("linspace", "linspace(0, 1, 5)")
case("linspace", "linspace(-3, 3, 4)")
case("linspace", "linspace(2, 9, 1)")
case("eye", "eye(3)")
case("eye", "eye(2, 3)")
case("eye", "eye(3, m=2)")
case("linspace", "linspace(0, 1, 0)")
case("full", "full(size=(2,), fill_value=3)")
case("one_hot", "one_hot(tensor([0, 2, 1]))", "F.one_hot(torch.tensor([0, 2, 1]))")
case("one_hot", "one_hot(tensor([[0], [2]]), 4)", "F.one_hot(torch.tensor([[0], [2]]), 4)")
case("one_hot", "one_hot([1, 0], num_classes=3)", "F.one_hot(torch.tensor([1, 0]), 3)")

# --- every element --------------------------------------------------------------------------------------------------

X = "x = tensor([[-2, -0.5, 0], [0.25, 1, 3]])\n"
P = "x = tensor([[0.25, 1], [2, 30]])\n"
for name in ["exp", "abs", "relu", "sigmoid", "tanh", "softplus", "silu", "round"]:
    case(name, X + f"{name}(x)")
for name in ["exp", "abs", "relu", "sigmoid", "tanh"]:
    case(name, X + f"x.{name}()")
for name in ["sin", "cos", "tan", "atan", "sinh", "cosh", "asinh", "expm1", "exp2", "square", "erf", "erfc", "floor", "ceil",
             "trunc", "frac", "sign", "isnan", "isinf", "isfinite"]:
    case(name, X + f"{name}(x)")
    case(name, f"tensor([1, float(\"inf\"), float(\"nan\")]).{name}()")
for name in ["log2", "log10", "log1p", "rsqrt", "reciprocal", "lgamma", "digamma"]:
    case(name, P + f"{name}(x)")
    case(name, P + f"x.{name}()")
for name in ["asin", "acos", "atanh"]:
    case(name, f"{name}(tensor([-0.5, 0, 1, 2]))")
case("acosh", "acosh(tensor([0.5, 1, 3]))")
for name in ["atan2", "logaddexp"]:
    case(name, X + f"{name}(x, tensor([0, 1, -2]))")
for name in ["fmod", "remainder"]:
    case(name, X + f"{name}(x, 0.75)")
    case(name, X + f"x.{name}(tensor([2, -0.75, 1.5]))")
case("pow", X + "pow(x, 2)")
case("pow", P + "x.pow(tensor([0.5, -1]))")
case("pow", "pow(input=tensor([1, 2]), exponent=3)")
case("pow", "[pow(3, 20), pow(2, -1), pow(2, 0.5)]")
case("lerp", X + "lerp(x, ones(3), 0.25)")
case("lerp", X + "x.lerp(ones(3), tensor([0, 0.5, 1]))")
case("nan_to_num", "nan_to_num(tensor([1, float(\"nan\"), float(\"inf\"), -float(\"inf\")]))")
case("nan_to_num", "nan_to_num(tensor([float(\"nan\"), float(\"inf\"), -float(\"inf\")]), nan=2, posinf=5, neginf=-3)")
for name in ["gelu", "elu", "selu", "softsign", "logsigmoid", "mish", "relu6", "hardtanh"]:
    case(name, X + f"{name}(3 * x)", X + f"F.{name}(3 * x)")
    slope(name, "w = parameter([-2, -0.5, 0, 0.5, 7])\n", f"{name}(w)", "w", python=f"F.{name}(w)")
case("gelu", X + "gelu(x, approximate=\"tanh\")", X + "F.gelu(x, approximate=\"tanh\")")
case("gelu", X + "gelu(approximate=\"tanh\")(x)", X + "torch.nn.GELU(approximate=\"tanh\")(x)")
case("elu", X + "elu(x, 0.5)", X + "F.elu(x, 0.5)")
case("elu", X + "elu(0.5)(x)", X + "torch.nn.ELU(0.5)(x)")
case("hardtanh", X + "hardtanh(x, -0.25, 2)", X + "F.hardtanh(x, -0.25, 2)")
case("hardtanh", X + "sequential(hardtanh(min_val=-2, max_val=0.5), gelu, elu)(x)",
     X + "F.elu(F.gelu(F.hardtanh(x, -2, 0.5)))")
case("log", P + "log(x)")
case("log", "log(tensor([0, 1]))")
case("log", "log(tensor([-1]))")
case("sqrt", P + "sqrt(x)")
case("sqrt", "sqrt(16)", "sqrt(tensor(16))")
case("exp", "exp(1)", "exp(tensor(1))")
case("exp", "exp([0, 1])", "exp(tensor([0, 1]))")
case("exp", "exp(tensor([-100, 0, 88]))")
case("abs", "abs(-3)")
case("round", "round(tensor([0.5, 1.5, 2.5, -0.5]))")
case("round", "round(tensor([1.2345, -6.789]), 2)", "round(tensor([1.2345, -6.789]), decimals=2)")
case("round", "round(tensor([1234, 5678]), -2)", "round(tensor([1234, 5678]), decimals=-2)")
case("round", "round(2.567, 1)")
case("round", "round(tensor([1.2345, -6.789]), decimals=2)")
case("maximum", X + "maximum(input=x, other=tensor([0, 1, 2]))")
case("where", X + "where(x > 0, input=x, other=-1)", X + "where(x > 0, x, -1)")
case("sigmoid", "sigmoid(tensor([-100, 100]))")
case("softplus", "softplus(tensor([-50, 50]))")
case("leaky_relu", X + "leaky_relu(x)", X + "F.leaky_relu(x)")
case("leaky_relu", X + "leaky_relu(x, 0.3)", X + "F.leaky_relu(x, 0.3)")
case("leaky_relu", X + "leaky_relu(0.3)(x)", X + "torch.nn.LeakyReLU(0.3)(x)")
case("leaky_relu", X + "leaky_relu(x, negative_slope=0.2)", X + "F.leaky_relu(x, 0.2)")
case("clamp", X + "clamp(x, -1, 1)")
case("clamp", X + "clamp(x, min=0)")
case("clamp", X + "clamp(x, tensor([0, 1, 2]))")
case("clamp", X + "clamp(x, max=tensor([[0], [1]]))")
case("clamp", X + "x.clamp(max=0.5)")
case("maximum", X + "maximum(x, tensor([0, 1, 2]))")
case("maximum", X + "maximum(x, 0.1)", X + "maximum(x, tensor(0.1))")
case("minimum", X + "minimum(x, tensor([[0], [1]]))")
case("where", X + "where(x > 0, x, -1)")
case("where", X + "where(x > 0, 1, tensor([5, 6, 7]))")
case("softmax", X + "softmax(x, dim=1)")
case("softmax", X + "softmax(x, 0)")
case("softmax", X + "x.softmax(-1)")
case("softmax", "softmax(tensor([1000, 1001]), dim=0)")
case("log_softmax", X + "log_softmax(x, dim=-1)")
case("log_softmax", "log_softmax(tensor([-1000, 0]), dim=0)")
case("detach", "x = parameter([1, 2])\ndetach(x)")
case("detach", "x = parameter([1, 2])\nx.detach().requires_grad")

# --- reductions -----------------------------------------------------------------------------------------------------

Y = "x = tensor([[1, 2, 6], [-4, 5, 0.5]])\n"
C = "x = arange(24).reshape(2, 3, 4) * 0.5 - 3\n"
for name in ["sum", "mean", "var", "std", "prod", "norm", "max", "min", "argmax", "argmin"]:
    case(name, Y + f"{name}(x)")
    case(name, Y + f"{name}(input=x)" if name not in ("max", "min") else Y + f"x.{name}(-2, True)")
    case(name, Y + f"x.{name}()")
    case(name, Y + f"{name}(x, dim=0)")
    case(name, Y + f"{name}(x, dim=-1)")
    case(name, Y + f"{name}(x, dim=1, keepdim=True)")
    case(name, C + f"{name}(x, dim=1)")
for name in ["sum", "mean", "var", "std", "norm", "prod", "logsumexp"]:
    python = C + (f"{name}(x, dim=[0, 2])" if name != "prod" else "prod(prod(x, dim=2), dim=0)")
    case(name, C + f"{name}(x, dim=[0, 2])", python)
    case(name, C + f"{name}(x, dim=(-1, 0), keepdim=True).shape",
         C + ("sum(x, dim=(-1, 0), keepdim=True).shape"))
for name in ["var", "std"]:
    case(name, Y + f"{name}(x, dim=1, correction=0)")
    case(name, f"{name}(tensor([1, 2, 3, 4]))")
case("sum", Y + "sum(x, keepdim=True)", Y + "sum(x).reshape(1, 1)")
case("max", Y + "max(x, keepdim=True)", Y + "max(x).reshape(1, 1)")
case("sum", Y + "x.sum(0)")
case("sum", "sum([1, 2, 3.5])")
case("sum", "sum(tensor([]))")
case("sum", "x = tensor([1, 2, 3])\nsum(x > 1)")
case("sum", "ones(2, 3).sum(dim=1)")
case("mean", "mean(tensor([3, 3, 3, 3, 3, 3, 3])) == 3")
case("mean", "mean([1, 2])", "mean(tensor([1, 2]))")
case("mean", "mean(tensor([]))")
case("max", "max(3, 7, 5)")
case("max", "max([3, 7, 5])")
case("max", "max(tensor(2), 5)", "5")
case("min", "min(tensor(2), 5)", "tensor(2)")
case("min", "min(tensor([3, 1, 2]))")
case("max", "max(tensor([1, float(\"nan\"), 3]))")
case("prod", "prod(tensor([0.9, 0.8, 0.8, 0.9]))")
case("prod", "x = arange(7) * 0.5 + 0.5\nx.prod(dim=0)")
case("prod", "prod(zeros(2, 0), dim=1)")
case("argmax", "argmax(tensor([2, 9, 9, 1]))")
case("logsumexp", Y + "logsumexp(x, dim=1)")
case("logsumexp", Y + "logsumexp(x, 0, keepdim=True)")
case("logsumexp", Y + "logsumexp(x)", Y + "logsumexp(x, dim=(0, 1))")
case("logsumexp", "logsumexp(tensor([1000, 1001]), dim=0)")
case("cumsum", Y + "cumsum(x, dim=1)")
case("cumsum", Y + "x.cumsum(0)")
case("cumsum", C + "cumsum(x, -2)")
case("sort", Y + "sort(x)", Y + "torch.sort(x)")
case("sort", Y + "x.sort(descending=True).indices", Y + "torch.sort(x, descending=True).indices")
case("sort", Y + "sort(x, dim=0, descending=True)", Y + "torch.sort(x, dim=0, descending=True)")
case("sort", "sort(tensor([2, float(\"nan\"), 1]), descending=True)", "torch.sort(tensor([2, float(\"nan\"), 1]), descending=True)")
case("sort", "w = parameter([3, 1, 2])\ngrad(sum(sort(w).values * tensor([1, 10, 100])), w)",
     "w = parameter([3, 1, 2])\ntorch.autograd.grad(sum(torch.sort(w).values * tensor([1, 10, 100])), w)[0]")
case("max", Y + "values, places = max(x, 1)\nplaces", Y + "max(x, 1)[1]")
case("max", Y + "x.max(dim=0).values")
case("min", C + "x.min(-1, keepdim=True).indices")
case("max", "w = parameter([[3, 1], [2, 5]])\ngrad(sum(max(w, dim=1).values ** 2), w)",
     "w = parameter([[3, 1], [2, 5]])\ntorch.autograd.grad(sum(max(w, dim=1).values ** 2), w)[0]")
case("max", "max(tensor([1, 5]), tensor([[2], [7]]))")
case("min", "min(tensor([1, 5]), tensor([[2], [7]]))")
for p in ["1", "3", "0.5", "0", "float(\"inf\")"]:
    case("norm", Y + f"norm(x, {p})")
    case("norm", Y + f"norm(x, p={p}, dim=0)")
case("norm", Y + "x.norm(1, -1, True)")

# --- shapes ---------------------------------------------------------------------------------------------------------

Z = "x = arange(24).reshape(2, 3, 4)\n"
case("reshape", "arange(6).reshape(2, -1)")
case("reshape", "reshape(arange(6), (3, 2))")
case("reshape", Z + "x.reshape(-1)")
case("reshape", Z + "x.reshape(6, 4)")
case("flatten", Z + "flatten(x)", Z + "torch.flatten(x, 1)")
case("flatten", Z + "flatten(x, 0)", Z + "torch.flatten(x)")
case("flatten", Z + "x.flatten(start_dim=0, end_dim=1)", Z + "torch.flatten(x, 0, 1)")
case("flatten", Z + "x.flatten().shape", Z + "x.flatten().shape")
case("flatten", Z + "flatten(x).shape", Z + "torch.flatten(x, 1).shape")
case("chunk", "chunk(arange(12).reshape(2, 6), 2, dim=1)", "torch.chunk(arange(12).reshape(2, 6), 2, dim=1)")
case("chunk", "arange(10).chunk(4)")
case("chunk", "chunk(zeros(2, 0), 2, dim=1)", "torch.chunk(zeros(2, 0), 2, dim=1)")
case("chunk", "chunk(arange(3), 7)", "torch.chunk(arange(3), 7)")
case("chunk", "w = parameter([[1, 2, 3, 4]])\na, b = chunk(w, 2, dim=-1)\ngrad(sum(a * b * b), w)",
     "w = parameter([[1, 2, 3, 4]])\na, b = torch.chunk(w, 2, dim=-1)\ntorch.autograd.grad(sum(a * b * b), w)[0]")
case("split", "split(arange(12).reshape(2, 6), 4, dim=1)", "torch.split(arange(12).reshape(2, 6), 4, dim=1)")
case("split", "arange(5).split([2, 0, 3])")
case("split", "arange(12).reshape(4, 3).split(3)")
case("split", "w = parameter([1, 2, 3])\na, b = split(w, [1, 2])\ngrad(a[0] * sum(b**2), w)",
     "w = parameter([1, 2, 3])\na, b = torch.split(w, [1, 2])\ntorch.autograd.grad(a[0] * sum(b**2), w)[0]")
case("unflatten", "unflatten(1, (2, 3))(arange(12).reshape(2, 6))", "torch.nn.Unflatten(1, (2, 3))(arange(12).reshape(2, 6))")
case("unflatten", "unflatten(dim=1, unflattened_size=(6,))(arange(12).reshape(2, 6))",
     "torch.nn.Unflatten(dim=1, unflattened_size=(6,))(arange(12).reshape(2, 6))")
case("unflatten", "unflatten(arange(12).reshape(2, 6), 1, (-1, 2))", "torch.unflatten(arange(12).reshape(2, 6), 1, (-1, 2))")
case("unflatten", "arange(12).reshape(6, 2).unflatten(0, (2, 3)).shape")
case("transpose", Z + "transpose(x, 0, 2)")
case("transpose", Z + "x.transpose(-1, -2)")
case("permute", Z + "permute(x, 2, 0, 1)", Z + "x.permute(2, 0, 1)")
case("permute", Z + "x.permute((1, -1, 0)).shape")
case("cat", "cat([zeros(1, 2), ones(2, 2)])")
case("cat", "cat((ones(2, 1), zeros(2, 2)), dim=1)")
case("cat", "cat([ones(2, 1), zeros(2, 2)], -1)")
case("stack", "stack([zeros(2), ones(2)])")
case("stack", "stack([arange(2), ones(2)], dim=1)")
case("stack", "stack([arange(2), ones(2)], -1)")
case("stack", "stack([tensor(1), tensor(2)])")
case("unsqueeze", "unsqueeze(arange(3), 0)")
case("unsqueeze", "arange(3).unsqueeze(-1)")
case("squeeze", "squeeze(ones(1, 3, 1)).shape")
case("squeeze", "squeeze(ones(1, 3, 1), 0).shape")
case("squeeze", "ones(1, 3, 1).squeeze(1).shape")
case("squeeze", "ones(1, 3, 1, 1).squeeze((0, -1)).shape")
case("expand", "tensor([[1], [2]]).expand(2, 3)")
case("expand", "expand(tensor([1, 2]), 3, -1)", "tensor([1, 2]).expand(3, -1)")
case("matmul", "matmul(tensor([[1, 2], [3, 4]]), tensor([[5], [6]]))")
case("matmul", "tensor([1, 2]) @ tensor([3, 4])")
case("matmul", Z + "x @ ones(4, 2)")
case("matmul", Z + "x @ x.transpose(1, 2)")
case("matmul", "ones(3) @ arange(6).reshape(3, 2)")

case("repeat", "tensor([1, 2]).repeat(2, 3)")
case("repeat", Z + "x.repeat(1, 2, 0).shape")
case("repeat", Z + "x.repeat((2, 1, 1, 2))")
case("tile", Z + "tile(x, (2, 1))")
case("tile", "tensor([1, 2]).tile(2, 2)")
case("repeat_interleave", Z + "repeat_interleave(x, 2)")
case("repeat_interleave", Z + "repeat_interleave(x, 2, dim=1)")
case("repeat_interleave", "arange(3).repeat_interleave(tensor([2, 0, 1]))", "torch.arange(3).repeat_interleave(torch.tensor([2, 0, 1]))")
case("flip", Z + "flip(x, (0, 2))")
case("flip", Z + "x.flip(1)")
case("roll", Z + "roll(x, 5)")
case("roll", Z + "roll(x, (1, -1), (0, 2))")
case("roll", Z + "x.roll(-3, 1)")
case("unbind", Z + "unbind(x, 1)", Z + "torch.unbind(x, 1)")
case("select", Z + "select(x, 1, -1)")
case("narrow", Z + "narrow(x, -1, 1, 2)")
case("movedim", Z + "movedim(x, 0, -1)")
case("movedim", Z + "x.movedim((0, 1), (2, 0)).shape")
case("swapaxes", Z + "swapaxes(x, 0, 2)")
case("broadcast_to", "broadcast_to(tensor([[1], [2]]), (3, 2, 2))")
case("expand_as", "expand_as(tensor([[1], [2]]), zeros(2, 3))", "tensor([[1], [2]]).expand_as(zeros(2, 3))")
case("view_as", "arange(6).view_as(zeros(2, 3))")
case("hstack", "hstack([tensor([1, 2]), tensor([3])])")
case("hstack", Z + "hstack((x, x[:, :1]))")
case("vstack", "vstack([tensor([1, 2]), tensor([[3, 4], [5, 6]])])")
case("meshgrid", "meshgrid(arange(2), arange(3), indexing=\"ij\")", "torch.meshgrid(arange(2), arange(3), indexing=\"ij\")")
case("meshgrid", "meshgrid(arange(2), arange(3), indexing=\"xy\")", "torch.meshgrid(arange(2), arange(3), indexing=\"xy\")")
case("meshgrid", "meshgrid([arange(2), arange(3), tensor(5)], indexing=\"xy\")[2]")
for mode in ["constant", "reflect", "replicate", "circular"]:
    case("pad", f"pad(arange(12).reshape(1, 3, 4), (1, 2), mode=\"{mode}\")", f"F.pad(arange(12).reshape(1, 3, 4), (1, 2), mode=\"{mode}\")")
    case("pad", f"pad(arange(24).reshape(1, 2, 3, 4), (2, 1, 1, 2), mode=\"{mode}\")", f"F.pad(arange(24).reshape(1, 2, 3, 4), (2, 1, 1, 2), mode=\"{mode}\")")
    slope("pad", "w = parameter(arange(12).reshape(1, 3, 4))\n", f"pad(w, (3, 1), mode=\"{mode}\")", "w",
          python=f"F.pad(w, (3, 1), mode=\"{mode}\")")
case("pad", "pad(arange(6).reshape(2, 3), (1, -1, 2, 0), value=7)", "F.pad(arange(6).reshape(2, 3), (1, -1, 2, 0), value=7)")
I = "x = arange(12).reshape(3, 4)\ni = tensor([[0, 3, 1], [2, 2, 0]])\n"
J = "x = arange(12).reshape(3, 4)\ni = torch.tensor([[0, 3, 1], [2, 2, 0]])\n"
case("gather", I + "gather(x, 1, i)", J + "gather(x, 1, i)")
case("gather", I + "x.gather(0, i % 3)", J + "x.gather(0, i % 3)")
case("take_along_dim", I + "take_along_dim(x, i[:1], 1)", J + "take_along_dim(x, i[:1], 1)")
case("take_along_dim", I + "take_along_dim(x, i)", J + "take_along_dim(x, i)")
case("index_select", I + "index_select(x, 1, i[0])", J + "index_select(x, 1, i[0])")
case("tensor", I + "x.scatter(1, i, -x)", J + "x.scatter(1, i, -x)")
case("tensor", I + "x.scatter(0, i % 3, 7)", J + "x.scatter(0, i % 3, 7)")
case("scatter_add", I + "scatter_add(x, 1, i, -x)", J + "torch.scatter_add(x, 1, i, -x)")
case("index_add", I + "index_add(x, 0, tensor([2, 0, 2]), x, alpha=2)", J + "torch.index_add(x, 0, torch.tensor([2, 0, 2]), x, alpha=2)")
case("masked_select", I + "masked_select(x, x % 3 > 1)")
case("masked_select", I + "x.masked_select(tensor([True, False, True, False]))", J + "x.masked_select(torch.tensor([True, False, True, False]))")
case("masked_fill", I + "masked_fill(x, x > 5, -1)")
case("masked_fill", I + "x.masked_fill(x[0] > 1, float(\"-inf\"))")
case("nonzero", I + "nonzero(x % 3)")
case("nonzero", I + "nonzero(x > 8, as_tuple=True)", J + "torch.nonzero(x > 8, as_tuple=True)")
case("nonzero", I + "x[nonzero(x > 8, as_tuple=True)]", J + "x[x > 8]")
for offset in [0, 1, -2, 9]:
    case("tril", I + f"tril(x, {offset})")
    case("triu", I + f"x.triu(diagonal={offset})")
    case("diag", f"diag(tensor([1, 2, 3]), {offset})")
    case("diagonal", Z + f"diagonal(x, {offset}, 2, 1)")
case("diag", I + "diag(x, 1)")
case("diagonal", Z + "diagonal(x)")
case("unfold", Z + "x.unfold(2, 3, 1)")
case("unfold", "arange(9).unfold(0, 2, 3)")
case("argsort", Y + "argsort(x)")
case("argsort", Y + "x.argsort(dim=0, descending=True)")
case("topk", Y + "topk(x, 2)", Y + "torch.topk(x, 2)")
case("topk", Y + "topk(x, k=1, dim=0, largest=False)", Y + "torch.topk(x, k=1, dim=0, largest=False)")
U = "x = tensor([[3, 1, 3], [2, 1, 1]])\n"
case("unique", U + "unique(x)")
case("unique", U + "unique(x, return_inverse=True, return_counts=True)", U + "torch.unique(x, return_inverse=True, return_counts=True)")
case("bincount", "bincount(tensor([1, 0, 4, 1]))", "torch.bincount(torch.tensor([1, 0, 4, 1]))")
case("bincount", "bincount(tensor([1, 0, 1]), weights=tensor([0.5, 2, 3]), minlength=4)",
     "torch.bincount(torch.tensor([1, 0, 1]), weights=tensor([0.5, 2, 3]), minlength=4)")
case("cumprod", Y + "cumprod(x, dim=1)")
case("cumprod", Y + "x.cumprod(0)")
case("diff", Y + "diff(x)")
case("diff", C + "diff(x, n=2, dim=1)")
case("diff", Y + "diff(x, dim=0, prepend=ones(1, 3), append=zeros(2, 3))")
case("searchsorted", "searchsorted(tensor([1, 3, 5]), tensor([[0, 1, 2], [3, 5, 9]]))")
case("searchsorted", "searchsorted(tensor([1, 3, 5]), tensor([[0, 1, 2], [3, 5, 9]]), right=True)")
case("searchsorted", "searchsorted(tensor([[1, 3], [2, 4]]), tensor([[3, 0, 9], [3, 2, 4]]), side=\"right\")")
slope("gather", "w = parameter([[1, 2, 3], [4, 5, 6]])\n", "gather(w, 1, tensor([[0, 0], [2, 1]]))", "w",
      python="torch.gather(w, 1, torch.tensor([[0, 0], [2, 1]]))")
slope("tensor", "w, v = parameter([[1, 2, 3], [4, 5, 6]]), parameter([[7, 8], [9, 10]])\n",
      "w.scatter(1, tensor([[2, 0], [1, 0]]), v)", "w", "v", python="w.scatter(1, torch.tensor([[2, 0], [1, 0]]), v)")
slope("topk", "w = parameter([[2, 5, 4], [-1, 5, 1]])\n", "topk(w, 2).values", "w", python="torch.topk(w, 2).values")
slope("diag", "w = parameter([1, 2])\n", "diag(w, -1)", "w")
slope("diagonal", "w = parameter([[1, 2, 3], [4, 5, 6]])\n", "diagonal(w, 1)", "w")
slope("tril", "w = parameter([[1, 2, 3], [4, 5, 6]])\n", "tril(w)", "w")
slope("roll", "w = parameter([1, 2, 3])\n", "roll(w, 1)", "w")
slope("flip", "w = parameter([[1, 2, 3], [4, 5, 6]])\n", "flip(w, (0, 1))", "w")
slope("tile", "w = parameter([[1, 2, 3], [4, 5, 6]])\n", "tile(w, (2, 2))", "w")
slope("repeat_interleave", "w = parameter([1, 2, 3])\n", "repeat_interleave(w, 2)", "w")
slope("masked_fill", "w = parameter([1, 2, 3])\n", "masked_fill(w, w > 2, 0)", "w")
slope("masked_select", "w = parameter([1, 2, 3])\n", "masked_select(w, w > 1)", "w")
slope("unfold", "w = parameter([1, 2, 3, 4])\n", "w.unfold(0, 3, 1)", "w")
slope("cumprod", "w = parameter([[1, 2, 0, 3], [0, 0, 1, 2]])\n", "cumprod(w, dim=1)", "w")
slope("diff", "w = parameter([1, 4, 9, 16])\n", "diff(w, 2)", "w")
slope("index_add", "w, v = parameter([1, 2, 3]), parameter([4, 5])\n", "index_add(w, 0, tensor([2, 0]), v, alpha=3)", "w", "v",
      python="torch.index_add(w, 0, torch.tensor([2, 0]), v, alpha=3)")

for name in ["sin", "cos", "tan"]:
    case(name, f"{name}(tensor([8192, -8191.5, 0.001, 3.1415927, -6.2831855, 1e-30, 1.5707964]))")
    case(name, f"{name}(tensor([1e5, -3e7, 0.5, 1e30]))")
    slope(name, "w = parameter([1e5, -3e4, 0.5, 2])\n", f"{name}(w)", "w")
case("mm", "mm(arange(6).reshape(2, 3), arange(12).reshape(3, 4))")
case("bmm", "bmm(arange(12).reshape(2, 2, 3), arange(12).reshape(2, 3, 2))")
case("mv", "mv(arange(6).reshape(2, 3), arange(3))")
case("dot", "dot(arange(3), tensor([2, 3, 4]))")
case("outer", "outer(arange(3), tensor([2, 3]))")
case("outer", "arange(3).outer(tensor([2, 3]))")
for equation, shapes in {
    "ij,jk->ik": [(2, 3), (3, 4)], "ij->ji": [(2, 3)], "ii": [(3, 3)], "ii->i": [(3, 3)], "i,i": [(3,), (3,)],
    "bij,bjk->bik": [(2, 3, 4), (2, 4, 5)], "bhid,bhjd->bhij": [(2, 3, 4, 5), (2, 3, 6, 5)], "ij,kj": [(2, 3), (4, 3)],
    "...ij,...jk->...ik": [(2, 3, 4), (4, 5)], "i...->...": [(2, 3, 4)], "ab,bc,cd->ad": [(2, 3), (3, 4), (4, 2)],
    "ij,ij,ij->": [(2, 3), (2, 3), (2, 3)], "bn,anm,bm->ba": [(2, 3), (5, 3, 4), (2, 4)], "i,j,k->kij": [(2,), (3,), (4,)],
    "ba": [(2, 3)], "Ab,bC": [(2, 3), (3, 4)], "...,...": [(3,), (2, 1)], "iij,jk->k": [(2, 2, 3), (3, 4)], "...ij->ij": [(2, 3, 4)], "aB,Bc": [(2, 3), (3, 4)],
    "i,i->i": [(1,), (3,)], "ij->...": [(2, 3)], " i j -> j i ": [(2, 3)], "ii,i->i": [(3, 3), (1,)],
    "...i,...i->...": [(2, 3), (3,)], "a...a": [(3, 2, 3)], "...": [(2, 3)], "ij,jk->": [(2, 3), (3, 2)], "ij,ij,ij->j": [(2, 3), (2, 3), (1, 3)],
    "ij,jk->ki": [(0, 3), (3, 4)], "ij,jk->ik": [(2, 0), (0, 3)], "a...b,b...c->...ca": [(2, 3, 4), (4, 3, 5)], "iii->i": [(3, 3, 3)], "ij,jk->i": [(2, 3), (3, 1)],
}.items():
    made = ", ".join(f"(arange({torch.Size(shape).numel()}) % 7 - 2).reshape{shape}" for shape in shapes).replace(",)", ")")
    case("einsum", f"einsum(\"{equation}\", {made})")
case("einsum", "einsum(\"i,i\", [arange(3), arange(3)])")
case("einsum", "einsum(\"ij,\", arange(6).reshape(2, 3), tensor(2))")
for equation in ["i...,i->...", "ij,i->j", "ij,i", "ji,i->ji"]:
    slope("einsum", "w, v = parameter([[1, 2], [3, 4]]), parameter([5, 6])\n", f"einsum(\"{equation}\", w, v)", "w", "v")
slope("einsum", "w, v = parameter([[1, 2, 3]]), parameter([[5, 6, 7], [8, 9, 1]])\n", "einsum(\"ij,ij->i\", w, v)", "w", "v")
slope("einsum", "w = parameter([[1, 2], [3, 4]])\n", "einsum(\"ij,jk,ki->ik\", w, w, w)", "w")
slope("einsum", "w, v = parameter([[1, 2], [3, 4]]), parameter([[5, 6], [7, 8]])\n", "einsum(\"bi,bj->bij\", w, v)", "w", "v")
for name, made in {"mm": ("[[1, 2], [3, 4], [5, 6]]", "[[5, 6], [7, 8]]"), "bmm": ("[[[1, 2], [3, 4]]]", "[[[5], [7]]]"),
                   "mv": ("[[1, 2], [3, 4], [5, 6]]", "[5, 7]"), "dot": ("[1, 2, 3]", "[4, 5, 6]"), "outer": ("[1, 2, 3]", "[4, 5]")}.items():
    slope(name, f"w, v = parameter({made[0]}), parameter({made[1]})\n", f"{name}(w, v)", "w", "v")
for p in [", p=1", ", p=3", ", p=float(\"inf\")", ", p=1.5"]:
    slope("cdist", "w, v = parameter([[1, 2], [3, 4], [0.5, 1]]), parameter([[5, 6], [1, 2]])\n", f"cdist(w, v{p})", "w", "v")
slope("einsum", "w, v = parameter([[1, 2], [3, 4]]), parameter([[5, 6], [7, 8]])\n", "einsum(\"ii,ij->j\", w, v)", "w", "v")
K2 = "x, y = (arange(12) % 5).reshape(4, 3) * 1.5, (arange(6) % 4).reshape(2, 3)\n"
for p in ["", ", p=1", ", p=3", ", p=float(\"inf\")", ", p=0"]:
    case("cdist", K2 + f"cdist(x, y{p})")
case("cdist", "cdist(arange(12).reshape(2, 2, 3), ones(1, 4, 3))")
slope("cdist", "w, v = parameter([[1, 2], [3, 4]]), parameter([[5, 6], [1, 2]])\n", "cdist(w, v)", "w", "v")

S = "x = tensor([[2, 1, 0.5], [1, 3, 0.2], [0.5, 0.2, 1]])\n"
BATCH = "x = cat([arange(9), 8 - arange(9)]).reshape(2, 3, 3) * 0.3 + 2 * eye(3)\n"
for made in [S, BATCH]:
    case("det", made + "det(x)")
    case("slogdet", made + "slogdet(-x)", made + "torch.slogdet(-x)")
    case("inv", made + "inv(x)", made + "torch.linalg.inv(x)")
    case("solve", made + "solve(x, arange(3))", made + "torch.linalg.solve(x, arange(3))")
    case("solve", made + "solve(x, arange(6).reshape(3, 2))", made + "torch.linalg.solve(x, arange(6).reshape(3, 2))")
case("det", "det(ones(2, 2))")
case("slogdet", "slogdet(ones(2, 2)).sign")
case("solve", BATCH + "solve(x, ones(2, 3))", BATCH + "torch.linalg.solve(x, ones(2, 3))")
case("cholesky", S + "cholesky(x)")
case("cholesky", S + "cholesky(x, upper=True)")
case("cholesky", "cholesky(tensor([[4, 9, 9], [2, 3, 9], [1, 0.5, 2]]))")
case("cholesky", "cholesky(tensor([[4, 2, 1], [9, 3, 0.5], [9, 9, 2]]), upper=True)")
slope("cholesky", "w = parameter([[4, 1.5], [2, 3]])\n", "cholesky(w, upper=True)", "w", python="torch.linalg.cholesky(w, upper=True)")
slope("cholesky", BATCH + "w = parameter(x @ x.transpose(1, 2) + eye(3))\n", "cholesky(w)", "w", python="torch.linalg.cholesky(w)")
for name in ["det", "inv"]:
    slope(name, BATCH + "w = parameter(x)\n", f"{name}(w)", "w", python=f"torch.linalg.{name}(w)")
slope("slogdet", BATCH + "w = parameter(-x)\n", "slogdet(w).logabsdet", "w", python="torch.slogdet(w).logabsdet")
slope("solve", BATCH + "w, v = parameter(x), parameter([1, 2, -3])\n", "solve(w, v)", "w", "v", python="torch.linalg.solve(w, v)")
slope("solve", BATCH + "w, v = parameter(x[0]), parameter(arange(12).reshape(2, 3, 2))\n", "solve(w, v)", "w", "v", python="torch.linalg.solve(w, v)")
case("det", "det(zeros(0, 0))")
case("det", "det(tensor([[0, 1], [1, 0]]))")
case("slogdet", "list(slogdet(tensor([[[0, 2], [1, 0]], [[1, 2], [2, 4]]])))")
case("inv", "inv(zeros(3, 0, 0)).shape", "torch.linalg.inv(zeros(3, 0, 0)).shape")
case("solve", "solve(eye(2) * 2, ones(3, 2, 1)).shape", "torch.linalg.solve(eye(2) * 2, ones(3, 2, 1)).shape")
case("cholesky", BATCH + "cholesky(x @ x.transpose(1, 2) + eye(3))")
slope("det", S + "w = parameter(x)\n", "det(w)", "w", python="torch.det(w)")
slope("slogdet", S + "w = parameter(x)\n", "slogdet(w).logabsdet", "w", python="torch.slogdet(w).logabsdet")
slope("inv", S + "w = parameter(x)\n", "inv(w)", "w", python="torch.linalg.inv(w)")
slope("cholesky", S + "w = parameter(x)\n", "cholesky(w)", "w", python="torch.linalg.cholesky(w)")
slope("solve", S + "w, v = parameter(x), parameter([[1, 2], [0, 1], [3, -1]])\n", "solve(w, v)", "w", "v",
      python="torch.linalg.solve(w, v)")

# --- operators, indices, attributes ---------------------------------------------------------------------------------

case("tensor", "tensor([1, 2]) + tensor([[10], [20]])")
case("tensor", "2 - tensor([1, 2]) / 4")
case("tensor", "tensor([7, -7]) // 2")
case("tensor", "tensor([7, -7, 5.5]) % 3")
case("tensor", "tensor([1, 2, 3]) ** 2")
case("tensor", "2 ** tensor([1, 2, 3])")
case("tensor", "tensor([4, 9]) ** 0.5")
case("tensor", "tensor([4.0, 9.0]) ** tensor([0, -1])")
case("tensor", "-tensor([1, -2])")
case("tensor", "tensor([1, 0]) / 0")
case("tensor", "tensor([1, 2, 3]) >= 2")
case("tensor", "tensor([1, 2, 3]) != tensor([1, 0, 3])")
case("tensor", "3 > tensor([1, 5])")
case("tensor", Z + "x[1]")
case("tensor", Z + "x[-1, 0]")
case("tensor", Z + "x[1, 2, 3]")
case("tensor", Z + "x[:, 1]")
case("tensor", Z + "x[:, 1:3, ::2]")
case("tensor", Z + "x[0, -2:]")
case("tensor", Z + "x[0, 0, 1:100]")
case("tensor", Z + "x[0, 0, 3:1].shape")
case("tensor", "arange(5)[::-1]", "torch.flip(arange(5), [0])")
case("tensor", "arange(5)[3:0:-2]", "tensor([3, 1])")
case("tensor", "x = tensor([3, 1, 2])\nx[x > 1]")
case("tensor", Z + "x[x > 20]")
case("tensor", Z + "x[tensor([True, False])]", Z + "x[torch.tensor([True, False])]")
case("tensor", Z + "i = (1, 2)\nx[i]")
case("tensor", "x = arange(5)\nx[(x > 2) + (x < 1)]")
case("tensor", "x = arange(5)\n(x > 2) + (x < 4)")
case("tensor", "x = arange(5)\nx[1 - (x > 2)]", "x = arange(5)\nx[~(x > 2)]")
case("tensor", "x = arange(5)\n(2 - (x > 2).sum()) * 1.0")
case("tensor", "tensor([1e9, 123456784, -5, 5, 1]) % tensor([7, 10, float('inf'), float('inf'), 0.1])")
case("tensor", "tensor([1, -1, 7, -7, 0]) // tensor([0.1, 0.1, 2, 2, 3])")
case("tensor", "tensor([5, -5, 5, -5]) // tensor([float('inf'), float('inf'), -float('inf'), -float('inf')])")
case("sum", "zeros(0, 1000, 1000).sum(1).shape")
case("sum", "zeros(0, 30).sum(0)[:3]")
case("mean", "zeros(0, 257, 130).mean(1).shape")
case("sum", "x = rand(64, 28, 28)\nx[x[:, 0, 0] > 100].sum(1).shape", "(0, 28)")
case("cumsum", "cumsum(ones(200000) * 0.1, 0)[-1]")
case("cumsum", "cumsum(ones(3, 5000), 0)[:, 4999]")
case("tensor", "x = arange(4)\nx[[True, False, True, False]]")
case("tensor", "x = arange(5)\nx[(x > 0) * (x < 3)]")
case("tensor", Z + "x[[1, 0, 1], 0]")
case("tensor", "x = arange(6).reshape(3, 2)\nx[tensor([2, -1, 0])]", "x = arange(6).reshape(3, 2)\nx[[2, -1, 0]]")
case("tensor", "x = arange(6).reshape(3, 2)\nx[arange(3), tensor([0, 1, 0])]",
     "x = arange(6).reshape(3, 2)\nx[[0, 1, 2], [0, 1, 0]]")
case("tensor", Z + "x[:, [0, 2], [1, 3]]")
case("tensor", "arange(4)[tensor([[0, 1], [2, 3]])]", "tensor([[0, 1], [2, 3]])")
case("tensor", "arange(3)[None].shape")
case("tensor", "arange(3)[:, None] * arange(2)")
case("tensor", "x = arange(6).reshape(2, 3)\nx[:, x[1] > 3]")
case("tensor", Z + "x.shape")
case("tensor", "arange(6).reshape(2, 3).T")
case("tensor", "x = tensor([1, 2, 3])\nlen(x)")
case("tensor", "tensor(2.5).item()")
case("tensor", "a, b = tensor([1, 2])\na - b")
case("tensor", "total = 0\nfor row in tensor([[1, 2], [3, 4]]):\n    total += row\ntotal")
case("tensor", "float(tensor([2.5])) + int(tensor(3))")
case("tensor", "x = tensor([1, 2])\nx *= 3\nx")

# --- losses ---------------------------------------------------------------------------------------------------------

B = "p, x = tensor([[0.9, 0.2], [0.5, 1]]), tensor([[1, 0], [0.3, 1]])\n"
L = "l, x = tensor([[2, -1], [0, 90]]), tensor([[1, 0], [0.3, 0]])\n"
G = "m, x, v = tensor([0, 1, -2]), tensor([1, 1, 0.5]), tensor([1, 2, 0.25])\n"
K = "m, l = tensor([[0, 1], [2, -0.5]]), tensor([[0, 0], [-1, 0.7]])\n"
for reduction in ["", "mean", "sum", "none"]:
    option = f", reduction=\"{reduction}\"" if reduction else ""
    case("binary_cross_entropy", B + f"binary_cross_entropy(p, x{option})")
    case("binary_cross_entropy_with_logits", L + f"binary_cross_entropy_with_logits(l, x{option})")
    case("mse_loss", B + f"mse_loss(p, x{option})")
    case("gaussian_nll", G + f"gaussian_nll(m, x, v{option})", G + f"F.gaussian_nll_loss(m, x, v{option})")
    kl = "(0.5 * (m**2 + exp(l) - 1 - l))"
    case("kl_divergence", K + f"kl_divergence(m, l{option})",
         K + {"sum": f"sum({kl})", "none": kl}.get(reduction, f"mean({kl})"))
case("gaussian_nll", G + "gaussian_nll(m, x, tensor([0, 1e-8, 1]))", G + "F.gaussian_nll_loss(m, x, tensor([0, 1e-8, 1]))")
case("gaussian_nll", G + "gaussian_nll(m, target=x, var=v, eps=0.5)", G + "F.gaussian_nll_loss(m, x, v, eps=0.5)")
case("gaussian_nll", "v = parameter([0.1, 2])\ngrad(gaussian_nll(zeros(2), ones(2), v, eps=0.5), v)",
     "v = parameter([0.1, 2])\ntorch.autograd.grad(F.gaussian_nll_loss(zeros(2), ones(2), v, eps=0.5), v)[0]")
case("binary_cross_entropy", B + "binary_cross_entropy(input=p, target=x)")
case("gaussian_nll", G + "gaussian_nll(m, x, v, full=True)", G + "F.gaussian_nll_loss(m, x, v, full=True)")
case("binary_cross_entropy", "binary_cross_entropy(sigmoid(tensor([200, -200])), tensor([0, 1]))")
case("binary_cross_entropy",
     "l = parameter([200, -200])\nbinary_cross_entropy(sigmoid(l), tensor([0, 1]), reduction=\"sum\")",
     "F.binary_cross_entropy(torch.sigmoid(tensor([200, -200])), tensor([0, 1]), reduction=\"sum\")")

for reduction in ["mean", "sum", "none"]:
    option = f", reduction=\"{reduction}\""
    for name, rest in [("l1_loss", ""), ("smooth_l1_loss", ", beta=0.3"), ("huber_loss", ", delta=0.4")]:
        case(name, B + f"{name}(3 * p, x{option}{rest})")
        slope(name, "w, t = parameter([1, 0.9, -3, 0.2]), tensor([1, 0.5, 2, 0])\n", f"{name}(w, t{option}{rest})", "w")
    for name in ["l1_loss", "huber_loss", "mse_loss"]:
        case(name, B + f"{name}(3 * p, x, weight=1 + p{option})")
    case("binary_cross_entropy", B + f"binary_cross_entropy(p, x, tensor([1, 2]){option})")
    case("binary_cross_entropy_with_logits", L + f"binary_cross_entropy_with_logits(l, x, weight=tensor([1, 2]){option})")
    case("binary_cross_entropy_with_logits", L + f"binary_cross_entropy_with_logits(l, x, pos_weight=tensor([3, 0.5]){option})")
    case("gaussian_nll_loss", G + f"gaussian_nll_loss(m, x, v, full=True{option})")
    for rest in ["", ", log_input=False", ", full=True", ", log_input=False, full=True, eps=0.1"]:
        case("poisson_nll_loss", f"poisson_nll_loss(tensor([0.5, 1, 2]), tensor([0, 1, 3]){rest}{option})")
    slope("poisson_nll_loss", "w = parameter([0.5, 1, 2])\n", f"poisson_nll_loss(w, tensor([0, 1, 3]), log_input=False{option})", "w")
    for rest in ["", ", weight=tensor([1, 2, 0.5])", ", ignore_index=2", ", ignore_index=2, weight=tensor([1, 2, 0.5])"]:
        N = "x = tensor([[1, -2, 0.5], [3, 0, 2], [-1, 0.2, 7], [2, 1, 0]])\ny = tensor([0, 2, 1, 2])\n"
        case("nll_loss", N + f"nll_loss(x, y{rest}{option})", N + f"F.nll_loss(x, y.long(){rest}{option})")
        for smoothing in ["", ", label_smoothing=0.2"]:
            case("cross_entropy", N + f"cross_entropy(x, y{rest}{option}{smoothing})",
                 N + f"F.cross_entropy(x, y.long(){rest}{option}{smoothing})")
            slope("cross_entropy", "w, y = parameter([[1, -2, 0.5], [3, 0, 2], [-1, 0.2, 7]]), tensor([0, 2, 1])\n",
                  f"cross_entropy(w, y{rest}{option}{smoothing})", "w",
                  python=f"F.cross_entropy(w, y.long(){rest}{option}{smoothing})")
    for rest in ["", ", weight=tensor([1, 2, 0.5])", ", label_smoothing=0.2, weight=tensor([1, 2, 0.5])"]:
        slope("cross_entropy", "w, t = parameter([[1, -2, 0.5], [3, 0, 2]]), parameter([[0.2, 0.3, 0.5], [1, 0, 0]])\n",
              f"cross_entropy(w, t{option}{rest})", "w", "t", python=f"F.cross_entropy(w, t{option}{rest})")
    D = "x = arange(24).reshape(2, 3, 4) * 0.3\ny = tensor([[0, 1, 2, 1], [2, 2, 0, 1]])\n"
    case("cross_entropy", D + f"cross_entropy(x, y, weight=tensor([1, 2, 3]){option})",
         D + f"F.cross_entropy(x, y.long(), weight=tensor([1, 2, 3]){option})")
    case("nll_loss", D + f"nll_loss(x, y{option})", D + f"F.nll_loss(x, y.long(){option})")
for reduction in ["mean", "sum", "none", "batchmean"]:
    Q = "q, t = tensor([[-1, -2, -0.5], [-3, -0.1, -2]]), tensor([[0.2, 0.3, 0.5], [1, 0, 0]])\n"
    case("kl_div", Q + f"kl_div(q, t, reduction=\"{reduction}\")", Q + f"F.kl_div(q, t, reduction=\"{reduction}\")")
    case("kl_div", Q + f"kl_div(q, log(t + 0.1), reduction=\"{reduction}\", log_target=True)",
         Q + f"F.kl_div(q, log(t + 0.1), reduction=\"{reduction}\", log_target=True)")
slope("kl_div", "w, t = parameter([-1, -2, -0.5]), parameter([0.2, 0.3, 0.5])\n", "kl_div(w, t)", "w", "t", python="F.kl_div(w, t)")
case("nll_loss", "nll_loss(tensor([-1, -2, -3]), tensor(1))", "F.nll_loss(tensor([-1, -2, -3]), torch.tensor(1))")
case("cross_entropy", "cross_entropy(tensor([1, 2, 3]), tensor(1))", "F.cross_entropy(tensor([1, 2, 3]), torch.tensor(1))")
case("cross_entropy", "cross_entropy(tensor([1, 2, 3]), tensor([0.2, 0.3, 0.5]))")
case("cosine_similarity", "cosine_similarity(tensor([[1, 2], [0, 0]]), tensor([[3, -1], [1, 1]]))")
case("cosine_similarity", C + "cosine_similarity(x, x[:1] + 1, dim=-1)")
slope("cosine_similarity", "w, v = parameter([[1, 2], [0.5, 3]]), parameter([[3, -1]])\n", "cosine_similarity(w, v)", "w", "v")
case("xlogy", "xlogy(tensor([0, 2, 0]), tensor([0, 3, float(\"nan\")]))")
case("randint", "randint(3, 4, (2, 2))", "torch.randint(3, 4, (2, 2))")
case("randint", "randint(1, (3,))", "torch.randint(1, (3,))")
case("randint", "randint(low=-2, high=-1, size=(2,))", "torch.randint(low=-2, high=-1, size=(2,))")
case("randint_like", "randint_like(zeros(2), 1)")
case("multinomial", "multinomial(tensor([0, 1, 0]), 4, replacement=True)", "torch.multinomial(tensor([0, 1, 0]), 4, replacement=True)")
case("multinomial", "sort(multinomial(tensor([[1, 2, 0], [0, 3, 4]]), 2)).values", "torch.sort(torch.multinomial(tensor([[1, 2, 0], [0, 3, 4]]), 2)).values")
case("dropout", "dropout(tensor([1, 2]), 0.5, training=False)", "tensor([1, 2])")

# --- gradients and optimizers ---------------------------------------------------------------------------------------

case("parameter", "w = parameter([1, 2])\nw.requires_grad")
case("parameter", "w = parameter(0.5)\nw * 2", "tensor(1)")
case("backward", "w = parameter([1, 2])\nbackward(sum(w**3))\nw.grad")
case("backward", "w = parameter(3)\n(w * w).backward()\n(2 * w).backward()\nw.grad")
case("grad", "w = parameter([1, 2])\ngrad(sum(w**2), w)", "tensor([2, 4])")
case("grad", "a, b = parameter(2), parameter(5)\ngrad(a * b, [a, b])", "[tensor(5), tensor(2)]")
case("grad", "x = parameter([0.5, 2])\ny = exp(x)\ngrad(sum(y * y), [y])",
     "x = tensor([0.5, 2])\n[2 * exp(x)]")
case("grad", "w = parameter([[1, 2, 3], [4, 5, 6]])\ngrad(sum(w[:, ::2] ** 2), w)",
     "w = parameter([[1, 2, 3], [4, 5, 6]])\ntorch.autograd.grad(sum(w[:, ::2] ** 2), w)[0]")
case("grad", "w = parameter([2, 0, 4])\ngrad(prod(w), w)", "tensor([0, 8, 0])")
case("grad", "w = parameter([[2, 0, 4], [1, 2, 3]])\ngrad(sum(prod(w, dim=1)), w)",
     "tensor([[0, 8, 0], [6, 3, 2]])")
case("grad", "w = parameter([[0.3, 2], [1, -1]])\ngrad(sum(logsumexp(w, dim=1) ** 2), w)",
     "w = parameter([[0.3, 2], [1, -1]])\ntorch.autograd.grad(sum(logsumexp(w, dim=1) ** 2), w)[0]")
case("zero_grad", "w = parameter(3)\nopt = sgd(w, lr=0.1)\n(w * w).backward()\nopt.zero_grad()\nw.grad",
     "None")

QUADRATIC = """w = parameter([1, -2])
opt = {}
for i in range(5):
    opt.zero_grad()
    sum((w - tensor([3, 4])) ** 2 * tensor([1, 10])).backward()
    opt.step()
w"""
for elbow, python in [
    ("sgd(w, lr=0.01)", "torch.optim.SGD([w], lr=0.01)"),
    ("sgd(w, lr=0.01, momentum=0.9)", "torch.optim.SGD([w], lr=0.01, momentum=0.9)"),
    ("sgd(w, lr=0.01, weight_decay=0.1)", "torch.optim.SGD([w], lr=0.01, weight_decay=0.1)"),
    ("sgd(w, lr=0.01, momentum=0.9, nesterov=True)", "torch.optim.SGD([w], lr=0.01, momentum=0.9, nesterov=True)"),
    ("rmsprop(w, lr=0.1)", "torch.optim.RMSprop([w], lr=0.1)"),
    ("rmsprop([w], lr=0.1, alpha=0.9, eps=0.001, momentum=0.5, weight_decay=0.1)",
     "torch.optim.RMSprop([w], lr=0.1, alpha=0.9, eps=0.001, momentum=0.5, weight_decay=0.1)"),
    ("adam(w, lr=0.1)", "torch.optim.Adam([w], lr=0.1)"),
    ("adam([w], lr=0.1, betas=(0.5, 0.9), eps=0.001)", "torch.optim.Adam([w], lr=0.1, betas=(0.5, 0.9), eps=0.001)"),
    ("adam(w, lr=0.1, weight_decay=0.5)", "torch.optim.Adam([w], lr=0.1, weight_decay=0.5)"),
    ("adamw(w, lr=0.1)", "torch.optim.AdamW([w], lr=0.1)"),
    ("rmsprop(w, lr=0.1)", "torch.optim.RMSprop([w], lr=0.1)"),
    ("rmsprop(w, lr=0.1, alpha=0.5, eps=0.01, momentum=0.9, weight_decay=0.1)",
     "torch.optim.RMSprop([w], lr=0.1, alpha=0.5, eps=0.01, momentum=0.9, weight_decay=0.1)"),
    ("adamw(w, lr=0.1, weight_decay=0.5)", "torch.optim.AdamW([w], lr=0.1, weight_decay=0.5)"),
]:
    case(elbow.split("(")[0], QUADRATIC.format(elbow), QUADRATIC.format(python))
case("step", "w = parameter(3)\nopt = sgd(w, lr=0.1)\nstep(opt, w * w)\nstep(opt, w * w)\nw", "tensor(1.92)")
CLIPPED = """w = parameter([3, 4])
opt = torch.optim.SGD([w], lr=0.1)
(sum(w * w) / 2).backward()
torch.nn.utils.clip_grad_norm_([w], 1)
opt.param_groups[0]["lr"] = 0.5
opt.step()
w"""
case("step", "w = parameter([3, 4])\nopt = sgd(w, lr=0.1)\nstep(opt, sum(w * w) / 2, lr=0.5, clip=1)\nw", CLIPPED)
case("step", "w = parameter([3, 4])\nopt = sgd(w, lr=0.1)\nbackward(sum(w * w) / 2)\nopt.step(lr=0.5, clip=1)\nw", CLIPPED)
case("step", "w = parameter(0)\nopt = sgd(w, lr=1)\nstep(opt, w * 1e25, clip=1)\nw", "tensor(-1.0)")
case("step", "w = parameter([3, 4])\nopt = sgd(w, lr=0.1)\nstep(opt, sum(w), lr=0.5, clip=10)\n[opt.lr, w]",
     "[0.5, tensor([2.5, 3.5])]")

# --- gradients where a function has a kink, a step or a pole ----------------------------------------------------------

W = "w = parameter([0.3, 1.7, -2.6, 4])\n"
V = "v = parameter([0.7, -1.5, 0.9, 2])\n"
ZERO = "w = parameter([0, 3, -4, 0])\n"
TIES = "w = parameter([[2, 5, 5], [-1, 5, -1]])\n"
for result in ["w % 1 + w", "w % v", "7.5 % w", "w % -0.7", "(w % 2) * v"]:
    slope("tensor", W + V, result, *[name for name in "wv" if name in result],
          python=result.replace("7.5 %", "tensor(7.5) %"))
slope("tensor", W + "v = parameter([[0.7], [-1.5]])\n", "w % v", "w", "v")
for result in ["2 ** w", "w ** 0", "w ** 2", "w ** 3", "w / w", "w - 2 * w", "2 / (w + 1)"]:
    slope("tensor", ZERO if "/" not in result else W, result, "w")
slope("tensor", "w, v = parameter([0, 0, 0, 2]), parameter([0, 2, 1, 0])\n", "w ** v", "w", "v")
slope("tensor", "w, v = parameter([1e-30, 3]), parameter([1e-30, 2])\n", "w / v", "w", "v")
slope("tensor", "w = parameter([1, 2, 3])\n", "w[[2, 0, 2, 2]]", "w")
slope("tensor", "w = parameter(arange(6).reshape(3, 2))\n", "w[[2, 0, 2], [1, 1, 1]]", "w",
      python="w[[2, 0, 2], [1, 1, 1]]")
slope("tensor", W, "w[w > 0]", "w")
slope("tensor", W, "w[::-2]", "w", python="torch.flip(w, [0])[::2]")
slope("abs", ZERO, "abs(w)", "w")
slope("round", W, "round(w) + w", "w")
slope("round", W, "round(w, 1) * w", "w", python="round(w, decimals=1) * w")
# (Exactly at a number as a bound, versions of PyTorch differ in whether clamp passes the gradient on.)
slope("clamp", "w = parameter([-1, -0.4, 0, 0.9, 3])\n", "clamp(w, -0.5, 1)", "w")
slope("clamp", W, "clamp(w, 1, -1)", "w")
BOUNDS = "w, a, b = parameter([-2, 0, 1, 5, 5]), parameter([-1, 0, 1, 6, 9]), parameter([1, 0, 1, 8, 2])\n"
slope("clamp", BOUNDS, "clamp(w, a, b)", "w", "a", "b")
# Every order that a number and its bounds can have, ties among them.
ORDERS = (
    "w, a = parameter([0] * 9 + [1] * 9 + [2] * 9), parameter(([0] * 3 + [1] * 3 + [2] * 3) * 3)\n"
    "b = parameter([0, 1, 2] * 9)\n"
)
slope("clamp", ORDERS, "clamp(w, a, b)", "w", "a", "b")
slope("clamp", ORDERS, "clamp(w, min=a)", "w", "a")
slope("clamp", BOUNDS, "clamp(w, min=a)", "w", "a")
slope("clamp", BOUNDS, "clamp(w, max=b)", "w", "b")
slope("clamp", "w, a = parameter([[-2, 0], [1, 5]]), parameter([0, 2])\n", "clamp(w, min=a)", "w", "a")
for name in ["maximum", "minimum"]:
    slope(name, "w, v = parameter([1, 2, 3, float(\"nan\")]), parameter([1, 3, 2, 1])\n", f"{name}(w, v)", "w", "v")
    slope(name, "w, v = parameter([[1], [2]]), parameter([1, 3, 2])\n", f"{name}(w, v)", "w", "v")
for name in ["max", "min"]:
    slope(name, TIES, f"{name}(w)", "w")
    slope(name, TIES, f"{name}(w, dim=1).values", "w")
    slope(name, TIES, f"{name}(w, dim=0, keepdim=True).values", "w")
    slope(name, "w = parameter([1, float(\"nan\"), 3, float(\"nan\")])\n", f"{name}(w)", "w")
slope("sort", TIES, "sort(w, dim=1, descending=True).values", "w",
      python="torch.sort(w, dim=1, descending=True, stable=True).values")
for p in ["2", "1", "3", "1.5", "0.5", "float(\"inf\")"]:
    for start in [W, ZERO, "w = parameter([0, 0, 0])\n", "w = parameter([3, -3, 1])\n"]:
        slope("norm", start, f"norm(w, p={p})", "w")
    slope("norm", TIES, f"norm(w, p={p}, dim=1)", "w")
slope("norm", TIES, "norm(w, dim=[0, 1], keepdim=True)", "w")
for name in ["var", "std"]:
    for start in [W, "w = parameter([3])\n", "w = parameter([2, 2, 2])\n"]:
        slope(name, start, f"{name}(w)", "w")
    slope(name, TIES, f"{name}(w, dim=0, correction=0)", "w")
for result in ["sqrt(w)", "log(w)", "w ** 0.5", "exp(w)"]:
    slope(result.split("(")[0] if "(" in result else "tensor", "w = parameter([0, 4, 0.25])\n", result, "w")
for start in ["w = parameter([2, 0, 3])\n", "w = parameter([0, 0, 3])\n", W]:
    slope("prod", start, "prod(w)", "w")
    slope("prod", start, "prod(w, dim=0)", "w")
slope("where", "w = parameter([-1, 0, 4])\n", "where(w > 0, sqrt(w), 0)", "w", python="where(w > 0, sqrt(w), tensor(0.0))")
slope("where", "w, v = parameter([-1, 0, 4]), parameter([1, 2, 3])\n", "where(w > 0, w, v)", "w", "v")
slope("where", "w = parameter([-1, 2])\n", "where(w > 0, w, log(where(w > 0, 1, -w)))", "w",
      python="where(w > 0, w, log(where(w > 0, tensor(1.0), -w)))")
slope("cumsum", TIES, "cumsum(w, dim=1)", "w")
case("cumsum", "w = parameter([1, 2, 3, 4])\ngrad(sum(cumsum(w, dim=0) * tensor([1e10, 1, 1, 1])), w)",
     "w = parameter([1, 2, 3, 4])\ntorch.autograd.grad(sum(cumsum(w, dim=0) * tensor([1e10, 1, 1, 1])), w)[0]")
case("cumsum", "w = parameter([1, 2, 3])\ngrad(sum(cumsum(w, dim=0) * tensor([1, float(\"inf\"), 1])), w)",
     "w = parameter([1, 2, 3])\ntorch.autograd.grad(sum(cumsum(w, dim=0) * tensor([1, float(\"inf\"), 1])), w)[0]")
slope("logsumexp", "w = parameter([[1, -float(\"inf\")], [2, 3]])\n", "logsumexp(w, dim=1)", "w")
slope("softmax", "w = parameter([[1, -float(\"inf\")], [2, 3]])\n", "softmax(w, dim=1)", "w")
slope("expand", "w = parameter([[1], [2]])\n", "expand(w, 2, 3)", "w", python="w.expand(2, 3)")
slope("mean", TIES, "mean(w, dim=0)", "w")
slope("stack", W + V, "stack([w, v, w])", "w", "v")
slope("cat", W + V, "cat([w, v, w])", "w", "v")
slope("relu", ZERO, "relu(w)", "w")
slope("leaky_relu", ZERO, "leaky_relu(w)", "w", python="F.leaky_relu(w)")
slope("binary_cross_entropy", "p, t = parameter([0, 1, 0.5, 1]), parameter([0, 1, 0.3, 0])\n",
      "binary_cross_entropy(p, t)", "p", "t")
slope("binary_cross_entropy", "l, t = parameter([-90, 3, 0]), parameter([0, 1, 0.3])\n",
      "binary_cross_entropy_with_logits(l, t)", "l", "t")

# --- masks ------------------------------------------------------------------------------------------------------------

M = "x = arange(6)\nm = x > 2\n"
BOOL = "x = arange(6)\nm = x > 2\nb = m.reshape(2, 3)\n"
case("cat", M + "x[cat([m[:3], m[3:]])]")
case("stack", BOOL + "x.reshape(2, 3)[stack([b[0], b[1]])]")
case("reshape", M + "x[m.reshape(2, 3).reshape(6)]")
case("flatten", BOOL + "x[flatten(b, 0)]", BOOL + "x[torch.flatten(b)]")
case("unflatten", M + "x.reshape(2, 3)[unflatten(m, 0, (2, 3))]", M + "x.reshape(2, 3)[torch.unflatten(m, 0, (2, 3))]")
case("unsqueeze", M + "x[m.unsqueeze(0)[0]]")
case("squeeze", M + "x[m[None].squeeze()]")
case("permute", BOOL + "x.reshape(3, 2)[b.permute(1, 0)]")
case("transpose", BOOL + "x.reshape(3, 2)[b.transpose(0, 1)]")
case("tensor", BOOL + "x.reshape(3, 2)[b.T]")
case("expand", M + "ones(2, 6)[m.expand(2, 6)]")
case("where", M + "x[where(x < 4, m, x > 4)]")
case("where", M + "x[where(x < 4, m, True)]")
case("maximum", M + "x[maximum(m, x < 1)]")
case("minimum", M + "x[minimum(m, x < 5)]")
case("chunk", M + "x[:3][m.chunk(2)[1]]")
case("split", M + "x[:3][m.split(3)[1]]")
case("detach", M + "x[m.detach()]")
case("max", BOOL + "x[:3][b.max(0).values]", BOOL + "x[:3][b.max(0)[0]]")
case("min", BOOL + "x[:2][b.min(dim=1).values]", BOOL + "x[:2][b.min(dim=1)[0]]")
case("max", M + "x[max(m)].shape", M + "x[m.max()].shape")
case("sort", M + "x[sort(m, descending=True).values]", M + "x[torch.sort(m, descending=True)[0]]")
case("tensor", M + "x[[True, False, True, False, False, True]]")
case("tensor", M + "x[tensor([m[3], m[0], True, False, m[5], m[1]])]", M + "x[[0, 2, 4]]")
case("tensor", M + "x[True].shape")
case("tensor", M + "x[False].shape")
case("tensor", M + "x[m[::-1]]", M + "x[torch.flip(m, [0])]")
case("tensor", M + "x[m[[5, 4, 3, 2, 1, 0]]]")
case("tensor", M + "x[:3][m[m]]")
case("tensor", M + "x[(m == (x > 3))]")
case("tensor", M + "x[m * True]", M + "x[m & True]")
case("tensor", M + "x[1 - m]", M + "x[~m]")
case("zeros_like", M + "x[zeros_like(m)].shape")
case("ones_like", M + "x[ones_like(m)]")
case("full_like", M + "x[full_like(m, 1)]")
case("tensor", M + "total = 0\nfor a, b in zip(m, x):\n    if a:\n        total += b\ntotal")
case("tensor", M + "rows = list(m.reshape(3, 2))\nx[cat(rows)]")
case("tensor", M + "def choose(k=m):\n    return x[k]\nchoose()")
case("tensor", M + "m + m * 2", M + "m * 1.0 + m * 2")
case("sum", M + "m.sum()")
case("mean", M + "m.mean()", M + "(m * 1.0).mean()")
case("prod", M + "x[prod(m[:1], dim=0)]", M + "x[0]")
case("sum", M + "x[m[:1].sum(0)]", M + "x[0]")
case("parameter", M + "parameter(m) * 2", M + "m * 2")
case("tensor", M + "x[m ** 1]", M + "x[[0, 0, 0, 1, 1, 1]]")

# --- layers ---------------------------------------------------------------------------------------------------------

case("max_pool2d", "max_pool2d(arange(50).reshape(1, 2, 5, 5), 2)", "F.max_pool2d(arange(50).reshape(1, 2, 5, 5), 2)")
case("max_pool2d", "max_pool2d(3, stride=2)(arange(49).reshape(1, 1, 7, 7))",
     "F.max_pool2d(arange(49).reshape(1, 1, 7, 7), 3, stride=2)")
case("max_pool2d", "max_pool2d(arange(25).reshape(1, 1, 5, 5), 3, 1)",
     "F.max_pool2d(arange(25).reshape(1, 1, 5, 5), 3, 1)")
case("linear", "linear(20, 512)(zeros(7, 20)).shape", "(7, 512)")
case("linear", "linear(4, 2, bias=False)(zeros(3, 5, 4))", "zeros(3, 5, 2)")
case("linear", """net = linear(3, 2)
weight, bias = net.parameters
x = arange(6).reshape(2, 3)
max(abs(net(x) - (x @ weight.T + bias))) < 0.00001""", "torch.tensor(True)")
case("conv2d", "conv2d(1, 16, 5, padding=1)(zeros(2, 1, 28, 28)).shape", "(2, 16, 26, 26)")
case("conv2d", "conv2d(3, 4, 3, stride=2, padding=2)(zeros(1, 3, 8, 7)).shape",
     "tuple(F.conv2d(zeros(1, 3, 8, 7), zeros(4, 3, 3, 3), stride=2, padding=2).shape)")
case("conv2d", "conv2d(1, 2, 3, bias=False)(zeros(1, 1, 4, 4))", "zeros(1, 2, 2, 2)")
case("max_pool2d", "max_pool2d(arange(25).reshape(1, 1, 5, 5), 2, padding=1)",
     "F.max_pool2d(arange(25).reshape(1, 1, 5, 5), 2, padding=1)")
case("avg_pool2d", "avg_pool2d(arange(50).reshape(1, 2, 5, 5), 2)", "F.avg_pool2d(arange(50).reshape(1, 2, 5, 5), 2)")
case("avg_pool2d", "avg_pool2d(3, stride=2, padding=1)(arange(49).reshape(1, 1, 7, 7))",
     "F.avg_pool2d(arange(49).reshape(1, 1, 7, 7), 3, stride=2, padding=1)")
case("avg_pool2d", "avg_pool2d(3, 1)(arange(25).reshape(1, 1, 5, 5))",
     "F.avg_pool2d(arange(25).reshape(1, 1, 5, 5), 3, 1)")
case("batch_norm", "batch_norm(3)(sqrt(arange(24)).reshape(2, 3, 2, 2))",
     "torch.nn.BatchNorm2d(3)(sqrt(arange(24)).reshape(2, 3, 2, 2))")
case("batch_norm", "net = batch_norm(3, eps=0.1, momentum=0.5, affine=False)\nx = sqrt(arange(12)).reshape(4, 3)\n"
     "net(x);\nnet.eval();\nnet(x)",
     "net = torch.nn.BatchNorm1d(3, eps=0.1, momentum=0.5, affine=False)\nx = sqrt(arange(12)).reshape(4, 3)\n"
     "net(x)\nnet.eval()\nnet(x)")
case("layer_norm", "layer_norm(3)(tensor([[1, -2, 4], [0, 0.5, 0], [3, 3, -8]]))",
     "F.layer_norm(tensor([[1, -2, 4], [0, 0.5, 0], [3, 3, -8]]), (3,))")
case("layer_norm", "layer_norm((2, 3), eps=0.5)(sqrt(arange(24)).reshape(4, 2, 3))",
     "F.layer_norm(sqrt(arange(24)).reshape(4, 2, 3), (2, 3), eps=0.5)")
case("sequential", "sequential(relu, flatten)(tensor([[[-1, 2]], [[3, -4]]]))", "tensor([[0, 2], [3, 0]])")
case("heads", "a, b = heads(relu, sigmoid)(tensor([[-1, 0]]))\ncat([a, b])",
     "x = tensor([[-1, 0]])\ncat([relu(x), sigmoid(x)])")
case("dropout", "net = dropout(0.5).eval()\nnet(ones(4))", "ones(4)")
case("dropout", "dropout(0)(ones(4))", "ones(4)")
case("no_grad", "x = parameter(2)\nwith no_grad():\n    y = x * x\ny.requires_grad", "False")

case("no_grad", "x = parameter(2)\nbackward(x * x)\nwith no_grad():\n    x -= 0.25 * x.grad\nbackward(3 * x)\n[x, x.grad]",
     "[tensor(1), tensor(7)]")
case("no_grad", "l = [parameter([1, 2])]\ny = l[0]\nwith no_grad():\n    l[0] *= 3\ny", "tensor([3, 6])")

def layer(name, elbow, module, x, result="net({})", states=""):
    """A layer with weights that both can count, its value and the gradient of its input and of every weight."""
    weights = "for p in net.parameters{}:\n    with no_grad(){}:\n        p *= 0\n        p += (cumsum(ones_like(p).reshape(-1), 0) * 0.7).reshape(p.shape) % 1 - 0.4\n"
    setup, peer = f"net = {elbow}\n" + weights.format("", ""), f"net = torch.nn.{module}\n" + weights.format("()", "")
    case(name, setup + f"net({x}{states})", peer + f"net({x}{states})")
    loss = (f"x = parameter({x})\ny = {result.format('x' + states)}\n"
            "loss = sum(y * cumsum(ones_like(y).reshape(-1), 0).reshape(y.shape) * 0.01)\n")
    case(name, setup + loss + "grad(loss, [x] + net.parameters)",
         peer + loss + "list(torch.autograd.grad(loss, [x] + list(net.parameters())))")


layer("conv2d", "conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2), groups=2)",
      "Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2), groups=2)", "sqrt(arange(240)).reshape(2, 4, 5, 6)")
layer("conv2d", "conv2d(2, 3, 4, padding=\"same\", dilation=2)", "Conv2d(2, 3, 4, padding=\"same\", dilation=2)",
      "sqrt(arange(120)).reshape(2, 2, 5, 6)")
layer("conv2d", "conv2d(2, 3, 2, padding=\"valid\", bias=False)", "Conv2d(2, 3, 2, padding=\"valid\", bias=False)",
      "sqrt(arange(120)).reshape(2, 2, 5, 6)")
layer("conv1d", "conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2)", "Conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2)",
      "sqrt(arange(80)).reshape(2, 4, 10)")
layer("conv1d", "conv1d(4, 2, 4, padding=\"same\")", "Conv1d(4, 2, 4, padding=\"same\")", "sqrt(arange(80)).reshape(2, 4, 10)")
layer("conv1d", "conv1d(4, 2, 3, padding=\"valid\", bias=False)", "Conv1d(4, 2, 3, padding=\"valid\", bias=False)",
      "sqrt(arange(80)).reshape(2, 4, 10)")
layer("conv2d", "conv2d(3, 6, (4, 1), padding=\"same\", groups=3)", "Conv2d(3, 6, (4, 1), padding=\"same\", groups=3)",
      "sqrt(arange(90)).reshape(2, 3, 3, 5)")
layer("conv_transpose2d", "conv_transpose2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), output_padding=(1, 0), groups=2, dilation=(1, 2))",
      "ConvTranspose2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), output_padding=(1, 0), groups=2, dilation=(1, 2))",
      "sqrt(arange(160)).reshape(2, 4, 4, 5)")
layer("conv_transpose1d", "conv_transpose1d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2)",
      "ConvTranspose1d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2)", "sqrt(arange(80)).reshape(2, 4, 10)")
layer("group_norm", "group_norm(2, 6)", "GroupNorm(2, 6)", "sin(arange(72)).reshape(2, 6, 2, 3)")
layer("group_norm", "group_norm(4, 4)", "GroupNorm(4, 4)", "sin(arange(60)).reshape(3, 4, 5)")
layer("group_norm", "group_norm(1, 3, eps=0.5, affine=False)", "GroupNorm(1, 3, eps=0.5, affine=False)", "sqrt(arange(60)).reshape(4, 3, 5, 1)")
layer("instance_norm", "instance_norm(2, affine=True, eps=0.5)", "InstanceNorm1d(2, affine=True, eps=0.5)", "sqrt(arange(30)).reshape(3, 2, 5)")
layer("group_norm", "group_norm(3, 6, eps=0.1)", "GroupNorm(3, 6, eps=0.1)", "sqrt(arange(12)).reshape(2, 6)")
layer("instance_norm", "instance_norm(3, affine=True)", "InstanceNorm2d(3, affine=True)", "sqrt(arange(36)).reshape(2, 3, 2, 3)")
case("instance_norm", "instance_norm(3)(sqrt(arange(36)).reshape(2, 3, 2, 3))", "torch.nn.InstanceNorm2d(3)(sqrt(arange(36)).reshape(2, 3, 2, 3))")
case("embedding", """net = embedding(4, 3)
with no_grad():
    net.parameters[0] *= 0
    net.parameters[0] += arange(12).reshape(4, 3)
net(tensor([[0, 3], [2, 3]]))""", "F.embedding(torch.tensor([[0, 3], [2, 3]]), arange(12).reshape(4, 3))")
case("embedding", """net = embedding(4, 3, padding_idx=2)
w = net.parameters[0]
[w[2], grad(sum(net(tensor([0, 2, 0])) ** 2) * 0 + sum(net(tensor([0, 2, 0]))), w)]""",
     "[zeros(3), tensor([[2, 2, 2], [0, 0, 0], [0, 0, 0], [0, 0, 0]])]")
layer("prelu", "prelu()", "PReLU()", "arange(7) - 3")
layer("prelu", "prelu(5)", "PReLU(5)", "sin(arange(15)).reshape(3, 5)")
case("prelu", "net = prelu()\ngrad(sum(net(tensor([float(\"inf\"), -2, 0]))), net.parameters)",
     "net = torch.nn.PReLU()\nlist(torch.autograd.grad(sum(net(tensor([float(\"inf\"), -2, 0]))), net.parameters()))")
layer("prelu", "prelu(3)", "PReLU(3)", "arange(12).reshape(2, 3, 2) - 6")
case("prelu", "prelu(init=0.5)(tensor([-2, 0, 2]))", "torch.nn.PReLU(init=0.5)(tensor([-2, 0, 2]))")
T = "x = sqrt(arange(2 * 3 * 4 * 5)).reshape(2, 3, 4, 5)\n"
for rest in ["scale_factor=2", "size=7", "size=(3, 8)", "scale_factor=(0.5, 1.7)", "scale_factor=2, mode=\"bilinear\"",
             "size=(7, 3), mode=\"bilinear\"", "size=(7, 3), mode=\"bilinear\", align_corners=True",
             "scale_factor=(1.3, 2.2)", "scale_factor=(1.2, 2.1), mode=\"bilinear\"", "scale_factor=(1.1, 0.7), mode=\"bilinear\"",
             "size=(1, 10)", "size=(1, 1), mode=\"bilinear\", align_corners=True",
             "scale_factor=1.6, mode=\"bilinear\", align_corners=True", "scale_factor=0.6, mode=\"bilinear\", align_corners=False",
             "scale_factor=2, mode=\"bicubic\"", "size=(7, 3), mode=\"bicubic\"", "size=(3, 9), mode=\"bicubic\", align_corners=True",
             "scale_factor=0.6, mode=\"bicubic\"", "scale_factor=(1.3, 2.2), mode=\"bicubic\""]:
    case("upsample", T + f"upsample(x, {rest})", T + f"F.interpolate(x, {rest})")
    case("upsample", T + f"upsample({rest})(x)", T + f"torch.nn.Upsample({rest})(x)")
slope("upsample", "w = parameter([[[[1, 2, 3], [4, 5, 6]]]])\n", "upsample(w, size=(5, 4), mode=\"bilinear\")", "w",
      python="F.interpolate(w, size=(5, 4), mode=\"bilinear\")")
slope("upsample", "w = parameter([[[[1, 2, 3], [4, 5, 6]]]])\n", "upsample(w, scale_factor=2)", "w",
      python="F.interpolate(w, scale_factor=2)")
for rest in ["scale_factor=(1.7, 2.2)", "size=(3, 2)", "scale_factor=(1.3, 2.4), mode=\"bilinear\"", "size=(3, 7), mode=\"bilinear\", align_corners=True"]:
    slope("upsample", "w = parameter([[[[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]]]])\n", f"upsample(w, {rest})", "w", python=f"F.interpolate(w, {rest})")
for rest in ["scale_factor=2.4", "scale_factor=1.1, mode=\"linear\"", "size=7, mode=\"linear\", align_corners=True"]:
    case("upsample", f"upsample(arange(8).reshape(1, 2, 4) ** 2, {rest})", f"F.interpolate(arange(8).reshape(1, 2, 4) ** 2, {rest})")
case("upsample", "upsample(arange(24).reshape(1, 2, 2, 3, 2), scale_factor=1.5)", "F.interpolate(arange(24).reshape(1, 2, 2, 3, 2), scale_factor=1.5)")
case("upsample", "upsample(arange(6).reshape(1, 2, 3), size=5, mode=\"linear\")", "F.interpolate(arange(6).reshape(1, 2, 3), size=5, mode=\"linear\")")
case("upsample", T + "upsample((3, 8))(x)", T + "torch.nn.Upsample((3, 8))(x)")
for size in ["1", "(3, 2)", "(2, None)", "7"]:
    case("adaptive_avg_pool2d", T + f"adaptive_avg_pool2d(x, {size})", T + f"F.adaptive_avg_pool2d(x, {size})")
    case("adaptive_avg_pool2d", T + f"adaptive_avg_pool2d({size})(x)", T + f"F.adaptive_avg_pool2d(x, {size})")
slope("adaptive_avg_pool2d", "w = parameter([[[[1, 2, 3], [4, 5, 6]]]])\n", "adaptive_avg_pool2d(w, (1, 2))", "w",
      python="F.adaptive_avg_pool2d(w, (1, 2))")

GRU = "cat([net({0})[0].reshape(-1), net({0})[1].reshape(-1)])"
LSTM = "cat([net({0})[0].reshape(-1), net({0})[1][0].reshape(-1), net({0})[1][1].reshape(-1)])"
for name, module, cell in [("gru", "GRU", "GRUCell"), ("lstm", "LSTM", "LSTMCell")]:
    all_of, cells = (GRU, "net({})") if name == "gru" else (LSTM, GRU)
    for rest in ["", ", num_layers=2, batch_first=True", ", bias=False"]:
        layer(name, f"{name}(3, 4{rest})", f"{module}(3, 4{rest})", "sin(arange(24)).reshape(2, 4, 3)", all_of)
    for rest in ["", ", bias=False"]:
        layer(name + "_cell", f"{name}_cell(3, 4{rest})", f"{cell}(3, 4{rest})", "sin(arange(6)).reshape(2, 3)", cells)
    layer(name, f"{name}(3, 2, batch_first=True)", f"{module}(3, 2, batch_first=True)", "sin(arange(9)).reshape(3, 3)", all_of)
    layer(name, f"{name}(1, 3, num_layers=3)", f"{module}(1, 3, num_layers=3)", "sin(arange(5)).reshape(5, 1, 1)", all_of)
layer("gru", "gru(3, 4)", "GRU(3, 4)", "sin(arange(24)).reshape(2, 4, 3)", GRU, states=", cos(arange(16)).reshape(1, 4, 4)")
# A single sequence, or example.
layer("gru", "gru(3, 4, num_layers=2, batch_first=True)", "GRU(3, 4, num_layers=2, batch_first=True)", "sin(arange(15)).reshape(5, 3)", GRU,
      states=", cos(arange(8)).reshape(2, 4)")
layer("lstm", "lstm(3, 4)", "LSTM(3, 4)", "sin(arange(15)).reshape(5, 3)", LSTM, states=", (cos(arange(4)).reshape(1, 4), ones(1, 4))")
layer("gru_cell", "gru_cell(3, 4)", "GRUCell(3, 4)", "sin(arange(3))", states=", cos(arange(4))")
layer("lstm_cell", "lstm_cell(3, 4)", "LSTMCell(3, 4)", "sin(arange(3))", GRU)
layer("gru", "gru(3, 4, batch_first=True, num_layers=2)", "GRU(3, 4, batch_first=True, num_layers=2)",
      "sin(arange(24)).reshape(4, 2, 3)", GRU, states=", cos(arange(32)).reshape(2, 4, 4)")
layer("lstm", "lstm(3, 4)", "LSTM(3, 4)", "sin(arange(24)).reshape(2, 4, 3)", LSTM, states=", (cos(arange(16)).reshape(1, 4, 4), ones(1, 4, 4))")
layer("gru_cell", "gru_cell(3, 4)", "GRUCell(3, 4)", "sin(arange(6)).reshape(2, 3)", states=", cos(arange(8)).reshape(2, 4)")
layer("lstm_cell", "lstm_cell(3, 4)", "LSTMCell(3, 4)", "sin(arange(6)).reshape(2, 3)", GRU, states=", (cos(arange(8)).reshape(2, 4), ones(2, 4))")
for name, module in [("gru", "GRU"), ("lstm", "LSTM")]:
    for place in range(4):
        case(name, f"net = {name}(2, 3)\nw = net.parameters\nfor p in w:\n    with no_grad():\n        p *= 0\n        p += 0.3\n"
             f"grad(sum(net(sin(arange(12)).reshape(3, 2, 2))[0] ** 2), w[{place}])",
             f"net = torch.nn.{module}(2, 3)\nw = list(net.parameters())\nfor p in w:\n    with no_grad():\n        p *= 0\n        p += 0.3\n"
             f"torch.autograd.grad(sum(net(sin(arange(12)).reshape(3, 2, 2))[0] ** 2), w[{place}])[0]")

# --- Python's own, where the table's entry takes tensors too ----------------------------------------------------------

case("range", "range(2, 11, 3)")
case("range", "list(range(5, 0, -2))")
case("len", "len([1, 2, 3]) + len(\"ab\")")
case("zip", "list(zip([1, 2, 3], \"ab\"))")
case("enumerate", "list(enumerate([\"a\", \"b\"], start=3))")
case("filter", "list(filter(lambda x: x > 1, [1, 2, 3]))")
case("filter", "list(filter(None, [0, 1, \"\", \"a\"]))")
case("sorted", "sorted([3, 1, 2], reverse=True)")
case("sorted", "sorted([\"bb\", \"a\", \"ccc\"], key=len)")
case("reversed", "list(reversed([1, 2, 3]))")
case("any", "any([0, 2]), any([])", "(any([0, 2]), any([]))")
case("all", "all([1, 0]), all([])", "(all([1, 0]), all([]))")
case("int", "[int(3.9), int(-3.9), int(\"12\"), int(\"ff\", 16)]")
case("float", "[float(\"1e-3\"), float(2), float(\"-inf\")]")
case("str", "[str(3.5), str([1, \"a\"]), str(None)]")
case("repr", "[repr(\"it's\"), repr(1e22), repr(True)]")
case("bool", "[bool([]), bool(0.0), bool(\"a\"), bool(None)]")
case("list", "list(\"abc\")")
case("tuple", "tuple([1, 2]), tuple(range(1))", "(tuple([1, 2]), tuple(range(1)))")
case("dict", "dict([(\"a\", 1), (2, \"b\")])")
case("type", "[type(3), type(\"a\"), type(None), type(zeros(2))]", "Shown(\"[<class 'int'>, <class 'str'>, <class 'NoneType'>, <class Tensor>]\")")
# Classes, and what asks for what a value is and has.
case("iter", "i = iter([1, 2, 3])\n[next(i), list(i), next(i, \"end\")]")
case("next", "next(iter(\"ab\")), next(iter([]), 0)")
case("divmod", "[divmod(7, 2), divmod(-7, 2), divmod(7.5, 2)]")
case("chr", "[chr(97), chr(955)]")
case("ord", "[ord(\"a\"), ord(\"λ\")]")
case("bin", "[bin(5), bin(-3)]")
case("oct", "[oct(8), oct(-9)]")
case("hex", "[hex(255), hex(-1)]")
case("hash", "[hash(3), hash(-7), hash((1, \"a\")) == hash((1, \"a\")), hash(1) == hash(1.0)]")
case("ascii", "ascii(\"λ é\")")
case("format", "[format(3.14159, \".2f\"), format(\"a\", \">4\"), format(1234567, \",\")]")
case("set", "[set([1, 2, 2]) == {1, 2}, len(set(\"aab\")), set()]")
case("frozenset", "[frozenset([1, 2, 1]) == {1, 2}, {frozenset([1]): 2}[frozenset([1])]]")
case("slice", "[slice(2), slice(1, 5, 2), [0, 1, 2, 3, 4, 5][slice(1, 5, 2)]]")
case("object", "class A(object):\n    pass\n[isinstance(A(), object), issubclass(A, object), object() == object()]")
case("super", "class A:\n    def f(self):\n        return [1]\nclass B(A):\n    def f(self):\n        return super().f() + [2]\nB().f()")
case("property", "class A:\n    @property\n    def x(self):\n        return [3]\nA().x")
case("staticmethod", "class A:\n    @staticmethod\n    def f(x):\n        return 2 * x\n[A.f(1), A().f(2)]")
case("classmethod", "class A:\n    k = 5\n    @classmethod\n    def f(cls, x):\n        return cls.k * x\n[A.f(1), A().f(2)]")
case("isinstance", "[isinstance(3, int), isinstance(True, (str, int)), isinstance(\"a\", list)]")
case("issubclass", "[issubclass(KeyError, LookupError), issubclass(ValueError, KeyError)]")
case("callable", "[callable(len), callable(3), callable(lambda: 1)]")
case("hasattr", "[hasattr(\"a\", \"upper\"), hasattr([], \"upper\")]")
case("getattr", "class A:\n    x = 1\n[getattr(A(), \"x\"), getattr(A(), \"y\", 2)]")
case("setattr", "class A:\n    pass\na = A()\nsetattr(a, \"x\", 3)\n[a.x]")
case("delattr", "class A:\n    pass\na = A()\na.x = 1\ndelattr(a, \"x\")\nhasattr(a, \"x\")")
case("vars", "class A:\n    def __init__(self):\n        self.x = 1\nvars(A())")
case("dir", "class A:\n    x = 1\n    def f(self):\n        pass\n[name for name in dir(A()) if name[0] != \"_\"]")
case("id", "x = []\n[id(x) == id(x), id(x) == id([])]")
case("len", "len(zeros(4, 2))")
case("float", "float(tensor(0.5))")
case("int", "int(tensor([3]))")
case("zip", "[a, b] = list(zip([1, 2], tensor([3, 4])))\na[1] + b[1]")
case("enumerate", "total = 0\nfor i, x in enumerate(tensor([5, 6])):\n    total += i * x\ntotal")


# --- the namespace: Elbow's names for PyTorch's functions --------------------------------------------------------------


def tensor(values):
    return torch.tensor(values, dtype=torch.float32)


def parameter(values):
    return (values.clone() if isinstance(values, torch.Tensor) else tensor(values)).requires_grad_()


def either(function, builtin):
    """PyTorch's function for tensors, Python's for the rest."""
    return lambda *items, **named: (
        function if isinstance(next(iter([*items, named.get("input")])), torch.Tensor) else builtin)(*items, **named)


def floats(function):
    return lambda *arguments, **named: function(*arguments, **named).float()


class Shown(str):
    """What Elbow shows where PyTorch's text is another."""

    def __repr__(self):
        return str(self)


NAMES = dict(
    Shown=Shown,
    torch=torch, F=F, tensor=tensor, parameter=parameter, backward=lambda loss: loss.backward(),
    zeros=torch.zeros, ones=torch.ones, zeros_like=torch.zeros_like, ones_like=torch.ones_like,
    full_like=torch.full_like, randn=torch.randn, full=floats(torch.full), arange=floats(torch.arange),
    linspace=torch.linspace, eye=torch.eye, where=torch.where, maximum=torch.maximum, minimum=torch.minimum,
    abs=either(torch.abs, builtins.abs), pow=either(torch.pow, builtins.pow), round=either(torch.round, builtins.round),
    sum=either(torch.sum, builtins.sum), norm=lambda x=None, p=2, dim=None, keepdim=False, input=None: torch.norm(input if x is None else x, p, dim, keepdim),
    max=either(torch.max, builtins.max), min=either(torch.min, builtins.min),
    binary_cross_entropy_with_logits=F.binary_cross_entropy_with_logits, poisson_nll_loss=F.poisson_nll_loss,
    cosine_similarity=F.cosine_similarity, cholesky=torch.linalg.cholesky, no_grad=torch.no_grad,
)
# Names of cases that mean what they mean there.
for name in dict.fromkeys(name for name, _, _ in CASES):
    if not hasattr(builtins, name) and (meant := getattr(torch, name, getattr(F, name, None))):
        NAMES.setdefault(name, meant)


def numbers(tensor):
    # As text, because JSON has no NaN; with nine digits, all that single precision has.
    return " ".join(f"{x:.9g}" for x in tensor.detach().double().flatten().tolist())


def described(value):
    """A value as values.json keeps it."""
    if isinstance(value, torch.Tensor):
        return {"shape": list(value.shape), "numbers": numbers(value)}
    if isinstance(value, torch.Size):
        value = tuple(value)
    if isinstance(value, float):
        return {"shape": [], "numbers": f"{value:.17g}"}
    if isinstance(value, (list, tuple)) and any(isinstance(item, torch.Tensor) for item in value):
        return {"items": [described(item) for item in value]}
    return {"text": repr(value)}


def expected(python):
    *before, last = [*python.rsplit("\n", 1)]
    space = dict(NAMES)
    # Lines that belong to a block end before the last one, which is the cell's value.
    exec("\n".join(before), space)
    return described(eval(last, space))


def main():
    rows = []
    for name, cell, python in CASES:
        try:
            rows.append({"name": name, "cell": cell, **expected(python)})
        except Exception as error:
            raise SystemExit(f"{name}: {python}\n{error!r}")
    lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
    text = f'{{\n  "madeWith": "PyTorch {torch.__version__}",\n  "cases": [\n{lines}\n  ]\n}}\n'
    pathlib.Path(__file__).with_suffix(".json").write_text(text)
    print(f"{len(rows)} cases")


main()
