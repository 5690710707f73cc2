"""The text of an API key: `aq_`, 43 random letters, 6 letters of checksum.

The letters are base 62 (0-9, A-Z, a-z): 43 of them carry 256 random bits. The checksum is the CRC-32 of everything
before it, as GitHub does for its tokens: a mistyped or invented key is refused without the database, and a secret
scanner that matches `aq_[0-9A-Za-z]{49}` can verify its find. Source of the idea: github.blog, "Behind GitHub's new
authentication token formats".
"""

import hashlib
import secrets
import zlib

_HEAD = "aq_"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LETTERS = frozenset(_ALPHABET)
_RANDOM = 43  # 62 ** 43 > 2 ** 256
_CHECK = 6  # 62 ** 6 > 2 ** 32
_LENGTH = len(_HEAD) + _RANDOM + _CHECK
_START = 11


def new() -> str:
    """Return a fresh token."""
    body = _HEAD + "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    return body + _checksum(body)


def is_well_formed(token: str) -> bool:
    """Whether the token has our shape and its checksum fits."""
    if len(token) != _LENGTH or not token.startswith(_HEAD) or not _LETTERS.issuperset(token[len(_HEAD) :]):
        return False
    return token[-_CHECK:] == _checksum(token[:-_CHECK])


def digest(token: str) -> bytes:
    """Return what is stored: 32 bytes of SHA-256.

    A slow hash protects secrets that people choose. This one has 256 random bits, which nobody can try out, so the fast
    hash loses nothing and every request gains.
    """
    return hashlib.sha256(token.encode()).digest()


def start(token: str) -> str:
    """Return the first 11 letters, by which people recognise a key; 35 random letters stay unknown."""
    return token[:_START]


def _checksum(body: str) -> str:
    number = zlib.crc32(body.encode())
    letters = []
    for _ in range(_CHECK):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return "".join(reversed(letters))
