const key = "reverie.theme";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/** The theme that the page shows now: the remembered one, or the system's. */
export function currentTheme() {
  return document.documentElement.dataset.theme ?? (prefersDark.matches ? "dark" : "light");
}

/** Shows a theme from now on and remembers it. */
export function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem(key, theme);
}

/** Calls back when the system's theme changes; gives back how to stop that. */
export function onSystemTheme(listener) {
  prefersDark.addEventListener("change", listener);
  return () => prefersDark.removeEventListener("change", listener);
}
