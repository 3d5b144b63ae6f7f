/** Runs in the page: turns it into a theme at once, as if it had been loaded in it. */
export function turnInto(theme: string): void {
  document.documentElement.classList.toggle("dark", theme === "dark");
  // Half way through a transition a colour is neither the one nor the other.
  for (const animation of document.getAnimations()) {
    if (animation instanceof CSSTransition) animation.finish();
  }
}
