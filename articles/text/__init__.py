"""The text engine: everything that can be said of an article's text without asking the database.

Here live normalising, finding a quotation, counting what was quoted, links that point at a
quotation, reading pasted pages and files, and tidying addresses. Pure functions over strings and
frozen dataclasses: no models, no settings, no network.
"""
