"""What a web process sends its supervisor over a pipe: that it serves, then that it lives."""

READY = b"r"
BEAT = b"."
# Seconds between two beats.
SECONDS = 1.0
# A process that was ready and then sends no beat for this long hangs, and is replaced.
PATIENCE = 60.0
# The time until it serves, on a busy machine.
START_PATIENCE = 180.0
