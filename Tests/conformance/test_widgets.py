"""Widgets at the socket: what Elbow and ipykernel with ipywidgets say of the same controls, what becomes of what a page
sends, and what of a page that sends anything."""

import json
import re
import time

import pytest
from jupyter_client import BlockingKernelClient
from pages import WAIT, Kernel, identity, one, opened

# Each made in both, by the same words.
CONTROLS = [
    "FloatSlider()", "FloatSlider(value=0.5, min=-3, max=3, step=0.25, description='z')", "IntSlider(4, max=9)",
    "FloatLogSlider(value=0.01, min=-4, max=0)", "Dropdown(options=['a', 'b'], value='b')",
    "Dropdown(options=[('one', 1), ('two', 2)])", "RadioButtons(options=[1, 2, 3])", "ToggleButtons(options=['x', 'y'])",
    "Select(options=['a', 'b', 'c'])", "SelectionSlider(options=[1, 10, 100], value=10)",
    "Checkbox(value=True, description='noise')", "ToggleButton()", "Text('hello')", "Textarea('two\\nlines')", "FloatText(2.5)",
    "IntText(3)", "BoundedFloatText(5, max=10)", "BoundedIntText(5, max=3)", "Button(description='again')", "Label('a label')",
    "HTML('<b>bold</b>')", "Image()", "FloatProgress(3, max=9)", "IntProgress(3)", "Output()",
    "HBox([IntSlider(), Checkbox()])", "VBox([Label('above'), HBox([Button()])])", "Layout(width='300px')",
    "IntSlider(layout={'width': '50%'}, style={'description_width': 'initial'})",
]


@pytest.fixture(scope="module")
def kernels():
    started = {"elbow": Kernel("elbow"), "python3": Kernel("python3")}
    for kernel in started.values():
        kernel.run("from ipywidgets import *")
    yield started
    for kernel in started.values():
        kernel.client.stop_channels()
        kernel.manager.shutdown_kernel(now=True)


@pytest.fixture
def elbow(kernels):
    kernels["elbow"].quiet()
    return kernels["elbow"]


def comms(messages):
    """The messages about comms, with the ids in the order in which they come."""
    known = {}

    def renamed(found):
        return known.setdefault(found.group(0), f"id {len(known)}")

    return [
        (m["msg_type"], m["metadata"], json.loads(re.sub(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}",
                                                          renamed, json.dumps(m["content"]))), len(m["buffers"]))
        for m in messages if m["msg_type"].startswith("comm")]


@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_opens_as_in_ipywidgets(kernels, control):
    said = {name: comms(kernel.run(f"w = {control}")) for name, kernel in kernels.items()}
    opens = {name: [m for m in messages if m[0] == "comm_open"] for name, messages in said.items()}
    assert len(opens["elbow"]) == len(opens["python3"]) > 0

    def states(name):
        return sorted(
            (json.dumps({k: v for k, v in latest(said[name], m[2]["comm_id"], m[2]["data"]["state"]).items()
                         if k not in ("layout", "style", "children")}, sort_keys=True), m[1], m[2]["target_name"])
            for m in opens[name])

    assert [json.loads(s[0]) for s in states("elbow")] == [json.loads(s[0]) for s in states("python3")]
    assert [s[1:] for s in states("elbow")] == [s[1:] for s in states("python3")]


def latest(messages, comm, state):
    """A state with what was said of it later in the same cell."""
    for kind, _, content, _ in messages:
        if kind == "comm_msg" and content["comm_id"] == comm and content["data"]["method"] == "update":
            state = {**state, **content["data"]["state"]}
    return state


@pytest.mark.parametrize("control, state, expression, value", [
    ("IntSlider(3)", {"value": 7}, "w.value", "7"), ("FloatSlider(max=2)", {"value": 1}, "w.value", "1.0"),
    ("Dropdown(options=['a', 'b'])", {"index": 1}, "w.value", "b"), ("Checkbox()", {"value": True}, "w.value", "True"),
    ("Text()", {"value": "IPY_MODEL_x"}, "w.value", "IPY_MODEL_x"),
])
def test_what_a_page_sets_is_heard_as_in_ipywidgets(kernels, control, state, expression, value):
    answers = {}
    for name, kernel in kernels.items():
        comm = identity(kernel, f"w = {control}\nw")
        messages = kernel.send("comm_msg", comm_id=comm, data={"method": "update", "state": state, "buffer_paths": []})
        answers[name] = [(m["msg_type"], {k: v for k, v in m["content"].items() if k != "comm_id"}) for m in messages]
        assert kernel.text(f"print({expression})") == value + "\n"
    assert answers["elbow"] == answers["python3"]


