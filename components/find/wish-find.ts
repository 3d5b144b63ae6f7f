const WISH = "backstitch:find";

/** Asks the find box of this page to take the focus, from wherever a command is given. */
export function wishFind(): void {
  window.dispatchEvent(new Event(WISH));
}

/** Calls back whenever that is asked; answers how to stop. */
export function onFindWished(listener: () => void): () => void {
  window.addEventListener(WISH, listener);
  return () => window.removeEventListener(WISH, listener);
}
