/* Words selected in the article's text, and the bar that offers what to do with them. The browser's
   own selection is the only state: mouse, finger and keys all set it. */
import { offsetOf, rangeOf } from "./offsets.js";
import { copyLink, quote } from "./selection-quote.js";
import { t } from "./words.js";

export const text = document.querySelector("[data-text]");
const bar = document.querySelector("[data-quote-bar]");
const pane = text?.parentElement;
const GAP = 8;

// Where the keys go on when nothing is selected.
export const caret = { at: 0 };

let span = null;
let pointer = "mouse";
let isPressed = false;
let isHeld = false;
let isBusy = false;
let timer = 0;

export const selected = () => span;

export function announce(words) {
  document.querySelector("[data-announce]").textContent = words;
}

// Of a long text in parts, without the links to those that are not shown.
function wordsOf(range) {
  if (!text.querySelector("[data-way]")) return range.toString();
  const copy = range.cloneContents();
  for (const way of copy.querySelectorAll("[data-way]")) way.remove();
  return copy.textContent;
}

function read() {
  const selection = getSelection();
  if (selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0).cloneRange();
  // A selection that runs out of the text ends with it.
  if (!text.contains(range.startContainer)) range.setStart(text, 0);
  if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length);
  const words = wordsOf(range);
  if (!words.trim()) return null;
  return {
    start: offsetOf(text, range.startContainer, range.startOffset),
    end: offsetOf(text, range.endContainer, range.endOffset),
    words,
    range,
  };
}

// Below the last line selected, or above the first; never outside the pane, so never on the form.
function place(range) {
  const frame = pane.getBoundingClientRect();
  const top = Math.max(frame.top, 0);
  const bottom = Math.min(frame.bottom, innerHeight);
  const lines = [...range.getClientRects()].filter((line) => line.width);
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first) return;
  // Under a finger it lies at the window's edge, since the handles hang below the words.
  const isTouch = pointer === "touch";
  const isLow = last.bottom > innerHeight - 150 && last.bottom < innerHeight + 30;
  bar.toggleAttribute("data-touch", isTouch);
  bar.toggleAttribute("data-high", isLow && first.top > 180);
  bar.removeAttribute("style");
  if (isTouch) return;
  const { offsetWidth: width, offsetHeight: height } = bar;
  let y = last.bottom + GAP;
  if (y + height > bottom) y = first.top - GAP - height;
  if (y < top) y = bottom - height - GAP;
  const x = Math.min(Math.max(last.right - width / 2, frame.left + GAP), frame.right - width - 3 * GAP);
  bar.style.top = `${y - frame.top + pane.scrollTop}px`;
  bar.style.left = `${Math.max(x - frame.left, GAP)}px`;
}

function measure(words) {
  const count = words.trim().split(/\s+/).length;
  const most = Number(bar.dataset.most);
  const output = bar.querySelector("[data-measure]");
  output.textContent = most ? t("{count} of {most} words", { count, most }) : t("{count} words", { count });
  output.toggleAttribute("data-over", most > 0 && count > most);
}

export function update() {
  clearTimeout(timer);
  if (isHeld || isBusy) return;
  span = read();
  bar.hidden = !span;
  if (!span) return;
  measure(span.words);
  place(span.range);
}

export function select(start, end) {
  const range = rangeOf(text, start, end);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  update();
  return range;
}

export function clear() {
  getSelection().removeAllRanges();
  update();
}

/* "new", "add" or "link", with the words selected now. */
export async function act(name) {
  if (!span || isBusy) return;
  const given = span;
  isBusy = true;
  bar.setAttribute("aria-busy", "true");
  const isLink = name === "link";
  const done = await (isLink ? copyLink(text, given) : quote(text, given, name));
  isBusy = isHeld = false;
  bar.removeAttribute("aria-busy");
  if (done) (isLink ? copied : quoted)(done);
}

function copied() {
  const label = bar.querySelector("[data-label]");
  label.textContent = t("Link copied");
  announce(t("Link copied"));
  setTimeout(() => (label.textContent = t("Copy link")), 2500);
}

function quoted(passage) {
  announce(t("Quoted as passage {number}: {exact}", passage));
  // The keys go on from here, unless the form has taken the focus already.
  if (bar.contains(document.activeElement)) text.focus({ preventScroll: true });
  caret.at = passage.end;
  clear();
}

if (text) {
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    // A finger drags handles: wait until it stops. A mouse has an event for that.
    if (!isPressed) timer = setTimeout(update, pointer === "touch" ? 300 : 80);
  });
  document.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    isHeld = bar.contains(event.target);
    isPressed = pointer === "mouse" && !isHeld;
  });
  for (const end of ["pointerup", "pointercancel"])
    document.addEventListener(end, () => {
      isPressed = false;
      // A press on the bar becomes a click first.
      timer = setTimeout(() => ((isHeld = false), update()), isHeld ? 400 : 0);
    });
  // A press on the bar must not take the selection away.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) act(button.dataset.act);
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const buttons = [...bar.querySelectorAll("button")];
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    if (event.key === "Escape") text.focus();
    else if (!step) return;
    next?.focus();
    event.preventDefault();
  });
  addEventListener("resize", () => span && place(span.range));
}
