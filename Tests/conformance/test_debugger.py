"""The debugger at the socket. What Elbow and ipykernel should agree on runs with both."""

import re
import time

import pytest
from debugging import Debugging

PROGRAM = """\
def f(a):
    b = a + 1
    return b

total = 0
for i in range(2):
    total += f(i)
print(total)
"""


@pytest.fixture(params=["elbow", "python3"])
def both(request):
    if request.param == "python3":
        pytest.importorskip("debugpy")
    kernel = Debugging(kernel_name=request.param)
    yield kernel
    kernel.close()


@pytest.fixture
def elbow():
    kernel = Debugging(kernel_name="elbow")
    yield kernel
    kernel.close()


def lines(stop):
    """The reason, and the lines of the calls: what a cell is called is each kernel's own matter."""
    reason, calls = stop
    return reason, [line for _, line in calls]


# What both do


def test_the_kernel_says_that_it_has_a_debugger(both):
    assert both.manager.kernel_spec.metadata["debugger"] is True
    assert "debugger" in both.control("kernel_info_request")["supported_features"]


def test_debug_info_before_the_start(both):
    info = both.ok("debugInfo")
    assert info["isStarted"] is False and info["breakpoints"] == [] and info["stoppedThreads"] == []
    assert info["hashMethod"] == "Murmur2" and info["richRendering"] is True and info["copyToGlobals"] is True
    assert isinstance(info["exceptionPaths"], list)


def test_the_path_of_a_cell_is_the_one_that_clients_compute(both):
    both.start()
    info = both.ok("debugInfo")
    for code in ("", "x = 1", "é = '☃'", PROGRAM, "abc" * 5):
        middle = murmur2(code.encode(), info["hashSeed"])
        path = f"{info['tmpFilePrefix']}{middle}{info['tmpFileSuffix']}"
        assert both.ok("dumpCell", code=code)["sourcePath"] == path
        assert both.ok("source", source={"path": path})["content"] == code


def murmur2(data, seed, m=0x5BD1E995, mask=0xFFFFFFFF):
    """Austin Appleby's MurmurHash2, as JupyterLab has it."""
    h = seed ^ len(data)
    whole = len(data) & ~3
    for i in range(0, whole, 4):
        k = int.from_bytes(data[i : i + 4], "little") * m & mask
        k = (k ^ k >> 24) * m & mask
        h = h * m & mask ^ k
    if data[whole:]:
        h = (h ^ int.from_bytes(data[whole:], "little")) * m & mask
    h = (h ^ h >> 13) * m & mask
    return h ^ h >> 15


def test_beginning_and_end(both):
    capabilities = both.start()
    for able in ("ConditionalBreakpoints", "HitConditionalBreakpoints", "LogPoints", "SetVariable", "ExceptionInfoRequest"):
        assert capabilities[f"supports{able}"] is True
    assert {"raised", "uncaught"} <= {f["filter"] for f in capabilities["exceptionBreakpointFilters"]}
    initialized = both.event("initialized")
    started = both.event("thread")
    assert started["body"] == {"reason": "started", "threadId": 1}
    assert initialized["seq"] < started["seq"]
    assert 1 in [thread["id"] for thread in both.ok("threads")["threads"]]
    both.ok("configurationDone")
    assert both.ok("debugInfo")["isStarted"] is True
    assert both.frames() == []
    both.ok("disconnect", restart=False, terminateDebuggee=False)
    both.event("terminated")
    assert both.ok("debugInfo")["isStarted"] is False


def test_stepping_through_a_cell(both):
    """The same stops in the same lines for the same reasons, as both go through one program."""
    both.start()
    places = both.set_breakpoints(PROGRAM, 5)
    assert [(p["verified"], p["line"]) for p in places] == [(True, 5)]
    cell = both.run(PROGRAM)
    assert lines(both.stopped()) == ("breakpoint", [5])
    steps = ["next", "next", "stepIn", "next", "next", "next", "stepIn", "stepOut", "next", "next"]
    assert [lines(both.step(command)) for command in steps] == [
        ("step", [6]), ("step", [7]), ("step", [2, 7]), ("step", [3, 7]), ("step", [6]), ("step", [7]),
        ("step", [2, 7]), ("step", [7]), ("step", [6]), ("step", [8]),
    ]
    both.ok("continue", threadId=1)
    assert both.finish(cell)["status"] == "ok"


