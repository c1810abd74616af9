"""Scripts that ask where words are on the screen, and where a point is in the text."""

from __future__ import annotations

# Where the n-th border of these words stands on the screen: words that no passage cuts.
POINT = """([words, atEnd]) => {
  const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    walker.currentNode.parentElement.scrollIntoView({block: "center"});
    const box = range.getBoundingClientRect();
    const paragraph = walker.currentNode.parentElement.closest("[data-start]");
    const isRightToLeft = getComputedStyle(paragraph).direction === "rtl";
    const x = atEnd !== isRightToLeft ? box.right - 1 : box.left + 1;
    return [x, box.top + box.height / 2];
  }
}"""


EVERY_POINT = """async (points) => {
  const { offsetOf, rangeOf } = await import("/static/js/offsets.js");
  const text = document.querySelector("#text");
  return points.map(([start, end]) => {
    const range = rangeOf(text, start, end);
    return [
      offsetOf(text, range.startContainer, range.startOffset),
      offsetOf(text, range.endContainer, range.endOffset),
      range.toString(),
    ];
  });
}"""
