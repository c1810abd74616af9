"""Getting a page safely, and judging what came. No Django models: rows and jobs are above.

`getting.fetch` gets one address, `judging_process.judge_in_process` reads the article out of what
came, `warc.warc_record` keeps it, `failures` says in plain sentences why one of them could not.
Import from these modules: this package stays light, because models name its failures.
"""
