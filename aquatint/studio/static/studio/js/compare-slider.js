// Two pictures, one handle. Until this is defined they stand side by side.
customElements.define("compare-slider", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input")
    this.input.addEventListener("input", () => this.show())
    this.show()
  }

  show() { this.style.setProperty("--at", `${this.input.value}%`) } // through the CSSOM: the policy allows it
})
