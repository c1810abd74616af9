/* What is typed into a statement's form is kept every few seconds: in this browser first, then in
   the ledger, so that neither a server that is gone nor a session that has ended loses a word. */
import { SignedOut, deskFetch, person, token } from "./signing-in.js";
import { t } from "./words.js";

const AFTER = 2500; // milliseconds without a key
const AGAIN = 8000; // after a failure
const PATIENCE = 4000; // how long a save in earnest waits for one that is under way

let pending = null;
let state = null;
let underWay = null; // the request that keeps, and a way to end it: a save in earnest comes after
let declined = false; // whoever closed the dialog is not asked with every key

const form = () => document.querySelector("[data-statement-form]");
export const slot = (about) => `ledger:typed:${person()}:${about}`;

const fields = (of) => {
  const body = new URLSearchParams(new FormData(of));
  body.delete("csrfmiddlewaretoken");
  body.delete("then");
  return body;
};

// --- the browser's own store --------------------------------------------------------------------
const remember = (of) => {
  try {
    const { action, dataset: { title } } = of;
    const kept = { at: new Date().toISOString(), body: fields(of).toString(), action, title, words: wordsIn(of) };
    localStorage.setItem(slot(of.dataset.about), JSON.stringify(kept));
  } catch {
    // A full or forbidden store: the ledger keeps it all the same.
  }
};

/* What was typed, each with its label: to be read where no form takes it up any more. */
const wordsIn = (of) =>
  [...of.querySelectorAll("textarea, input:is([type=text], [type=date], [type=number], :not([type]))")]
    .filter((field) => field.value.trim())
    .map((field) => [field.labels?.[0]?.textContent.trim() ?? "", field.value]);

const remembered = (about) => {
  try {
    return JSON.parse(localStorage.getItem(slot(about)));
  } catch {
    return null;
  }
};

/* The ledger has it: this copy need not be brought back. */
const markSent = (about, body) => {
  const kept = remembered(about);
  if (kept?.body !== body) return;
  localStorage.setItem(slot(about), JSON.stringify({ ...kept, sent: true }));
};

export const forget = (about) => {
  try {
    localStorage.removeItem(slot(about));
  } catch {
    // Nothing was kept.
  }
};

/* The server names, in a cookie, the form that was saved in earnest. */
const forgetRecorded = () => {
  const found = document.cookie.match(/(?:^|; )ledger_recorded="?([^;"]+)/);
  if (!found) return;
  forget(decodeURIComponent(found[1]));
  document.cookie = "ledger_recorded=; max-age=0; path=/; samesite=lax";
  clearTimeout(pending);
};

// --- keeping ------------------------------------------------------------------------------------
const say = (name, { extra, refusal } = {}) => {
  const line = form()?.querySelector("[data-kept]");
  if (!line) return;
  state = { name, at: Date.now(), refusal };
  line.dataset.state = name;
  line.replaceChildren(words(), ...(extra ? [extra] : []));
};

const words = () => {
  const seconds = Math.round((Date.now() - (state?.at ?? 0)) / 1000);
  return {
    typing: t("not saved yet"),
    kept:
      seconds < 60
        ? t("saved {n} s ago", { n: seconds })
        : t("saved {n} min ago", { n: Math.floor(seconds / 60) }),
    unreachable: t("not reaching the ledger; kept in this browser"),
    signedOut: `${t("kept in this browser;")} `,
    refused: state?.refusal || t("kept in this browser; the ledger did not take it"),
  }[state?.name] ?? "";
};

setInterval(() => {
  const line = state?.name === "kept" && form()?.querySelector("[data-kept]");
  if (line) line.replaceChildren(words());
}, 2000);

const askToSignIn = () => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.size = "small";
  button.dataset.askSignIn = "";
  button.textContent = t("sign in again");
  return button;
};

const keep = (of, options = {}) => {
  clearTimeout(pending);
  const controller = new AbortController();
  const done = keepNow(of, controller.signal, options).finally(() => {
    if (underWay?.done === done) underWay = null;
  });
  underWay = { done, controller };
  return done;
};

