"""The coalition in pictures: read from the matrix, drawn as SVG on the server.

Each picture is one module that reads, tabulates and draws one thing. `gallery.py` knows them all.
"""
