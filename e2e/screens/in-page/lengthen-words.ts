/**
 * Runs in the page: makes each word about 30 % longer by doubling its vowels, as another language would.
 * Text has its size in px here, so a larger root font would only spread the boxes; longer words are what
 * breaks a layout. Numbers, ids, masks and zones stay: no language makes them longer.
 */
export function lengthenWords(): void {
  const isWord = /^[“(]?\p{L}?\p{Ll}[\p{L}’'-]*[.,:;”)…?]*$/u;
  const longer = (word: string): string => {
    if (!isWord.test(word)) return word;
    let left = Math.max(1, Math.round(word.length * 0.3));
    const doubled = word.replaceAll(/[aeiouy]/gi, (vowel) => {
      if (left === 0) return vowel;
      left -= 1;
      return vowel + vowel.toLowerCase();
    });
    return left === 0
      ? doubled
      : doubled.replace(/\p{L}(?=\P{L}*$)/u, (last) => last.repeat(left + 1));
  };
  const lengthen = (text: string) => text.split(/(\s+)/).map(longer).join("");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const isCode =
      node.parentElement?.closest("script, style, code, .mono, .ord, .kbd, [translate=no]") ?? null;
    if (isCode === null && node.nodeValue !== null) node.nodeValue = lengthen(node.nodeValue);
  }
  for (const field of document.querySelectorAll("[placeholder]")) {
    field.setAttribute("placeholder", lengthen(field.getAttribute("placeholder") ?? ""));
  }
}
