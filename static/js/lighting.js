/* Highlights words and the facts recorded from them: marks have their passages (data-passages), facts
   the passages that prove them (data-lights). Hovering takes precedence over focus. */

const CARRIERS = "[data-passages], [data-lights]";
let hovered = null;
let focused = null;
let lit = "";

// Marks are nested where passages overlap.
function passagesOf(element) {
  const found = [];
  for (let at = element?.closest?.(CARRIERS); at; at = at.parentElement.closest(CARRIERS)) {
    found.push(...(at.dataset.passages ?? at.dataset.lights).split(" "));
    if (at.dataset.lights !== undefined) break;
  }
  return found.filter((passage) => /^\d+$/.test(passage));
}

function light() {
  const over = passagesOf(hovered);
  const passages = over.length ? over : passagesOf(focused);
  if (passages.join() === lit) return;
  lit = passages.join();
  for (const each of document.querySelectorAll("[data-lit]")) each.removeAttribute("data-lit");
  for (const passage of passages) {
    const both = `[data-passages~="${passage}"], [data-lights~="${passage}"]`;
    for (const each of document.querySelectorAll(both)) each.setAttribute("data-lit", "");
  }
}

document.addEventListener("pointerover", (event) => light((hovered = event.target)));
document.addEventListener("focusin", (event) => light((focused = event.target)));
document.addEventListener("focusout", () => light((focused = null)));
document.documentElement.addEventListener("pointerleave", () => light((hovered = null)));

// A number in the text leads to what is recorded from it, without loading the page again.
document.addEventListener("click", (event) => {
  const passage = event.target.closest("sup > a[data-passages]")?.dataset.passages;
  const record = passage && document.getElementById("record");
  const target = record?.querySelector(`#quoted-${passage}, [data-lights~="${passage}"]`);
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  goTo(target);
});

function goTo(target) {
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.scrollIntoView({ block: "nearest" });
  target.focus();
}

// Where the pane did not show it, the number's own address did: what it names is the place to be.
const chosen = document.querySelector("#record li[data-chosen]");
if (chosen && location.hash === `#${chosen.id}`) goTo(chosen);
