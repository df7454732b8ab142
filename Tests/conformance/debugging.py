"""A client that debugs, in the few words that the tests need. It speaks to any kernel that has a debugger."""

import time
from queue import Empty

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

TIMEOUT = 60  # seconds; generous, because machines that run tests are busy


class Debugging:
    """A running kernel, or one more client of it, whose debugger is spoken to."""

    def __init__(self, of=None, **options):
        self.owns = of is None
        if of is None:
            self.manager = KernelManager(**options)
            self.manager.start_kernel()
            self.client = self.manager.client()
        else:
            self.manager = of.manager
            # From the connection file, so that it is a client in its own right; the manager's share one session.
            self.client = BlockingKernelClient(connection_file=self.manager.connection_file)
            self.client.load_connection_file()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)
        self.seq = 0
        self.events = []
        self.published = []
        self.replies = {}

    def close(self):
        self.client.stop_channels()
        if self.owns and self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)

    # Asking

    def send(self, kind, content):
        """Sends any request on the control channel, and returns its number."""
        request = self.client.session.msg(kind, content)
        self.client.control_channel.send(request)
        return request["header"]["msg_id"]

    def control(self, kind, content=None, timeout=TIMEOUT):
        """The content of the reply to a request on the control channel."""
        return self.reply_to(self.send(kind, content or {}), timeout)["content"]

    def reply_to(self, msg_id, timeout=TIMEOUT):
        deadline = time.monotonic() + timeout
        while msg_id not in self.replies:
            message = self.client.get_control_msg(timeout=max(0, deadline - time.monotonic()))
            self.replies[message["parent_header"].get("msg_id")] = message
        return self.replies.pop(msg_id)

    def ask(self, command, **arguments):
        """The response to a command of the debug adapter's protocol."""
        self.seq += 1
        content = {"type": "request", "seq": self.seq, "command": command, "arguments": arguments}
        return self.control("debug_request", content)

    def ok(self, command, **arguments):
        """The body of the response to a command that has to succeed."""
        response = self.ask(command, **arguments)
        assert response.get("success"), response
        return response.get("body", {})

    def start(self):
        arguments = dict(
            clientID="tests", adapterID="", pathFormat="path", linesStartAt1=True, columnsStartAt1=True,
            supportsVariableType=True, supportsVariablePaging=True, locale="en",
        )
        capabilities = self.ok("initialize", **arguments)
        self.ok("attach")
        return capabilities

    def set_breakpoints(self, code, *places):
        """Sets breakpoints in a cell, by lines or with more than that, and returns what the kernel made of them."""
        path = self.ok("dumpCell", code=code)["sourcePath"]
        places = [{"line": place} if isinstance(place, int) else place for place in places]
        return self.ok("setBreakpoints", source={"path": path}, breakpoints=places, sourceModified=False)["breakpoints"]

    # What happens

    def run(self, code):
        return self.client.execute(code)

    def _take(self, deadline):
        message = self.client.get_iopub_msg(timeout=max(0, deadline - time.monotonic()))
        self.published.append(message)
        if message["msg_type"] == "debug_event":
            self.events.append(message["content"])

    def event(self, name, timeout=TIMEOUT):
        """The next event of a name; those before it are dropped."""
        deadline = time.monotonic() + timeout
        while True:
            while self.events:
                event = self.events.pop(0)
                if event["event"] == name:
                    return event
            self._take(deadline)

    def stopped(self):
        """Waits until the program stops, and gives the reason and the calls: [(name, line), …], the innermost first."""
        event = self.event("stopped")["body"]
        assert event["threadId"] == 1 and event["allThreadsStopped"]
        return event["reason"], [(f["name"], f["line"]) for f in self.frames()]

    def frames(self):
        return self.ok("stackTrace", threadId=1)["stackFrames"]

    def step(self, command):
        self.ok(command, threadId=1)
        return self.stopped()

    def variables(self, scope=0, frame=0):
        """The variables of a scope of a call that is open, by name."""
        scopes = self.ok("scopes", frameId=self.frames()[frame]["id"])["scopes"]
        return self.parts(scopes[scope])

    def parts(self, variable):
        found = self.ok("variables", variablesReference=variable["variablesReference"])["variables"]
        # Python shows besides what nobody asked for, under names with a space.
        return {v["name"]: v for v in found if " " not in v["name"]}

    def finish(self, msg_id, timeout=TIMEOUT):
        """The content of a cell's reply, once all that it has published is there."""
        deadline = time.monotonic() + timeout
        while not any(self._is_idle(m, msg_id) for m in self.published):
            self._take(deadline)
        while True:
            reply = self.client.get_shell_msg(timeout=max(0, deadline - time.monotonic()))
            if reply["parent_header"].get("msg_id") == msg_id:
                return reply["content"]

    @staticmethod
    def _is_idle(message, msg_id):
        return (
            message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
            and message["parent_header"].get("msg_id") == msg_id
        )

    def quiet(self, seconds=0.5):
        """Takes what is published until nothing comes any more."""
        try:
            while True:
                self._take(time.monotonic() + seconds)
        except Empty:
            return self.published
