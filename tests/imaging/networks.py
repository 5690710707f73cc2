"""The smallest ONNX models, written byte by byte as protocol buffers: nothing here needs the `onnx` package.

Field numbers: onnx.proto3 of ONNX 1.13 (IR version 8, operator set 13).
"""

import struct
from collections.abc import Sequence

_FLOAT = 1


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _field(number: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    data = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _floats(name: str, shape: Sequence[int], values: Sequence[float]) -> bytes:
    """A TensorProto."""
    data = struct.pack(f"<{len(values)}f", *values)
    return b"".join(_field(1, size) for size in shape) + _field(2, _FLOAT) + _field(8, name) + _field(9, data)


def _value(name: str, shape: Sequence[int | str]) -> bytes:
    """A ValueInfoProto of floats."""
    sizes = b"".join(_field(1, _field(1, size) if isinstance(size, int) else _field(2, size)) for size in shape)
    return _field(1, name) + _field(2, _field(1, _field(1, _FLOAT) + _field(2, sizes)))


def _text(name: str, value: str) -> bytes:
    """An AttributeProto that holds a string."""
    return _field(1, name) + _field(4, value) + _field(20, 3)


def _model(node: bytes, constants: Sequence[bytes], shapes: tuple[Sequence[int | str], Sequence[int | str]]) -> bytes:
    tensors = b"".join(_field(5, constant) for constant in constants)
    ends = _field(11, _value("x", shapes[0])) + _field(12, _value("y", shapes[1]))
    graph = _field(1, node) + _field(2, "test") + tensors + ends
    return _field(1, 8) + _field(7, graph) + _field(8, _field(2, 13))


def enlarging(factor: int) -> bytes:
    """Return a model that repeats each pixel `factor` times in both directions."""
    inputs = _field(1, "x") + _field(1, "") + _field(1, "scales")
    mode = _text("mode", "nearest") + b""
    where = _text("coordinate_transformation_mode", "asymmetric")
    rounding = _text("nearest_mode", "floor")
    attributes = b"".join(_field(5, one) for one in (mode, where, rounding))
    node = inputs + _field(2, "y") + _field(4, "Resize") + attributes
    scales = _floats("scales", [4], [1, 1, factor, factor])
    return _model(node, [scales], ((1, 3, "h", "w"), (1, 3, "H", "W")))


def reddening(edge: int) -> bytes:
    """Return a model whose mask (1, 1, edge, edge) is the input's red channel: a 1 by 1 convolution."""
    node = _field(1, "x") + _field(1, "weights") + _field(2, "y") + _field(4, "Conv")
    weights = _floats("weights", [1, 3, 1, 1], [1, 0, 0])
    return _model(node, [weights], ((1, 3, edge, edge), (1, 1, edge, edge)))
