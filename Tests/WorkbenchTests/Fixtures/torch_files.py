"""Writes the files of PyTorch's in Fixtures/Torch, and what they hold.

    python Tests/WorkbenchTests/Fixtures/torch_files.py

needs PyTorch and NumPy. Each file is of a few hundred bytes; values.json says of each what its tensors are, by the way to
them, as the lines of Elbow that TorchFilesTests asks for.
"""

import collections
import io
import json
import os
import pickle
import tarfile

import numpy
import torch
from torch import nn

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Torch")
os.makedirs(folder, exist_ok=True)
torch.manual_seed(1)
values = {}


def flat(x):
    if isinstance(x, torch.Tensor):
        x = x.detach()
        return {"shape": list(x.shape), "bool": x.dtype == torch.bool, "values": [float(v) for v in x.flatten()]}
    return x


def save(name, value, questions, **options):
    """Saves a value, and the answers to questions about it: a way into the value, as ["model"]["fc.weight"]."""
    torch.save(value, os.path.join(folder, name), **options)
    values[name] = [{"way": way, "value": flat(eval("value" + way, {"value": value}))} for way in questions]


class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 3)
        self.bn = nn.BatchNorm1d(3)
        self.fc_mu = nn.Linear(3, 2)
        self.fc_logvar = nn.Linear(3, 2)
        self.fc3 = nn.Linear(2, 4)

    def forward(self, x):
        h = torch.relu(self.bn(self.fc1(x)))
        return self.fc3(self.fc_mu(h)), self.fc_logvar(h)


model = VAE()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(3):
    optimizer.zero_grad()
    y, logvar = model(torch.randn(8, 4))
    (y.pow(2).sum() + logvar.pow(2).sum()).backward()
    optimizer.step()

state = model.state_dict()
names = [f'["{name}"]' for name in state]
save("state.pt", state, names)
save("state-legacy.pt", state, names, _use_new_zipfile_serialization=False)
for protocol in (3, 4, 5):
    save(f"state-protocol-{protocol}.pt", state, names, pickle_protocol=protocol)
checkpoint = {"epoch": 3, "model": state, "optimizer": optimizer.state_dict(), "loss": 0.3, "name": "größer"}
ways = ['["epoch"]', '["loss"]', '["name"]', '["model"]["fc_mu.bias"]', '["model"]["bn.num_batches_tracked"]']
ways += ['["optimizer"]["state"][0]["exp_avg"]', '["optimizer"]["state"][9]["exp_avg_sq"]']
ways += ['["optimizer"]["param_groups"][0]["lr"]', '["optimizer"]["state"][4]["step"]']
save("checkpoint.pt", checkpoint, ways)
save("checkpoint-legacy.pth", checkpoint, ways, _use_new_zipfile_serialization=False)

kinds = [torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int8, torch.int16, torch.int32, torch.int64]
kinds += [torch.uint8, torch.bool, torch.uint16, torch.uint32, torch.uint64]
numbers = {str(kind)[6:]: torch.tensor([[0, 1, 2.5], [3, 100, 0.1]]).to(kind) for kind in kinds}
numbers |= {"least": torch.tensor([-128, 127], dtype=torch.int8), "minus": torch.tensor([-1, -(2**20)])}
save("kinds.pt", numbers, [f'["{name}"]' for name in numbers])
old = {name: x for name, x in numbers.items() if name not in ("uint16", "uint32", "uint64")}
save("kinds-legacy.pt", old, [f'["{name}"]' for name in old], _use_new_zipfile_serialization=False)

base = torch.arange(24.0)
views = {
    "base": base, "t": base.reshape(4, 6).T, "part": base[5:9], "steps": base[1::5], "column": base.reshape(4, 6)[:, 2],
    "expanded": torch.tensor([7.0]).expand(2, 3), "permuted": base.reshape(2, 3, 4).permute(2, 0, 1),
    "scalar": torch.tensor(2.5), "empty": torch.zeros(0, 3), "one": base.reshape(4, 6)[1:2, 3:4],
}
save("views.pt", views, [f'["{name}"]' for name in views])
save("views-legacy.pt", views, [f'["{name}"]' for name in views], _use_new_zipfile_serialization=False)

shared = [1, torch.ones(2)]
others = {
    "size": torch.Size([2, 3]), "tuple": (1, (2.5, None), True), "list": [shared, shared], "text": "", "big": 2**40,
    "minus": -300, 7: "seven", (1, "a"): "pair", "inf": float("inf"), "parameter": nn.Parameter(torch.ones(2)),
    "ordered": collections.OrderedDict([("b", 1), ("a", 2)]), "false": False, "bytes": b"\x00\xffz",
    "int": 70_000, "long": -(2**35), "deep": [[[[[[1]]]]]],
}
ways = ['["size"]', '["tuple"]', '["list"][1][1]', '["text"]', '["big"]', '["minus"]', "[7]", '[(1, "a")]', '["false"]']
ways += ['["parameter"]', '["ordered"]["a"]', '["int"]', '["long"]', '["deep"][0][0][0][0][0][0]']
for protocol in (2, 4):
    save(f"others-protocol-{protocol}.pt", others, ways, pickle_protocol=protocol)
save("tensor.pt", torch.tensor([[1.0, 2.0], [3.0, 4.0]]), [""])
save("list.pt", [torch.zeros(1), torch.ones(2)], ["[1]"])
save("rounded.pt", {"seen": torch.tensor([2**24 + 1]), "far": torch.tensor([1e300], dtype=torch.float64)}, [])
save("heads.pt", {f"{layer}.{part}": torch.full((2, 3) if part == "weight" else (2,), number)
                  for number, layer in ((1.0, "fc_a"), (2.0, "fc_b")) for part in ("weight", "bias")}, [])
save("heads-named.pt", {f"{layer}.{part}": torch.full((2, 3) if part == "weight" else (2,), number)
                        for number, layer in ((2.0, "fc_lv"), (1.0, "fc_mean")) for part in ("weight", "bias")}, [])
save("scalar-numpy.pt", {"loss": numpy.float64(0.25), "epoch": numpy.int64(-5)}, [])
values["scalar-numpy.pt"] = [{"way": '["loss"]', "value": 0.25}, {"way": '["epoch"]', "value": -5}]

# Files that are not opened.
torch.save(model, os.path.join(folder, "model.pt"))
torch.save(model, os.path.join(folder, "model-legacy.pt"), _use_new_zipfile_serialization=False)
torch.save({"loss": numpy.array([1.0])}, os.path.join(folder, "array-numpy.pt"))
torch.save(torch.eye(2).to_sparse(), os.path.join(folder, "sparse.pt"))
torch.save(torch.ones(2, dtype=torch.complex64), os.path.join(folder, "complex.pt"))
with open(os.path.join(folder, "plain-pickle.pt"), "wb") as file:
    pickle.dump({"a": 1}, file, protocol=2)


class Runs:
    def __reduce__(self):
        return os.system, ("touch /tmp/elbow-was-here",)


torch.save({"x": Runs()}, os.path.join(folder, "runs.pt"))
with tarfile.open(os.path.join(folder, "tar.pt"), "w") as archive:
    for name in ("storages", "tensors", "pickle"):
        member = tarfile.TarInfo(name)
        member.size = 4
        archive.addfile(member, io.BytesIO(b"\x80\x02K."))

with open(os.path.join(folder, "values.json"), "w") as file:
    json.dump(values, file, indent=1, ensure_ascii=False)
    file.write("\n")
