/* The board is swapped whole: folds stay open, focus stays where it was, what was typed meanwhile
   is asked for again, and typing leaves one entry in the history. A link to something inside a
   fold opens the fold. */

let kept = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "board") return;
  const open = [...event.target.querySelectorAll("details[open] > summary")];
  const { id, type, value } = document.activeElement ?? {};
  const typed = type === "search" ? value : null;
  kept = { open: open.map((summary) => summary.textContent), focus: id, typed };
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!kept || event.target.id !== "board") return;
  for (const summary of event.target.querySelectorAll("details > summary")) {
    if (kept.open.includes(summary.textContent)) summary.parentElement.open = true;
  }
  if (kept.focus && document.activeElement?.id !== kept.focus) {
    document.getElementById(kept.focus)?.focus({ preventScroll: true });
  }
  const field = document.activeElement;
  if (kept.typed !== null && field?.type === "search" && field.value !== kept.typed) {
    field.value = kept.typed;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  kept = null;
});

document.addEventListener("htmx:configRequest", (event) => {
  const { triggeringEvent, headers } = event.detail;
  if (triggeringEvent?.type === "input") headers["Ledger-Address"] = "replace";
});

document.addEventListener("click", (event) => {
  const hash = event.target.closest('a[href^="#"]')?.hash;
  const fold = hash?.length > 1 && document.querySelector(hash)?.closest("details");
  if (fold) fold.open = true;
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.textContent = button.dataset.done;
});
