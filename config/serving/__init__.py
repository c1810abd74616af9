"""Serving the site: a supervisor, web processes, and the front that admits requests.

`python -m config.serving` (which `manage.py serve` becomes) is the supervisor. It owns the port,
starts every other process without forking, restarts them when they die, and starts the embedded
database again after a crash. It loads neither Django nor a database pool, so there is nothing that
a child could inherit. Each web process (`config.serving.web`) is granian on the supervisor's socket
with the front (`config.rsgi`) as its application.
"""
