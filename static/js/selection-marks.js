/* Passages in the text as the page shows it: marking a new one without touching the rest, finding
   where one stands. The markup is that of the article's template. */
import { parts } from "./offsets.js";

const numbers = "sup > a[data-passages]";

function freeLayer(pieces) {
  const taken = new Set();
  for (const { node } of pieces) {
    for (let mark = node.parentElement.closest("mark"); mark; mark = mark.parentElement.closest("mark"))
      taken.add(Number(mark.dataset.layer));
  }
  return [0, 1, 2].find((layer) => !taken.has(layer)) ?? 3;
}

export function markPassage(text, passage) {
  const key = String(passage.passage);
  if (text.querySelector(`mark[data-passages="${key}"]`)) return;
  const pieces = parts(text, passage.start, passage.end);
  const layer = freeLayer(pieces);
  let mark = null;
  for (const { node, from, to } of pieces) {
    const words = node.splitText(from);
    words.splitText(to - from);
    const first = !mark;
    mark = document.createElement("mark");
    if (first) mark.id = `passage-${key}`;
    Object.assign(mark.dataset, { passages: key, tone: passage.tone, fact: passage.fact, layer });
    words.replaceWith(mark);
    mark.append(words);
  }
  const link = document.createElement("a");
  link.href = `?passage=${key}#quoted-${key}`;
  link.tabIndex = -1;
  link.ariaLabel = passage.name;
  const { number: name, start: from, end: to } = passage;
  Object.assign(link.dataset, { passages: key, number: name, from, to });
  const number = document.createElement("sup");
  number.append(link);
  mark?.after(number);
}

/* What a passage is used for changes with the record; the words in the text stay as they are. */
document.addEventListener("ledger:recorded", () => {
  const told = document.getElementById("recorded-marks");
  for (const { passage, tone, fact, name } of told ? JSON.parse(told.textContent) : []) {
    const here = `[data-text] :is(mark, a)[data-passages="${passage}"]`;
    for (const each of document.querySelectorAll(here)) {
      if (each.matches("a")) each.ariaLabel = name;
      else Object.assign(each.dataset, { tone, fact });
    }
  }
});

/* The numbers of passages, as they follow each other. */
export const numbersIn = (text) => [...text.querySelectorAll(numbers)];

/* From which code point to which: as the number says, since parts of the words may not be shown. */
export function spanOf(text, key) {
  const { from, to } = text.querySelector(`sup > a[data-passages="${key}"]`).dataset;
  return [Number(from), Number(to)];
}
