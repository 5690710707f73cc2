// The stage: the mark, the change map, and a form whose words are kept. Each page reads and submits without it.
import "./stage/change-map.js"
import "./stage/mark-editor.js"

const form = document.querySelector("#edit")
const editor = document.querySelector("mark-editor")
const words = form?.querySelector("[data-draft]")
const draft = words && `draft:${words.dataset.draft}`

if (form) begin()
follow()

// On a phone much lies below the picture: what is being made, or what is wrong, comes into sight by itself.
const news = document.querySelector(".bench__run, #edit .error")
news?.scrollIntoView({ block: "center" })
const jobs = document.querySelector(".bench__jobs")
show(document.querySelector(".job:has(:checked)"))
jobs?.addEventListener("change", event => show(event.target.closest(".job")))

function show(job) {
  if (job) jobs.scrollTo({ left: job.offsetLeft - (jobs.clientWidth - job.offsetWidth) / 2 })
}

// The version that is shown is in sight among the others.
const here = document.querySelector(".ver[aria-current]")
const line = here?.closest(".versions")
if (line) line.scrollTo({ top: here.getBoundingClientRect().y - line.getBoundingClientRect().y - 8, left: here.getBoundingClientRect().x - line.getBoundingClientRect().x - 80 })

function begin() {
  if (!words.value) words.value = kept(draft)
  words.addEventListener("input", () => keep(draft, words.value))
  for (const one of document.querySelectorAll("form[data-quote]")) {
    one.addEventListener("input", event => { if (event.target.name !== "prompt") quote(one) })
    one.addEventListener("change", event => { if (event.target.name === "model") settings(one) })
  }
  form.addEventListener("submit", send)
  words.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit()
  })
  form.addEventListener("click", event => say(event.target.closest("[data-say]")))
  document.addEventListener("change", event => {
    if (event.target.name === "job") see(event.target.value === "region" ? "mark" : "plain")
    if (event.target.name === "tool") see("mark")
    if (event.target.name === "view" && event.target.value === "map") document.querySelector("#lock-h")?.scrollIntoView({ block: "start", behavior: "smooth" })
  })
  form.addEventListener("click", event => { if (event.target.closest("[data-mark], [data-mark-box] button")) see("mark") })
  // A finger on the picture scrolls the page until marking is chosen.
  if (matchMedia("(pointer: coarse)").matches && !form.querySelector(".error")) see("plain", "mark")
}

function see(view, instead) {
  const radio = document.getElementById(`view-${view}`)
  if (radio && (!instead || document.getElementById(`view-${instead}`)?.checked)) radio.checked = true
}

function say(button) {
  if (!button) return
  words.value = button.dataset.say
  words.dispatchEvent(new Event("input", { bubbles: true }))
  words.focus()
}

// The mark is written into the form before it goes; what was sent is no draft any more once its card is there.
async function send(event) {
  const button = form.querySelector("[data-apply]")
  if (editor?.waiting) {
    event.preventDefault()
    await editor.write()
    return setTimeout(() => form.requestSubmit(event.submitter)) // not while this event is still on its way
  }
  button.setAttribute("aria-busy", "true")
  addEventListener("pageshow", () => button.removeAttribute("aria-busy"), { once: true })
}

// Another model has other qualities: the server sends the settings that it has.
async function settings(form) {
  const model = form.elements.model.value
  const reply = await fetch(`${location.pathname.replace(/\/edit$/, "")}?model=${encodeURIComponent(model)}`).catch(() => null)
  if (!reply?.ok || form.elements.model.value !== model) return
  const page = new DOMParser().parseFromString(await reply.text(), "text/html")
  const fresh = page.querySelector("#edit [data-settings]")
  if (fresh) form.querySelector("[data-settings]").replaceWith(document.adoptNode(fresh))
  quote(form)
}

// Choices follow each other quickly: only the last answer counts.
let asked = 0
async function quote(form) {
  const mine = asked += 1
  const [price, time, note] = ["price", "time", "note"].map(name => form.querySelector(`[data-${name}]`))
  price.textContent = "…"
  time.textContent = ""
  const data = [...new FormData(form)].filter(([name, value]) => ["quality", "mode", "model", "edges", "by", "shape"].includes(name) && value)
  const reply = await fetch(`${form.dataset.quote}?${new URLSearchParams(data)}`).catch(() => null)
  if (mine !== asked) return
  const told = reply?.ok ? await reply.json() : { price: "–", time: "", note: "The price could not be asked. Try again in a moment." }
  price.textContent = told.price
  time.textContent = told.time
  note.textContent = told.note
}

// A change that is being made: when its picture is there, go to it.
function follow() {
  const run = document.querySelector("live-stream[data-follow]")
  if (!run) return
  keep(draft, "")
  if (words && !form.querySelector(".error")) words.value = ""
  editor?.forget()
  run.addEventListener("studio:ended", arrive)
  if (run.querySelector("article:not([data-open])")) arrive()

  function arrive() {
    const made = run.querySelector("article[data-state=done] a.plate")
    if (!made) return
    const href = made.getAttribute("href")
    if (words?.value) { // typed meanwhile: the next change of the new picture
      keep(`draft:${href.split("/").pop()}`, words.value)
      keep(draft, "")
    }
    location.replace(`${href}?view=compare`)
  }
}

// Verbs that take a second say so.
document.addEventListener("submit", event => {
  if (event.target.matches("[data-busy]")) event.target.querySelector("button:not([type=button])")?.setAttribute("aria-busy", "true")
})
addEventListener("pageshow", event => {
  if (event.persisted) for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy")
})

function keep(key, value) { try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key) } catch { /* private window */ } }
function kept(key) { try { return localStorage.getItem(key) ?? "" } catch { return "" } }
