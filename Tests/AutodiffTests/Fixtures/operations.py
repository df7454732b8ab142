"""Writes operations.safetensors: what PyTorch gives for the rows of the table of cases, value and gradients.

    .venv-fixtures/bin/python Tests/AutodiffTests/Fixtures/operations.py

The file's metadata say with which PyTorch it was made. A case has the name of a row of OperationTable and shapes of
its own, mostly others than the row's: tensors `NUMBER/ROW/in.I` go in, `…/value` comes out, and `…/grad.I` are the
gradients of the sum of the value's elements, each times a weight that both sides compute: sin(1), sin(2), sin(3), …

A case's numbers are drawn from its row and its number among the cases of that row, so that a new row leaves all others
as they are. The script says which cases are new, which changed and which are gone.
"""

import math
import pathlib
import sys
import zlib

import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Support"))
from tensor_file import load, save  # noqa: E402

torch.set_num_threads(1)
INF, NAN = math.inf, math.nan
CASES = []


def case(row, function, *inputs, frozen=()):
    """An input is a shape, (shape, low, high), or a tensor; `frozen` ones have no gradient."""
    number = sum(name == row for _, name, _, _, _ in CASES)
    random = torch.Generator().manual_seed(zlib.crc32(f"{number}/{row}".encode()))
    tensors = []
    for one in inputs:
        if isinstance(one, torch.Tensor):
            tensors.append(one.float())
        elif one and isinstance(one[0], (tuple, list)):
            shape, low, high = one
            tensors.append(torch.rand(shape, generator=random) * (high - low) + low)
        else:
            tensors.append(torch.randn(one, generator=random))
    CASES.append((number, row, function, tensors, set(frozen)))


def special(*numbers):
    return torch.tensor(numbers)


# --- arithmetic -----------------------------------------------------------------------------------------------------

SHAPES = [((), ()), ((5,), (5,)), ((3, 4), (4,)), ((4,), (3, 4)), ((3, 1), (1, 17)), ((2, 1, 3, 1), (4, 1, 5)),
          ((1,), (2, 3, 9)), ((), (2, 2)), ((0, 3), (3,)), ((2, 3, 33), (2, 1, 33))]
for left, right in SHAPES:
    case("+", lambda a, b: a + b, left, right)
    case("-", lambda a, b: a - b, left, right)
    case("*", lambda a, b: a * b, left, right)
    case("/", lambda a, b: a / b, left, (right, 0.5, 2))
    case("maximum", torch.maximum, left, right)
    case("minimum", torch.minimum, left, right)
for row in ["+ row", "+ column", "+ scalar", "+ of nothing"]:
    case(row, lambda a, b: a + b, (7, 3), (3,))
for row in ["* outer", "* of one element"]:
    case(row, lambda a, b: a * b, (9, 1), (1, 2))
case("- of four dimensions", lambda a, b: a - b, (2, 2, 1, 3), (2, 1))
case("maximum", torch.maximum, special(1, 2, -INF, INF, 0), special(1, -2, -INF, 3, -0.0))
case("minimum", torch.minimum, special(1, 2, -INF, INF, 0), special(1, -2, -INF, 3, -0.0))
case("/", lambda a, b: a / b, special(1, -1, 0, INF, 2), special(0, 0, 0, 2, INF))
case("** by a number", lambda a: a**2.5, ((3, 5), 0, 3))
case("** 2", lambda a: a**2, (3, 5))
case("** 2", lambda a: a**2, special(0, -INF, NAN, 1e30))
case("** 3", lambda a: a**3, (11,))
case("** -1", lambda a: a**-1, ((11,), 0.5, 2))
case("** of tensors", lambda a, b: a**b, ((3, 5), 0.1, 3), (5,))
case("** of tensors", lambda a, b: a**b, special(0, 0, 2, 1), special(0, 2, 0, 5))
case("** of tensors", lambda a, b: a**b, special(0, 0, 0), special(-1, 0, 2))
case("/", lambda a, b: a / b, special(1e-30, 1e30), special(1e-30, 1e25))
for left, right in SHAPES:
    case("remainder", torch.remainder, left, (right, 0.5, 2))
case("remainder", torch.remainder, special(5, -5, 7.5, -7.5, 0, INF), special(2, 2, -2, -2, 3, 2))
case("remainder of a number", lambda x: torch.remainder(torch.tensor(2.5), x), special(1, -1, 0.7, -3))
BOUNDED = special(-2, 0, 1, 5, 5, NAN), special(-1, 0, 1, 6, 9, 0), special(1, 0, 1, 8, 2, 1)
case("clamp between tensors", torch.clamp, *BOUNDED)
case("clamp between tensors", torch.clamp, (4, 7), (7,), (4, 1))
case("maximum", torch.maximum, special(NAN, 1, NAN), special(1, NAN, NAN))
case("minimum", torch.minimum, special(NAN, 1, NAN), special(1, NAN, NAN))
for left, right in SHAPES:
    case("fmod", torch.fmod, left, (right, 0.5, 2))
    case("atan2", torch.atan2, left, right)
    case("logAddExp", torch.logaddexp, left, right)
