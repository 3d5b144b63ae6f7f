/**
 * Runs in the page, so it stands alone. Finds what a picture would show and no rule of axe knows: words
 * that are cut without an ellipsis, words that stick out of their box, and things on top of each other.
 */
export function findMisfits(): string[] {
  type Box = { left: number; right: number; top: number; bottom: number };
  type Piece = { element: Element; node: Node; layer: Element; box: Box; words: string };
  const BOXES =
    "aside, header, .card, .btn, .st, .kbd, td, th, button, [role=dialog], [role=menu], [role=status]";
  const PRESSED = "a[href], button, input, select, textarea";
  // A line is higher than its letters, and half a pixel is nobody's fault.
  const SLACK = { side: 1.5, line: 4 };
  const found = new Set<string>();

  const short = (text: string) => text.trim().replaceAll(/\s+/g, " ").slice(0, 48);
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest(".sr-only, .skip, option, script, style, noscript, [aria-hidden=true] *") ===
      null;

  /** What floats over the page may cover it. */
  const layerOf = (element: Element): Element => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const { position, zIndex } = getComputedStyle(at);
      const floats = position !== "static" && zIndex !== "auto";
      if (floats || position === "fixed" || position === "sticky") return at;
    }
    return document.body;
  };

  const say = (what: string, words: string | null) => {
    if (words !== null) found.add(`${what}: “${words}”`);
  };
  const isOutside = (box: Box, of: Box) =>
    box.right > of.right + SLACK.side || box.left < of.left - SLACK.side;

  /** What of it is to be seen; says what is wrong on the way. */
  const seenPart = (box: Box, from: Element, words: string | null): Box | null => {
    let seen = box;
    let mayEnd = false;
    for (
      let at: Element | null = from;
      at !== null && at !== document.body;
      at = at.parentElement
    ) {
      const style = getComputedStyle(at);
      if (style.display === "contents" || style.display === "inline") continue;
      const own = at.getBoundingClientRect();
      mayEnd ||= style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
      if (style.overflowX === "visible") {
        if (at.matches(BOXES) && isOutside(seen, own)) say("sticks out", words);
        // It stands in the window, not in what it was written in.
        if (style.position === "fixed") return seen;
        continue;
      }
      // Said to a screen reader alone, perhaps at this width only.
      if (own.width <= 1 && own.height <= 1) return null;
      const scrolls = /auto|scroll/.test(`${style.overflowX} ${style.overflowY}`);
      const isCut =
        isOutside(seen, own) ||
        seen.bottom > own.bottom + SLACK.line ||
        seen.top < own.top - SLACK.line;
      if (isCut && !mayEnd && !scrolls) say("cut off", words);
      seen = {
        left: Math.max(seen.left, own.left),
        right: Math.min(seen.right, own.right),
        top: Math.max(seen.top, own.top),
        bottom: Math.min(seen.bottom, own.bottom),
      };
      if (seen.right - seen.left <= 0 || seen.bottom - seen.top <= 0) return null;
    }
    return seen;
  };

  const meet = (a: Box, b: Box) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK.side * 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK.line;
  const holds = (a: Box, b: Box) =>
    a.left <= b.left && a.right >= b.right && a.top <= b.top && a.bottom >= b.bottom;

  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const words = short(node.nodeValue ?? "");
    if (element === null || words === "" || !isSeen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const box = rect.width > 0 ? seenPart(rect, element, words) : null;
      if (box !== null) pieces.push({ element, node, layer: layerOf(element), box, words });
    }
  }
  const pressed: Piece[] = [];
  for (const element of document.querySelectorAll(PRESSED)) {
    if (!isSeen(element)) continue;
    const words = short(element.getAttribute("aria-label") ?? element.textContent ?? "");
    for (const rect of element.getClientRects()) {
      const box = seenPart(rect, element, null);
      const named = words === "" ? element.tagName.toLowerCase() : words;
      if (box !== null)
        pressed.push({ element, node: element, layer: layerOf(element), box, words: named });
    }
  }
  for (const group of [pieces, pressed]) {
    for (const [index, a] of group.entries()) {
      for (const b of group.slice(index + 1)) {
        const isOther =
          a.node !== b.node && !a.element.contains(b.node) && !b.element.contains(a.node);
        if (!isOther || a.layer !== b.layer || !meet(a.box, b.box)) continue;
        if (group === pressed && (holds(a.box, b.box) || holds(b.box, a.box))) continue;
        found.add(`“${a.words}” lies on “${b.words}”`);
      }
    }
  }
  const tooWide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (tooWide > 0) found.add(`${tooWide} px too wide`);
  return [...found];
}
