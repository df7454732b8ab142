"""A kernel and a page of it, that hears and sends what a frontend with widgets does."""

from queue import Empty

import pytest
from jupyter_client.manager import start_new_kernel

WAIT = 30  # seconds


class Kernel:
    """A kernel and a page of it."""

    def __init__(self, name):
        self.manager, self.client = start_new_kernel(kernel_name=name, startup_timeout=60)

    def run(self, code):
        """All messages that a cell causes; fails where the cell does."""
        return self.answers(self.client.execute(code, store_history=False), "shell")

    def send(self, kind, **content):
        """All messages up to the answer to a message to a comm."""
        return self.answers(self.post(kind, **content), None)

    def told(self, kind, **content):
        """All messages that a message to a comm causes: what a handler publishes comes before its answer, or after it."""
        self.post(kind, **content)
        return self.quiet()

    def post(self, kind, **content):
        """The id of a message to a comm, which nobody waits for."""
        buffers = content.pop("buffers", [])
        metadata = content.pop("metadata", {})
        message = self.client.session.msg(kind, content, metadata=metadata)
        self.client.shell_channel.send(message) if not buffers else self.client.session.send(
            self.client.shell_channel.socket, message, buffers=buffers)
        return message["header"]["msg_id"]

    def answers(self, request, channel):
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=WAIT)
            if message["parent_header"].get("msg_id") != request:
                continue
            messages.append(message)
            if message["msg_type"] == "error":
                pytest.fail("\n".join(message["content"]["traceback"]))
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return messages

    def text(self, code):
        return "".join(m["content"]["text"] for m in self.run(code) if m["msg_type"] == "stream")

    def quiet(self):
        """What comes of its own within a moment."""
        messages = []
        try:
            while True:
                messages.append(self.client.get_iopub_msg(timeout=0.5))
        except Empty:
            return messages


def identity(kernel, code):
    """The id of a control's comm, read from what a cell that ends in it shows."""
    shown = [m for m in kernel.run(code) if m["msg_type"] in ("execute_result", "display_data")]
    view = shown[-1]["content"]["data"]["application/vnd.jupyter.widget-view+json"]
    assert {k: v for k, v in view.items() if k != "model_id"} == {"version_major": 2, "version_minor": 0}
    assert "text/plain" in shown[-1]["content"]["data"]
    return view["model_id"]


def opened(messages):
    """The states of the widgets that these messages open, by their comms."""
    return {m["content"]["comm_id"]: m["content"]["data"]["state"] for m in messages if m["msg_type"] == "comm_open"}


def one(states, model):
    """The comm of the one widget of this model."""
    (comm,) = [comm for comm, state in states.items() if state["_model_name"] == model]
    return comm
