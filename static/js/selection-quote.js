/* What is done with selected words: they become a passage, or a link is copied. The server compares
   the words with its text before it keeps them. */
import { show, hide } from "./failure.js";
import { markPassage } from "./selection-marks.js";

const NO_ANSWER = "The ledger does not answer. Your selection is still there: try again.";
const UNCLEAR = "The ledger could not do this. Load the page again; what was quoted before is kept.";

let again = null;
document.addEventListener("ledger:signed-in", () => {
  const retry = again;
  again = null;
  retry?.();
});

// A sign-in changes the token: the cookie has the new one, if scripts may read it.
const token = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ??
  document.querySelector("[name=csrfmiddlewaretoken]").value;

/* The server's answer; null where there is none to use, which the user has been told then.
   Where the session has ended, `retry` is called after the next sign-in on this page. */
async function ask(address, body, retry) {
  const headers = { Accept: "application/json", ...(body && { "X-CSRFToken": token() }) };
  try {
    const answer = await fetch(address, { method: body ? "POST" : "GET", body, headers });
    const content = await answer.json().catch(() => ({}));
    if (answer.ok) return hide(), content;
    show(content.refusal ?? UNCLEAR);
    if (answer.status === 401) {
      again = retry;
      document.dispatchEvent(new CustomEvent("ledger:signed-out"));
    }
  } catch {
    show(NO_ANSWER);
  }
  return null;
}

const place = (text, { start, end }) =>
  new URLSearchParams({ snapshot: text.dataset.snapshot, start, end });

/* Store the words, mark them, tell the record's pane. Returns the passage, or null. */
export async function quote(text, span, intent, retry) {
  const body = place(text, span);
  body.set("words", span.words);
  const passage = await ask(text.dataset.passagesAt, body, retry);
  if (!passage) return null;
  markPassage(text, passage);
  for (const each of document.querySelectorAll("[data-quoted]")) each.textContent = passage.quoted;
  const detail = { passage: passage.passage, intent, exact: passage.exact };
  document.dispatchEvent(new CustomEvent("ledger:passage", { detail }));
  return passage;
}

export async function copyLink(text, span, retry) {
  const answer = await ask(`${text.dataset.linkAt}?${place(text, span)}`, null, retry);
  if (!answer) return false;
  try {
    await navigator.clipboard.writeText(answer.url);
    return true;
  } catch {
    show(`The browser did not let us copy. The link is: ${answer.url}`);
    return false;
  }
}
