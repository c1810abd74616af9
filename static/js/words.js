/* The scripts' texts in the page's language: English as in the scripts, other languages from the
   page, which carries them. `{name}` is filled from `values`. */
const given = document.getElementById("words");
const others = given ? JSON.parse(given.textContent) : {};

export const t = (text, values = {}) =>
  (others[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
