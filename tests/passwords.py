"""Passwords that tests can afford."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """What the ledger hashes with, at the least cost."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
