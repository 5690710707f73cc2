"""Prices, buying, and what people have to do with money."""
