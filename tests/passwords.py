"""Passwords that tests can afford."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """What the ledger hashes with, at the least cost."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


class CountedArgon2(CheapArgon2):
    """Says how often a password was hashed, to be set or to be compared."""

    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        CountedArgon2.hashed += 1
        return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        CountedArgon2.hashed += 1
        return super().verify(password, encoded)
