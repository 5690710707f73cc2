"""All layouts. Importing this package fills the table."""

from aquatint.providers.sandbox.layouts import city, graphics, outdoors, tabletop  # noqa: F401  # each registers its layouts
from aquatint.providers.sandbox.layouts.registry import LAYOUTS, Layout

__all__ = ["LAYOUTS", "Layout"]
