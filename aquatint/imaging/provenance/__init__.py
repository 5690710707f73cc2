"""Where a picture comes from: signed credentials, a mark that is not seen, a fingerprint, machine-readable words.

Files in, files out; no Django. The heavy libraries (c2pa, OpenCV, cryptography) are imported by the functions that need
them, so that importing this package costs nothing.
"""

from aquatint.imaging.provenance.chain import Signer
from aquatint.imaging.provenance.claim import Claim, Source, Step
from aquatint.imaging.provenance.presence import has_credentials
from aquatint.imaging.provenance.reading import Credentials, inspect
from aquatint.imaging.provenance.signing import sign

__all__ = ["Claim", "Credentials", "Signer", "Source", "Step", "has_credentials", "inspect", "sign"]
