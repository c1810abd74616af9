"""Garbage collector settings for a process that serves pages."""

import gc


def settle() -> None:
    """Set up the collector; call it once everything is loaded.

    Loaded objects live as long as the process, so they are frozen: the rest is small and can be
    walked completely. A page's objects are released with its request (core/wsgi.py,
    core/templates.py), except records that were read together and refer to each other. Collected
    too rarely they cause a peak of memory that a process never gives back.

    A matrix creates many objects, none in a cycle, which the usual first threshold would walk again
    and again meanwhile: building one of 20,000 statements took 62 ms of processor time instead of
    71 (medians of twelve in turn).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 5, 2)
