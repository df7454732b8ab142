"""What the safetensors package refuses, Elbow refuses, and the other way round; and what both read is the same."""

import copy
import json
import random
import re
import struct
import subprocess

import numpy
from places import ELBOW
from safetensors import SafetensorError, deserialize
from safetensors.numpy import load_file

FILES = 4000

SIZES = {
    "F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U64": 8, "U32": 4, "U16": 2,
    "U8": 1, "BOOL": 1,
}
NUMPY = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U64": "<u8",
    "U32": "<u4", "U16": "<u2", "U8": "u1", "BOOL": "?",
}
# Numbers that the package knows and Elbow does not: nothing that is trained here is kept in them.
OTHER_TYPES = ["F8_E4M3", "F8_E5M2", "F8_E8M0", "F4", "F6_E2M3", "F6_E3M2", "C64"]

ABSURD = [
    0, 1, -1, 2, 3, 6, 24, 2**31, 2**63, -(2**63), 2**64, 10**30, 0.5, 2.0, 1e308, None, True, "", "F32", "é", "😀", [], {},
    [2, 3], [3, 2], [6], [0], [[2, 3]], [0, 24], [24, 0], [-24, 0], {"a": 1}, {"a": "b"}, "I64", "U8", "BOOL", "f32", *OTHER_TYPES,
]


def whole(random_):
    """A file's header and numbers: a layer's weight and bias, and tensors beside them, of types drawn anew."""
    header, body = {}, b""
    tensors = [("0.weight", [2, 3]), ("0.bias", [2]), ("other.x", [4]), ("other.none", [0, 5]), ("one", [])]
    for name, shape in tensors:
        kind = random_.choice(list(SIZES))
        count = int(numpy.prod(shape))
        numbers = numpy.frombuffer(random_.randbytes(count * SIZES[kind]), "u1")
        if kind == "BOOL":
            numbers = numbers % 2
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(body), len(body) + len(numbers)]}
        body += numbers.tobytes()
    if random_.random() < 0.5:
        header["__metadata__"] = {"format": "pt"}
    return header, body


def places(node):
    """Every container of the document with a key in it."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(items):
        yield node, key
        yield from places(value)


def damaged(random_):
    """A file of which a field or some bytes are changed; now and then a whole one."""
    header, body = whole(random_)
    for _ in range(random_.choice([0, 1, 1, 1, 1, 2])):
        node, key = random_.choice(list(places(header)))
        action = random_.random()
        if action < 0.6:
            node[key] = copy.deepcopy(random_.choice(ABSURD))
        elif action < 0.75:
            del node[key]
        elif isinstance(node, dict):
            node[random_.choice(["0.weight", "__metadata__", "extra", "é", ""])] = copy.deepcopy(node[key])
        elif isinstance(node[key], int):
            node[key] += random_.choice([-1, 1, 4])
    text = json.dumps(header, ensure_ascii=random_.random() < 0.5).encode()
    action = random_.random()
    if action < 0.1:
        place = random_.randrange(len(text))
        text = text[:place] + random_.choice([b"", b" ", b",", b"{", b"}", b'"', b"\\", b"\xff", b"0", b"NaN"]) + text[place + random_.randrange(2) :]
    elif action < 0.2:
        text = random_.choice([text + b" " * 7, b" " + text, text + b"\n", text + b"x", text + b"\x00", b"\xef\xbb\xbf" + text, text[:-1] + b',"0.weight":' + json.dumps(header.get("0.weight")).encode() + b"}"])
    length = len(text) + (random_.choice([-1, 1, 8, 2**40, 2**63]) if random_.random() < 0.03 else 0)
    if random_.random() < 0.06:
        body = random_.choice([body[:-1], body + b"\0", b"", body[1:]])
    return struct.pack("<Q", length) + text + body


def header_of(data):
    return json.loads(data[8 : 8 + struct.unpack("<Q", data[:8])[0]])


def lengths(data):
    entries = [entry for entry in header_of(data).values() if isinstance(entry, dict)]
    return [entry["shape"] for entry in entries if isinstance(entry.get("shape"), list)]


def is_beyond_63_bits(shape):
    product = 8
    for length in shape:
        product *= length or 1
    return product >= 2**63


# What the package reads and Elbow does not, each with why that is as it should be.
NOT_HERE = [
    # The format says that a header begins with {, and the package does not look.
    lambda data: data[8:9] in b" \n\t\r",
    # Nothing that is trained here is kept in numbers of these types.
    lambda data: any(isinstance(entry, dict) and entry.get("dtype") in OTHER_TYPES for entry in header_of(data).values()),
    # Lengths beside a 0 which nobody could multiply.
    lambda data: any(map(is_beyond_63_bits, lengths(data))),
]
# And the other way round: Swift's reader of JSON takes 2.0 for 2, and a comma after the last item. Neither can mean anything
# else.
ONLY_HERE = ["floating point", "trailing comma"]


def numbers(entry):
    if entry["dtype"] == "BF16":
        values = (numpy.frombuffer(entry["data"], "<u2").astype("u4") << 16).view("f4")
    else:
        values = numpy.frombuffer(entry["data"], NUMPY[entry["dtype"]])
    # Elbow's numbers pass through double precision.
    with numpy.errstate(all="ignore"):
        return values.astype("f8").astype("f4").reshape(entry["shape"])


def test_elbow_reads_what_the_package_reads(tmp_path):
    random_ = random.Random(7)
    files = [damaged(random_) for _ in range(FILES)]
    cells = []
    for number, data in enumerate(files):
        (tmp_path / f"{number}.safetensors").write_bytes(data)
        source = f'net = sequential(linear(3, 2))\nload("{number}.safetensors", net)\nsave net, "back-{number}.safetensors"'
        cells.append({"cell_type": "code", "source": source, "metadata": {"tags": ["raises-exception"]}})
    (tmp_path / "files.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    done = subprocess.run(
        [ELBOW, "run", "files.ipynb"], capture_output=True, text=True, timeout=300, cwd=tmp_path, errors="replace")
    assert done.returncode in (0, 1), done.stderr[-2000:]
    refusals = set(re.findall(r"(\d+)\.safetensors cannot be loaded", done.stderr))

    agreed, compared, unexplained = {True: 0, False: 0}, 0, []
    for number, data in enumerate(files):
        try:
            theirs, reason = dict(deserialize(data)), ""
        except (SafetensorError, UnicodeDecodeError, ValueError) as error:
            theirs, reason = None, error
        ours = str(number) not in refusals
        if ours == (theirs is not None):
            agreed[ours] += 1
        elif not (any(words in str(reason) for words in ONLY_HERE) if ours else any(explains(data) for explains in NOT_HERE)):
            unexplained.append((ours, reason, data[8:]))
        back = tmp_path / f"back-{number}.safetensors"
        if not ours or theirs is None or not back.exists():
            continue
        read = load_file(back)
        for name in ("weight", "bias"):
            wanted, found = numbers(theirs[f"0.{name}"]), read[f"0.{name}"]
            assert wanted.shape == found.shape, (number, name)
            assert ((wanted == found) | (numpy.isnan(wanted) & numpy.isnan(found))).all(), (number, name)
            compared += 1
    assert not unexplained, f"{len(unexplained)}: " + "\n".join(map(str, unexplained[:20]))
    assert min(agreed.values()) > FILES / 10 and compared > FILES / 10, (agreed, compared)
