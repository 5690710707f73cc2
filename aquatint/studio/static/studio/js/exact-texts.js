// Rows of exact texts: one more, one fewer; Enter goes to the next row instead of sending the form.
const MOST = 8

document.addEventListener("click", event => {
  const box = event.target.closest("[data-texts]")
  if (event.target.closest("[data-text-more]")) add(box)?.focus()
  const away = event.target.closest("[data-text-away]")
  if (away) remove(box, away.closest(".texts__row"))
})

document.addEventListener("keydown", event => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.target.name !== "texts" || event.target.tagName !== "INPUT") return
  event.preventDefault()
  const rows = [...event.target.closest(".texts").querySelectorAll("input")]
  const next = rows[rows.indexOf(event.target) + 1] ?? (event.target.value ? add(event.target.closest("[data-texts]")) : null)
  next?.focus()
})

function add(box) {
  const rows = box.querySelectorAll(".texts__row")
  if (rows.length >= MOST) return null
  const row = rows[0].cloneNode(true)
  const input = row.querySelector("input")
  input.value = input.placeholder = ""
  input.setAttribute("aria-label", `Exact text ${rows.length + 1}`)
  rows[rows.length - 1].after(row)
  return input
}

function remove(box, row) {
  if (box.querySelectorAll(".texts__row").length > 1) row.remove()
  else row.querySelector("input").value = ""
  box.dispatchEvent(new Event("input", { bubbles: true }))
}
