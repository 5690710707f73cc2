"""Whole stories, through several packages."""
