"""What a hub's spawners put around a kernel: a user without a name or a home, a home that may not be written, little memory,
half a processor, an end by SIGTERM."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

LESSON = "data shapes, train=200, test=20\nmodel mlp, latent=2\ntrain epochs=2\nevaluate\nplot loss\n"
# A number that no list of users has. Only root may become somebody else; others are somebody already.
NOBODY = 12345
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.getuid() == 0 else []
PATIENCE = 60


@pytest.fixture
def folder():
    """A folder of nobody's: those of pytest's are open to their owner alone."""
    path = Path(tempfile.mkdtemp(prefix="elbow-surroundings-"))
    if AS_NOBODY:
        os.chown(path, NOBODY, NOBODY)
    yield path
    subprocess.run(["chmod", "-R", "u+w", path], check=False)
    shutil.rmtree(path, ignore_errors=True)


def run(program, cells, folder, before=(), **environment):
    """Runs cells with nothing in the environment but what is given."""
    return subprocess.run(
        [*before, *AS_NOBODY, program, "run", "-"], input=cells, capture_output=True, text=True, timeout=120, cwd=folder,
        env={"PATH": "/usr/bin:/bin", **environment})


def went_through(done):
    return done.returncode == 0 and "epoch 2/2" in done.stdout and " nats per image" in done.stdout


@pytest.mark.parametrize("home", [{}, {"HOME": ""}, {"HOME": "/"}, {"HOME": "/nowhere"}, {"HOME": "relative"}], ids=str)
def test_nobody_without_a_home(elbow_program, folder, home):
    done = run(elbow_program, LESSON, folder, **home)
    assert went_through(done), done.stdout + done.stderr
    assert "InternalError" not in done.stderr


def test_a_home_that_may_not_be_written(elbow_program, folder):
    home = folder / "home"
    home.mkdir()
    home.chmod(0o555)
    done = run(elbow_program, LESSON, folder, HOME=str(home))
    assert went_through(done), done.stdout + done.stderr
    # Said once, and in a line that names the place.
    assert [line for line in done.stderr.splitlines() if line.startswith("autosave:")], done.stderr
    assert done.stderr.count("autosave:") == 1 and str(home) in done.stderr
    assert not list(home.iterdir())


def test_a_home_on_a_read_only_mount(elbow_program, folder):
    home = folder / "home"
    home.mkdir()
    mount = ["unshare", "-m", "bash", "-c", 'mount --bind -o ro "$0" "$0" 2>/dev/null || exit 77; exec "$@"', str(home)]
    if not AS_NOBODY or subprocess.run([*mount, "true"], capture_output=True).returncode:
        pytest.skip("mounting needs root")
    done = run(elbow_program, LESSON, folder, before=mount, HOME=str(home))
    assert went_through(done) and "autosave:" in done.stderr, done.stdout + done.stderr


def own_group(controller, settings):
    """A cgroup with these settings, of either version; skips where none can be made."""
    for root, values in (
        (Path("/sys/fs/cgroup") / controller, settings[0]), (Path("/sys/fs/cgroup"), settings[1]),
    ):
        group = root / f"elbow-test-{os.getpid()}"
        try:
            group.mkdir()
        except OSError:
            continue
        try:
            for name, value in values.items():
                (group / name).write_text(value)
            return group
        except OSError:
            group.rmdir()
    pytest.skip("no cgroup can be made here")


def within(group, *command):
    return ["bash", "-c", 'echo $$ >"$0/cgroup.procs" && exec "$@"', str(group), *command]


def test_half_a_gigabyte(elbow_program, folder):
    """Too large a tensor, or too many of them, are errors of their cells, before the system ends the process."""
    group = own_group(
        "memory", ({"memory.limit_in_bytes": str(512 << 20)}, {"memory.max": str(512 << 20), "memory.swap.max": "0"}))
    try:
        done = run(elbow_program, LESSON, folder, before=within(group))
        assert went_through(done), done.stdout + done.stderr
        for cells in ("x = zeros(20000, 20000)", "x = []\nfor i in range(1000):\n    x.append(ones(1000, 1000) + i)"):
            done = run(elbow_program, cells, folder, before=within(group))
            assert done.returncode == 1 and "MemoryError" in done.stderr, (done.returncode, done.stderr)
    finally:
        group.rmdir()


@pytest.mark.parametrize("growth", [
    "xs.append([0] * 1000)", "xs.append([0] * 1000000)", "xs.append({1: 2})", "xs.append((1, [2]))", "xs.append(str(len(xs)) * 100)",
    "xs = [xs, [0] * 100]",
])
def test_what_grows_item_by_item(elbow_program, folder, growth):
    """A list without end is an error of its cell, and the session goes on."""
    group = own_group(
        "memory", ({"memory.limit_in_bytes": str(512 << 20)}, {"memory.max": str(512 << 20), "memory.swap.max": "0"}))
    after = "xs = None\nys = []\nfor i in range(1000):\n    ys.append([0] * 1000)\n\nprint(len(ys), sum(zeros(3000, 3000)))\n"
    try:
        done = subprocess.run(
            [*within(group), *AS_NOBODY, elbow_program, "repl"], text=True, capture_output=True, timeout=120, cwd=folder,
            input=f"kept = 7\nxs = []\nwhile True:\n    {growth}\n\nprint(len(xs) > 1, kept)\n{after}",
            env={"PATH": "/usr/bin:/bin"})
        assert done.returncode == 0 and done.stderr.startswith("MemoryError: the cell takes more memory"), done
        assert done.stderr.count("Error") == 1 and done.stdout == "True 7\n1000 0\n", done
    finally:
        group.rmdir()


@pytest.mark.parametrize("statement", [
    "xs = [[0] * 9000000, [1] * 9000000, [2] * 9000000]", "xs = [0] * 9000000 + [1]; ys = xs[:] + [2]; zs = sorted(ys)",
    "xs = list(range(9000000)) + list(range(900000)); ys = {}\nfor x in xs:\n    ys[x] = x\n",
])
def test_huge_lists_at_once(elbow_program, folder, statement):
    """What takes much in one piece is asked for before: nobody could stop it in between."""
    group = own_group(
        "memory", ({"memory.limit_in_bytes": str(512 << 20)}, {"memory.max": str(512 << 20), "memory.swap.max": "0"}))
    try:
        done = subprocess.run(
            [*within(group), *AS_NOBODY, elbow_program, "repl"], text=True, capture_output=True, timeout=120, cwd=folder,
            input=f"kept = 7\n{statement}\nprint(kept)\n", env={"PATH": "/usr/bin:/bin", "XDG_STATE_HOME": str(folder)})
        assert done.returncode == 0 and done.stderr.startswith("MemoryError: the cell takes more memory"), done
        assert done.stdout == "7\n", done
    finally:
        group.rmdir()


def test_half_a_processor(elbow_program, folder):
    group = own_group("cpu", ({"cpu.cfs_quota_us": "50000"}, {"cpu.max": "50000 100000"}))
    try:
        done = subprocess.run(
            within(group, elbow_program, "doctor"), capture_output=True, text=True, timeout=60, cwd=folder)
        assert "1 thread: of" in done.stdout and "may use 0.5" in done.stdout, done.stdout
    finally:
        group.rmdir()


@pytest.fixture
def kernel_of_nobody(elbow_program, folder):
    """A kernel of somebody without a name or a home, as a hub's container may have it."""
    manager = KernelManager(kernel_name="elbow", connection_file=str(folder / "kernel.json"))
    # Jupyter writes the file for its own user's eyes only, which on a hub is the kernel's too.
    give = f'chown {NOBODY} "$0"; ' if AS_NOBODY else ""
    manager.kernel_spec.argv = ["bash", "-c", f'{give}exec "$@" "$0"', "{connection_file}", *AS_NOBODY, str(elbow_program),
                                "kernel", "-f"]
    manager.start_kernel(env={"PATH": "/usr/bin:/bin"}, cwd=str(folder))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
    yield manager, client
    client.stop_channels()
    if manager.is_alive():
        manager.shutdown_kernel(now=True)


def test_a_kernel_of_nobody(kernel_of_nobody):
    manager, client = kernel_of_nobody
    reply = client.execute_interactive(LESSON, output_hook=lambda message: None, timeout=PATIENCE)
    assert reply["content"]["status"] == "ok", reply["content"]
    # Its inputs are remembered as long as it lives.
    client.execute_interactive("x = 41 + 1", timeout=PATIENCE)
    history = client.history(hist_access_type="tail", n=1, reply=True, timeout=PATIENCE)["content"]["history"]
    assert history[-1][2] == "x = 41 + 1"


def test_culling(kernel_of_nobody):
    """A hub that stops a server sends SIGTERM to what it finds: also to a kernel at work."""
    manager, client = kernel_of_nobody
    client.execute("data shapes\nmodel mlp\ntrain epochs=100000")
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE)
        if message["msg_type"] == "display_data":
            break
    process = manager.provisioner.process
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait(timeout=PATIENCE) == 128 + signal.SIGTERM
