// How an annotation client in the browser finds a quotation again: exact places if there are any, else
// those with the fewest errors, up to half of the quotation (at most 256); the best by quotation 50,
// prefix 20, suffix 20 and nearness to the old place 2. Written from that description.
// usage: node anchoring_rival.mjs MODULE < {"texts", "cases"} > [[start, end, score, ms], …]
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const imported = await import(pathToFileURL(process.argv[2]));
const search = imported.default.default ?? imported.default;

function places(text, words, errors) {
  const found = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    found.push({ start: at, end: at + words.length, errors: 0 });
  }
  return found.length ? found : search(text, words, errors);
}

function likeness(text, context) {
  if (!context) return 1;
  if (!text) return 0;
  return 1 - places(text, context, context.length)[0].errors / context.length;
}

function place(text, { exact, prefix, suffix, start }) {
  let best = null;
  for (const found of places(text, exact, Math.min(256, exact.length / 2))) {
    const before = text.slice(Math.max(0, found.start - prefix.length), found.start);
    const after = text.slice(found.end, found.end + suffix.length);
    const score =
      (50 * (1 - found.errors / exact.length) +
        20 * likeness(before, prefix) +
        20 * likeness(after, suffix) +
        2 * (1 - Math.abs(found.start - start) / text.length)) / 92;
    if (!best || score > best[2]) best = [found.start, found.end, score];
  }
  return best;
}

const { texts, cases } = JSON.parse(readFileSync(0, "utf-8"));
for (const wanted of cases.slice(0, 100)) place(texts[wanted.text], wanted); // warms the compiler up
const answers = cases.map((wanted) => {
  const began = process.hrtime.bigint();
  const found = place(texts[wanted.text], wanted);
  return [...(found ?? [null, null, null]), Number(process.hrtime.bigint() - began) / 1e6];
});
process.stdout.write(JSON.stringify(answers));
