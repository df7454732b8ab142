"""Few file descriptors, and standard streams that are closed: it works or says what is missing, and never waits for ever."""

import re
import subprocess

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

CELLS = 'data shapes, train=50, test=10\nmodel mlp, latent=2\ntrain epochs=1, log="run.csv"\nplot loss\nsave "run"\nload "run"\n'


@pytest.fixture
def start(elbow_program, tmp_path):
    """Starts a kernel from a shell, with a limit or a redirection before it."""
    started = []

    def start(before="true", after=""):
        file, _ = write_connection_file(str(tmp_path / f"connection-{len(started)}.json"))
        command = f"{before}; exec {elbow_program} kernel -f {file} {after}"
        process = subprocess.Popen(["bash", "-c", command], stderr=subprocess.PIPE, text=True, cwd=tmp_path)
        started.append(process)
        return process, file

    yield start
    for process in started:
        process.kill()
        process.wait()


def client_of(file):
    client = BlockingKernelClient(connection_file=file)
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=30)
    return client


def status(client, code):
    request = client.execute(code)
    while True:
        message = client.get_shell_msg(timeout=60)
        if message["parent_header"].get("msg_id") == request:
            return message["content"]["status"]


@pytest.mark.parametrize("limit", [10, 20, 28, 32, 36, 50])
def test_a_kernel_with_too_few_says_so_and_ends(start, limit):
    process, _ = start(f"ulimit -n {limit}")
    assert process.wait(timeout=10) == 1
    line = process.stderr.read()
    assert re.fullmatch(rf"the kernel needs \d+ file descriptors, and `ulimit -n` allows {limit}: raise it.*\n", line)


def test_the_number_that_it_names_is_enough(start):
    refused, _ = start("ulimit -n 32")
    refused.wait(timeout=10)
    least = int(re.search(r"needs (\d+)", refused.stderr.read())[1])
    assert start(f"ulimit -n {least - 1}")[0].wait(timeout=10) == 1
    _, file = start(f"ulimit -n {least}")
    clients = [client_of(file) for _ in range(2)]
    assert [status(client, CELLS) for client in clients] == ["ok", "ok"]
    for client in clients:
        client.stop_channels()


def test_a_limit_that_may_be_raised_is(start):
    _, file = start("ulimit -Sn 32")
    client = client_of(file)
    assert status(client, CELLS) == "ok"
    client.stop_channels()


@pytest.mark.parametrize("limit", [3, 4, 6, 8, 12])
def test_run_and_install(elbow_program, tmp_path, limit):
    def run(*arguments):
        command = f"ulimit -n {limit}; exec {elbow_program} {' '.join(map(str, arguments))}"
        return subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, cwd=tmp_path)

    (tmp_path / "cells.elbow").write_text(CELLS)
    for done in (run("run", "cells.elbow"), run("install", "--prefix", tmp_path / "env")):
        # With three not even the libraries can be loaded.
        assert done.returncode == (127 if limit == 3 else 0), done.stderr
        assert done.stdout or done.stderr


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_closed_streams(elbow_program, start, tmp_path, closed):
    (tmp_path / "cells.elbow").write_text(CELLS)

    def run(*arguments):
        command = f"exec {elbow_program} {' '.join(map(str, arguments))} {closed}"
        return subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, cwd=tmp_path)

    # Output that goes nowhere is a failure, as on a full disk; what the cells write is there all the same.
    assert run("run", "cells.elbow").returncode == ("1>&-" in closed)
    assert (tmp_path / "run.csv").read_text().startswith("epoch,")
    assert (tmp_path / "run.safetensors").stat().st_size > 1000
    assert run("run", "-").returncode == ("0<&-" in closed)
    run("install", "--prefix", tmp_path / "env")
    assert (tmp_path / "env/share/jupyter/kernels/elbow/kernel.json").is_file()

    process, file = start(after=closed)
    client = client_of(file)
    # What it complains of must not end up in a socket that has the number of the stream.
    for number in range(20):
        client.shell_channel.socket.send_multipart([b"<IDS|MSG>", b"bad", b"{}", b"{}", b"{}", b"%d" % number])
        client.shell_channel.socket.send_multipart([b"nonsense", b"%d" % number])
    assert status(client, 'x = ones(3)\nsave x, "x.npy"') == "ok"
    client.shutdown()
    client.stop_channels()
    assert process.wait(timeout=10) == 0
