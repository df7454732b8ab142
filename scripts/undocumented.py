"""undocumented.py SYMBOLGRAPH…: names the public declarations without a doc comment; fails where there are any.

A symbol graph counts a comment for what implements a protocol's requirement where the requirement has one.
"""

import json
import sys
from pathlib import Path


def undocumented(graph):
    for symbol in graph["symbols"]:
        # What Swift itself adds, and extensions, which are no declarations of ours.
        if "::SYNTHESIZED::" in symbol["identifier"]["precise"] or symbol["kind"]["identifier"] == "swift.extension":
            continue
        if "docComment" not in symbol and "location" in symbol:
            file = symbol["location"]["uri"].rpartition("/Sources/")[2]
            line = symbol["location"]["position"]["line"] + 1
            yield f"Sources/{file}:{line}: {'.'.join(symbol['pathComponents'])} has no doc comment"


found = [line for path in sys.argv[1:] for line in undocumented(json.loads(Path(path).read_text()))]
print(*found, sep="\n", end="\n" if found else "")
sys.exit(1 if found else 0)
