"""What the payment services are told at start."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setup:
    """The site that gets webhooks, and keys and secrets by name.

    `secrets` are pairs such as `("CREEM_WEBHOOK_SECRET", "whsec_…")`, by the names of the site's own settings; what is
    not there has the value that the vendor's package documents.
    """

    site: str = ""
    secrets: tuple[tuple[str, str], ...] = ()

    def secret(self, name: str, default: str = "") -> str:
        """Return one of the secrets."""
        return dict(self.secrets).get(name) or default
