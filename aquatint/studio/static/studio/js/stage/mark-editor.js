// <mark-editor>: say which part may change, with brush, lasso or box, by pointer, pen, touch or keyboard.
// It takes part in its form: its value is a PNG of the picture's exact size in which white may change.
import { Ink } from "./ink.js"
import { Lens } from "./lens.js"
import { drawBrush, Marks } from "./marks.js"
import { Hands } from "./hands.js"
import { Keys } from "./keys.js"

const PAUSE = 250 // milliseconds of rest before the mark is written out
const MARCH = 110

customElements.define("mark-editor", class extends HTMLElement {
  static formAssociated = true

  constructor() {
    super()
    this.internals = this.attachInternals()
  }

  connectedCallback() {
    this.view = this.querySelector("[data-view]")
    this.picture = this.querySelector("img")
    this.marks = new Marks(Number(this.dataset.width), Number(this.dataset.height), kept(this.store))
    this.lens = new Lens(this.marks.width, this.marks.height)
    this.screen = document.createElement("canvas")
    this.screen.setAttribute("aria-hidden", "true")
    this.view.append(this.screen)
    this.ink = new Ink(this.screen)
    this.tool = { kind: "brush", erase: false, size: this.usualSize }
    this.hands = new Hands(this)
    this.keys = new Keys(this)
    this.takeTools(document.getElementById(this.dataset.tools))
    new ResizeObserver(() => this.fit()).observe(this.view)
    this.march = setInterval(() => this.walk(), MARCH)
    this.changed(true)
  }

  disconnectedCallback() { clearInterval(this.march) }

  get store() { return `mark:${this.dataset.picture}` }
  get density() { return Math.min(2, window.devicePixelRatio || 1) }
  get usualSize() { return Math.round(Math.max(this.marks.width, this.marks.height) / 16) }

  // The buttons that belong to this editor stand elsewhere on the page, with the words of the job.
  takeTools(tools) {
    this.tools = tools
    this.width = tools.querySelector("[data-mark-size]")
    Object.assign(this.width, { min: 4, max: Math.round(this.usualSize * 4), value: this.usualSize })
    tools.addEventListener("change", event => {
      if (event.target.name === "tool") this.choose(event.target.value)
    })
    this.width.addEventListener("input", () => this.resizeBrush(Number(this.width.value)))
    document.addEventListener("click", event => {
      const name = event.target.closest("[data-mark]")?.dataset.mark
      if (name && this.offsetParent) this.act(name)
    })
    tools.querySelector("[data-mark-box]")?.addEventListener("click", event => this.takeNumbers(event))
  }

  act(name) {
    if (name === "undo") this.marks.undo()
    else if (name === "redo") this.marks.redo()
    else if (name === "in") return this.look(() => this.lens.by(1.5))
    else if (name === "out") return this.look(() => this.lens.by(1 / 1.5))
    else if (name === "fit") return this.look(() => this.lens.fit())
    else if (name === "erase") return this.setErase(!this.tool.erase)
    else if (name !== "clear" || !this.marks.isEmpty) this.marks.add({ kind: name })
    this.changed()
  }

  choose(kind) {
    this.tool.kind = kind
    const choice = this.tools.querySelector(`[name=tool][value=${kind}]`)
    if (choice) choice.checked = true
    this.keys.begin()
    this.paint()
  }

  setErase(erase) {
    this.tool.erase = erase
    this.tools.querySelector("[data-mark=erase]")?.setAttribute("aria-pressed", String(erase))
    this.paint()
  }

  resizeBrush(size) {
    this.tool.size = Math.min(Number(this.width.max), Math.max(Number(this.width.min), size))
    this.width.value = this.tool.size
    this.paint()
  }

  takeNumbers(event) {
    const button = event.target.closest("button[value]")
    if (!button) return
    const [x, y, width, height] = [...this.tools.querySelectorAll("[data-mark-box] input")].map(input => Number(input.value) || 0)
    if (width < 1 || height < 1) return this.say("The box needs a width and a height.")
    this.add({ kind: "box", erase: button.value === "erase", points: [x, y, width, height] })
  }

  add(stroke) {
    this.marks.add(stroke)
    this.changed()
  }

  changed(quietly = false) {
    this.relay()
    const share = this.marks.isEmpty ? 0 : this.marks.share()
    const words = share ? `${share < 0.001 ? "under 0.1" : (share * 100).toFixed(1)} % marked` : "nothing marked"
    for (const place of document.querySelectorAll("[data-mark-share]")) place.textContent = words
    this.tools.querySelector("[data-mark=undo]")?.toggleAttribute("disabled", !this.marks.strokes.length)
    this.tools.querySelector("[data-mark=redo]")?.toggleAttribute("disabled", !this.marks.undone.length)
    this.toggleAttribute("data-marked", share > 0)
    this.share = share
    keep(this.store, this.marks.strokes)
    if (!quietly) this.say(words)
    this.waiting = {} // this state is not in the form yet
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.write(), PAUSE)
  }

  // Writes the mark into the form. Whoever sends the form waits for this, also for what is being written already.
  async write() {
    clearTimeout(this.timer)
    this.writing ??= this.encode().finally(() => { this.writing = null })
    await this.writing
  }

  async encode() {
    while (this.waiting) { // large pictures take a moment, in which another stroke may come
      const state = this.waiting
      const file = this.share ? new File([await this.marks.png()], "mark.png", { type: "image/png" }) : null
      this.internals.setFormValue(file)
      if (this.waiting === state) this.waiting = null
    }
  }

  forget() { keep(this.store, []) }

  say(words) { this.querySelector("[data-mark-said]").textContent = words }

  // Seeing

  fit() {
    const { width, height } = this.view.getBoundingClientRect()
    if (!width) return
    this.lens.resize(width, height)
    this.ink.resize(Math.round(width * this.density), Math.round(height * this.density))
    this.look(() => undefined)
  }

  look(move) {
    move()
    const { zoom, x, y } = this.lens
    this.picture.style.transform = zoom === 1 ? "" : `translate(${x}px, ${y}px) scale(${zoom})`
    if (zoom > 1.4 && this.dataset.full) { // the small version would be blurred: the original itself
      this.picture.src = this.dataset.full
      delete this.dataset.full
    }
    this.relay()
  }

  relay() {
    if (!this.lens.view[0]) return
    this.ink.lay(this.marks, this.lens, this.density)
    this.paint()
  }

  paint() {
    if (this.asked) return
    this.asked = requestAnimationFrame(() => {
      this.asked = 0
      this.ink.show(this.density)
      this.hands.show()
      this.keys.show()
    })
  }

  walk() {
    if (document.hidden || !this.share || this.hands.stroke || !this.offsetParent || matchMedia("(prefers-reduced-motion: reduce)").matches) return
    this.ink.step = (this.ink.step + 1) % 6
    this.paint()
  }

  // While a stroke is under way only its newest part is drawn.
  lengthen(stroke, from) {
    const pen = this.ink.at(this.lens, this.density)
    pen.save()
    pen.globalCompositeOperation = stroke.erase ? "destination-out" : "source-over"
    drawBrush(pen, stroke.points, stroke.size, from)
    pen.restore()
    this.ink.touch(this.seen(stroke.points, from), stroke.size / 2 * this.lens.scale, this.density)
    if (!from || this.keys.active) this.ink.fresh = this.ink.all // what else lay there goes too
    this.paint()
  }

  // The newest points of a stroke, with the one before them, in the view.
  seen(points, from) {
    const found = []
    for (let at = Math.max(0, from - 2); at < points.length; at += 2) found.push(...this.lens.toView(points[at], points[at + 1]))
    return found
  }
})

function keep(key, strokes) {
  try {
    if (strokes.length) localStorage.setItem(key, JSON.stringify(strokes))
    else localStorage.removeItem(key)
  } catch { /* private window, or full */ }
}

function kept(key) {
  try { return JSON.parse(localStorage.getItem(key)) ?? [] } catch { return [] }
}
