"""Elbow's colours in JupyterLab: what is coloured how, in light and dark, as Python's where the extension is not there."""

import json
import subprocess
import time
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build/browser"
NAME = "colours"

pytestmark = pytest.mark.browser

# A line, and what some of its pieces are. The same names stand in both kinds of code, and mean something else in each.
CELL = [
    ("data mnist, batch=64  # train epochs=3", {"data": "keyword", "mnist": "string-2", "batch": "property", "64": "number", "# train epochs=3": "comment"}),
    ("model latent=20", {"model": "keyword", "latent": "property", "20": "number"}),
    ("for step in range(3):", {"for": "keyword", "step": "", "in": "keyword", "range": "builtin"}),
    ("    train epochs=step, lr=0.001", {"train": "keyword", "epochs": "property", "step": "", "lr": "property", "0.001": "number"}),
    ("    train optimizer=adam, epochs=step", {"optimizer": "property", "adam": "string-2", "step": ""}),
    ("    if step: plot loss", {"if": "keyword", "plot": "keyword", "loss": "string-2"}),
    ("sample 64; session", {"sample": "keyword", "64": "number", "session": "keyword"}),
    ("sample - 3", {"sample": "", "3": "number"}),
    ("data = 3", {"data": "", "3": "number"}),
    ("net.train()", {"net": "", "train": "property"}),
    ('help train', {"help": "keyword", "train": "string-2"}),
    ("time train epochs=1", {"time": "keyword", "train": "keyword", "epochs": "property"}),
    ('sweep build, "train epochs=[1, 2]", seeds=3', {"sweep": "keyword", "build": "", '"train epochs=[1, 2]"': "string", "seeds": "property"}),
    ('text = """', {"text": "", '"""': "string"}),
    ("train epochs=3", {"train epochs=3": "string"}),
    ('"""', {'"""': "string"}),
    ('print(f"train {exp(mean):.2f} nats")', {"print": "builtin", 'f"train ': "string-2", "exp": "builtin", "mean": "", ' nats"': "string-2"}),
    ("enc = sequential(", {"enc": "", "sequential": "builtin"}),
    ("    flatten, linear(784, 20), relu)", {"flatten": "builtin", "linear": "builtin", "relu": "builtin"}),
    ("import torch", {"import": "keyword", "torch": ""}),
    ("class VAE(torch.nn.Module):", {"class": "keyword", "VAE": "def", "Module": "property"}),
    ("    def train(self, data=None):", {"def": "keyword", "train": "def", "data": "", "None": "keyword"}),
    ("        return self.encode(data)  # data", {"return": "keyword", "encode": "property", "data": "", "# data": "comment"}),
    ("except ValueError:", {"except": "keyword", "ValueError": "builtin"}),
]

# What JupyterLab shares with the extension, so that the tests may look at its languages.
OVERHEAR = """
let container;
window._JUPYTERLAB = Object.defineProperty({}, "elbow-highlighting", {
  get: () => container,
  set(value) {
    const init = value.init;
    value.init = (scope) => { window.sharedScope = scope; return init(scope); };
    container = value;
  },
});
window.shared = async (name) => {
  const offers = Object.values(window.sharedScope[name]);
  return (await (offers.find((offer) => offer.loaded) ?? offers[0]).get())();
};
window.languages = async () => {
  const { IEditorLanguageRegistry } = await shared("@jupyterlab/codemirror");
  return window.jupyterapp.resolveRequiredService(IEditorLanguageRegistry);
};
window.marksOf = async (tree, text) => {
  const { NodeProp } = await shared("@lezer/common");
  const mounted = tree.prop(NodeProp.mounted), found = [];
  mounted?.tree.iterate({ enter: (node) => {
    const from = node.from + mounted.overlay[0].from;
    if (!node.type.isTop) found.push([node.name, text.slice(from, from + node.to - node.from), text.slice(0, from).split("\\n").length]);
  } });
  return found;
};
"""

# The pieces of a cell's lines, each with its colour.
PIECES = """(cell) => [...cell.querySelectorAll(".cm-line")].map((line) => {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), pieces = [];
  while (walker.nextNode()) {
    const style = getComputedStyle(walker.currentNode.parentElement);
    const isPlain = walker.currentNode.parentElement === line;
    pieces.push([walker.currentNode.data, isPlain ? "" : style.color, style.fontWeight > 500]);
  }
  return pieces;
})"""

# The colours of the theme by their names.
COLOURS = """(names) => names.map((name) => {
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.color = `var(--jp-mirror-editor-${name}-color)`;
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
})"""

ROLES = ["keyword", "builtin", "property", "string", "string-2", "number", "comment", "def"]


