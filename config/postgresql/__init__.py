"""Django's PostgreSQL backend, but one that does not wait twice for a server that is away."""
