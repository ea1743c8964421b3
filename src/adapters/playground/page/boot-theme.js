// Runs before the first paint, so that a remembered theme does not flash in after the system's.
(() => {
  const theme = localStorage.getItem("reverie.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