case("fmod", torch.fmod, special(5, -5, 7.5, -7.5, 0), special(2, 2, -2, -2, 3))
case("atan2", torch.atan2, special(0, 1, -1, -2, INF, NAN, 1), special(1, 0, 0, -3, INF, 1, NAN))
case("logAddExp", torch.logaddexp, special(1e3, -1e3, 0, -INF, 1, NAN), special(1e3, 1, -1e30, 2, -INF, 0))
case("lerp", torch.lerp, (3, 5), (5,), ((3, 1), 0, 1))
case("lerp", torch.lerp, (3,), (4, 3), special(0, 0.5, 1))
case("lerp", torch.lerp, special(1, 2, 3), special(5, 5, 5), special(2, -1, 0.49))
for left, right in SHAPES:
    case("xlogy", torch.xlogy, left, (right, 0.5, 2))
case("xlogy", torch.xlogy, special(0, 0, 1, 2, NAN, 0), special(1, NAN, 0, INF, 1, INF))
case("negated", lambda a: -a, (2, 3, 3))
case("choose", lambda c, a, b: torch.where(c > 0, a, b), (6,), (2, 6), (), frozen=[0])
case("choose", lambda c, a, b: torch.where(c > 0, a, b), special(1, -1, 1), special(1, NAN, 2), special(INF, 1, NAN),
     frozen=[0])

# --- every element --------------------------------------------------------------------------------------------------

EXTREMES = special(-INF, -1e30, -1e4, -200, -88, -30, -17, -1e-6, 0, 1e-30, 1e-6, 17, 30, 88, 200, 1e4, 1e30, INF, NAN)
POSITIVE = special(0, 1e-38, 1e-6, 1, 100, 1e38, INF, NAN)
ELEMENTWISE = {
    "exp": torch.exp, "abs": torch.abs, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu,
    "leakyRelu": lambda x: F.leaky_relu(x, 0.1), "softplus": F.softplus, "silu": F.silu,
    "clamp": lambda x: torch.clamp(x, -1, 0.5),
}
for row, function in ELEMENTWISE.items():
    case(row, function, EXTREMES)
    for shape in [(), (1,), (0, 4), (5, 7), (2, 3, 11)]:
        case(row, function, (shape, -6, 6))
# (Exactly at a bound, versions before 2.15 pass the gradient on.)
case("clamp", ELEMENTWISE["clamp"], special(-0.9999999, 0.4999999, -1.0000001, 0.5000001, -1, 0.5))
CROSSING = special(-1e4, -200, -30, -3, -1, -0.5, -1e-6, 0, 1e-6, 0.3, 1, 3, 30, 200, 1e4)
POINTWISE = {
    "sin": torch.sin, "cos": torch.cos, "atan": torch.atan, "asinh": torch.asinh, "erf": torch.erf, "erfc": torch.erfc,
    "floor": torch.floor, "ceil": torch.ceil, "trunc": torch.trunc, "frac": torch.frac, "sign": torch.sign,
    "square": torch.square, "expm1": torch.expm1, "exp2": torch.exp2, "sinh": torch.sinh, "cosh": torch.cosh,
    "gelu": F.gelu, "geluTanh": lambda x: F.gelu(x, approximate="tanh"), "elu": lambda x: F.elu(x, 0.7),
    "celu": lambda x: F.celu(x, 0.5), "selu": F.selu, "softsign": F.softsign, "logsigmoid": F.logsigmoid,
    "huber": lambda x: F.huber_loss(x, torch.zeros_like(x), delta=1.5, reduction="none"),
    "smoothMagnitude": lambda x: F.smooth_l1_loss(x, torch.zeros_like(x), beta=0.5, reduction="none"),
    "mish": F.mish, "relu6": F.relu6, "nanToNum": lambda x: torch.nan_to_num(x, 1, 2, 3), "tan": torch.tan,
}
LIMITED = {
    "asin": (torch.asin, -1, 1), "acos": (torch.acos, -1, 1), "acosh": (torch.acosh, 1, 9),
    "atanh": (torch.atanh, -1, 1), "log2": (torch.log2, 0.01, 50), "log10": (torch.log10, 0.01, 50),
    "log1p": (torch.log1p, -0.9, 50), "rsqrt": (torch.rsqrt, 0.01, 50), "reciprocal": (torch.reciprocal, 0.01, 50),
    "lgamma": (torch.lgamma, 0.1, 50), "digamma": (torch.digamma, 0.1, 50),
}
for row, function in POINTWISE.items():
    # (Of ∞, gelu is ∞ or NaN there, as the length of the tensor is.)
    case(f"pointwise {row}", function, special(-INF, 2, NAN) if row == "gelu" else special(-INF, INF, NAN))
    case(f"pointwise {row}", function, CROSSING)
    for shape in [(), (0, 4), (5, 7)]:
        case(f"pointwise {row}", function, (shape, -6, 6) if row != "tan" else (shape, -1.4, 1.4))
