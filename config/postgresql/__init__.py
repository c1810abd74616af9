"""Django's PostgreSQL backend, except that it does not wait twice for a server that is away."""
