#!/usr/bin/env python3
"""Writes Sources/Language/Syntax/CompatibleForm+Table.swift: the compatible forms (NFKC) of the characters of names.

Swift's standard library knows the canonical forms alone, and the Foundation that knows the others would triple the size of
the process. Only characters that a name may have are listed, and of these only the ones whose compatible form is not their
canonical one, as runs: `FF21+26:41` says that the 26 characters from U+FF21 on are those from U+0041 on.
"""

import pathlib
import sys
import unicodedata


def compatible(code):
    """The compatible form of a character, None where it is its canonical form or the character is in no name."""
    character = chr(code)
    if 0xD800 <= code < 0xE000 or not ("a" + character).isidentifier():
        return None
    form = unicodedata.normalize("NFKC", character)
    return None if form == unicodedata.normalize("NFC", character) else form


def runs():
    """Lists [first, count, form] of characters in a row whose forms are in a row too."""
    found = []
    for code in range(0x80, sys.maxunicode + 1):
        form = compatible(code)
        if form is None:
            continue
        if found:
            first, count, start = found[-1]
            follows = len(form) == len(start) == 1 and ord(form) == ord(start) + count
            if code == first + count and follows:
                found[-1][1] += 1
                continue
        found.append([code, 1, form])
    return found


def main():
    words = []
    for first, count, form in runs():
        length = f"+{count}" if count > 1 else ""
        words.append(f"{first:X}{length}:{'.'.join(f'{ord(letter):X}' for letter in form)}")
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 116:
            lines.append(line)
            line = ""
        line += (" " if line else "") + word
    lines.append(line)
    text = "\n".join("    " + line for line in lines)
    source = f'''extension CompatibleForm {{
  /// Runs of characters and their forms in Unicode {unicodedata.unidata_version}, written by
  /// scripts/write-compatible-forms.py.
  static let table = """
{text}
    """
}}
'''
    folder = pathlib.Path(__file__).resolve().parent.parent / "Sources/Language/Syntax"
    (folder / "CompatibleForm+Table.swift").write_text(source, encoding="utf-8")


if __name__ == "__main__":
    main()
