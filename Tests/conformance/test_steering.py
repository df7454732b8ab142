"""A training that is watched and steered: what was moved stands in its history, and repeats it to the bit."""

import time
from queue import Empty

import pytest
from pages import WAIT, Kernel, one, opened

START = "seed 1\ndata mnist\nmodel mlp, hidden=16, latent=2"
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def elbow():
    kernel = Kernel("elbow")
    yield kernel
    kernel.client.stop_channels()
    kernel.manager.shutdown_kernel(now=True)


class Training:
    """A training that goes on, and what it has said so far."""

    def __init__(self, kernel, cell):
        self.kernel = kernel
        self.request = kernel.client.execute(cell, store_history=False)
        self.messages = []
        while not [m for m in self.messages if VIEW in m["content"].get("data", {})]:
            self.hear()
        self.controls = opened(self.messages)

    def take(self, message):
        if message["parent_header"].get("msg_id") == self.request:
            self.messages.append(message)

    def hear(self):
        self.take(self.kernel.client.get_iopub_msg(timeout=WAIT))

    def move(self, model, **data):
        content = {"comm_id": one(self.controls, model), "data": data}
        self.kernel.client.shell_channel.send(self.kernel.client.session.msg("comm_msg", content))

    def said_within(self, seconds):
        """How often it has shown how far it is, in so many seconds."""
        before, until = len(self.messages), time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                self.take(self.kernel.client.get_iopub_msg(timeout=0.1))
            except Empty:
                pass
        return len([m for m in self.messages[before:] if m["msg_type"] == "update_display_data"])

    def end(self):
        """All that it has said; fails where it failed."""
        def state(message):
            return message["content"].get("execution_state")
        while not self.messages or state(self.messages[-1]) != "idle":
            self.hear()
        assert not [m for m in self.messages if m["msg_type"] == "error"]
        return self.messages


def test_it_is_moved_stopped_and_repeated_to_the_bit(elbow):
    elbow.run(START)
    training = Training(elbow, "train steps=1000000, live=True")
    time.sleep(1)
    training.move("FloatLogSliderModel", method="update", state={"value": 0.005})
    time.sleep(1)
    training.move("FloatSliderModel", method="update", state={"value": 2.0})
    time.sleep(1)
    training.move("ButtonModel", method="custom", content={"event": "click"})
    messages = training.end()
    moves = elbow.text("h = history()\nfor m in h.moves:\n    print(m[1], m[2], 0 < m[0] < len(h.steps))")
    assert moves == "lr 0.005 True\nbeta 2.0 True\n"
    # The controls have given way to words, and two pictures stay.
    shown = {m["content"]["transient"]["display_id"]: m["content"]["data"] for m in messages
             if m["msg_type"] in ("display_data", "update_display_data")}
    assert not [data for data in shown.values() if VIEW in data]
    assert len([data for data in shown.values() if "image/png" in data]) == 2
    assert [data for data in shown.values() if "lr = 0.005" in data["text/plain"]]
    elbow.run("steps = h.steps\nmoves = h.moves")
    elbow.run(START)
    elbow.run("train steps=len(steps), moves=moves")
    assert elbow.text("h = history()\nprint(h.steps == steps, h.moves == moves)") == "True True\n"


def test_a_pause_lasts_until_it_ends(elbow):
    elbow.run(START)
    training = Training(elbow, "train steps=1000000, live=True")
    assert training.said_within(1) > 0
    training.move("ToggleButtonModel", method="update", state={"value": True})
    training.said_within(1)
    assert training.said_within(2) == 0
    training.move("ToggleButtonModel", method="update", state={"value": False})
    assert training.said_within(2) > 0
    training.move("ButtonModel", method="custom", content={"event": "click"})
    training.end()


def test_pictures_grow_twice_a_second_at_most(elbow):
    elbow.run(START)
    training = Training(elbow, "train steps=1000000, live=True")
    start = time.monotonic()
    time.sleep(4)
    training.move("ButtonModel", method="custom", content={"event": "click"})
    messages = training.end()
    seconds = time.monotonic() - start
    drawn = [m for m in messages if m["msg_type"] == "update_display_data" and "image/png" in m["content"]["data"]]
    # Two pictures each time, and the last ones.
    assert 4 <= len(drawn) <= 4 * seconds + 4


def test_the_same_run_leaves_the_same_pictures(elbow):
    left = []
    for _ in range(2):
        elbow.run(START)
        messages = elbow.run("train steps=300, live=True")
        shown = {m["content"]["transient"]["display_id"]: m["content"]["data"].get("image/png") for m in messages
                 if m["msg_type"] in ("display_data", "update_display_data")}
        left.append([png for png in shown.values() if png])
    assert left[0] == left[1] and len(left[0]) == 2
