"""A second look at the session while a cell runs: subshells (JEP 91), completion and inspection."""

import os
import signal
import time

import pytest
from kernel_session import KernelSession

pytestmark = pytest.mark.alone

SOON = 2.0  # seconds; one is what a reader may take while a cell trains, the other for machines that are busy
LOOP = "n = 0\nwhile True:\n    n += 1"


def begin_training(kernel):
    """Starts a training with some variables from before, and remembers its request."""
    kernel.ok(
        "w = linear(3, 2)\nparameters = w.parameters\nnumbers = [1, [2, 3]]\n"
        "def twice(x):\n    return x * factor\nfactor = 2\n"
        "def counter(start):\n    def add(n):\n        return start + n\n    return add\nadd = counter(10)\n"
        "pairs = filter(twice, [1, 2])"
    )
    kernel.training = kernel.start_training()
    return kernel


@pytest.fixture
def training(kernel):
    """A kernel that trains, for tests that end it."""
    return begin_training(kernel)


@pytest.fixture(scope="module")
def long_training():
    """A kernel that trains, for tests that only look at it."""
    kernel = begin_training(KernelSession())
    yield kernel
    kernel.close()


def still_trains(kernel):
    """Waits for the next sign of the training."""
    kernel.published[kernel.training].clear()
    kernel.wait_for(kernel.training, "update_display_data")
    return kernel.training not in kernel.replies


def stop(kernel):
    kernel.control("interrupt_request")
    return kernel.finish(kernel.training)


def test_the_kernel_says_so(kernel):
    assert "kernel subshells" in kernel.control("kernel_info_request")["content"]["supported_features"]


def test_create_list_delete(kernel):
    ids = {kernel.create_subshell() for _ in range(3)}
    assert len(ids) == 3
    assert set(kernel.control("list_subshell_request")["content"]["subshell_id"]) == ids
    for subshell in ids:
        assert kernel.execute_in(subshell, "1 + 1").assert_ok().results == ["2"]
        assert kernel.control("delete_subshell_request", {"subshell_id": subshell})["content"]["status"] == "ok"
        assert kernel.execute_in(subshell, "1 + 1").reply["ename"] == "UnknownSubshell"
    assert kernel.control("list_subshell_request")["content"]["subshell_id"] == []


@pytest.mark.parametrize(
    "code, text",
    [
        ("session", "latent dimensions"),
        ("1 + 2 * 3", "7"),
        ("twice(21)", "42"),
        ("add(5)", "15"),
        ("numbers[1][0]", "2"),
        ("w(ones(1, 3)).shape", "(1, 2)"),
        ("len(parameters)", "2"),
        ("randn(2).shape", "(2,)"),
        ("plot loss", ""),
        ("sample 4", ""),
        ("reconstruct 4", ""),
        ("interpolate 3, 8, steps=3", ""),
        ("show rand(8, 8)", ""),
        ("summary", "541,580"),
        ("time sum(range(10))", "took"),
        ("variables", "factor"),
        ("pairs", "only the main shell"),
        ("s = 0\nfor x in batches(2000):\n    s = s + len(x)\nprint(s)", "4500"),
    ],
)
def test_reading_while_training(long_training, code, text):
    kernel = long_training
    subshell = kernel.create_subshell()
    began = time.monotonic()
    result = kernel.execute_in(subshell, code).assert_ok()
    assert time.monotonic() - began < SOON
    assert text in result.text
    assert bool(result.pictures) == (text == "")
    assert still_trains(kernel)


def test_evaluating_while_training(long_training):
    """Longer than a moment, and training goes on beside it."""
    kernel = long_training
    subshell = kernel.create_subshell()
    result = kernel.execute_in(subshell, "e = evaluate()\ne['loss'] > e['kl']").assert_ok()
    assert result.results == ["True"]
    assert still_trains(kernel)


def test_what_is_read_is_of_now(long_training):
    kernel = long_training
    subshell = kernel.create_subshell()
    before = kernel.execute_in(subshell, "session").assert_ok().text
    assert still_trains(kernel)
    assert kernel.execute_in(subshell, "session").assert_ok().text != before


