const WISH = "backstitch:help";

/** Asks for the help sheet of this page, from wherever a command is given. */
export function wishHelp(): void {
  window.dispatchEvent(new Event(WISH));
}

/** Calls back whenever that is asked; answers how to stop. */
export function onHelpWished(listener: () => void): () => void {
  window.addEventListener(WISH, listener);
  return () => window.removeEventListener(WISH, listener);
}
