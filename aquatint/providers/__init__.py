"""Whose door we knock at, how one speaks there, and what each model can do. No Django in here."""
