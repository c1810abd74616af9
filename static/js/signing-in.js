/* A session that ends while somebody works: a dialog asks them to sign in again, in a new tab, and
   nothing is lost.

   Every request of the desk names the person who opened the page. The server answers 401 where
   nobody is signed in, 409 where somebody else is; then nothing was written. Other modules call
   `deskFetch` and get the answer of the request that was sent again after the dialog.
   Dispatches `ledger:signed-in` on document. */
import { t } from "./words.js";

const meta = document.querySelector("meta[name=ledger-user]");
const dialog = document.getElementById("sign-in-again");
let waiting = [];

export const person = meta.content;

/* From the cookie: a sign-in in another tab gives the session a new token. */
export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

const headers = () => ({ "Ledger-Person": person, "X-CSRFToken": token() });

export class SignedOut extends Error {}

/** Whether the page's person is no longer signed in; for a 409 a header says so. */
export const isSignedOut = (status, trigger) =>
  status === 401 || (status === 409 && Boolean(trigger?.includes("ledger:other-person")));

/** fetch for the desk. With `ask`, a session that has ended opens the dialog and waits for it.
    An answer from another page than the one asked is none: it throws, like a server out of reach. */
export const deskFetch = async (url, { ask = true, ...options } = {}) => {
  const send = () => fetch(url, { ...options, headers: { ...headers(), ...options.headers } });
  let answer = await send();
  if (isSignedOut(answer.status, answer.headers.get("HX-Trigger"))) {
    if (!ask || !(await signInAgain(answer.status === 409))) throw new SignedOut();
    answer = await send();
  }
  if (answer.redirected) throw new Error("answered by another page");
  return answer;
};

// --- the dialog ---------------------------------------------------------------------------------
const OTHER =
  t("Somebody else is signed in now in this browser, and nothing is saved under their name. In the new tab sign out, then sign in as {name}.", { name: meta.dataset.name });

/** Opens the dialog; true once the same person is signed in, false if it was closed. */
export const signInAgain = (isSomebodyElse = false) =>
  new Promise((resolve) => {
    waiting.push(resolve);
    if (dialog.open) return;
    say(isSomebodyElse ? OTHER : "");
    dialog.returnValue = "";
    dialog.showModal();
  });

const say = (text) => {
  const box = dialog.querySelector("[data-problem]");
  box.textContent = text;
  box.hidden = !text;
};

/* Called by the button, or when this tab becomes visible: then only changes are shown. */
const askSession = async ({ isPressed }) => {
  try {
    const { ok, status } = await fetch(dialog.dataset.session, { headers: headers() });
    if (ok) dialog.close("signed-in");
    else if (status === 409) say(OTHER);
    else if (isPressed) say(t("You are not signed in yet."));
  } catch {
    if (isPressed) say(t("The ledger does not answer."));
  }
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-signed-in]")) askSession({ isPressed: true });
});
window.addEventListener("focus", () => {
  if (dialog.open) askSession({ isPressed: false });
});
dialog.addEventListener("close", () => {
  const isSignedIn = dialog.returnValue === "signed-in";
  const asked = waiting;
  waiting = [];
  for (const resolve of asked) resolve(isSignedIn);
  // After the waiting requests have been sent again.
  if (isSignedIn) setTimeout(() => document.dispatchEvent(new CustomEvent("ledger:signed-in")));
});

// --- forms and htmx -----------------------------------------------------------------------------
/* A form carries the token of its page, which may be an older session's. */
document.addEventListener(
  "submit",
  ({ target }) => {
    const field = target.elements.csrfmiddlewaretoken;
    if (field && token()) field.value = token();
  },
  true,
);

document.addEventListener("htmx:configRequest", ({ detail }) => {
  delete detail.parameters.csrfmiddlewaretoken; // the header has it
  Object.assign(detail.headers, headers());
});

document.addEventListener("htmx:beforeOnLoad", async (event) => {
  const { elt, target, requestConfig, xhr } = event.detail;
  if (!isSignedOut(xhr.status, xhr.getResponseHeader("HX-Trigger"))) return;
  event.preventDefault(); // no "answered with an error": the dialog says what happened
  // What is looked up while typing is asked again with the next key; the autosave opens the dialog.
  if (elt.matches("[data-quiet]")) return;
  if (await signInAgain(xhr.status === 409)) sendAgain(elt, target, requestConfig);
});

const sendAgain = (elt, target, { path, triggeringEvent, verb }) => {
  if (!elt.isConnected) return;
  const submitter = triggeringEvent?.submitter;
  if (submitter?.isConnected) submitter.click();
  else if (elt.matches("form")) elt.requestSubmit();
  else if (elt.matches("a, button")) elt.click();
  else window.htmx.ajax(verb.toUpperCase(), path, { target });
};
