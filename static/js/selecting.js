/* A field with a key or a link to copy: focus selects all of it. */
document.addEventListener("focusin", (event) => {
  if (event.target.matches("input[data-select-all]")) event.target.select();
});
