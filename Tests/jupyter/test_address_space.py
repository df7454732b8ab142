"""Under `ulimit -v` a cell works or says what is missing: OpenBLAS would ask for its memory for ever."""

import os
import re
import resource
import subprocess
import time
from queue import Empty

import pytest
from jupyter_client.manager import KernelManager

# Products of every shape, convolutions, pictures: on several threads at once.
CELLS = """seed 1
data shapes, train=200, test=20
model latent=8
train epochs=1
history
x = randn(2000, 300)
(x @ randn(300, 3)).shape
plot loss
"""


def run(program, cells, megabytes, folder, threads=1, limit="-v"):
    return subprocess.run(
        ["bash", "-c", f"ulimit {limit} {megabytes * 1024}; exec {program} run -"], input=cells, capture_output=True,
        text=True, timeout=60, cwd=folder, env={**os.environ, "ELBOW_THREADS": str(threads)},
    )


def without_times(text):
    return re.sub(r"[\d.,]+ (s|ms|images/s)\b", "", text)


@pytest.mark.parametrize("threads", [1, 2, 4, 8])
def test_works_or_says_why_not(elbow_program, tmp_path, threads):
    free = subprocess.run([elbow_program, "run", "-"], input=CELLS, capture_output=True, text=True, cwd=tmp_path)
    assert free.returncode == 0, free.stderr
    worked = []
    for megabytes in range(500, 2100, 150):
        done = run(elbow_program, CELLS, megabytes, tmp_path, threads)
        worked.append(done.returncode == 0)
        if worked[-1]:
            # The same bits, however many buffers there are.
            assert without_times(done.stdout) == without_times(free.stdout)
        else:
            assert done.returncode == 1 and f"`ulimit -v` allows {megabytes} MB" in done.stderr, (megabytes, done)
    # What is enough once is enough with more.
    assert worked == sorted(worked)
    assert worked[2] and not worked[0]


@pytest.mark.parametrize("limit", ["-v", "-d"])
@pytest.mark.parametrize("threads", [1, 8])
def test_the_least_is_enough(elbow_program, tmp_path, limit, threads):
    refused = run(elbow_program, CELLS, 300, tmp_path, threads, limit)
    assert refused.returncode == 1
    least = int(re.search(r"(\d+) MB of address space is the least", refused.stderr)[1])
    assert "is the least" in run(elbow_program, "print(1)", least - 20, tmp_path, threads, limit).stderr
    small = "data shapes, train=50, test=10\nmodel mlp, latent=2\ntrain epochs=1\n"
    done = run(elbow_program, small, least + 2, tmp_path, threads, limit)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("threads, megabytes", [(64, 2500), (64, 4000), (64, 8000), (128, 8000)])
def test_many_threads_leave_the_tensors_their_room(elbow_program, tmp_path, threads, megabytes):
    """A node of many processors under a limit: buffers, one for each thread, would take all of it."""
    size = int((megabytes << 20) / 8 / 4 / 1000)  # an eighth of the limit
    done = run(elbow_program, f"x = rand({size}, 1000)\nprint((x @ ones(1000, 2)).shape)\n", megabytes, tmp_path, threads)
    assert done.returncode == 0 and done.stdout == f"({size}, 2)\n", done.stderr


def test_a_limit_of_memory_is_an_error_of_the_cell(elbow_program, tmp_path):
    cells = "print('begun')\nx = []\nfor i in range(10000):\n    x.append(zeros(1000, 1000))\n"
    done = run(elbow_program, cells, 2000, tmp_path)
    assert done.returncode == 1 and "MemoryError" in done.stderr, done.stderr


