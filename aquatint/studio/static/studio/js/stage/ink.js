// How a mark looks: hatched copper with an edge of marching black and white, to be seen on every picture.
import { canvas, drawStroke } from "./marks.js"

const EDGE = 1.5
const AROUND = [[-1, 0], [1, 0], [0, -1], [0, 1], [-0.7, -0.7], [0.7, -0.7], [-0.7, 0.7], [0.7, 0.7]]

export class Ink {
  constructor(screen) {
    this.screen = screen
    this.pen = screen.getContext("2d")
    this.base = canvas(1, 1) // the mark itself, opaque, as it lies in the view
    this.layer = canvas(1, 1)
    this.hatch = pattern(this.pen, 9, paintHatch)
    this.ants = pattern(this.pen, 12, paintAnts)
    this.step = 0
  }

  resize(width, height) {
    for (const one of [this.screen, this.base, this.layer]) Object.assign(one, { width, height })
  }

  // Draws every stroke anew: after undoing, zooming or another size.
  lay(marks, lens, density) {
    const pen = this.at(lens, density)
    pen.save()
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.clearRect(0, 0, this.base.width, this.base.height)
    pen.restore()
    marks.draw(pen)
  }

  // Returns the pen over the mark, in pixels of the picture.
  at(lens, density) {
    const pen = this.base.getContext("2d")
    const scale = lens.scale * density
    pen.setTransform(scale, 0, 0, scale, lens.x * density, lens.y * density)
    return pen
  }

  add(stroke, marks, lens, density) { drawStroke(this.at(lens, density), stroke, marks.width, marks.height) }

  show(density) {
    this.pen.setTransform(1, 0, 0, 1, 0, 0)
    this.pen.clearRect(0, 0, this.screen.width, this.screen.height)
    this.fill(this.hatch, pen => pen.drawImage(this.base, 0, 0))
    const offset = this.ants
    offset.setTransform(new DOMMatrix().translate(this.step * 2, 0).scale(density))
    this.fill(offset, pen => {
      for (const [x, y] of AROUND) pen.drawImage(this.base, x * EDGE * density, y * EDGE * density)
      pen.globalCompositeOperation = "destination-out"
      pen.drawImage(this.base, 0, 0)
    })
  }

  fill(style, shape) {
    const pen = this.layer.getContext("2d")
    pen.globalCompositeOperation = "source-over"
    pen.clearRect(0, 0, this.layer.width, this.layer.height)
    shape(pen)
    pen.globalCompositeOperation = "source-in"
    pen.fillStyle = style
    pen.fillRect(0, 0, this.layer.width, this.layer.height)
    this.pen.drawImage(this.layer, 0, 0)
  }

  // A thin line that is seen on light and on dark: the brush's ring, a box or a lasso on its way.
  trace(path, density, dashed) {
    const pen = this.pen
    pen.lineWidth = 3 * density
    pen.strokeStyle = "oklch(.2 .02 264 / .75)"
    pen.setLineDash([])
    pen.stroke(path)
    pen.lineWidth = 1.5 * density
    pen.strokeStyle = "white"
    if (dashed) pen.setLineDash([6 * density, 5 * density])
    pen.stroke(path)
  }
}

function pattern(pen, size, paint) {
  const tile = canvas(size, size)
  paint(tile.getContext("2d"), size)
  return pen.createPattern(tile, "repeat")
}

function paintHatch(pen, size) {
  pen.fillStyle = "oklch(.62 .15 45 / .38)"
  pen.fillRect(0, 0, size, size)
  pen.strokeStyle = "oklch(.97 .03 80 / .85)"
  pen.lineWidth = 1.4
  for (const shift of [-size, 0, size]) {
    pen.beginPath()
    pen.moveTo(shift, size)
    pen.lineTo(shift + size, 0)
    pen.stroke()
  }
}

function paintAnts(pen, size) {
  pen.fillStyle = "white"
  pen.fillRect(0, 0, size, size)
  pen.strokeStyle = "oklch(.2 .02 264)"
  pen.lineWidth = size / 2.8
  for (const shift of [-size, 0, size]) {
    pen.beginPath()
    pen.moveTo(shift, size)
    pen.lineTo(shift + size, 0)
    pen.stroke()
  }
}
