"""What the desk reads: one module per kind of page, each function saying its number of queries."""
