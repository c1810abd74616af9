/* Says when a request failed, so that nobody waits for an answer that will not come. */
import { t } from "./words.js";

export const show = (text) => {
  const box = document.getElementById("failure");
  if (!box) return;
  box.textContent = text;
  box.hidden = false;
};

export const hide = () => {
  const box = document.getElementById("failure");
  if (box) box.hidden = true;
};

/* An autosave shows its result in its form. (Removed elements send their events from document.) */
const saysItself = ({ target }) => target.matches?.("[data-kept]");

document.addEventListener("htmx:sendError", (event) => {
  if (saysItself(event)) return;
  show(t("The ledger does not answer. Check your connection and try again; nothing was saved."));
});

document.addEventListener("htmx:responseError", (event) => {
  const { status, responseText } = event.detail.xhr;
  show(
    refusalIn(responseText) ?? (status === 400
      ? t("This combination does not exist. Change the filters or load the page again.")
      : t("The ledger answered with an error ({status}). Load the page again.", { status })),
  );
});

/* The ledger's own message, if there is one. */
export const refusalIn = (text) => {
  try {
    return JSON.parse(text).refusal;
  } catch {
    return undefined;
  }
};

document.addEventListener("htmx:beforeRequest", (event) => saysItself(event) || hide());
