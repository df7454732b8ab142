"""What a kernel costs in the long run, measured from outside at its raw sockets.

pytest Tests/conformance/test_echo_endurance.py
"""

import os
import subprocess
import time

import pytest
import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session

MEGABYTES = 1024  # kilobytes


class RawClient:
    """Speaks to a kernel without the layers of Jupyter's own client."""

    def __init__(self, connection):
        key = connection["key"]
        self.session = Session(key=key if isinstance(key, bytes) else key.encode())
        self.context = zmq.Context()
        self.context.setsockopt(zmq.RECONNECT_IVL, 2)
        self.context.setsockopt(zmq.LINGER, 0)
        address = f"tcp://{connection['ip']}:"
        self.shell, self.control, self.iopub = (self.context.socket(kind) for kind in [zmq.DEALER, zmq.DEALER, zmq.SUB])
        self.iopub.subscribe(b"")
        self.shell.connect(address + str(connection["shell_port"]))
        self.control.connect(address + str(connection["control_port"]))
        self.iopub.connect(address + str(connection["iopub_port"]))
        self.iopub.recv_multipart()  # the welcome

    def execute(self, code):
        self.session.send(self.shell, "execute_request", {"code": code})
        self.shell.recv_multipart()
        while b'"idle"' not in self.iopub.recv_multipart()[-1]:
            pass

    def close(self):
        self.context.destroy(0)


class Kernel:
    def __init__(self, program, folder):
        path, self.connection = write_connection_file(str(folder / "connection.json"), key=b"a key")
        self.process = subprocess.Popen([program, path], env=dict(os.environ, XDG_STATE_HOME=str(folder)))

    def resident(self):
        """In kilobytes, after a moment of rest."""
        time.sleep(0.5)
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def descriptors(self):
        time.sleep(0.5)
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


@pytest.fixture
def kernel(echo_kernel, tmp_path):
    kernel = Kernel(echo_kernel, tmp_path)
    yield kernel
    kernel.process.kill()
    kernel.process.wait()


@pytest.fixture
def client(kernel):
    client = RawClient(kernel.connection)
    yield client
    client.close()


def test_memory_stays_flat_over_cells_and_pictures(kernel, client):
    for _ in range(1000):
        client.execute("result 1")
    before = kernel.resident()
    for _ in range(10_000):
        client.execute("result 1")
    for _ in range(1000):
        client.execute("show " + "x" * 50_000)
    assert kernel.resident() - before < 5 * MEGABYTES


def test_connections_leave_no_descriptors_behind(kernel):
    RawClient(kernel.connection).close()
    before = kernel.descriptors()
    for _ in range(1000):
        client = RawClient(kernel.connection)
        client.session.send(client.shell, "kernel_info_request", {})
        client.shell.recv_multipart()
        client.close()
    assert kernel.descriptors() <= before


def test_memory_stays_flat_under_hostile_messages(kernel, client):
    client.execute("result 1")
    before = kernel.resident()
    for _ in range(10_000):
        for socket in [client.shell, client.control]:
            socket.send_multipart([b"<IDS|MSG>", b"0" * 64, b"{}", b"{}", b"{}", os.urandom(100)])
    client.execute("result 1")
    assert kernel.resident() - before < 5 * MEGABYTES
