"""The words that the painter knows, as data: one table per kind, one line per meaning."""