def test_messages_come_in_one_order(both):
    """The stop comes while the cell is busy, and behind each step first that the program goes on."""
    both.start()
    both.set_breakpoints(PROGRAM, 5)
    cell = both.run(PROGRAM)
    both.stopped()
    both.step("next")
    both.ok("continue", threadId=1)
    both.finish(cell)
    # The last event of ipykernel's may come behind the cell's idle.
    both.quiet()
    kinds = [
        m["content"].get("event") or m["content"].get("execution_state") or m["msg_type"] for m in both.published
        if m["msg_type"] in ("debug_event", "execute_input") or m["parent_header"].get("msg_id") == cell
    ]
    # Elbow says "busy" of the cell once more when a request beside it has been dealt with.
    assert kinds.count("idle") == 1 and kinds.index("busy") < kinds.index("execute_input")
    wanted = [k for k in kinds if k in ("execute_input", "stopped", "continued")]
    assert wanted == ["execute_input", "stopped", "continued", "stopped", "continued"], kinds
    assert kinds.index("idle") > max(n for n, k in enumerate(kinds) if k == "stopped")
    numbers = [m["content"]["seq"] for m in both.published if m["msg_type"] == "debug_event"]
    assert numbers == sorted(set(numbers))


def test_variables_and_expressions(both):
    both.start()
    both.set_breakpoints(PROGRAM, 3)
    cell = both.run(PROGRAM)
    assert lines(both.stopped()) == ("breakpoint", [3, 7])
    scopes = both.ok("scopes", frameId=both.frames()[0]["id"])["scopes"]
    assert [s["name"] for s in scopes] == ["Locals", "Globals"]
    local = both.variables()
    assert {n: (v["value"], v["type"], v["variablesReference"]) for n, v in local.items()} == {
        "a": ("0", "int", 0), "b": ("1", "int", 0)
    }
    outer = both.variables(frame=1)
    assert outer["total"]["value"] == "0" and outer["i"]["value"] == "0"
    frame = both.frames()[0]["id"]
    assert both.ok("evaluate", expression="a + 41", frameId=frame, context="repl")["result"] == "41"
    wrong = both.ask("evaluate", expression="nowhere", frameId=frame, context="repl")
    assert wrong["success"] is False and "nowhere" in wrong["message"]
    rich = both.ok("richInspectVariables", variableName="b", frameId=frame)
    assert "1" in rich["data"]["text/plain"]
    assert both.ok("debugInfo")["stoppedThreads"][0] == 1
    both.ok("copyToGlobals", srcVariableName="b", dstVariableName="kept", srcFrameId=frame)
    reference = both.ok("scopes", frameId=frame)["scopes"][0]["variablesReference"]
    assert both.ok("setVariable", variablesReference=reference, name="b", value="100")["value"] == "100"
    both.set_breakpoints(PROGRAM)
    both.ok("continue", threadId=1)
    assert both.finish(cell)["status"] == "ok"
    assert {n: both_variable(both, n) for n in ("total", "kept")} == {"total": "102", "kept": "1"}


def both_variable(kernel, name):
    variables = kernel.ok("inspectVariables")["variables"]
    return next(v["value"] for v in variables if v["name"] == name)


def test_conditions_and_hits(both):
    code = "for i in range(10):\n    x = i\n"
    both.start()
    both.set_breakpoints(code, {"line": 2, "condition": "i == 7"})
    cell = both.run(code)
    both.stopped()
    assert both.variables()["i"]["value"] == "7"
    both.ok("continue", threadId=1)
    both.finish(cell)
    both.set_breakpoints(code, {"line": 2, "hitCondition": "4"})
    cell = both.run(code)
    both.stopped()
    assert both.variables()["i"]["value"] == "3"
    both.ok("continue", threadId=1)
    assert both.finish(cell)["status"] == "ok"


