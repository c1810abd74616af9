"""Figures for Prometheus. Each process counts its own; the supervisor adds them up.

Labels are few and known beforehand: the name of an address, never the address, and nothing about
the visitor.
"""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

# Most answers are between a file's and a large page's time on a slow machine.
_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)

REQUESTS = Counter("ledger_requests", "Requests answered by Django", ["route", "method", "status"])
REQUEST_SECONDS = Histogram(
    "ledger_request_seconds", "Time Django took for an answer", ["route"], buckets=_SECONDS
)
REFUSALS = Counter("ledger_refusals", "Requests refused before Django saw them", ["lane", "reason"])
REQUESTS_WAITING = Gauge(
    "ledger_requests_waiting", "Requests in a lane's queue", ["lane"], multiprocess_mode="livesum"
)
REQUESTS_RUNNING = Gauge(
    "ledger_requests_running", "Requests a lane works on", ["lane"], multiprocess_mode="livesum"
)
CSP_REPORTS = Counter(
    "ledger_csp_reports", "What browsers report that the policy stopped", ["directive"]
)
DATABASE_AWAY = Counter(
    "ledger_database_away", "Answers of 503 because the database did not do its part", ["reason"]
)
