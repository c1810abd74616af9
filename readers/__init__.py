"""The readers' site: public and read-only. Each folder has one page or a few of one kind."""
