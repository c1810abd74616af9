// The reviewer's keys: j and k go from fact to fact, c opens the comment on one.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function step(facts, by) {
  const here = facts.findIndex((fact) => fact.contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : facts.length - 1) : here + by;
  facts[Math.min(Math.max(next, 0), facts.length - 1)].focus();
}

function comment(facts) {
  const said = facts
    .find((fact) => fact.contains(document.activeElement))
    ?.querySelector("details.review-say");
  if (!said) return false;
  said.open = true;
  said.querySelector("textarea").focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const facts = [...document.querySelectorAll("[data-fact]")];
  if (!facts.length) return;
  if (event.key === "j") step(facts, 1);
  else if (event.key === "k") step(facts, -1);
  else if (event.key !== "c" || !comment(facts)) return;
  event.preventDefault();
});

for (const hint of document.querySelectorAll("[data-needs-script]")) hint.hidden = false;