const keepNow = async (of, signal, { ask = !declined }) => {
  const body = fields(of);
  const sent = body.toString();
  try {
    const answer = await deskFetch(of.dataset.keep, { method: "POST", body, ask, signal });
    if (answer.ok) markSent(of.dataset.about, sent);
    if (of !== form()) return;
    if (answer.ok) say("kept");
    else if (answer.status >= 500) later(of);
    else say("refused", await answer.json().catch(() => ({})));
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof SignedOut) declined = true;
    if (of !== form()) return;
    if (error instanceof SignedOut) say("signedOut", { extra: askToSignIn() });
    else later(of);
  }
};

const later = (of) => {
  say("unreachable");
  pending = setTimeout(() => keep(of), AGAIN);
};

const touched = (event) => {
  const of = event.target.closest?.("[data-statement-form]");
  if (!of) return;
  remember(of);
  of.dataset.touched = "";
  delete of.dataset.sent; // typed after the press of a button
  if (state?.name !== "unreachable" && !declined) say("typing");
  clearTimeout(pending);
  pending = setTimeout(() => keep(of), AFTER);
};
document.addEventListener("input", touched);
document.addEventListener("change", touched);

/* On leaving: a request that outlives the page. */
const leaving = () => {
  const of = form();
  if (!of || !("touched" in of.dataset) || state?.name === "kept" || "sent" in of.dataset) return;
  const body = fields(of);
  body.set("csrfmiddlewaretoken", token());
  fetch(of.dataset.keep, {
    method: "POST",
    body,
    keepalive: true,
    headers: { "Ledger-Person": person() },
  }).catch(() => undefined);
};
addEventListener("pagehide", leaving);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") leaving();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (["record", "recording"].includes(event.target.id) && event.detail.requestConfig?.verb === "get") leaving();
});

document.addEventListener("ledger:signed-in", () => {
  declined = false;
  const of = form();
  if (of && "touched" in of.dataset) keep(of);
});

// --- restoring ----------------------------------------------------------------------------------
/* What this browser kept and the ledger does not have goes to the ledger, which then restores it. */
const restore = async () => {
  const of = form();
  if (!of || "looked" in of.dataset) return;
  of.dataset.looked = "";
  const local = remembered(of.dataset.about);
  const server = document.querySelector("[data-kept-at]")?.dataset.keptAt;
  if (!local || local.sent || document.querySelector(".error-summary, .conflict")) return;
  // Another browser may have gone on with it since.
  if (server && Date.parse(local.at) <= Date.parse(server)) return;
  const answer = await deskFetch(of.dataset.keep, {
    method: "POST",
    body: new URLSearchParams(local.body),
  }).catch(() => null);
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
document.addEventListener("htmx:afterRequest", forgetRecorded);
look();

/* A statement that is being sent is not kept once more while the page goes away. It stays "sent"
   until it is known that the page does not: an answer that leads elsewhere comes before it does. */
document.addEventListener("submit", (event) => {
  const of = event.target.closest("[data-statement-form]");
  if (!of) return;
  clearTimeout(pending);
  remember(of);
  of.dataset.sent = "";
});
/* What the ledger is still keeping must not arrive after what is saved: it would stay as a ghost. */
document.addEventListener("htmx:confirm", (event) => {
  if (!underWay || !event.target.matches?.("[data-statement-form]")) return;
  event.preventDefault();
  const { done, controller } = underWay;
  const enough = setTimeout(() => controller.abort(), PATIENCE);
  done.finally(() => {
    clearTimeout(enough);
    event.detail.issueRequest(true);
  });
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr } = event.detail;
  if (!event.target.matches?.("[data-statement-form]")) return;
  // Not `detail.successful`: htmx says nothing of an answer that leads elsewhere.
  const leaves = xhr.status < 400 && xhr.getResponseHeader("HX-Redirect");
  if (!leaves) delete event.target.dataset.sent;
});
addEventListener("pageshow", (event) => {
  if (event.persisted) delete form()?.dataset.sent;
});
