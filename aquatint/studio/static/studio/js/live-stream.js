// <live-stream>: keeps its cards true. One event stream, open only while something is unfinished; polling if it fails.
const POLL = 3000
const FAILURES = 3

customElements.define("live-stream", class extends HTMLElement {
  connectedCallback() {
    this.failures = 0
    this.busy = new Map()
    this.watcher = new MutationObserver(() => { this.unite(); this.follow() })
    this.watcher.observe(this, { childList: true, subtree: true })
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.refresh() })
    addEventListener("pageshow", event => { if (event.persisted) this.refresh() })
    this.follow()
  }

  disconnectedCallback() {
    this.watcher.disconnect()
    this.hush()
  }

  get open() { return [...this.querySelectorAll("article[data-open]")] }

  // The answer to Create and the news of it race: of two cards of one generation one stays, and is read anew.
  unite() {
    const seen = new Set()
    for (const card of this.querySelectorAll("article[id]")) {
      if (!seen.has(card.id)) { seen.add(card.id); continue }
      card.remove()
      this.fetch(card.id)
    }
  }

  follow() {
    if (!this.open.length) return this.hush()
    if (this.source || this.poll) return
    if (this.failures >= FAILURES || !window.EventSource) this.startPolling()
    else this.listen()
  }

  listen() {
    this.source = new EventSource(this.dataset.source)
    this.source.addEventListener("open", () => { this.failures = 0; this.refresh() })
    this.source.addEventListener("generation", event => this.hear(JSON.parse(event.data)))
    this.source.addEventListener("resync", () => this.refresh())
    this.source.addEventListener("error", () => this.stumble())
  }

  stumble() {
    this.failures += 1
    if (this.failures < FAILURES && this.source.readyState !== EventSource.CLOSED) return
    this.hush()
    this.failures = FAILURES
    this.follow()
  }

  startPolling() {
    this.poll = setInterval(() => this.refresh(), POLL)
    this.refresh()
  }

  hush() {
    this.source?.close()
    clearInterval(this.poll)
    this.source = this.poll = undefined
  }

  refresh() { for (const card of this.open) this.fetch(card.id) }

  hear({ id, state, partial }) {
    const card = document.getElementById(id)
    if (partial && card?.dataset.state === "running" && this.showPartial(card, partial)) return
    if (card && card.dataset.state === state && state === "queued") return
    this.fetch(id)
  }

  showPartial(card, url) {
    const shot = url.match(/\/(\d+)\/\d+$/)?.[1]
    const image = card.querySelector(`img[data-shot="${shot}"]`)
    if (!image) return false
    const step = Number(url.match(/\d+$/)[0])
    const next = new Image()
    next.src = url
    next.decode().then(() => {
      if (step < Number(image.dataset.step ?? -1)) return  // a later one was quicker
      Object.assign(image, { src: url, hidden: false })
      image.dataset.step = step
    }, () => undefined)
    return true
  }

  // One request a card at a time; news that come meanwhile ask once more afterwards.
  async fetch(id) {
    if (this.busy.has(id)) return this.busy.set(id, true)
    this.busy.set(id, false)
    const reply = await fetch(`/generations/${id}/card`, { headers: { "HX-Request": "true" } }).catch(() => null)
    if (reply?.ok) await this.show(id, await reply.text())
    const again = this.busy.get(id)
    this.busy.delete(id)
    if (again) this.fetch(id)
  }

  async show(id, html) {
    const page = new DOMParser().parseFromString(html, "text/html")
    const fresh = page.getElementById(id)
    await ready(fresh)
    const ended = document.getElementById(id)?.matches("[data-open]") && !fresh.matches("[data-open]")
    this.swap(fresh)
    for (const also of page.querySelectorAll("[hx-swap-oob]")) this.swap(also)
    if (ended) say(fresh.getAttribute("aria-label"))
    if (ended) this.dispatchEvent(new Event("studio:ended", { bubbles: true }))
  }

  swap(fresh) {
    const old = document.getElementById(fresh.id)
    fresh.removeAttribute("hx-swap-oob")
    if (old?.outerHTML === fresh.outerHTML) return
    if (old?.querySelector("[popover]:popover-open")) return
    const focused = old?.contains(document.activeElement)
    document.adoptNode(fresh)
    if (old) old.replaceWith(fresh)
    else document.getElementById("today")?.prepend(fresh)
    window.htmx?.process(fresh)
    if (focused) fresh.focus({ preventScroll: true })
  }
})

function say(sentence) {
  const place = document.querySelector("[data-said]")
  if (place) place.textContent = sentence
}

// An early picture is gone the moment the finished one is kept; its place stays blank until then.
document.addEventListener("error", event => { if (event.target.matches?.(".early")) event.target.hidden = true }, true)

// The finished picture takes the early one's place only when it is there, so that nothing blinks.
async function ready(card) {
  const images = [...card.querySelectorAll("img[src]")].map(image => {
    image.removeAttribute("loading")  // all of them are there before the early ones go
    const early = new Image()
    early.src = image.getAttribute("src")
    return early.decode().catch(() => undefined)
  })
  await Promise.race([Promise.all(images), new Promise(resolve => { setTimeout(resolve, 4000) })])
}
