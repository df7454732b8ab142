"""What Elbow exports, as onnxruntime runs it."""

import re

import numpy
import onnxruntime
import pytest
from places import ROOT

OWN = """
enc = sequential(
    conv2d(1, 6, 3, padding="same", bias=False), group_norm(2, 6), conv2d(6, 6, (3, 4), padding="same", dilation=2, groups=3), prelu(6), instance_norm(6), upsample(scale_factor=2), adaptive_avg_pool2d(28), batch_norm(6), leaky_relu(negative_slope=0.2), avg_pool2d((2, 4), stride=2, padding=(0, 1)),
    conv2d(6, 8, 3, stride=2, padding=1), layer_norm((8, 7, 7)), tanh, gelu, elu(0.5), hardtanh(min_val=-0.6, max_val=0.7), max_pool2d((3, 1), stride=2, padding=(1, 0)),
    flatten, linear(128, 20), batch_norm(20, affine=False), unflatten(1, (4, 5)), conv1d(4, 8, 3, padding=2, dilation=2, groups=2), conv_transpose1d(8, 4, 4, stride=2, padding=2, groups=2, bias=False), flatten, linear(32, 20), softplus, dropout(0.4), gelu(approximate="tanh"), mish, logsigmoid, selu, softsign, relu6,
    heads(linear(20, 3), sequential(silu, linear(20, 3, bias=False))))
dec = sequential(
    linear(3, 98), layer_norm(98, elementwise_affine=False), relu, unflatten(1, (2, 7, 7)),
    conv_transpose2d(2, 4, 3, stride=2, padding=1, output_padding=1), batch_norm(4), silu,
    conv_transpose2d(4, 1, 4, stride=2, padding=1, bias=False), upsample(size=(28, 28), mode="bilinear"), sigmoid, flatten)
model enc, dec
"""

PIXELS = """
data mnist, train=256, binarize=static
model sequential(flatten, embedding(2, 3), flatten, heads(linear(2352, 3), linear(2352, 3))), sequential(linear(3, 784), sigmoid)
"""
# What goes through sequences gives several results, of which a model's network takes one: test_export_classes.py has them.
RECURRENT = ["gru", "lstm", "gru_cell", "lstm_cell"]

MODELS = {
    "tutorial": "model tutorial, latent=5",
    "mlp": "model mlp, latent=5, hidden=[30, 20]",
    "conv, with batch norm": "model conv, latent=5",
    "logits": "model mlp, latent=3, likelihood=bernoulli",
    "discretized logistic, two numbers a pixel": "model conv, latent=4, likelihood=discretized_logistic",
    "continuous Bernoulli": "model mlp, latent=4, likelihood=continuous_bernoulli",
    "Gaussian": "model mlp, latent=4, likelihood=gaussian",
    "every layer": OWN,
    "a row for each value of a pixel": PIXELS,
}


def load(path):
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def test_the_model_of_every_layer_has_every_layer():
    page = (ROOT / "docs/saved-files.md").read_text()
    # A Swift test holds this table against the code.
    table = page.split("| kind | settings |")[1].split("\n\n")[0]
    kinds = {kind for row in table.splitlines() for kind in re.findall(r"`(\w+)`", (row.split("|") + [""])[1])} - {"shared", *RECURRENT}
    assert len(kinds) > 15
    assert kinds <= set(re.findall(r"\w+", OWN + PIXELS))


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())
def test_onnxruntime_gives_what_elbow_gives(run_cells, tmp_path, model):
    done = run_cells(
        f"""
data mnist, train=256
{model}
train epochs=1, lr=0.003
x = images("test")[:7]
z = encode(x)
export encoder, "encoder.onnx"
export decoder, "decoder.onnx"
export {{"x": x, "z": z, "images": decode(z), "far": decode(30 * z)}}, "values.npz"
"""
    )
    assert done.returncode == 0, done.stderr
    values = numpy.load(tmp_path / "values.npz")
    encoder, decoder = load(tmp_path / "encoder.onnx"), load(tmp_path / "decoder.onnx")
    assert [output.name for output in encoder.get_outputs()] == ["mean", "logvar"]
    for size in (7, 1):
        mean, logvar = encoder.run(None, {"x": values["x"][:size]})
        assert mean.shape == logvar.shape
        assert numpy.abs(mean - values["z"][:size]).max() < 1e-5
        (images,) = decoder.run(None, {"z": values["z"][:size]})
        assert images.shape == (size, 1, 28, 28)
        assert numpy.abs(images - values["images"][:size]).max() < 1e-5
    (far,) = decoder.run(None, {"z": 30 * values["z"]})
    assert numpy.abs(far - values["far"]).max() < 1e-5
    assert decoder.get_inputs()[0].shape[0] == "batch"
    assert decoder.get_outputs()[0].shape == ["batch", 1, 28, 28]


