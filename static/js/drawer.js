/* A cell of the matrix opens in a drawer beside it; Escape or Close returns to the cell.
   The link stays a link: with a modifier key, or without this script, it opens the cell's page. */

const plainClick = (event) =>
  event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

let opener = null;

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-opens] a[href]");
  const drawer = link && document.getElementById(link.closest("[data-opens]").dataset.opens);
  // The country's own link in the row's head leads to its page.
  if (!drawer || link.closest("th") || !plainClick(event) || !window.htmx) return;
  event.preventDefault();
  opener = link;
  link.setAttribute("aria-busy", "true");
  const content = drawer.querySelector("[data-drawer-content]");
  await window.htmx.ajax("GET", link.getAttribute("href"), { target: content, swap: "innerHTML" });
  link.removeAttribute("aria-busy");
});

document.addEventListener("htmx:afterSwap", (event) => {
  const drawer = event.target.closest?.("dialog");
  if (!drawer) return;
  if (!drawer.open) drawer.show();
  drawer.scrollTop = 0;
  drawer.focus();
});

document.addEventListener("keydown", (event) => {
  const drawer = document.querySelector("dialog.drawer[open]");
  if (event.key === "Escape" && drawer) drawer.close();
});

document.addEventListener(
  "close",
  (event) => {
    if (!event.target.matches?.("dialog.drawer") || !opener) return;
    // A filter may have swapped the cell away meanwhile: then its twin, if there is one.
    const target = opener.isConnected
      ? opener
      : document.querySelector(`[data-opens] a[href="${CSS.escape(opener.getAttribute("href"))}"]`);
    target?.focus();
    opener = null;
  },
  true,
);
