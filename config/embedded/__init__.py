"""The embedded PostgreSQL of development, tests and a ledger on one machine.

Production names its own server in ``DATABASE_URL`` and loads nothing of this.
"""
