/* The pane beside the text: a passage becomes a statement, keys for the form's buttons, and focus
   where work goes on. The text on the left is never touched. */
import { addEvidence } from "./evidence.js";

const pane = () => document.getElementById("record");
const openForm = () => document.querySelector("[data-statement-form]");
const article = () =>
  document.querySelector("[data-workbench]")?.dataset.article ??
  window.location.pathname.match(/^\/desk\/articles\/(\d+)\//)?.[1];

// --- a passage was quoted in the text -------------------------------------------------------------
document.addEventListener("ledger:passage", (event) => {
  const { passage, intent } = event.detail;
  if (intent === "add" && openForm()) {
    addEvidence(openForm(), passage);
    return;
  }
  const address = new URL("/desk/statements/add/", window.location.origin);
  address.searchParams.set("passage", passage);
  if (article()) address.searchParams.set("article", article());
  if (pane()) window.htmx.ajax("GET", address.pathname + address.search, { target: "#record" });
  else window.location.assign(address);
});

// --- special responses --------------------------------------------------------------------------
document.addEventListener("htmx:beforeSwap", (event) => {
  // Two texts of one draft: the page that shows both comes with a 409.
  const { xhr } = event.detail;
  if (xhr.status === 409 && xhr.getResponseHeader("HX-Retarget")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

let typed = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "while-typing") return;
  // Keep the answers as typed now: those sent with the request may be older.
  const answers = [...event.target.querySelectorAll("textarea")];
  typed = new Map([...(typed ?? []), ...answers.map((field) => [field.name, field.value])]);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const { target } = event;
  if (target.id === "while-typing") {
    for (const field of target.querySelectorAll("textarea")) {
      if (typed?.has(field.name)) field.value = typed.get(field.name);
    }
    return;
  }
  if (target.id !== "record" && target.id !== "recording") return;
  typed = null;
  focusOn(document.getElementById("record") ?? document.getElementById("recording"));
});

/* Errors first, then what was done, then the first field. */
const focusOn = (root) => {
  if (!root) return;
  const restored = root.querySelector("[data-statement-form] [name=stance]:checked") ?? root.querySelector("[data-statement-form] [name=stance]");
  const wanted =
    root.querySelector(".notice-errors") ??
    root.querySelector("input[autofocus]") ??
    (root.querySelector("#recorded[data-focus=status]") ? root.querySelector("[role=status]") : null) ??
    restored ??
    root.querySelector("h2");
  if (!wanted) return;
  if (!wanted.matches("input, select, textarea, button, a")) wanted.tabIndex = -1;
  wanted.focus({ preventScroll: false });
};

// --- keys ---------------------------------------------------------------------------------------
const press = (form, value) => {
  const button = form.querySelector(`button[name=then][value="${value}"]`);
  // A click, not requestSubmit: htmx sends a button's value only where it saw it pressed.
  button?.click();
};

document.addEventListener("keydown", (event) => {
  const form = openForm();
  if (!form || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Enter") press(form, "submit");
  else if (event.key.toLowerCase() === "s") press(form, "save");
  else return;
  event.preventDefault();
});

/* Enter in the search for a pledge opens the first one found. */
document.addEventListener("keydown", (event) => {
  const search = event.target.closest?.("[data-opens-first] input[type=search]");
  if (!search || event.key !== "Enter" || event.isComposing) return;
  const form = search.closest("[data-opens-first]");
  const first = document.querySelector(`${form.dataset.opensFirst} a[href]`);
  // Until the list answers what is typed, Enter searches.
  if (!first || form.classList.contains("htmx-request") || form.dataset.asked !== search.value) return;
  event.preventDefault();
  first.click();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("[data-opens-first]");
  if (form && event.detail.successful) form.dataset.asked = event.detail.requestConfig.formData?.get("q") ?? "";
});