@pytest.fixture(scope="module")
def notebook(folder):
    """As the kernel left it, whose description of the language decides before a kernel runs."""
    stored = nbformat.read(ROOT / "Notebooks/00-five-commands.ipynb", as_version=4)
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(""), nbformat.v4.new_markdown_cell("```elbow\ntrain epochs=3\n```")], metadata=stored.metadata)
    nbformat.write(made, folder / "Notebooks" / f"{NAME}.ipynb")
    return NAME


@pytest.fixture
def page(open_notebook, notebook):
    page = open_notebook(notebook, NAME, lambda page: page.add_init_script(OVERHEAR))
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget.content.codeMimetype === 'text/x-elbow'")
    return page


def write(page, text):
    """As a paste does: no key of the editor's own adds to it."""
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def source(page):
    return page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.getSource()")


def seen(page):
    """Each line as a list of pieces with what they are by their colour; empty for plain text."""
    roles = dict(zip(page.evaluate(COLOURS, ROLES), ROLES, strict=True))
    colours = page.evaluate(COLOURS, ROLES)

    def role(colour, is_bold):
        # Keywords and builtins have one colour in the light theme, and differ in weight.
        if colour == colours[0] and is_bold:
            return "keyword"
        if colour == colours[1] and not is_bold:
            return "builtin"
        return roles.get(colour, "")

    lines = page.locator(".jp-CodeCell .cm-content").first.evaluate(PIECES)
    return [[(text, role(colour, bold) if colour else "") for text, colour, bold in line] for line in lines]


def piece(line, text):
    """What a piece of a line is; plain text has its neighbours with it."""
    for found, role in line:
        if found == text or (not role and text in found.replace(",", " ").split()):
            return role
    return None


def all_code():
    """The cells of the notebooks and PyTorch's programs, by their names."""
    for path in sorted((ROOT / "Notebooks").glob("*.ipynb")):
        for index, cell in enumerate(nbformat.read(path, as_version=4).cells):
            if cell.cell_type == "code" and cell.source:
                yield f"{path.stem} {index}", cell.source
    for path in sorted((ROOT / "Tests/pytorch").glob("*.py")):
        yield path.name, path.read_text()


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_a_cell_has_its_colours(page, theme):
    page.evaluate(f"() => window.jupyterapp.commands.execute('apputils:change-theme', {{theme: 'JupyterLab {theme}'}})")
    page.wait_for_selector(f"body[data-jp-theme-light='{str(theme == 'Light').lower()}']", state="attached")
    write(page, "\n".join(line for line, _ in CELL))
    page.wait_for_function("() => document.querySelectorAll('.jp-CodeCell .cm-line').length === " + str(len(CELL)))
    time.sleep(0.5)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"colours-{theme.lower()}.png")
    lines = seen(page)
    for (text, expected), line in zip(CELL, lines, strict=True):
        assert {name: piece(line, name) for name in expected} == expected, (text, line)
    # The theme's colours can be told from each other, and from plain text.
    assert len(set(page.evaluate(COLOURS, [role for role in ROLES if role != "builtin"]))) == len(ROLES) - 1


def test_prose_has_them_too(page):
    page.wait_for_selector(".jp-RenderedMarkdown code.language-elbow span")
    verb = page.locator(".jp-RenderedMarkdown code.language-elbow span").first
    assert verb.inner_text() == "train"
    assert verb.evaluate("span => getComputedStyle(span).color") == page.evaluate(COLOURS, ["keyword"])[0]


def test_without_the_extension_it_is_python(open_notebook, notebook):
    page = open_notebook(notebook, "without", lambda page: page.route("**/elbow-highlighting/**", lambda route: route.abort()))
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget.content.codeMimetype === 'text/x-python'")
    write(page, "train epochs=3  # three\nfor step in range(3):\n    print(step)")
    page.wait_for_selector(".jp-CodeCell .cm-line >> nth=2")
    time.sleep(0.5)
    train, loop, _ = seen(page)
    assert piece(train, "train") == "" and piece(train, "3") == "number" and piece(train, "# three") == "comment"
    assert piece(loop, "for") == "keyword" and piece(loop, "range") == "builtin"


def test_the_language_is_elbows(page):
    found = page.evaluate("async () => { const all = await languages(); return [all.findByFileName('a.elbow').name, all.findByMIME('text/x-elbow').name]; }")
    assert found == ["elbow", "elbow"]


def test_programs_of_pytorchs_have_no_commands(page):
    """They are Python: what would be coloured as a command in them is coloured wrongly."""
    for name, text in all_code():
        if name.endswith(".py"):
            assert [mark for mark in marks(page, text) if mark[0] != "Function"] == [], name


def marks(page, text):
    return page.evaluate(
        "async (text) => marksOf((await (await languages()).getLanguage('elbow')).support.language.parser.parse(text), text)", text)


