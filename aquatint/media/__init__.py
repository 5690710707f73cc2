"""Bytes: keep, derive, serve, forget."""
