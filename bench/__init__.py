"""Benchmarks: what a reader's page costs, as ratios between things measured in one run.

Here: the ledger they run against, its made-up data, the alternatives and the measurements. No test
and nothing the app imports. `python -m bench` runs all of it, `python -m bench matrix` one part.
"""
