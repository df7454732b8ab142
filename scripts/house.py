#!/usr/bin/env python3
"""house.py [FOLDER]: holds docs/architecture.md and Package.swift against the code.

The page draws the rooms floor by floor (its block ```house) and tells in a table what each room knows. This fails where

- a folder under Sources is not in the picture, or a room of the picture is not under Sources;
- a room imports one of its own floor or of a floor above it;
- what a room imports and what the table says it knows are not the same;
- what a target imports (tests, examples and the fuzzer too) and what Package.swift lists for it are not the same. Where
  another target brings an import along, code compiles without its line; but SwiftPM then does not build and link it anew
  when what it imports changes;
- a route names a file that is not there;
- the language names the field: `Language` is to serve any table of commands, not only that of autoencoders;
- the newest release in CHANGELOG.md is not the version that the program tells.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

# Words that only the host of the language may know.
FIELD = re.compile(r"mnist|torch|adam|latent|elbow", re.IGNORECASE)
IMPORT = re.compile(r"^ *(?:@\w+ )?(?:\w+ )?import (?:\w+ )?(\w+)", re.MULTILINE)


def floors(page):
    """The rooms of each floor, from the top: a line each, what follows a · being said about it."""
    block = re.search(r"```house\n(.*?)```", page, re.DOTALL)
    if not block:
        raise SystemExit("docs/architecture.md has no block ```house with the picture of the rooms")
    return [line.split("·")[0].split() for line in block[1].splitlines() if line.split("·")[0].strip()]


def known(page):
    """What each room knows, as the table of rooms says: | `Room` | `Other` `Another` | … |"""
    rows = re.findall(r"^\| `(\w+)` \|([^|]*)\|", page, re.MULTILINE)
    return {room: set(re.findall(r"`(\w+)`", cell)) for room, cell in rows}


def rooms(sources):
    """The folders of code by the names of their modules."""
    found = {}
    for folder in sorted(path for path in sources.iterdir() if path.is_dir()):
        if folder.name == "KernelVariants":
            # One source, a module for each kind of processor.
            for variant in sorted(folder.iterdir()):
                if variant.is_dir() and variant.name != "Shared":
                    found["Kernels" + variant.name] = folder / "Shared"
        else:
            found[folder.name] = folder
    return found


def code_files(folder):
    """The Swift files of a folder, also those that a link to another folder shares with others."""
    for path, _, files in sorted(os.walk(folder, followlinks=True)):
        yield from (Path(path) / file for file in sorted(files) if file.endswith(".swift"))


def imports(folder, names):
    """Which of the rooms the code of a folder imports, with a file that does."""
    found = {}
    for file in code_files(folder):
        for name in IMPORT.findall(file.read_text()):
            if name in names:
                found.setdefault(name, file)
    return found


def targets(root):
    """Package.swift's targets, as SwiftPM reads it: the folder of each by its name, and what is listed for it."""
    done = subprocess.run(["swift", "package", "--package-path", root, "dump-package"], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"house: SwiftPM cannot read Package.swift: {done.stderr.strip() or done.stdout.strip()}")
    found = {}
    for target in json.loads(done.stdout)["targets"]:
        usual = ("Tests" if target["type"] == "test" else "Sources") + "/" + target["name"]
        # Each dependency is {"byName": [name, …]}, {"product": [name, package, …]} or {"target": [name, …]}.
        listed = [next(iter(dependency.values()))[0] for dependency in target["dependencies"]]
        found[target["name"]] = (root / (target.get("path") or usual), listed)
    return found


def listing(root):
    """Where Package.swift lists other than what its targets import. Modules of the toolchain are nobody's to list."""
    package = targets(root)
    names = package.keys() | {name for _, listed in package.values() for name in listed}
    for target, (folder, listed) in package.items():
        if not any(code_files(folder)):
            continue
        used = imports(folder, names)
        for other in sorted(used.keys() - set(listed)):
            yield f"{used[other].relative_to(root)} imports {other}, which Package.swift does not list for {target}"
        for other in sorted(set(listed) - used.keys()):
            yield f"Package.swift lists {other} for {target}, which does not import it"
        for other in sorted({name for name in listed if listed.count(name) > 1}):
            yield f"Package.swift lists {other} twice for {target}"


def faults(root):
    yield from listing(root)
    page = (root / "docs/architecture.md").read_text()
    code = rooms(root / "Sources")
    level = {room: number for number, floor in enumerate(reversed(floors(page))) for room in floor}
    table = known(page)

    for room in sorted(code.keys() - level.keys()):
        yield f"Sources has the room {room}, and the picture has not"
    for room in sorted(level.keys() - code.keys()):
        yield f"the picture has the room {room}, and Sources has not"

    for room in sorted(table.keys() - code.keys()):
        yield f"the table of rooms has a row for {room}, and Sources has no such room"

    for number, file in re.findall(r"^\| (\d+) \| `(\S+\.swift)`", page, re.MULTILINE):
        if not (root / "Sources" / file).exists():
            yield f"step {number} of a route is {file}, and Sources has no such file"

    for room, folder in code.items():
        if room not in level:
            continue
        used = imports(folder, code.keys())
        for other, file in used.items():
            if other in level and level[other] >= level[room]:
                where = file.relative_to(root)
                yield f"{where} imports {other}, which does not stand below {room}: arrows go downward only"
        if not list(folder.rglob("*.swift")):
            continue
        if room not in table:
            yield f"the table of rooms has no row for {room}"
            continue
        for other in sorted(used.keys() - table[room]):
            yield f"{used[other].relative_to(root)} imports {other}, which {room} does not know by the table of rooms"
        for other in sorted(table[room] - used.keys()):
            yield f"the table of rooms says that {room} knows {other}, which it does not import"

    for file in sorted((root / "Sources/Language").rglob("*.swift")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            word = FIELD.search(line)
            if word:
                yield f"{file.relative_to(root)}:{number} names the field ({word[0]}): that belongs to the dialect of its host"

    told = re.search(r'version = "([^"]+)"', (root / "Sources/elbow/Elbow.swift").read_text())
    released = re.search(r"^## \[(\d[^\]]*)\]", (root / "CHANGELOG.md").read_text(), re.MULTILINE)
    if not told or not released or told[1] != released[1]:
        yield "the newest release in CHANGELOG.md is not the version in Sources/elbow/Elbow.swift"


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    found = list(faults(root))
    for fault in found:
        print(f"house: {fault}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
