"""What others have named cannot bring a tag into a notebook, nor an escape sequence onto a terminal."""

from html.parser import HTMLParser

import numpy as np
import pytest

# Each joins with what follows or with what precedes it to one character, and so could hide it.
JOINING = ["", "\u0600", "\u200d", "\u0301", "\ufe0f", "\U000e0100", "\u0d4e"]
OURS = {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "b", "br", "div", "pre", "progress"}


class Tags(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text = set(), set(), ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data):
        self.text += data


def name(joining):
    return f"{joining}<img src=x onerror=alert(1) a='\"{joining}>{joining}\"'"


def html(result):
    kinds = ("display_data", "execute_result", "update_display_data")
    return [m["content"]["data"]["text/html"] for m in result.of_type(*kinds) if "text/html" in m["content"]["data"]]


@pytest.mark.parametrize("joining", JOINING, ids=ascii)
def test_no_tag_but_ours(kernel, tmp_path, joining):
    file = tmp_path / f"{name(joining)}.npy"
    np.save(file, (np.arange(40 * 64).reshape(40, 8, 8) % 251).astype(np.uint8))
    kernel.ok(f"data {quoted(file)}\nmodel mlp, latent=2\ntrain epochs=1")
    shown = [
        kernel.ok(cell)
        for cell in ("session", "history", "variables", f"k = [[{quoted(name(joining))}, 1], ['b', 2]]\nk")
    ]
    pages = [page for result in shown for page in html(result)]
    assert len(pages) >= 3
    for page in pages:
        found = Tags(page)
        assert found.tags <= OURS, page
        assert not any(attribute.startswith("on") for attribute in found.attributes)
    assert any("onerror=alert(1)" in Tags(page).text for page in pages)


def quoted(text):
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\x1b") + '"'


def test_a_name_does_not_steer_the_terminal(run_cells, tmp_path):
    folder = tmp_path / "\x1b[2J\x1b[31mred"
    folder.mkdir()
    np.save(folder / "a.npy", np.zeros((40, 8, 8), np.uint8))
    path = f"{folder}/a.npy"
    done = run_cells(f"data {quoted(path)}\nsession\nload {quoted(path)}")
    assert done.returncode == 0, done.stderr
    assert "\\x1b[2J" in done.stdout + done.stderr
    done = run_cells(f"data {quoted(folder)}")
    assert done.returncode == 1
    assert "\\x1b[2J" in done.stderr and "\x1b" not in done.stderr


def test_what_a_cell_prints_is_its_own(run_cells):
    assert run_cells('print("\\x1b[1mbold\\x1b[0m")').stdout == "\x1b[1mbold\x1b[0m\n"


@pytest.mark.parametrize("path", ["it's", 'a"b', "a\\b", "\u0600'\""], ids=ascii)
def test_a_line_to_copy_can_be_run(run_cells, tmp_path, path):
    np.save(tmp_path / f"{path}.npy", np.arange(3.0))
    done = run_cells(f"load {quoted(path + '.npy')}")
    line = done.stdout.split("to keep it: ")[1].strip()
    assert run_cells(line + "\nx.sum()").stdout.strip().endswith("3")


@pytest.mark.parametrize(
    "cell",
    [
        'load "x.safetensors\\0b"', 'data "x.npy\\0b"', 'x = ones(2)\nsave x, "y.npy\\0\\u0301"', 'save "z\\0"',
        'data shapes, train=20, test=5\nmodel mlp\ntrain epochs=1, log="log\\0.csv"',
    ],
)
def test_a_null_byte_names_no_other_file(run_cells, tmp_path, cell):
    assert run_cells('data shapes, train=20, test=5\nmodel mlp\nsave "x"\nx = ones(2, 2)\nsave x, "x.npy"').returncode == 0
    before = sorted(tmp_path.iterdir())
    done = run_cells(cell)
    assert done.returncode == 1 and "InternalError" not in done.stderr, done
    assert sorted(tmp_path.iterdir()) == before
