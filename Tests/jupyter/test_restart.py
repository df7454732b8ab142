"""The kernel comes and goes: shutdown, restart on the same ports, the death of the one who started it."""

import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path
import pytest

pytestmark = pytest.mark.alone

PROMPT = 1.0  # seconds; ten times the kernel's own budget, for busy machines


def wait_for_exit(manager, timeout):
    deadline = time.monotonic() + timeout
    while manager.is_alive():
        assert time.monotonic() < deadline, "the kernel is still there"
        time.sleep(0.01)


def test_restart_forgets_and_works(kernel):
    kernel.ok("kept = 41")
    ports = kernel.manager.ports
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=30)
    assert kernel.manager.ports == ports
    result = kernel.run("kept + 1")
    assert result.status == "error"
    assert "kept" in result.reply["evalue"]
    assert kernel.ok("1 + 1").reply["execution_count"] >= 1


def test_restart_in_mid_training(kernel):
    kernel.start_training()
    began = time.monotonic()
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=30)
    # The client alone takes some tenths of a second; a kernel that has to be killed takes five.
    assert time.monotonic() - began < 4
    assert kernel.ok("1 + 1").results == ["2"]


def test_shutdown_is_answered_and_prompt(kernel):
    began = time.monotonic()
    reply = kernel.control("shutdown_request", {"restart": False})
    assert reply["content"] == {"status": "ok", "restart": False}
    wait_for_exit(kernel.manager, PROMPT)
    assert time.monotonic() - began < PROMPT
    assert "shutdown_reply" in [m["msg_type"] for m in kernel.drain()]


def test_shutdown_in_mid_training(kernel):
    kernel.start_training()
    kernel.control("shutdown_request", {"restart": False})
    wait_for_exit(kernel.manager, PROMPT)


def test_shutdown_for_a_restart_exits_too(kernel):
    reply = kernel.control("shutdown_request", {"restart": True})
    assert reply["content"]["restart"] is True
    wait_for_exit(kernel.manager, PROMPT)


def test_exits_after_its_parent(tmp_path):
    """A kernel whose parent dies without a word follows it within two seconds."""
    parent = textwrap.dedent(
        """
        import sys, time
        from kernel_session import KernelSession
        kernel = KernelSession()
        print(kernel.pid, flush=True)
        time.sleep(600)
        """
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, env=environment, text=True)
    pid = int(process.stdout.readline())
    process.kill()
    process.wait()
    deadline = time.monotonic() + 4
    while is_running(pid):
        assert time.monotonic() < deadline, "the kernel outlives its parent"
        time.sleep(0.05)


def is_running(pid):
    """Whether a process is there and not just waiting to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_an_unusable_connection_file_is_one_clear_line(elbow_program, tmp_path):
    bad = tmp_path / "connection.json"
    for text in ("not JSON", json.dumps({"ip": "127.0.0.1"})):
        bad.write_text(text)
        done = subprocess.run([elbow_program, "kernel", "-f", bad], capture_output=True, text=True, timeout=20)
        assert done.returncode != 0
        assert len(done.stderr.strip().splitlines()) == 1
    missing = subprocess.run(
        [elbow_program, "kernel", "-f", tmp_path / "nothing.json"], capture_output=True, text=True, timeout=20
    )
    assert missing.returncode != 0
    assert "nothing.json" in missing.stderr
