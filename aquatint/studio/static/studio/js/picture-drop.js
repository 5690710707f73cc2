// <picture-drop>: choose, drop or paste pictures; the file input inside is what is sent. The first is the one to change.
const MOST = 16

customElements.define("picture-drop", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]")
    this.files = []
    const form = this.closest("form")
    this.leaveSame()
    this.input.addEventListener("change", () => this.add(this.input.files))
    this.addEventListener("click", event => this.remove(event.target.closest("[data-remove]")))
    form.addEventListener("paste", event => this.add(event.clipboardData.files, event))
    form.addEventListener("drop", event => this.drop(event))
    form.addEventListener("reset", () => this.set([]))
    for (const kind of ["dragenter", "dragover", "dragleave"]) form.addEventListener(kind, event => this.hover(event))
  }

  hover(event) {
    if (!event.dataTransfer.types.includes("Files")) return
    event.preventDefault()
    this.closest("form").toggleAttribute("data-over", event.type !== "dragleave")
  }

  drop(event) {
    this.closest("form").removeAttribute("data-over")
    this.add(event.dataTransfer.files, event)
  }

  add(files, event) {
    const pictures = [...files].filter(file => file.type.startsWith("image/"))
    if (!pictures.length) return
    event?.preventDefault()
    this.set([...this.files, ...pictures].slice(0, MOST))
  }

  get kept() { return this.querySelector("[data-kept]") }

  remove(button) {
    if (button?.dataset.remove === "kept") this.letGo()
    else if (button) this.set(this.files.filter((_, index) => index !== Number(button.dataset.remove)))
  }

  letGo() {
    this.kept?.remove()
    this.set(this.files)
  }

  set(files) {
    const first = !this.files.length && files.length
    this.files = files
    const transfer = new DataTransfer()
    for (const file of files) transfer.items.add(file)
    this.input.files = transfer.files
    this.show()
    const form = this.closest("form")
    const same = form.querySelector("[name=shape][value=same]")
    if (first && same) same.checked = true
    this.leaveSame()
    this.dispatchEvent(new Event("input", { bubbles: true }))
  }

  // "As it is" means nothing without a picture.
  leaveSame() {
    const form = this.closest("form")
    if (this.files.length || this.kept || !form.querySelector("[name=shape][value=same]")?.checked) return
    form.querySelector("[name=shape]:not([value=same])").checked = true
  }

  show() {
    for (const old of this.querySelectorAll(".ref:not(.ref--add, [data-kept])")) {
      URL.revokeObjectURL(old.querySelector("img").src)
      old.remove()
    }
    this.files.forEach((file, index) => this.lastChoice().before(this.chip(file, index)))
  }

  lastChoice() { return this.querySelector(".ref--add") }

  chip(file, index) {
    const chip = document.createElement("div")
    chip.className = "ref"
    const image = new Image()
    image.alt = ""
    if (!index) image.addEventListener("load", () => this.measure(image))
    image.src = URL.createObjectURL(file)
    const words = document.createElement("span")
    const role = document.createElement("b")
    role.textContent = index || this.kept ? "Reference" : "To change"
    const name = document.createElement("small")
    name.textContent = file.name
    words.append(role, name)
    chip.append(image, words, this.cross(file, index))
    return chip
  }

  cross(file, index) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "btn btn--plain btn--icon btn--small"
    button.dataset.remove = index
    button.setAttribute("aria-label", `Take ${file.name} away`)
    button.textContent = "×"
    return button
  }

  measure(image) {
    this.dataset.picture = `${image.naturalWidth}x${image.naturalHeight}`
    this.dispatchEvent(new Event("input", { bubbles: true }))
  }
})
