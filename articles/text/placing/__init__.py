"""Find where an article's quotations are in its new text: the re-anchoring engine. No database.

Use `engine.place_quotations`. For each quotation it asks, in this order:

- `pieces`: where short pieces of the old text are in the new one; `landmarks`: those that are in
  both exactly once and so limit the stretch that can be the passage;
- `candidates`: which places of the new text share the most pieces with an edited passage;
- `survival`: how much of a passage is left at such a place, word by word;
- `similarity`, `alarms`, `alarm_words`: how similar both are, and which differences may change the
  meaning; `rewording`: whether the words around were rewritten as well.
"""
