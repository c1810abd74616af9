"""Where quotations of an article are in its new text: the re-anchoring engine. No database.

`engine.place_quotations` is the door. For each quotation it asks, in this order:

- `pieces`: where short pieces of the old text are in the new one; `landmarks`: those that are in
  both just once and so bound the stretch that became of a passage;
- `candidates`: which places of the new text share the most pieces with an edited passage;
- `survival`: how much of a passage is left at such a place, word by word;
- `similarity`, `alarms`, `alarm_words`: how alike both read, and what in between may turn the
  meaning; `rewording`: whether the words around were rewritten as well.
"""
