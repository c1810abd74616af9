"""The endurance run: the real servers under load and failures for long, and what people notice.

`python -m bench.endurance` (or `make endurance`) starts the server in each way it can run, lets
readers and editors use it, ends connections, databases and processes meanwhile, and assesses:
nothing unexpected, nothing half-done, nothing done twice, served again without help, memory flat.
Everything uses its own data under `.cache/endurance`; every process it starts is ended by its
number.
"""