for row, (function, low, high) in LIMITED.items():
    # (At -1, the pole of digamma's slope is as high as sin(π) is far from 0.)
    case(f"pointwise {row}", function, special(-INF, INF, NAN, 0, -0.75 if row == "digamma" else -1, 1, 2, 1e30, 1e-30))
    for shape in [(), (0, 4), (5, 7)]:
        case(f"pointwise {row}", function, (shape, low, high))
for row in ["lgamma", "digamma"]:
    case(f"pointwise {row}", LIMITED[row][0], special(-0.5, -1.5, -2.25, 0.001, 1.4616, 100, 1e6))
for row, function in {"log": torch.log, "sqrt": torch.sqrt}.items():
    case(row, function, POSITIVE)
    for shape in [(), (1,), (0,), (5, 7), (2, 3, 11)]:
        case(row, function, (shape, 0.01, 50))
case("round", lambda x: torch.round(x, decimals=1), special(0.25, 0.35, -1.26, 3, INF))
case("exp of nothing", torch.exp, (0, 5))
case("sigmoid of one number", torch.sigmoid, (1, 1))

# --- reductions -----------------------------------------------------------------------------------------------------

for shape in [(), (0,), (1,), (3, 50), (2, 3, 4)]:
    case("sum", torch.sum, shape)
    if shape != ():
        case("product", torch.prod, shape)
for row in ["sum of nothing", "sum of a slice", "sum over an empty dim"]:
    shape = {"sum of nothing": (0, 2), "sum of a slice": (7, 5), "sum over an empty dim": (4, 0)}[row]
    function = {"sum of nothing": torch.sum, "sum of a slice": lambda x: x[2:5].sum(1),
                "sum over an empty dim": lambda x: x.sum(1)}[row]
    case(row, function, shape)
for shape in [(2, 3, 4), (5, 1), (3, 33)]:
    case("sum over dim", lambda x: x.sum(1), shape)
case("sum over two dims, kept", lambda x: x.sum((0, 2), keepdim=True), (3, 2, 5))
case("variance", torch.var, (3, 5))
case("variance over dim", lambda x: x.var(1, correction=0), (3, 4, 2))
case("standardDeviation", torch.std, (3, 5))
case("standardDeviation", torch.std, special(2, 2, 2))
case("standardDeviation", torch.std, special(2))
case("standardDeviation over dim", lambda x: x.std(1, correction=0), (3, 4, 2))
case("standardDeviation over dim", lambda x: x.std(1, correction=0), torch.tensor([[1, 1, 1], [1, 2, 4]]))
for power in [2, 1, 3, 1.5, 0.5, INF]:
    for start in [(3, 4), torch.tensor([[0, 3, -4, 0], [0, 0, 0, 0], [2, -2, 2, 1]])]:
        case(f"norm of power {'inf' if power == INF else float(power)}",
             lambda x, power=power: torch.linalg.vector_norm(x, power, 1), start)
case("norm of all", torch.linalg.vector_norm, (3, 4))
case("norm of all", torch.linalg.vector_norm, special(0, 0))
case("extreme of all", torch.min, (3, 4))
case("extreme of all", torch.min, special(2, 1, 3, 1, 1))
case("extreme of all", torch.min, special(2, NAN, 1, NAN))
case("product", torch.prod, special(2, 0, 3))
case("product", torch.prod, special(0, 5, 0))
case("product of one element", torch.prod, (1, 1))
case("extreme", lambda x: x.max(1).values, (4, 5))
case("extreme", lambda x: x.max(1).values, (3, 6, 2))
case("extreme", lambda x: x.max(1).values, torch.tensor([[-INF, -INF, 1], [2, INF, 3]]))
case("extreme, smallest, first dim", lambda x: x.min(0, keepdim=True).values, (4, 3))
case("extreme of one element", lambda x: x.max(0).values, (1, 3))
ROWS = torch.tensor([[1e4, 1e4, -1e4], [-1e4, -1e4, -1e4], [0, INF, 1], [-INF, 0, 3], [88, 89, 90], [NAN, 0, 1]])
for shape in [(3, 6), (1, 1), (4, 33), (2, 3, 4)]:
    case("logSumExp", lambda x: x.logsumexp(1), shape)
    case("softmax", lambda x: x.softmax(1), shape)
    case("logSoftmax", lambda x: x.log_softmax(1), shape)
    case("cumulativeSum", lambda x: x.cumsum(1), shape)