def test_an_error_stops_where_it_is_raised(both):
    code = "def g():\n    raise ValueError('no')\n\ng()\n"
    both.start()
    both.ok("setExceptionBreakpoints", filters=["raised"])
    cell = both.run(code)
    event = both.event("stopped")["body"]
    assert (event["reason"], event["description"], event["text"]) == ("exception", "no", "ValueError")
    assert [f["line"] for f in both.frames()] == [2, 4]
    info = both.ok("exceptionInfo", threadId=1)
    assert (info["exceptionId"], info["description"]) == ("ValueError", "no")
    both.ok("setExceptionBreakpoints", filters=[])
    both.ok("continue", threadId=1)
    assert both.finish(cell)["ename"] == "ValueError"


def test_variables_without_the_debugger(both):
    both.finish(both.run("x = 12\nname = 'text'\nitems = [1, [2, 3]]"))
    variables = {v["name"]: v for v in both.ok("inspectVariables")["variables"]}
    assert (variables["x"]["value"], variables["x"]["type"]) == ("12", "int")
    assert variables["name"]["type"] == "str"
    assert variables["items"]["value"] == "[1, [2, 3]]" and variables["items"]["variablesReference"] > 0
    assert "12" in both.ok("richInspectVariables", variableName="x")["data"]["text/plain"]


def test_parts_are_seen_without_the_debugger(elbow):
    # Which ipykernel shows only once the debugger is started.
    elbow.finish(elbow.run("items = [1, [2, 3]]"))
    (items,) = elbow.ok("inspectVariables")["variables"]
    parts = elbow.parts(items)
    assert [part["value"] for part in parts.values()] == ["1", "[2, 3]"]
    assert [part["value"] for part in elbow.parts(parts["1"]).values()] == ["2", "3"]


# What Elbow does besides


def test_a_function_of_an_earlier_cell_stops(elbow):
    code = "def f(x):\n    y = x + 1\n    return y"
    elbow.finish(elbow.run(code))
    elbow.start()
    elbow.set_breakpoints(code, 2)
    cell = elbow.run("z = f(1)")
    assert lines(elbow.stopped()) == ("breakpoint", [2, 1])
    paths = [f["source"]["path"] for f in elbow.frames()]
    assert [elbow.ok("source", source={"path": p})["content"] for p in paths] == [code, "z = f(1)"]
    elbow.ok("continue", threadId=1)
    assert elbow.finish(cell)["status"] == "ok"


def test_who_comes_back_stops_in_a_function_of_before(elbow):
    """As JupyterLab does when its debugger is switched off and on again."""
    code = "def f(x):\n    return x + 1"
    elbow.start()
    elbow.finish(elbow.run(code))
    elbow.ok("disconnect", restart=False, terminateDebuggee=False)
    elbow.start()
    elbow.set_breakpoints(code, 2)
    cell = elbow.run("f(1)")
    assert lines(elbow.stopped()) == ("breakpoint", [2, 1])
    elbow.ok("continue", threadId=1)
    assert elbow.finish(cell)["status"] == "ok"


def test_tensors_networks_and_gradients_are_shown(elbow):
    code = (
        "x = rand(16, 1, 28, 28)\nnet = sequential(linear(3, 2), relu, linear(2, 1))\n"
        "loss = sum(net(ones(4, 3)))\nbackward(loss)\nw = net[0].parameters[0]\nz = 1"
    )
    elbow.start()
    elbow.set_breakpoints(code, 6)
    cell = elbow.run(code)
    elbow.stopped()
    variables = elbow.variables()
    x = variables["x"]
    # JupyterLab's tree shows the type where there is one, and the value only where there is none.
    assert "type" not in x
    assert re.fullmatch(r"Tensor \[16, 1, 28, 28\] from \S{4,8} to 1, mean 0\.(49|50|51)\d*", x["value"]), x["value"]
    frame = elbow.frames()[0]["id"]
    picture = elbow.ok("richInspectVariables", variableName="x", frameId=frame)["data"]
    assert picture["image/png"].startswith("iVBOR") and "<img" in picture["text/html"]
    layers = elbow.parts(variables["net"])
    assert [layer["value"] for layer in layers.values()] == ["linear(3, 2)", "relu", "linear(2, 1)"]
    assert {"weight", "bias"} <= set(elbow.parts(layers["0"]))
    assert "linear(3, 2)" in elbow.ok("richInspectVariables", variableName="net", frameId=frame)["data"]["text/plain"]
    assert variables["w"]["value"].startswith("Parameter [2, 3] from ")
    assert elbow.parts(variables["w"])["grad"]["value"].startswith("Tensor [2, 3] ")
    rich = elbow.ok("richInspectVariables", variableName="w", frameId=frame)["data"]["text/plain"]
    assert "its gradient: [2, 3] from " in rich
    elbow.ok("continue", threadId=1)
    assert elbow.finish(cell)["status"] == "ok"


