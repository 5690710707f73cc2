"""All layouts. Importing this package fills the table."""

from aquatint.providers.sandbox.layouts import (  # noqa: F401  # each registers its layouts
    city,
    comic,
    flatlay,
    graphics,
    indoors,
    lines,
    outdoors,
    pages,
    plates,
    tabletop,
    wonders,
)
from aquatint.providers.sandbox.layouts.registry import LAYOUTS, Layout

__all__ = ["LAYOUTS", "Layout"]
