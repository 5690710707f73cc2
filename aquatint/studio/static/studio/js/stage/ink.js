// How a mark looks: hatched copper with an edge of marching black and white, to be seen on every picture.
import { canvas } from "./marks.js"

const EDGE = 1.5
const MARGIN = 5 // the edge, and the ring of the brush
const AROUND = [[-1, 0], [1, 0], [0, -1], [0, 1], [-0.7, -0.7], [0.7, -0.7], [-0.7, 0.7], [0.7, 0.7]]

export class Ink {
  constructor(screen) {
    this.screen = screen
    this.pen = screen.getContext("2d")
    this.base = canvas(1, 1) // the mark itself, opaque, as it lies in the view
    this.tint = canvas(1, 1) // the mark, hatched
    this.edge = canvas(1, 1) // the line around it
    this.layer = canvas(1, 1)
    this.hatch = pattern(this.pen, 9, paintHatch)
    this.ants = pattern(this.pen, 12, paintAnts)
    this.step = 0
    this.fresh = null // what of the mark has to be drawn anew, in pixels of the screen
  }

  get all() { return [0, 0, this.screen.width, this.screen.height] }

  resize(width, height) {
    for (const one of [this.screen, this.base, this.tint, this.edge, this.layer]) Object.assign(one, { width, height })
    this.fresh = this.all
  }

  // Draws every stroke anew: after undoing, zooming or another size.
  lay(marks, lens, density) {
    const pen = this.at(lens, density)
    pen.save()
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.clearRect(0, 0, this.base.width, this.base.height)
    pen.restore()
    marks.draw(pen)
    this.fresh = this.all
  }

  // Returns the pen over the mark, in pixels of the picture.
  at(lens, density) {
    const pen = this.base.getContext("2d")
    const scale = lens.scale * density
    pen.setTransform(scale, 0, 0, scale, lens.x * density, lens.y * density)
    return pen
  }

  // A stroke went through these points of the view: only around them is the next frame drawn anew.
  touch(points, reach, density) {
    const [xs, ys] = [0, 1].map(odd => points.filter((_, index) => index % 2 === odd))
    const [left, top, right, low] = this.fresh ? sides(this.fresh) : [Infinity, Infinity, -Infinity, -Infinity]
    const around = (reach + MARGIN) * density
    const from = [Math.min(left, Math.min(...xs) * density - around), Math.min(top, Math.min(...ys) * density - around)].map(one => Math.max(0, Math.floor(one)))
    const to = [Math.max(right, Math.max(...xs) * density + around), Math.max(low, Math.max(...ys) * density + around)].map(Math.ceil)
    this.fresh = [...from, to[0] - from[0], to[1] - from[1]]
  }

  show(density) {
    const box = this.fresh ?? this.all
    if (this.fresh) this.renew(box, density)
    this.fresh = null
    this.ants.setTransform(new DOMMatrix().translate(this.step * 2, 0).scale(density))
    within(this.layer, box, pen => {
      pen.drawImage(this.edge, 0, 0)
      fill(pen, this.ants, box)
    })
    within(this.screen, box, pen => {
      pen.drawImage(this.tint, 0, 0)
      pen.drawImage(this.layer, 0, 0)
    })
  }

  renew(box, density) {
    within(this.tint, box, pen => {
      pen.drawImage(this.base, 0, 0)
      fill(pen, this.hatch, box)
    })
    within(this.edge, box, pen => {
      for (const [x, y] of AROUND) pen.drawImage(this.base, x * EDGE * density, y * EDGE * density)
      pen.globalCompositeOperation = "destination-out"
      pen.drawImage(this.base, 0, 0)
    })
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

// Draws on a cleared part of a canvas, and nowhere else.
function within(place, box, draw) {
  const pen = place.getContext("2d")
  pen.save()
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.beginPath()
  pen.rect(...box)
  pen.clip()
  pen.clearRect(...box)
  draw(pen)
  pen.restore()
}

function fill(pen, style, box) {
  pen.globalCompositeOperation = "source-in"
  pen.fillStyle = style
  pen.fillRect(...box)
}

function sides([x, y, width, height]) { return [x, y, x + width, y + height] }

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