@pytest.mark.parametrize("model", ["model tutorial", "model mlp, hidden=32", "model conv, hidden=32"])
def test_a_conditional_model_takes_the_class_too(run_cells, tmp_path, model):
    done = run_cells(
        f"""
data mnist, train=256
{model}, latent=3, condition=labels
train epochs=1, lr=0.003
x, y = images("test")[:7], labels("test")[:7]
z = encode(x, label=y)
export encoder, "encoder.onnx"
export decoder, "decoder.onnx"
export {{"x": x, "y": one_hot(y, 10), "z": z, "own": decode(z, label=y), "fours": decode(z, label=4)}}, "values.npz"
"""
    )
    assert done.returncode == 0, done.stderr
    values = {name: array.astype("float32") for name, array in numpy.load(tmp_path / "values.npz").items()}
    encoder, decoder = load(tmp_path / "encoder.onnx"), load(tmp_path / "decoder.onnx")
    fours = numpy.eye(10, dtype="float32")[[4] * 7]
    for size in (7, 1):
        mean, _ = encoder.run(None, {"x": values["x"][:size], "y": values["y"][:size]})
        assert numpy.abs(mean - values["z"][:size]).max() < 1e-5
        # Told otherwise it is another posterior: y is not left out.
        assert numpy.abs(encoder.run(None, {"x": values["x"][:size], "y": fours[:size]})[0] - mean).max() > 1e-4
        for y, name in ((values["y"], "own"), (fours, "fours")):
            (images,) = decoder.run(None, {"z": values["z"][:size], "y": y[:size]})
            assert numpy.abs(images - values[name][:size]).max() < 1e-5


@pytest.mark.parametrize("learning", ["average", "loss"])
def test_quantized_codes_are_those_of_the_nearest_entries(run_cells, tmp_path, learning):
    done = run_cells(
        f"""
data mnist, train=256
model vector_quantized, codebook=12, codebook_by={learning}, hidden=8
train epochs=2
x = images("test")[:7]
export encoder, "encoder.onnx"
export decoder, "decoder.onnx"
export {{"x": x, "z": encode(x), "entries": code_indices(x).float(), "images": decode(code_indices(x))}}, "values.npz"
"""
    )
    assert done.returncode == 0, done.stderr
    values = numpy.load(tmp_path / "values.npz")
    encoder, decoder = load(tmp_path / "encoder.onnx"), load(tmp_path / "decoder.onnx")
    assert [output.name for output in encoder.get_outputs()] == ["z", "entries"]
    for size in (7, 1):
        z, entries = encoder.run(None, {"x": values["x"][:size]})
        assert entries.shape == (size, 49) and (entries == values["entries"][:size].reshape(size, 49)).mean() > 0.99
        assert (numpy.abs(z - values["z"][:size]) < 1e-6).mean() > 0.99
        (images,) = decoder.run(None, {"z": values["z"][:size]})
        assert numpy.abs(images - values["images"][:size]).max() < 1e-5


def test_a_network_by_itself(run_cells, tmp_path):
    done = run_cells(
        """
net = sequential(linear(4, 6), relu, heads(linear(6, 2), linear(6, 3)))
x = randn(5, 4)
a, b = net(x)
export net, "net.onnx"
export {"x": x, "a": a, "b": b}, "values.npz"
"""
    )
    assert done.returncode == 0, done.stderr
    values = numpy.load(tmp_path / "values.npz")
    a, b = load(tmp_path / "net.onnx").run(None, {"x": values["x"]})
    assert numpy.abs(a - values["a"]).max() < 1e-6
    assert numpy.abs(b - values["b"]).max() < 1e-6


@pytest.mark.parametrize("shape", [(), (0, 3), (7,), (2, 3, 4)])
def test_numpy_reads_exported_tensors(run_cells, tmp_path, shape):
    size = ", ".join(map(str, shape))
    make = f"x = randn({size})" if shape else "x = randn(1).sum()"
    done = run_cells(f'{make}\nsamples = x\nexport samples, "x.npy"\nexport samples, "x.npz"\n')
    assert done.returncode == 0, done.stderr
    single = numpy.load(tmp_path / "x.npy")
    with numpy.load(tmp_path / "x.npz") as archive:
        assert archive.files == ["arr_0"]
        assert (archive["arr_0"] == single).all()
    assert single.shape == shape
    assert single.dtype == numpy.float32
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.npy", "x.npz"]
