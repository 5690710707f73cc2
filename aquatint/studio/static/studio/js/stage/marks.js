// A mark as a list of strokes in the picture's own pixels: small enough to keep, sharp at every size, undone one by one.
// A stroke is {kind: "brush" | "lasso" | "box" | "invert" | "clear", erase, size, points: [x, y, x, y, …]}.
const GAUGE = 320 // the long side of the small copy on which the marked share is counted

export class Marks {
  constructor(width, height, strokes = []) {
    this.width = width
    this.height = height
    this.strokes = strokes
    this.undone = []
  }

  get isEmpty() { return !this.strokes.length }

  add(stroke) {
    this.strokes.push(stroke)
    this.undone = []
  }

  undo() {
    if (this.strokes.length) this.undone.push(this.strokes.pop())
  }

  redo() {
    if (this.undone.length) this.strokes.push(this.undone.pop())
  }

  // Draws all strokes opaquely, so that erasing and turning round are exact.
  draw(pen) { for (const stroke of this.strokes) drawStroke(pen, stroke, this.width, this.height) }

  // The share of the picture that is marked, from 0 to 1, counted on a small copy.
  share() {
    const scale = GAUGE / Math.max(this.width, this.height)
    const pen = canvas(Math.max(1, this.width * scale), Math.max(1, this.height * scale)).getContext("2d", { willReadFrequently: true })
    pen.scale(pen.canvas.width / this.width, pen.canvas.height / this.height)
    this.draw(pen)
    const { data } = pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height)
    let marked = 0
    for (let at = 3; at < data.length; at += 4) marked += data[at]
    return marked / 255 / (data.length / 4)
  }

  // A PNG of the picture's exact size: white may change, black stays.
  async png() {
    const full = canvas(this.width, this.height)
    const pen = full.getContext("2d")
    pen.fillStyle = pen.strokeStyle = "white"
    this.draw(pen)
    pen.globalCompositeOperation = "destination-over"
    pen.fillStyle = "black"
    pen.fillRect(0, 0, this.width, this.height)
    return new Promise(resolve => { full.toBlob(resolve, "image/png") })
  }
}

export function canvas(width, height) {
  const made = document.createElement("canvas")
  made.width = Math.round(width)
  made.height = Math.round(height)
  return made
}

export function drawStroke(pen, stroke, width, height) {
  const { kind, points = [], erase } = stroke
  pen.save()
  pen.globalCompositeOperation = kind === "invert" ? "xor" : erase || kind === "clear" ? "destination-out" : "source-over"
  if (kind === "invert" || kind === "clear") pen.fillRect(0, 0, width, height)
  if (kind === "box") pen.fillRect(...points)
  if (kind === "lasso") pen.fill(outline(points))
  if (kind === "brush") drawBrush(pen, points, stroke.size)
  pen.restore()
}

export function drawBrush(pen, points, size, from = 0) {
  pen.lineWidth = size
  pen.lineCap = pen.lineJoin = "round"
  pen.beginPath()
  const start = Math.max(0, from - 2)
  pen.moveTo(points[start], points[start + 1])
  if (points.length - start === 2) pen.lineTo(points[start] + 0.01, points[start + 1]) // a dab
  for (let at = start + 2; at < points.length; at += 2) pen.lineTo(points[at], points[at + 1])
  pen.stroke()
}

function outline(points) {
  const path = new Path2D()
  path.moveTo(points[0], points[1])
  for (let at = 2; at < points.length; at += 2) path.lineTo(points[at], points[at + 1])
  path.closePath()
  return path
}
