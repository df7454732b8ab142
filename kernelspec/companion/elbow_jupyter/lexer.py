"""Elbow's colours: Python's, and those of commands and of the table's functions.

names.json has the names of the table, as the program wrote them when it put this package here. Whether one is a command is
decided by its place, as the language decides it: at the start of a line, alone or before a space and the beginning of an
argument.
"""

import json
from pathlib import Path

from pygments.lexer import bygroups, default, include, inherit, words
from pygments.lexers.python import PythonLexer
from pygments.token import Keyword, Name, Operator, String, Text

_NAMES = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))
_JOINING = r"(?:and|as|else|if|in|is|or)\b"
_ARGUMENT = r"(?=[\w\"'(\[{]|[-+*][\w(.])"
_START = r"^([ \t]*)"


def _verbs(verbs):
    return words(sorted(verbs), prefix=_START, suffix=rf"([ \t]+)(?!{_JOINING}){_ARGUMENT}").get()


# What commands take literally: any name, one of some words behind their verb, one of some words behind a key.
_OPEN = [verb for verb, arguments in _NAMES["verbs"].items() if True in arguments["words"].values()]
_FIRST = {
    verb: arguments["words"][parameter]
    for verb, arguments in _NAMES["verbs"].items()
    for parameter in [(arguments["positional"] or [""])[0].lstrip("*")]
    if isinstance(arguments["words"].get(parameter), list)
}
_KEYED = {}
for _arguments in _NAMES["verbs"].values():
    for _parameter, _found in _arguments["words"].items():
        if _found is not True:
            _KEYED.setdefault(_parameter, set()).update(_found)
_END = r"(?=[ \t]*(?:[,;#\n]|\Z)|[ \t]+\d)"


def _any(names):
    return "(" + "|".join(sorted(names, key=lambda name: (-len(name), name))) + ")"


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
            # `time train epochs=1`: what follows is a statement, and may be a command.
            (_START + rf"({'|'.join(_NAMES['prefixes'])})([ \t]+)(?!{_JOINING}){_ARGUMENT}", bygroups(Text, Keyword, Text), "prefixed"),
            (_START + rf"({'|'.join(_OPEN)})([ \t]+)(\w+)", bygroups(Text, Keyword, Text, String.Symbol)),
            *(
                (rf"{_START}({verb})([ \t]+){_any(found)}{_END}", bygroups(Text, Keyword, Text, String.Symbol), "arguments")
                for verb, found in _FIRST.items()
            ),
            (_verbs(_NAMES["verbs"]), bygroups(Text, Keyword, Text), "arguments"),
            (words(sorted(_NAMES["verbs"]), prefix=_START, suffix=r"(?=[ \t]*(?:[;#\n]|\Z))").get(), bygroups(Text, Keyword)),
            (r"^([a-z_]\w*)(\?{1,2})$", bygroups(Keyword, Name.Builtin)),
            include("table"),
            inherit,
        ],
        "prefixed": [
            (words(sorted(_NAMES["verbs"]), suffix=rf"(?=[ \t]+(?!{_JOINING}){_ARGUMENT})").get(), Keyword, ("#pop", "arguments")),
            default("#pop"),
        ],
        # Up to the end of the line. A bracket that goes on over lines is Python's from there on.
        "arguments": [
            (r"(?=[\n;#])", Text, "#pop"),
            *(
                (rf"({key})([ \t]*)(=)([ \t]*){_any(found)}{_END}", bygroups(Name.Attribute, Text, Operator, Text, String.Symbol))
                for key, found in _KEYED.items()
            ),
            (r"(\w+)([ \t]*)(=)(?!=)([ \t]*)", bygroups(Name.Attribute, Text, Operator, Text)),
            include("root"),
        ],
        # Python's own rules colour what stands behind a dot, `def` and `class` before these come to it.
        "table": [
            (r"(\.)([ \t]*)([A-Za-z_]\w*)", bygroups(Operator, Text, Name)),
            (words(sorted(_NAMES["functions"]), prefix=r"\b", suffix=r"(?=\()").get(), Name.Builtin),
        ],
    }

    def analyse_text(text):
        return 0
