// What part of the picture is seen, and how large: zoom and pan. One pixel of the picture is `scale` pixels of the view.
const MOST = 12

export class Lens {
  constructor(width, height) {
    this.width = width
    this.height = height
    this.view = [1, 1]
    this.zoom = 1
    this.x = this.y = 0 // the picture's corner, in pixels of the view
  }

  get scale() { return this.zoom * this.view[0] / this.width }

  resize(width, height) {
    const before = this.view
    this.view = [width, height]
    this.x *= width / before[0]
    this.y *= height / before[1]
    this.settle()
  }

  // Enlarges around a point of the view.
  by(factor, [atX, atY] = [this.view[0] / 2, this.view[1] / 2]) {
    const zoom = Math.min(MOST, Math.max(1, this.zoom * factor))
    const change = zoom / this.zoom
    this.x = atX - (atX - this.x) * change
    this.y = atY - (atY - this.y) * change
    this.zoom = zoom
    this.settle()
  }

  pan(dx, dy) {
    this.x += dx
    this.y += dy
    this.settle()
  }

  fit() {
    this.zoom = 1
    this.settle()
  }

  // The picture never leaves the view.
  settle() {
    const [width, height] = this.view
    this.x = Math.min(0, Math.max(width - width * this.zoom, this.x))
    this.y = Math.min(0, Math.max(height - height * this.zoom, this.y))
  }

  toPicture(x, y) {
    return [clamp((x - this.x) / this.scale, this.width), clamp((y - this.y) / this.scale, this.height)]
  }

  toView(x, y) { return [x * this.scale + this.x, y * this.scale + this.y] }

  reveal(x, y) {
    const [atX, atY] = this.toView(x, y)
    const [width, height] = this.view
    this.pan(Math.max(0, 24 - atX) - Math.max(0, atX - width + 24), Math.max(0, 24 - atY) - Math.max(0, atY - height + 24))
  }
}

function clamp(value, most) { return Math.round(Math.min(most, Math.max(0, value)) * 10) / 10 }
