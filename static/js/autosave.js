/* Saves what is typed into a statement's form every few seconds: in this browser first, then in the
   ledger, so that neither an unreachable server nor an ended session loses a word.

   htmx sends it: the line `[data-kept]` of _statement_form.html has the address, the delays, and
   `hx-sync`, with which a save cancels an autosave under way. This module has the browser's copy
   and its restoring, the text of the line, and the last request on leaving. */
import { refusalIn } from "./failure.js";
import { deskFetch, isSignedOut, person, signInAgain } from "./signing-in.js";
import { t } from "./words.js";

let keptAt = 0;
let declined = false; // once the dialog is closed, keys do not open it again
let isLeaving = false; // another page, or another form beside the text, has been asked for

const form = () => document.querySelector("[data-statement-form]");
const line = () => document.querySelector("[data-kept]");
export const slot = (about) => `ledger:typed:${person}:${about}`;

const bodyOf = (of) => {
  const body = new URLSearchParams(of instanceof FormData ? of : new FormData(of));
  body.delete("csrfmiddlewaretoken");
  body.delete("then");
  return body;
};

// --- the browser's own store ---------------------------------------------------------------------
/* If the store is full or forbidden, only the ledger saves. */
const inStore = (act) => {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
};
const remembered = (about) => inStore((store) => JSON.parse(store.getItem(slot(about))));
export const forget = (about) => inStore((store) => store.removeItem(slot(about)));

const remember = (of) => {
  const { action, dataset: { about, title } } = of;
  const kept = { at: new Date().toISOString(), body: bodyOf(of).toString(), action, title, words: wordsIn(of) };
  inStore((store) => store.setItem(slot(about), JSON.stringify(kept)));
};

/* What was typed, with labels, to show it when no form can restore it any more. */
const wordsIn = (of) =>
  [...of.querySelectorAll("textarea, input:is([type=text], [type=date], [type=number], :not([type]))")]
    .filter((field) => field.value.trim())
    .map((field) => [field.labels?.[0]?.textContent.trim() ?? "", field.value]);

/* The server names, in a cookie, the form that was saved. */
const forgetRecorded = () => {
  const found = document.cookie.match(/(?:^|; )ledger_recorded="?([^;"]+)/);
  if (!found) return;
  forget(decodeURIComponent(found[1]));
  document.cookie = "ledger_recorded=; max-age=0; path=/; samesite=lax";
};

// --- what the line says --------------------------------------------------------------------------
const say = (state, words) => {
  line().dataset.state = state;
  line().querySelector("span").textContent = words;
  line().querySelector("button").hidden = state !== "signedOut";
};

const sayKept = () => {
  const seconds = Math.round((Date.now() - keptAt) / 1000);
  say("kept", seconds < 60 ? t("saved {n} s ago", { n: seconds }) : t("saved {n} min ago", { n: Math.floor(seconds / 60) }));
};

setInterval(() => {
  if (line()?.dataset.state === "kept") sayKept();
}, 2000);

// --- keeping -------------------------------------------------------------------------------------
const touched = ({ target }) => {
  const of = target.closest?.("[data-statement-form]");
  if (!of) return;
  isLeaving = false;
  remember(of);
  delete of.dataset.sent; // typed after a button was pressed
  if (!["unreachable", "signedOut"].includes(line().dataset.state)) say("typing", t("not saved yet"));
};
document.addEventListener("input", touched);
document.addEventListener("change", touched);

const isKeeping = ({ detail }) => detail.elt === line();

document.addEventListener("htmx:configRequest", (event) => {
  if (isKeeping(event) && "sent" in form().dataset) event.preventDefault();
});

