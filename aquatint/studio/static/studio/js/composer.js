// The composer: words are kept as they are typed; price, time and pixels follow every choice, from the server's quote.
const DRAFT = "draft"
const OTHER = "draft-before"
const TEXTS = "draft-texts"

for (const form of document.querySelectorAll("#composer")) begin(form)
document.addEventListener("htmx:after:swap", () => {
  const form = document.querySelector("#composer:not([data-ready])")
  if (form) begin(form)
})

// The words of an example go into the composer; what was being typed stays one click away.
document.addEventListener("click", event => {
  const example = event.target.closest("a[data-words]")
  const form = document.querySelector("#composer")
  if (!example || !form || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const words = form.querySelector("[data-draft]")
  const before = words.value
  words.value = example.dataset.words
  keep(DRAFT, words.value)
  const shape = form.querySelector(`[name=shape][value="${example.dataset.shape}"]`)
  if (shape) shape.checked = true
  quote(form).then(() => { if (before && ![...document.querySelectorAll("[data-words]")].some(one => one.dataset.words === before)) offer(form, words, before) })
  words.focus({ preventScroll: true })
  form.scrollIntoView({ block: "center" })
})

// A generation has ended: credits may be back, or the free picture used up.
document.addEventListener("studio:ended", () => {
  const form = document.querySelector("#composer")
  if (form && !form.querySelector("[aria-busy]")) renew(form, ".composer__end").then(() => quote(form))
})

function begin(form) {
  form.dataset.ready = ""
  const words = form.querySelector("[data-draft]")
  restore(form, words)
  restoreTexts(form)
  name(form)
  if (location.hash === "#composer") whenLoaded(() => words.focus({ preventScroll: true }))
  let timer
  form.addEventListener("input", event => {
    if (event.target === words) keep(DRAFT, words.value)
    if (event.target.name === "texts" || event.target.matches("[data-texts]")) keep(TEXTS, texts(form).join("\n"))
    name(form)
    clearTimeout(timer)
    if (event.target === words) return
    stale(form)
    timer = setTimeout(() => quote(form), 120)
  })
  form.addEventListener("submit", event => { if (isSet(form)) event.stopImmediatePropagation() }, { capture: true }) // the plan is a page of its own
  form.addEventListener("change", event => { if (event.target.name === "model") settings(form) })
  form.addEventListener("click", event => step(form, event.target.closest("[data-step]")))
  words.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector("[data-create]"))
  })
  form.addEventListener("submit", () => form.querySelector("[data-create]")?.setAttribute("aria-busy", "true"))
  form.addEventListener("htmx:after:request", event => { if (event.target === form) sent(form, words, event.detail.ctx) })
  form.addEventListener("htmx:error", () => failed(form))
}

// Going to a part of the page takes the focus away once more, after everything has loaded.
function whenLoaded(act) {
  if (document.readyState === "complete") act()
  else addEventListener("load", () => setTimeout(act), { once: true })
}

function sent(form, words, ctx) {
  form.querySelector("[data-create]")?.removeAttribute("aria-busy")
  const status = ctx?.response?.status ?? 0
  if (status >= 500) failed(form)
  if (status < 200 || status >= 300) return
  if (words.value === ctx.request.body?.get?.("prompt")) {
    words.value = ""
    keep(DRAFT, "")
    keep(TEXTS, "")
    for (const input of form.querySelectorAll("[name=texts]")) input.value = ""
  }
  const drop = form.querySelector("picture-drop")
  drop?.kept?.remove()
  drop?.set([])
  for (const error of form.querySelectorAll(".error")) error.remove()
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid")
  quote(form)
}

function failed(form) {
  form.querySelector("[data-create]")?.removeAttribute("aria-busy")
  note(form, "This did not reach us. Your words are kept, and nothing was charged. Try again in a moment.")
}

function restore(form, words) {
  if (arrived(kept(DRAFT))) keep(DRAFT, "")
  const draft = kept(DRAFT)
  if (!words.value) words.value = draft
  else if (draft && draft !== words.value && !form.querySelector(".error")) offer(form, words, draft)
  if (!words.value) return
  keep(DRAFT, words.value)
}

