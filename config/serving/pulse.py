"""What a web process tells its supervisor over a pipe: that it serves, then that it lives."""

READY = b"r"
BEAT = b"."
# Between two beats.
SECONDS = 1.0
# Without a beat for so long a process that was ready hangs, and is replaced.
PATIENCE = 60.0
# What it may take until it serves, on a machine that has much else to do.
START_PATIENCE = 180.0
