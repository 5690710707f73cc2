"""The heart: start, claim, paint, settle, cancel, sweep."""