case("logSumExp", lambda x: x.logsumexp(1), ROWS)
case("logSumExp over the first dim", lambda x: x.logsumexp(0, keepdim=True), ROWS.T)
# (Of a row with ∞, PyTorch's softmax is NaN also where it is 0.)
case("softmax", lambda x: x.softmax(1), ROWS[[0, 1, 3, 4, 5]])
case("logSoftmax", lambda x: x.log_softmax(1), ROWS[[0, 1, 3, 4]])
case("softmax of one element", lambda x: x.softmax(1), special(1e4, -1e4, 0).reshape(3, 1))
case("cumulativeSum over a middle dim", lambda x: x.cumsum(1), (3, 2, 5))

# --- movement -------------------------------------------------------------------------------------------------------

case("reshape", lambda x: x.reshape(3, 4), (12,))
case("permute", lambda x: x.permute(2, 0, 1), (3, 2, 5))
case("expand", lambda x: x.expand(2, 3, 4), (3, 1))
case("expand", lambda x: x.expand(2, 3, 4), (1, 4))
case("slice", lambda x: x[:, [4, 1]], (3, 6))
case("slice of nothing", lambda x: x[:, 4:4], (2, 5))
case("select", lambda x: x[[2, 0, 2]], (4, 3))
case("select", lambda x: x[[2, 0, 2]], (3, 2, 2))
PLACES = torch.tensor([[2, 0, 2], [1, 3, 1]])
case("gather", lambda x: x.gather(0, PLACES), (4, 3))
case("gather", lambda x: x.gather(0, PLACES[:, :3]), (7, 5))
case("gather of fewer", lambda x: x.gather(2, torch.tensor([3, 0, 1, 1]).reshape(2, 2, 1)), (4, 3, 5))
OVER = torch.tensor([[2, 0, 1, 1], [0, 2, 0, 2]])
case("scatter", lambda x, y: x.scatter(0, OVER, y), (3, 4), (2, 4))
case("scatter", lambda x, y: x.scatter(0, OVER, y), (5, 6), (2, 4))
ONTO = torch.tensor([[2, 0, 2], [1, 1, 1]])
case("scatter adding", lambda x, y: x.scatter_add(1, ONTO, y), (2, 3), (2, 3))
case("scatter adding", lambda x, y: x.scatter_add(1, ONTO, y), (4, 3), (2, 3))
case("scatter of a number", lambda x, y: torch.where(F.one_hot(torch.tensor([2, 0]), x.shape[1]) > 0, y, x), (2, 3), ())
case("strided diagonal", lambda x: x.diagonal(1), (3, 4))
case("strided windows", lambda x: x.unfold(1, 3, 1), (2, 5))


def replaced(choose):
    def function(x, y):
        x = x.clone()
        choose(x)[:] = y
        return x

    return function


def placed(x, y):
    x = x.clone()
    x[[1, 0, 1], [3, 1, 0]] = y
    return x


case("replacing a part", replaced(lambda x: x[:2, 1::2]), (3, 4), (2, 2))
case("replacing a part", replaced(lambda x: x[:2, 1::2]), (5, 4), (2, 2))
case("replacing at places", placed, (2, 4), (3,))
case("replacing at places", placed, (3, 4), (3,))
for shape in [(2, 5), (3, 1), (3, 40), (2, 3, 4)]:
    case("cumulativeProduct", lambda x: x.cumprod(1), shape)
case("cumulativeProduct", lambda x: x.cumprod(1), torch.tensor([[2, 0, 3, 0, 1], [0, 0, 1, 2, 3], [1, 2, 3, 4, 0]]))
case("cumulativeProduct over the first dim", lambda x: x.cumprod(0), (5, 2))
case("concatenate", lambda a, b: torch.cat([a, b], 1), (2, 3, 2), (2, 1, 2))
case("concatenate with nothing", lambda a, b: torch.cat([a, b], 1), (3, 0), (3, 2))

# --- products and convolutions ----------------------------------------------------------------------------------------

for left, right in [((3, 4), (4, 5)), ((1, 1), (1, 1)), ((4,), (4, 3)), ((3, 4), (4,)), ((0, 4), (4, 3)), ((3, 4), (4, 0)),
                    ((2, 3, 4), (4, 2)), ((2, 1, 3, 4), (5, 4, 2)), ((33, 65), (65, 40))]:
    case("matmul", torch.matmul, left, right)
