/* Where words stand in the stored text. Browsers count UTF-16 units inside nodes; the ledger counts
   code points of the whole text. Here, and nowhere else, one becomes the other: each paragraph says
   where it starts, and numbers of passages (in <sup>) are no part of the text. */

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

export const points = (string) => string.length - (string.match(PAIRS)?.length ?? 0);

export const paragraphs = (text) => [...text.querySelectorAll("[data-start]")];

export const startOf = (paragraph) => Number(paragraph.dataset.start);

const isText = (node) =>
  node.parentElement.closest("sup") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;

function textNodes(paragraph) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, isText);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

export const wordsOf = (paragraph) =>
  textNodes(paragraph)
    .map((node) => node.data)
    .join("");

/* The code point at a border of a DOM range. Between paragraphs it is the end of the one before. */
export function offsetOf(text, node, at) {
  const border = document.createRange();
  border.setStart(node, at);
  const isAfter = (other) => border.comparePoint(other, 0) > 0;
  const all = paragraphs(text);
  const paragraph = all.findLast((each) => !isAfter(each));
  // Before the first: of a long text the page may begin further down.
  if (!paragraph) return all.length ? startOf(all[0]) : 0;
  let offset = startOf(paragraph);
  for (const words of textNodes(paragraph)) {
    if (words === node) return offset + points(words.data.slice(0, at));
    if (isAfter(words)) break;
    offset += points(words.data);
  }
  return offset;
}

const unit = (string, point) => {
  let at = 0;
  while (point-- > 0) at += string.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
};

/* The parts of text nodes from `start` to `end`, in UTF-16 units of each node. */
export function parts(text, start, end) {
  const found = [];
  const all = paragraphs(text);
  for (const [index, paragraph] of all.entries()) {
    let at = startOf(paragraph);
    if (at >= end) break;
    if (index + 1 < all.length && startOf(all[index + 1]) <= start) continue;
    for (const node of textNodes(paragraph)) {
      const length = points(node.data);
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, length);
      if (from < to) found.push({ node, from: unit(node.data, from), to: unit(node.data, to) });
      at += length;
    }
  }
  return found;
}

export function rangeOf(text, start, end) {
  const found = parts(text, start, end);
  const range = document.createRange();
  range.selectNodeContents(text);
  range.collapse(false);
  if (!found.length) return range;
  range.setStart(found[0].node, found[0].from);
  range.setEnd(found.at(-1).node, found.at(-1).to);
  return range;
}
