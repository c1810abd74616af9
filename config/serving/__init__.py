"""How the site is served: a supervisor, web processes, and the front that admits requests.

`python -m config.serving` (what `manage.py serve` becomes) is the supervisor. It holds the port,
starts every other process anew instead of forking, starts them again when they die, and brings up
the embedded database after a crash. It loads neither Django nor a driver's pool, so there is
nothing that a child could inherit. Each web process (`config.serving.web`) is granian on the
supervisor's socket with the front (`config.rsgi`) as its application.
"""
