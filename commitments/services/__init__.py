"""Functions that write, one per act; each owns its transaction and takes the person as `by`."""
