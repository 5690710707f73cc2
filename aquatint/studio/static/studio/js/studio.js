// Everything here is an extra: each page reads, links and submits without it.
import "./compare-slider.js"
import "./composer.js"
import "./exact-texts.js"
import "./live-clock.js"
import "./live-stream.js"
import "./local-time.js"
import "./picture-drop.js"
import "./shortcuts.js"
import "./theme.js"

document.addEventListener("click", event => {
  const copied = event.target.closest("[data-copy]")
  if (copied) copy(copied)
  if (event.target.closest("[data-print]")) print()
})

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy)
  const word = button.lastChild
  word.textContent = " copied"
  setTimeout(() => { word.textContent = " copy" }, 1500)
}
