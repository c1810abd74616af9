"""How the garbage collector is set in a process that serves pages."""

import gc


def settle() -> None:
    """Call once everything is loaded.

    What is loaded lives as long as the process, so it is taken out of the collector's way; and a
    matrix makes some thirty thousand objects, none in a cycle, which the usual thresholds would
    have it walk a dozen times while it is being built.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
