"""How days, moments and numbers are written, by language: Django's own, with what we add."""
