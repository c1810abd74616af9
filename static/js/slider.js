/* The slider over the days on which something was said. It writes the day into the date field of
   its form and lets the form ask; the last place is today, the empty date. */

const PACE = 900;
let playing = 0;

const parts = (slider) => ({
  range: slider.querySelector("[type=range]"),
  output: slider.querySelector("output"),
  days: slider.dataset.days.split(" "),
});

const words = (slider, day, month) =>
  day
    ? new Intl.DateTimeFormat(document.documentElement.lang || "en", {
        day: "numeric",
        month,
        year: "numeric",
        timeZone: "UTC",
      }).format(new Date(day))
    : slider.dataset.today;

function show(slider) {
  const { range, output, days } = parts(slider);
  const day = days[range.valueAsNumber] ?? "";
  output.value = words(slider, day, "short");
  range.setAttribute("aria-valuetext", words(slider, day, "long"));
  slider.closest("form").elements.as_of.value = day;
}

/* Moves to a place and sends the form; false beyond the ends. */
function go(slider, to) {
  const { range } = parts(slider);
  if (to < 0 || to > Number(range.max)) return false;
  range.valueAsNumber = to;
  show(slider);
  range.form.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function mark(slider, isPlaying) {
  const button = slider.querySelector("[data-play]");
  button.dataset.start ??= button.textContent;
  button.textContent = isPlaying ? button.dataset.stop : button.dataset.start;
}

function stop() {
  clearTimeout(playing);
  playing = 0;
  const slider = document.querySelector("[data-slider]");
  if (slider) mark(slider, false);
}

function play() {
  const slider = document.querySelector("[data-slider]");
  if (!slider || !go(slider, parts(slider).range.valueAsNumber + 1)) stop();
}

document.addEventListener("input", (event) => {
  const slider = event.target.closest("[data-slider]");
  if (slider) show(slider);
});

document.addEventListener("click", (event) => {
  const slider = event.target.closest("[data-slider]");
  const button = slider && event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) {
    stop();
    go(slider, parts(slider).range.valueAsNumber + Number(button.dataset.step));
  } else if (playing) {
    stop();
  } else {
    const { range } = parts(slider);
    playing = 1;
    mark(slider, true);
    // At today there is no next day, so it plays from the beginning.
    go(slider, range.value === range.max ? 0 : range.valueAsNumber + 1);
  }
});

document.addEventListener("htmx:configRequest", (event) => {
  if (playing) event.detail.headers["Ledger-Address"] = "replace";
});

/* The next day comes when the last one has been drawn. */
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "board" || !playing) return;
  mark(document.querySelector("[data-slider]"), true);
  clearTimeout(playing);
  playing = setTimeout(play, PACE);
});
document.addEventListener("htmx:responseError", stop);
document.addEventListener("htmx:sendError", stop);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && playing) stop();
});
