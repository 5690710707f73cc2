"""Pure functions on pixels and picture files. No Django in here."""

from aquatint.imaging.errors import Unreadable
from aquatint.imaging.facts import DELIVERED, Facts, Limits
from aquatint.imaging.headers import inspect
from aquatint.imaging.verifying import verify

__all__ = ["DELIVERED", "Facts", "Limits", "Unreadable", "inspect", "verify"]
