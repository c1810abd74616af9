/* Reports to the ledger that a draft is open for editing, and shows who else has it open.
   An element with `data-presence="<address>"` (and `data-version`, the draft's number when it was
   opened) is filled with the answer. It may come and go with swapped HTML. */

import { deskFetch, token } from "./signing-in.js";

const EVERY = 20_000;
/* Addresses of drafts that are open here, each with when the ledger last heard of this page. */
const open = new Map();

const leave = (address) => {
  const seen = open.get(address);
  open.delete(address);
  // A beacon has no headers: the token goes with its fields.
  const told = new URLSearchParams({ leaving: "1", seen, csrfmiddlewaretoken: token() });
  if (seen) navigator.sendBeacon(address, told);
};

/* The region is live: it is rewritten only when there is news, so that a screen reader does not
   hear the seconds counted. They stand in an element that it ignores. */
const show = (place, html) => {
  const found = new DOMParser().parseFromString(html, "text/html").querySelector(".notice-presence");
  if (!found) return;
  open.set(place.dataset.presence, found.dataset.seen);
  const shown = place.querySelector(".notice-presence");
  if (shown?.dataset.news !== found.dataset.news) {
    place.replaceChildren(found);
    return;
  }
  const seconds = found.querySelectorAll("[data-ago]");
  shown.querySelectorAll("[data-ago]").forEach((old, i) => {
    old.textContent = seconds[i]?.textContent ?? "";
  });
};

const call = async (place) => {
  const address = place.dataset.presence;
  if (!open.has(address)) open.set(address, "");
  try {
    // It names its person, so that nobody is shown under the name of who signed in since.
    const answer = await deskFetch(address, {
      method: "POST",
      body: new URLSearchParams({ version: place.dataset.version ?? "" }),
      ask: false,
    });
    // A published draft, or a lost session: saving will say so. Do not disturb here.
    if (answer.ok && place.isConnected) show(place, await answer.text());
  } catch {
    // Not reachable: the next call may succeed.
  }
};

const callAll = () => {
  const places = [...document.querySelectorAll("[data-presence]")];
  const here = new Set(places.map((place) => place.dataset.presence));
  for (const address of [...open.keys()]) if (!here.has(address)) leave(address);
  for (const place of places) call(place);
};

const callNew = () => {
  const places = [...document.querySelectorAll("[data-presence]")];
  const isNews = places.some((place) => !place.childElementCount);
  const here = new Set(places.map((place) => place.dataset.presence));
  if (isNews || [...open.keys()].some((address) => !here.has(address))) callAll();
};

callAll();
setInterval(callAll, EVERY);
document.addEventListener("htmx:afterSettle", callNew);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") callAll();
});
window.addEventListener("pagehide", () => [...open.keys()].forEach(leave));
window.addEventListener("pageshow", (event) => event.persisted && callAll());
