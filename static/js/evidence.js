/* Rows of quotations in the statement's form: added, removed, brought back; which fact is proved by
   which, shown at every fact while boxes are ticked. */
import { deskFetch } from "./signing-in.js";
import { t } from "./words.js";

const list = (form) => form.querySelector("[data-evidence-list]");
const rows = (form) => [...list(form).querySelectorAll("[data-evidence]")];

let removed = null;

/** Fetch a row for a passage and put it at the end of the form, unless it is there already. */
export const addEvidence = async (form, passage) => {
  const there = rows(form).find((row) => row.dataset.evidence === String(passage));
  if (there) {
    focusRow(there);
    return;
  }
  const answer = await deskFetch(`/desk/passages/${passage}/evidence/`, {
    headers: { "HX-Request": "true" },
  });
  if (!answer.ok || !form.isConnected) return;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  const row = template.content.querySelector("[data-evidence]");
  insert(form, row, rows(form).length);
  focusRow(row);
};

const focusRow = (row) => row.querySelector("select, input:not([type=hidden])")?.focus();

const insert = (form, row, index) => {
  const before = rows(form)[index] ?? list(form).querySelector("[data-removed]");
  before.before(row);
  changed(form);
};

const changed = (form) => {
  tell(form);
  form.dispatchEvent(new Event("change", { bubbles: true }));
};

// --- removing and restoring ---------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const remove = event.target.closest?.("[data-remove-evidence]");
  if (remove) {
    const row = remove.closest("[data-evidence]");
    const form = row.closest("form");
    removed = { row, form, index: rows(form).indexOf(row) };
    row.remove();
    const said = form.querySelector("[data-removed]");
    said.hidden = false;
    said.querySelector("button").focus();
    changed(form);
  }
  if (event.target.closest?.("[data-undo-removal]") && removed?.form.isConnected) {
    const { row, form, index } = removed;
    removed = null;
    form.querySelector("[data-removed]").hidden = true;
    insert(form, row, index);
    focusRow(row);
  }
});

// --- which fact is proved -----------------------------------------------------------------------
const tell = (form) => {
  const found = rows(form);
  form.querySelector("[data-no-evidence]").hidden = found.length > 0;
  found.forEach((row, index) => {
    row.querySelector("[data-number]").textContent = index + 1;
  });
  for (const place of form.querySelectorAll("[data-proofs]")) {
    const fact = place.dataset.proofs;
    const proving = found
      .map((row, index) => ({ row, number: index + 1 }))
      .filter(({ row }) => row.querySelector(`input[value="${fact}"]:checked`));
    place.replaceChildren(...proving.map(proof));
    if (!proving.length && found.length && isSaid(form, fact)) place.append(missing());
    const around = place.closest("[data-fact]");
    if (around) around.dataset.lights = proving.map(({ row }) => row.dataset.evidence).join(" ");
  }
};

const proof = ({ row, number }) => {
  const link = document.createElement("a");
  link.className = "evidence-proof";
  link.href = `#${row.id}`;
  link.textContent = `” ${number}`;
  link.setAttribute("aria-label", t("proved by quotation {number}", { number }));
  return link;
};

const missing = () => {
  const tag = document.createElement("span");
  tag.className = "tag tag-missing";
  tag.dataset.tone = "error";
  tag.textContent = t("no evidence yet");
  return tag;
};

/* Whether the form gives a fact: only then it needs a quotation. */
const isSaid = (form, fact) => {
  const value = (name) => form.elements[name]?.value?.trim?.() ?? "";
  const isTicked = (prefix) =>
    Boolean(form.querySelector(`input[type=checkbox][name^="${prefix}-"]:checked`));
  switch (fact) {
    case "headcount":
      return ["headcount_min", "headcount_max", "headcount_wording"].some(value) || Boolean(form.elements.headcount_withheld?.checked);
    case "limits":
      return isTicked("limit");
    case "conditions":
      return isTicked("condition");
    case "stance":
      return Boolean(form.querySelector("[name=stance]:checked"));
    case "place":
      return Boolean(form.querySelector("[data-fact=place][data-said]"));
    default:
      return true;
  }
};

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("[data-statement-form]");
  if (form && event.target !== form) tell(form);
});

const tellAll = () => document.querySelectorAll("[data-statement-form]").forEach(tell);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "while-typing") tellAll();
});
tellAll();
