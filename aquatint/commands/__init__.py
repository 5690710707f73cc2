"""The `aquatint` command, a file per subject."""