case("matmul of vectors", torch.matmul, (9,), (9,))
case("matmul of a batch", torch.matmul, (3, 2, 2), (3, 2, 5))
case("matmul of a row and a batch", torch.matmul, (3,), (4, 3, 2))
case("matmul over nothing", torch.matmul, (3, 0), (0, 2))
case("matmul of permuted", lambda a, b: a.T @ b.T, (2, 7), (3, 2))
case("linear", F.linear, (5, 40), (70, 40), (70,))
case("linear", F.linear, (1, 1), (1, 1), (1,))
case("linear of nothing", F.linear, (0, 3), (2, 3), (2,))
case("linear without bias", F.linear, (6, 3), (2, 3))
case("linear with relu", lambda x, w, b: F.relu(F.linear(x, w, b)), (5, 40), (70, 40), (70,))


def conv(stride, padding):
    return lambda x, w, b=None: F.conv2d(x, w, b, stride=stride, padding=padding)


def transposed(stride, padding, extra):
    return lambda x, w, b=None: F.conv_transpose2d(x, w, b, stride=stride, padding=padding, output_padding=extra)


for n, c, h, w, o, k in [(3, 2, 7, 9, 4, 3), (1, 1, 1, 1, 1, 1), (2, 3, 5, 33, 16, 3), (9, 4, 4, 4, 8, 4), (1, 17, 6, 5, 9, 2)]:
    case("conv2d", conv(1, 1), (n, c, h, w), (o, c, k, k), (o,))
for n, c, h, w, o, k in [(2, 1, 13, 12, 2, 5), (2, 3, 3, 3, 4, 3), (1, 5, 2, 9, 2, 1)]:
    case("conv2d without padding", conv(1, 0), (n, c, h, w), (o, c, k, k), (o,))
for n, c, h, w, o, k in [(2, 3, 8, 7, 2, 3), (1, 1, 1, 1, 2, 2), (3, 2, 9, 9, 3, 1)]:
    case("conv2d with stride", conv(2, 2), (n, c, h, w), (o, c, k, k), (o,))
case("conv2d with stride and even kernels", conv(2, 1), (2, 3, 8, 8), (5, 3, 4, 4), (5,))
case("conv2d with stride and even kernels", conv(2, 1), (20, 3, 4, 6), (2, 3, 4, 4), (2,))
case("conv2d of one pixel", conv(1, 0), (3, 2, 1, 1), (4, 2, 1, 1), (4,))
case("conv2d of many channels", conv(1, 1), (2, 3, 4, 4), (37, 3, 3, 3), (37,))
case("conv2d of pixels", conv(1, 0), (2, 7, 3, 5), (6, 7, 1, 1), (6,))
case("conv2d of pixels with stride", conv(3, 0), (2, 2, 7, 8), (3, 2, 1, 1), (3,))
case("conv2d of no images", conv(1, 1), (0, 1, 4, 4), (2, 1, 3, 3), (2,))
case("conv2d of channels last", lambda x, w: F.conv2d(x.permute(0, 3, 1, 2), w), (1, 5, 5, 2), (3, 2, 2, 2))
case("conv2d with more padding than kernel", conv(2, 3), (2, 1, 4, 3), (2, 1, 3, 3), (2,))
for n, c, h, w, o, k in [(2, 3, 4, 5, 2, 4), (1, 1, 2, 2, 1, 2), (9, 2, 2, 2, 3, 4), (2, 4, 3, 7, 5, 3), (2, 2, 1, 5, 2, 4)]:
    case("convTranspose2d", transposed(2, 1, 0), (n, c, h, w), (c, o, k, k), (o,))
case("convTranspose2d with output padding", transposed(2, 1, 1), (3, 2, 4, 3), (2, 5, 3, 3), (5,))
for n, c, h, w, o, k in [(2, 4, 5, 6, 8, 3), (1, 16, 3, 9, 5, 5), (1, 1, 4, 4, 1, 2)]:
    case("convTranspose2d with stride 1", transposed(1, 1, 0), (n, c, h, w), (c, o, k, k), (o,))
case("convTranspose2d with stride 3", transposed(3, 0, 2), (2, 3, 3, 2), (3, 2, 4, 4), (2,))
case("convTranspose2d of pixels", transposed(1, 0, 0), (2, 5, 4, 3), (5, 2, 1, 1), (2,))
case("convTranspose2d of one pixel", transposed(1, 0, 0), (10, 6, 1, 1), (6, 4, 3, 3), (4,))
case("convTranspose2d of no images", transposed(2, 1, 0), (0, 2, 4, 4), (2, 1, 4, 4), (1,))
case("convTranspose2d without bias", transposed(1, 2, 0), (3, 3, 4, 4), (3, 2, 5, 5))
case("conv2dReluMaxPool2d", lambda x, w, b: F.max_pool2d(F.relu(F.conv2d(x, w, b, padding=1)), 2),
     (2, 3, 9, 7), (16, 3, 3, 3), (16,))
