"""32 bits with error correction: three words of the extended Golay code, read by maximum likelihood.

Source: M. J. E. Golay, "Notes on Digital Coding", Proc. IRE 37 (1949); any 12 bits become 24, of which three wrong ones
are corrected with hard decisions and more with soft ones.
"""

import zlib
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

PAYLOAD_BITS: Final = 32
_WORDS, _DATA, _LENGTH = 3, 12, 24
CODED_BITS: Final = _WORDS * _LENGTH
_GENERATOR: Final = 0b110001110101
_CHECK_BITS: Final = _WORDS * _DATA - PAYLOAD_BITS


def encode(payload: int) -> NDArray[np.float32]:
    """Return 72 signs (+1 or -1) for a payload of 32 bits and its four check bits."""
    whole = payload << _CHECK_BITS | _check(payload)
    words = [whole >> _DATA * place & (1 << _DATA) - 1 for place in range(_WORDS)]
    signs: NDArray[np.float32] = _book()[words].reshape(-1)
    return signs


def decode(soft: NDArray[np.floating]) -> int | None:
    """Return the payload whose code word is nearest to 72 soft values, or None if its check bits do not fit."""
    likelihood = soft.reshape(_WORDS, _LENGTH) @ _book().T
    whole = sum(int(word) << _DATA * place for place, word in enumerate(likelihood.argmax(axis=1)))
    payload, check = whole >> _CHECK_BITS, whole & (1 << _CHECK_BITS) - 1
    return payload if check == _check(payload) else None


def _check(payload: int) -> int:
    return zlib.crc32(payload.to_bytes(4)) & (1 << _CHECK_BITS) - 1


@cache
def _book() -> NDArray[np.float32]:
    """Return all 4096 code words as signs, shape (4096, 24): cyclic code words and their overall parity."""
    words = np.arange(1 << _DATA)
    codes = np.zeros_like(words)
    for bit in range(_DATA):
        codes ^= np.where(words >> bit & 1, _GENERATOR << bit, 0)
    bits = codes[:, None] >> np.arange(_LENGTH - 1) & 1
    bits = np.concatenate([bits, bits.sum(axis=1, keepdims=True) & 1], axis=1)
    return (bits * 2 - 1).astype(np.float32)