@pytest.mark.parametrize(
    "code, entry",
    [
        ("train", "train"),
        ("train epochs=2", "train"),
        ("model latent=3", "model"),
        ("data mnist", "data"),
        ("seed 4", "seed"),
        ("reset", "reset"),
        ("def f():\n    train()\nf()", "train"),
        ("x = 1\nif x > 2:\n    seed(3)", "seed"),
        ("loss = sum(w(ones(1, 3)))\nloss.backward()", "backward"),
        ("list(filter(seed, [3]))", "seed"),
    ],
)
def test_changes_are_refused_while_training(long_training, code, entry):
    kernel = long_training
    subshell = kernel.create_subshell()
    began = time.monotonic()
    result = kernel.execute_in(subshell, code)
    assert time.monotonic() - began < SOON
    assert result.reply["ename"] == "SessionBusy"
    assert f"`{entry}`" in result.reply["evalue"]
    assert "busy" in result.reply["evalue"]
    # Nothing of it has happened.
    assert "541,580" in kernel.execute_in(subshell, "summary").text
    assert still_trains(kernel)


def test_nothing_read_changes_the_training(start_kernel):
    """The figures of a run that was looked at are those of one that was not, bit for bit."""
    cells = "seed 3\ndata mnist, batch=64\nmodel latent=5"
    undisturbed, watched = start_kernel(), start_kernel()
    undisturbed.ok(cells)
    expected = undisturbed.ok("train(epochs=2).steps").results
    watched.ok(cells)
    subshell = watched.create_subshell()
    run = watched.client.execute("train(epochs=2).steps")
    watched.wait_for(run, "execute_input")
    looks = 0
    while run not in watched.replies and looks < 10:
        result = watched.execute_in(subshell, "x = sample(4)\ny = randn(3)")
        assert result.status == "ok" or result.reply["ename"] == "SessionBusy"
        looks += 1
    assert looks > 1
    assert watched.finish(run).assert_ok().results == expected


def test_what_a_subshell_binds_is_its_own(training):
    one, other = training.create_subshell(), training.create_subshell()
    training.execute_in(one, "mine = factor + 1\nnumbers.append(9)\ndef half(x):\n    return x / factor").assert_ok()
    assert training.execute_in(one, "half(mine)").assert_ok().results == ["1.5"]
    assert training.execute_in(other, "mine").reply["ename"] == "NameError"
    stop(training)
    assert training.run("mine").reply["ename"] == "NameError"
    assert training.ok("numbers").results == ["[1, [2, 3]]"]
    # It is there still, and sees what the main shell has done since.
    training.ok("factor = 4")
    assert training.execute_in(one, "half(mine)").assert_ok().results == ["0.75"]


def test_changes_in_a_subshell_when_nothing_runs(kernel):
    subshell = kernel.create_subshell()
    kernel.execute_in(subshell, "data mnist\nmodel latent=4").assert_ok()
    assert "4 latent dimensions" in kernel.ok("session").text


def test_reading_beside_a_loop_of_the_users(kernel):
    subshell = kernel.create_subshell()
    # `execute_input` goes out before the cell's first statement has run, so `n` is there from a cell before.
    kernel.ok("data mnist\nn = 0")
    loop = kernel.client.execute(LOOP)
    kernel.wait_for(loop, "execute_input")
    values = [int(kernel.execute_in(subshell, "n").assert_ok().results[0]) for _ in range(5)]
    assert values == sorted(values) and values[0] < values[-1]
    kernel.control("interrupt_request")
    assert kernel.finish(loop).reply["ename"] == "Interrupted"