case("conv2dReluMaxPool2d of few channels", lambda x, w, b: F.max_pool2d(F.relu(F.conv2d(x, w, b)), 3, 1),
     (2, 2, 6, 7), (3, 2, 2, 2), (3,))
for shape in [(2, 2, 7, 11), (1, 1, 2, 2), (3, 4, 8, 8), (1, 2, 3, 21)]:
    case("maxPool2d of odd sides", lambda x: F.max_pool2d(x, 2), shape)
    case("avgPool2d of odd sides", lambda x: F.avg_pool2d(x, 2), shape)
case("maxPool2d of odd sides", lambda x: F.max_pool2d(x, 2), torch.zeros(1, 1, 4, 4))
case("maxPool2d of odd sides", lambda x: F.max_pool2d(x, 2),
     torch.tensor([[1, -INF, 3, NAN], [-INF, -INF, INF, 2]]).reshape(1, 1, 2, 4))
case("maxPool2d, overlapping", lambda x: F.max_pool2d(x, 3, 2), (2, 1, 9, 8))
case("maxPool2d with padding", lambda x: F.max_pool2d(x, 2, 2, padding=1), (1, 2, 6, 5))
case("maxPool2d with padding", lambda x: F.max_pool2d(x, 2, 2, padding=1), -torch.ones(1, 1, 1, 1))
case("avgPool2d, overlapping, with padding", lambda x: F.avg_pool2d(x, 3, 2, padding=1), (2, 1, 4, 9))
case("avgPool2d with gaps", lambda x: F.avg_pool2d(x, 2, 3), (1, 2, 6, 9))
case("maxPool2d of no images", lambda x: F.max_pool2d(x, 2), (2, 1, 5, 5))
case("avgPool2d of one pixel", lambda x: F.avg_pool2d(x, 1), (1, 2, 3, 3))

for x, w, b in [((2, 2, 7, 8), (3, 2, 3, 2), (3,)), ((3, 1, 4, 9), (2, 1, 2, 3), (2,))]:
    case("conv2d of two directions", lambda x, w, b: F.conv2d(x, w, b, stride=(2, 1), padding=(1, 0), dilation=(1, 3)), x, w, b)
for x, w, b in [((2, 4, 5, 6), (6, 2, 3, 3), (6,)), ((9, 32, 4, 4), (40, 16, 3, 3), (40,)), ((0, 4, 5, 5), (2, 2, 3, 3), (2,))]:
    case("conv2d in groups", lambda x, w, b: F.conv2d(x, w, b, padding=1, groups=2), x, w, b)
case("conv2d of each channel", lambda x, w: F.conv2d(x, w, None, stride=2, padding=2, dilation=2, groups=5), (3, 5, 6, 7), (10, 1, 3, 3))
case("conv2d of each channel", lambda x, w: F.conv2d(x, w, None, stride=2, padding=2, dilation=2, groups=5), (20, 5, 9, 4), (5, 1, 3, 3))
case("convTranspose2d in groups", lambda x, w, b: F.conv_transpose2d(
    x, w, b, stride=(2, 1), padding=(1, 0), output_padding=(1, 0), dilation=(1, 2), groups=2), (2, 4, 3, 4), (4, 3, 3, 2), (6,))
case("convTranspose2d of two directions", lambda x, w, b: F.conv_transpose2d(
    x, w, b, stride=(1, 3), padding=1, output_padding=(0, 2), dilation=(2, 1)), (2, 3, 3, 4), (3, 2, 2, 3), (2,))
case("einsum of matrices", lambda a, b: torch.einsum("ij,jk->ik", a, b), (3, 4), (4, 5))
case("einsum of matrices", lambda a, b: torch.einsum("ij,jk->ik", a, b), (0, 4), (4, 5))
case("einsum of batches", lambda a, b: torch.einsum("bij,bkj->kbi", a, b), (2, 3, 4), (2, 5, 4))
case("einsum of batches", lambda a, b: torch.einsum("bij,bkj->kbi", a, b), (7, 1, 9), (7, 2, 9))
case("einsum of three", lambda a, b, c: torch.einsum("i,ij,j", a, b, c), (3,), (3, 4), (4,))
case("einsum of a diagonal", lambda a: torch.einsum("iji->ji", a), (3, 4, 3))
case("einsum that sums", lambda a: torch.einsum("abc->b", a), (2, 3, 4))
case("einsum with an ellipsis", lambda a, b: torch.einsum("...ij,...jk", a, b), (2, 3, 4), (1, 4, 5))
case("einsum with an ellipsis", lambda a, b: torch.einsum("...ij,...jk", a, b), (5, 2, 3, 4), (2, 4, 1))
case("einsum outer", lambda a, b: torch.einsum("i,j->ji", a, b), (3,), (4,))
EYE = 3 * torch.eye(2)
for shape in [(2, 2), (3, 2, 2)]:
    case("determinant", lambda a: torch.det(a + EYE), shape)
    case("logDeterminant", lambda a: torch.slogdet(a + EYE).logabsdet, shape)
    case("inverse", lambda a: torch.linalg.inv(a + EYE), shape)
