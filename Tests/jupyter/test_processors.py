"""The same model learns the same on every kind of processor: with AVX-512, with AVX2, and with neither."""

import os
import pathlib
import shutil
import subprocess

import pytest

# The tutorial's loop by hand, which prints every loss in full.
TRAINING = """
seed 7
data mnist, batch={batch}
enc = sequential(
    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),
    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),
    flatten, linear(32 * 5 * 5, 128), relu,
    heads(linear(128, 30), linear(128, 30)))
dec = sequential(linear(30, 512), relu, linear(512, 784), sigmoid)
optimizer = adam(enc, dec, lr=0.001)
taken = 0
for epoch in range({epochs}):
    for x in batches({batch}):
        if taken >= {steps}:
            break
        mean, logvar = enc(x)
        z = mean + sqrt(exp(logvar)) * randn_like(mean)
        LL = -binary_cross_entropy(dec(z), flatten(x), reduction="sum")
        loss = 0.5 * sum(mean**2 + exp(logvar) - 1 - logvar) - LL
        step(optimizer, loss)
        taken += 1
        print(f"{{loss.item():.9f}}")
"""

# What a processor needs for each kind of kernels (those of the levels x86-64-v3 and v4).
FLAGS = {"avx512": {"avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl"}, "avx2": {"avx2", "fma", "bmi2"}, "baseline": set()}


def losses(program, epochs, steps=10**9, batch=64, emulator=(), **environment):
    variables = {name: value for name, value in os.environ.items() if name not in ("ELBOW_SIMD", "OPENBLAS_CORETYPE")}
    done = subprocess.run(
        [*emulator, program, "run", "-"],
        input=TRAINING.format(epochs=epochs, steps=steps, batch=batch),
        capture_output=True,
        text=True,
        timeout=600,
        env=variables | environment,
    )
    assert done.returncode == 0, done.stderr
    return [float(line) for line in done.stdout.splitlines() if line[:1].isdigit()]


def mean(values):
    return sum(values) / len(values)


def own_flags():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    return set(next((line for line in lines if line.startswith("flags")), "").split())


@pytest.fixture(scope="module")
def native(elbow_program):
    return losses(elbow_program, epochs=3)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_three_epochs_are_the_same_bits_on_any_number_of_threads(elbow_program, native, threads):
    assert losses(elbow_program, epochs=3, ELBOW_THREADS=str(threads)) == native


@pytest.mark.parametrize("kernels", ["avx512", "avx2", "baseline"])
def test_every_kind_of_kernels_learns_the_same(elbow_program, native, kernels):
    if not FLAGS[kernels] <= own_flags():
        pytest.skip(f"this processor has no {kernels}")
    found = losses(elbow_program, epochs=3, ELBOW_SIMD=kernels)
    assert len(found) == len(native) and len(found) % 3 == 0
    assert found[:20] == pytest.approx(native[:20], rel=1e-5)
    steps = len(found) // 3
    for epoch in range(3):
        part = slice(epoch * steps, (epoch + 1) * steps)
        assert mean(found[part]) == pytest.approx(mean(native[part]), rel=1e-3)


def test_a_machine_without_avx_trains_to_the_same_losses(elbow_program):
    qemu = shutil.which("qemu-x86_64")
    if qemu is None:
        pytest.skip("qemu-x86_64 is not there to be a machine without AVX: apt-get install qemu-user")
    if os.uname().machine != "x86_64":
        pytest.skip("a program for x86-64 is needed")
    emulated = losses(elbow_program, 1, steps=4, batch=16, emulator=[qemu, "-cpu", "Nehalem"])
    assert len(emulated) == 4
    assert emulated == pytest.approx(losses(elbow_program, 1, steps=4, batch=16), rel=1e-5)
