"""The script that holds the picture of the rooms against the code: each fault that it is there for is found."""

import subprocess
import sys

import pytest
from places import ROOT

PAGE = """
```house
elbow            · the program
Language Numbers · two rooms
Files            · the ground
```

| room | knows | what lives in it |
| --- | --- | --- |
| `elbow` | `Language` `Numbers` | the command line |
| `Language` | | the language |
| `Numbers` | `Files` | numbers |
| `Files` | | files |
"""

PACKAGE = """
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "elbow",
  dependencies: [.package(url: "https://example.org/swift-log", from: "1.0.0")],
  targets: [
    .executableTarget(name: "elbow", dependencies: ["Language", "Numbers"]),
    .target(name: "Language", dependencies: [.product(name: "Logging", package: "swift-log")]),
    .target(name: "Numbers", dependencies: ["Files"]),
    .target(name: "Files"),
    .testTarget(name: "NumbersTests", dependencies: ["Numbers"]),
    .executableTarget(name: "echo", dependencies: ["Files"], path: "Examples/Echo"),
  ]
)
""".lstrip()

CODE = {
    "Package.swift": PACKAGE,
    "docs/architecture.md": PAGE,
    "CHANGELOG.md": "## [Unreleased]\n\n## [0.1.0] - 2026-11-28\n",
    "Sources/elbow/Elbow.swift": 'import Language\nimport Numbers\n\nlet version = "0.1.0"\n',
    "Sources/Language/Lexer.swift": "import Glibc\n",
    "Sources/Language/Log.swift": "import Logging\n",
    "Sources/Numbers/Number.swift": "package import struct Files.Path\n",
    "Sources/Files/Path.swift": "struct Path {}\n",
    "Tests/NumbersTests/SumTests.swift": "import Numbers\nimport Testing\n",
    "Examples/Echo/Echo.swift": "import Files\n",
}


def house(root, **changes):
    for path, text in (CODE | changes.pop("files", {})).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    done = subprocess.run([sys.executable, ROOT / "scripts/house.py", root], capture_output=True, text=True)
    assert (done.returncode == 0) == (done.stderr == "")
    return done.stderr


def test_a_house_as_it_is_drawn(tmp_path):
    assert house(tmp_path) == ""


@pytest.mark.parametrize(
    "files, fault",
    [
        ({"Sources/Files/Path.swift": "import Numbers\n"}, "Sources/Files/Path.swift imports Numbers, which does not stand below Files"),
        ({"Sources/Language/Lexer.swift": "import Numbers\n"}, "imports Numbers, which does not stand below Language"),
        ({"Sources/Attic/Box.swift": ""}, "Sources has the room Attic, and the picture has not"),
        ({"docs/architecture.md": PAGE.replace("Files            ·", "Files Cellar ·")}, "the picture has the room Cellar"),
        ({"Sources/elbow/Run.swift": "import Files\n"}, "imports Files, which elbow does not know by the table"),
        ({"Sources/elbow/Elbow.swift": 'import Language\nlet version = "0.1.0"\n'}, "says that elbow knows Numbers, which it does not import"),
        ({"docs/architecture.md": PAGE.replace("| `Files` | | files |\n", "")}, "no row for Files"),
        ({"Sources/Numbers/Sum.swift": "fileprivate import Language\n"}, "imports Language, which does not stand below Numbers"),
        ({"docs/architecture.md": PAGE + "| `Attic` | | boxes |\n"}, "has a row for Attic"),
        ({"docs/architecture.md": PAGE + "| 2 | `Files/Gone.swift` | is read |\n"}, "step 2 of a route is Files/Gone.swift"),
        ({"Sources/Language/Names.swift": "// as PyTorch has it\n"}, "Sources/Language/Names.swift:1 names the field (Torch)"),
        ({"Sources/elbow/Run.swift": "import Files\n"}, "Sources/elbow/Run.swift imports Files, which Package.swift does not list for elbow"),
        ({"Tests/NumbersTests/SumTests.swift": "import Files\nimport Numbers\n"}, "imports Files, which Package.swift does not list for NumbersTests"),
        ({"Examples/Echo/Echo.swift": "import Files\nimport Numbers\n"}, "imports Numbers, which Package.swift does not list for echo"),
        ({"Sources/Files/Path.swift": "import Logging\n"}, "imports Logging, which Package.swift does not list for Files"),
        ({"Tests/NumbersTests/SumTests.swift": "import Testing\n"}, "Package.swift lists Numbers for NumbersTests, which does not import it"),
        ({"Package.swift": PACKAGE.replace('["Files"]),\n    .target', '["Files", "Files"]),\n    .target')}, "Package.swift lists Files twice for Numbers"),
        ({"Package.swift": "// swift-tools-version: 6.2\nlet package = Cottage()\n"}, "SwiftPM cannot read Package.swift"),
        ({"CHANGELOG.md": "## [0.2.0] - 2027-01-01\n"}, "the newest release in CHANGELOG.md is not the version"),
    ],
)
def test_a_fault_is_found(tmp_path, files, fault):
    assert fault in house(tmp_path, files=files)


def test_code_that_two_share_is_of_both(tmp_path):
    (tmp_path / "Sources/Files").mkdir(parents=True)
    (tmp_path / "Shared").mkdir()
    (tmp_path / "Shared/Sum.swift").write_text("import Numbers\n")
    (tmp_path / "Sources/Files/Shared").symlink_to("../../Shared")
    assert "Sources/Files/Shared/Sum.swift imports Numbers, which Package.swift does not list for Files" in house(tmp_path)