def test_what_a_cell_sets_is_told(kernels):
    said = {}
    for name, kernel in kernels.items():
        identity(kernel, "w = IntSlider(3)\nw")
        said[name] = comms(kernel.run("w.value = 5\nw.max = 4\nw.description = 'n'"))
    assert all(m[2]["data"]["method"] == "update" for m in said["elbow"])
    # A value that its new bound moves is told with the bound, and not before it.
    assert latest(said["elbow"], "id 0", {}) == latest(said["python3"], "id 0", {}) == {"value": 4, "max": 4, "description": "n"}


def test_a_page_that_opens_again_gets_all_states(kernels):
    for name, kernel in kernels.items():
        comm = identity(kernel, "w = Image()\nw")
        kernel.send("comm_open", comm_id=f"control-{name}", target_name="jupyter.widget.control", data={},
                    metadata={"version": "1.0.0"})
        messages = kernel.send("comm_msg", comm_id=f"control-{name}", data={"method": "request_states"})
        (answer,) = [m for m in messages if m["msg_type"] == "comm_msg"]
        data = answer["content"]["data"]
        assert data["method"] == "update_states"
        assert set(data["states"][comm]) == {"model_name", "model_module", "model_module_version", "state"}
        assert [comm, "state", "value"] in data["buffer_paths"]
        assert len(answer["buffers"]) == len(data["buffer_paths"])
        (own,) = [m for m in kernel.send("comm_msg", comm_id=comm, data={"method": "request_state"})
                  if m["msg_type"] == "comm_msg"]
        assert own["content"]["data"]["method"] == "update"
        assert own["content"]["data"]["state"]["_model_name"] == "ImageModel"


def test_observers_and_buttons(elbow):
    comm = identity(elbow, "w = IntSlider(3)\nw.observe(lambda c: print('from', c.old, 'to', c['new']), names='value')\nw")
    told = elbow.told("comm_msg", comm_id=comm, data={"method": "update", "state": {"value": 8}})
    assert "from 3 to 8\n" in "".join(m["content"]["text"] for m in told if m["msg_type"] == "stream")
    pressed = identity(elbow, "presses = 0\ndef again(b):\n    global presses\n    presses += 1\nb = Button()\nb.on_click(again)\nb")
    for _ in range(3):
        elbow.send("comm_msg", comm_id=pressed, data={"method": "custom", "content": {"event": "click"}})
    assert elbow.text("print(presses)") == "3\n"


def test_interact_follows_its_controls(elbow):
    messages = elbow.run("def f(n, word):\n    print(word * n)\ninteract f, n=(0, 4), word=['a', 'b']")
    states = opened(messages)
    slider = one(states, "IntSliderModel")
    output = one(states, "OutputModel")
    messages = elbow.told("comm_msg", comm_id=slider, data={"method": "update", "state": {"value": 4}})
    told = [m["content"]["data"]["state"] for m in messages
              if m["msg_type"] == "comm_msg" and m["content"]["comm_id"] == output]
    assert told[-1]["outputs"] == [{"output_type": "stream", "name": "stdout", "text": "aaaa\n"}]


def test_a_picture_is_replaced_in_place(elbow):
    messages = elbow.run("interact lambda a: show(full([8, 8], a)), a=(0.0, 1.0)")
    shown = [m["content"]["data"] for m in messages if m["msg_type"] == "display_data"]
    assert "image/png" in shown[-1]
    states = opened(messages)
    slider = one(states, "FloatSliderModel")
    picture = one(states, "ImageModel")
    messages = elbow.told("comm_msg", comm_id=slider, data={"method": "update", "state": {"value": 1.0}})
    (change,) = [m for m in messages if m["msg_type"] == "comm_msg" and m["content"]["comm_id"] == picture]
    assert change["content"]["data"]["buffer_paths"] == [["value"]]
    assert bytes(change["buffers"][0]).startswith(b"\x89PNG")


