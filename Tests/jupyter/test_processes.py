"""One notebook on several processes: MPI's mpirun starts them, and they are to be one session that is faster."""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import hosts
import pytest
from kernel_session import KernelSession
from mpi import AS_ROOT, MPIS, command
from places import ELBOW
from safetensors import safe_open

pytestmark = pytest.mark.alone

SLOW = 120  # seconds; several processes on a busy machine with two processors


def run(cells, count=1, mpi="openmpi", cwd=None, before=None, input="", **environment):
    """What the cells print: by themselves, or on so many processes."""
    words = before or [*command(count, mpi), ELBOW, "run", "-"]
    return subprocess.run(
        words, input=cells, capture_output=True, text=True, cwd=cwd,
        timeout=SLOW, env={**os.environ, **AS_ROOT, "ELBOW_AUTOSAVE": "off", **environment})


def printed(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+\.\d+(?:e-?\d+)?", text)]


def alike(text, other, tolerance):
    """Whether two outputs are the same but for the last places of their numbers."""
    (a, b) = (numbers(text), numbers(other))
    assert len(a) == len(b) and a, (text, other)
    worst = max(abs(x - y) / max(1, abs(x)) for x, y in zip(a, b))
    return worst <= tolerance


EPOCH = """
data mnist
model latent=10
h = train()
print(h.loss, h.reconstruction, h.kl)
"""

# Everything that one row of a batch learns of the others: statistics, dropout's and the codes' numbers, what free bits count.
# 68 batches of 67 images each, but for the last, which has 11.
TOGETHER = """
data mnist, batch=67, train=4500
enc = sequential(conv2d(1, 8, 3, stride=2), batch_norm(8), relu, dropout(0.2), flatten, linear(1352, 32), batch_norm(32), relu,
    heads(linear(32, 5), linear(32, 5)))
dec = sequential(linear(5, 64), batch_norm(64), relu, dropout(0.1), linear(64, 784), sigmoid)
model enc, dec
h = train(steps=4, free_bits=0.3, clip=100.0)
print(h.steps, h.gradients)
# (Not the mean: it follows the bias before it, whose gradient is nothing but rounding.)
print(enc[1].weight.sum(), enc[1].running_var.sum())
"""

# The last batch has 3 images, and there are 4 processes; the rows of one are drawn several times; pixels are drawn.
FEW = """
data mnist, batch=50, train=103, binarize=dynamic
model latent=3
h = train(steps=6, samples=4)
print(h.steps, h.gradients, randn(2).tolist())
"""


@pytest.mark.parametrize("mpi", MPIS)
def test_an_epoch_is_the_same_training(mpi):
    alone = printed(run(EPOCH))
    both = printed(run(EPOCH, 2, mpi))
    assert alike(alone, both, 1e-5)
    # To the bit, on as many processes.
    assert printed(run(EPOCH, 2, mpi)) == both


@pytest.mark.parametrize("cells", [TOGETHER, FEW], ids=["together", "few"])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_what_rows_have_in_common(cells, count):
    assert alike(printed(run(cells)), printed(run(cells, count)), 1e-5)


OBJECTIVES = {
    "elbo": "samples=3", "free bits": "free_bits=0.2", "iwae": 'objective="iwae", samples=5',
    "dreg": 'objective="dreg", samples=5', "beta": 'objective="beta", capacity=2.0, beta=10.0',
    "tc": 'objective="tc", beta=6.0', "stratified": 'objective="tc", beta=6.0, sampling="stratified"',
    "mmd": 'objective="mmd"', "imq": 'objective="mmd", kernel="imq", beta=0.0', "dip": 'objective="dip"',
    "codes": 'objective="dip", covariance="codes"', "logcosh": 'objective="logcosh"'}


def objectives(names, model):
    """A few steps of each, with a last batch that is smaller, one after another in one program."""
    return "".join(
        f"data mnist, batch=67, train=400\nseed 1\n{model}\nh = train(steps=7, {OBJECTIVES[name]})\n"
        "print(h.steps, h.gradients)\n# %%\n" for name in names)


NETWORKS = """enc = sequential(conv2d(1, 8, 3, stride=2), batch_norm(8), relu, dropout(0.2), flatten, linear(1352, 32), relu,
    heads(linear(32, 5), linear(32, 5)))
dec = sequential(linear(5, 64), relu, dropout(0.1), linear(64, 784), sigmoid)
model enc, dec"""


def test_every_objective_is_the_same_training():
    """Statistics of the batch, several codes of an image, capacities that are the whole batch's, and each one's gradient."""
    cells = objectives(OBJECTIVES, NETWORKS)
    alone = printed(run(cells))
    for count in (2, 3):
        assert alike(alone, printed(run(cells, count)), 1e-5)


@pytest.mark.parametrize("prior", ["mixture", "vamp", "flow"])
def test_every_prior_is_the_same_training(prior):
    cells = objectives(["elbo", "dreg", "beta", "logcosh"], f"model latent=4, prior={prior}")
    assert alike(printed(run(cells)), printed(run(cells, 2)), 1e-5)


@pytest.mark.parametrize("posterior", ["full", "planar", "iaf"])
def test_every_posterior_is_the_same_training(posterior):
    """Of few steps, of which the third has the smaller batch: behind planar bends rounding grows tenfold from step to step."""
    cells = objectives(["elbo", "iwae", "beta", "logcosh"], f"model latent=4, posterior={posterior}")
    cells = cells.replace("train=400", "train=200").replace("steps=7", "steps=4")
    assert alike(printed(run(cells)), printed(run(cells, 2)), 1e-5)
def test_measures_are_the_same():
    """Each image is measured by one process as it would be by itself: of the same model nothing differs, not in a bit."""
    cells = """
data mnist
model latent=5
print(evaluate(), likelihood(images=11, samples=30), diagnose())
"""
    assert printed(run(cells, 3)) == printed(run(cells))


def test_what_is_fitted_to_codes_is_the_same(tmp_path):
    """Each process fits all of it."""
    cells = """
data mnist, train=400
model latent=5
print(fit("mixture", components=3), diffuse(epochs=2, hidden=16, blocks=1, condition="labels"))
print(fit("flow", epochs=2, components=3))
# %%
sample 4, from=diffusion, steps=5, label=3
print(randn(3), diffuse(epochs=1))
"""
    alone = printed(run(cells, cwd=tmp_path))
    assert "log_likelihood" in str(alone)
    assert printed(run(cells, 2, cwd=tmp_path)) == alone


def test_a_network_of_ones_own_is_computed_by_all():
    """Nobody knows what its code does with a batch: to the bit what one process does."""
    cells = """
import torch
import torch.nn as nn
data mnist
class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.m, self.v = nn.Linear(784, 30), nn.Linear(30, 4), nn.Linear(30, 4)
    def forward(self, x):
        h = torch.relu(self.a(x.view(-1, 784)) + 0.1 * torch.randn(30))
        return self.m(h - h.mean(0)), self.v(h)
enc = Encoder()
dec = sequential(linear(4, 784), sigmoid)
model enc, dec
print(train(steps=5).steps, evaluate())
# %%
net = sequential(linear(784, 20), relu, linear(20, 784))
optimizer = adam(net)
for x in batches(500):
    x = flatten(x)
    loss = mse_loss(net(x), x)
    step(optimizer, loss)
print(loss)
"""
    assert printed(run(cells, 3)) == printed(run(cells))


def test_all_have_the_files_the_clock_and_the_input_of_the_first(tmp_path):
    """The others stand in another folder, with another environment."""
    (tmp_path / "first").mkdir()
    (tmp_path / "other").mkdir()
    cells = tmp_path / "cells.elbow"
    cells.write_text("""
import os
import time
import numpy as np
start = time.time()
np.save("a.npy", np.arange(6.0).reshape(2, 3))
a = np.load("a.npy")
here = [os.path.exists("a.npy"), os.getcwd(), os.listdir("."), os.environ["ONLY_HERE"], os.path.getsize("a.npy")]
name = input("who? ")
# %%
data mnist
model latent=3
h = train(epochs=1, checkpoint="run", log="run.csv")
save "session"
load "session"
seconds = time.time() - start
# %%
try:
    np.load("none.npy")
except FileNotFoundError:
    print("no such file")
print(here[0], here[2], here[3], name, a.sum(), seconds > 0)
time sum(range(10))
""")
    start = ["--oversubscribe", "--bind-to", "none"]
    done = subprocess.run(
        ["mpirun.openmpi", *start, "-n", "1", "-wdir", tmp_path / "first", "env", "ONLY_HERE=yes", ELBOW, "run", cells,
         ":", "-n", "2", "-wdir", tmp_path / "other", ELBOW, "run", cells],
        input="Ann\n", capture_output=True, text=True, timeout=SLOW,
        env={**os.environ, **AS_ROOT, "ELBOW_AUTOSAVE": "off"})
    text = printed(done)
    assert "no such file" in text and "True ['a.npy'] yes Ann 15" in text, text + done.stderr
    assert sorted(path.name for path in (tmp_path / "first").iterdir()) == [
        "a.npy", "run.csv", "run.safetensors", "session.safetensors"]
    assert not list((tmp_path / "other").iterdir())


def test_a_session_goes_on_with_another_number_of_processes(tmp_path):
    first = "data mnist\nmodel latent=4\ntrain steps=40\nsave \"run\"\n"
    then = "load \"run\"\nprint(train(steps=40).steps[-1], evaluate())\n"
    printed(run(first, 3, cwd=tmp_path))
    kept = (tmp_path / "run.safetensors").read_bytes()
    texts = [printed(run(then, count, cwd=tmp_path)) for count in (1, 2, 4)]
    assert alike(texts[0], texts[1], 1e-4) and alike(texts[0], texts[2], 1e-4)
    assert (tmp_path / "run.safetensors").read_bytes() == kept


def test_processes_that_differ_are_named():
    """Other kernels add in another order: the last places would differ from then on."""
    for variable, value, word in (("ELBOW_SIMD", "baseline", "processor's abilities"),):
        done = subprocess.run(
            ["mpirun.openmpi", *MPIS["openmpi"], "-n", "1", ELBOW, "run", "-", ":", "-n", "1", "env",
             f"{variable}={value}", ELBOW, "run", "-"],
            input="1 + 1\n", capture_output=True, text=True, timeout=SLOW, env={**os.environ, **AS_ROOT})
        assert done.returncode != 0
        assert word in done.stderr and "process 0 has" in done.stderr and "process 1 has" in done.stderr


def test_an_error_ends_the_cell_on_all():
    done = run("x = 1\n1 / 0\n# %%\nprint(2)\n", 3)
    assert done.returncode == 1 and "ZeroDivisionError" in done.stderr
    assert printed(run("try:\n    1 / 0\nexcept ZeroDivisionError:\n    print('caught')\nprint(randn(1))", 3)) == printed(
        run("try:\n    1 / 0\nexcept ZeroDivisionError:\n    print('caught')\nprint(randn(1))"))


def test_what_a_program_calls_its_objects_is_the_same():
    """Neither the places of objects nor the library's hashes, which differ from process to process."""
    cells = """
seen = {}
net = sequential(linear(3, 2), relu, linear(2, 1))
for p in net.parameters():
    seen[id(p)] = p.numel()
class K:
    pass
order = sorted([K(), K(), K()], key=id)
print(sum(seen.values()), hash("abc"), hash(("a", 1.0)) == hash(("a", 1)), len({id(k) for k in order}))
print([hash(x) for x in (order[0], K, (K(), "a"), frozenset(["a", "b"]), None, len, 1.5)])
print(hash(frozenset([1, 2, "a"])) == hash(frozenset(["a", 2, 1])), hash(2**60 + 1), hash(-3), hash(True) == hash(1.0))
"""
    assert printed(run(cells, 3)) == printed(run(cells))


def test_a_file_that_cannot_be_run_is_named():
    done = subprocess.run(
        [*command(2), ELBOW, "run", "none.elbow"], capture_output=True, text=True, timeout=SLOW,
        env={**os.environ, **AS_ROOT})
    assert done.returncode != 0 and "cannot read none.elbow" in done.stderr


def test_without_the_library_it_says_what_to_do(tmp_path):
    done = run("1", 2, ELBOW_MPI="mpich")
    # Open MPI started them, and MPICH knows nothing of that: each would take itself for the first.
    assert done.returncode != 0 and "started 2 processes, and MPICH" in done.stderr, done.stderr
    there = tmp_path / "bin"
    there.mkdir()
    (there / "elbow").write_bytes(Path(ELBOW).read_bytes())
    (there / "elbow").chmod(0o755)
    done = subprocess.run(
        [*command(2), there / "elbow", "run", "-"], input="1", capture_output=True, text=True, timeout=SLOW,
        env={**os.environ, **AS_ROOT})
    assert done.returncode != 0 and "make mpi" in done.stderr


# MARK: The kernel


@pytest.fixture(params=list(MPIS))
def kernel_of_two(request, tmp_path, monkeypatch):
    """A kernel of two processes, as `elbow install` makes it known."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "mpirun").symlink_to(f"/usr/bin/mpirun.{request.param}")
    subprocess.run(
        [ELBOW, "install", "--processes", "2", "--prefix", tmp_path / "env"], check=True, capture_output=True,
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"})
    spec = json.loads((tmp_path / "env/share/jupyter/kernels/elbow-2/kernel.json").read_text())
    assert spec["display_name"] == "Elbow, 2 processes" and "-n" in spec["argv"]
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "env/share/jupyter"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    sessions = []

    def start():
        sessions.append(KernelSession("elbow-2"))
        return sessions[-1]

    start.mpi = request.param
    yield start
    for session in sessions:
        session.close()
    deadline = time.monotonic() + 10
    while processes(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not processes(tmp_path), "processes were left behind"


def processes(folder):
    """The kernels of this test, which know its folder, by their rank."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            variables = dict(v.split(b"=", 1) for v in (entry / "environ").read_bytes().split(b"\0") if b"=" in v)
        except OSError:
            continue
        if words[1:2] == [b"kernel"] and variables.get(b"XDG_STATE_HOME") == str(folder / "state").encode():
            rank = variables.get(b"OMPI_COMM_WORLD_RANK") or variables.get(b"PMI_RANK")
            if rank is not None:
                found[int(rank)] = int(entry.name)
    return found


def test_a_kernel_of_two(kernel_of_two, tmp_path):
    kernel = kernel_of_two()
    assert sorted(processes(tmp_path)) == [0, 1]
    kernel.ok("data mnist\nmodel latent=5\ntrain epochs=1")
    assert kernel.ok("x = randn(3)\nlen(history().loss)").results == ["1"]

    # In the middle of training: all stop after the same step, and go on together.
    request = kernel.client.execute("train epochs=500")
    time.sleep(1)
    kernel.manager.interrupt_kernel()
    result = kernel.finish(request)
    assert result.reply["ename"] == "Interrupted" and "after step" in result.reply["evalue"]
    # In a loop that has no step in common.
    request = kernel.client.execute("n = 0\nwhile True:\n    n += 1")
    time.sleep(0.7)
    kernel.manager.interrupt_kernel()
    assert kernel.finish(request).reply["ename"] == "Interrupted"
    request = kernel.client.execute("import time\ntime.sleep(100)")
    time.sleep(0.5)
    kernel.manager.interrupt_kernel()
    assert kernel.finish(request, timeout=10).reply["ename"] == "Interrupted"
    # They would be told to differ here, if one had come further.
    kernel.ok("print(n > 0)\ntrain steps=2")

    # A display, an expression of the client's, and the end.
    assert kernel.ok("sample 4").pictures
    answer = kernel.run("1", user_expressions={"y": "n * 0 + 7"}).reply["user_expressions"]["y"]
    assert answer["data"]["text/plain"] == "7"
    start = time.monotonic()
    kernel.manager.shutdown_kernel()
    assert time.monotonic() - start < 5


def test_a_process_that_is_killed(kernel_of_two, tmp_path):
    """A clear text or a kernel that Jupyter starts anew, nobody left behind, and training goes on from its last epoch."""
    kernel = kernel_of_two()
    kernel.ok("data mnist\nmodel latent=5\ntrain epochs=2")
    known = kernel.ok("print(history().loss)").stream()
    request = kernel.client.execute("train epochs=500")
    time.sleep(0.5)
    start = time.monotonic()
    os.kill(processes(tmp_path)[1], signal.SIGKILL)
    if kernel_of_two.mpi == "openmpi":
        # MPICH ends the first process together with the other: there nobody is left to say it.
        result = kernel.finish(request, timeout=10)
        assert result.reply["ename"] == "ProcessError" and "load last" in "".join(result.reply["traceback"])
    while processes(tmp_path):
        assert time.monotonic() - start < 10
        time.sleep(0.1)
    again = kernel_of_two()
    again.ok("load last")
    losses = again.ok("print(history().loss)").stream()
    assert losses.startswith(known.strip().rstrip("]"))
    again.ok("train epochs=1")


def test_papermill_and_nbclient_run_a_notebook(kernel_of_two, tmp_path):
    import nbclient
    import nbformat

    notebook = nbformat.v4.new_notebook(cells=[
        nbformat.v4.new_code_cell("data mnist\nmodel latent=3\ntrain steps=5"), nbformat.v4.new_code_cell("evaluate()")])
    nbclient.NotebookClient(notebook, kernel_name="elbow-2", timeout=SLOW).execute()
    assert "reconstruction" in json.dumps(notebook.cells[1].outputs)


# MARK: Several machines


@pytest.mark.skipif(not hosts.available(), reason="makes machines of network namespaces, as root alone can")
def test_three_machines(tmp_path):
    """They have other names, addresses and homes, and no file that the cells name."""
    environment = {**os.environ, **AS_ROOT, "ELBOW_AUTOSAVE": "off"}
    (tmp_path / "cells").write_text(EPOCH + "\nimport os\nprint(os.environ['HOME'])\n")
    alone = printed(run(EPOCH))
    with hosts.Hosts(tmp_path, 3, rate="1gbit") as three:
        done = subprocess.run(
            three.command([ELBOW, "run", "cells"]), capture_output=True, text=True, timeout=SLOW, env=environment)
        assert alike(alone, printed(done), 1e-5)

        # One does not answer any more, in the middle of an epoch.
        (tmp_path / "cells").write_text("data mnist\nmodel latent=5\ntrain epochs=1000\n")
        begun = subprocess.Popen(
            three.command([ELBOW, "run", "cells"]), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=environment)
        time.sleep(8)
        assert begun.poll() is None, begun.communicate()[0]
        three.unplug(1)
        start = time.monotonic()
        text = begun.communicate(timeout=SLOW)[0]
        assert begun.returncode != 0 and "lost communication" in text
        assert time.monotonic() - start < 12


# MARK: Sweeps


SWEEPS = {
    "grid": 'sweep("latent=[2, 3], lr=[0.001, 0.01]", epochs=2, name="it")',
    "halving": 'sweep("mlp, hidden=[16, 24], latent=[2, 3], lr=[0.001, 1e9]", epochs=8, keep=0.5, name="it")',
}


def found(folder):
    """What the runs gave, without the times that it took, and the bytes of all that they learned."""
    rows = json.loads((folder / "sweeps/it/results.json").read_text())
    learned = {}
    for path in sorted((folder / "sweeps/it").glob("*.safetensors")):
        with safe_open(path, "numpy") as file:
            learned[path.name] = {name: file.get_tensor(name).tobytes() for name in file.keys()}
    return [{name: value for name, value in row.items() if name != "seconds"} for row in rows], learned


@pytest.mark.parametrize("sweep", SWEEPS)
def test_a_sweep_is_the_same_on_any_number_of_processes(tmp_path, sweep):
    """Whoever does a run: its figures and weights are the same to the bit, and its files are the first one's."""
    cells = f"data mnist, train=200, test=100\ns = {SWEEPS[sweep]}\nprint([row['loss'] for row in s.table])\nload sweep\nevaluate\n"
    told, files = {}, {}
    for name, count, mpi in (("one", 1, ""), ("two", 2, "openmpi"), ("three", 3, "mpich"), ("four", 4, "openmpi")):
        folder = tmp_path / name
        folder.mkdir()
        told[name] = printed(run(cells, count, mpi, cwd=folder))
        files[name] = found(folder)
        assert sorted(p.name for p in folder.rglob("*")) == sorted(p.name for p in (tmp_path / "one").rglob("*"))
    assert all(told[name] == told["one"] and files[name] == files["one"] for name in told)


@pytest.mark.skipif(not hosts.available(), reason="makes machines of network namespaces, as root alone can")
def test_a_sweep_on_three_machines(tmp_path):
    """What a run goes on from and what comes of it travel: the others have no folder of the sweep."""
    folders = [tmp_path / name for name in ("one", "three")]
    for folder in folders:
        folder.mkdir()
    cells = f"data mnist, train=200, test=100\ns = {SWEEPS['halving']}\nprint([row['loss'] for row in s.table])\n"
    alone = printed(run(cells, cwd=folders[0]))
    (folders[1] / "cells").write_text(cells)
    with hosts.Hosts(folders[1], 3, rate="1gbit") as three:
        done = subprocess.run(
            three.command([ELBOW, "run", "cells"]), capture_output=True, text=True, timeout=SLOW,
            env={**os.environ, **AS_ROOT, "ELBOW_AUTOSAVE": "off"})
    assert printed(done).splitlines()[-1] == alone.splitlines()[-1]
    assert found(folders[1]) == found(folders[0])
    assert len(list(folders[1].rglob("sweeps"))) == 1


def test_processes_do_other_runs_at_the_same_time(tmp_path):
    cells = 'data mnist, train=500, test=100\nsweep "mlp, hidden=32, latent=[2, 3, 4, 5]", epochs=150, name="it"\n'
    printed(run(cells, 2, cwd=tmp_path))
    rows = json.loads((tmp_path / "sweeps/it/results.json").read_text())
    written = sorted(path.stat().st_mtime for path in (tmp_path / "sweeps/it").glob("*.safetensors"))
    # Two that were begun together end together, and not a whole run apart.
    assert written[1] - written[0] < 0.6 * rows[0]["seconds"], (written, rows)


def test_an_error_in_a_sweep_is_that_of_all(tmp_path):
    """A file that cannot be written: nobody goes on, nobody waits, and the session is what it was."""
    cells = 'data mnist, train=200, test=100\nsweep "mlp, hidden=16, latent=[2, 3, 4]", epochs=1, name="it"\n'
    printed(run(cells, cwd=tmp_path))
    for path in (tmp_path / "sweeps/it").iterdir():
        path.unlink()
        if path.suffix == ".json" and path.name != "results.json":
            path.mkdir()
    done = run(cells, 3, cwd=tmp_path)
    assert done.returncode != 0 and "it is a folder" in done.stdout + done.stderr, done.stdout + done.stderr
    caught = """
data mnist, train=200, test=100
try:
    sweep("mlp, hidden=16, latent=[2, 3, 4]", epochs=1, name="it")
except Exception:
    print("as it was")
model latent=2
train steps=1
"""
    assert "as it was" in printed(run(caught, 3, cwd=tmp_path))


def test_an_interrupted_sweep_goes_on(kernel_of_two, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cell = 'data mnist, train=500, test=100\nsweep "mlp, hidden=32, latent=[2, 3, 4]", epochs=300, name="it"'
    kernel = kernel_of_two()
    request = kernel.client.execute(cell)
    while not (tmp_path / "sweeps/it").exists():
        time.sleep(0.1)
    time.sleep(1)
    kernel.manager.interrupt_kernel()
    result = kernel.finish(request)
    assert result.reply["ename"] == "Interrupted" and "sweep was interrupted" in result.reply["evalue"], result.reply
    # Both are in step, and where each of them was is known.
    kernel.ok("print(randn(1))\nmodel latent=2\ntrain steps=2")
    kernel.ok(cell)
    whole = tmp_path / "whole"
    whole.mkdir()
    printed(run(cell + "\n", cwd=whole))
    assert found(tmp_path) == found(whole)
