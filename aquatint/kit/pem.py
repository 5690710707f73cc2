"""Certificates in PEM (RFC 7468)."""


def certificates(text: str) -> str:
    """Return the certificates of a text, without what stands around them; nothing if there are none or one is broken.

    A list of trust that cannot be read would otherwise make every signature look broken.
    """
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 -- few starts need it
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415

    try:
        found = load_pem_x509_certificates(text.encode())
    except ValueError:
        return ""
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in found)
