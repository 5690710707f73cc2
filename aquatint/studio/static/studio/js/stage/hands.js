// Pointers on the mark editor: mouse, pen and finger draw; two fingers, the middle button or the space bar move the picture.
export class Hands {
  constructor(editor) {
    this.editor = editor
    this.down = new Map()
    const view = editor.view
    view.addEventListener("pointerdown", event => this.begin(event))
    view.addEventListener("pointermove", event => this.move(event))
    for (const kind of ["pointerup", "pointercancel"]) view.addEventListener(kind, event => this.end(event))
    view.addEventListener("pointerleave", () => { this.at = null; editor.paint() })
    view.addEventListener("wheel", event => this.wheel(event), { passive: false })
    view.addEventListener("contextmenu", event => { if (this.down.size) event.preventDefault() })
  }

  place(event) {
    const box = this.editor.view.getBoundingClientRect()
    return [event.clientX - box.x, event.clientY - box.y]
  }

  begin(event) {
    if (event.button > 1) return
    event.preventDefault()
    this.editor.view.focus({ preventScroll: true })
    this.editor.view.setPointerCapture(event.pointerId)
    this.down.set(event.pointerId, this.place(event))
    if (this.down.size === 2) return this.pinch()
    if (this.down.size > 2) return
    this.dragging = event.button === 1 || this.editor.keys.space
    if (!this.dragging) this.start(event)
  }

  start(event) {
    const { tool, lens } = this.editor
    const point = lens.toPicture(...this.place(event))
    this.stroke = { kind: tool.kind, erase: tool.erase !== event.ctrlKey, points: [...point] }
    if (tool.kind === "brush") {
      this.stroke.size = tool.size
      this.editor.lengthen(this.stroke, 0)
    }
  }

  // A second finger: what the first one began was no stroke.
  pinch() {
    if (this.stroke) this.editor.relay()
    this.stroke = null
    this.gap = this.spread()
  }

  spread() {
    const [[ax, ay], [bx, by]] = [...this.down.values()]
    return { length: Math.hypot(ax - bx, ay - by), middle: [(ax + bx) / 2, (ay + by) / 2] }
  }

  move(event) {
    const place = this.place(event)
    this.at = event.pointerType === "touch" ? null : place
    const before = this.down.get(event.pointerId)
    if (!before) return this.editor.paint()
    this.down.set(event.pointerId, place)
    if (this.down.size === 2 && this.gap) this.stretch()
    else if (this.dragging) this.editor.look(() => this.editor.lens.pan(place[0] - before[0], place[1] - before[1]))
    else if (this.stroke) this.draw(event)
  }

  stretch() {
    const now = this.spread()
    const { lens } = this.editor
    this.editor.look(() => {
      lens.by(now.length / this.gap.length, now.middle)
      lens.pan(now.middle[0] - this.gap.middle[0], now.middle[1] - this.gap.middle[1])
    })
    this.gap = now
  }

  draw(event) {
    const { lens } = this.editor
    const moves = event.getCoalescedEvents?.() ?? []
    const points = (moves.length ? moves : [event]).map(one => lens.toPicture(...this.place(one)))
    const from = this.stroke.points.length
    if (this.stroke.kind === "box") this.stroke.points = [...this.stroke.points.slice(0, 2), ...points.at(-1)]
    else this.stroke.points.push(...points.flat())
    if (this.stroke.kind === "brush") this.editor.lengthen(this.stroke, from)
    else this.editor.paint()
  }

  end(event) {
    if (!this.down.delete(event.pointerId)) return
    if (this.down.size < 2) this.gap = null
    const stroke = this.stroke
    if (this.down.size || !stroke) return
    this.stroke = null
    if (stroke.kind === "box") stroke.points = box(stroke.points)
    const isSomething = stroke.kind === "brush" || (stroke.kind === "box" ? stroke.points[2] * stroke.points[3] > 4 : stroke.points.length > 6)
    if (event.type === "pointercancel" || !isSomething) this.editor.relay()
    else this.editor.add(stroke)
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return // plain scrolling belongs to the page
    event.preventDefault()
    this.editor.look(() => this.editor.lens.by(Math.exp(-event.deltaY / 300), this.place(event)))
  }

  // The brush's ring, and a box or lasso on its way.
  show() {
    const { ink, density, lens, tool } = this.editor
    const path = new Path2D()
    const stroke = this.stroke
    if (stroke && stroke.kind !== "brush") trace(path, stroke, lens, density)
    else if (this.at && tool.kind === "brush" && !this.dragging) {
      path.arc(this.at[0] * density, this.at[1] * density, tool.size / 2 * lens.scale * density, 0, 7)
    } else return
    ink.trace(path, density, Boolean(stroke))
  }
}

export function box([ax, ay, bx = ax, by = ay]) {
  return [Math.min(ax, bx), Math.min(ay, by), Math.abs(bx - ax), Math.abs(by - ay)]
}

function trace(path, stroke, lens, density) {
  const at = (x, y) => lens.toView(x, y).map(one => one * density)
  if (stroke.kind === "box") {
    const [x, y, width, height] = box(stroke.points)
    path.rect(...at(x, y), width * lens.scale * density, height * lens.scale * density)
    return
  }
  for (let index = 0; index < stroke.points.length; index += 2) path.lineTo(...at(stroke.points[index], stroke.points[index + 1]))
}