def test_a_parameter_shows_the_gradients_that_it_had(elbow):
    """One step's length of the gradient after another, as a list and as a plot; and of a value what computed it."""
    code = (
        "seed 1\nnet = sequential(linear(3, 2), relu, linear(2, 1))\no = sgd(net, lr=0.01)\nx = randn(8, 3)\n"
        "for i in range(20):\n    loss = sum(net(x)**2)\n    step(o, loss)\nw = net[2].parameters[0]\nz = 1"
    )
    elbow.start()
    elbow.set_breakpoints(code, 9)
    cell = elbow.run(code)
    elbow.stopped()
    variables = elbow.variables()
    parts = elbow.parts(variables["w"])
    lengths = [float(part["value"]) for part in elbow.parts(parts["gradient_lengths"]).values()]
    assert len(lengths) == 20 and all(length > 0 for length in lengths) and len(set(lengths)) == 20
    # The last first, and it is the length of the gradient that is still there.
    frame = elbow.frames()[0]["id"]
    now = elbow.ok("evaluate", expression="sqrt(sum(w.grad**2)).item()", frameId=frame)["result"]
    assert abs(lengths[0] - float(now)) < 1e-5 * lengths[0]
    rich = elbow.ok("richInspectVariables", variableName="w", frameId=frame)["data"]
    assert "its gradient's length over 20 steps: " in rich["text/plain"] and rich["image/png"].startswith("iVBOR")
    rich = elbow.ok("richInspectVariables", variableName="loss", frameId=frame)["data"]["text/plain"]
    assert "computed by sum ← " in rich and "linear" in rich, rich
    elbow.ok("continue", threadId=1)
    assert elbow.finish(cell)["status"] == "ok"
    elbow.ok("disconnect", restart=False, terminateDebuggee=False)
    # Without a debugger nothing is noted.
    elbow.finish(elbow.run("step(o, sum(net(x)**2))"))
    elbow.start()
    elbow.set_breakpoints("y = 2\nz = 3", 2)
    cell = elbow.run("y = 2\nz = 3")
    elbow.stopped()
    assert len(elbow.parts(elbow.parts(elbow.variables(scope=1)["w"])["gradient_lengths"])) == 20
    elbow.ok("continue", threadId=1)
    elbow.finish(cell)


def test_variables_are_seen_while_a_cell_runs(elbow):
    elbow.finish(elbow.run("x = 12"))
    cell = elbow.run("n = 0\nwhile True:\n    n += 1")
    time.sleep(0.5)
    variables = {v["name"]: v["value"] for v in elbow.ok("inspectVariables")["variables"]}
    assert variables["x"] == "12" and int(variables["n"]) > 0
    elbow.control("interrupt_request")
    assert elbow.finish(cell)["ename"] == "Interrupted"


def test_a_pause_stops_a_running_cell(elbow):
    elbow.start()
    cell = elbow.run("n = 0\nwhile True:\n    n += 1")
    time.sleep(0.5)
    elbow.ok("pause", threadId=1)
    reason, calls = elbow.stopped()
    assert reason == "pause" and calls[0][1] in (2, 3)
    elbow.ok("terminate")
    assert elbow.finish(cell)["ename"] == "Interrupted"


