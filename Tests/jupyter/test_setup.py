"""What set-up leaves behind: the sample of MNIST, and the paths that make hands on."""

import subprocess
from collections import Counter

import pytest
from places import ROOT

SAMPLE = ROOT / ".build/datasets/mnist-sample"


@pytest.mark.parametrize("name, count", [("train", 4500), ("t10k", 500)])
def test_the_sample_is_stratified_and_mixed(name, count):
    images = (SAMPLE / f"{name}-images-idx3-ubyte").read_bytes()
    labels = (SAMPLE / f"{name}-labels-idx1-ubyte").read_bytes()
    assert images[:16] == bytes.fromhex("00000803") + b"".join(n.to_bytes(4, "big") for n in (count, 28, 28))
    assert labels[:8] == bytes.fromhex("00000801") + count.to_bytes(4, "big")
    assert len(images) == 16 + count * 784
    assert Counter(labels[8:]) == {digit: count // 10 for digit in range(10)}
    # Any hundred in a row hold every digit.
    assert all(len(set(labels[i : i + 100])) == 10 for i in range(8, len(labels) - 100, 100))


def test_folders_of_data_become_absolute(tmp_path):
    (tmp_path / "here/data").mkdir(parents=True)
    (tmp_path / "there/more").mkdir(parents=True)

    def absolute(folders):
        command = [ROOT / "scripts/absolute-paths.sh", folders, tmp_path / "here", tmp_path / "there"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert absolute("data") == f"{tmp_path}/here/data"
    assert absolute("../there/more::/abs") == f"{tmp_path}/there/more:/abs"
    assert absolute("more") == f"{tmp_path}/there/more"
    assert absolute("nowhere") == f"{tmp_path}/here/nowhere"
