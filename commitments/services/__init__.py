"""Writes, one function per act; each owns its transaction and takes the actor as `by`."""
