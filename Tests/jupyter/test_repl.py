"""`elbow repl` at a terminal."""

import os
import time

import pexpect
import pytest

PROMPT, MORE = ">>> ", r"\.\.\. "


@pytest.fixture
def repl(elbow_program, tmp_path):
    environment = {"TERM": "xterm", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    environment |= {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "OPENBLAS_CORETYPE") if name in os.environ}
    arguments = ["repl", "--output", str(tmp_path / "pictures")]
    started = []

    def start():
        terminal = pexpect.spawn(str(elbow_program), arguments, env=environment, encoding="utf-8", timeout=30)
        started.append(terminal)
        terminal.expect(PROMPT)
        return terminal

    yield start
    for terminal in started:
        terminal.close(force=True)


def answer(terminal, line, expected):
    """Types a line, and waits for what it shows and for the next prompt."""
    terminal.send(line + "\r")
    terminal.expect(expected)
    terminal.expect(PROMPT)


def leave(terminal):
    terminal.sendeof()
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def test_cells_run_when_they_are_whole(repl):
    terminal = repl()
    answer(terminal, "x = 20 + 1", "")
    answer(terminal, "x * 2", r"\r\n42\r\n")
    terminal.send("for i in range(3):\r")
    terminal.expect(MORE)
    terminal.send("    print(i * 10)\r")
    terminal.expect(MORE)
    answer(terminal, "", r"0\r\n10\r\n20\r\n")
    terminal.send("linear(3,\r")
    terminal.expect(MORE)
    answer(terminal, "4)", r"linear\(3, 4\)")
    answer(terminal, "y = nope", "NameError.*`nope` is not defined")
    leave(terminal)


def test_tab_completes(repl):
    terminal = repl()
    answer(terminal, "print(logsum\t(tensor([0, 0]), dim=0))", "0.693147")
    answer(terminal, "widest = 31", "")
    answer(terminal, "wid\t + 1", r"\r\n32\r\n")
    leave(terminal)


def test_interrupt_ends_a_cell_and_what_is_typed(repl):
    terminal = repl()
    answer(terminal, "n = 3", "")
    # What it prints tells that it has begun; what is typed does not look like it.
    for line in ("while True:", "    n += 1", "    if n == 5: print('fi' + 've')"):
        terminal.send(line + "\r")
        terminal.expect(MORE)
    terminal.send("\r")
    terminal.expect("five")
    terminal.sendintr()
    terminal.expect("Interrupted")
    terminal.expect(PROMPT)
    # Whenever it comes: before the line is read, or between any two of its characters.
    terminal.delaybeforesend = None
    for microseconds in range(0, 800, 10):
        terminal.send("half of a li")
        time.sleep(microseconds * 1e-6)
        terminal.sendintr()
        terminal.expect(r"\r\n" + PROMPT)
    answer(terminal, "n > 3", r"\r\nTrue\r\n")
    leave(terminal)


def test_pictures_become_files(repl, tmp_path):
    terminal = repl()
    answer(terminal, "show rand(8, 8)", r"picture-1\.png")
    leave(terminal)
    assert (tmp_path / "pictures" / "picture-1.png").read_bytes().startswith(b"\x89PNG")


def test_history_outlives_the_session(repl):
    terminal = repl()
    answer(terminal, "word = 'kept' * 2", "")
    leave(terminal)
    terminal = repl()
    answer(terminal, "\x1b[A", r"word = 'kept' \* 2")
    answer(terminal, "word", "'keptkept'")
    leave(terminal)
