"""Creem: merchant of record for packs and plans. See README.md for the set-up."""
