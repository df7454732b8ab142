"""Clients leave out what they have no use for, or send null there: what ipykernel answers, Elbow answers.

Zed sent null as the parent header of every request for a year (runtimed/runtimed#113).
"""

import json
from queue import Empty

import pytest
from kernel_session import KernelSession

INFO, EXECUTE, COMPLETE, INSPECT, WHOLE, HISTORY, COMMS = (
    f"{name}_request" for name in ("kernel_info", "execute", "complete", "inspect", "is_complete", "history", "comm_info")
)
LEFT_OUT = object()

# What is odd: the type of request, then changes of the header, and of the content, and the frames of parent and metadata.
CASES = {
    f"parent {parent}": (INFO, {}, {}, {"parent": parent}) for parent in ("null", "{}", "[]", '"text"', "0", "false")
} | {
    f"metadata {metadata}": (INFO, {}, {}, {"metadata": metadata}) for metadata in ("null", "{}", "[]", '"text"', "0")
} | {
    "both null": (INFO, {}, {}, {"parent": "null", "metadata": "null"}),
    "buffers": (INFO, {}, {}, {"buffers": [b"", b"\0" * 1000]}),
    "content null": (INFO, {}, {}, {"content": "null"}),
    "content []": (INFO, {}, {}, {"content": "[]"}),
    "comms, content null": (COMMS, {}, {}, {"content": "null"}),
} | {
    f"header {key} {word}": (INFO, {key: value}, {}, {})
    for key in ("date", "username", "session", "version", "subshell_id")
    for word, value in (("null", None), ("left out", LEFT_OUT), ("a number", 5))
} | {
    f"version {version}": (INFO, {"version": version}, {}, {}) for version in ("5.0", "5", "4.1", "9.9", "")
} | {
    "no date, 5.0": (EXECUTE, {"version": "5.0", "date": LEFT_OUT}, {"code": "1"}, {}),
    "only id and type": (
        EXECUTE, {key: LEFT_OUT for key in ("date", "username", "session", "version")}, {"code": "1"}, {},
    ),
    "id a number": (INFO, {"msg_id": 7}, {}, {}),
    "unknown members": (EXECUTE, {"x": [1]}, {"code": "1", "y": None}, {}),
} | {
    f"execute {key} {word}": (EXECUTE, {}, {"code": "1", key: value}, {"parent": "null"})
    for key in ("silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error")
    for word, value in (("null", None), ("left out", LEFT_OUT), ("a number", 0))
} | {
    "execute code null": (EXECUTE, {}, {"code": None}, {}),
    "execute nothing": (EXECUTE, {}, {"code": LEFT_OUT}, {}),
    "expressions a list": (EXECUTE, {}, {"code": "1", "user_expressions": []}, {}),
    "expression null": (EXECUTE, {}, {"code": "1", "user_expressions": {"a": None}}, {}),
    "complete, cursor null": (COMPLETE, {}, {"code": "pri", "cursor_pos": None}, {}),
    "complete, no cursor": (COMPLETE, {}, {"code": "pri"}, {}),
    "complete, cursor a real number": (COMPLETE, {}, {"code": "pri", "cursor_pos": 2.0}, {}),
    "inspect, null": (INSPECT, {}, {"code": "print", "cursor_pos": None, "detail_level": None}, {}),
    "inspect, left out": (INSPECT, {}, {"code": "print"}, {}),
    "is complete, null": (WHOLE, {}, {"code": None}, {}),
    "history, null": (HISTORY, {}, dict.fromkeys(("hist_access_type", "n", "output", "raw", "session", "start", "stop"), None), {}),
    "history, left out": (HISTORY, {}, {}, {}),
    "search, null": (HISTORY, {}, {"hist_access_type": "search", "pattern": None, "n": None, "unique": None}, {}),
    "comms, target null": (COMMS, {}, {"target_name": None}, {}),
}


def send(kernel, kind, header, content, frames, channel="shell"):
    """Sends a request with these peculiarities, and returns its header as it was sent."""
    session = kernel.client.session
    sent = json.loads(json.dumps(session.msg(kind)["header"], default=str)) | header
    sent = {key: value for key, value in sent.items() if value is not LEFT_OUT}
    content = {key: value for key, value in content.items() if value is not LEFT_OUT}
    parts = [
        json.dumps(sent), frames.get("parent", "{}"), frames.get("metadata", "{}"),
        frames.get("content", json.dumps(content)),
    ]
    parts = [part.encode() for part in parts]
    socket = getattr(kernel.client, f"{channel}_channel").socket
    socket.send_multipart([b"<IDS|MSG>", session.sign(parts), *parts, *frames.get("buffers", [])])
    return sent


def reply(kernel, sent, channel="shell", timeout=2):
    """The reply to it; None where there is none."""
    get = getattr(kernel.client, f"get_{channel}_msg")
    try:
        while True:
            message = get(timeout=timeout)
            if message["parent_header"].get("msg_id") == sent["msg_id"]:
                return message
    except Empty:
        return None


@pytest.fixture(scope="module")
def both():
    kernels = [KernelSession(name) for name in ("elbow", "python3")]
    yield kernels
    for kernel in kernels:
        kernel.close()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_ipykernel_answers_is_answered(both, case):
    elbow, other = both
    sent = send(elbow, *case)
    answer = reply(elbow, sent)
    if answer is None:
        assert reply(other, send(other, *case)) is None
        return
    # Members unknown to us are in it too, and null stays null.
    assert json.loads(json.dumps(answer["parent_header"], default=str)).keys() == sent.keys()
    assert answer["msg_type"] == case[0].replace("request", "reply")
    is_usable = case[0] not in (EXECUTE, WHOLE) or isinstance(case[2]["code"], str)
    assert (answer["content"]["status"] != "error") == is_usable


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_null_on_every_channel(kernel, channel):
    sent = send(kernel, INFO, {}, {}, {"parent": "null", "metadata": "null", "content": "null"}, channel)
    assert reply(kernel, sent, channel)["content"]["status"] == "ok"


def test_null_with_an_answer_to_a_question(kernel):
    kernel.client.allow_stdin = True
    cell = kernel.client.execute('print(input("? "))')
    kernel.client.get_stdin_msg(timeout=30)
    send(kernel, "input_reply", {}, {"value": "here"}, {"parent": "null", "metadata": "null"}, "stdin")
    assert kernel.finish(cell).stream() == "here\n"


def test_null_while_a_cell_runs_and_at_the_end(kernel):
    cell = kernel.client.execute("while True: pass")
    kernel.wait_for(cell, "execute_input")
    nothing = {"parent": "null", "metadata": "null", "content": "null"}
    assert reply(kernel, send(kernel, "interrupt_request", {}, {}, nothing, "control"), "control")
    assert kernel.finish(cell).reply["ename"] == "Interrupted"
    assert reply(kernel, send(kernel, "shutdown_request", {}, {}, nothing, "control"), "control")
