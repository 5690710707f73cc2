"""What templates may call: icons, and figures and moments as people read them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_PATHS = {
    "brush": "M20 4 10.5 13.5M9 13a4 4 0 0 1 3 3c0 3-3 5-8 4 2-1 1.5-2 2-4a3 3 0 0 1 3-3Z",
    "box": "M4 6h16v12H4z",
    "cut": "M6 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm0 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7.5 7.5 20 17M7.5 16.5 20 7",
    "extend": "M8 8h8v8H8zM8 12H2m3-3-3 3 3 3M16 12h6m-3-3 3 3-3 3M12 4V3M12 21v-1",
    "erase": "M5 16 14 7l5 5-7 7H8zM10 11l5 5M4 19h16",
    "invert": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 3v18M12 8l6 2M12 13l7 1M12 18l4-1",
    "lasso": "M12 4c5 0 9 2.5 9 6s-4 6-9 6-9-2.5-9-6 4-6 9-6ZM7 15.5a2 2 0 1 0 1 3c0 1-.5 2-1.5 2.5",
    "letters": "M5 6V5h14v1M12 5v14M9.5 19h5",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "redo": "M15 7l5 5-5 5M20 12H9a5 5 0 0 0 0 10",
    "up": "M12 19V6M6 11l6-6 6 6M4 21h16",
    "whole": "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
    "back": "M9 7 4 12l5 5M4 12h11a5 5 0 0 1 0 10",
    "check": "m5 12.5 4.5 4.5L19 7.5",
    "close": "m6 6 12 12M18 6 6 18",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "credits": "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM12 8.5 15.5 12 12 15.5 8.5 12z",
    "download": "M12 4v11M7 11l5 5 5-5M4 20h16",
    "edit": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "info": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM12 11v6M12 7.5h.01",
    "key": "M8 11a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM11 12l8-8M16 7l3 3",
    "keyboard": "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10",
    "left": "m14 6-6 6 6 6",
    "light": "M19 14A8 8 0 0 1 10 5a8 8 0 1 0 9 9Z",
    "minus": "M5 12h14",
    "person": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5",
    "picture": "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
    "plus": "M12 5v14M5 12h14",
    "print": "M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7z",
    "receipt": "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
    "right": "m10 6 6 6-6 6",
    "sandbox": "M20 4 10.5 13.5M9 13a4 4 0 0 1 3 3c0 3-3 5-8 4 2-1 1.5-2 2-4a3 3 0 0 1 3-3Z",
    "warn": "M12 4 3 20h18zM12 10v5M12 17.5h.01",
    "words": "M4 8h10l-3-3M20 16H10l3 3",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an icon as inline SVG; a word beside it or a label around it says what it means."""
    path = mark_safe(_PATHS[name])  # noqa: S308 -- from the table above
    return format_html('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', path)
