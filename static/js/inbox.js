/* Ticking rows of a list: all of a page at once, `x` in a row, and how many are ticked.
   Without this each row is ticked by itself, and the server counts. */
import { t } from "./words.js";

const boxes = (form) => [...form.querySelectorAll('input[name="article"]')];

const tell = (form) => {
  const all = boxes(form);
  const ticked = all.filter((box) => box.checked).length;
  const whole = form.querySelector("[data-tick-all]");
  if (whole) {
    whole.checked = ticked > 0 && ticked === all.length;
    whole.indeterminate = ticked > 0 && ticked < all.length;
    whole.closest("[data-needs-script]").hidden = false;
  }
  const everything = form.querySelector("[data-everything]")?.checked;
  const place = form.querySelector("[data-ticked]");
  if (place) place.textContent = everything ? t("all that match") : ticked ? t("{n} ticked", { n: ticked }) : "";
};

const tellAll = () => document.querySelectorAll("[data-bulk]").forEach(tell);

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-bulk]");
  if (!form) return;
  if (event.target.matches("[data-tick-all]")) {
    for (const box of boxes(form)) box.checked = event.target.checked;
  }
  tell(form);
});

/* Only while focus is inside a row, so that the letter means nothing elsewhere. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = event.target.closest("[data-row]")?.querySelector('input[name="article"]');
  if (!box) return;
  box.checked = !box.checked;
  tell(box.form);
});

document.addEventListener("htmx:afterSettle", tellAll);
// A page that the browser restored keeps its ticks, and says so.
window.addEventListener("pageshow", tellAll);
tellAll();
