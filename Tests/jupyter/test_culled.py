"""A kernel that a hub has stopped, or that ended with its machine: another one goes on where it was."""

import os
import signal
import time

import pytest

VARIABLES = """
k = 3
text = "ä\\n𝄞"
numbers = [0.1, -0.0, 1e-320, 2.5]
many = []
for i in range(5000):
    many.append(i / 7)
nested = {"a": [1, (2, None)], (1, "b"): True}
nested["self"] = nested
mixed = [k, text, numbers, numbers]
x = randn(40, 30)
mask = x > 0
p = parameter(randn(5))
"""
NETWORKS = """
seed 5
data mnist, batch=50, train=500
enc = sequential(flatten, linear(784, 40), relu, dropout(0.1), batch_norm(40), heads(linear(40, 3), linear(40, 3)))
dec = sequential(linear(3, 40), relu, linear(40, 784), sigmoid)
optimizer = adam(enc, dec, lr=0.002)
def elbo(x, weight=1.0):
    mean, logvar = enc(x)
    z = mean + exp(0.5 * logvar) * randn_like(mean)
    reconstruction = binary_cross_entropy(dec(z), flatten(x), reduction="sum")
    return reconstruction + weight * 0.5 * sum(mean**2 + exp(logvar) - 1 - logvar)
"""
STEPS = "for x in batches(50):\n    loss = elbo(x)\n    step(optimizer, loss)\n"
MODEL = "model enc, dec\nh = train(epochs=2)\nwaiting = zip([1], [2])\n"
# Every number of every variable, in hexadecimal places enough for its bits.
LOOK = """
print(repr(text), numbers, 1 / 2 ** 1000, k, len(many), nested["a"], nested["self"] is nested, mixed[2] is mixed[3])
print(sum(many), many[4999], mask.sum(), mask)
print(enc.parameters[0].shape, optimizer.steps, optimizer.lr, h.loss, h.steps)
"""
TENSORS = ["x", "mask", "p", "loss"] + [f"enc.parameters[{i}]" for i in range(8)] + [f"dec.parameters[{i}]" for i in range(4)]


def bits(kernel, folder, tensors=TENSORS):
    """The bytes of tensors, as files have them."""
    kernel.ok("".join(f'save {name} * 1, "{folder}/{number}.npy"\n' for number, name in enumerate(tensors)))
    return [(folder / f"{number}.npy").read_bytes() for number in range(len(tensors))]


def idle(state):
    """Waits until what a cell changed is on the disk: the kernel writes it within a few seconds."""
    deadline = time.monotonic() + 30
    before = None
    while time.monotonic() < deadline:
        now = [(file.name, file.stat().st_mtime_ns) for file in sorted(state.glob("elbow/autosave/*-cells-*.safetensors"))]
        if now and now == before:
            return
        before = now
        time.sleep(4)
    pytest.fail("nothing was saved")


