"""Wallets, lots, entries, holds."""
