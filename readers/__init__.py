"""The readers' site: public, and it only reads. A folder is a page or a few of one kind."""
