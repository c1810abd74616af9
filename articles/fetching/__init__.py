"""Fetch a page safely, and extract its article. No Django models: rows and jobs are a layer above.

`getting.fetch` gets one address, `page_extraction_process.extract_in_process` extracts the article
from the response, `warc.warc_record` stores it, `failures` says in plain sentences why one of them
failed.
Import from these modules: this package stays light, because models use its failures.
"""
