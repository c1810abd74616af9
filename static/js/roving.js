/* Arrow keys move between the cells of the matrix; one cell at a time is in the tab order.
   Without this every cell is a link of its own, as it is for who reads with a screen reader. */

const cellLinks = (row) => [...row.cells].map((cell) => cell.querySelector("a[href]"));

const bodyRows = (table) =>
  [...table.rows].filter((row) => row.parentElement.tagName === "TBODY" && !row.matches(".matrix-group"));

function enter(table, link) {
  table.querySelector('tbody a[tabindex="0"]')?.setAttribute("tabindex", "-1");
  link.setAttribute("tabindex", "0");
}

function prepare() {
  for (const table of document.querySelectorAll("[data-roving]")) {
    for (const link of table.querySelectorAll("tbody a[href]")) link.setAttribute("tabindex", "-1");
    table.querySelector("tbody td a[href]")?.setAttribute("tabindex", "0");
  }
}

/* From a place in a direction to the next cell that can be entered; filters leave holes. */
function next(table, link, key, toEdge) {
  const rows = bodyRows(table).map(cellLinks);
  let y = rows.findIndex((links) => links.includes(link));
  let x = rows[y]?.indexOf(link);
  const [dx, dy] = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    Home: [-1, 0],
    End: [1, 0],
  }[key] ?? [0, 0];
  let found = null;
  if (!dx && !dy) return found;
  while (rows[(y += dy)] && x + dx >= 0 && (x += dx) < rows[y].length) {
    const there = rows[y][x];
    if (!there?.checkVisibility()) continue;
    found = there;
    if (!toEdge) break;
  }
  return found;
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("[data-roving] tbody a[href]");
  if (!link || event.altKey || event.metaKey || event.shiftKey) return;
  const toEdge = event.ctrlKey || event.key === "Home" || event.key === "End";
  const there = next(link.closest("table"), link, event.key, toEdge);
  if (!there) return;
  event.preventDefault();
  there.focus();
});

document.addEventListener("focusin", (event) => {
  const link = event.target.closest?.("[data-roving] tbody a[href]");
  if (link) enter(link.closest("table"), link);
});

document.addEventListener("htmx:afterSwap", (event) => event.target.id === "board" && prepare());
prepare();