def test_an_interrupt_while_stopped(elbow):
    elbow.start()
    elbow.set_breakpoints(PROGRAM, 3)
    cell = elbow.run(PROGRAM)
    elbow.stopped()
    began = time.monotonic()
    assert elbow.control("interrupt_request")["status"] == "ok"
    assert elbow.finish(cell)["ename"] == "Interrupted"
    assert time.monotonic() - began < 5
    elbow.event("continued")
    assert elbow.frames() == []
    elbow.set_breakpoints(PROGRAM)
    assert elbow.finish(elbow.run(PROGRAM))["status"] == "ok"


def test_an_interrupt_is_answered_while_a_request_takes_long(elbow):
    elbow.start()
    elbow.set_breakpoints("x = 1", 1)
    cell = elbow.run("x = 1")
    elbow.stopped()
    content = {
        "type": "request", "seq": 99, "command": "evaluate",
        "arguments": {"expression": "while True:\n    pass", "frameId": elbow.frames()[0]["id"]},
    }
    evaluation = elbow.send("debug_request", content)
    time.sleep(0.5)
    assert elbow.control("kernel_info_request", timeout=5)["status"] == "ok"
    assert elbow.control("interrupt_request", timeout=5)["status"] == "ok"
    assert elbow.reply_to(evaluation)["content"]["success"] is False
    assert elbow.finish(cell)["ename"] == "Interrupted"


def test_a_restart_while_stopped(elbow):
    elbow.start()
    elbow.set_breakpoints(PROGRAM, 3)
    elbow.run(PROGRAM)
    elbow.stopped()
    began = time.monotonic()
    elbow.manager.restart_kernel()
    elbow.client.wait_for_ready(timeout=60)
    assert time.monotonic() - began < 20
    assert elbow.ok("debugInfo")["isStarted"] is False
    assert elbow.finish(elbow.run(PROGRAM))["status"] == "ok"


def test_two_clients_share_the_debugger(elbow):
    second = Debugging(of=elbow)
    elbow.start()
    elbow.set_breakpoints(PROGRAM, 3)
    assert second.ok("debugInfo")["isStarted"] is True
    cell = elbow.run(PROGRAM)
    assert lines(second.stopped()) == ("breakpoint", [3, 7])
    assert lines(elbow.stopped()) == ("breakpoint", [3, 7])
    second.ok("disconnect", restart=False)
    assert elbow.finish(cell)["status"] == "ok"
    assert elbow.ok("debugInfo")["isStarted"] is False
    second.close()


@pytest.mark.parametrize("stops", [False, True])
def test_hostile_frontends(elbow, stops):
    """Whatever comes is answered or dropped, and the kernel lives."""
    elbow.start()
    if stops:
        elbow.set_breakpoints(PROGRAM, 3)
        cell = elbow.run(PROGRAM)
        elbow.stopped()
    odd = [None, True, -1, 1e300, 2**63, "x", "☃" * 1000, [], [[]], {}, {"a": {"b": []}}]
    names = ("expression", "frameId", "source", "breakpoints", "variablesReference", "variableName", "code", "filters",
             "threadId", "startFrame", "levels", "name", "value", "srcVariableName", "dstVariableName")
    commands = ("evaluate", "setBreakpoints", "variables", "richInspectVariables", "dumpCell", "setExceptionBreakpoints",
                "stackTrace", "scopes", "setVariable", "copyToGlobals", "source", "nonsense", "", "exceptionInfo")
    for value in odd:
        for command in commands:
            content = {"seq": value, "command": command, "arguments": {name: value for name in names}}
            assert elbow.control("debug_request", content)["type"] == "response"
    for content in ({}, {"command": None}, {"command": 5, "arguments": []}, {"arguments": None}):
        assert "status" in elbow.control("debug_request", content)
    huge = "x = 1\n" * 500_000
    places = [{"line": n} for n in range(5000)]
    path = elbow.ok("dumpCell", code=huge)["sourcePath"]
    elbow.ask("setBreakpoints", source={"path": path}, breakpoints=places)
    assert elbow.ask("evaluate", expression="(" * 100_000)["success"] is False
    if stops:
        elbow.ok("continue", threadId=1)
        elbow.ok("disconnect", restart=False)
        assert elbow.finish(cell)["status"] == "ok"
    assert elbow.finish(elbow.run("1 + 1"))["status"] == "ok"
