"""Kernels at their raw sockets, so that little of the client is in what is measured."""

import contextlib
import hashlib
import hmac
import json
import os
import re
import socket
import subprocess
import time
import uuid
from pathlib import Path

import zmq

ROOT = Path(__file__).resolve().parents[1]
# Each side chooses its own kernels and threads.
HANDS_OFF = ("OPENBLAS_", "OMP_", "MKL_", "GOTO_", "ELBOW_THREADS", "ELBOW_SIMD")
PATIENCE = 20_000  # milliseconds
CHANNELS = ("shell", "control", "stdin", "iopub", "hb")


class NoAnswer(Exception):
    pass


class CellFailed(Exception):
    pass


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class Outcome:
    """What a cell brought: how long it took until its reply and its idle had come, what it printed, its pictures, and
    when the first of these came."""

    def __init__(self):
        self.seconds = self.first_picture = None
        self.text, self.pictures = "", 0


class Kernel:
    """A kernel's process and a client that does nothing but what is measured."""

    def __init__(self, command, folder):
        self.key = uuid.uuid4().hex.encode()
        ports = dict(zip((f"{channel}_port" for channel in CHANNELS), free_ports(len(CHANNELS))))
        connection = {
            **ports, "ip": "127.0.0.1", "transport": "tcp", "signature_scheme": "hmac-sha256",
            "key": self.key.decode(), "kernel_name": "",
        }
        path = Path(folder) / f"{uuid.uuid4().hex}.json"
        path.write_text(json.dumps(connection))
        environment = {k: v for k, v in os.environ.items() if not k.startswith(HANDS_OFF)}
        for name in ("XDG_STATE_HOME", "IPYTHONDIR", "DENO_DIR", "JUPYTER_DATA_DIR"):
            environment[name] = str(Path(folder) / name.lower())
        self.context = zmq.Context()
        self.context.setsockopt(zmq.LINGER, 0)
        # A kernel that is not listening yet is asked again at once.
        self.context.setsockopt(zmq.RECONNECT_IVL, 1)
        self.context.setsockopt(zmq.RECONNECT_IVL_MAX, 2)
        self.shell, self.iopub = self.context.socket(zmq.DEALER), self.context.socket(zmq.SUB)
        self.iopub.subscribe(b"")
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [*command, path], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.shell.connect(f"tcp://127.0.0.1:{ports['shell_port']}")
        self.iopub.connect(f"tcp://127.0.0.1:{ports['iopub_port']}")

    def send(self, kind, content):
        number = uuid.uuid4().hex
        header = {
            "msg_id": number, "session": "bench", "username": "bench", "msg_type": kind, "version": "5.4",
            "date": "2026-01-01T00:00:00.000000Z",
        }
        parts = [json.dumps(header).encode(), b"{}", b"{}", json.dumps(content).encode()]
        signature = hmac.new(self.key, b"".join(parts), hashlib.sha256).hexdigest().encode()
        self.shell.send_multipart([b"<IDS|MSG>", signature, *parts])
        return number.encode()

    def request(self, code):
        return self.send("execute_request", {
            "code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False,
            "stop_on_error": True,
        })

    @staticmethod
    def wait(channel, number, words):
        """Waits for a message that has this parent and these words."""
        while True:
            if not channel.poll(PATIENCE):
                raise NoAnswer
            frames = channel.recv_multipart()
            start = frames.index(b"<IDS|MSG>")
            header, parent, _, content = frames[start + 2 : start + 6]
            if number in parent and all(word in header + content for word in words):
                return

    def seconds_to_answer(self):
        self.wait(self.shell, self.send("kernel_info_request", {}), [b"kernel_info_reply"])
        return time.perf_counter() - self.began

    def wait_until_heard(self):
        """Until what it publishes arrives, which no kernel but some tells."""
        for _ in range(200):
            number = self.send("kernel_info_request", {})
            self.wait(self.shell, number, [b"kernel_info_reply"])
            if self.iopub.poll(100):
                while self.iopub.poll(200):
                    self.iopub.recv_multipart()
                return
        raise NoAnswer

    def execute(self, code):
        """Seconds from a request until both its reply and its idle have come."""
        began = time.perf_counter()
        number = self.request(code)
        self.wait(self.shell, number, [b"execute_reply"])
        self.wait(self.iopub, number, [b'"idle"'])
        return time.perf_counter() - began

    def run(self, code, minutes=15):
        """Runs a cell.

        Raises CellFailed with its error, or NoAnswer where it takes more than so many minutes or its process ends.
        """
        outcome, began = Outcome(), time.perf_counter()
        number = self.request(code)
        poller = zmq.Poller()
        poller.register(self.shell, zmq.POLLIN)
        poller.register(self.iopub, zmq.POLLIN)
        reply = idle = None
        while not (reply and idle):
            ready = dict(poller.poll(1000))
            if not ready and self.process.poll() is not None:
                raise NoAnswer(f"its process ended with status {self.process.returncode}")
            if time.perf_counter() - began > 60 * minutes:
                raise NoAnswer(f"it took more than {minutes} minutes")
            for channel in ready:
                frames = channel.recv_multipart()
                start = frames.index(b"<IDS|MSG>")
                header, parent, _, content = (json.loads(frame) for frame in frames[start + 2 : start + 6])
                if parent.get("msg_id", "").encode() != number:
                    continue
                kind = header["msg_type"]
                if kind == "execute_reply":
                    reply = content
                elif kind == "status":
                    idle = content["execution_state"] == "idle"
                elif kind == "stream":
                    outcome.text += content["text"]
                elif "image/png" in content.get("data", {}):
                    outcome.pictures += 1
                    outcome.first_picture = outcome.first_picture or time.perf_counter()
                elif "text/plain" in content.get("data", {}):
                    outcome.text += content["data"]["text/plain"]
        outcome.seconds = time.perf_counter() - began
        if reply["status"] != "ok":
            trace = "\n".join(reply.get("traceback", [])) or str(reply)
            raise CellFailed(re.sub("\x1b\\[[0-9;]*m", "", trace)[-2000:])
        return outcome

    def family(self):
        """The process and its children."""
        found, pids = [], [self.process.pid]
        while pids:
            pid = pids.pop()
            found.append(pid)
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    pids += map(int, (task / "children").read_text().split())
        return found

    def memory(self, what):
        """In megabytes, of the process and its children: `VmRSS` now, `VmHWM` at its highest."""
        total = 0
        for pid in self.family():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith(what):
                        total += int(line.split()[1])
        return total / 1024

    def close(self):
        self.process.kill()
        self.process.wait()
        self.context.destroy(0)
