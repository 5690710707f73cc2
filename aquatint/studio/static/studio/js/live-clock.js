// <live-clock data-since="…" data-usual="50">: counts seconds and moves the bite strip beside it.
const STEPS = 10

customElements.define("live-clock", class extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.show(), 1000)
    this.show()
  }

  disconnectedCallback() { clearInterval(this.timer) }

  show() {
    const seconds = Math.max(0, Math.floor(Date.now() / 1000 - Number(this.dataset.since)))
    this.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
    this.toggleAttribute("data-late", seconds > 1.5 * Number(this.dataset.usual))
    this.bite(Math.min(STEPS - 1, Math.floor(seconds / Number(this.dataset.usual) * STEPS)))
  }

  bite(done) {
    const steps = this.closest(".run__side")?.querySelectorAll(".bite i") ?? []
    steps.forEach((step, index) => { step.className = index < done ? "on" : index === done ? "now" : "" })
  }
})
