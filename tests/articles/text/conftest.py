"""Hypothesis for these tests: no deadline, because the machine's load is not what they measure."""

from hypothesis import settings

settings.register_profile("text", deadline=None)
settings.load_profile("text")