def end(kernel, how):
    """Ends a kernel as a hub, a machine or Jupyter does, and gives the seconds that it took."""
    began = time.monotonic()
    process = kernel.manager.provisioner.process
    if how == "shutdown":
        kernel.control("shutdown_request", {"restart": False})
    else:
        os.kill(kernel.pid, how)
    process.wait(timeout=5)
    return time.monotonic() - began


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, "shutdown"])
def test_a_kernel_that_was_culled_loses_nothing(start_kernel, tmp_path, how):
    state = tmp_path / "state"
    first = start_kernel(XDG_STATE_HOME=str(state))
    for cell in (VARIABLES, NETWORKS, STEPS, MODEL):
        first.ok(cell)
    looks = [first.ok(LOOK).text]
    folders = [tmp_path / name for name in ("before", "after")]
    for folder in folders:
        folder.mkdir()
    before = bits(first, folders[0])
    first.ok("enc.eval()\nlate = [k, x]")
    if how == signal.SIGKILL:
        idle(state)
    # Jupyter kills a kernel five seconds after it was asked to end.
    assert end(first, how) < 2.5

    second = start_kernel(XDG_STATE_HOME=str(state))
    # She begins where she always begins, and this kernel saves itself too.
    second.ok("k = 99")
    # Long lines are broken between words.
    said = second.ok("load last").text.replace("\n  ", " ").splitlines()
    assert said[0].startswith("loaded: 3 latent dimensions, "), said
    assert "2 epochs, 20 steps; data: MNIST" in said[0] and "variables: i, k, many, mask," in said[0], said
    for name in ("enc", "dec", "elbo", "optimizer", "h", "late"):
        assert name in said[0].split("variables: ")[1].split(";")[0].split(", "), said
    assert "not kept: waiting (zip, which gives its items once)" in said[0], said
    assert "which another session wrote" in said[-1] and len(said) == 2
    assert second.ok(LOOK).text == looks[0]
    assert bits(second, folders[1]) == before
    assert second.ok("late[1] is x").results == ["True"]
    # The next cells run as they would have: to the bit, from the same random numbers, with the same networks.
    third = start_kernel(XDG_STATE_HOME=str(tmp_path / "other"))
    for cell in (VARIABLES, NETWORKS, STEPS, MODEL, "enc.eval()\nlate = [k, x]"):
        third.ok(cell)
    after = []
    for kernel, folder in ((second, folders[0]), (third, folders[1])):
        kernel.ok("enc.train()\n" + STEPS + "train(epochs=1);\nr = randn(5)")
        after.append(bits(kernel, folder, TENSORS + ["r"]))
    assert after[0] == after[1]


def test_an_interrupted_cell_and_no_model_come_back(start_kernel, tmp_path):
    """SIGTERM in the middle of a cell, in a session without a model."""
    first = start_kernel(XDG_STATE_HOME=str(tmp_path))
    first.ok("kept = [1]\nn = 0")
    request = first.client.execute("while True:\n    n += 1\n    kept.append(n)\n    if n == 1000:\n        print(n)")
    first.wait_for(request, "stream")
    assert end(first, signal.SIGTERM) < 2.5
    second = start_kernel(XDG_STATE_HOME=str(tmp_path))
    assert second.ok("load last").text.startswith("loaded: no model yet; variables: kept, n")
    assert second.ok("n >= 1000 and len(kept) in (n, n + 1) and sum(kept) - 1 in (n * (n + 1) / 2, n * (n - 1) / 2)").results == ["True"]


def test_a_kernel_that_ends_right_after_a_reply_keeps_the_cell(start_kernel, tmp_path):
    """A cell whose state takes a while to take down: its reply has left, and that is not done yet."""
    first = start_kernel(XDG_STATE_HOME=str(tmp_path))
    first.ok("keep = 1")
    first.ok("pairs = []\nfor i in range(100000):\n    pairs.append((i, None))")
    end(first, signal.SIGTERM)
    second = start_kernel(XDG_STATE_HOME=str(tmp_path))
    assert "variables: keep, i, pairs" in second.ok("load last").text
    assert second.ok("len(pairs), pairs[-1]").results == ["(100000, (99999, None))"]
    (folder,) = tmp_path.glob("elbow/autosave")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_one_cell_loads_and_goes_on(start_kernel, tmp_path):
    """Data from a tensor too: the tensor is among the variables."""
    first, straight = start_kernel(XDG_STATE_HOME=str(tmp_path)), start_kernel(XDG_STATE_HOME=str(tmp_path / "other"))
    cells = ["seed 2\nx = rand(80, 1, 6, 6)\ny = arange(80) % 5\ndata x, labels=y, batch=16\nmodel mlp, latent=2, hidden=8",
             "train(epochs=2);\ndef twice(n):\n    return 2 * n"]
    for cell in cells:
        first.ok(cell)
        straight.ok(cell)
    end(first, signal.SIGTERM)
    second = start_kernel(XDG_STATE_HOME=str(tmp_path))
    said = second.ok("load last\ntrain(epochs=1);\nprint(twice(x.shape[0]), history().loss)").text
    assert "data: the tensor" in said and "cannot go on" not in said, said
    assert said.splitlines()[-1] == straight.ok("train(epochs=1);\nprint(twice(x.shape[0]), history().loss)").text.strip()


