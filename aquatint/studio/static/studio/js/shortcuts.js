// One keyboard map, on `?`. Single keys rest while someone is typing, and can be switched off.
import { switchTheme } from "./theme.js"

const OFF = "single-keys-off"
const keymap = document.querySelector("#keymap")
const choice = document.querySelector("[data-single-keys]")

const ACTIONS = {
  "?": () => keymap?.showModal(),
  w: () => document.querySelector("#prompt")?.focus(),
  j: () => walk(1),
  k: () => walk(-1),
  d: () => within("[data-download], [download]"),
  e: () => within("[data-edit]"),
  r: () => within("[data-again]"),
  s: () => { location.href = "/" },
  l: switchTheme,
  ArrowRight: () => document.querySelector("a[rel=next]")?.click(),
  ArrowLeft: () => document.querySelector("a[rel=prev]")?.click(),
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return
  if (event.key !== "?" && isOff()) return
  const action = ACTIONS[event.key]
  if (!action) return
  event.preventDefault()
  action()
})

document.addEventListener("click", event => {
  if (event.target.closest("[commandfor=keymap]") && !("command" in HTMLButtonElement.prototype)) keymap?.showModal()
})

if (choice) {
  choice.checked = !isOff()
  choice.addEventListener("change", () => { try { localStorage.setItem(OFF, choice.checked ? "" : "1") } catch { /* private window */ } })
}

function isOff() { try { return Boolean(localStorage.getItem(OFF)) } catch { return false } }

function typing(node) {
  return node.matches?.("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]")
    || (node.matches?.("input[type=radio], input[type=range]") ?? false)
}

function walk(by) {
  const cards = [...document.querySelectorAll("article.run")]
  const at = cards.indexOf(document.activeElement?.closest?.("article.run"))
  const next = cards[Math.min(cards.length - 1, Math.max(0, at + by))]
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: "start" })
}

function within(selector) {
  const card = document.activeElement?.closest?.("article.run") ?? document
  card.querySelector(selector)?.click()
}
