"""Elbow's colours: Python's, and those of commands.

What is a command is decided by its place, as the language decides it, so no list of verbs is kept here: a name at the
start of a line is a verb where a space and the beginning of an argument follow.
"""

from pygments.lexer import bygroups, inherit
from pygments.lexers.python import PythonLexer
from pygments.token import Keyword, Name, Text

_STATEMENT = r"(?:and|as|break|continue|def|elif|else|False|for|if|in|is|None|not|or|pass|return|True|while|with)\b"
_ARGUMENT = r"(?=[A-Za-z_0-9\"'(\[{.]|-[A-Za-z_0-9(.])"


class ElbowLexer(PythonLexer):
    """For cells and files of Elbow."""

    name = "Elbow"
    aliases = ["elbow"]
    filenames = ["*.elbow"]
    mimetypes = ["text/x-elbow"]
    url = ""
    priority = 0

    tokens = {
        "root": [
            (rf"^([ \t]*)(?!{_STATEMENT})([a-z_]\w*)([ \t]+)(?!{_STATEMENT}){_ARGUMENT}", bygroups(Text, Keyword, Text)),
            (r"^([a-z_]\w*)(\?{1,2})$", bygroups(Keyword, Name.Builtin)),
            inherit,
        ],
    }

    def analyse_text(text):
        return 0