@pytest.mark.parametrize("megabytes", [700, 1000])
@pytest.mark.parametrize("growth", [
    "xs.append([0] * 1000)", "xs.append(0)", "d[len(d)] = 0", "xs.append('x' * 1000000)", "xs.append([0] * 1000000)",
    "xs = [xs, [0] * 100]", "xs.append(1); xs += sorted(xs)",
])
def test_what_grows_is_an_error_of_its_cell(elbow_program, tmp_path, growth, megabytes):
    """Where the system refuses the runtime an address, the process ends: the cell is stopped before."""
    cells = f"kept = 7\nxs = []\nd = {{}}\nwhile True:\n    {growth}\n\nprint(len(xs) + len(d) > 1, kept)\n"
    after = "xs = None\nd = None\nprint((randn(100, 100) @ randn(100, 100)).shape)\n"
    done = subprocess.run(
        ["bash", "-c", f"ulimit -v {megabytes * 1024}; exec {elbow_program} repl"], input=cells + after, capture_output=True,
        text=True, timeout=60, cwd=tmp_path, env={**os.environ, "XDG_STATE_HOME": str(tmp_path)})
    assert done.returncode == 0 and done.stderr.startswith("MemoryError: "), (done.returncode, done.stderr[:2000])
    assert done.stdout == "True 7\n(100, 100)\n", done


@pytest.mark.parametrize("before", range(10))
def test_a_cell_right_behind_another_is_watched_from_its_beginning(elbow_program, tmp_path, before):
    """The watch had seen that no cell runs, and slept through the next one."""
    cells = "kept = 7\n" * (before + 1) + "xs = []\nwhile True:\n    xs.append([0] * 1000)\n\nprint(kept)\n"
    done = subprocess.run(
        ["bash", "-c", f"ulimit -v {700 * 1024}; exec {elbow_program} repl"], input=cells, capture_output=True, text=True,
        timeout=60, cwd=tmp_path, env={**os.environ, "XDG_STATE_HOME": str(tmp_path)})
    assert done.returncode == 0 and done.stderr.startswith("MemoryError: ") and done.stdout == "7\n", done.stderr[:2000]


@pytest.mark.parametrize("megabytes, threads", [(300, 1), (512, 1), (512, 2), (512, 16), (640, 2)])
def test_doctor_says_what_is_the_matter(elbow_program, megabytes, threads):
    done = subprocess.run(
        ["bash", "-c", f"ulimit -v {megabytes * 1024}; exec {elbow_program} doctor"], capture_output=True, text=True, timeout=30,
        env={**os.environ, "ELBOW_THREADS": str(threads)})
    assert done.returncode == 1 and done.stderr == "", done
    assert f"`ulimit -v` allows {megabytes} MB" in done.stdout and "raise it" in done.stdout


def test_fewer_threads_are_named_where_they_are_enough(elbow_program, tmp_path):
    """Not where the same words would come again with another number."""
    refused = run(elbow_program, "print(1)", 300, tmp_path, threads=8).stderr
    assert "raise it" in refused and "ELBOW_THREADS" not in refused
    least = int(re.search(r"(\d+) MB of address space is the least", refused)[1])
    refused = run(elbow_program, "print(1)", least - 16, tmp_path, threads=8).stderr
    assert "or set ELBOW_THREADS=1" in refused
    assert run(elbow_program, "print(1)", least - 16, tmp_path, threads=1).stdout == "1\n"


@pytest.mark.parametrize("megabytes, threads", [(700, 1), (800, 8), (1000, 2), (1100, 2), (1100, 8), (1200, 8)])
def test_a_kernel_answers_and_can_be_interrupted(megabytes, threads):
    limit = (megabytes << 20, megabytes << 20)
    manager = KernelManager(kernel_name="elbow")
    environment = {**os.environ, "ELBOW_THREADS": str(threads)}
    manager.start_kernel(env=environment, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit))
    client = manager.client()
    client.start_channels()

    def reply(timeout):
        try:
            return client.get_shell_msg(timeout=timeout)["content"]
        except Empty:
            pytest.fail(f"no reply in {timeout} s; alive: {manager.is_alive()}")

    try:
        client.wait_for_ready(timeout=30)
        client.execute("data shapes, train=200, test=20\nmodel latent=8\ntrain epochs=1")
        assert reply(30)["status"] == "ok"
        client.execute("train epochs=100000")
        time.sleep(1)
        manager.interrupt_kernel()
        # `train` ends in order where it is interrupted.
        assert reply(10)["status"] in ("ok", "error")
        client.execute("1 + 1")
        assert reply(10)["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
