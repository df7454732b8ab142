"""What can only be seen of a kernel in a process of its own, through Jupyter's own client.

pytest Tests/conformance/test_echo_process.py
"""

import os
import signal
import subprocess
import sys
import time

import nbclient
import nbformat
import pytest
from jupyter_client.manager import KernelManager

WAYS = {"tcp": {}, "curve": {"transport_encryption": "required"}, "ipc": {"transport": "ipc"}}


@pytest.fixture(params=WAYS)
def kernel(request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # ipc sockets are relative to it
    manager = KernelManager(kernel_name="echo", **WAYS[request.param])
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=10)
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def pid(manager):
    return manager.provisioner.pid


def start_sleeping(client, command="sleep 30"):
    client.execute(command)
    while client.get_iopub_msg(timeout=5)["msg_type"] != "execute_input":
        pass


def seconds_to_die(manager, within=5.0):
    start = time.monotonic()
    while manager.is_alive():
        assert time.monotonic() - start < within
        time.sleep(0.005)
    return time.monotonic() - start


def test_interrupt_by_message_and_by_signal(kernel):
    manager, client = kernel
    for interrupt in [manager.interrupt_kernel, lambda: os.kill(pid(manager), signal.SIGINT)]:
        start_sleeping(client)
        start = time.monotonic()
        interrupt()
        assert client.get_shell_msg(timeout=5)["content"]["ename"] == "Interrupted"
        assert time.monotonic() - start < 0.1


def test_signals_to_an_idle_kernel_are_harmless(kernel):
    manager, client = kernel
    for _ in range(200):
        os.kill(pid(manager), signal.SIGINT)
    assert client.execute("hello", reply=True, timeout=5)["content"]["status"] == "ok"


def test_heartbeat_while_a_cell_runs(kernel):
    _, client = kernel
    client.hb_channel.unpause()
    start_sleeping(client, "deaf")
    time.sleep(1.5)
    assert client.hb_channel.is_beating()


@pytest.mark.parametrize("command", ["sleep 30", "deaf"])
def test_shutdown_while_a_cell_runs(kernel, command):
    manager, client = kernel
    start_sleeping(client, command)
    client.shutdown()
    assert seconds_to_die(manager) < 0.2  # 0.1 of the kernel's, and what it takes to see it


def test_restart_on_the_same_ports(kernel):
    manager, client = kernel
    for _ in range(3):
        manager.restart_kernel()
        client.wait_for_ready(timeout=10)
        assert client.execute("hello", reply=True, timeout=5)["content"]["execution_count"] == 1


def test_termination_is_orderly(kernel):
    manager, client = kernel
    start_sleeping(client)
    os.kill(pid(manager), signal.SIGTERM)
    assert seconds_to_die(manager) < 0.5


def test_input(kernel):
    _, client = kernel
    client.execute("ask name?", allow_stdin=True)
    assert client.get_stdin_msg(timeout=5)["content"]["prompt"] == "name?"
    client.input("Ada")
    assert client.get_shell_msg(timeout=5)["content"]["status"] == "ok"


def test_death_of_the_launcher(tmp_path):
    launcher = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from jupyter_client.manager import start_new_kernel; import time;"
            "km, kc = start_new_kernel(kernel_name='echo'); print(km.provisioner.pid, flush=True); time.sleep(60)",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    kernel = int(launcher.stdout.readline())
    launcher.kill()
    launcher.wait()
    deadline = time.monotonic() + 2
    while os.path.exists(f"/proc/{kernel}"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", "{}", '{"transport": "carrier pigeon"}', '{"signature_scheme": "rot13", "key": "x"}']
)
def test_unusable_connection_files(echo_kernel, tmp_path, content):
    path = tmp_path / "connection.json"
    if content is not None:
        path.write_text(content)
    result = subprocess.run([echo_kernel, path], capture_output=True, text=True, timeout=5)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert str(path) in result.stderr


def test_address_in_use(echo_kernel, kernel):
    manager, _ = kernel
    if manager.transport == "ipc":
        pytest.skip("a socket's file is simply replaced")
    result = subprocess.run([echo_kernel, manager.connection_file], capture_output=True, text=True, timeout=5)
    assert result.returncode == 1
    assert "another process does" in result.stderr


def test_a_notebook():
    cells = [nbformat.v4.new_code_cell(code) for code in ["hello", "result 6", "show this"]]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, kernel_name="echo").execute()
    assert notebook.cells[0].outputs[0]["text"] == "hello\n"
    assert notebook.cells[1].outputs[0]["data"] == {"text/plain": "6"}
    assert notebook.cells[2].outputs[0]["data"]["text/html"] == "<b>this</b>"
    notebook.cells.append(nbformat.v4.new_code_cell("fail"))
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="EchoError"):
        nbclient.NotebookClient(notebook, kernel_name="echo").execute()


def test_launcher_that_no_longer_reads_stderr(tmp_path):
    manager = KernelManager(kernel_name="echo")
    manager.start_kernel(stderr=subprocess.PIPE)
    manager.provisioner.process.stderr.close()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=10)
    client.shell_channel.send(client.session.msg("make_coffee_request"))  # which the kernel complains of
    assert client.execute("hello", reply=True, timeout=5)["content"]["status"] == "ok"
    client.stop_channels()
    manager.shutdown_kernel(now=True)