case("solve", lambda a, b: torch.linalg.solve(a + EYE, b), (2, 2), (2, 1))
case("solve", lambda a, b: torch.linalg.solve(a + EYE, b), (5, 2, 2), (5, 2, 3))
case("cholesky", lambda a: torch.linalg.cholesky((a + a.mT) / 2 + EYE), (2, 2))
case("symmetricEigen", lambda a: torch.linalg.eigvalsh((a + a.mT) / 2), (2, 2))
case("symmetricEigen's vectors", lambda a: torch.linalg.eigh((a + a.mT) / 2).eigenvectors ** 2, (2, 2))
for shape in [(3, 2), (4, 6), (2, 3, 3)]:
    case("singular", lambda a: torch.linalg.svd(a, full_matrices=False).S, shape)
    case("singular's right vectors", lambda a: torch.linalg.svd(a, full_matrices=False).Vh.mT ** 2, shape)
    case("singular's left vectors", lambda a: torch.linalg.svd(a, full_matrices=False).U ** 2, shape)
for p in [2, 1, 3, INF]:
    for a, b in [((2, 3, 5), (2, 4, 5)), ((1, 2, 40), (1, 1, 40)), ((2, 0, 3), (2, 2, 3))]:
        case(f"distances of power {'inf' if p == INF else float(p)}", lambda a, b, p=p: torch.cdist(
            a, b, p, compute_mode="donot_use_mm_for_euclid_dist"), a, b)

# --- normalization --------------------------------------------------------------------------------------------------


def batch_norm(eps=1e-5):
    return lambda x, w=None, b=None: F.batch_norm(x, None, None, w, b, training=True, eps=eps)


for shape in [(4, 3, 5, 7), (3, 8, 1, 1), (9, 2, 33)]:
    case("batchNorm", batch_norm(), shape, (shape[1],), (shape[1],))
for shape in [(5, 11), (64, 3), (200, 17)]:
    case("batchNorm of rows", batch_norm(), shape, (shape[1],), (shape[1],))
case("batchNorm of two rows", batch_norm(), (2, 5), (5,), (5,))
case("batchNorm without weight and bias", batch_norm(0.01), (6, 4, 3))
MEAN, VARIANCE = special(0.5, -1), special(2, 0.25)
for shape in [(3, 2, 3), (4, 2), (0, 2, 5, 5), (1, 2, 3, 3)]:
    case("batchNorm with running statistics", lambda x, w, b: F.batch_norm(x, MEAN, VARIANCE, w, b, training=False),
         shape, (2,), (2,))
for shape in [(5, 11), (1, 11), (2, 3, 11), (0, 11), (40, 11)]:
    case("layerNorm", lambda x, w, b: F.layer_norm(x, (11,), w, b), shape, (11,), (11,))
case("layerNorm over two dimensions", lambda x, w, b: F.layer_norm(x, (3, 4), w, b, eps=0.01), (4, 3, 4), (3, 4), (3, 4))
case("layerNorm without weight and bias", lambda x: F.layer_norm(x, (17,)), (3, 17))
case("layerNorm of single elements", lambda x, w, b: F.layer_norm(x, (1,), w, b), (3, 1), (1,), (1,), frozen=[0])

# --- losses -----------------------------------------------------------------------------------------------------------

EDGE = special(0, 1, 0, 1, 0.5, 1e-30)
BITS = special(0, 1, 1, 0, 1, 1)
LOGITS = special(-1e4, -200, -30, 0, 30, 200, 1e4, 1e30, -1e30)
TARGETS = special(0, 1, 0.5, 1, 0, 1, 0.25, 1, 0)


def bce(reduction):
    return lambda p, x: F.binary_cross_entropy(p, x, reduction=reduction)


def logits(reduction):
    return lambda l, x: F.binary_cross_entropy_with_logits(l, x, reduction=reduction)


for row, reduction in [("binaryCrossEntropy", "sum"), ("binaryCrossEntropy, mean", "mean"), ("binaryCrossEntropy, none", "none")]:
    for shape in [(3, 7), (1,), (2, 1, 5, 5)]:
        case(row, bce(reduction), (shape, 0.02, 0.98), (shape, 0, 1))
    case(row, bce(reduction), EDGE, BITS, frozen=[1])
