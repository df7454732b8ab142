"""Real photographs: CIFAR-10, or a sample of it. Skipped where ELBOW_DATA does not hold it."""

from pathlib import Path

import pytest
from conftest import FULL_DATA

EPOCHS = 3
EPOCH_TIMEOUT = 180  # seconds, several times what an epoch takes


@pytest.fixture
def photographs():
    folders = [Path(folder) for folder in (FULL_DATA or "").split(":") if folder]
    if not any(any(folder.glob(name)) for folder in folders for name in ("cifar*", "*/cifar*", "*/data_batch_1.bin")):
        pytest.skip("needs CIFAR-10: set ELBOW_DATA to the folder that holds it")
    return FULL_DATA


@pytest.mark.timeout(EPOCHS * EPOCH_TIMEOUT + 120)
def test_photographs_are_learned(start_kernel, photographs):
    kernel = start_kernel(ELBOW_DATA=photographs)
    result = kernel.ok("d = data(\"cifar10\", train=5000, test=500, batch=32)\nprint(d.name)", timeout=60)
    assert result.stream().split()[-1] == "cifar10"
    kernel.ok("model spatial, likelihood=discretized_logistic")
    kernel.ok(f"train epochs={EPOCHS}, lr=0.003, warmup=2, schedule=cosine", timeout=EPOCHS * EPOCH_TIMEOUT)
    bits, independent = map(
        float, kernel.ok("e = evaluate()\nprint(e[\"bits\"], e[\"normal_bits\"])", timeout=60).stream().split())
    # Uniform levels cost 8 bits, a normal distribution of each value about 7.9; the model is far below after so little.
    assert independent < 8
    assert bits < independent - 1
