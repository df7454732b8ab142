"""Where an inherited OPENBLAS_CORETYPE costs speed, one learns of it once; where it does not, never."""

import re
from pathlib import Path

import pytest

LOOP = "w = linear(3, 1)\no = sgd(w, lr=0.1)\nfor i in range(3):\n    step(o, w(ones(2, 3)).sum())"


def note(result):
    return result.stream("stderr").count("OPENBLAS_CORETYPE")


def banner(kernel):
    return kernel.control("kernel_info_request")["content"]["banner"]


@pytest.fixture
def slower_core():
    if "avx2" not in Path("/proc/cpuinfo").read_text():
        pytest.skip("needs a processor that is faster than the oldest")
    return "Nehalem"


def test_the_banner_names_core_and_threads(kernel):
    assert re.search(r"OpenBLAS with kernels for \w+, on \d+ threads?: \w+", banner(kernel))


def test_the_banner_says_what_decides_the_threads(start_kernel):
    assert "on 3 threads: as ELBOW_THREADS says" in banner(start_kernel(ELBOW_THREADS="3"))


def test_it_is_said_once(start_kernel, slower_core):
    kernel = start_kernel(OPENBLAS_CORETYPE=slower_core)
    assert slower_core in banner(kernel)
    assert note(kernel.ok("data mnist\nmodel\nones(3, 3) @ ones(3, 3)")) == 0
    assert note(kernel.ok("train epochs=1")) == 1
    assert note(kernel.ok("train epochs=1")) == 0
    assert note(kernel.ok(LOOP)) == 0


def test_it_is_said_in_a_loop_by_hand_too(start_kernel, slower_core):
    assert note(start_kernel(OPENBLAS_CORETYPE=slower_core).ok(LOOP)) == 1


def test_nothing_is_said_without_it(start_kernel, monkeypatch):
    monkeypatch.delenv("OPENBLAS_CORETYPE", raising=False)
    assert note(start_kernel().ok(LOOP)) == 0
