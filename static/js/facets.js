/* A filter is ticked in a fold, and the answer replaces the fold: it stays open, and focus in it.
   Without this each tick would close the list that the next one is in. */

let kept = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "board") return;
  const open = [...event.target.querySelectorAll("details[open] > summary")];
  kept = { open: open.map((summary) => summary.textContent), focus: document.activeElement?.id };
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!kept || event.target.id !== "board") return;
  for (const summary of event.target.querySelectorAll("details > summary")) {
    if (kept.open.includes(summary.textContent)) summary.parentElement.open = true;
  }
  if (kept.focus && document.activeElement?.id !== kept.focus) {
    document.getElementById(kept.focus)?.focus({ preventScroll: true });
  }
  kept = null;
});