// After Create without a swap, the address names the new card: its words have been sent and need not be kept.
function arrived(draft) {
  const card = location.hash.startsWith("#gen_") && document.getElementById(location.hash.slice(1))
  return Boolean(card) && card.querySelector(".run__words").textContent.trim() === draft.trim()
}

// "Use these words" arrives with words of its own: the ones that were being typed stay one click away.
function offer(form, words, draft) {
  keep(OTHER, draft)
  const button = document.createElement("button")
  button.type = "button"
  button.className = "link"
  button.textContent = "Bring back the words you were typing"
  button.addEventListener("click", () => {
    words.value = kept(OTHER)
    keep(DRAFT, words.value)
    button.remove()
    words.focus()
  })
  form.querySelector("[data-note]").append(button)
}

function isSet(form) { return form.querySelector("[name=kind][value=set]")?.checked ?? false }

function name(form) {
  const verb = form.querySelector("[data-verb]")
  if (verb) verb.textContent = isSet(form) ? "Plan it" : "Create"
  if (isSet(form) && Number(form.elements.n.value) < 2) form.elements.n.value = 4
}

function texts(form) { return [...form.querySelectorAll("[name=texts]")].map(input => input.value).filter(Boolean) }

// Exact texts that were being typed come back into their rows.
function restoreTexts(form) {
  const box = form.querySelector("[data-texts]")
  const drafts = kept(TEXTS).split("\n").filter(Boolean)
  if (!box || !drafts.length || texts(form).length) return
  drafts.forEach((text, index) => {
    if (index) box.querySelector("[data-text-more]").click()
    box.querySelectorAll("[name=texts]")[index].value = text
  })
  form.querySelector("[data-more]").open = true
}

function step(form, button) {
  if (!button) return
  const count = form.elements.n
  count.value = Math.min(8, Math.max(1, Number(count.value) + Number(button.dataset.step)))
  quote(form)
}

function choices(form) {
  const chosen = new URLSearchParams()
  for (const name of ["shape", "size", "n", "quality", "mode", "model", "kind", "role", "output_format", "background"]) {
    const value = new FormData(form).get(name)
    if (value) chosen.set(name, value)
  }
  const picture = form.querySelector("picture-drop")
  if (picture?.kept) chosen.set("picture", picture.kept.dataset.picture)
  else if (picture?.files?.length && picture.dataset.picture) chosen.set("picture", picture.dataset.picture)
  return chosen
}

async function quote(form) {
  const asked = form.asked = (form.asked ?? 0) + 1
  stale(form)
  const reply = await fetch(`${form.dataset.quote}?${choices(form)}`).catch(() => null)
  if (asked !== form.asked) return
  const told = reply?.ok ? await reply.json() : { price: "–", time: "", pixels: "", note: "The price could not be asked. Try again in a moment." }
  for (const [name, selector] of [["price", "[data-price]"], ["time", "[data-time]"], ["pixels", "[data-pixels]"]]) {
    const place = form.querySelector(selector)
    if (place) place.textContent = told[name]
  }
  note(form, told.note)
  const more = form.querySelector("[data-top-up]")
  if (more) more.hidden = !told.short
}

// A price that is no longer that of the choices is not shown.
function stale(form) {
  for (const [selector, text] of [["[data-price]", "…"], ["[data-time]", ""]]) {
    const place = form.querySelector(selector)
    if (place) place.textContent = text
  }
}

// Another model has other qualities: the server sends the settings that it has.
async function settings(form) {
  const focused = document.activeElement?.id
  await renew(form, "[data-settings]")
  if (focused) document.getElementById(focused)?.focus()
  quote(form)
}

async function renew(form, selector) {
  const asked = String(choices(form))
  const reply = await fetch(`/composer?${asked}`).catch(() => null)
  if (!reply?.ok) return
  const page = new DOMParser().parseFromString(await reply.text(), "text/html")
  if (String(choices(form)) !== asked) return renew(form, selector) // something else was chosen meanwhile
  const [old, fresh] = [form.querySelector(selector), page.querySelector(selector)]
  if (old && fresh) old.replaceWith(document.adoptNode(fresh))
}

function note(form, sentence) { form.querySelector("[data-note]").textContent = sentence }

function keep(key, value) { try { localStorage.setItem(key, value) } catch { /* private window */ } }
function kept(key) { try { return localStorage.getItem(key) ?? "" } catch { return "" } }