for shape in [(3, 7), (1,)]:
    case("binaryCrossEntropy of a sigmoid", lambda l, x: F.binary_cross_entropy(torch.sigmoid(l), x, reduction="sum"),
         (shape, -6, 6), (shape, 0, 1))
for row, reduction in [("binaryCrossEntropyWithLogits", "mean"), ("binaryCrossEntropyWithLogits, none", "none")]:
    for shape in [(3, 7), (1,)]:
        case(row, logits(reduction), (shape, -6, 6), (shape, 0, 1))
    case(row, logits(reduction), LOGITS, TARGETS)
for shape in [(3, 4), (1,), (2, 3, 17)]:
    case("meanSquaredError", F.mse_loss, shape, shape)
    case("meanSquaredError, none", lambda x, y: F.mse_loss(x, y, reduction="none"), shape, shape)
    case("gaussianNLL", lambda m, x, v: F.gaussian_nll_loss(m, x, v, full=True, reduction="sum"),
         shape, shape, (shape, 0.3, 2))
    case("gaussianKL", lambda m, l: 0.5 * (m**2 + l.exp() - 1 - l).sum(), shape, shape)
    case("gaussianKL, none", lambda m, l: 0.5 * (m**2 + l.exp() - 1 - l), shape, shape)
NOISE = torch.arange(15).reshape(5, 3) / 5 - 1
case("reparameterize", lambda m, l: m + (l / 2).exp() * NOISE, (5, 3), (5, 3))

# --- likelihoods, in double precision ------------------------------------------------------------------------------------


def normal_loss(mean, scale, x):
    mean, scale, x = mean.double(), scale.double(), x.double()
    return (0.5 * ((x - mean) / scale.exp()) ** 2 + scale + 0.5 * math.log(2 * math.pi)).float()


def discretized_logistic(white):
    x, half = round(white * 255) / 255, 1 / 510

    def loss(mean, scale):
        mean, scale = mean.double(), scale.double().exp()
        above = torch.ones(()) if x == 1 else torch.sigmoid((x + half - mean) / scale)
        below = torch.zeros(()) if x == 0 else torch.sigmoid((x - half - mean) / scale)
        return -(above - below).log().float()

    return loss


def normalizer(x):
    x = x.double()
    return (x / torch.tanh(x / 2)).log().float()


for shape, scales in [((3, 5), (1,)), ((2, 7), (2, 7)), ((4, 1), (1,))]:
    case("normalLoss", normal_loss, shape, (scales, -1, 1), shape)
for name, white, scale in [("one scale", 0.4, ((1,), -3, -2)), ("a scale each", 0.4, ((4, 7), -5, 3)),
                           ("at black", 0, ((4, 7), -5, 3)), ("at white", 1, ((4, 7), -5, 3))]:
    case(f"discretizedLogistic, {name}", discretized_logistic(white), ((4, 7), white - 0.02, white + 0.02), scale)
case("logContinuousBernoulliNormalizer", normalizer, ((3, 9), -4, 4))
case("logContinuousBernoulliNormalizer near ½", normalizer, ((9,), -0.02, 0.02))
case("logContinuousBernoulliNormalizer far out", normalizer, ((9,), -80, 80))

# --- the file ---------------------------------------------------------------------------------------------------------


def computed(function, inputs, frozen):
    xs = [x.clone().requires_grad_(i not in frozen) for i, x in enumerate(inputs)]
    value = function(*xs)
    weights = torch.arange(1, value.numel() + 1, dtype=torch.float64).sin().float().reshape(value.shape)
    (value * weights).sum().backward()
    return value.detach(), {i: x.grad for i, x in enumerate(xs) if x.grad is not None}


def main():
    tensors = {}
    for number, row, function, inputs, frozen in CASES:
        value, gradients = computed(function, inputs, frozen)
        for i, x in enumerate(inputs):
            tensors[f"{number}/{row}/in.{i}"] = x
        tensors[f"{number}/{row}/value"] = value
        for i, gradient in gradients.items():
            tensors[f"{number}/{row}/grad.{i}"] = gradient
    path = pathlib.Path(__file__).with_suffix(".safetensors")
    before = load(path) if path.exists() else {}
    save(path, tensors, {"torch": torch.__version__, "cases": str(len(CASES))})
    after = load(path)
    print(len(CASES), "cases,", path.stat().st_size, "bytes")

    def cases(names):
        return ", ".join(dict.fromkeys(name.rsplit("/", 1)[0] for name in names)) or "none"

    print("new:", cases(name for name in after if name not in before))
    print("changed:", cases(name for name in after if before.get(name, after[name]) != after[name]))
    print("gone:", cases(name for name in before if name not in after))


main()
