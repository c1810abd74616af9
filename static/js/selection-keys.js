/* Selecting by keys: the text is one stop of Tab; arrows go by sentence, with Shift by word. */
import { paragraphs, points, rangeOf, startOf, wordsOf } from "./offsets.js";
import { act, announce, caret, clear, select, selected, text, update } from "./selection.js";
import { numbersIn, spanOf } from "./selection-marks.js";
import { plain, typing } from "./shortcuts.js";
import { beyond, goToPassage, more, whenMore } from "./text-parts.js";
import { t } from "./words.js";

const pane = text?.parentElement;
const language = text?.lang || undefined;

// Segments of the text as [start, end], cut once, when the first key asks for them.
let cut = {};
const segments = (kind) => (cut[kind] ??= paragraphs(text).flatMap((each) => segment(each, kind)));

function segment(paragraph, granularity) {
  let at = startOf(paragraph);
  const found = [];
  for (const { segment: words } of new Intl.Segmenter(language, { granularity }).segment(
    wordsOf(paragraph),
  )) {
    // Neither spaces nor signs alone are a word; emoji are.
    if (/[^\s\p{P}]/u.test(words)) found.push([at, at + points(words.trimEnd())]);
    at += points(words);
  }
  return found;
}

function show(range) {
  const scroller = pane.scrollHeight > pane.clientHeight + 1 ? pane : document.scrollingElement;
  const own = scroller === pane ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  const { top, bottom } = range.getBoundingClientRect();
  const room = 80;
  if (top < own.top + room) scroller.scrollBy(0, top - own.top - room);
  else if (bottom > own.bottom - room) scroller.scrollBy(0, Math.min(bottom - own.bottom + room, top - own.top - room));
  update();
}

function go(start, end, words) {
  const range = select(start, end);
  caret.at = start;
  show(range);
  announce(words ?? selected()?.words ?? "");
}

async function sentence(step, isMore = false) {
  const all = segments("sentence");
  const from = selected()?.start;
  const next =
    step > 0
      ? all.find(([start]) => (from === undefined ? start >= caret.at : start > from))
      : all.findLast(([start]) => start < (from ?? caret.at));
  if (next) go(...next);
  else if (!isMore && (await more(step))) await sentence(step, true);
}

// The text's first sentence, or its last; of a long text first the part that holds it.
function edge(index) {
  const part = text.querySelector(`[data-way="${index ? "on" : "back"}"]`);
  if (part) return document.querySelector(`[data-edge="${index ? 1 : -1}"]`)?.click();
  const found = segments("sentence").at(index);
  return found && go(...found);
}

// Where segments begin (side 0) or end (1). Signs at a sentence's end are no word, but one may stop
// there.
const borders = (kind, side) =>
  (cut[kind + side] ??= [...segments("sentence"), ...segments(kind)]
    .map((each) => each[side])
    .sort((one, other) => one - other));

// One border of the selection to the next word's or sentence's border.
function stretch(step, kind, atStart) {
  const span = selected();
  if (!span) return sentence(1);
  const now = atStart ? span.start : span.end;
  const all = borders(kind, atStart ? 0 : 1);
  const next = step > 0 ? all.find((at) => at > now) : all.findLast((at) => at < now);
  const [start, end] = atStart ? [next, span.end] : [span.start, next];
  if (next === undefined || start >= end) return;
  const words = select(start, end).toString().trim().split(/\s+/);
  go(start, end, (atStart ? words.slice(0, 4) : words.slice(-4)).join(" "));
}

function passage(step) {
  const all = numbersIn(text);
  const now = all.indexOf(document.activeElement);
  const from = rangeOf(text, selected()?.start ?? caret.at, Infinity);
  from.collapse(true);
  const isAfter = (number) => from.comparePoint(number, 0) > 0;
  const isBefore = (number) => from.comparePoint(number, 0) < 0;
  let index = now + step;
  if (now < 0) index = step > 0 ? all.findIndex(isAfter) : all.findLastIndex(isBefore);
  const number = all[index];
  if (!number && beyond(step)) return goToPassage(beyond(step));
  if (!number) return announce(step > 0 ? t("No passage after this") : t("No passage before this"));
  number.focus({ preventScroll: true });
  const [start, end] = spanOf(text, number.dataset.passages);
  go(start, end, `${number.ariaLabel}: `);
}

const passageKeys = { n: 1, "]": 1, p: -1, "[": -1 };
const actKeys = { a: "add", c: "link", Enter: "new" };

// Where one reads from right to left, the left arrow goes on and the right one back.
function isRightToLeft(atStart) {
  const range = selected()?.range;
  const node = range && (atStart ? range.startContainer : range.endContainer);
  return getComputedStyle(node?.parentElement?.closest("[data-start]") ?? text).direction === "rtl";
}

function arrow(event) {
  const atStart = !plain(event);
  if (atStart && !event.shiftKey) return false;
  const side = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
  const step = side * (isRightToLeft(atStart) ? -1 : 1) || (event.key === "ArrowDown" ? 1 : -1);
  if (event.shiftKey) stretch(step, side ? "word" : "sentence", atStart);
  else sentence(step);
  return true;
}

function press(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key.startsWith("Arrow")) return text.contains(event.target) && !event.metaKey && arrow(event);
  if (!plain(event)) return false;
  if (key in passageKeys) passage(passageKeys[key]);
  else if (key === "Home" || key === "End") edge(key === "Home" ? 0 : -1);
  else if (!selected()) return false;
  else if (key === "Escape") {
    clear();
    text.focus({ preventScroll: true });
  } else if (key in actKeys && !(key === "Enter" && event.target.matches("a"))) act(actKeys[key]);
  else return false;
  return true;
}

if (text) {
  whenMore(() => (cut = {}));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || typing(event.target)) return;
    const isHere = text.contains(event.target) || event.target === document.body;
    if (isHere && press(event)) event.preventDefault();
  });
}
