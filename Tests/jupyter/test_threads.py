"""As many threads as processors that may be used, and no thread that waits for another's turn."""

import os
import shutil
import subprocess

import pytest


def threads(*command, **environment):
    environment = {**os.environ, **environment}
    done = subprocess.run(list(map(str, command)), input="session", capture_output=True, text=True, env=environment)
    return next(line for line in (done.stdout + done.stderr).splitlines() if "threads" in line)


@pytest.fixture
def one_processor():
    if not shutil.which("taskset"):
        pytest.skip("needs taskset")
    return "taskset", "-c", str(min(os.sched_getaffinity(0)))


def test_a_process_on_one_processor_has_one_thread(elbow_program, one_processor):
    assert threads(*one_processor, elbow_program, "run", "-").split()[1].strip(",") == "1"
    line = threads(*one_processor, elbow_program, "doctor")
    assert "1 thread: " in line
    if os.cpu_count() > 1:
        assert f"of {os.cpu_count()} processors, 1 may be used here" in line


def test_the_user_decides(elbow_program, one_processor):
    assert "3 threads: as ELBOW_THREADS says" in threads(*one_processor, elbow_program, "doctor", ELBOW_THREADS="3")
    assert "ELBOW_THREADS=many is no number of threads" in threads(elbow_program, "doctor", ELBOW_THREADS="many")


def test_all_that_may_be_used_are_used(elbow_program):
    count = int(threads(elbow_program, "run", "-").split()[1].strip(","))
    assert 1 <= count <= len(os.sched_getaffinity(0))
