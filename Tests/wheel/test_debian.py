"""The wheel as an ordinary user of a bare Debian without a network has it, and on a processor of 2008.

Slow: a minute or two for making each Debian the first time, and some minutes for the notebooks.
"""

import shutil
import subprocess

import pytest
from conftest import ROOT

CHROOTS = ROOT / ".build/chroots"
WHEELHOUSE = ROOT / ".build/wheelhouse"
SUITES = {"bookworm": "3.11", "trixie": "3.13"}

LESSON = """
data mnist
model latent=10
train epochs=2
sample 16
plot loss
"""


@pytest.fixture(scope="session", autouse=True)
def wheels(wheel):
    if subprocess.run(["id", "-u"], capture_output=True, text=True).stdout.strip() != "0":
        pytest.exit("a bare Debian can be made by root only", returncode=1)
    subprocess.run([ROOT / "packaging/wheelhouse.sh", WHEELHOUSE, *SUITES.values()], cwd=ROOT, check=True)
    for old in WHEELHOUSE.glob("elbow_kernel-*"):
        old.unlink()
    shutil.copy(wheel, WHEELHOUSE)


def in_debian(suite, script):
    """Runs a script of a shell there, as a user without rights; returns what it printed."""
    done = subprocess.run(
        [ROOT / "packaging/chroot.sh", suite, CHROOTS / suite, WHEELHOUSE, "bash", "-euc", f"cd; {script}"],
        cwd=ROOT, capture_output=True, text=True, timeout=3000,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("suite", SUITES)
def test_two_lines_make_a_lesson(suite):
    in_debian(suite, "rm -rf venv lessons out pictures .local; python3 -m venv venv")
    told = in_debian(suite, f"""
        exec 2>&1
        TIMEFORMAT='seconds from pip install to samples: %R'
        time {{
            venv/bin/pip --quiet --disable-pip-version-check install --no-index --find-links /wheels 'elbow-kernel[lab]'
            venv/bin/elbow run - --output pictures <<'LESSON'
{LESSON}
LESSON
        }}
        venv/bin/elbow doctor
        venv/bin/elbow lab lessons --files-only
        ls pictures
    """)
    print(told)
    assert "seconds from pip install" in told
    assert "✓ MNIST" in told and "✓ JupyterLab" in told and "✓ Jupyter: the kernel is installed in /home/ada/venv" in told
    assert "✗" not in told and "put 16 notebooks into /home/ada/lessons" in told
    assert "picture-2.png" in told


@pytest.mark.parametrize("suite", SUITES)
def test_all_notebooks(suite):
    """After the test above."""
    told = in_debian(suite, "venv/bin/python /scripts/notebooks.py --short lessons/Notebooks out")
    print(told)
    assert told.count(" pictures") >= 11


@pytest.mark.parametrize("suite", SUITES)
def test_letters_where_there_is_no_font(suite, tmp_path):
    cell = """plot([1.0, 3, 2], title="∇log p(x) ≤ λ")"""
    in_debian(suite, f"ls /usr/share/fonts 2>/dev/null && exit 1; echo '{cell}' | venv/bin/elbow run - --output letters")
    subprocess.run([ROOT / ".build/release/elbow", "run", "-", "--output", tmp_path], input=cell, text=True, check=True)
    there = CHROOTS / suite / "home/ada/letters/picture-1.png"
    assert there.read_bytes() == (tmp_path / "picture-1.png").read_bytes()


def test_a_processor_of_2008(tmp_path):
    """Nehalem has no AVX: what was built for newer ones must not run there."""
    program = CHROOTS / "bookworm/home/ada/venv/bin/elbow"
    cells = "data mnist\nmodel latent=2\ntrain steps=3\nsample 4\nplot loss\n"
    done = subprocess.run(
        ["qemu-x86_64-static", "-cpu", "Nehalem", program, "run", "-", "--output", tmp_path], input=cells,
        capture_output=True, text=True, env={"HOME": str(tmp_path), "ELBOW_THREADS": "1"}, timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "step" in done.stdout and (tmp_path / "picture-2.png").exists()
