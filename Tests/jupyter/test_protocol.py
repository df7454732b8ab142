"""What Jupyter's own suite leaves out of the protocol."""

import os
import re
import time
from queue import Empty

import pytest
import zmq
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.session import Session

pytestmark = pytest.mark.alone

KINDS = ("status", "execute_input", "stream", "execute_result", "display_data", "error")


def kinds(result):
    return [m["msg_type"] for m in result.messages if m["msg_type"] in KINDS]


def test_order_of_an_execution(kernel):
    result = kernel.ok('print("a")\n1 + 1')
    assert kinds(result) == ["status", "execute_input", "stream", "execute_result", "status"]
    assert result.states == ["busy", "idle"]


def test_order_of_a_failure(kernel):
    result = kernel.run('print("a")\n1 / 0')
    assert kinds(result) == ["status", "execute_input", "stream", "error", "status"]
    error = result.of_type("error")[0]["content"]
    assert error["ename"] == result.reply["ename"]
    # Some runners show nothing but the last line.
    traceback = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(result.reply["traceback"]))
    assert traceback.endswith(f"{error['ename']}: {error['evalue']}")


@pytest.mark.parametrize(
    "kind, content",
    [
        ("kernel_info_request", {}),
        ("complete_request", {"code": "tr", "cursor_pos": 2}),
        ("inspect_request", {"code": "train", "cursor_pos": 5, "detail_level": 0}),
        ("is_complete_request", {"code": "1"}),
        ("history_request", {"hist_access_type": "tail", "n": 1, "output": False, "raw": True}),
        ("comm_info_request", {}),
        ("comm_msg", {"comm_id": "nobody", "data": {}}),
        ("no_such_request", {}),
    ],
)
def test_busy_and_idle_around_every_request(kernel, kind, content):
    request = kernel.client.session.msg(kind, content)
    kernel.client.shell_channel.send(request)
    states = []
    while not states or states[-1] != "idle":
        message = kernel.client.get_iopub_msg(timeout=10)
        if message["parent_header"].get("msg_id") == request["header"]["msg_id"]:
            states.append(message["content"].get("execution_state"))
    assert states == ["busy", "idle"]


def test_silent_and_store_history(kernel):
    first = kernel.ok("1").reply["execution_count"]
    silent = kernel.ok("1 + 1", silent=True)
    assert kinds(silent) == ["status", "status"]
    assert silent.reply["execution_count"] == first
    unstored = kernel.ok("1 + 1", store_history=False)
    assert unstored.reply["execution_count"] == first
    assert unstored.results == ["2"]
    assert kernel.ok("").reply["execution_count"] == first
    assert kernel.ok("1").reply["execution_count"] == first + 1


@pytest.mark.parametrize("code", ["", "  \n\n"])
def test_no_code_is_no_cell(kernel, code):
    before = kernel.ok("1").reply["execution_count"]
    assert kernel.ok(code).reply["execution_count"] == before
    assert kernel.ok("1").reply["execution_count"] == before + 1


def test_an_error_aborts_what_is_queued(kernel):
    # The first cell is long enough for the others to be there when it fails, on a busy machine too; an unknown name would
    # be an error before anything of it runs.
    failing = kernel.client.execute("total = 0\nfor i in range(5000000):\n    total += i\ntotal / (total - total)")
    queued = [kernel.client.execute(f"print({i})") for i in range(3)]
    information = kernel.client.kernel_info()
    assert kernel.finish(failing).status == "error"
    for msg_id in queued:
        result = kernel.finish(msg_id)
        assert (result.status, result.reply["ename"], result.reply["traceback"]) == ("error", "Aborted", [])
        # Null: JupyterLab would show the number of the cell that failed.
        assert result.reply["execution_count"] is None
        assert [m["msg_type"] for m in result.messages] == ["status", "status"]
    # Only executions are aborted.
    assert kernel.finish(information).status == "ok"
    assert kernel.ok("1 + 1").results == ["2"]


def test_stop_on_error_false_aborts_nothing(kernel):
    failing = kernel.client.execute("for i in range(300000):\n    pass\n1 / 0", stop_on_error=False)
    queued = kernel.client.execute("print(7)")
    assert kernel.finish(failing).status == "error"
    assert kernel.finish(queued).assert_ok().stream() == "7\n"


def test_kernel_info_is_answered_while_a_cell_runs(kernel):
    kernel.start_training()
    began = time.monotonic()
    reply = kernel.control("kernel_info_request")
    assert reply["content"]["status"] == "ok"
    assert reply["content"]["language_info"]["name"] == "elbow"
    assert time.monotonic() - began < 1


def test_heart_beats_while_training(kernel):
    kernel.start_training()
    with zmq.Context() as context, context.socket(zmq.REQ) as heart:
        heart.linger = 0
        heart.connect(f"tcp://{kernel.manager.ip}:{kernel.manager.hb_port}")
        for beat in range(20):
            heart.send(b"beat %d" % beat)
            assert heart.poll(1000), "no heartbeat within a second"
            assert heart.recv() == b"beat %d" % beat


def test_a_hundred_thousand_lines_and_none_lost(kernel):
    result = kernel.ok("for i in range(100000):\n    print(i)", timeout=120)
    assert result.stream() == "".join(f"{i}\n" for i in range(100_000))
    # Batched: a server drops what comes at more than 1,000 messages a second.
    assert len(result.of_type("stream")) < 2000


def test_streams_are_flushed_before_other_output(kernel):
    result = kernel.ok('print("before")\nshow zeros(28, 28)\nprint("after")')
    assert kinds(result)[2:5] == ["stream", "display_data", "stream"]


