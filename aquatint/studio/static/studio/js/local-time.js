// <local-time datetime="…">14:06 UTC</local-time> shows the hour of the reader's own clock.
customElements.define("local-time", class extends HTMLElement {
  connectedCallback() {
    const moment = new Date(this.getAttribute("datetime"))
    this.title = moment.toLocaleString()
    this.textContent = moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false })
  }
})
