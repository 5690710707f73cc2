"""Drawings from strangers do nothing but draw."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from aquatint.imaging import Unreadable, svg
from aquatint.imaging.derive import shrink
from tests.imaging.conftest import Put

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
_DANGER = re.compile(r"script|\bon\w+=|javascript|http(?!://www\.w3\.org/2000/svg)|file:|data:|foreign|@import|<image")


def drawing(inside: str, attributes: str = 'width="60" height="40"') -> bytes:
    return f"<svg {NAMES} {attributes}>{inside}</svg>".encode()


def clean(put: Put, data: bytes) -> str:
    return svg.parse(put(data)).text


@pytest.mark.parametrize(
    ("inside", "gone"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT>alert(1)</SCRIPT>", "<SCRIPT>"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>', "<script>"),
        ('<rect onclick="alert(1)"/>', "onclick="),
        ('<g onload="alert(1)"><path d="M0 0"/></g>', "onload="),
        ('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="x()"/></foreignObject>', "<foreignObject>"),
        ('<image href="file:///etc/passwd"/>', "<image>"),
        ('<image xlink:href="http://example.org/a.png"/>', "<image>"),
        ('<use href="http://example.org/a.svg#x"/>', "href="),
        ('<use href="data:image/svg+xml,%3Csvg/%3E#x"/>', "href="),
        ('<a href="javascript:alert(1)"><rect/></a>', "<a>"),
        ("<style>@import url(http://example.org/a.css);</style>", "<style>"),
        ('<rect fill="url(http://example.org/#a)"/>', "fill="),
        ('<rect fill="url(#a) url(http://example.org/#b)"/>', "fill="),
        ('<rect filter="u\\72l(http://example.org/#b)"/>', "filter="),
        ('<animate attributeName="href" to="javascript:alert(1)"/>', "<animate>"),
        ('<set attributeName="onclick" to="alert(1)"/>', "<set>"),
        ('<filter id="f"><feImage href="http://example.org/a.png"/></filter>', "<feImage>"),
        ('<x xmlns="http://example.org/other">words</x>', "<x>"),
    ],
)
def test_whatever_could_act_is_taken_out(inside: str, gone: str, put: Put) -> None:
    file = put(drawing(inside + '<circle r="3" fill="red"/>'))
    done = svg.parse(file)
    assert gone in done.removed
    assert not _DANGER.search(done.text)
    assert '<circle r="3" fill="red"></circle>' in done.text


def test_a_style_keeps_what_draws(put: Put) -> None:
    text = clean(put, drawing('<rect style="fill:red; background:url(http://x/); stroke : url(#g);behavior:x"/>'))
    assert 'style="fill:red;stroke:url(#g)"' in text


def test_words_and_values_cannot_become_markup(put: Put) -> None:
    inside = '<text id="&quot;&gt;&lt;script&gt;">&lt;script&gt;alert(1)&lt;/script&gt;<![CDATA[<b>]]></text>'
    text = clean(put, drawing(inside))
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;" in text


def test_comments_and_instructions_go(put: Put) -> None:
    data = b'<?xml version="1.0"?><?xml-stylesheet href="http://x/a.css"?><!-- hello -->' + drawing("<!-- x --><rect/>")
    assert re.fullmatch(r"<svg [^<]*><rect></rect></svg>\n", clean(put, data))


def _nested(levels: int) -> str:
    groups = ['<g id="x0"><path d="M0 0"/></g>']
    groups += [f'<g id="x{n}">' + f'<use href="#x{n - 1}"/>' * 10 + "</g>" for n in range(1, levels)]
    return "".join(groups) + f'<use href="#x{levels - 1}"/>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("<text>&a;</text>"), "unsupported_type"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + drawing("&a;"), "unsupported_type"),
        (b'<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://x/"> %a;]>' + drawing(""), "unsupported_type"),
        (drawing("<text>&undefined;</text>"), "not_an_image"),
        (drawing(_nested(9)), "not_an_image"),
        (drawing('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "not_an_image"),
        (drawing('<g id="a"><use href="#a"/></g>'), "not_an_image"),
        (drawing('<pattern id="p"><rect fill="url(#p)"/></pattern>'), "not_an_image"),
        (drawing("<g>" * 200 + "</g>" * 200), "not_an_image"),
        (drawing("<rect/>" * 60_000), "not_an_image"),
        (drawing('<filter id="f"/>' * 100), "not_an_image"),
        (drawing("<rect/>" * 900_000), "too_many_bytes"),
        (drawing("<g>")[:-6], "not_an_image"),
        (drawing('<path d="')[:-6], "truncated"),
        (b"<html/>", "not_an_image"),
        (b'<svg xmlns="http://example.org/"/>', "not_an_image"),
        (b"", "truncated"),
        (b"\xff\xfe<\0s\0", "truncated"),
        (drawing("<text>\xff</text>").decode().encode("latin-1"), "not_an_image"),
        (b'<?xml version="1.0" encoding="x-none"?>' + drawing(""), "not_an_image"),
    ],
)
def test_what_cannot_be_made_harmless_is_refused(data: bytes, code: str, put: Put) -> None:
    with pytest.raises(Unreadable) as refused:
        svg.parse(put(data))
    assert refused.value.code in {code, "truncated"}


def test_an_old_document_type_without_declarations_is_taken(put: Put) -> None:
    kind = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert "<rect>" in clean(put, kind + drawing("<rect/>"))


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="60" height="40"', (60, 40)),
        ('width="60px" height="30pt"', (60, 40)),
        ('viewBox="0 0 300 200"', (300, 200)),
        ('width="600" viewBox="0 0 300 200"', (600, 400)),
        ('width="100%" height="100%" viewBox="0 0 9 5"', (9, 5)),
        ("", (300, 150)),
        ('width="1e9" height="-4"', (300, 150)),
        ('width="999999999" height="0.001"', (16_384, 1)),
        ('viewBox="0 0 nan 0"', (300, 150)),
    ],
)
def test_its_size_is_bounded_and_found_where_it_stands(attributes: str, size: tuple[int, int], put: Put) -> None:
    facts = svg.inspect(put(drawing("", attributes)))
    assert (facts.width, facts.height, facts.media_type, facts.alpha) == (*size, "image/svg+xml", True)


def test_sanitising_twice_is_sanitising_once(put: Put, tmp_path: Path) -> None:
    inside = '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
    file = put(
        drawing(inside + '<rect width="9" height="9" fill="url(#g)"/><use xlink:href="#g"/><text>a &amp; b</text>')
    )
    first = svg.sanitise(file, tmp_path / "out.svg")
    second = svg.sanitise(tmp_path / "out.svg", tmp_path / "out.svg")
    assert second.text == first.text == (tmp_path / "out.svg").read_text()
    assert second.removed == ()


def test_it_can_be_looked_at_as_pixels(put: Put) -> None:
    file = put(drawing('<rect width="30" height="40" fill="#f00"/><script>alert(1)</script>'))
    with Image.open(io.BytesIO(shrink(file, edge=300, quality=80))) as image:
        pixels = image.convert("RGBA")
    assert pixels.size == (300, 200)
    red, clear = pixels.getpixel((50, 100)), pixels.getpixel((250, 100))
    assert isinstance(red, tuple)
    assert isinstance(clear, tuple)
    assert red[0] > 240
    assert (red[3], clear[3]) == (255, 0)


def test_only_what_was_made_harmless_is_drawn() -> None:
    with pytest.raises(Unreadable):
        svg.rasterise('<?xml version="1.0"?><svg/>', edge=10)
