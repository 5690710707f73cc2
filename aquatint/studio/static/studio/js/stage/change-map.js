// <change-map>: where an edit changed the picture, region by region. Switching a region off shows the source there again,
// growing and shrinking move its edge; the form around it makes a version of it, without another call to a model.
import { canvas } from "./marks.js"

const LONGEST = 1280
const EDGE = 2
const CHANGED = "oklch(.62 .15 45 / .42)" // copper
const BACK = "oklch(.6 .09 178 / .3)" // verdigris: it came back
const AROUND = Array.from({ length: 16 }, (_, index) => [Math.cos(index * Math.PI / 8), Math.sin(index * Math.PI / 8)])

customElements.define("change-map", class extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.dataset.form)
    this.screen = document.createElement("canvas")
    this.screen.setAttribute("aria-hidden", "true")
    this.append(this.screen)
    this.form?.addEventListener("input", () => this.show())
    this.form?.addEventListener("click", event => this.step(event.target.closest("[data-grow]")))
    for (const kind of ["pointerover", "focusin"]) this.form?.addEventListener(kind, event => this.point(event.target.closest("[data-region]")))
    // Only who looks at the map pays for it.
    new IntersectionObserver((seen, observer) => {
      if (seen.some(one => one.isIntersecting)) { observer.disconnect(); this.load() }
    }).observe(this)
  }

  async load() {
    const [map, before] = await Promise.all([image(this.dataset.map), image(this.dataset.before)])
    this.scale = Math.min(1, LONGEST / Math.max(map.naturalWidth, map.naturalHeight))
    this.screen.width = Math.round(map.naturalWidth * this.scale)
    this.screen.height = Math.round(map.naturalHeight * this.scale)
    this.before = before
    this.regions = regions(map, this.screen.width, this.screen.height)
    this.show()
  }

  point(row) {
    const id = row?.dataset.region
    if (id === this.pointed) return
    this.pointed = id
    this.show()
  }

  step(button) {
    const input = button?.closest("[data-region]")?.querySelector("input[type=number]")
    if (!input) return
    input.value = Math.min(Number(input.max), Math.max(Number(input.min), Number(input.value) + Number(button.dataset.grow)))
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }

  choice(id) {
    const row = this.form?.querySelector(`[data-region="${id}"]`)
    if (!row) return { keep: true, grow: 0 }
    return { keep: row.querySelector("[type=checkbox]").checked, grow: Number(row.querySelector("[type=number]").value) || 0 }
  }

  show() {
    if (!this.regions) return
    const pen = this.screen.getContext("2d")
    pen.clearRect(0, 0, this.screen.width, this.screen.height)
    for (const [id, mask] of this.regions) {
      const { keep, grow } = this.choice(id)
      const shape = grown(mask, grow * this.scale)
      if (!keep) pen.drawImage(filled(shape, one => one.drawImage(this.before, 0, 0, shape.width, shape.height)), 0, 0)
      pen.drawImage(filled(shape, tint(keep ? CHANGED : BACK)), 0, 0)
      this.edge(pen, shape, String(id) === this.pointed ? 2 * EDGE : EDGE)
    }
  }

  edge(pen, shape, width) {
    for (const [grow, colour] of [[width + 1.5, "oklch(.2 .02 264)"], [width, "white"]]) {
      const ring = grown(shape, grow)
      const brush = ring.getContext("2d")
      brush.globalCompositeOperation = "destination-out"
      brush.drawImage(shape, 0, 0)
      pen.drawImage(filled(ring, tint(colour)), 0, 0)
    }
  }
})

async function image(source) {
  const made = new Image()
  made.src = source
  await made.decode()
  return made
}

// In the map each pixel's value is the number of its region, and 0 is unchanged.
function regions(map, width, height) {
  const pen = canvas(width, height).getContext("2d", { willReadFrequently: true })
  pen.imageSmoothingEnabled = false
  pen.drawImage(map, 0, 0, width, height)
  const { data } = pen.getImageData(0, 0, width, height)
  const found = new Map()
  for (let at = 0; at < data.length; at += 4) {
    const id = data[at]
    if (!id) continue
    if (!found.has(id)) found.set(id, new ImageData(width, height))
    found.get(id).data[at + 3] = 255
  }
  return new Map([...found].sort(([one], [other]) => one - other).map(([id, pixels]) => {
    const mask = canvas(width, height)
    mask.getContext("2d").putImageData(pixels, 0, 0)
    return [id, mask]
  }))
}

// The shape with its edge moved outwards, or inwards below zero.
function grown(mask, by) {
  const out = canvas(mask.width, mask.height)
  const pen = out.getContext("2d")
  if (by >= 0) {
    for (const [x, y] of [[0, 0], ...AROUND]) pen.drawImage(mask, x * by, y * by)
    return out
  }
  pen.drawImage(mask, 0, 0)
  const outside = filled(whole(mask), one => { one.fillRect(0, 0, mask.width, mask.height); one.globalCompositeOperation = "destination-out"; one.drawImage(mask, 0, 0) })
  pen.globalCompositeOperation = "destination-out"
  for (const [x, y] of AROUND) pen.drawImage(outside, x * -by, y * -by)
  return out
}

function whole(mask) {
  const out = canvas(mask.width, mask.height)
  out.getContext("2d").fillRect(0, 0, mask.width, mask.height)
  return out
}

// What `paint` draws, cut to the shape.
function filled(shape, paint) {
  const out = canvas(shape.width, shape.height)
  const pen = out.getContext("2d")
  paint(pen)
  pen.globalCompositeOperation = "destination-in"
  pen.drawImage(shape, 0, 0)
  return out
}

function tint(colour) {
  return pen => {
    pen.fillStyle = colour
    pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height)
  }
}
