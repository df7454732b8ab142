"""The connection by which Jupyter's server sends a kernel's messages on at once, in a real server."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from urllib.request import Request, urlopen

import pytest
from tornado.websocket import websocket_connect

START = 60  # seconds

# What the server's side of each connection is set to when it is open.
TOLD = """
import os, socket
from elbow_jupyter.server import PromptConnection

class Told(PromptConnection):
    def connect(self):
        connected = super().connect()
        own = self.websocket_handler.ws_connection.stream.socket
        with open(os.environ["TOLD"], "a") as file:
            file.write(f"{own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)}\\n")
        return connected
"""


@pytest.fixture
def server(tmp_path):
    """The address of a server whose connections tell how they were set, and the file that they tell it in."""
    (tmp_path / "told.py").write_text(TOLD)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "TOLD": str(tmp_path / "told"), "JUPYTER_PREFER_ENV_PATH": "1"}
    for name in ("CONFIG", "DATA", "RUNTIME"):
        environment[f"JUPYTER_{name}_DIR"] = str(tmp_path / name.lower())
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", f"--ServerApp.port={port}",
         "--ServerApp.port_retries=0", "--IdentityProvider.token=elbow", f"--ServerApp.root_dir={tmp_path}",
         "--ServerApp.kernel_websocket_connection_class=told.Told"],
        env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address, until = f"127.0.0.1:{port}", time.monotonic() + START
    try:
        while True:
            assert process.poll() is None and time.monotonic() < until, "the server did not start"
            try:
                urlopen(f"http://{address}/api/status?token=elbow", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address, tmp_path / "told"
    finally:
        process.terminate()
        process.wait(20)


def test_messages_are_sent_on_at_once(server):
    address, told = server
    asked = Request(
        f"http://{address}/api/kernels", data=json.dumps({"name": "elbow"}).encode(), method="POST",
        headers={"Authorization": "token elbow"})
    with urlopen(asked, timeout=START) as answer:
        kernel = json.load(answer)["id"]

    async def first():
        page = await websocket_connect(f"ws://{address}/api/kernels/{kernel}/channels?token=elbow&session_id=page")
        header = {"msg_id": "1", "msg_type": "kernel_info_request", "session": "page", "username": "", "version": "5.3"}
        await page.write_message(json.dumps({
            "header": header, "parent_header": {}, "metadata": {}, "content": {}, "channel": "shell", "buffers": []}))
        while True:
            message = json.loads(await asyncio.wait_for(page.read_message(), START))
            if message["msg_type"] == "kernel_info_reply":
                page.close()
                return message["content"]

    assert asyncio.run(first())["implementation"] == "elbow"
    assert told.read_text() == "1\n"
