"""A real Chromium against a real server; elements are found by role and label only."""
