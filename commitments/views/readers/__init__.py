"""The readers' pages. Everything here is public and reads only."""
