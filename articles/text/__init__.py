"""The text engine: what can be said about an article's text without the database.

It normalises, finds quotations, counts what was quoted, links to a quotation, reads pasted pages
and files, and normalises addresses. Pure functions over strings and frozen dataclasses: no models,
no settings, no network.
"""