def test_progress_updates_in_place_and_at_most_ten_times_a_second(kernel):
    kernel.ok("data mnist, batch=64\nmodel latent=30")
    began = time.monotonic()
    result = kernel.ok("train epochs=3, lr=0.001", timeout=200)
    seconds = time.monotonic() - began
    updates = result.of_type("update_display_data")
    assert 1 <= len(updates) <= 10 * seconds + 3
    displayed = {m["content"]["transient"].get("display_id") for m in result.of_type("display_data")}
    for update in updates:
        assert update["content"]["transient"]["display_id"] in displayed
    # A bar while it goes, and words that stand as the lines around them at its end.
    assert all({"text/plain", "text/html"} <= set(update["content"]["data"]) for update in updates[:-1])
    assert set(updates[-1]["content"]["data"]) == {"text/plain"}


def test_pictures_carry_their_size(kernel):
    result = kernel.ok("show zeros(28, 28)")
    (display,) = result.of_type("display_data")
    assert result.pictures[0].startswith(b"\x89PNG\r\n\x1a\n")
    assert display["content"]["data"]["text/plain"]
    size = display["content"]["metadata"]["image/png"]
    assert size["width"] > 0 and size["height"] > 0


def frames(session, kind="kernel_info_request"):
    """A good message's frames, without identities: delimiter, signature and four parts."""
    return session.serialize(session.msg(kind, content={}))


def malformed(good):
    yield "bad signature", [good[0], b"0" * 64, *good[2:]]
    yield "no signature", [good[0], b"", *good[2:]]
    yield "no delimiter", good[1:]
    yield "only a delimiter", good[:1]
    yield "missing parts", good[:4]
    yield "empty", [b""]
    yield "binary", [os.urandom(100) for _ in range(8)]
    yield "large", [b"<IDS|MSG>", b"x", os.urandom(5_000_000), b"{}", b"{}", b"{}"]


def signed(session, *parts):
    return [b"<IDS|MSG>", session.sign(list(parts)), *parts]


def malformed_but_signed(session):
    header = session.pack(session.msg_header("execute_request"))
    yield "not JSON", signed(session, b"{", b"{}", b"{}", b"{}")
    yield "not UTF-8", signed(session, b'{"msg_id": "\xff\xfe"}', b"{}", b"{}", b"{}")
    yield "a list for a header", signed(session, b"[]", b"{}", b"{}", b"{}")
    yield "an empty header", signed(session, b"{}", b"{}", b"{}", b"{}")
    yield "no code", signed(session, header, b"{}", b"{}", b"{}")
    yield "wrong types", signed(session, header, b"{}", b"{}", b'{"code": 7, "silent": "perhaps"}')
    yield "deep", signed(session, header, b"{}", b"{}", b"[" * 100_000 + b"]" * 100_000)
    yield "not a number", signed(session, header, b"{}", b"{}", b'{"code": NaN}')


@pytest.mark.parametrize("channel", ["shell", "control", "stdin"])
def test_malformed_messages_are_dropped(kernel, channel):
    """Nothing that arrives ends the kernel, and it goes on answering."""
    session: Session = kernel.client.session
    bad = [*malformed(frames(session)), *malformed_but_signed(session)]
    with zmq.Context() as context, context.socket(zmq.DEALER) as socket:
        socket.linger = 1000
        socket.connect(f"tcp://{kernel.manager.ip}:{getattr(kernel.manager, channel + '_port')}")
        for name, message in bad:
            socket.send_multipart(message)
            assert kernel.manager.is_alive(), f"the kernel died of: {name}"
        # What follows on the same channel is still answered.
        if channel != "stdin":
            socket.send_multipart(frames(session))
            answers = []
            while not any(b"kernel_info_reply" in part for answer in answers for part in answer):
                assert socket.poll(10_000), "no answer after malformed messages"
                answers.append(socket.recv_multipart())
            # A message with a bad signature gets no answer at all, whatever it asks.
            assert sum(b"kernel_info_reply" in part for answer in answers for part in answer) == 1
    assert kernel.ok("1 + 1").results == ["2"]


def test_a_stranger_without_the_key_gets_nothing(kernel):
    stranger = Session(key=b"another key")
    with zmq.Context() as context, context.socket(zmq.DEALER) as socket:
        socket.linger = 0
        socket.connect(f"tcp://{kernel.manager.ip}:{kernel.manager.shell_port}")
        socket.send_multipart(frames(stranger))
        assert not socket.poll(1000)
    assert kernel.ok("1 + 1").results == ["2"]


def test_two_clients_at_once(kernel):
    # From the connection file, so that it is a client in its own right; the manager's share one session.
    other = BlockingKernelClient(connection_file=kernel.manager.connection_file)
    other.load_connection_file()
    other.start_channels()
    other.wait_for_ready(timeout=30)
    try:
        kernel.ok("shared = 5")
        reply = other.execute_interactive("shared + 1", timeout=30, output_hook=lambda message: None)
        assert reply["content"]["status"] == "ok"
        # What the one runs, the other sees on IOPub.
        assert any(m["msg_type"] == "execute_result" for m in kernel.drain())
    finally:
        other.stop_channels()


def test_nothing_is_published_while_idle(kernel):
    kernel.ok("data mnist\nmodel\ntrain epochs=1", timeout=120)
    kernel.drain()
    with pytest.raises(Empty):
        kernel.client.get_iopub_msg(timeout=1)
