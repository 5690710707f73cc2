# ruff: noqa: ANN401, E501, PLR2004 -- skia carries no types; one mark a line; coordinates are the drawing
# fmt: off
"""The one tool that paints. Subjects and layouts say what is where; the brush knows style, stage and light.

Coordinates: the short side of the frame is 1000 points, y downwards. Inside `at`, a subject is 100 points high, its foot
at (0, 0), facing right.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import skia

from aquatint.providers.sandbox import materials
from aquatint.providers.sandbox import path as outline
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.path import Path
from aquatint.providers.sandbox.style import Stage, Style

type Stops = tuple[tuple[float, Colour, float], ...]
"""(position 0 to 1, colour, alpha 0 to 1), …"""


class Brush:
    """Paints on a skia canvas. All methods take the coordinates of the current `at`."""

    def __init__(self, canvas: Any, style: Style, stage: Stage = Stage.GRAIN, light: int = -1, surface: Any = None) -> None:
        self.canvas = canvas
        self.surface = surface
        """What mirrors read back from; None where nothing can be read (vectors)."""
        self.style = style
        self.stage = stage
        self._light = light
        self._flip = 1
        self._scale = 1.0
        self._tints: list[tuple[Colour, float]] = []
        self.material = ""
        """What the bodies that follow are made of."""
        self.vectors = False
        """Whether the canvas keeps vectors: blurred marks are left out there."""

    # Where

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1.0, *, flip: int = 1, turn: float = 0.0) -> Iterator[None]:
        """Move the origin to (x, y), scale, mirror if `flip` is -1, turn clockwise by degrees."""
        self.canvas.save()
        self.canvas.translate(x, y)
        if turn:
            self.canvas.rotate(turn)
        self.canvas.scale(scale * flip, scale)
        before = self._flip, self._scale
        self._flip, self._scale = self._flip * flip, self._scale * scale
        try:
            yield
        finally:
            self._flip, self._scale = before
            self.canvas.restore()

    @contextmanager
    def inside(self, path: Path) -> Iterator[None]:
        """Paint only within an outline."""
        self.canvas.save()
        self.canvas.clipPath(path, True)
        try:
            yield
        finally:
            self.canvas.restore()

    @contextmanager
    def tint(self, colour: Colour, part: float) -> Iterator[None]:
        """Mix every colour towards `colour`: haze of the distance, blue of the night."""
        self._tints.append((colour, part))
        try:
            yield
        finally:
            self._tints.pop()

    @contextmanager
    def layer(self, alpha: float) -> Iterator[None]:
        """Paint together what is then laid down at `alpha`."""
        self.canvas.saveLayerAlpha(None, round(alpha * 255))
        try:
            yield
        finally:
            self.canvas.restore()

    # What the picture is made with

    @property
    def light(self) -> int:
        """Where the light comes from in the current coordinates: -1 left, 1 right."""
        return self._light * self._flip

    @property
    def lines(self) -> bool:
        """Whether outlines are drawn instead of areas."""
        return self.stage == Stage.SKETCH or self.style.lines

    @property
    def detailed(self) -> bool:
        """Whether fine detail is to be painted at this stage."""
        return self.stage >= Stage.DETAIL

    def tone(self, colour: Colour) -> Colour:
        """Return the colour under the present tints."""
        for towards, part in self._tints:
            colour = colour.mix(towards, part)
        return colour

    def argb(self, colour: Colour, alpha: float = 1.0) -> int:
        """Return the colour as skia counts it, under the present tints."""
        value = self.tone(colour).argb if self._tints else colour.argb
        return (value & 0xFFFFFF) | round(max(0.0, min(1.0, alpha)) * 255) << 24

    # Marks

    def shape(self, path: Path, colour: Colour, depth: float = 1.0, *, down: float = 0.0) -> None:
        """Lay a body: lit on one side, in shade on the other (`depth`), darker towards its foot (`down`)."""
        if self.lines:
            self._drawn(path, colour)
            return
        fill = "flat" if self.stage == Stage.BLOCKS else self.style.fill
        if fill == "paper":
            self._cast(path)
        if fill == "wash":
            self._washed(path, colour, depth)
        elif fill == "lit" and depth > 0:
            self._lit(path, colour, depth, down)
        else:
            self._area(path, colour.lit(0.04))
        if self.material and self.detailed and depth > 0:
            materials.lay(self, path, colour, self.material)

    def fill(self, path: Path, colour: Colour, alpha: float = 1.0) -> None:
        """Lay a plain mark without light (a pupil, a stripe, a pane)."""
        if self.lines:
            if alpha > 0.5:
                self._drawn(path, colour, weight=0.7)
            return
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=self.argb(colour, alpha)))

    def line(self, path: Path, colour: Colour, width: float, alpha: float = 1.0, *, butt: bool = False) -> None:
        """Draw along an outline with round ends."""
        ink = self.ink(colour) if self.lines else colour
        if self.lines:
            alpha = max(alpha, 0.5)
            width = min(width, 2.2 * self._pen())
        self.canvas.drawPath(path, self.stroke(ink, width, alpha, butt=butt))

    def dark(self, path: Path, alpha: float = 0.25, blur: float = 0.0, colour: Colour = BLACK) -> None:
        """Lay a soft shadow over what is there; left out where outlines tell the form."""
        self.soft(path, colour, alpha, blur)

    def shine(self, path: Path, alpha: float = 0.4, blur: float = 0.0) -> None:
        """Lay a soft light over what is there."""
        self.soft(path, WHITE, alpha, blur)

    def soft(self, path: Path, colour: Colour, alpha: float, blur: float = 0.0, *, screen: bool = False) -> None:
        """Lay a mark with soft edges (`blur` is a standard deviation) once there is light in the picture."""
        if self.lines or self.stage < Stage.LIGHT or self.style.fill == "flat" or (self.vectors and blur):
            return
        if screen and self.style.fill == "paper":
            return
        paint = skia.Paint(AntiAlias=True, Color=self.argb(colour, alpha))
        if blur and self.style.fill != "paper":
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
        if screen:
            paint.setBlendMode(skia.BlendMode.kScreen)
        self.canvas.drawPath(path, paint)

    def glow(self, x: float, y: float, radius: float, colour: Colour, alpha: float = 0.6) -> None:
        """Return a round glow that fades out; it only ever lightens."""
        if (self.lines and self.style.fill != "glow") or self.stage < Stage.LIGHT:
            return
        stops = ((0.0, colour, alpha), (0.35, colour, alpha * 0.42), (1.0, colour, 0.0))
        paint = self.radial(x, y, radius, stops)
        paint.setBlendMode(skia.BlendMode.kScreen)
        self.canvas.drawPath(outline.oval(x, y, radius), paint)

    def wash(self, path: Path, stops: Stops, *, across: bool = False) -> None:
        """Fill with a gradient from top to bottom (or `across` from left to right), as skies and walls are."""
        if self.lines:
            return
        box = path.getBounds()
        x0, y0, x1, y1 = (box.left(), 0, box.right(), 0) if across else (0, box.top(), 0, box.bottom())
        self.canvas.drawPath(path, self.linear(x0, y0, x1, y1, stops))

    # Paints, for layouts that need more than a mark

    def linear(self, x0: float, y0: float, x1: float, y1: float, stops: Stops) -> Any:
        """Return a paint that runs from one point to another."""
        shader = skia.GradientShader.MakeLinear(
            [(x0, y0), (x1, y1)], [self.argb(c, a) for _, c, a in stops], [p for p, _, _ in stops]
        )
        return skia.Paint(AntiAlias=True, Dither=True, Shader=shader)

    def radial(self, x: float, y: float, radius: float, stops: Stops) -> Any:
        """Return a paint that runs from a point outwards."""
        shader = skia.GradientShader.MakeRadial(
            (x, y), max(radius, 0.01), [self.argb(c, a) for _, c, a in stops], [p for p, _, _ in stops]
        )
        return skia.Paint(AntiAlias=True, Dither=True, Shader=shader)

    def _lit(self, path: Path, colour: Colour, depth: float, down: float) -> None:
        box = path.getBounds()
        bright, dim = colour.lit(0.24 * depth), colour.shade(0.34 * depth)
        stops = [(0.0, bright, 1.0), (0.42, colour, 1.0), (1.0, dim, 1.0)]
        left, right = box.left(), box.right()
        if self.light > 0:
            left, right = right, left
        lean = min(box.height(), box.width()) * 0.2
        self.canvas.drawPath(path, self.linear(left, box.top(), right, box.top() + lean, tuple(stops)))
        if down:
            shade = ((0.0, BLACK, 0.0), (0.4, BLACK, 0.0), (1.0, COOL_SHADE, down))
            self.canvas.drawPath(path, self.linear(0, box.top(), 0, box.bottom(), shade))

    def _washed(self, path: Path, colour: Colour, depth: float) -> None:
        """Watercolour: a thin wash that pools darker along its edge."""
        pale = colour.mix(WHITE, 0.10)
        self._lit(path, pale, max(0.3, depth * 0.6), 0.0)
        with self.inside(path):
            edge = self.stroke(colour.shade(0.35), 5.0 / self._scale, 0.34)
            edge.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 1.3 / self._scale))
            self.canvas.drawPath(path, edge)

    def _area(self, path: Path, colour: Colour) -> None:
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=self.argb(colour)))

    def _cast(self, path: Path) -> None:
        paint = skia.Paint(AntiAlias=True, Color=0x48101020)
        size = 5 / self._scale
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, size))
        self.canvas.save()
        self.canvas.translate(-self.light * size * 0.7, size)
        self.canvas.drawPath(path, paint)
        self.canvas.restore()

    def _pen(self) -> float:
        return self.style.stroke / self._scale

    def ink(self, colour: Colour) -> Colour:
        """Return the colour that outlines of this colour are drawn with."""
        if self.style.fill == "glow":
            return Colour(0.80, max(0.14, colour.chroma), colour.hue)
        return self.style.ink or colour.at(0.35)

    def stroke(self, colour: Colour, width: float, alpha: float = 1.0, *, butt: bool = False) -> Any:
        """Return a paint that draws along an outline with round ends and joins."""
        return skia.Paint(
            AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=width, Color=self.argb(colour, alpha),
            StrokeCap=skia.Paint.kButt_Cap if butt else skia.Paint.kRound_Cap, StrokeJoin=skia.Paint.kRound_Join,
        )  # fmt: skip

    def _drawn(self, path: Path, colour: Colour, weight: float = 1.0) -> None:
        ground = self.style.ground or Colour(0.965, 0.012, 85)
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=ground.argb))
        ink, pen = self.ink(colour), self._pen() * weight
        if self.style.fill == "glow" and self.stage >= Stage.LIGHT:
            halo = self.stroke(ink, pen * 3.2, 0.5)
            halo.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, pen * 2.4))
            self.canvas.drawPath(path, halo)
        if self.style.fill == "hatch" and self.stage >= Stage.LIGHT:
            self._hatch(path, colour, ink)
        self.canvas.drawPath(path, self.stroke(ink, pen))

    def _hatch(self, path: Path, colour: Colour, ink: Colour) -> None:
        """Etch: the darker the colour, the closer the lines; the shadow side is crossed."""
        box = path.getBounds()
        pen = self._pen()
        gap = pen * (2.6 + 7 * max(0.0, self.tone(colour).light - 0.2))
        if gap > pen * 7.9 or box.width() < gap or box.width() / gap > 900:
            return
        strokes = skia.Path()
        reach = box.height()
        x = box.left() - reach
        while x < box.right():
            strokes.moveTo(x, box.bottom())
            strokes.lineTo(x + reach, box.top())
            x += gap
        with self.inside(path):
            self.canvas.drawPath(strokes, self.stroke(ink, pen * 0.62, 0.95))


COOL_SHADE = Colour(0.16, 0.03, 280)
