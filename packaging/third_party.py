#!/usr/bin/env python3
"""Writes the licences of what is inside the wheel's program: third_party.py FOLDER OBJECTS > THIRD-PARTY.md

FOLDER is what packaging/program.sh made; OBJECTS the list of object files that it linked. The parts are taken from the link
itself, so that none can be forgotten: archives are asked from dpkg, modules from the Swift packages that were fetched. A part
without a licence is an error.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

FONT = Path("Sources/CFont")
HEAD = """# What is inside the program

Elbow itself is under the Apache License 2.0. The program of this package has these parts inside, each with its licence. Where
one offers a choice, it is taken under: Cairo the MPL 1.1, FreeType the FreeType License, libbsd and libmd the BSD licences.
libzmq has the LGPL 3 with its exception for linking statically; libgcc and libstdc++ have GCC's runtime library exception,
the Swift runtime that of the Swift project.
"""


def own_modules():
    variants = {f"Kernels{folder.name}" for folder in Path("Sources/KernelVariants").iterdir()}
    return {folder.name for folder in Path("Sources").iterdir()} | variants


def debian(archive):
    """The package that an archive belongs to, with its version, and the path of its licences."""
    owner = subprocess.run(["dpkg-query", "--search", str(archive)], capture_output=True, text=True, check=True).stdout
    package = owner.split(": ")[0]
    version = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", package], capture_output=True, text=True, check=True
    ).stdout
    return package.split(":")[0], version, Path("/usr/share/doc", package.split(":")[0], "copyright")


def parts(folder, objects):
    """Pairs of a part's title and the file that has its licence."""
    toolchain = Path(shutil.which("swift")).resolve().parent.parent
    for line in (folder / "linked").read_text().split():
        archive = Path(line).resolve()
        if archive.is_relative_to(toolchain):
            yield "Swift's runtime, Foundation and Dispatch", toolchain / "share/swift/LICENSE.txt"
        elif archive.name == "libzmq.a":
            (source,) = (folder / "lib/source").glob("zeromq3-*/")
            yield f"libzmq {source.name.split('-')[1]}, as Debian's package zeromq3", folder / "lib/libzmq.copyright"
        else:
            package, version, text = debian(archive)
            yield f"{archive.name}, of Debian's package {package} {version}", text

    modules = {name for line in objects.read_text().split() for name in re.findall(r"/(\w+)\.build/", line)}
    for module in modules - own_modules():
        homes = list(Path(".build/checkouts").glob(f"*/Sources/{module}/"))
        if not homes:
            sys.exit(f"the module {module} was linked, and no package that was fetched has it")
        package = homes[0].parent.parent
        yield package.name, package / "LICENSE.txt"
        if (package / "NOTICE.txt").exists():
            yield f"{package.name}: notices", package / "NOTICE.txt"
    yield "the font DejaVu Sans", FONT / "DejaVuSans-LICENSE.txt"


def main():
    folder, objects = map(Path, sys.argv[1:])
    texts = {}
    for title, path in parts(folder, objects):
        if not path.exists():
            sys.exit(f"{title} has no licence: {path} is not there")
        texts.setdefault(path.read_text(errors="replace").strip(), set()).add(title)
    print(HEAD)
    for text, titles in sorted(texts.items(), key=lambda entry: sorted(entry[1])):
        print(f"## {', '.join(sorted(titles))}\n\n```\n{text}\n```\n")


if __name__ == "__main__":
    main()
