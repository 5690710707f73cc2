"""The test gateway: it behaves like a vendor elsewhere, takes no real money, and keeps rows of its own."""
