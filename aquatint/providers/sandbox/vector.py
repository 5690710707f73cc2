# ruff: noqa: E501 -- one mark a line
# fmt: off
"""The same scene as vectors: skia's SVG canvas for shapes, outlines for type."""

import skia

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.encode import DESCRIPTION, SOURCE_TYPE
from aquatint.providers.sandbox.layouts.air import span
from aquatint.providers.sandbox.render import _badge, letter, paint
from aquatint.providers.sandbox.scene import Scene
from aquatint.providers.sandbox.style import STYLES, Stage


def svg(scene: Scene) -> bytes:
    """Return an SVG document. Vectors have no grain, no blur and no noise; the rest is the same scene."""
    width, height = span(scene)
    stream = skia.DynamicMemoryWStream()
    canvas = skia.SVGCanvas.Make(skia.Rect.MakeWH(width, height), stream)
    style = STYLES[scene.style]
    brush = Brush(canvas, style, Stage.DETAIL, scene.light)
    brush.vectors = True
    paint(brush, scene)
    letter(brush, scene)
    _badge(canvas, scene)
    del canvas, brush
    text = bytes(stream.detachAsData()).decode()
    note = f"<title>{DESCRIPTION}</title><metadata>{SOURCE_TYPE}</metadata>"
    head, _, rest = text.partition("<svg ")
    attributes, _, body = rest.partition(">")
    box = f'viewBox="0 0 {width:g} {height:g}" '
    attributes = attributes.replace(f'width="{width:g}"', f'width="{scene.width}"').replace(f'height="{height:g}"', f'height="{scene.height}"')
    return f"{head}<svg {box}{attributes}>{note}{body}".encode()
