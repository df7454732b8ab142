"""What a kernel costs in the long run, measured from outside at its raw sockets.

pytest Tests/conformance/test_endurance.py
"""

import os
import subprocess
import threading
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
    def __init__(self, command, folder):
        path, self.connection = write_connection_file(str(folder / "connection.json"), key=b"a key")
        environment = dict(os.environ, XDG_STATE_HOME=str(folder))
        self.process = subprocess.Popen([*command, path], env=environment, stderr=subprocess.PIPE)

    def resident(self):
        """In kilobytes, after a moment of rest."""
        time.sleep(0.5)
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def keep_quiet(self):
        """Reads away what it complains of."""
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def descriptors(self):
        time.sleep(0.5)
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


@pytest.fixture
def kernel(language, tmp_path):
    kernel = Kernel(language.command, tmp_path)
    yield kernel
    kernel.process.kill()
    kernel.process.wait()


@pytest.fixture
def client(kernel):
    client = RawClient(kernel.connection)
    yield client
    client.close()


def test_memory_stays_flat_over_cells_and_pictures(kernel, client, language):
    for _ in range(1000):
        client.execute(language.result)
    for _ in range(20):
        client.execute(language.picture)
    before = kernel.resident()
    for _ in range(10_000):
        client.execute(language.result)
    for _ in range(1000):
        client.execute(language.picture)
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


def hostile(session):
    """Messages that no kernel should get, with a good signature as far as one can be made, without end."""

    def signed(*parts):
        return [b"<IDS|MSG>", session.sign(list(parts)), *parts]

    empty = b"{}"
    while True:
        header = session.pack(session.msg_header("execute_request"))
        good = session.serialize(session.msg("kernel_info_request", {}))
        yield [b"<IDS|MSG>", b"0" * 64, empty, empty, empty, os.urandom(100)]
        yield [os.urandom(100) for _ in range(8)]
        yield [b""]
        yield good[:4]
        yield good[1:]
        yield signed(b"{", empty, empty, empty)
        yield signed(b'{"msg_id": "\xff\xfe"}', empty, empty, empty)
        yield signed(b"[]", empty, empty, empty)
        yield signed(session.pack(session.msg_header("no_such_request")), empty, empty, empty)
        yield signed(header, empty, empty, empty)
        yield signed(header, empty, empty, b'{"code": 7, "silent": "perhaps"}')
        yield signed(header, empty, empty, b'{"code": NaN}')
        yield signed(header, empty, empty, b"[" * 10_000 + b"]" * 10_000)
        yield signed(header, b'{"msg_id": 1e999}', b'{"x": ' + b'{"y":' * 1000 + b"1" + b"}" * 1001, empty)


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub", "hb"])
def test_hostile_messages(kernel, client, language, channel):
    """Ten thousand on each socket: it lives, answers, and its memory stays as it was."""
    kernel.keep_quiet()
    client.execute(language.result)
    address = f"tcp://{kernel.connection['ip']}:{kernel.connection[channel + '_port']}"
    socket = client.context.socket(zmq.XSUB if channel == "iopub" else zmq.DEALER)
    socket.connect(address)
    messages = hostile(client.session)

    def send(count):
        for _ in range(count):
            socket.send_multipart(next(messages))
            # What is answered is thrown away, or the kernel's own queue would be what grows.
            while socket.poll(0):
                socket.recv_multipart()
            while client.iopub.poll(0):
                client.iopub.recv_multipart()

    send(1000)
    client.execute(language.result)
    before = kernel.resident()
    send(10_000)
    client.execute(language.result)
    assert kernel.process.poll() is None
    assert kernel.resident() - before < 5 * MEGABYTES
