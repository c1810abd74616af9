"""Addresses: readers' and desk."""
