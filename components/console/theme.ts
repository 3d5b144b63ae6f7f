/** Light or dark. Kept in this browser; the script in the page's head applies it before anything is painted. */
export function switchTheme(): void {
  const dark = document.documentElement.classList.toggle("dark");
  try {
    localStorage.setItem("theme", dark ? "dark" : "light");
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
