// The keyboard on the mark editor. Arrows move a box or the brush, Shift resizes the box, Enter marks, Delete takes away.
const LETTERS = { b: "brush", l: "lasso", m: "box" }
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export class Keys {
  constructor(editor) {
    this.editor = editor
    this.space = false
    this.active = false
    const { marks, view } = editor
    this.box = [marks.width * 0.35, marks.height * 0.35, marks.width * 0.3, marks.height * 0.3].map(Math.round)
    view.addEventListener("keydown", event => this.press(event))
    view.addEventListener("keyup", event => { if (event.key === " ") this.space = false })
    view.addEventListener("blur", () => { this.active = this.space = false; editor.paint() })
  }

  begin() { this.active = false }

  // Keys work only here, where the focus is; none of them reaches the page.
  press(event) {
    const done = this.chord(event) || this.letter(event) || this.arrow(event) || this.stamp(event)
    if (!done) return
    event.preventDefault()
    event.stopPropagation()
  }

  chord(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return false
    this.editor.act(event.shiftKey ? "redo" : "undo")
    return true
  }

  letter({ key, ctrlKey, metaKey, altKey }) {
    if (ctrlKey || metaKey || altKey) return false
    const { editor } = this
    const name = key.toLowerCase()
    if (LETTERS[name]) editor.choose(LETTERS[name])
    else if (name === "x") editor.act("erase")
    else if (name === "i") editor.act("invert")
    else if (key === "[" || key === "]") editor.resizeBrush(editor.tool.size * (key === "[" ? 0.85 : 1.18))
    else if (key === "+" || key === "=") editor.act("in")
    else if (key === "-") editor.act("out")
    else if (key === "0") editor.act("fit")
    else return false
    return true
  }

  arrow(event) {
    const step = ARROWS[event.key]
    if (!step || event.ctrlKey || event.metaKey) return false
    const { marks, lens, tool } = this.editor
    const by = event.altKey ? 1 : Math.max(1, Math.round(Math.max(marks.width, marks.height) / 64))
    const corner = event.shiftKey && tool.kind !== "brush" ? 2 : 0
    if (tool.kind === "lasso") this.editor.choose("box")
    this.active = true
    this.box[corner] += step[0] * by
    this.box[corner + 1] += step[1] * by
    this.contain()
    this.editor.look(() => lens.reveal(this.box[0] + this.box[2] / 2, this.box[1] + this.box[3] / 2))
    this.tell()
    return true
  }

  contain() {
    const { width, height } = this.editor.marks
    const [x, y, w, h] = this.box
    const [wide, high] = [Math.min(width, Math.max(2, w)), Math.min(height, Math.max(2, h))]
    this.box = [Math.min(width - wide, Math.max(0, x)), Math.min(height - high, Math.max(0, y)), wide, high]
  }

  tell() {
    const [x, y, width, height] = this.box.map(Math.round)
    const brush = this.editor.tool.kind === "brush"
    this.editor.say(brush ? `Brush at ${this.middle.map(Math.round).join(", ")}.` : `Box at ${x}, ${y}, ${width} by ${height} pixels.`)
  }

  get middle() { return [this.box[0] + this.box[2] / 2, this.box[1] + this.box[3] / 2] }

  stamp(event) {
    const { editor } = this
    const takesAway = event.key === "Delete" || event.key === "Backspace"
    if (event.key === " ") return (this.space = true)
    if (event.key !== "Enter" && !takesAway) return false
    if (!this.active) return event.key === "Enter" ? Boolean(this.active = true) && (editor.paint(), this.tell(), true) : false
    const erase = takesAway || editor.tool.erase
    if (editor.tool.kind === "brush") editor.add({ kind: "brush", erase, size: editor.tool.size, points: this.middle })
    else editor.add({ kind: "box", erase, points: [...this.box] })
    return true
  }

  show() {
    if (!this.active) return
    const { ink, lens, density, tool } = this.editor
    const path = new Path2D()
    const [x, y, width, height] = this.box
    if (tool.kind === "brush") {
      const [atX, atY] = lens.toView(...this.middle)
      path.arc(atX * density, atY * density, tool.size / 2 * lens.scale * density, 0, 7)
    } else {
      const [atX, atY] = lens.toView(x, y)
      path.rect(atX * density, atY * density, width * lens.scale * density, height * lens.scale * density)
    }
    ink.trace(path, density, true)
  }
}
