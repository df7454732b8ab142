"""Files of tensors for the scripts that write fixtures."""

import json
import struct


def load(path):
    """The shape and the bytes of each tensor in a file."""
    file = path.read_bytes()
    size = struct.unpack("<Q", file[:8])[0]
    header, data = json.loads(file[8 : 8 + size]), file[8 + size :]
    del header["__metadata__"]
    return {name: (one["shape"], data[slice(*one["data_offsets"])]) for name, one in header.items()}


def save(path, tensors, metadata):
    """https://huggingface.co/docs/safetensors: a header in JSON, its length before it, then the numbers."""
    header, data, offset = {"__metadata__": metadata}, [], 0
    for name, tensor in tensors.items():
        raw = tensor.contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(raw)]}
        data.append(raw)
        offset += len(raw)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))
