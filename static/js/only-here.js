/* Unsaved texts that the ledger never got, because it was gone when the page was: links to their
   forms, which take them up. */
import { slot } from "./autosave.js";

const left = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(slot("")))
    .map((key) => JSON.parse(localStorage.getItem(key)))
    .filter(({ sent, action, title }) => !sent && action && title);

const addressOf = ({ action, body }) => {
  const address = new URL(action);
  const article = new URLSearchParams(body).get("article");
  if (article) address.searchParams.set("article", article);
  return address.pathname + address.search;
};

// The form takes the later text: one link to it is enough.
const isListed = (address) => document.querySelector(`main :not([data-only-here] > p) > a[href="${CSS.escape(address)}"]`);

const line = (list, kept) => {
  const link = document.createElement("a");
  link.href = addressOf(kept);
  link.textContent = kept.title;
  const why = document.createElement("b");
  why.textContent = list.dataset.onlyHere;
  const paragraph = document.createElement("p");
  paragraph.className = "unsaved";
  paragraph.append(why, " ", link);
  return paragraph;
};

const show = () => {
  const list = document.querySelector("[data-only-here]");
  if (!list) return;
  try {
    list.replaceChildren();
    const wanted = left().filter((kept) => !isListed(addressOf(kept)));
    list.append(...wanted.map((kept) => line(list, kept)));
  } catch {
    // A store that is forbidden or not ours keeps nothing.
  }
};

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "while-typing") show();
});
show();
