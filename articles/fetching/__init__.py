"""Fetch a page safely, and judge what came. No Django models: rows and jobs are in the layer above.

`getting.fetch` gets one address, `judging_process.judge_in_process` extracts the article from the
response, `warc.warc_record` stores it, `failures` says in plain sentences why one of them failed.
Import from these modules: this package stays light, because models use its failures.
"""
