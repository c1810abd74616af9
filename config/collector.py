"""How the garbage collector is set in a process that serves pages."""

import gc


def settle() -> None:
    """Call once everything is loaded.

    What is loaded lives as long as the process, so it is taken out of the collector's way: what is
    left for it to walk is little, and may be walked whole soon. A page's objects go with its
    request (core/wsgi.py, core/templates.py) but for records that were read together and refer to
    each other. Looked at rarely they are a peak of memory that a process never gives back.

    A matrix makes many objects, none in a cycle, which the usual first threshold would have it walk
    again and again meanwhile: building one of 20,000 statements took 62 ms of processor time
    instead of 71 (medians of twelve in turn).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 5, 2)