document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (!isKeeping(event)) return;
  event.preventDefault(); // nothing is swapped; the line shows the result
  const { requestConfig, xhr } = event.detail;
  if (xhr.status === 204) kept(bodyOf(requestConfig.formData).toString());
  else if (isSignedOut(xhr.status, xhr.getResponseHeader("HX-Trigger"))) askToSignIn(xhr.status === 409);
  else if (xhr.status < 400 || xhr.status >= 500) unreachable();
  else say("refused", refusalIn(xhr.responseText) ?? t("kept in this browser; the ledger did not take it"));
});
for (const failed of ["htmx:sendError", "htmx:timeout"])
  document.addEventListener(failed, (event) => isKeeping(event) && unreachable());

const kept = (body) => {
  if (bodyOf(form()).toString() !== body) {
    window.htmx.trigger(line(), "ledger:typed"); // meanwhile
    return;
  }
  // The ledger has it: this copy is not needed, unless what comes next was made just before.
  if (!isLeaving) forget(form().dataset.about);
  keptAt = Date.now();
  sayKept();
};

const unreachable = () => {
  say("unreachable", t("not reaching the ledger; kept in this browser"));
  window.htmx.trigger(line(), "ledger:unreachable");
};

const askToSignIn = async (isSomebodyElse) => {
  say("signedOut", t("kept in this browser;"));
  if (!declined) declined = !(await signInAgain(isSomebodyElse));
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-ask-sign-in]")) signInAgain();
});

document.addEventListener("ledger:signed-in", () => {
  declined = false;
  if (line()?.dataset.state) window.htmx.trigger(line(), "ledger:keep");
});

/* On leaving: a request that outlives the page. */
const leaving = () => {
  const of = form();
  const state = line()?.dataset.state;
  if (!state || state === "kept" || "sent" in of.dataset) return;
  deskFetch(of.dataset.keep, { method: "POST", body: bodyOf(of), ask: false, keepalive: true }).catch(() => undefined);
};
addEventListener("pagehide", leaving);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") leaving();
});
const replacesForm = ({ target, requestConfig }) => ["record", "recording"].includes(target?.id) && requestConfig?.verb === "get";
document.addEventListener("htmx:beforeSwap", ({ detail }) => replacesForm(detail) && leaving());
addEventListener("beforeunload", () => { isLeaving = true; });
document.addEventListener("htmx:beforeRequest", ({ detail }) => { isLeaving ||= replacesForm(detail); });

// --- saving in earnest ---------------------------------------------------------------------------
/* A statement that is being sent is not autosaved again while the page closes. It stays "sent"
   until it is known that the page does not: an answer that leads elsewhere comes before it does. */
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-statement-form]")) return;
  remember(target);
  target.dataset.sent = "";
});
document.addEventListener("htmx:afterRequest", ({ target, detail: { xhr } }) => {
  forgetRecorded();
  if (!target.matches?.("[data-statement-form]")) return;
  // Not `detail.successful`: htmx says nothing of an answer that leads elsewhere.
  const leaves = xhr.status < 400 && xhr.getResponseHeader("HX-Redirect");
  if (!leaves) delete target.dataset.sent;
});
addEventListener("pageshow", (event) => {
  if (event.persisted) delete form()?.dataset.sent;
});

// --- restoring -----------------------------------------------------------------------------------
/* A copy that only this browser has is sent to the ledger, which then restores it. */
const restore = async () => {
  const of = form();
  if (!of || "looked" in of.dataset) return;
  of.dataset.looked = "";
  const local = remembered(of.dataset.about);
  const server = document.querySelector("[data-kept-at]")?.dataset.keptAt;
  if (!local || document.querySelector(".notice-errors, .conflict")) return;
  // Another browser may have a newer version.
  if (server && Date.parse(local.at) <= Date.parse(server)) return;
  const body = new URLSearchParams(local.body);
  const answer = await deskFetch(of.dataset.keep, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) return;
  forget(of.dataset.about);
  const target = document.getElementById("record");
  const article = of.elements.article?.value;
  const address = new URL(of.action);
  if (article) address.searchParams.set("article", article);
  if (target && article) window.htmx.ajax("GET", address.pathname + address.search, { target });
  else window.location.reload();
};

const look = () => {
  forgetRecorded();
  restore();
};
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "while-typing") look();
});
look();
