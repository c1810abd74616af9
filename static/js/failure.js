/* Says when a request failed, so that nobody waits for an answer that will not come. */

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

document.addEventListener("htmx:sendError", () =>
  show("The ledger does not answer. Check your connection and try again; nothing was saved."),
);

document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  show(
    status === 400
      ? "This combination does not exist. Change the filters or load the page again."
      : `The ledger answered with an error (${status}). Load the page again.`,
  );
});

document.addEventListener("htmx:beforeRequest", hide);
