"""People, sign-in, sessions, API keys, anonymous trial."""
