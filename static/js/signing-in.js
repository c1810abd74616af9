/* A session that ends while somebody works: sign in again in a dialog, and nothing is lost.

   Every request of the desk names the person who opened the page. The server answers 401 where
   nobody is signed in, 409 with `other` where somebody else is; then nothing was written. Other
   modules call `deskFetch` and get the answer of the request that was sent again after the dialog.
   Dispatches `ledger:signed-in` on document. */
import { t } from "./words.js";

const meta = document.querySelector("meta[name=ledger-user]");
const dialog = document.getElementById("sign-in-again");
let waiting = [];
let failed = [];

export const person = () => meta?.content ?? "";
export const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

export class SignedOut extends Error {}

/** fetch for the desk. With `ask`, a session that has ended opens the dialog and waits for it.
    An answer from another page than the one asked is none: it throws, like a server out of reach. */
export const deskFetch = async (url, { ask = true, ...options } = {}) => {
  const send = () =>
    fetch(url, {
      ...options,
      headers: { "Ledger-Person": person(), "X-CSRFToken": token(), ...options.headers },
    });
  let answer = await send();
  // A sign-in in another tab gives the session a new token: take it, once.
  if (answer.status === 403 && !isJson(answer) && (await renewToken())) answer = await send();
  if (answer.status === 401 || (await isSomebodyElse(answer))) {
    if (!ask || !(await signInAgain(answer.status === 409))) throw new SignedOut();
    answer = await send();
  }
  if (answer.redirected) throw new Error("answered by another page");
  return answer;
};

const isJson = (answer) => (answer.headers.get("Content-Type") ?? "").includes("json");

const renewToken = async () => {
  if (!dialog) return false;
  const answer = await askSession();
  if (answer.ok) takeToken((await answer.json()).token);
  return answer.ok;
};

const askSession = () =>
  fetch(dialog.dataset.session, { headers: { Accept: "application/json", "Ledger-Person": person() } });

const takeToken = (fresh) => {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh;
};

const isSomebodyElse = async (answer) => {
  if (answer.status !== 409) return false;
  const told = await answer
    .clone()
    .json()
    .catch(() => ({}));
  return Boolean(told.other);
};

/** Opens the dialog; true once the same person is signed in, false if it was closed. */
export const signInAgain = (isSomebodyElse = false) =>
  new Promise((resolve) => {
    waiting.push(resolve);
    if (dialog && !dialog.open) open(isSomebodyElse);
  });

const open = (isSomebodyElse) => {
  problem("");
  elsewhere(isSomebodyElse ? OTHER : "");
  dialog.showModal();
  (isSomebodyElse ? dialog.querySelector("[data-signed-in]") : dialog.querySelector("[name=password]"))?.focus();
};

const OTHER =
  t("Somebody else is signed in now in this browser. Nothing is saved under their name. Sign in as {name} again, then come back here.", { name: meta?.dataset.name ?? t("yourself") });
const SECOND =
  t("Your account asks for a second step. Finish signing in on the sign-in page, then come back here.");

const problem = (text) => {
  const box = dialog.querySelector("[data-problem]");
  box.textContent = text;
  box.hidden = !text;
};

const elsewhere = (text) => {
  dialog.querySelector("[data-sign-in]").hidden = Boolean(text);
  const part = dialog.querySelector("[data-elsewhere]");
  part.hidden = !text;
  if (text) part.querySelector("[data-elsewhere-why]").textContent = text;
};

const settle = (isSignedIn) => {
  const [promises, requests] = [waiting, failed];
  waiting = [];
  failed = [];
  if (dialog.open) dialog.close();
  for (const resolve of promises) resolve(isSignedIn);
  if (!isSignedIn) return;
  document.dispatchEvent(new CustomEvent("ledger:signed-in"));
  for (const request of requests) sendAgain(request);
};