def test_reading_beside_a_cell_that_waits_for_input(kernel):
    subshell = kernel.create_subshell()
    kernel.ok("w = linear(3, 2)\ny = 41")
    asking = kernel.client.execute("z = y + 1\nx = input('name? ')", allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=10)
    began = time.monotonic()
    assert kernel.execute_in(subshell, "z", timeout=5).assert_ok().results == ["42"]
    assert "2×3" in kernel.execute_in(subshell, "w.parameters[0]", timeout=5).assert_ok().results[0]
    assert time.monotonic() - began < 1.0, "the session is at rest, so nobody has to wait for it"
    assert kernel.execute_in(subshell, "data mnist", timeout=5).status == "error"
    kernel.client.input("Ada")
    assert kernel.finish(asking).status == "ok"
    assert kernel.execute_in(subshell, "x").assert_ok().results == ["'Ada'"]


def test_an_interrupt_finds_the_one_it_is_for(training):
    subshell = training.create_subshell()
    loop = training.send("execute_request", {"code": LOOP}, subshell)
    training.wait_for(loop, "execute_input")
    training.control("interrupt_request", {"subshell_id": subshell})
    assert training.finish(loop).reply["ename"] == "Interrupted"
    assert still_trains(training)
    # A read that has just ended, or is under way, does not use up the one for the main shell.
    training.execute_in(subshell, "1 + 1").assert_ok()
    began = time.monotonic()
    assert stop(training).reply["ename"] == "Interrupted"
    assert time.monotonic() - began < SOON


def test_a_queue_of_a_subshell_is_its_own(long_training):
    """An error in a subshell aborts what waits there, and nothing else."""
    kernel = long_training
    subshell = kernel.create_subshell()
    queued = kernel.client.execute("1 + 1")
    failing = kernel.send("execute_request", {"code": "for i in range(300000):\n    pass\n1 / 0"}, subshell)
    behind = kernel.send("execute_request", {"code": "1"}, subshell)
    assert kernel.finish(failing).reply["ename"] == "ZeroDivisionError"
    assert kernel.finish(behind).reply["ename"] == "Aborted"
    kernel.control("interrupt_request", {"subshell_id": "none of these"})
    assert still_trains(kernel)
    assert queued not in kernel.replies


def test_deleting_a_subshell_ends_what_it_runs(long_training):
    kernel = long_training
    subshell = kernel.create_subshell()
    loop = kernel.send("execute_request", {"code": LOOP}, subshell)
    kernel.wait_for(loop, "execute_input")
    kernel.control("delete_subshell_request", {"subshell_id": subshell})
    assert kernel.finish(loop).reply["ename"] == "Interrupted"
    assert still_trains(kernel)


@pytest.mark.parametrize("in_subshell", [False, True])
def test_completion_and_inspection_while_training(long_training, in_subshell):
    kernel = long_training
    subshell = kernel.create_subshell() if in_subshell else None
    began = time.monotonic()
    completed = kernel.ask("complete_request", {"code": "fact", "cursor_pos": 4}, subshell)
    assert "factor" in completed["matches"]
    completed = kernel.ask("complete_request", {"code": "recons", "cursor_pos": 6}, subshell)
    assert "reconstruct" in completed["matches"]
    inspected = kernel.ask("inspect_request", {"code": "numbers", "cursor_pos": 7, "detail_level": 0}, subshell)
    assert "[1, [2, 3]]" in inspected["data"]["text/plain"]
    inspected = kernel.ask("inspect_request", {"code": "train", "cursor_pos": 5, "detail_level": 1}, subshell)
    assert inspected["found"] and "epochs" in inspected["data"]["text/plain"]
    complete = kernel.ask("is_complete_request", {"code": "for x in y:"}, subshell)
    assert complete["status"] == "incomplete"
    assert time.monotonic() - began < 5 * SOON
    assert still_trains(kernel)


def test_user_expressions_in_a_subshell(long_training):
    kernel = long_training
    subshell = kernel.create_subshell()
    content = {"code": "", "user_expressions": {"a": "factor + 1", "b": "1 / 0", "c": "seed(3)"}}
    values = kernel.ask("execute_request", content, subshell)["user_expressions"]
    assert values["a"]["data"]["text/plain"] == "3"
    assert values["b"]["ename"] == "ZeroDivisionError"
    assert values["c"]["ename"] == "SessionBusy"


