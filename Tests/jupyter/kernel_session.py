"""A kernel and its client, and what came back of an execution, in the few words that the tests need."""

import base64
import os
import time
from collections import defaultdict
from queue import Empty

from jupyter_client.manager import KernelManager

REPLY_TIMEOUT = 60  # seconds; generous, because machines that run tests are busy


class Result:
    """All that came back of one execute_request: the reply and the IOPub messages up to idle."""

    def __init__(self, reply, messages):
        self.reply = reply["content"]
        self.messages = messages

    def of_type(self, *kinds):
        return [m for m in self.messages if m["msg_type"] in kinds]

    @property
    def status(self):
        return self.reply["status"]

    @property
    def states(self):
        return [m["content"]["execution_state"] for m in self.of_type("status")]

    def stream(self, name="stdout"):
        return "".join(m["content"]["text"] for m in self.of_type("stream") if m["content"]["name"] == name)

    @property
    def results(self):
        return [m["content"]["data"].get("text/plain", "") for m in self.of_type("execute_result")]

    @property
    def text(self):
        """All text that stays to be read: streams, results and displays, these as they were last updated."""
        lines, displays = [], {}
        for message in self.messages:
            content = message["content"]
            if message["msg_type"] == "stream":
                lines.append([content["text"]])
            elif message["msg_type"] in ("display_data", "execute_result", "update_display_data"):
                entry = [content["data"].get("text/plain", "") + "\n"]
                identifier = content.get("transient", {}).get("display_id")
                if message["msg_type"] == "update_display_data" and identifier in displays:
                    displays[identifier][0] = entry[0]
                    continue
                if identifier:
                    displays[identifier] = entry
                lines.append(entry)
        return "".join(line for (line,) in lines)

    @property
    def pictures(self):
        """The PNG files among what was displayed."""
        bundles = [m["content"]["data"] for m in self.of_type("display_data", "execute_result")]
        return [base64.b64decode(b["image/png"]) for b in bundles if "image/png" in b]

    def assert_ok(self):
        assert self.status == "ok", "\n".join(self.reply.get("traceback", []))
        return self


class KernelSession:
    """A running kernel with a blocking client. What comes is kept by the request it belongs to, in any order."""

    def __init__(self, kernel_name="elbow", extra_environment=None):
        self.manager = KernelManager(kernel_name=kernel_name)
        self.manager.start_kernel(env={**os.environ, **(extra_environment or {})})
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=REPLY_TIMEOUT)
        self.published = defaultdict(list)
        self.replies = {}

    def close(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)

    @property
    def pid(self):
        return self.manager.provisioner.pid

    def run(self, code, timeout=REPLY_TIMEOUT, **options):
        """Executes a cell and waits for both its reply and its idle."""
        return self.finish(self.client.execute(code, **options), timeout)

    def ok(self, code, timeout=REPLY_TIMEOUT, **options):
        """Executes a cell that has to succeed."""
        return self.run(code, timeout, **options).assert_ok()

    def finish(self, msg_id, timeout=REPLY_TIMEOUT):
        """Waits until a request has both its reply and its idle."""
        deadline = time.monotonic() + timeout
        # IOPub first, so that nothing piles up while a cell prints.
        while not any(map(is_idle, self.published[msg_id])):
            self._take_published(deadline)
        while msg_id not in self.replies:
            message = self.client.get_shell_msg(timeout=max(0, deadline - time.monotonic()))
            self.replies[message["parent_header"].get("msg_id")] = message
        return Result(self.replies.pop(msg_id), self.published.pop(msg_id))

    def send(self, kind, content, subshell=None):
        """Sends a request on the shell channel, for a subshell if one is given, and returns its number."""
        request = self.client.session.msg(kind, content)
        if subshell:
            request["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(request)
        return request["header"]["msg_id"]

    def execute_in(self, subshell, code, timeout=REPLY_TIMEOUT, **options):
        """Executes a cell in a subshell and waits for it."""
        return self.finish(self.send("execute_request", {"code": code, **options}, subshell), timeout)

    def ask(self, kind, content, subshell=None, timeout=REPLY_TIMEOUT):
        """Sends a request on the shell channel and returns its reply's content."""
        return self.finish(self.send(kind, content, subshell), timeout).reply

    def create_subshell(self):
        return self.control("create_subshell_request")["content"]["subshell_id"]

    def wait_for(self, msg_id, kind, timeout=REPLY_TIMEOUT):
        """Waits until a request has published a message of this type."""
        deadline = time.monotonic() + timeout
        while not any(m["msg_type"] == kind for m in self.published[msg_id]):
            assert not any(map(is_idle, self.published[msg_id])), f"the cell ended without {kind}"
            self._take_published(deadline)

    def _take_published(self, deadline):
        message = self.client.get_iopub_msg(timeout=max(0, deadline - time.monotonic()))
        self.published[message["parent_header"].get("msg_id")].append(message)

    def start_training(self, epochs=1000):
        """Begins a training that would last for minutes, waits for its first sign, and returns its request."""
        self.ok("data mnist, batch=64\nmodel latent=30")
        msg_id = self.client.execute(f"train epochs={epochs}, lr=0.001")
        self.wait_for(msg_id, "update_display_data")
        return msg_id

    def control(self, kind, content=None, timeout=REPLY_TIMEOUT):
        """Sends a request on the control channel and returns its reply."""
        request = self.client.session.msg(kind, content or {})
        self.client.control_channel.send(request)
        deadline = time.monotonic() + timeout
        while True:
            message = self.client.get_control_msg(timeout=max(0, deadline - time.monotonic()))
            if message["parent_header"].get("msg_id") == request["header"]["msg_id"]:
                return message

    def drain(self):
        """Everything on IOPub until nothing has come for a while."""
        messages = []
        while True:
            try:
                messages.append(self.client.get_iopub_msg(timeout=0.5))
            except Empty:
                return messages


def is_idle(message):
    return message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
