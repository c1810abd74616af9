"""The endurance run: the real servers, used and hurt for long, and what readers and editors notice.

`python -m bench.endurance` (or `make endurance`) starts the server in each way it is run, puts
readers and editors on it, ends connections, databases and processes under them, and judges: nothing
unexpected, nothing half-done, nothing done twice, served again by itself, memory flat. Everything
happens on data of its own under `.cache/endurance`; every process it starts is ended by its number.
"""