def test_controls_answer_while_a_cell_runs(elbow):
    elbow.run("k = 10\ndef f(n):\n    print(n * k)")
    messages = elbow.run("interact f, n=(0, 9)")
    states = opened(messages)
    slider = one(states, "IntSliderModel")
    output = one(states, "OutputModel")
    # And what changes variables waits for the cell's end, and is done then.
    button = identity(elbow, "n = 0\ndef count(b):\n    global n\n    n += 1\nb = Button()\nb.on_click(count)\nb")
    request = elbow.client.execute("import time\nk = 100\nwhile n == 0 and k < 1e9:\n    k += 1")
    time.sleep(1)
    start = time.monotonic()
    elbow.post("comm_msg", comm_id=button, data={"method": "custom", "content": {"event": "click"}})
    elbow.post("comm_msg", comm_id=slider, data={"method": "update", "state": {"value": 2}})
    while True:
        message = elbow.client.get_iopub_msg(timeout=WAIT)
        if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == output:
            break
    assert time.monotonic() - start < 3
    assert int(message["content"]["data"]["state"]["outputs"][0]["text"]) > 200
    elbow.manager.interrupt_kernel()
    while elbow.client.get_shell_msg(timeout=WAIT)["parent_header"]["msg_id"] != request:
        pass
    elbow.quiet()
    assert elbow.text("print(n)") == "1\n"


def test_ten_thousand_updates_do_not_pile_up(elbow):
    comm = identity(elbow, "calls = []\nw = IntSlider(max=10000)\nw.observe(lambda c: calls.append(c.new))\nw")
    start = time.monotonic()
    for value in range(1, 10_001):
        elbow.client.shell_channel.send(
            elbow.client.session.msg("comm_msg", {"comm_id": comm, "data": {"method": "update", "state": {"value": value}}}))
    assert elbow.text("print(w.value)") == "10000\n"
    assert time.monotonic() - start < 20
    assert elbow.text("print(calls[-1], len(calls) <= 10000, calls == sorted(calls))") == "10000 True True\n"


HOSTILE = [
    {}, {"method": None}, {"method": "update"}, {"method": "update", "state": None}, {"method": "update", "state": []},
    {"method": "update", "state": {"value": "seven"}}, {"method": "update", "state": {"value": None}},
    {"method": "update", "state": {"value": 1e300}}, {"method": "update", "state": {"value": [1]}},
    {"method": "update", "state": {"value": 10**30}}, {"method": "update", "state": {"_model_name": "EvilModel"}},
    {"method": "update", "state": {"layout": "IPY_MODEL_none"}}, {"method": "update", "state": {"no such": 1}},
    {"method": "update", "state": {"value": 5}, "buffer_paths": [["value"], [], [1], "x", [["value"]]]},
    {"method": "custom"}, {"method": "custom", "content": [1]}, {"method": "custom", "content": {"event": {"click": 1}}},
    {"method": "request_state", "state": 3}, {"method": "echo_update", "state": {"value": 1}}, {"method": "x" * 100_000},
]


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_a_page_may_send_anything(elbow, data):
    comm = identity(elbow, "w = IntSlider(3)\nw")
    for id in (comm, "no such comm", ""):
        elbow.send("comm_msg", comm_id=id, data=data, buffers=[b"\x00" * 1_000_000] if "buffer_paths" in data else [])
    assert elbow.text("print(w.value in range(101), w.description == '')") == "True True\n"


def test_after_its_end_a_control_hears_nothing(elbow):
    comm = identity(elbow, "w = IntSlider(3)\nw")
    elbow.send("comm_close", comm_id=comm, data={})
    elbow.send("comm_msg", comm_id=comm, data={"method": "update", "state": {"value": 9}})
    assert elbow.text("w.value = 4\nprint(w.value)") == "4\n"
    closed = identity(elbow, "w = IntSlider(3)\nw")
    messages = elbow.run("w.close()\nw.close()")
    assert closed in [m["content"]["comm_id"] for m in messages if m["msg_type"] == "comm_close"]


def test_two_pages_see_the_same(elbow):
    # A session of its own: two sockets of one name would be one client that has come back.
    other = BlockingKernelClient(connection_file=elbow.manager.connection_file)
    other.load_connection_file()
    other.start_channels()
    other.wait_for_ready(timeout=WAIT)
    comm = identity(elbow, "w = IntSlider(3)\nw")
    elbow.send("comm_msg", comm_id=comm, data={"method": "update", "state": {"value": 9}})
    heard = []
    until = time.monotonic() + WAIT
    while time.monotonic() < until and not heard:
        message = other.get_iopub_msg(timeout=WAIT)
        if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == comm:
            heard.append(message["content"]["data"])
    other.stop_channels()
    assert heard == [{"method": "echo_update", "state": {"value": 9}, "buffer_paths": []}]
