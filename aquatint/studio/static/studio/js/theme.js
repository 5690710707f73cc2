// The theme is a cookie, so that the server writes it into the page and nothing flashes.
const YEAR = 365 * 24 * 3600
const root = document.documentElement

document.addEventListener("click", event => {
  if (!event.target.closest("[data-theme-switch]")) return
  event.preventDefault()
  switchTheme()
})

export function switchTheme() {
  const next = isDark() ? "light" : "dark"
  const apply = () => { root.dataset.theme = next }
  document.cookie = `theme=${next}; path=/; max-age=${YEAR}; samesite=lax`
  if (document.startViewTransition && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
    document.startViewTransition(apply)
  } else {
    apply()
  }
}

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches
}