def lines(result):
    return [line for line in result.text.splitlines() if line.startswith("epoch ")]


def pictures(result):
    """The last state of each display that is a picture, in order."""
    shown = {}
    for message in result.of_type("display_data", "update_display_data"):
        shown[message["content"]["transient"].get("display_id", len(shown))] = message["content"]
    return [content for content in shown.values() if "image/png" in content["data"]]


def test_a_training_is_watched_to_its_end(kernel):
    """All lines from the first, the bar and the pictures, in a window that came later; and the whole record when it has ended."""
    kernel.ok("data mnist, batch=64\nmodel mlp, hidden=64, latent=4")
    subshell = kernel.create_subshell()
    # With nothing to watch it says what to do.
    failed = kernel.execute_in(subshell, "watch")
    assert failed.reply["ename"] == "ModelError" and "needs a training" in failed.reply["evalue"]
    run = kernel.client.execute("train epochs=30")
    kernel.wait_for(run, "stream")
    watched = kernel.execute_in(subshell, "watch").assert_ok()
    trained = kernel.finish(run).assert_ok()
    assert lines(watched) == lines(trained) and len(lines(watched)) == 30
    assert "trained 30 epochs" in watched.of_type("update_display_data", "display_data")[-1]["content"]["data"]["text/plain"]
    # What stays of both is the same plot and the same strip, and each says in words what it shows.
    assert len(pictures(trained)) == 2
    assert [p["data"]["image/png"] for p in pictures(watched)] == [p["data"]["image/png"] for p in pictures(trained)]
    words = pictures(trained)[0]["data"]["text/plain"]
    assert "reconstruction falls from " in words and pictures(trained)[0]["metadata"]["image/png"]["alt"] == words
    record = kernel.ok("watch")
    assert [line.partition("   ")[2] for line in lines(record)] == [line.partition("   ")[2] for line in lines(trained)]
    assert [p["data"]["image/png"] for p in pictures(record)] == [p["data"]["image/png"] for p in pictures(trained)]


def test_a_machine_that_slept_goes_on(kernel):
    """Stopped in mid-training, as a suspended machine is: nothing is lost, and who looks afterwards sees all of it."""
    begin, train = "seed 1\ndata mnist, batch=64\nmodel mlp, hidden=64, latent=4", "train epochs=30\nhistory().steps[-1]"
    kernel.ok(begin)
    expected = kernel.ok(train).results
    kernel.ok(begin)
    subshell = kernel.create_subshell()
    run = kernel.client.execute(train)
    kernel.wait_for(run, "stream")
    os.kill(kernel.pid, signal.SIGSTOP)
    # Longer than a client waits for a heartbeat.
    time.sleep(4)
    os.kill(kernel.pid, signal.SIGCONT)
    watched = kernel.execute_in(subshell, "watch").assert_ok()
    trained = kernel.finish(run).assert_ok()
    assert trained.results == expected and expected
    assert lines(watched) == lines(trained) and len(lines(trained)) == 30


def test_to_stop_watching_stops_nothing(kernel):
    run = kernel.start_training()
    subshell = kernel.create_subshell()
    watching = kernel.send("execute_request", {"code": "watch"}, subshell)
    kernel.wait_for(watching, "display_data")
    kernel.control("delete_subshell_request", {"subshell_id": subshell})
    assert kernel.finish(watching).reply["ename"] == "Interrupted"
    kernel.training = run
    assert still_trains(kernel)
    kernel.control("interrupt_request")
    kernel.finish(run)


def test_a_short_run_is_not_drawn_and_one_can_say_so(kernel):
    kernel.ok("data mnist, batch=64\nmodel mlp, hidden=16, latent=2")
    assert pictures(kernel.ok("train steps=299")) == []
    assert pictures(kernel.ok("train steps=300, live=False")) == []
    assert len(pictures(kernel.ok("train steps=300"))) == 2
