"""Views: parse the request, call one read or one act, render."""
