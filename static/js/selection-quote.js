/* Turns selected words into a passage, or copies a link to them. The server compares
   the words with its text before it keeps them. */
import { show, hide } from "./failure.js";
import { markPassage } from "./selection-marks.js";
import { SignedOut, deskFetch } from "./signing-in.js";
import { t } from "./words.js";

const NO_ANSWER = t("The ledger does not answer. Your selection is still there: try again.");
const SIGNED_OUT = t("You are not signed in. Your selection is still there: sign in and try again.");
const UNCLEAR = t("The ledger could not do this. Load the page again; what was quoted before is kept.");

/* The server's answer; null if there is none, which the user has then been told. */
async function ask(address, body) {
  const headers = { Accept: "application/json" };
  let answer, content;
  try {
    answer = await deskFetch(address, { method: body ? "POST" : "GET", body, headers });
    content = await answer.json().catch(() => ({}));
  } catch (error) {
    show(error instanceof SignedOut ? SIGNED_OUT : NO_ANSWER);
    return null;
  }
  if (answer.ok) {
    hide();
    return content;
  }
  show(content.refusal ?? UNCLEAR);
  return null;
}

const place = (text, { start, end }) =>
  new URLSearchParams({ snapshot: text.dataset.snapshot, start, end });

/* Store the words, mark them, tell the record's pane. Returns the passage, or null. */
export async function quote(text, span, intent) {
  const body = place(text, span);
  body.set("words", span.words);
  const passage = await ask(text.dataset.passagesAt, body);
  if (!passage) return null;
  markPassage(text, passage);
  for (const each of document.querySelectorAll("[data-quoted]")) each.textContent = passage.quoted;
  const detail = { passage: passage.passage, intent, exact: passage.exact };
  document.dispatchEvent(new CustomEvent("ledger:passage", { detail }));
  return passage;
}

export async function copyLink(text, span) {
  const answer = await ask(`${text.dataset.linkAt}?${place(text, span)}`);
  if (!answer) return false;
  try {
    await navigator.clipboard.writeText(answer.url);
    return true;
  } catch {
    show(t("The browser did not let us copy. The link is: {url}", { url: answer.url }));
    return false;
  }
}
