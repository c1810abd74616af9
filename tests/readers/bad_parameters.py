"""Parameters that mean nothing."""

BAD = [
    "as_of=2025-13-40",
    "as_of=yesterday",
    "known_at=now",
    "known_at=2025-01-06T25:00",
    "known_at=9999-12-31T23:59-14:00",
    "as_of=2025-01-01&as_of=2025-01-02",
    "assume=rain",
    "role=cooking",
    "stance=maybe",
    "country=XXX",
    "group=BRICS",
    "place=moon",
    "grade=F",
    "role=training,%00",
]
