"""Factories: the smallest valid row of every table, one module per floor of the house.

Acts that take several rows (publishing, retracting) are functions beside the factories they use.
"""
