"""An interrupt ends the cell, soon, and nothing else."""

import os
import signal
import time

import pytest

pytestmark = pytest.mark.alone

PROMPT = 1.0  # seconds; the kernel's own budget is a tenth of it, but the machines that run tests are busy


def by_message(kernel):
    kernel.control("interrupt_request")


def by_signal(kernel):
    os.kill(kernel.pid, signal.SIGINT)


ways = pytest.mark.parametrize("interrupt", [by_message, by_signal])


@ways
def test_training_stops_and_the_session_goes_on(kernel, interrupt):
    training = kernel.start_training()
    began = time.monotonic()
    interrupt(kernel)
    result = kernel.finish(training)
    assert time.monotonic() - began < PROMPT
    assert result.status == "error"
    assert result.reply["ename"] == "Interrupted"
    assert len(result.of_type("error")) == 1

    # The model is there, as its last whole step left it, and can be used and trained on.
    assert "541,580" in kernel.ok("summary").text
    assert kernel.ok("sample 16").pictures
    kernel.ok("train epochs=1")


@ways
def test_an_endless_loop_stops(kernel, interrupt):
    msg_id = kernel.client.execute("n = 0\nwhile True:\n    n += 1")
    kernel.wait_for(msg_id, "execute_input")
    time.sleep(0.2)
    began = time.monotonic()
    interrupt(kernel)
    result = kernel.finish(msg_id)
    assert time.monotonic() - began < PROMPT
    assert result.reply["ename"] == "Interrupted"
    assert kernel.ok("n > 0").results == ["True"]


def test_the_queue_is_aborted(kernel):
    training = kernel.start_training()
    queued = [kernel.client.execute(f"print({i})") for i in range(3)]
    # Long enough for the three to have arrived.
    time.sleep(0.3)
    by_message(kernel)
    assert kernel.finish(training).reply["ename"] == "Interrupted"
    for msg_id in queued:
        result = kernel.finish(msg_id)
        assert result.reply["ename"] == "Aborted"
        assert [m["msg_type"] for m in result.messages] == ["status", "status"]
    assert kernel.ok("1 + 1").results == ["2"]


@ways
def test_an_idle_kernel_does_not_mind(kernel, interrupt):
    for _ in range(200):
        interrupt(kernel)
    # A signal that was sent before a cell may reach the process when the cell runs, and then means it.
    time.sleep(0.2)
    assert kernel.ok("1 + 1").results == ["2"]
    kernel.ok("data mnist\nmodel\ntrain epochs=1")


def test_a_long_product_stops_between_its_parts(kernel):
    msg_id = kernel.client.execute("a = randn(3000, 3000)\nb = a @ a @ a @ a @ a @ a @ a @ a\nprint('done')")
    time.sleep(0.5)
    began = time.monotonic()
    by_message(kernel)
    result = kernel.finish(msg_id)
    assert result.reply["ename"] == "Interrupted"
    assert time.monotonic() - began < PROMPT
    assert result.stream() == ""


@pytest.mark.parametrize("call", ["tensor(x)", "show x", "plot(x)", "histogram(x)", "adam(x)", "randn(3)[x]", "cat(x)"])
def test_a_list_that_holds_itself_is_an_error(kernel, call):
    result = kernel.run(f"x = []\nx.append(x)\n{call}")
    assert result.status == "error"
    assert kernel.run("1 + 1").status == "ok"
