"""What Elbow exports of classes of one's own and of recurrent layers, as onnxruntime runs it, and what it refuses."""

import numpy
import onnxruntime
import pytest

HEAD = """
import torch
import torch.nn as nn
import torch.nn.functional as F
"""

CONVOLUTIONS = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.conv2 = nn.Conv2d(4, 6, 3, stride=2)
        self.drop = nn.Dropout(0.5)
        self.fc = nn.Linear(6 * 6 * 6, 10)
    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.max_pool2d(x, 2)
        x = self.drop(F.leaky_relu(self.conv2(x), 0.1))
        x = F.dropout(x, p=0.3, training=self.training)
        x = x.view(x.size(0), -1)
        return F.log_softmax(self.fc(x), dim=1)
net = Net()
"""

ROWS = """
class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(12, 8)
        self.mu = nn.Linear(10, 3)
        self.scale = nn.Parameter(torch.tensor([0.5, 1.0, 2.0]))
        self.register_buffer("shift", torch.arange(3).float())
    def forward(self, x):
        x = torch.flatten(x, 1)
        h = torch.tanh(self.fc1(x))
        h = torch.cat([h, x.mean(dim=1, keepdim=True), torch.ones(x.shape[0], 1)], dim=1)
        a, b = self.mu(h).chunk(2, dim=-1)
        mu = torch.cat((a, b), -1) * self.scale + self.shift
        logvar = torch.clamp(-mu.abs().sqrt(), min=-3)
        std = torch.exp(0.5 * logvar)
        gate = torch.where(mu > 0.5, mu, torch.zeros_like(mu))
        z = (mu - mu.mean()) / (std + 1e-3) + x.sum() / len(x)
        return {"mu": mu, "logvar": logvar, "rest": [gate, z, (x[:, ::3] ** 2).sum(1), x[-1], x.argmax(dim=1)]}
net = Encoder()
"""

RESIDUAL = """
class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(channels)
    def forward(self, x):
        y = x + F.silu(self.bn(self.conv(x)))
        y += 1
        return y
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(3) for _ in range(2)])
        self.head = nn.Sequential(nn.AvgPool2d(2), nn.Flatten(), Block2(27, 5))
    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x)