def test_notebooks_have_the_commands_that_pygments_sees(page):
    """Two readers that share nothing but the names."""
    cells = {name: text for name, text in all_code() if not name.endswith(".py")}
    code = (
        "import json, sys\nfrom pygments.token import Keyword\nfrom elbow_jupyter.lexer import ElbowLexer, _NAMES\n"
        "def verbs(text):\n"
        "    found, line = [], 1\n"
        "    for kind, value in ElbowLexer(stripnl=False).get_tokens(text):\n"
        "        if kind is Keyword and value in _NAMES['verbs']: found.append([value, line])\n"
        "        line += value.count('\\n')\n"
        "    return found\n"
        "json.dump({name: verbs(text) for name, text in json.load(sys.stdin).items()}, sys.stdout)"
    )
    done = subprocess.run([ROOT / ".venv/bin/python", "-c", code], input=json.dumps(cells), capture_output=True, text=True, check=True)
    expected = json.loads(done.stdout)
    assert sum(map(len, expected.values())) > 100
    for name, text in cells.items():
        assert [[word, line] for kind, word, line in marks(page, text) if kind == "Verb"] == expected[name], (name, text)


# Where Enter would put the cursor, at each line's end, in each of two languages.
INDENTATIONS = """async ([text, names]) => {
  const { EditorState } = await shared("@codemirror/state"), { getIndentation, ensureSyntaxTree } = await shared("@codemirror/language");
  const ends = [...text.matchAll(/$/gm)].map((match) => match.index), found = [];
  for (const name of names) {
    const { support } = await (await languages()).getLanguage(name);
    found.push(ends.map((end) => {
      const state = EditorState.create({ doc: text.slice(0, end) + "\\n" + text.slice(end), extensions: [support] });
      ensureSyntaxTree(state, state.doc.length, 10000);
      // A state knows what was parsed of it when it was made: the next one has all.
      return getIndentation(state.update({}).state, end + 1);
    }));
  }
  return found;
}"""


def test_lines_are_indented_as_pythons(page):
    for name, text in all_code():
        # Of long programs the beginning: each line's end is a text of its own.
        elbow, python = page.evaluate(INDENTATIONS, ["\n".join(text.splitlines()[:30]), ["elbow", "python"]])
        assert elbow == python, name


# The same text, typed by and by, has the same marks at every moment as one that was read at once.
TYPED = """async (text) => {
  const { EditorState } = await shared("@codemirror/state"), { ensureSyntaxTree } = await shared("@codemirror/language");
  const { support } = await (await languages()).getLanguage("elbow");
  let state = EditorState.create({ doc: "", extensions: [support] });
  const differences = [];
  const steps = [...text].map((insert, from) => ({ from, insert }));
  // … and changed here and there once it is there.
  for (let at = 0; at < text.length; at += 17) steps.push({ from: at, insert: "=" }, { from: at, to: at + 1 });
  for (const changes of steps) {
    state = state.update({ changes }).state;
    const now = state.doc.toString();
    const marks = await marksOf(ensureSyntaxTree(state, now.length, 10000), now);
    const fresh = await marksOf(support.language.parser.parse(now), now);
    if (JSON.stringify(marks) !== JSON.stringify(fresh)) differences.push([now, marks, fresh]);
  }
  return differences;
}"""


def test_typing_changes_the_colours(page):
    text = "\n".join([line for line, _ in CELL] + ["train constructor=toString, valueOf", 'f"{', "train \\", "  epochs=3"])
    assert page.evaluate(TYPED, text) == []


def test_a_long_file_is_read_nearly_as_quickly(page):
    text = "\n".join(line for line, _ in CELL[:6]) * 200
    python, elbow = page.evaluate(
        """async (text) => {
          const all = await languages(), times = { python: [], elbow: [] };
          for (let round = 0; round < 5; round++) {
            for (const name of Object.keys(times)) {
              const { parser } = (await all.getLanguage(name)).support.language, start = performance.now();
              parser.parse(text);
              times[name].push(performance.now() - start);
            }
          }
          return Object.values(times).map((list) => Math.min(...list));
        }""",
        text,
    )
    print(f"{len(text.splitlines())} lines: as Python in {python:.0f} ms, as Elbow in {elbow:.0f}")
    assert elbow < 4 * python


def test_keys_do_what_they_do_in_python(page):
    page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets[0].editor.setOption('autoClosingBrackets', true)")
    write(page, "")
    page.keyboard.type("for step in range(3):\ntrain epochs=step\nif step:\nsample 4")
    # The bracket closed itself, its end was typed over, and blocks are indented.
    assert source(page) == "for step in range(3):\n    train epochs=step\n    if step:\n        sample 4"
    page.keyboard.press("Control+/")
    assert source(page).endswith("        # sample 4")
    page.keyboard.press("Control+/")
    assert source(page).endswith("        sample 4")
    page.keyboard.type("\n[")
    assert source(page).endswith("        sample 4\n        []")
