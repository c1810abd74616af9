"""The desk: the editors' site. A folder is a page or a few that belong together, under its noun.

In each, `views` parse the request and render, `forms` check what was typed, and the other modules
read what the page shows; every reading function says its number of queries. Writing is in
`commitments.services` and `articles.services`.
"""
