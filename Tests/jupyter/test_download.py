"""Downloads from a mirror that is slow, cuts off, lies, or is not there. (The published mirrors are never asked.)"""

import gzip
import os
import subprocess
import time
from pathlib import Path

import pytest
from mirror import serving

# Debian's package has the published images, packed anew.
SOURCE = Path("/usr/share/datasets/fashion-mnist")
NAMES = [
    "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz",
]
CELLS = "data fashion_mnist, download=True\nprint(images().shape)\n"
pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason="needs Debian's package dataset-fashion-mnist")


@pytest.fixture(scope="module")
def files():
    return {f"/fashion_mnist/{name}": (SOURCE / name).read_bytes() for name in NAMES}


@pytest.fixture
def elbow(elbow_program, tmp_path):
    def command(mirror, text=CELLS, **environment):
        variables = {
            **os.environ, "ELBOW_MIRROR": mirror, "XDG_DATA_HOME": str(tmp_path / "data"),
            # Where the package has put them they are not to be found.
            "XDG_DATA_DIRS": str(tmp_path), **environment,
        }
        variables.pop("ELBOW_DATA", None)
        return [elbow_program, "run", "-"], {"env": variables, "text": True}, text

    def run(mirror, text=CELLS, **environment):
        arguments, options, cells = command(mirror, text, **environment)
        return subprocess.run(arguments, input=cells, capture_output=True, timeout=120, **options)

    run.command = command
    run.folder = tmp_path / "data/elbow/datasets/fashion_mnist"
    return run


def is_whole(folder):
    return all(gzip.decompress((folder / name).read_bytes()) == gzip.decompress((SOURCE / name).read_bytes()) for name in NAMES)


def path(number):
    return f"/fashion_mnist/{NAMES[number]}"


def test_downloads_once_and_only_when_asked(elbow, files):
    with serving(files, {path(0): ["slow"]}) as mirror:
        unasked = elbow(mirror.address, "data fashion_mnist\n")
        assert unasked.returncode != 0
        assert "download=True" in unasked.stderr
        assert mirror.requests == []
        done = elbow(mirror.address)
        assert done.returncode == 0, done.stderr
        assert "(60000, 1, 28, 28)" in done.stdout
        assert is_whole(elbow.folder)
        assert sorted(file.name for file in elbow.folder.iterdir()) == sorted(NAMES)
        asked = len(mirror.requests)
        assert asked == 4
        assert elbow(mirror.address).returncode == 0
        assert len(mirror.requests) == asked


@pytest.mark.parametrize(
    "faults",
    [
        {0: ["cut", "cut", "cut"]}, {1: ["redirect"], 3: ["redirect"]}, {0: ["long", "long"]}, {0: ["cut", "no ranges"]},
        {2: ["cut", "wrong"]}, {2: ["short"]},
    ],
    ids=lambda faults: ", ".join(faults[min(faults)]),
)
def test_what_goes_wrong_is_gone_on_with(elbow, files, faults):
    with serving(files, {path(number): each for number, each in faults.items()}) as mirror:
        done = elbow(mirror.address)
        if done.returncode != 0:
            # One that is told off may have to be asked again; what had come stays.
            done = elbow(mirror.address)
        assert done.returncode == 0, done.stderr
        assert is_whole(elbow.folder)
        if 0 in faults and faults[0][0] == "cut":
            assert any(bounds for _, bounds in mirror.requests)


@pytest.mark.parametrize("fault", ["wrong", "missing", "endless"])
def test_another_mirror_is_asked(elbow, files, fault):
    with serving(files, {path(number): [fault] * 9 for number in range(4)}) as bad, serving(files) as good:
        alone = elbow(bad.address)
        assert alone.returncode != 0
        assert "train-images-idx3-ubyte.gz did not come" in alone.stderr
        assert bad.address in alone.stderr
        assert not list(elbow.folder.glob("*.gz"))
        done = elbow(f"{bad.address} {good.address}")
        assert done.returncode == 0, done.stderr
        assert is_whole(elbow.folder)


def test_without_a_network_it_says_what_to_do(elbow):
    done = elbow("http://127.0.0.1:9")
    assert done.returncode != 0
    assert "could not be downloaded" in done.stderr
    assert "put its four files" in done.stderr
    forbidden = elbow("http://127.0.0.1:9", ELBOW_OFFLINE="1")
    assert "ELBOW_OFFLINE=1 forbids it" in forbidden.stderr
    without = elbow("http://127.0.0.1:9", PATH="/nowhere")
    assert "the program curl is not there" in without.stderr


def test_an_interrupt_stops_it_and_it_goes_on(elbow, start_kernel, files):
    with serving(files, {path(0): ["stall"]}) as mirror:
        _, options, _ = elbow.command(mirror.address)
        names = ("ELBOW_MIRROR", "XDG_DATA_HOME", "XDG_DATA_DIRS")
        kernel = start_kernel(**{name: options["env"][name] for name in names})
        cell = kernel.client.execute("data fashion_mnist, download=True")
        part = elbow.folder / (NAMES[0] + ".part")
        half = len(files[path(0)]) // 2
        wait_until(lambda: part.exists() and part.stat().st_size == half)
        began = time.monotonic()
        kernel.control("interrupt_request")
        result = kernel.finish(cell)
        assert time.monotonic() - began < 5
        assert result.reply["ename"] == "Interrupted"
        assert "the download of Fashion-MNIST was interrupted" in result.reply["evalue"]
        assert result.of_type("update_display_data")
        assert part.stat().st_size == half
        assert kernel.ok("1 + 1").results == ["2"]
        kernel.ok("data fashion_mnist, download=True", timeout=60)
        assert (path(0), f"bytes={half}-") in mirror.requests
        assert is_whole(elbow.folder)


def test_a_file_that_is_wrong_is_replaced(elbow, files):
    elbow.folder.mkdir(parents=True)
    (elbow.folder / NAMES[1]).write_bytes(b"not this")
    (elbow.folder / (NAMES[0] + ".part")).write_bytes(b"nor that" * 100)
    with serving(files) as mirror:
        done = elbow(mirror.address)
    assert done.returncode == 0, done.stderr
    assert is_whole(elbow.folder)


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
