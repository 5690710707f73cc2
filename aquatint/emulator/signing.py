"""Content credentials on the emulator's pictures, as the real services put them on theirs.

Each distinct picture is signed once, when it is painted. The words `[[unsigned]]` in a prompt leave it without.
"""

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from aquatint.imaging.provenance import Claim, Signer, Source, chain, sign
from aquatint.kit import clock

UNSIGNED: Final = "[[unsigned]]"
_CLAIM: Final = Claim("emulated model", provider="emulator", source=Source.ALGORITHMIC)


def signed(data: bytes) -> bytes:
    """Return a PNG, JPEG or WebP file with credentials of an invented provider, whom nobody trusts."""
    with tempfile.TemporaryDirectory(prefix="emulator-") as folder:
        plain, out = Path(folder, "plain"), Path(folder, "signed")
        plain.write_bytes(data)
        sign(plain, out=out, claim=_CLAIM, signer=_signer())
        return out.read_bytes()


@cache
def _signer() -> Signer:
    made = chain.make("Emulated provider", clock.now())
    return Signer(made.certificates, made.keys["leaf"], generator="Emulator")