def test_a_full_disk_is_told_and_shown(start_kernel, tmp_path):
    (tmp_path / "elbow").write_text("in the way")
    kernel = start_kernel(XDG_STATE_HOME=str(tmp_path))
    kernel.ok("x = 1")
    deadline = time.monotonic() + 20
    while "autosave: cannot " not in (text := kernel.ok("2").text):
        assert time.monotonic() < deadline, text
        time.sleep(0.2)
    assert "autosave:" not in kernel.ok("3").text
    assert "on, and fails: cannot " in kernel.ok("session").text
    (tmp_path / "elbow").unlink()
    kernel.ok("y = 2")
    idle(tmp_path)
    assert "fails" not in kernel.ok("session").text


def test_cells_that_only_read_write_nothing(start_kernel, tmp_path):
    kernel = start_kernel(XDG_STATE_HOME=str(tmp_path))
    kernel.ok("1 + 1\nprint(3)\nhelp")
    time.sleep(0.5)
    assert not list(tmp_path.glob("elbow/autosave/*"))
    kernel.ok("x = [1, 2]")
    idle(tmp_path)
    (file,) = tmp_path.glob("elbow/autosave/*.safetensors")
    before = file.stat().st_mtime_ns
    kernel.ok("x[0] + x[1]\nvariables\nsession")
    time.sleep(4)
    assert file.stat().st_mtime_ns == before
    kernel.ok("set autosave=off\nx.append(3)")
    time.sleep(4)
    assert file.stat().st_mtime_ns == before


def test_a_restarted_notebook_is_told_where_its_names_are(start_kernel, tmp_path):
    def kernel(notebook):
        return start_kernel(XDG_STATE_HOME=str(tmp_path), JPY_SESSION_NAME=notebook)

    first = kernel("/home/a/one.ipynb")
    first.ok("accuracy = 0.75\nother = 2")
    end(first, signal.SIGTERM)
    again = kernel("/home/a/one.ipynb")
    told = "\n".join(again.run("print(accuracy)").reply["traceback"])
    assert "the autosave of this notebook, from " in told and "load last" in told, told
    assert "autosave" not in "\n".join(again.run("print(precision)").reply["traceback"])
    said = again.ok("load last").stream().replace("\n  ", " ")
    assert "which this notebook's earlier session wrote" in said
    assert again.ok("accuracy").results == ["0.75"]
    # What it does not hold, nobody is sent to it for.
    again.ok("set autosave=off")
    assert "autosave is off" in again.ok("load last").stream()
    assert "autosave of this" not in "\n".join(kernel("/home/a/two.ipynb").run("print(accuracy)").reply["traceback"])


def test_each_notebook_comes_back_to_its_own(start_kernel, tmp_path):
    def kernel(notebook):
        return start_kernel(XDG_STATE_HOME=str(tmp_path), JPY_SESSION_NAME=notebook)

    one, other = kernel("/home/a/one.ipynb"), kernel("/home/a/other.ipynb")
    one.ok("x = 1")
    other.ok("x = 2")
    assert end(one, signal.SIGTERM) < 2.5
    other.ok("x = 3")
    assert end(other, signal.SIGTERM) < 2.5
    for notebook, value in (("/home/a/one.ipynb", "1"), ("/home/a/other.ipynb", "3"), ("/home/a/new.ipynb", "3")):
        session = kernel(notebook)
        session.ok("load last")
        assert session.ok("x").results == [value], notebook
        end(session, signal.SIGTERM)
