/* Passkeys: a form with data-passkey asks the browser for one, then is sent with what it answered.
   "create" makes a passkey, "get" uses one of this person's, "sign-in" any of this device's; the
   first two find their options in the page, the last asks for them when the button is pressed. */
import { t } from "./words.js";

const hasPasskeys = Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);

const optionsInPage = (form) => JSON.parse(form.querySelector("script[type]").textContent);

const ask = {
  create: async (form) => {
    const json = optionsInPage(form).creation_options.publicKey;
    const isAlone = form.querySelector("[data-passwordless]").checked;
    json.authenticatorSelection = {
      ...json.authenticatorSelection,
      residentKey: isAlone ? "required" : "discouraged",
      requireResidentKey: isAlone,
      userVerification: isAlone ? "required" : "preferred",
    };
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json);
    return navigator.credentials.create({ publicKey });
  },
  get: async (form) => use(optionsInPage(form)),
  "sign-in": async (form) => {
    const answer = await request(form.action);
    if (!answer.ok) throw new Error(t("the ledger answered with an error ({status}).", { status: answer.status }));
    return use(await answer.json());
  },
};

const request = async (address) => {
  try {
    return await fetch(address, { headers: { Accept: "application/json" } });
  } catch {
    throw new DOMException("No answer", "NetworkError");
  }
};

const use = (options) => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.request_options.publicKey);
  return navigator.credentials.get({ publicKey });
};

const REASONS = {
  NotAllowedError: t("No passkey was given. Try again, or sign in another way."),
  InvalidStateError: t("This device has a passkey for you already."),
  SecurityError:
    t("Passkeys need the ledger's own address with https. On this machine use http://localhost instead of http://127.0.0.1."),
  NetworkError: t("The ledger does not answer. Check your connection and try again."),
};

const say = (form, text) => {
  const box = form.querySelector("[data-passkey-says]");
  box.textContent = text;
  box.hidden = !text;
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!hasPasskeys) continue;
  form.hidden = false;
  form.querySelector("[data-passkey-here]")?.removeAttribute("hidden");
  form.querySelector("[data-passkey-not-here]")?.setAttribute("hidden", "");
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-passkey]");
  if (!form) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  say(form, "");
  form.ariaBusy = "true";
  try {
    const credential = await ask[form.dataset.passkey](form);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    say(form, REASONS[error.name] ?? t("That did not work: {message}", { message: error.message }));
  } finally {
    form.ariaBusy = "false";
  }
});
