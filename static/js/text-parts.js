/* A long text comes in parts: the parts before and after are added when somebody
   scrolls there, or goes there by keys. Without this, links lead from part to part. */
import { text } from "./selection.js";
import { numbersIn } from "./selection-marks.js";

const way = (step) => text.querySelector(`:scope > [data-way="${step > 0 ? "on" : "back"}"]`);

/* Of the parts that way: the nearest passage that begins there, if any. */
export const beyond = (step) => way(step)?.dataset.beyond;

/* Show the next part that way; whether there was one. */
export function more(step) {
  const link = way(step)?.querySelector("a");
  if (!link) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = new AbortController();
    const done = (has) => () => {
      end.abort();
      resolve(has);
    };
    const { signal } = end;
    text.addEventListener("htmx:afterSettle", done(true), { signal });
    for (const failed of ["htmx:responseError", "htmx:sendError"])
      document.addEventListener(failed, done(false), { signal });
    if (!link.closest(".htmx-request")) link.click();
  });
}

/* Do this whenever more of the text is shown. */
export const whenMore = (act) => text.addEventListener("htmx:afterSettle", act);

export const goToPassage = (passage) => {
  location.assign(`?passage=${passage}#passage-${passage}`);
};

if (text) {
  // One stop of Tab for the whole text: n and p lead to the numbers.
  const settle = () => {
    for (const number of numbersIn(text)) number.tabIndex = -1;
  };
  settle();
  whenMore(settle);
  // Whoever pressed the link goes on from the text, since the link is gone.
  let isPressed = false;
  text.addEventListener("htmx:beforeSwap", (event) => {
    isPressed = event.target.contains(document.activeElement);
  });
  whenMore(() => {
    if (isPressed) text.focus({ preventScroll: true });
    isPressed = false;
  });
  // A passage in a part that is not shown: go to the page with that part.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-workbench] a[href*='#passage-']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = link.hash.slice(1);
    const isHere = document.getElementById(id) !== null;
    if (!isHere && !text.querySelector("[data-way]")) return;
    event.preventDefault();
    if (isHere) location.hash = id;
    else goToPassage(id.replace("passage-", ""));
  });
}
