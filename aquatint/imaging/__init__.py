"""Pure functions on pixels and picture files. No Django in here."""
