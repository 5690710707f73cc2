"""Reading rendered pages: their links, forms and what a strict policy forbids."""

from html.parser import HTMLParser
from typing import NamedTuple


class Element(NamedTuple):
    """An element's name, attributes, and the text directly in it."""

    name: str
    attributes: dict[str, str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.loose_script = False
        self._open_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, attributes))
        self._open_script = tag == "script"

    def handle_data(self, data: str) -> None:
        self.loose_script |= self._open_script and bool(data.strip())

    def handle_endtag(self, tag: str) -> None:
        self._open_script &= tag != "script"


def elements(html: str) -> list[Element]:
    """Return all elements of a page, in order."""
    return _read(html).elements


def addresses(html: str) -> set[str]:
    """Return every address that a page links to, sends to or loads."""
    names = ("href", "src", "action", "hx-get", "hx-post", "data-source", "data-quote")
    return {attributes[name] for _, attributes in elements(html) for name in names if attributes.get(name)}


def forbidden(html: str) -> list[str]:
    """Return what a strict policy forbids: style attributes and elements, handlers, inline scripts, data: addresses."""
    reader = _read(html)
    found = ["inline script"] if reader.loose_script else []
    for name, attributes in reader.elements:
        found += [f"<{name} {key}>" for key in attributes if key == "style" or key.startswith("on")]
        found += [f"<{name} {key}=data:>" for key, value in attributes.items() if value.startswith("data:")]
        found += ["<style>"] if name == "style" else []
    return found


def double_ids(html: str) -> list[str]:
    """Return ids that stand on a page more than once."""
    ids = [attributes["id"] for _, attributes in elements(html) if "id" in attributes]
    return sorted({one for one in ids if ids.count(one) > 1})


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader
