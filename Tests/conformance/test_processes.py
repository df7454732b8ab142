"""What can only be seen of a kernel in a process of its own, through Jupyter's own client.

pytest Tests/conformance/test_processes.py
"""

import os
import signal
import subprocess
import sys
import time

import nbclient
import nbformat
import pytest
import zmq
from jupyter_client.manager import KernelManager

# Seconds for what a kernel does within a tenth of one; the rest is for machines that are busy, and for seeing it.
PROMPT = 0.5
WAYS = {"tcp": {}, "curve": {"transport_encryption": "required"}, "ipc": {"transport": "ipc"}}


@pytest.fixture(params=WAYS)
def kernel(request, language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # ipc sockets are relative to it
    manager = KernelManager(kernel_name=language.name, **WAYS[request.param])
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=10)
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def pid(manager):
    return manager.provisioner.pid


def start(client, code):
    client.execute(code)
    while client.get_iopub_msg(timeout=5)["msg_type"] != "execute_input":
        pass


def seconds_to_die(manager, within=5.0):
    start = time.monotonic()
    while manager.is_alive():
        assert time.monotonic() - start < within
        time.sleep(0.005)
    return time.monotonic() - start


def test_interrupt_by_message_and_by_signal(kernel, language):
    manager, client = kernel
    for interrupt in [manager.interrupt_kernel, lambda: os.kill(pid(manager), signal.SIGINT)]:
        start(client, language.loop)
        began = time.monotonic()
        interrupt()
        assert client.get_shell_msg(timeout=5)["content"]["ename"] == "Interrupted"
        assert time.monotonic() - began < PROMPT


def test_signals_to_an_idle_kernel_are_harmless(kernel, language):
    manager, client = kernel
    for _ in range(200):
        os.kill(pid(manager), signal.SIGINT)
    assert client.execute(language.nothing, reply=True, timeout=5)["content"]["status"] == "ok"


def test_heartbeat_while_a_cell_runs(kernel, language):
    _, client = kernel
    client.hb_channel.unpause()
    start(client, language.stubborn)
    time.sleep(1.5)
    assert client.hb_channel.is_beating()


@pytest.mark.parametrize("kind", ["loop", "stubborn"])
def test_shutdown_while_a_cell_runs(kernel, language, kind):
    manager, client = kernel
    start(client, getattr(language, kind))
    client.shutdown()
    assert seconds_to_die(manager) < PROMPT


def test_restart_on_the_same_ports(kernel, language):
    manager, client = kernel
    for _ in range(3):
        manager.restart_kernel()
        client.wait_for_ready(timeout=10)
        assert client.execute(language.nothing, reply=True, timeout=5)["content"]["execution_count"] == 1


def test_termination_is_orderly(kernel, language):
    manager, client = kernel
    start(client, language.loop)
    os.kill(pid(manager), signal.SIGTERM)
    assert seconds_to_die(manager) < 0.5


def test_input(kernel, language):
    _, client = kernel
    client.execute(language.ask, allow_stdin=True)
    assert client.get_stdin_msg(timeout=5)["content"]["prompt"] == "name?"
    client.input("Ada")
    assert client.get_shell_msg(timeout=5)["content"]["status"] == "ok"


def is_running(process):
    """Whether a process runs; one that has ended and waits for its reaper does not."""
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_death_of_the_launcher(language):
    launcher = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from jupyter_client.manager import start_new_kernel; import time;"
            f"km, kc = start_new_kernel(kernel_name='{language.name}'); print(km.provisioner.pid, flush=True); time.sleep(60)",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    kernel = int(launcher.stdout.readline())
    launcher.kill()
    launcher.wait()
    deadline = time.monotonic() + 2
    while is_running(kernel):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", "{}", '{"transport": "carrier pigeon"}', '{"signature_scheme": "rot13", "key": "x"}']
)
def test_unusable_connection_files(language, tmp_path, content):
    path = tmp_path / "connection.json"
    if content is not None:
        path.write_text(content)
    result = subprocess.run([*language.command, path], capture_output=True, text=True, timeout=5)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert str(path) in result.stderr


def test_address_in_use(language, kernel):
    manager, _ = kernel
    if manager.transport == "ipc":
        pytest.skip("a socket's file is simply replaced")
    result = subprocess.run([*language.command, manager.connection_file], capture_output=True, text=True, timeout=5)
    assert result.returncode == 1
    assert "another process does" in result.stderr


def test_a_client_without_the_keys_gets_nowhere(language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    manager = KernelManager(kernel_name=language.name, **WAYS["curve"])
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=10)
        # It knows the signing key and where the sockets are; but for the encryption, this would be answered.
        request = client.session.serialize(client.session.msg("kernel_info_request", {}))
        with zmq.Context() as context:
            context.setsockopt(zmq.LINGER, 0)
            strangers = []
            for port in [manager.shell_port, manager.control_port]:
                strangers.append(context.socket(zmq.DEALER))
                strangers[-1].connect(f"tcp://{manager.ip}:{port}")
                strangers[-1].send_multipart(request)
            strangers.append(context.socket(zmq.SUB))
            strangers[-1].subscribe(b"")
            strangers[-1].connect(f"tcp://{manager.ip}:{manager.iopub_port}")
            client.execute(language.result, reply=True, timeout=5)
            assert not any(stranger.poll(300) for stranger in strangers)
            context.destroy(0)
        assert client.execute(language.nothing, reply=True, timeout=5)["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_client_that_comes_back(kernel, language):
    """Its sockets go and come again, and the answer to what it asked for before reaches it."""
    manager, client = kernel
    start(client, language.loop)
    client.stop_channels()
    other = manager.client()
    other.start_channels()
    try:
        other.wait_for_ready(timeout=10)
        manager.interrupt_kernel()
        assert other.get_shell_msg(timeout=5)["content"]["ename"] == "Interrupted"
        reply = other.execute(language.nothing, reply=True, timeout=5)
        assert reply["content"]["status"] == "ok"
        assert reply["content"]["execution_count"] == 2
    finally:
        other.stop_channels()


def test_a_notebook(language):
    cells = [nbformat.v4.new_code_cell(code) for code in language.cells]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, kernel_name=language.name).execute()
    assert notebook.cells[0].outputs[0]["text"] == "hello\n"
    assert notebook.cells[1].outputs[0]["data"] == {"text/plain": "6"}
    assert notebook.cells[2].outputs[0]["data"][language.mime_type].startswith(language.output)
    code, error = language.failure
    notebook.cells.append(nbformat.v4.new_code_cell(code))
    with pytest.raises(nbclient.exceptions.CellExecutionError, match=error):
        nbclient.NotebookClient(notebook, kernel_name=language.name).execute()


def test_launcher_that_no_longer_reads_stderr(language):
    manager = KernelManager(kernel_name=language.name)
    manager.start_kernel(stderr=subprocess.PIPE)
    manager.provisioner.process.stderr.close()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=10)
    client.shell_channel.send(client.session.msg("make_coffee_request"))  # which the kernel complains of
    assert client.execute(language.nothing, reply=True, timeout=5)["content"]["status"] == "ok"
    client.stop_channels()
    manager.shutdown_kernel(now=True)
