"""The desk: the editors' site. Each folder has one page or a few about one noun.

In each, `views` parse the request and render, `forms` validate what was typed, and the other
modules read what the page shows; every reading function says its number of queries. Writing is in
`commitments.services` and `articles.services`.
"""
