"""Aquatint, an open image studio that anyone can run as a service."""

__version__ = "0.1.0"
