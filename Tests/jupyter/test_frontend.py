"""What a frontend has besides cells: input, user expressions, history, comms, and going away and coming back."""

import signal
import time
from queue import Empty

import pytest
from jupyter_client.blocking.client import BlockingKernelClient

pytestmark = pytest.mark.alone

PROMPT = 1.0  # seconds; ten times the kernel's own budget, for busy machines


def test_input(kernel):
    asking = kernel.client.execute("name = input('your name: ')\nprint(f'hello {name}')", allow_stdin=True)
    request = kernel.client.get_stdin_msg(timeout=10)
    assert request["content"] == {"prompt": "your name: ", "password": False}
    assert request["parent_header"]["msg_id"] == asking
    kernel.client.input("Ada 🎈")
    assert kernel.finish(asking).assert_ok().stream() == "hello Ada 🎈\n"


def test_input_where_nobody_can_answer(kernel):
    result = kernel.run("input('name? ')", allow_stdin=False)
    assert result.reply["ename"] == "InputError"
    with pytest.raises(Empty):
        kernel.client.get_stdin_msg(timeout=0.2)


def test_an_interrupt_ends_the_wait_for_input(kernel):
    asking = kernel.client.execute("x = input('name? ')", allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=10)
    began = time.monotonic()
    kernel.manager.signal_kernel(signal.SIGINT)
    assert kernel.finish(asking).reply["ename"] == "Interrupted"
    assert time.monotonic() - began < PROMPT
    # An answer that comes too late is not the answer to the next question.
    kernel.client.input("late")
    again = kernel.client.execute("x = input('again? ')\nx", allow_stdin=True)
    assert kernel.client.get_stdin_msg(timeout=10)["content"]["prompt"] == "again? "
    kernel.client.input("in time")
    assert kernel.finish(again).assert_ok().results == ["'in time'"]


def test_user_expressions(kernel):
    expressions = {"sum": "x + 1", "none": "nothing", "bad": "1 +", "shape": "zeros(2, 3).shape"}
    values = kernel.ok("x = 3", user_expressions=expressions).reply["user_expressions"]
    assert values["sum"] == {"status": "ok", "data": {"text/plain": "4"}, "metadata": {}}
    assert values["shape"]["data"]["text/plain"] == "(2, 3)"
    assert (values["none"]["status"], values["none"]["ename"]) == ("error", "NameError")
    assert (values["bad"]["status"], values["bad"]["ename"]) == ("error", "SyntaxError")
    # A cell that fails has none.
    assert not kernel.run("1 / 0", user_expressions=expressions).reply.get("user_expressions")


def history(kernel, **asked):
    content = {"output": False, "raw": True, "session": 0, "start": 0, "stop": None, "n": None, "pattern": None,
               "unique": False, **asked}
    return kernel.ask("history_request", content)["history"]


def test_history_is_kept_across_restarts(kernel):
    mark = f"{time.time_ns() // 1000}"  # a number that is exact as a float
    kernel.ok(f"a = {mark}")
    kernel.ok(f"a - {mark}")
    kernel.ok("quiet = 1", store_history=False)
    (session, line, _), last = history(kernel, hist_access_type="tail", n=2)
    assert (last[0], last[1], last[2]) == (session, line + 1, f"a - {mark}")
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=30)
    kernel.ok("2 + 2")
    tail = history(kernel, hist_access_type="tail", n=3, output=True)
    assert [entry[2] for entry in tail] == [[f"a = {mark}", None], [f"a - {mark}", "0"], ["2 + 2", "4"]]
    assert tail[2][0] > session
    # The session before this one, and a search over all of them.
    before = history(kernel, hist_access_type="range", session=-1, start=1, stop=3)
    assert [entry[2] for entry in before] == [f"a = {mark}", f"a - {mark}"]
    found = history(kernel, hist_access_type="search", pattern=f"a ? {mark}", n=10)
    assert [entry[2] for entry in found] == [f"a = {mark}", f"a - {mark}"]
    assert history(kernel, hist_access_type="search", pattern="no such cell", n=10) == []


def test_a_comm_that_nobody_knows_is_closed(kernel):
    request = kernel.send("comm_open", {"comm_id": "1", "target_name": "nobody", "data": {}})
    kernel.wait_for(request, "comm_close")
    (closing,) = [m for m in kernel.published[request] if m["msg_type"] == "comm_close"]
    assert closing["content"]["comm_id"] == "1"
    assert closing["content"]["data"]
    assert kernel.ask("comm_info_request", {})["comms"] == {}


def test_two_clients_see_each_other_train(kernel):
    """A client that comes in the middle of a training is answered, and sees how it goes on."""
    kernel.start_training()
    other = BlockingKernelClient(connection_file=kernel.manager.connection_file)
    other.load_connection_file()
    other.start_channels()
    try:
        # Not wait_for_ready, which waits for a silence on IOPub.
        assert other.kernel_info(reply=True, timeout=10)["content"]["status"] == "ok"
        deadline = time.monotonic() + 10
        while other.get_iopub_msg(timeout=deadline - time.monotonic())["msg_type"] != "update_display_data":
            pass
        waiting = other.execute("1 + 1")
        kernel.control("interrupt_request")
        # It stood behind the training, and goes with it.
        while (reply := other.get_shell_msg(timeout=10))["parent_header"]["msg_id"] != waiting:
            pass
        assert reply["content"]["ename"] == "Aborted"
        assert other.execute("1 + 1", reply=True, timeout=10)["content"]["status"] == "ok"
    finally:
        other.stop_channels()


def test_a_command_is_opened_in_the_next_cell(kernel):
    result = kernel.ok("open train")
    (payload,) = result.reply["payload"]
    assert payload["source"] == "set_next_input"
    assert "optimizer = adam(" in payload["text"]
    assert result.stream() == ""
