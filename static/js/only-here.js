/* Unsaved texts that never reached the ledger: links to the forms that restore them. If no form can
   (the draft was published or discarded), the words are shown here, and can be discarded. */
import { forget, slot } from "./autosave.js";
import { t } from "./words.js";

const left = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(slot("")))
    .map((key) => ({ ...JSON.parse(localStorage.getItem(key)), about: key.slice(slot("").length) }))
    .filter(({ action, title }) => action && title);

const addressOf = ({ action, body }) => {
  const address = new URL(action);
  const article = new URLSearchParams(body).get("article");
  if (article) address.searchParams.set("article", article);
  return address.pathname + address.search;
};

// The form takes the later text: one link to it is enough.
const isListed = (address) => document.querySelector(`main :not([data-only-here] > .notice-unsaved) > a[href="${CSS.escape(address)}"]`);

const line = (list, kept) => {
  const link = document.createElement("a");
  link.href = addressOf(kept);
  link.textContent = kept.title;
  const why = document.createElement("b");
  why.textContent = list.dataset.onlyHere;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button", textContent: t("Discard it") });
  button.dataset.size = "small";
  button.setAttribute("aria-label", t("Discard it: {title}", { title: kept.title }));
  button.addEventListener("click", () => {
    forget(kept.about);
    show();
    document.getElementById("main")?.focus();
  });
  const place = document.createElement("div");
  place.className = "notice-unsaved";
  place.append(why, " ", link, " ", button, words(kept));
  return place;
};

/* What was typed, with labels. */
const words = (kept) => {
  const all = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = t("What was typed");
  const list = document.createElement("dl");
  list.className = "facts";
  for (const [label, value] of kept.words ?? [...new URLSearchParams(kept.body)]) {
    const row = document.createElement("div");
    const [name, text] = [document.createElement("dt"), document.createElement("dd")];
    name.textContent = label;
    text.textContent = value;
    row.append(name, text);
    list.append(row);
  }
  all.append(summary, list);
  return all;
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