/* The same person: take over the new session's token. Somebody else: say so, and save nothing.
   `quietly`: nobody asked, the window only has the focus again. `isHalfway`: the password was right,
   so who is not signed in yet is asked for a second step. */
const takeOver = async ({ quietly = false, isHalfway = false } = {}) => {
  const answer = await askSession();
  if (answer.status === 409) {
    elsewhere(OTHER);
    return;
  }
  if (!answer.ok) {
    if (quietly) return;
    elsewhere(isHalfway ? SECOND : "");
    if (isHalfway) return;
    problem(t("You are not signed in yet."));
    return;
  }
  takeToken((await answer.json()).token);
  settle(true);
};

const signIn = async (form) => {
  // The sign-in page gives the token: the one of this page may belong to a session that is gone.
  const page = await (await fetch(dialog.dataset.login)).text();
  const fresh = new DOMParser()
    .parseFromString(page, "text/html")
    .querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (!fresh) return takeOver(); // signed in meanwhile, in another tab
  const body = new URLSearchParams(new FormData(form));
  body.set("csrfmiddlewaretoken", fresh);
  body.set("remember", "on");
  const answer = await fetch(dialog.dataset.login, {
    method: "POST",
    body,
    headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
  });
  const told = await answer.json().catch(() => ({}));
  form.querySelector("[name=password]").value = "";
  if (answer.status === 400 || answer.status === 429) {
    const errors = [...(told.form?.errors ?? []), ...Object.values(told.form?.fields ?? {}).flatMap((f) => f.errors ?? [])];
    problem(errors.join(" ") || t("Too many attempts. Wait a few minutes and try again."));
    return undefined;
  }
  return takeOver({ isHalfway: true });
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-sign-in]");
  if (!form) return;
  event.preventDefault();
  form.setAttribute("aria-busy", "true");
  signIn(form)
    .catch(() => problem(t("The ledger does not answer. Try again in a moment; nothing is lost.")))
    .finally(() => form.removeAttribute("aria-busy"));
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-signed-in]")) takeOver().catch(() => problem(t("The ledger does not answer.")));
  if (event.target.closest("#sign-in-again [data-later]")) dialog.close();
  if (event.target.closest("[data-ask-sign-in]")) signInAgain();
});
/* Signed in meanwhile, in another tab. */
window.addEventListener("focus", () => {
  if (dialog?.open) takeOver({ quietly: true }).catch(() => undefined);
});
dialog?.addEventListener("close", () => {
  if (waiting.length || failed.length) settle(false);
});

// --- htmx ---------------------------------------------------------------------------------------
document.addEventListener("htmx:configRequest", (event) => {
  if (!person()) return;
  event.detail.headers["Ledger-Person"] = person();
  event.detail.headers["X-CSRFToken"] = token();
});

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, elt, requestConfig, target } = event.detail;
  const isOther = xhr.status === 409 && (xhr.getResponseHeader("HX-Trigger") ?? "").includes("ledger:other-person");
  const isQuiet = elt.closest("[data-quiet]") === elt;
  if (xhr.status === 403 && isQuiet && !xhr.getResponseHeader("Content-Type")?.includes("json")) {
    event.preventDefault(); // the next key sends the session's new token
    renewToken().catch(() => undefined);
  }
  if (xhr.status !== 401 && !isOther) return;
  event.preventDefault(); // no "answered with an error": the dialog says what happened
  if (isQuiet) {
    // A look-up while typing: sent again with the next key; the autosave asks for the sign-in.
    return;
  }
  failed.push({ elt, target, requestConfig });
  signInAgain(isOther);
});

const sendAgain = ({ elt, target, requestConfig }) => {
  if (!elt.isConnected) return;
  const submitter = requestConfig.triggeringEvent?.submitter;
  if (submitter?.isConnected) submitter.click();
  else if (elt.matches("form")) elt.requestSubmit();
  else if (elt.matches("a, button")) elt.click();
  else window.htmx.ajax(requestConfig.verb.toUpperCase(), requestConfig.path, { target });
};