class Block2(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.norm = nn.LayerNorm(a)
        self.w = nn.Parameter(torch.randn(b, a))
    def forward(self, x):
        return F.linear(F.gelu(self.norm(x)), self.w)
net = Net()
for _ in range(3):
    net(torch.randn(8, 3, 6, 6) * 2 + 1)
"""

ATTENTION = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(11, 8)
        self.place = nn.Parameter(torch.randn(5, 8))
        self.q, self.k, self.v = nn.Linear(8, 8), nn.Linear(8, 8), nn.Linear(8, 8)
    def forward(self, words):
        x = self.embed(words) + self.place
        b, t, d = x.shape
        q, k, v = [f(x).view(b, t, 2, d // 2).transpose(1, 2) for f in (self.q, self.k, self.v)]
        weights = torch.softmax(q @ k.transpose(-2, -1) / (d // 2) ** 0.5, dim=-1)
        y = (weights @ v).permute(0, 2, 1, 3).reshape(b, t, d)
        return torch.einsum("btd,d->bt", y, self.place[0]).max(dim=1).values
net = Net()
"""

RECURRENT = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(4, 6, num_layers=2, batch_first=True)
        self.lstm = nn.LSTM(6, 3, batch_first=True)
        self.cell = nn.GRUCell(3, 3)
        self.step = nn.LSTMCell(3, 2, bias=False)
    def forward(self, x):
        h0 = torch.ones(2, x.size(0), 6) * 0.1
        y, h = self.gru(x, h0)
        z, (a, c) = self.lstm(y)
        s = self.cell(z[:, -1], a[0])
        s = self.cell(z[:, 0], s)
        u, v = self.step(s)
        return y, h, z, c, u, v
net = Net()
"""

ORDERED = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.codes = nn.Parameter(torch.randn(6, 4))
        self.register_buffer("places", torch.tensor([[2, 0]]))
    def forward(self, x):
        values, indices = torch.topk(x, 2, dim=1)
        low, where = x.topk(3, dim=-1, largest=False)
        ordered, order = torch.sort(x, dim=1, descending=True)
        back = torch.gather(ordered, 1, torch.argsort(order, dim=1))
        rows = torch.gather(x, 1, self.places.expand(x.size(0), 2))
        distances = torch.cdist(x, self.codes)
        nearest = distances.argmin(1)
        far = torch.cdist(x, self.codes, p=1) + torch.cdist(x, self.codes, p=float("inf"))
        small = torch.log1p(x * 1e-4) + torch.expm1(x * 1e-4)
        large = torch.log1p(x.abs() * 1e6) + torch.expm1(x)
        return (values, indices, low, where, ordered, order, back - x, rows, distances, nearest, far, small * 1e4, large,
                torch.take_along_dim(x, indices, dim=1))
net = Net()
"""

# The forward, what goes in, and whether the input is whole numbers.
NETWORKS = {
    "convolutions": (CONVOLUTIONS, "torch.randn(5, 1, 28, 28)[:, :, :26, :26]", "randn(2, 1, 26, 26)"),
    "rows": (ROWS, "torch.rand(5, 3, 4)", "rand(2, 3, 4)"),
    "residual, batch norm in evaluation": (RESIDUAL, "torch.randn(4, 3, 6, 6)", "randn(1, 3, 6, 6)"),
    "order, distances, logarithms": (ORDERED, "torch.randn(5, 4)", "randn(2, 4)"),
    "attention over whole numbers": (ATTENTION, "torch.randint(0, 11, (4, 5))", "torch.randint(0, 11, (3, 5))"),
    "recurrent": (RECURRENT, "torch.randn(5, 7, 4)", "randn(2, 7, 4)"),
}


def leaves(text):
    """A cell that keeps the outputs of `net` under y0, y1, …"""
    return f"""
def leaves(v):
    if isinstance(v, dict):
        return [l for item in v.values() for l in leaves(item)]
    if isinstance(v, (list, tuple)):
        return [l for item in v for l in leaves(item)]
    return [v]
net.eval()
x = {text}
outs = leaves(net(x))
"""


def run_file(path, x):
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    kind = session.get_inputs()[0].type
    x = x.astype(numpy.int64 if "int64" in kind else numpy.float32)
    return session, lambda rows: session.run(None, {"x": x[:rows]})


@pytest.mark.parametrize("case", NETWORKS.values(), ids=NETWORKS.keys())
def test_a_class_gives_what_elbow_gives(run_cells, tmp_path, case):
    network, x, example = case
    sizes = "\n".join(
        f'export {{f"y{{i}}": v for i, v in enumerate(leaves(net(x[:{n}])))}} | {{"x": x}}, "values{n}.npz"' for n in (1, 4)
    )
    done = run_cells(
        HEAD + network + leaves(x) + "net.train()\n" + f'export net, "net.onnx", input={example}\nassert net.training\nnet.eval()\n' + sizes
    )
    assert done.returncode == 0, done.stderr
    for size in (1, 4):
        values = numpy.load(tmp_path / f"values{size}.npz")
        session, run = run_file(tmp_path / "net.onnx", values["x"])
        outputs = run(size)
        assert len(outputs) == len(values.files) - 1
        for place, output in enumerate(outputs):
            wanted = values[f"y{place}"]
            assert output.shape == wanted.shape
            assert numpy.abs(output - wanted).max() < 2e-5, place
    assert session.get_inputs()[0].shape[0] == "batch"


def test_weights_keep_their_names_and_dicts_their_keys(run_cells, tmp_path):
    done = run_cells(HEAD + ROWS + 'export net, "net.onnx", input=rand(2, 3, 4)\n')
    assert done.returncode == 0, done.stderr
    content = (tmp_path / "net.onnx").read_bytes()
    assert all(name in content for name in (b"fc1.weight", b"fc1.bias", b"mu.weight", b"scale"))
    session = onnxruntime.InferenceSession(tmp_path / "net.onnx", providers=["CPUExecutionProvider"])
    assert [output.name for output in session.get_outputs()][:2] == ["mu", "logvar"]


MODEL = """
class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 32)
        self.mu = nn.Linear(32, 4)
        self.logvar = nn.Linear(32, 4)
    def forward(self, x):
        h = F.relu(self.fc(x.view(x.size(0), -1)))
        return self.mu(h), self.logvar(h)
class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 784))
    def forward(self, z):
        return torch.sigmoid(self.net(z)).view(-1, 1, 28, 28)
data mnist, train=256
enc, dec = Encoder(), Decoder()
model enc, dec
assert enc.training
train epochs=1
x = images("test")[:5]
z = encode(x)
export encoder, "encoder.onnx"
export decoder, "decoder.onnx"
export enc, "enc.onnx"
export {"x": x, "z": z, "images": decode(z)}, "values.npz"
"""


def test_a_model_of_classes(run_cells, tmp_path):
    done = run_cells(HEAD + MODEL)
    assert done.returncode == 0, done.stderr
    values = numpy.load(tmp_path / "values.npz")
    for size in (5, 1):
        _, run = run_file(tmp_path / "encoder.onnx", values["x"])
        mean, logvar = run(size)
        assert numpy.abs(mean - values["z"][:size]).max() < 1e-5
        assert mean.shape == logvar.shape
        _, run = run_file(tmp_path / "enc.onnx", values["x"])
        assert numpy.abs(run(size)[0] - mean).max() < 1e-6
        session = onnxruntime.InferenceSession(tmp_path / "decoder.onnx", providers=["CPUExecutionProvider"])
        (images,) = session.run(None, {"z": values["z"][:size]})
        assert images.shape == (size, 1, 28, 28)
        assert numpy.abs(images - values["images"][:size]).max() < 1e-5


def test_a_variational_autoencoder_draws_anew(run_cells, tmp_path):
    done = run_cells(
        HEAD
        + """
class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.mu, self.logvar, self.out = nn.Linear(6, 2), nn.Linear(6, 2), nn.Linear(2, 6)
    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        eps = torch.randn_like(std)
        return mu + eps * std
    def forward(self, x):
        mu, logvar = self.mu(x), self.logvar(x)
        z = self.reparameterize(mu, logvar)
        return torch.sigmoid(self.out(z)), mu, logvar, z
torch.manual_seed(3)
vae = VAE()
x = torch.randn(4, 6)
before = torch.randn(1).item()
torch.manual_seed(3)
vae = VAE()
x = torch.randn(4, 6)
export vae, "vae.onnx"
assert torch.randn(1).item() == before
export {"x": x, "mu": vae.mu(x), "std": (0.5 * vae.logvar(x)).exp()}, "values.npz"
"""
    )
    assert done.returncode == 0, done.stderr
    values = numpy.load(tmp_path / "values.npz")
    session = onnxruntime.InferenceSession(tmp_path / "vae.onnx", providers=["CPUExecutionProvider"])
    many = numpy.repeat(values["x"][:1], 4000, axis=0)
    _, mu, _, z = session.run(None, {"x": many})
    assert numpy.abs(mu - values["mu"][:1]).max() < 1e-5
    noise = (z - mu) / values["std"][:1]
    assert abs(noise.mean()) < 0.06 and abs(noise.std() - 1) < 0.06


@pytest.mark.parametrize(
    "layer, x",
    [
        ("gru(3, 4)", "randn(5, 2, 3)"),
        ("lstm(3, 4, num_layers=2, batch_first=True)", "randn(2, 5, 3)"),
        ("gru_cell(3, 4)", "randn(2, 3)"),
        ("lstm_cell(3, 4, bias=False)", "randn(2, 3)"),
    ],
)
def test_recurrent_layers(run_cells, tmp_path, layer, x):
    given = "" if "cell" in layer else f", input={x}"
    done = run_cells(
        f"""
net = {layer}
x = {x}
def leaves(v):
    return [l for item in v for l in leaves(item)] if isinstance(v, (list, tuple)) else [v]
export net, "net.onnx"{given}
export {{f"y{{i}}": v for i, v in enumerate(leaves(net(x)))}} | {{"x": x}}, "values.npz"
"""
    )
    assert done.returncode == 0, done.stderr
    values = numpy.load(tmp_path / "values.npz")
    _, run = run_file(tmp_path / "net.onnx", values["x"])
    for place, output in enumerate(run(None)):
        assert numpy.abs(output - values[f"y{place}"]).max() < 1e-5


def test_several_inputs_and_names_as_pytorch_gives_them(run_cells, tmp_path):
    done = run_cells(
        HEAD
        + """
class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.y = nn.Parameter(torch.randn(3))
        self.fc = nn.Linear(5, 7)
    def forward(self, z, label):
        hidden = torch.cat([z, label * self.y], dim=1).masked_fill(z[:, :1] < 0, 0.25)
        return torch.sigmoid(self.fc(hidden)), (z > 0).sum(1)
net = Decoder()
z, y = torch.randn(6, 2), F.one_hot(torch.tensor([0, 1, 2, 2, 1, 0]), 3)
torch.onnx.export(net, (z[:2], y[:2]), "net.onnx", input_names=["z", "label"], output_names=["y", "count"],
                  dynamic_axes={"z": {0: "batch"}}, opset_version=17)
x, count = net(z, y)
export {"z": z, "label": y, "x": x, "count": count}, "values.npz"
"""
    )
    assert done.returncode == 0, done.stderr
    values = numpy.load(tmp_path / "values.npz")
    session = onnxruntime.InferenceSession(tmp_path / "net.onnx", providers=["CPUExecutionProvider"])
    assert [(place.name, place.type) for place in session.get_inputs()] == [("z", "tensor(float)"), ("label", "tensor(int64)")]
    # A weight of that name has another in the file.
    y, count = session.run(["y", "count"], {"z": values["z"], "label": values["label"].astype(numpy.int64)})
    assert numpy.abs(y - values["x"]).max() < 1e-6
    assert (count == values["count"]).all()


REFUSED = {
    "a condition": ("return x if x.sum() > 0 else -x", "plain numbers"),
    "item": ("return x * x.mean().item()", "item"),
    "float": ("return x * float(x.sum())", "plain number"),
    "an operation without a form": ("return torch.cumprod(x, dim=1)", "cumprod"),
    "distances of another power": ("return torch.cdist(x, x, p=3)", "cdist"),
    "a mask as an index": ("return x[x > 0]", "an index"),
    "a loop over the batch": ("return torch.stack([row * 2 for row in x])", "batches of every size"),
    "squeezing the batch": ("return x.sum(1).squeeze()", "batches of another size"),
    "other random numbers": ("return x + torch.randn(x.shape)", "randn draws random numbers"),
    "dropout that stays on": ("return F.dropout(x, 0.5)", "dropout draws random numbers"),
    "what a list says": ("return x + torch.tensor(x.tolist())", "tolist"),
    "an array": ("return x + float(x.detach().numpy()[0, 0])", "numpy"),
    "a share of the batch": ("return x.var()", "multiply"),
    "an assignment to a part": ("y = x.clone()\n        y[:, 0] = 0\n        return y", "assignment to a part"),
    "no tensor": ("return 3", "is to be tensors"),
    "numbers that an entry reads": ("return F.one_hot((x[:, 0] > 5).long(), 2)", "no form in ONNX"),
    "a mask that is computed from numbers": ("return x.masked_select(x > -9)", "masked_select"),
    "other numbers for other batches": ("return x if len(x) > 2 else x * 2", "batches of every size"),
    "a text of numbers": ("return x + len(str(x.tolist()))", "tolist"),
    "a counter of the program": ("self.n = getattr(self, 'n', 0) + 1\n        return x * self.n", "multiply"),
}


@pytest.mark.parametrize("body, words", REFUSED.values(), ids=REFUSED.keys())
def test_what_a_file_cannot_follow_is_refused(run_cells, tmp_path, body, words):
    done = run_cells(
        HEAD
        + f"""
class Net(nn.Module):
    def forward(self, x):
        {body}
export Net(), "net.onnx", input=torch.rand(3, 4)
"""
    )
    assert done.returncode != 0
    assert "Error" in done.stderr and words in done.stderr, done.stderr
    assert "InternalError" not in done.stderr
    assert not (tmp_path / "net.onnx").exists()
