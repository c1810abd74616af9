"""The embedded PostgreSQL of development, tests and a ledger on one machine.

With ``DATABASE_URL`` (production) nothing of this is loaded.
"""
