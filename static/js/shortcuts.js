/* The list of keys ("?" or a button), and F6 between text and record. No key acts while somebody
   types. What each key does is written where it is done. */

export const typing = (target) =>
  Boolean(
    target.closest?.(
      "textarea, select, [contenteditable], dialog[open], input:not([type=checkbox], [type=radio], [type=button], [type=submit])",
    ),
  );

export const plain = (event) => !(event.ctrlKey || event.altKey || event.metaKey);

// What had the focus in the record before one went to the text, so that F6 leads back to it.
let recorded = null;

function otherPane() {
  const text = document.getElementById("text");
  const record = document.getElementById("record");
  if (!text || !record) return null;
  if (record.contains(document.activeElement)) return text;
  return recorded?.isConnected && record.contains(recorded) ? recorded : record;
}

document.addEventListener("focusin", (event) => {
  if (event.target.closest("#record")) recorded = event.target;
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || !plain(event)) return;
  const list = document.getElementById("shortcuts");
  if (event.key === "F6" && !event.shiftKey && !document.querySelector("dialog:modal")) {
    const pane = otherPane();
    if (!pane) return;
    event.preventDefault();
    pane.focus();
  } else if (event.key === "?" && list && !typing(event.target)) {
    event.preventDefault();
    list.showModal();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shows]");
  if (button) document.getElementById(button.dataset.shows)?.showModal();
});

for (const each of document.querySelectorAll("[data-shows], #text-hint")) each.hidden = false;
