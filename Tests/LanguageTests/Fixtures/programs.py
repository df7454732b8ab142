"""Writes programs.json: what CPython prints for the programs in Programs/*.py, which Elbow is to print too.

    python3 Tests/LanguageTests/Fixtures/programs.py

A line `#: name` begins a program. Each runs by itself, in a module called `__main__`.
"""

import contextlib
import io
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent


def printed(name, code):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, name, "exec"), {"__name__": "__main__"})
    return output.getvalue()


def programs(path):
    pieces = re.split(r"^#: (.*)\n", path.read_text(), flags=re.MULTILINE)
    assert not pieces[0].strip(), f"{path}: text before the first program"
    return list(zip(pieces[1::2], pieces[2::2]))


def main():
    cases, names = [], set()
    for path in sorted((HERE / "Programs").glob("*.py")):
        for name, code in programs(path):
            assert (path.stem, name) not in names, f"{path.stem}: {name} twice"
            names.add((path.stem, name))
            cases.append({"subject": path.stem, "name": name, "code": code, "output": printed(name, code)})
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (HERE / "programs.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(cases)} programs, by Python {sys.version.split()[0]}")


main()
